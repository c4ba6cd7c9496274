//! Another store on the same chain, whose accounts an attacker may pass instead of the right ones.

use solana_keypair::Keypair;
use solana_signer::Signer;
use tenure_client::{
    membership::CollectionKeys,
    subscriptions::{StoreKeys, StoreTerms, TokenKeys},
};
use tenure_tests::{Club, Money, Shop, BASIC, PREMIUM};

use crate::stage::Stage;

/// A store of somebody else's, with badges of its own. Alice has its first plan.
pub struct Neighbour {
    pub keys: StoreKeys,
    pub ruler: Keypair,
    pub usdc: TokenKeys,
}

impl Neighbour {
    /// Its grace is a day shorter; the tokens and who is paid are the same.
    pub const TERMS: StoreTerms = StoreTerms { grace: 2 * 86_400, ..Shop::TERMS };

    pub async fn of(stage: &mut Stage) -> Self {
        let creator = Keypair::new();
        let badges = CollectionKeys::derive(&creator.pubkey(), Club::ID);
        let keys = StoreKeys::derive(&creator.pubkey(), Shop::ID, badges.collection);
        let (payer, by) = (stage.payer(), creator.pubkey());
        let found = badges.create_collection(payer, by, Club::ID, Club::terms(keys.store));
        stage.send(&[found], &[&creator]).await.expect("another collection is created");

        let home = (stage.shop.store, stage.shop.creator.insecure_clone(), stage.shop.ruler.insecure_clone());
        let ruler = Keypair::new();
        stage.shop.store = keys;
        stage.shop.creator = creator;
        stage.shop.ruler = ruler.insecure_clone();
        stage.create_store(Self::TERMS).await.expect("another store is created");
        for (id, name) in (BASIC..=PREMIUM).zip(["Basic", "Advanced", "Premium"]) {
            let plan = Shop::plan_terms(name, 10 * u64::from(id) + 10, 1, 0);
            stage.create_plan(id, plan).await.expect("another store's plan is created");
        }
        let mint = stage.usdc.mint.clone();
        let token = keys.token(mint.address, mint.kind.program(), stage.usdc.keys.payout);
        let usdc = Money { mint, keys: token };
        stage.create_pay_token(&usdc, Shop::STABLE).await.expect("another store's token is admitted");
        stage.shop.subscribe(&stage.alice, BASIC, &usdc).await.expect("Alice is a customer there too");

        (stage.shop.store, stage.shop.creator, stage.shop.ruler) = home;
        Self { keys, ruler, usdc: token }
    }
}
