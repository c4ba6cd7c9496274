//! What a switch leaves as it was, and what it is the end of.

use subscriptions::Failure;
use tenure_client::subscriptions::SubscriptionError;
use tenure_tests::{OutcomeExt, ADVANCED, BASIC, BASIC_YEAR, PREMIUM, START, VIP};

use crate::stage::{same, Stage, DAY, GRACE, HALF, MONTH};

#[tokio::test]
async fn cancelled_stays_cancelled() {
    let mut stage = Stage::on(BASIC).await;
    stage.cancelling().await.unwrap();
    stage.at(HALF).await;
    stage.switch(ADVANCED).await.unwrap();
    let seen = stage.seen().await;
    assert_eq!((seen.cancelled, seen.lapses_at, seen.tier), (1, START + MONTH, 2));

    stage.switch(BASIC_YEAR).await.unwrap();
    let seen = stage.seen().await;
    assert_eq!((seen.cancelled, seen.lapses_at), (1, START + HALF + 365 * DAY));
    stage.taking_back().await.unwrap();
}

#[tokio::test]
async fn the_change_that_was_scheduled_is_no_longer() {
    let mut stage = Stage::on(ADVANCED).await;
    stage.schedule(BASIC).await.unwrap();
    stage.switch(PREMIUM).await.unwrap();
    let seen = stage.seen().await;
    assert_eq!((seen.change_scheduled, seen.next_plan, seen.renewal_plan()), (0, 0, PREMIUM));
    stage.unschedule().await.refused(SubscriptionError::NothingScheduled);
    stage.at(MONTH - 1).await;
    stage.paying().await.unwrap();
    assert_eq!(stage.seen().await.plan, PREMIUM);
}

#[tokio::test]
async fn to_the_very_plan_that_was_scheduled_is_done_once() {
    let mut stage = Stage::on(ADVANCED).await;
    stage.schedule(PREMIUM).await.unwrap();
    stage.switch(PREMIUM).await.unwrap();
    assert_eq!(stage.seen().await.change_scheduled, 0);
    stage.schedule(PREMIUM).await.refused(SubscriptionError::SamePlan);
}

#[tokio::test]
async fn a_renewal_that_failed_is_forgotten() {
    let mut stage = Stage::on(BASIC).await;
    // Less than the price.
    stage.allow(9_999_999).await;
    stage.at(MONTH - DAY).await;
    stage.renewing().await.unwrap();
    assert_eq!(stage.seen().await.failure, Failure::AboveCharge.code());
    stage.switch(ADVANCED).await.unwrap();
    assert_eq!(stage.seen().await.failure, 0);
    // Noted anew: it is another charge.
    stage.renewing().await.unwrap();
    assert_eq!(stage.seen().await.failure, Failure::AboveCharge.code());
}

#[tokio::test]
async fn what_was_paid_elsewhere_counts_nothing() {
    let mut stage = Stage::bare().await;
    stage.shop.grant(&stage.alice, BASIC).await.unwrap();
    assert_eq!(stage.shop.badge(&stage.alice).await.unwrap().granted, 1);
    let mut expected = stage.seen().await;
    stage.at(HALF).await;
    stage.switch(ADVANCED).await.unwrap();
    (expected.current.start, expected.current.value) = (START + HALF, 15_000_000);
    (expected.plan, expected.price, expected.tier, expected.granted) = (ADVANCED, 30_000_000, 2, 0);
    (expected.receipt_charged, expected.receipt_tokens) = (15_000_000, 15_000_000);
    expected.receipt_mint = stage.usdc.mint.address;
    // The grant had none.
    expected.lapses_at = START + MONTH + GRACE;
    same(&stage.seen().await, &expected);
    assert_eq!(stage.tills().await, (15_000_000, 0));
    assert_eq!(stage.shop.badge(&stage.alice).await.unwrap().granted, 0);
}

#[tokio::test]
async fn the_mandate_and_the_reminder_stay() {
    let mut stage = Stage::on(BASIC).await;
    stage.allow(30_000_000).await;
    stage.at(MONTH - DAY).await;
    stage.shop.remind(&stage.alice).await.unwrap();
    let before = stage.seen().await;
    stage.switch(VIP).await.unwrap();
    let after = stage.seen().await;
    assert_ne!(before.mandate, Default::default());
    assert_eq!((after.mandate, after.incarnation), (before.mandate, before.incarnation));
    assert_eq!((before.reminded, after.reminded), (START + MONTH, START + MONTH));
    // What she allowed is too little for the new plan.
    stage.renewing().await.unwrap();
    assert_eq!(stage.seen().await.failure, Failure::AboveCharge.code());
    assert_eq!(stage.seen().await.paid_through(), START + MONTH);
}
