use membership::Badge;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_signer::Signer;
use subscriptions::{SubscriptionError, UserReinstated};
use tenure_tests::{Customer, OutcomeExt, Shop, Substitute, ADVANCED, START};

use crate::{
    impostors::{Scene, NOTHING_TO_WRITE},
    stage::{emitted, opened, pause, same, subscribed, unknown_version, DAY, GRACE, MONTH_END},
};

/// Alice has subscribed and was excluded.
async fn excluded() -> (Shop, Customer) {
    let (mut shop, alice) = subscribed().await;
    shop.exclude(&alice).await.unwrap();
    (shop, alice)
}

#[tokio::test]
async fn gives_back_what_is_left_of_the_paid_time() {
    let (mut shop, alice) = subscribed().await;
    let before = shop.subscription(&alice).await;
    shop.exclude(&alice).await.unwrap();
    shop.set_time(START + 9 * DAY).await;
    shop.reinstate(&alice).await.unwrap();
    // Just as it was: the time ran on.
    same(&shop.subscription(&alice).await, &before);
    shop.assert_access(&alice, 2).await.unwrap();
    assert_eq!(shop.badge(&alice).await.unwrap().status, Badge::REVOKED);
    shop.sync_badge(&alice).await.unwrap();
    let badge = shop.badge(&alice).await.unwrap();
    assert_eq!((badge.status, badge.tier), (Badge::LIVE, 2));
    assert_eq!((badge.issued_at, badge.expires_at), (START + 9 * DAY, MONTH_END));
}

#[tokio::test]
async fn tells_who_was_reinstated() {
    let (mut shop, alice) = excluded().await;
    let (user, authority) = (alice.address(), shop.ruler.pubkey());
    let (store, subscription) = (shop.store.store, shop.store.subscription(&user));
    emitted(shop.reinstate(&alice).await, UserReinstated { store, subscription, user, authority });
}

#[tokio::test]
async fn lets_the_mandate_count_again() {
    let (mut shop, alice) = subscribed().await;
    let usdc = shop.usdc.clone();
    let terms = shop.mandate_terms(30_000_000, 12).await;
    shop.grant_mandate(&alice, &usdc, terms).await.unwrap();
    shop.exclude(&alice).await.unwrap();
    shop.go_to_end(&alice, 0).await;
    shop.renew(&alice, &usdc).await.refused(SubscriptionError::Revoked);
    shop.reinstate(&alice).await.unwrap();
    shop.renew(&alice, &usdc).await.unwrap();
    assert_eq!(shop.till(&usdc).await, 60_000_000);
}

#[tokio::test]
async fn lets_one_buy_who_had_bought_nothing() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = opened(&mut shop).await;
    shop.exclude(&alice).await.unwrap();
    shop.reinstate(&alice).await.unwrap();
    shop.assert_access(&alice, 0).await.refused(SubscriptionError::NoAccess);
    shop.subscribe(&alice, ADVANCED, &usdc).await.unwrap();
}

#[tokio::test]
async fn gives_no_time_that_is_over() {
    let (mut shop, alice) = excluded().await;
    let usdc = shop.usdc.clone();
    shop.set_time(MONTH_END + GRACE).await;
    shop.reinstate(&alice).await.unwrap();
    shop.assert_access(&alice, 0).await.refused(SubscriptionError::NoAccess);
    shop.sync_badge(&alice).await.refused(SubscriptionError::NoAccess);
    shop.subscribe(&alice, ADVANCED, &usdc).await.unwrap();
}

#[tokio::test]
async fn is_for_one_who_is_excluded() {
    let (mut shop, alice) = subscribed().await;
    shop.reinstate(&alice).await.refused(SubscriptionError::Unchanged);
    for _ in 0..2 {
        shop.exclude(&alice).await.unwrap();
        shop.reinstate(&alice).await.unwrap();
        shop.reinstate(&alice).await.refused(SubscriptionError::Unchanged);
        shop.sync_badge(&alice).await.unwrap();
    }
}

#[tokio::test]
async fn goes_on_while_the_store_is_paused() {
    let (mut shop, alice) = excluded().await;
    pause(&mut shop).await;
    shop.reinstate(&alice).await.unwrap();
}

#[tokio::test]
async fn is_for_the_authority_alone() {
    let (mut shop, alice) = excluded().await;
    let user = alice.address();
    let people = [&shop.operator, &shop.guard, &shop.creator, &alice.keypair, &Keypair::new()];
    for other in people.map(Keypair::insecure_clone) {
        let by_other = shop.store.reinstate(other.pubkey(), &user);
        shop.attempt(by_other, &[&other]).await.refused(SubscriptionError::NotAuthority);
    }
    let ruler = shop.ruler.pubkey();
    let unsigned = shop.store.reinstate(ruler, &user).unsigned(ruler);
    shop.attempt(unsigned, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn refuses_a_subscription_of_a_version_it_does_not_know() {
    let (mut shop, alice) = excluded().await;
    let subscription = shop.store.subscription(&alice.address());
    unknown_version(&mut shop, &subscription).await;
    let ruler = shop.ruler.insecure_clone();
    let reinstate = shop.store.reinstate(ruler.pubkey(), &alice.address());
    shop.attempt(reinstate, &[&ruler]).await.refused(SubscriptionError::UnknownVersion);
}

#[tokio::test]
async fn refuses_impostors() {
    let mut scene = Scene::new().await;
    scene.shop.exclude(&scene.alice).await.unwrap();
    let ruler = scene.shop.ruler.insecure_clone();
    let reinstate = scene.shop.store.reinstate(ruler.pubkey(), &scene.alice.address());
    let mut impostors = scene.stores(SubscriptionError::NotAuthority).await;
    // Bob is not excluded.
    impostors.extend(scene.subscriptions(SubscriptionError::Unchanged, NOTHING_TO_WRITE).await);
    scene.shop.refuses_impostors(&reinstate, &[&ruler], &impostors).await;
    scene.shop.refuses_read_only(&reinstate, &[&ruler]).await;

    let stranger = scene.there.ruler.insecure_clone();
    let there = reinstate.clone().with(scene.shop.store.store, scene.there.keys.store);
    let there = there.with(ruler.pubkey(), stranger.pubkey());
    scene.shop.attempt(there, &[&stranger]).await.refused(SubscriptionError::WrongSubscription);
    scene.shop.attempt(reinstate, &[&ruler]).await.unwrap();
}
