//! Another DAO on the same chain, whose accounts an attacker may pass instead of the right ones.

use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use tenure_client::{governor::GovernorKeys, locker::LockerKeys};
use tenure_tests::{Dao, Owner, World};

use crate::stage::grant;

/// The governor of another locker, for the same mint and on the same terms.
pub struct Neighbour {
    pub keys: LockerKeys,
    pub governance: GovernorKeys,
    pub authority: Keypair,
    pub council: Keypair,
}

impl Neighbour {
    /// `member` locks 1,000 there for good.
    pub async fn of(dao: &mut Dao, member: &Owner) -> Self {
        let authority = Keypair::new();
        let LockerKeys { mint, token_program, penalty_account, .. } = dao.keys;
        let creator = solana_signer::Signer::pubkey(&authority);
        let keys = LockerKeys::derive(mint, creator, token_program, penalty_account);
        let governance = GovernorKeys::derive(keys);
        let mut neighbour = Self { keys, governance, authority, council: Keypair::new() };

        let tokens = dao.token_account(&member.address(), 1_000).await;
        let tenant = Owner { keypair: member.keypair.insecure_clone(), tokens };
        neighbour.swap(dao);
        dao.create_locker(World::PARAMS).await.expect("another locker is created");
        dao.create_governor(Dao::PARAMS).await.expect("another governor is created");
        dao.name_governor().await;
        dao.lock(&tenant, 1_000, 208).await.expect("a lock there");
        dao.make_permanent(&tenant).await.expect("a lock for good");
        neighbour.swap(dao);
        neighbour
    }

    /// What `dao` does from now on it does there; until it is called again.
    pub fn swap(&mut self, dao: &mut Dao) {
        core::mem::swap(&mut self.keys, &mut dao.platform.world.keys);
        core::mem::swap(&mut self.authority, &mut dao.platform.world.authority);
        core::mem::swap(&mut self.governance, &mut dao.governance);
        core::mem::swap(&mut self.council, &mut dao.council);
    }

    /// `proposer`'s first proposal there; submitted.
    pub async fn proposed(&mut self, dao: &mut Dao, proposer: &Owner) -> Pubkey {
        self.swap(dao);
        let grant = grant(dao);
        dao.propose(proposer, 1, &[grant]).await.expect("a proposal there");
        let proposal = dao.proposal_of(proposer, 1);
        self.swap(dao);
        proposal
    }
}
