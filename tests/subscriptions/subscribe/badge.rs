//! The badge that subscribing issues, or finds.

use membership::Badge;
use solana_signer::Signer;
use subscriptions::SubscriptionError;
use tenure_tests::{Club, OutcomeExt, Shop, ADVANCED, BASIC, PREMIUM, PREMIUM_YEAR, START, VIP};

use crate::stage::{
    badge_rents, burn, burn_and_close, expire_badge, lamports, metadata, patron, shows, subscribed, supply,
    DAY, FUNDS, GRACE, MONTH_END,
};

#[tokio::test]
async fn is_a_real_one() {
    let (mut shop, alice) = subscribed().await;
    let (user, keys) = (alice.address(), shop.store.badges);
    let badge = shop.badge(&alice).await.expect("a badge");
    assert!(badge.invariant());
    assert_eq!((badge.status, badge.tier, badge.granted), (Badge::LIVE, 2, 0));
    assert_eq!((badge.issued_at, badge.expires_at), (START, MONTH_END));
    assert_eq!((badge.collection, badge.holder), (keys.collection, user));
    assert_eq!((badge.rent_payer, badge.mint_payer), (shop.payer(), shop.payer()));
    assert!(shows(&mut shop, &alice).await);

    let said = metadata(&mut shop, &user).await;
    assert_eq!((said.name.as_str(), said.field("tier")), ("Token Metrics Advanced", Some("2")));
    assert_eq!(said.field("issued"), Some("2026-01-04T12:00:00Z"));
    assert_eq!(said.field("expires"), Some("2026-02-04T12:00:00Z"));
    assert_eq!((said.update_authority, said.mint), (Some(keys.collection), keys.mint(&user)));
}

#[tokio::test]
async fn is_of_the_plans_tier() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    for (plan, tier, name) in [
        (BASIC, 1, "Token Metrics Basic"),
        (PREMIUM, 3, "Token Metrics Premium"),
        (VIP, 4, "Token Metrics VIP"),
        (PREMIUM_YEAR, 3, "Token Metrics Premium"),
    ] {
        let customer = shop.subscriber(plan, &usdc).await;
        let badge = shop.badge(&customer).await.expect("a badge");
        let paid_through = shop.subscription(&customer).await.paid_through();
        assert_eq!((badge.tier, badge.expires_at), (tier, paid_through));
        assert_eq!(metadata(&mut shop, &customer.address()).await.name, name);
    }
}

#[tokio::test]
async fn a_live_one_is_used_again_and_costs_nothing() {
    let (mut shop, alice) = subscribed().await;
    let usdc = shop.usdc.clone();
    let (before, rents) = (shop.badge(&alice).await.unwrap(), badge_rents(&mut shop, &alice).await);
    shop.set_time(MONTH_END + GRACE).await;
    let patron = patron(&mut shop);
    let (user, consent) = (alice.address(), shop.consent(&alice).await);
    let source = usdc.keys.source(&user);
    let again = shop.store.subscribe(patron.pubkey(), &user, PREMIUM, &usdc.keys, source, consent);
    shop.attempt(again, &[&patron, &alice.keypair]).await.unwrap();
    assert_eq!(lamports(&mut shop, &patron.pubkey()).await, FUNDS);
    assert_eq!(badge_rents(&mut shop, &alice).await, rents);

    let after = shop.badge(&alice).await.unwrap();
    let mut expected = before;
    (expected.tier, expected.expires_at) = (3, MONTH_END + 28 * DAY);
    assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&expected));
    let said = metadata(&mut shop, &user).await;
    assert_eq!((said.name.as_str(), said.field("tier")), ("Token Metrics Premium", Some("3")));
    assert_eq!(said.field("issued"), Some("2026-01-04T12:00:00Z"));
    assert_eq!(said.field("expires"), Some("2026-03-04T12:00:00Z"));
    assert!(shows(&mut shop, &alice).await);
}

#[tokio::test]
async fn one_that_was_removed_is_issued_anew() {
    let (mut shop, alice) = subscribed().await;
    let usdc = shop.usdc.clone();
    shop.set_time(MONTH_END + u64::from(Club::GRACE)).await;
    expire_badge(&mut shop, &alice).await;
    assert!(shop.badge(&alice).await.is_none());
    shop.subscribe(&alice, BASIC, &usdc).await.unwrap();
    let badge = shop.badge(&alice).await.unwrap();
    assert_eq!((badge.status, badge.tier), (Badge::LIVE, 1));
    assert_eq!((badge.issued_at, badge.expires_at), (MONTH_END + GRACE, MONTH_END + 28 * DAY));
    assert!(shows(&mut shop, &alice).await);
}

#[tokio::test]
async fn one_that_was_revoked_is_issued_anew() {
    let (mut shop, alice) = subscribed().await;
    let usdc = shop.usdc.clone();
    shop.exclude(&alice).await.unwrap();
    shop.reinstate(&alice).await.unwrap();
    shop.set_time(MONTH_END + GRACE).await;
    shop.subscribe(&alice, VIP, &usdc).await.unwrap();
    let badge = shop.badge(&alice).await.unwrap();
    assert_eq!((badge.status, badge.tier), (Badge::LIVE, 4));
    assert_eq!((badge.issued_at, badge.expires_at), (MONTH_END + GRACE, MONTH_END + 28 * DAY));
    assert!(shows(&mut shop, &alice).await);
}

#[tokio::test]
async fn a_burned_token_stops_nothing() {
    let (mut shop, alice) = subscribed().await;
    let usdc = shop.usdc.clone();
    burn(&mut shop, &alice).await;
    assert_eq!(supply(&mut shop, &alice.address()).await, Some(0));
    shop.set_time(MONTH_END + GRACE).await;
    shop.subscribe(&alice, PREMIUM, &usdc).await.unwrap();
    let badge = shop.badge(&alice).await.unwrap();
    assert_eq!((badge.tier, badge.expires_at), (3, MONTH_END + 28 * DAY));
    // It is back.
    assert!(shows(&mut shop, &alice).await);
}

#[tokio::test]
async fn a_closed_token_account_stops_nothing() {
    let (mut shop, alice) = subscribed().await;
    let usdc = shop.usdc.clone();
    burn_and_close(&mut shop, &alice).await;
    shop.set_time(MONTH_END + GRACE).await;
    shop.subscribe(&alice, PREMIUM, &usdc).await.unwrap();
    assert_eq!(shop.badge(&alice).await.unwrap().tier, 3);
    assert!(shows(&mut shop, &alice).await);
}

#[tokio::test]
async fn a_burned_token_of_a_removed_badge_stops_nothing() {
    let (mut shop, alice) = subscribed().await;
    let usdc = shop.usdc.clone();
    burn_and_close(&mut shop, &alice).await;
    shop.set_time(MONTH_END + GRACE).await;
    expire_badge(&mut shop, &alice).await;
    shop.subscribe(&alice, PREMIUM, &usdc).await.unwrap();
    assert!(shows(&mut shop, &alice).await);
}

#[tokio::test]
async fn the_badge_is_the_users_whoever_pays() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let (alice, bob) = (shop.subscriber(BASIC, &usdc).await, shop.subscriber(VIP, &usdc).await);
    let (of_alice, of_bob) = (shop.badge(&alice).await.unwrap(), shop.badge(&bob).await.unwrap());
    assert_eq!((of_alice.holder, of_bob.holder), (alice.address(), bob.address()));
    assert_eq!((of_alice.tier, of_bob.tier), (1, 4));
    // No more than one at a time.
    shop.subscribe(&alice, ADVANCED, &usdc).await.refused(SubscriptionError::NotExpired);
    assert_eq!(supply(&mut shop, &alice.address()).await, Some(1));
}
