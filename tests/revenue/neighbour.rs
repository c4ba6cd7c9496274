//! Another platform on the same chain, whose accounts an attacker may pass instead of the right ones.

use locker::Roles;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_client::{locker::LockerKeys, revenue::RevenueKeys};
use tenure_tests::{Currency, Mint, Platform, World};

/// The splitter of another locker, for the same mint and on the same terms.
pub struct Neighbour {
    pub keys: RevenueKeys,
    pub ruler: Keypair,
}

impl Neighbour {
    pub async fn of(platform: &mut Platform) -> Self {
        let (founder, ruler) = (Keypair::new(), Keypair::new());
        let LockerKeys { mint, token_program, penalty_account, .. } = platform.keys;
        let locker = LockerKeys::derive(mint, founder.pubkey(), token_program, penalty_account);
        let keys = RevenueKeys::derive(locker);
        let (payer, by, heads) = (platform.payer(), founder.pubkey(), ruler.pubkey());
        let roles = Roles { authority: by, pauser: by };
        let calls = [
            locker.create_locker(payer, by, World::PARAMS, roles),
            keys.create_splitter(payer, by, Platform::TERMS, heads, heads),
        ];
        platform.send(&calls, &[&founder]).await.expect("another splitter is created");
        Self { keys, ruler }
    }

    /// Its pool of `mint`.
    pub async fn pool_of(&self, platform: &mut Platform, mint: &Mint) -> Currency {
        let treasury = platform.tokens_of(mint, &Pubkey::new_unique(), 0).await;
        let pool = self.keys.pool(mint.address, mint.kind.program(), treasury);
        let payer = platform.payer();
        let calls = [
            pool.open_destination(&payer, &self.keys.splitter),
            self.keys.create_pool(payer, self.ruler.pubkey(), &pool),
        ];
        platform.send(&calls, &[&self.ruler]).await.expect("another splitter's pool is created");
        Currency { mint: mint.clone(), pool }
    }
}
