//! Another store on the same chain, whose accounts an attacker may pass instead of the right ones.

use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_client::{
    membership::CollectionKeys,
    subscriptions::{Roles, StoreKeys, TokenKeys},
};
use tenure_tests::{Club, Shop};

/// A store with a collection, a plan and the shop's stablecoin of its own.
pub struct Neighbour {
    pub store: StoreKeys,
    pub usdc: TokenKeys,
}

impl Neighbour {
    /// One that is somebody else's.
    pub async fn of(shop: &mut Shop) -> Self {
        Self::ruled_by(shop, &Keypair::new()).await
    }

    /// One of the same authority as the shop's.
    pub async fn sister(shop: &mut Shop) -> Self {
        let ruler = shop.ruler.insecure_clone();
        Self::ruled_by(shop, &ruler).await
    }

    async fn ruled_by(shop: &mut Shop, ruler: &Keypair) -> Self {
        let (creator, payer, by) = (Keypair::new(), shop.payer(), ruler.pubkey());
        let badges = CollectionKeys::derive(&creator.pubkey(), Club::ID);
        let store = StoreKeys::derive(&creator.pubkey(), Shop::ID, badges.collection);
        let payout_owner = shop.payout_owner;
        let roles = Roles { authority: by, pauser: by, operator: by, payout_owner };
        let terms = Club::terms(store.store);
        let found = [
            badges.create_collection(payer, creator.pubkey(), Club::ID, terms),
            store.create_store(payer, creator.pubkey(), Shop::ID, Shop::TERMS, roles),
        ];
        shop.send(&found, &[&creator]).await.expect("another store is created");
        let TokenKeys { mint, token_program, payout, .. } = shop.usdc.keys;
        let usdc = store.token(mint, token_program, payout);
        let fit = [
            store.create_plan(payer, by, 0, Shop::plan_terms("Other", 10, 1, 0)),
            store.create_pay_token(payer, by, &usdc, Shop::STABLE),
        ];
        shop.send(&fit, &[ruler]).await.expect("another store is fitted out");
        Self { store, usdc }
    }

    pub fn plan(&self) -> Pubkey {
        self.store.plan(0)
    }
}
