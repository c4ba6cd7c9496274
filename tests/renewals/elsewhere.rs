//! Another store on the same chain, whose accounts an attacker may pass instead of the right ones.

use solana_keypair::Keypair;
use solana_signer::Signer;
use spl_associated_token_account_interface::instruction::create_associated_token_account_idempotent;
use tenure_client::{
    membership::CollectionKeys,
    subscriptions::{StoreKeys, TokenKeys},
};
use tenure_tests::{Club, Customer, Money, Shop, ADVANCED, BASIC};

use crate::stage::PRICE;

/// The store of somebody else, who sells the same for the same stablecoin.
pub struct Elsewhere {
    pub store: StoreKeys,
    pub usdc: Money,
}

impl Elsewhere {
    /// It has the plans up to the advanced one, to which `customer` has subscribed under a mandate. The
    /// token account's delegate is that mandate then.
    pub async fn of(shop: &mut Shop, customer: &Customer) -> Self {
        let (creator, payer) = (Keypair::new(), shop.payer());
        let badges = CollectionKeys::derive(&creator.pubkey(), Club::ID);
        let store = StoreKeys::derive(&creator.pubkey(), Shop::ID, badges.collection);
        let terms = Club::terms(store.store);
        let collection = badges.create_collection(payer, creator.pubkey(), Club::ID, terms);
        shop.send(&[collection], &[&creator]).await.unwrap();

        let (mint, payee) = (shop.usdc.mint.clone(), Keypair::new().pubkey());
        let program = mint.kind.program();
        let payout = create_associated_token_account_idempotent(&payer, &payee, &mint.address, &program);
        shop.send(&[payout], &[]).await.unwrap();
        let keys = store.token(mint.address, program, payee);
        let keys = TokenKeys { payout: keys.source(&payee), ..keys };
        let usdc = Money { mint, keys };

        let home = (shop.store, shop.creator.insecure_clone(), shop.payout_owner);
        (shop.store, shop.creator, shop.payout_owner) = (store, creator, payee);
        shop.create_store(Shop::TERMS).await.unwrap();
        shop.create_plan(BASIC, Shop::plan_terms("Basic", 10, 1, 0)).await.unwrap();
        shop.create_plan(ADVANCED, Shop::plan_terms("Advanced", 30, 2, 0)).await.unwrap();
        shop.create_pay_token(&usdc, Shop::STABLE).await.unwrap();
        shop.subscribe(customer, ADVANCED, &usdc).await.unwrap();
        let terms = shop.mandate_terms(PRICE, 10).await;
        shop.grant_mandate(customer, &usdc, terms).await.unwrap();
        (shop.store, shop.creator, shop.payout_owner) = home;
        Self { store, usdc }
    }
}
