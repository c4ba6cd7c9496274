//! Stores of fewer parts than a shop has, to try one instruction on.

use membership::{Collection, MembershipError};
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_client::{
    membership::CollectionKeys,
    subscriptions::{StoreKeys, SubscriptionError},
};
use tenure_tests::{Club, Money, Outcome, OutcomeExt, Shop, TokenKind, World, BASIC};

/// A collection that belongs to the store that will be, and no store.
pub async fn unfounded() -> Shop {
    let world = World::bare(TokenKind::SplToken, 6, &[]).await;
    Shop::bare(world, Pubkey::new_unique()).await
}

/// A store without a plan or a token, and its authority.
pub async fn empty() -> (Shop, Keypair) {
    let mut shop = unfounded().await;
    shop.create_store(Shop::TERMS).await.expect("the store is created");
    let ruler = shop.ruler.insecure_clone();
    (shop, ruler)
}

/// As above, where `proposed` is to follow the authority.
pub async fn with_heir() -> (Shop, Keypair, Keypair) {
    let (mut shop, ruler) = empty().await;
    let heir = Keypair::new();
    let proposed = heir.pubkey();
    crate::rule::propose(&mut shop, &ruler, proposed).await.expect("the heir is proposed");
    (shop, ruler, heir)
}

/// All who have a part in the shop and are not its authority.
pub fn everybody_else(shop: &Shop, heir: Keypair) -> [Keypair; 5] {
    let [guard, operator, creator] =
        [&shop.guard, &shop.operator, &shop.creator].map(Keypair::insecure_clone);
    [guard, operator, creator, heir, Keypair::new()]
}

/// Nothing that is the authority's goes through with the key of `other`.
pub async fn has_no_power(shop: &mut Shop, other: &Keypair, money: &Money) {
    let (keys, payer, by, next) = (shop.store, shop.payer(), other.pubkey(), shop.store().await.next_plan);
    let unpaid = shop.money(TokenKind::SplToken, 6).await;
    for instruction in [
        keys.update_store(by, Shop::TERMS),
        keys.set_pauser(by, by),
        keys.set_operator(by, by),
        keys.resume(by),
        keys.propose_authority(by, by),
        keys.cancel_authority(by),
        keys.take_collection(by),
        keys.offer_collection(by, by),
        keys.create_plan(payer, by, next, Shop::plan_terms("Mine", 1, 1, 0)),
        keys.sunset_plan(by, 0),
        keys.create_pay_token(payer, by, &unpaid.keys, Shop::STABLE),
        keys.update_pay_token(by, &money.keys, Shop::STABLE),
    ] {
        shop.attempt(instruction, &[other]).await.refused(SubscriptionError::NotAuthority);
    }
}

/// A store with the basic plan and the stablecoin, whose collection is a wallet's; and that wallet.
pub async fn without_its_collection() -> (Shop, Keypair, Keypair) {
    let mut shop = unfounded().await;
    let (payer, creator, issuer) = (shop.payer(), shop.creator.insecure_clone(), Keypair::new());
    let badges = CollectionKeys::derive(&creator.pubkey(), *b"mine");
    let terms = Club::terms(issuer.pubkey());
    let collection = badges.create_collection(payer, creator.pubkey(), *b"mine", terms);
    shop.send(&[collection], &[&creator]).await.expect("the collection is created");
    shop.store = StoreKeys { badges, ..shop.store };
    shop.create_store(Shop::TERMS).await.expect("the store is created");
    shop.create_plan(BASIC, Shop::plan_terms("Basic", 10, 1, 0)).await.expect("the plan is created");
    let usdc = shop.usdc.clone();
    shop.create_pay_token(&usdc, Shop::STABLE).await.expect("the stablecoin is admitted");
    let ruler = shop.ruler.insecure_clone();
    (shop, ruler, issuer)
}

pub async fn collection(shop: &mut Shop) -> Collection {
    let address = shop.store.badges.collection;
    shop.read(&address).await.expect("a collection")
}

/// The membership program, called by the store, has refused with `error`: the numbers are the store's too.
#[track_caller]
pub fn refused_by_membership(outcome: Outcome, error: MembershipError) {
    let failed = format!("Program {} failed", membership::ID);
    if let Err(failure) = &outcome {
        assert!(failure.logs.iter().any(|line| line.starts_with(&failed)), "{failure}");
    }
    outcome.refused(error);
}
