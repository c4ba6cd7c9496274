use anchor_lang::ErrorCode;
use solana_instruction_error::InstructionError;
use solana_signer::Signer;
use subscriptions::SubscriptionError;
use tenure_tests::{IntoCode, OutcomeExt, Shop, Substitute, ADVANCED, PREMIUM, START, VIP};

use crate::{
    impostors::{Scene, NOTHING_TO_READ},
    program_owner::through_proxy,
    stage::{burn_and_close, opened, patron, pause, subscribed, unknown_version, GRACE, MONTH_END},
};

#[tokio::test]
async fn lasts_through_paid_time_and_grace() {
    let (mut shop, alice) = subscribed().await;
    for time in [START, MONTH_END - 1, MONTH_END, MONTH_END + GRACE - 1] {
        shop.set_time(time).await;
        shop.assert_access(&alice, 2).await.unwrap();
    }
    for time in [MONTH_END + GRACE, MONTH_END + 1_000 * GRACE] {
        shop.set_time(time).await;
        shop.assert_access(&alice, 0).await.refused(SubscriptionError::NoAccess);
    }
}

#[tokio::test]
async fn wants_the_tier_or_a_higher_one() {
    let (mut shop, alice) = subscribed().await;
    for tier in 0..=2 {
        shop.assert_access(&alice, tier).await.unwrap();
    }
    for tier in [3, 4, u8::MAX] {
        shop.assert_access(&alice, tier).await.refused(SubscriptionError::TierTooLow);
    }
}

#[tokio::test]
async fn follows_a_switch_at_once() {
    let (mut shop, alice) = subscribed().await;
    let usdc = shop.usdc.clone();
    shop.switch_plan(&alice, PREMIUM, &usdc).await.unwrap();
    shop.assert_access(&alice, 3).await.unwrap();
    shop.assert_access(&alice, 4).await.refused(SubscriptionError::TierTooLow);
}

#[tokio::test]
async fn a_granted_period_counts() {
    let mut shop = Shop::new().await;
    let alice = opened(&mut shop).await;
    shop.assert_access(&alice, 0).await.refused(SubscriptionError::NoAccess);
    shop.grant(&alice, ADVANCED).await.unwrap();
    shop.assert_access(&alice, 2).await.unwrap();
}

#[tokio::test]
async fn ends_with_the_paid_time_of_the_cancelled() {
    let (mut shop, alice) = subscribed().await;
    shop.cancel(&alice).await.unwrap();
    shop.assert_access(&alice, 2).await.unwrap();
    shop.set_time(MONTH_END - 1).await;
    shop.assert_access(&alice, 2).await.unwrap();
    shop.set_time(MONTH_END).await;
    shop.assert_access(&alice, 0).await.refused(SubscriptionError::NoAccess);
}

#[tokio::test]
async fn ends_at_once_for_the_ended_and_the_excluded() {
    let (mut shop, alice) = subscribed().await;
    let usdc = shop.usdc.clone();
    shop.exclude(&alice).await.unwrap();
    shop.assert_access(&alice, 0).await.refused(SubscriptionError::Revoked);
    let bob = shop.subscriber(ADVANCED, &usdc).await;
    shop.end(&bob).await.unwrap();
    shop.assert_access(&bob, 0).await.refused(SubscriptionError::NoAccess);
}

#[tokio::test]
async fn hangs_neither_on_the_badge_nor_on_the_stores_being_open() {
    let (mut shop, alice) = subscribed().await;
    burn_and_close(&mut shop, &alice).await;
    pause(&mut shop).await;
    shop.assert_access(&alice, 2).await.unwrap();
}

#[tokio::test]
async fn other_programs_ask() {
    let (mut shop, alice) = subscribed().await;
    let ask = |shop: &Shop, tier| through_proxy(&shop.store.assert_access(&alice.address(), tier));
    let (enough, more) = (ask(&shop, 2), ask(&shop, 3));
    shop.attempt(enough.clone(), &[]).await.unwrap();
    shop.attempt(more, &[]).await.refused(SubscriptionError::TierTooLow);
    shop.set_time(MONTH_END + GRACE).await;
    shop.attempt(enough, &[]).await.refused(SubscriptionError::NoAccess);
}

/// Why a program that asks must know the store's address, and see that the user signed: it passes for a user who
/// did not, in a store that the user may have made.
#[tokio::test]
async fn who_asks_of_any_store_is_told_of_any_store() {
    let Scene { mut shop, there, .. } = Scene::new().await;
    let (mallory, payer) = (patron(&mut shop), shop.payer());
    let user = mallory.pubkey();
    let own = there.keys;
    let open = own.open_subscription(payer, &user);
    let grant = own.grant(payer, there.operator.pubkey(), &user, VIP);
    shop.attempt_all(&[open, grant], &[&there.operator]).await.unwrap();
    shop.attempt(through_proxy(&own.assert_access(&user, 4)), &[]).await.unwrap();
    // What they have there is nothing here.
    let (theirs, ours) = (own.subscription(&user), shop.store);
    let mixed = own.assert_access(&user, 4).with(own.store, ours.store);
    shop.attempt(through_proxy(&mixed), &[]).await.refused(SubscriptionError::WrongSubscription);
    let here = ours.assert_access(&user, 4);
    shop.attempt(through_proxy(&here), &[]).await.refused(NOTHING_TO_READ);
    let borrowed = here.with(ours.subscription(&user), theirs);
    shop.attempt(through_proxy(&borrowed), &[]).await.refused(SubscriptionError::WrongSubscription);
}

#[tokio::test]
async fn changes_nothing_and_wants_no_signature() {
    let (mut shop, alice) = subscribed().await;
    let ask = shop.store.assert_access(&alice.address(), 2);
    assert!(ask.accounts.iter().all(|meta| !meta.is_signer && !meta.is_writable));
    let receipt = shop.attempt(ask, &[]).await.unwrap();
    assert!(tenure_client::event_data(&receipt.logs, &subscriptions::ID).is_empty());
}

#[tokio::test]
async fn is_refused_before_1970_and_for_a_layout_that_came_later() {
    let (mut shop, alice) = subscribed().await;
    shop.set_unix_timestamp(-1).await;
    shop.assert_access(&alice, 0).await.refused(SubscriptionError::BadClock);
    shop.set_time(START).await;
    let subscription = shop.store.subscription(&alice.address());
    unknown_version(&mut shop, &subscription).await;
    shop.assert_access(&alice, 0).await.refused(SubscriptionError::UnknownVersion);
}

#[tokio::test]
async fn refuses_impostors() {
    let mut scene = Scene::new().await;
    let wrong = SubscriptionError::WrongSubscription;
    // Alice has access there and Bob here.
    let ask = scene.shop.store.assert_access(&scene.alice.address(), 2);
    scene.shop.attempt(ask.clone(), &[]).await.refused(SubscriptionError::NoAccess);
    let mut impostors = scene.subscriptions(SubscriptionError::WrongSubscription, NOTHING_TO_READ).await;
    impostors.push((scene.alice.address(), scene.bob.address(), "another user", wrong.code()));
    scene.shop.refuses_impostors(&ask, &[], &impostors).await;

    let ask = scene.shop.store.assert_access(&scene.bob.address(), 2);
    let bobs = scene.shop.store.subscription(&scene.bob.address());
    let forged = scene.shop.copy(&bobs, proxy::ID).await;
    let mut impostors = scene.stores(SubscriptionError::WrongSubscription).await;
    impostors.push((bobs, forged, "a running one's bytes", ErrorCode::ConstraintOwner.code()));
    let plan = scene.shop.store.plan(ADVANCED);
    impostors.push((bobs, plan, "a plan as subscription", InstructionError::AccountDataTooSmall));
    scene.shop.refuses_impostors(&ask, &[], &impostors).await;
    scene.shop.attempt(ask, &[]).await.unwrap();
}
