//! The collection is another's to issue: the store had offered it, and somebody accepted. What it cannot
//! show it does not sell; what was sold, and who is excluded, hangs on no badge.

use membership::Badge;
use solana_keypair::Keypair;
use solana_signer::Signer;
use subscriptions::SubscriptionError;
use tenure_tests::{Customer, OutcomeExt, Shop, ADVANCED};

use crate::stage::{opened, shows, subscribed, MONTH_END};

/// Alice has subscribed; since then somebody else issues the badges.
async fn handed_over() -> (Shop, Customer, Keypair) {
    let (mut shop, alice) = subscribed().await;
    let (ruler, issuer) = (shop.ruler.insecure_clone(), Keypair::new());
    let offer = shop.store.offer_collection(ruler.pubkey(), issuer.pubkey());
    shop.attempt(offer, &[&ruler]).await.unwrap();
    let accept = shop.store.badges.accept_authority(issuer.pubkey());
    shop.attempt(accept, &[&issuer]).await.unwrap();
    (shop, alice, issuer)
}

/// The issuer gives the collection back.
async fn give_back(shop: &mut Shop, issuer: &Keypair) {
    let ruler = shop.ruler.insecure_clone();
    let propose = shop.store.badges.propose_authority(issuer.pubkey(), shop.store.store);
    shop.attempt(propose, &[issuer]).await.unwrap();
    let take = shop.store.take_collection(ruler.pubkey());
    shop.attempt(take, &[&ruler]).await.unwrap();
}

#[tokio::test]
async fn nothing_is_sold_or_granted() {
    let (mut shop, alice, issuer) = handed_over().await;
    let usdc = shop.usdc.clone();
    let bob = opened(&mut shop).await;
    shop.subscribe(&bob, ADVANCED, &usdc).await.refused(SubscriptionError::NotIssuer);
    shop.grant(&bob, ADVANCED).await.refused(SubscriptionError::NotIssuer);
    shop.sync_badge(&alice).await.refused(SubscriptionError::NotIssuer);
    assert_eq!(shop.till(&usdc).await, 30_000_000);
    give_back(&mut shop, &issuer).await;
    shop.subscribe(&bob, ADVANCED, &usdc).await.unwrap();
    shop.sync_badge(&alice).await.unwrap();
}

#[tokio::test]
async fn what_was_sold_stays() {
    let (mut shop, alice, _) = handed_over().await;
    shop.assert_access(&alice, 2).await.unwrap();
    shop.cancel(&alice).await.unwrap();
    shop.set_time(MONTH_END).await;
    shop.close_subscription(&alice).await.unwrap();
}

#[tokio::test]
async fn a_user_is_excluded_and_the_badge_is_left_to_its_issuer() {
    let (mut shop, alice, issuer) = handed_over().await;
    let badge = shop.badge(&alice).await.unwrap();
    shop.exclude(&alice).await.unwrap();
    let after = shop.badge(&alice).await.unwrap();
    assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&badge));
    shop.assert_access(&alice, 0).await.refused(SubscriptionError::Revoked);

    // Given back, it is revoked with the next exclusion.
    give_back(&mut shop, &issuer).await;
    shop.reinstate(&alice).await.unwrap();
    shop.exclude(&alice).await.unwrap();
    assert_eq!(shop.badge(&alice).await.unwrap().status, Badge::REVOKED);
}

#[tokio::test]
async fn a_badge_of_the_other_issuers_is_used_once_the_collection_is_back() {
    let (mut shop, _, issuer) = handed_over().await;
    let usdc = shop.usdc.clone();
    let bob = opened(&mut shop).await;
    let issue =
        shop.store.badges.issue(shop.payer(), issuer.pubkey(), &bob.address(), 4, MONTH_END + 9, true);
    shop.attempt(issue, &[&issuer]).await.unwrap();
    give_back(&mut shop, &issuer).await;
    shop.subscribe(&bob, ADVANCED, &usdc).await.unwrap();
    let badge = shop.badge(&bob).await.unwrap();
    assert_eq!((badge.tier, badge.expires_at, badge.granted), (2, MONTH_END, 0));
    assert!(shows(&mut shop, &bob).await);
}
