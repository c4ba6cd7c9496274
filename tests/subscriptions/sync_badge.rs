use membership::Badge;
use solana_instruction_error::InstructionError;
use solana_signer::Signer;
use subscriptions::SubscriptionError;
use tenure_client::{event_data, membership};
use tenure_tests::{Club, Customer, OutcomeExt, Shop, Substitute, ADVANCED, BASIC, PREMIUM, START};

use crate::{
    impostors::{Scene, NOTHING_TO_READ},
    stage::{
        badge_rents, burn, burn_and_close, endow, expire_badge, lamports, metadata, opened, patron, pause,
        same, shows, subscribed, supply, unknown_version, DAY, FUNDS, GRACE, MONTH_END,
    },
};

/// Alice's month is renewed, by a keeper, for another plan: the badge shows it, its token not yet.
async fn renewed() -> (Shop, Customer) {
    let (mut shop, alice) = subscribed().await;
    let usdc = shop.usdc.clone();
    let terms = shop.mandate_terms(100_000_000, 12).await;
    shop.grant_mandate(&alice, &usdc, terms).await.unwrap();
    shop.schedule_change(&alice, PREMIUM).await.unwrap();
    shop.set_time(MONTH_END).await;
    shop.renew(&alice, &usdc).await.unwrap();
    (shop, alice)
}

#[tokio::test]
async fn writes_on_the_token_what_a_renewal_changed() {
    let (mut shop, alice) = renewed().await;
    let user = alice.address();
    let badge = shop.badge(&alice).await.unwrap();
    assert_eq!((badge.tier, badge.expires_at), (3, MONTH_END + 28 * DAY));
    let said = metadata(&mut shop, &user).await;
    assert_eq!((said.field("tier"), said.field("expires")), (Some("2"), Some("2026-02-04T12:00:00Z")));

    let subscription = shop.subscription(&alice).await;
    shop.sync_badge(&alice).await.unwrap();
    let said = metadata(&mut shop, &user).await;
    assert_eq!(said.name, "Token Metrics Premium");
    assert_eq!((said.field("tier"), said.field("expires")), (Some("3"), Some("2026-03-04T12:00:00Z")));
    let after = shop.badge(&alice).await.unwrap();
    assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&badge));
    same(&shop.subscription(&alice).await, &subscription);
}

#[tokio::test]
async fn again_it_changes_nothing() {
    let (mut shop, alice) = renewed().await;
    let mint = shop.store.badges.mint(&alice.address());
    shop.sync_badge(&alice).await.unwrap();
    let (badge, token) = (shop.badge(&alice).await.unwrap(), shop.account(&mint).await);
    for _ in 0..2 {
        shop.sync_badge(&alice).await.unwrap();
        let after = shop.badge(&alice).await.unwrap();
        assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&badge));
        assert_eq!(shop.account(&mint).await, token);
        assert!(shows(&mut shop, &alice).await);
    }
}

#[tokio::test]
async fn issues_one_anew_after_an_exclusion() {
    let (mut shop, alice) = subscribed().await;
    shop.exclude(&alice).await.unwrap();
    shop.sync_badge(&alice).await.refused(SubscriptionError::Revoked);
    shop.reinstate(&alice).await.unwrap();
    shop.set_time(MONTH_END - 1).await;
    let patron = patron(&mut shop);
    let sync = shop.store.sync_badge(patron.pubkey(), &alice.address());
    shop.attempt(sync, &[&patron]).await.unwrap();
    let badge = shop.badge(&alice).await.unwrap();
    assert_eq!((badge.status, badge.tier, badge.granted), (Badge::LIVE, 2, 0));
    assert_eq!((badge.issued_at, badge.expires_at), (MONTH_END - 1, MONTH_END));
    // The badge's account was there, and the user's for its token: the mint was not.
    assert_eq!((badge.rent_payer, badge.mint_payer), (shop.payer(), patron.pubkey()));
    let [_, mint, _] = badge_rents(&mut shop, &alice).await;
    assert_eq!(lamports(&mut shop, &patron.pubkey()).await + mint, FUNDS);
    assert!(shows(&mut shop, &alice).await);
}

#[tokio::test]
async fn issues_one_anew_whose_account_was_removed() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = shop.subscriber(ADVANCED, &usdc).await;
    shop.exclude(&alice).await.unwrap();
    shop.set_time(MONTH_END + u64::from(Club::GRACE) - 1).await;
    // Reinstated in grace, the next month is paid: there is no live badge to show it.
    shop.reinstate(&alice).await.unwrap();
    shop.pay_now(&alice, &usdc).await.unwrap();
    assert_eq!(shop.badge(&alice).await.unwrap().status, Badge::REVOKED);
    shop.set_time(MONTH_END + u64::from(Club::GRACE)).await;
    expire_badge(&mut shop, &alice).await;
    shop.sync_badge(&alice).await.unwrap();
    let badge = shop.badge(&alice).await.unwrap();
    assert_eq!((badge.status, badge.tier), (Badge::LIVE, 2));
    assert_eq!((badge.issued_at, badge.expires_at), (MONTH_END + GRACE, MONTH_END + 28 * DAY));
    assert!(shows(&mut shop, &alice).await);
}

#[tokio::test]
async fn keeps_the_mark_of_a_grant() {
    let mut shop = Shop::new().await;
    let alice = opened(&mut shop).await;
    shop.grant(&alice, ADVANCED).await.unwrap();
    shop.sync_badge(&alice).await.unwrap();
    assert_eq!(shop.badge(&alice).await.unwrap().granted, 1);
    shop.exclude(&alice).await.unwrap();
    shop.reinstate(&alice).await.unwrap();
    shop.sync_badge(&alice).await.unwrap();
    let badge = shop.badge(&alice).await.unwrap();
    assert_eq!((badge.status, badge.granted), (Badge::LIVE, 1));
}

#[tokio::test]
async fn a_burned_token_is_back() {
    let (mut shop, alice) = renewed().await;
    burn(&mut shop, &alice).await;
    assert_eq!(supply(&mut shop, &alice.address()).await, Some(0));
    shop.sync_badge(&alice).await.unwrap();
    assert!(shows(&mut shop, &alice).await);
    let said = metadata(&mut shop, &alice.address()).await;
    assert_eq!(said.field("expires"), Some("2026-03-04T12:00:00Z"));
}

#[tokio::test]
async fn a_closed_token_account_is_back_at_the_payers_expense() {
    let (mut shop, alice) = renewed().await;
    burn_and_close(&mut shop, &alice).await;
    let (badge, patron) = (shop.badge(&alice).await.unwrap(), patron(&mut shop));
    let sync = shop.store.sync_badge(patron.pubkey(), &alice.address());
    shop.attempt(sync, &[&patron]).await.unwrap();
    assert!(shows(&mut shop, &alice).await);
    let [_, _, token] = badge_rents(&mut shop, &alice).await;
    assert_eq!(lamports(&mut shop, &patron.pubkey()).await + token, FUNDS);
    let after = shop.badge(&alice).await.unwrap();
    assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&badge));
}

#[tokio::test]
async fn who_pays_where_nothing_is_missing_pays_nothing() {
    let (mut shop, alice) = renewed().await;
    let patron = patron(&mut shop);
    let sync = shop.store.sync_badge(patron.pubkey(), &alice.address());
    shop.attempt(sync.clone(), &[&patron]).await.unwrap();
    assert_eq!(lamports(&mut shop, &patron.pubkey()).await, FUNDS);
    let signers = sync.accounts.iter().filter(|meta| meta.is_signer).map(|meta| meta.pubkey);
    assert_eq!(signers.collect::<Vec<_>>(), [patron.pubkey()]);
    let unsigned = sync.unsigned(patron.pubkey());
    shop.attempt(unsigned, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn the_user_may_pay() {
    let mut shop = Shop::new().await;
    let alice = opened(&mut shop).await;
    let (user, operator) = (alice.address(), shop.operator.insecure_clone());
    endow(&mut shop, &user);
    let grant = shop.store.grant(user, operator.pubkey(), &user, ADVANCED);
    shop.attempt(grant, &[&operator, &alice.keypair]).await.unwrap();
    burn_and_close(&mut shop, &alice).await;
    let sync = shop.store.sync_badge(user, &user);
    shop.attempt(sync, &[&alice.keypair]).await.unwrap();
    let rents: u64 = badge_rents(&mut shop, &alice).await.iter().sum();
    assert_eq!(lamports(&mut shop, &user).await, FUNDS - rents);
    assert!(shows(&mut shop, &alice).await);
}

#[tokio::test]
async fn is_for_paid_time_only() {
    let (mut shop, alice) = subscribed().await;
    for time in [START, MONTH_END - 1] {
        shop.set_time(time).await;
        shop.sync_badge(&alice).await.unwrap();
    }
    for time in [MONTH_END, MONTH_END + GRACE - 1, MONTH_END + GRACE] {
        shop.set_time(time).await;
        shop.sync_badge(&alice).await.refused(SubscriptionError::NoAccess);
    }
    let bob = opened(&mut shop).await;
    shop.sync_badge(&bob).await.refused(SubscriptionError::NoAccess);
}

#[tokio::test]
async fn goes_on_for_the_cancelled_and_while_paused() {
    let (mut shop, alice) = renewed().await;
    shop.cancel(&alice).await.unwrap();
    pause(&mut shop).await;
    shop.sync_badge(&alice).await.unwrap();
    shop.end(&alice).await.unwrap();
    shop.sync_badge(&alice).await.refused(SubscriptionError::NoAccess);
}

#[tokio::test]
async fn the_membership_program_tells_what_changed() {
    let (mut shop, alice) = subscribed().await;
    let logs = shop.sync_badge(&alice).await.unwrap().logs;
    assert!(event_data(&logs, &subscriptions::ID).is_empty());
    let names: Vec<_> = membership::events(&logs).iter().map(membership::Event::name).collect();
    assert_eq!(names, ["Rebuilt"]);
    shop.exclude(&alice).await.unwrap();
    shop.reinstate(&alice).await.unwrap();
    let logs = shop.sync_badge(&alice).await.unwrap().logs;
    let names: Vec<_> = membership::events(&logs).iter().map(membership::Event::name).collect();
    assert_eq!(names, ["Issued"]);
}

#[tokio::test]
async fn refuses_a_subscription_of_a_version_it_does_not_know() {
    let (mut shop, alice) = subscribed().await;
    let subscription = shop.store.subscription(&alice.address());
    unknown_version(&mut shop, &subscription).await;
    shop.sync_badge(&alice).await.refused(SubscriptionError::UnknownVersion);
}

#[tokio::test]
async fn refuses_impostors_where_one_is_issued() {
    let mut scene = Scene::new().await;
    let usdc = scene.shop.usdc.clone();
    scene.shop.subscribe(&scene.alice, BASIC, &usdc).await.unwrap();
    scene.shop.exclude(&scene.alice).await.unwrap();
    scene.shop.reinstate(&scene.alice).await.unwrap();
    let sync = scene.shop.store.sync_badge(scene.shop.payer(), &scene.alice.address());
    let mut impostors = scene.stores(SubscriptionError::WrongSubscription).await;
    // The badge's holder is not Bob.
    impostors.extend(scene.subscriptions(SubscriptionError::WrongBadge, NOTHING_TO_READ).await);
    impostors.extend(scene.issued_badges());
    scene.shop.refuses_impostors(&sync, &[], &impostors).await;
    // Behind payer, store and subscription.
    scene.refuses_another_holder(&sync, &[], 3).await;
    scene.shop.refuses_read_only(&sync, &[]).await;
    scene.shop.attempt(sync, &[]).await.unwrap();
}

#[tokio::test]
async fn refuses_impostors_where_one_is_changed() {
    let mut scene = Scene::new().await;
    let usdc = scene.shop.usdc.clone();
    scene.shop.subscribe(&scene.alice, BASIC, &usdc).await.unwrap();
    let impostors = scene.changed_badges().await;
    let sync = scene.shop.store.sync_badge(scene.shop.payer(), &scene.alice.address());
    scene.shop.refuses_impostors(&sync, &[], &impostors).await;
    scene.refuses_another_holder(&sync, &[], 3).await;
    scene.shop.attempt(sync, &[]).await.unwrap();
}
