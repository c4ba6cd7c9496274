//! Of whom nothing is charged, whatever the mandate says.

use solana_signer::Signer;
use tenure_client::subscriptions::{Mandate, Subscription, SubscriptionError, TokenTerms};
use tenure_tests::{OutcomeExt, Shop, ADVANCED};

use crate::stage::{unknown_version, write, Stage, DAY, PRICE};

#[tokio::test]
async fn nothing_is_renewed_while_the_store_is_paused() {
    let mut stage = Stage::due().await;
    let (guard, ruler) = (stage.shop.guard.insecure_clone(), stage.shop.ruler.insecure_clone());
    let pause = stage.shop.store.pause(guard.pubkey());
    stage.shop.attempt(pause, &[&guard]).await.unwrap();
    stage.renew().await.refused(SubscriptionError::Paused);
    let resume = stage.shop.store.resume(ruler.pubkey());
    stage.shop.attempt(resume, &[&ruler]).await.unwrap();
    stage.renew().await.unwrap();
}

#[tokio::test]
async fn nothing_is_renewed_of_one_who_has_cancelled() {
    let mut stage = Stage::due().await;
    stage.shop.cancel(&stage.alice).await.unwrap();
    stage.renew().await.refused(SubscriptionError::Cancelled);
    stage.shop.take_back_cancellation(&stage.alice).await.unwrap();
    stage.renew().await.unwrap();
}

#[tokio::test]
async fn nothing_is_renewed_of_one_who_cancels_in_grace() {
    let mut stage = Stage::new().await.at_end(86_400).await;
    stage.shop.cancel(&stage.alice).await.unwrap();
    // There is no grace any more.
    stage.renew().await.refused(SubscriptionError::Expired);
}

#[tokio::test]
async fn nothing_is_charged_of_one_who_is_excluded() {
    let mut stage = Stage::due().await;
    stage.shop.exclude(&stage.alice).await.unwrap();
    stage.renew().await.refused(SubscriptionError::Revoked);
    stage.shop.reinstate(&stage.alice).await.unwrap();
    stage.renew().await.unwrap();
    assert_eq!(stage.purses().await.1, 2 * PRICE);
}

#[tokio::test]
async fn nothing_is_charged_in_a_token_that_is_not_taken_any_more() {
    let mut stage = Stage::due().await;
    let money = stage.money.clone();
    let off = TokenTerms { enabled: false, ..Shop::STABLE };
    stage.shop.update_pay_token(&money, off).await.unwrap();
    stage.renew().await.refused(SubscriptionError::TokenDisabled);
    stage.shop.update_pay_token(&money, Shop::STABLE).await.unwrap();
    stage.renew().await.unwrap();
}

#[tokio::test]
async fn nothing_is_renewed_of_one_who_never_subscribed() {
    let mut stage = Stage::due().await;
    let bob = stage.shop.customer().await;
    stage.shop.open_subscription(&bob).await.unwrap();
    let money = stage.money.clone();
    let terms = stage.shop.mandate_terms(PRICE, 10).await;
    stage.shop.grant_mandate(&bob, &money, terms).await.unwrap();
    // Of plan 0, as an account without a subscription says.
    stage.shop.renew(&bob, &money).await.refused(SubscriptionError::Expired);
}

#[tokio::test]
async fn a_plan_that_is_sunset_is_renewed_to_those_who_have_it() {
    let mut stage = Stage::due().await;
    stage.shop.sunset_plan(ADVANCED).await.unwrap();
    stage.renew().await.unwrap();
    assert_eq!(stage.purses().await.1, 2 * PRICE);
}

#[tokio::test]
async fn versions_that_are_unknown_are_refused() {
    let mut stage = Stage::due().await;
    let (store, user, keys) = (stage.shop.store, stage.alice.address(), stage.money.keys);
    for address in [
        store.store,
        store.plan(ADVANCED),
        store.subscription(&user),
        keys.pay_token,
        store.mandate(&user, &keys.mint),
    ] {
        let before = unknown_version(&mut stage.shop, &address).await;
        let renewal = stage.renewal();
        stage.shop.attempt(renewal, &[]).await.refused(SubscriptionError::UnknownVersion);
        stage.shop.set_account(&address, before);
    }
    stage.renew().await.unwrap();
}

#[tokio::test]
async fn periods_end_with_the_calendar() {
    // Noon of 31 October and of 30 November 9999.
    const OCTOBER: u64 = 253_396_987_200;
    const NOVEMBER: u64 = OCTOBER + 30 * DAY;
    let mut stage = Stage::due().await;
    let (store, user) = (stage.shop.store, stage.alice.address());
    let mandate = store.mandate(&user, &stage.money.mint.address);
    write(&mut stage.shop, &mandate, |mandate: &mut Mandate| mandate.expires_at = u64::MAX).await;
    write(&mut stage.shop, &store.subscription(&user), |subscription: &mut Subscription| {
        (subscription.anchor, subscription.anchor_day) = (OCTOBER, 31);
        (subscription.current.period_start, subscription.current.start) = (OCTOBER, OCTOBER);
        (subscription.current.end, subscription.lapses_at) = (NOVEMBER, NOVEMBER + 1);
    })
    .await;
    stage.shop.set_time(NOVEMBER - 1).await;
    stage.renew().await.unwrap();
    // To noon of the calendar's last day, and no further.
    assert_eq!(stage.shop.subscription(&stage.alice).await.paid_through(), NOVEMBER + 31 * DAY);
    stage.shop.set_time(NOVEMBER + 31 * DAY - 1).await;
    stage.renew().await.refused(SubscriptionError::CalendarEnds);
}

#[tokio::test]
async fn the_books_keep_no_more_periods_than_they_can_count() {
    let mut stage = Stage::due().await;
    let address = stage.shop.store.subscription(&stage.alice.address());
    write(&mut stage.shop, &address, |subscription: &mut Subscription| subscription.periods = u32::MAX).await;
    stage.renew().await.refused(SubscriptionError::CalendarEnds);
}

#[tokio::test]
async fn the_books_hold_no_more_than_they_can() {
    let mut stage = Stage::due().await;
    let (store, user) = (stage.shop.store, stage.alice.address());
    // No payments lead here: the credit would be all the micro-USD there are.
    write(&mut stage.shop, &store.subscription(&user), |subscription: &mut Subscription| {
        subscription.credit = u64::MAX;
    })
    .await;
    stage.renew().await.refused(SubscriptionError::Overflow);
}
