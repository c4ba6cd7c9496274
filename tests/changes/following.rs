//! A change that was scheduled is made by the next renewal, whoever makes it, and once.

use subscriptions::Renewed;
use tenure_client::subscriptions::SubscriptionError;
use tenure_tests::{OutcomeExt, ADVANCED, BASIC, BASIC_YEAR, PREMIUM, PREMIUM_YEAR, START, VIP};

use crate::stage::{emitted, same, whole, Stage, DAY, FEBRUARY, GRACE, MONTH, NONE};

/// The end of March's period.
const TO_APRIL: u64 = MONTH + FEBRUARY + 31 * DAY;

#[tokio::test]
async fn a_keepers_renewal_makes_it_once() {
    let mut stage = Stage::on(PREMIUM).await;
    stage.allow(100_000_000).await;
    stage.schedule(BASIC).await.unwrap();
    let mut expected = stage.seen().await;
    stage.at(MONTH).await;
    stage.renewing().await.unwrap();

    expected.current = whole(START + MONTH, START + MONTH + FEBRUARY, 10_000_000);
    expected.periods = 2;
    expected.lapses_at = START + MONTH + FEBRUARY + GRACE;
    (expected.plan, expected.price, expected.tier) = (BASIC, 10_000_000, 1);
    (expected.change_scheduled, expected.next_plan) = (0, 0);
    // The 100 dollars are used.
    (expected.receipt_charged, expected.receipt_tokens) = (10_000_000, 10_000_000);
    same(&stage.seen().await, &expected);
    assert_eq!(stage.tills().await, (110_000_000, 0));
    assert_eq!(stage.shown().await, (1, START + MONTH + FEBRUARY));

    stage.unschedule().await.refused(SubscriptionError::NothingScheduled);
    stage.at(MONTH + FEBRUARY).await;
    stage.renewing().await.unwrap();
    assert_eq!(stage.tills().await, (120_000_000, 0));
    assert_eq!(stage.seen().await.plan, BASIC);
}

#[tokio::test]
async fn paying_makes_it_once() {
    let mut stage = Stage::on(PREMIUM).await;
    stage.schedule(BASIC).await.unwrap();
    stage.at(MONTH).await;
    stage.paying().await.unwrap();
    let seen = stage.seen().await;
    assert_eq!((seen.plan, seen.tier, seen.change_scheduled, seen.renewal_plan()), (BASIC, 1, 0, BASIC));
    let february = whole(START + MONTH, START + MONTH + FEBRUARY, 10_000_000);
    assert_eq!((seen.current, seen.ahead), (february, NONE));
    stage.paying().await.refused(SubscriptionError::TooEarly);
    stage.at(MONTH + FEBRUARY).await;
    stage.paying().await.unwrap();
    assert_eq!((stage.seen().await.plan, stage.tills().await), (BASIC, (120_000_000, 0)));
}

#[tokio::test]
async fn the_operators_grant_makes_it_too() {
    let mut stage = Stage::on(PREMIUM).await;
    stage.schedule(BASIC).await.unwrap();
    for second in [MONTH - DAY, MONTH - 1] {
        stage.at(second).await;
        stage.shop.grant(&stage.alice, BASIC).await.refused(SubscriptionError::TooEarly);
    }
    stage.at(MONTH).await;
    stage.shop.grant(&stage.alice, PREMIUM).await.refused(SubscriptionError::WrongPlan);
    stage.shop.grant(&stage.alice, BASIC).await.unwrap();
    let seen = stage.seen().await;
    assert_eq!((seen.plan, seen.change_scheduled, seen.current.value), (BASIC, 0, 0));
}

#[tokio::test]
async fn the_renewal_tells_of_it() {
    let mut stage = Stage::on(PREMIUM).await;
    stage.schedule(BASIC).await.unwrap();
    stage.at(MONTH).await;
    let event = Renewed {
        store: stage.store.store,
        subscription: stage.subscribed(),
        user: stage.alice.address(),
        keeper: Default::default(),
        mint: stage.usdc.mint.address,
        charge: 10_000_000,
        tokens: 10_000_000,
        keeper_fee: 0,
        paid_through_before: START + MONTH,
        paid_through_after: START + MONTH + FEBRUARY,
        credit_before: 0,
        credit_after: 0,
        plan_before: PREMIUM,
        plan_after: BASIC,
    };
    emitted(stage.paying().await, event);
}

#[tokio::test]
async fn no_renewal_is_for_another_plan() {
    let mut stage = Stage::on(PREMIUM).await;
    stage.allow(300_000_000).await;
    stage.schedule(BASIC).await.unwrap();
    stage.at(MONTH).await;
    let (user, keys) = (stage.alice.address(), stage.usdc.keys);
    let signer = stage.alice.keypair.insecure_clone();
    let consent = stage.consenting(u64::MAX, u64::MAX).await;
    for plan in [PREMIUM, ADVANCED, VIP] {
        let renew = stage.store.renew(&user, plan, &keys, None);
        stage.attempt(renew, &[]).await.refused(SubscriptionError::WrongPlan);
        let pay = stage.store.pay_now(&user, plan, &keys, keys.source(&user), consent);
        stage.attempt(pay, &[&signer]).await.refused(SubscriptionError::WrongPlan);
    }
}

#[tokio::test]
async fn in_grace_it_is_made_too() {
    let mut stage = Stage::on(PREMIUM).await;
    stage.at(MONTH + GRACE - 1).await;
    stage.schedule(BASIC).await.unwrap();
    stage.paying().await.unwrap();
    let seen = stage.seen().await;
    let february = whole(START + MONTH, START + MONTH + FEBRUARY, 10_000_000);
    assert_eq!((seen.plan, seen.current, seen.ahead), (BASIC, february, NONE));
}

#[tokio::test]
async fn a_renewal_that_fails_leaves_the_wish() {
    let mut stage = Stage::on(PREMIUM).await;
    stage.allow(100_000_000).await;
    stage.schedule(VIP).await.unwrap();
    stage.at(MONTH).await;
    stage.renewing().await.unwrap();
    let seen = stage.seen().await;
    assert_eq!((seen.plan, seen.renewal_plan()), (PREMIUM, VIP));
    assert_eq!(stage.tills().await, (100_000_000, 0));
    stage.at(MONTH + DAY).await;
    stage.paying().await.unwrap();
    assert_eq!((stage.seen().await.plan, stage.tills().await), (VIP, (400_000_000, 0)));
}

#[tokio::test]
async fn with_a_period_ahead_it_is_made_after_that() {
    let mut stage = Stage::on(PREMIUM).await;
    stage.at(MONTH - DAY).await;
    stage.paying().await.unwrap();
    stage.schedule(BASIC).await.unwrap();
    assert_eq!(stage.seen().await.ahead.value, 100_000_000);
    // Neither where the present period ends, nor in the window before that ahead does.
    for second in [MONTH, MONTH + FEBRUARY - DAY, MONTH + FEBRUARY - 1] {
        stage.at(second).await;
        stage.paying().await.refused(SubscriptionError::TooEarly);
    }
    stage.at(MONTH + FEBRUARY).await;
    stage.paying().await.unwrap();
    let seen = stage.seen().await;
    let march = whole(START + MONTH + FEBRUARY, START + TO_APRIL, 10_000_000);
    assert_eq!((seen.plan, seen.current, seen.ahead), (BASIC, march, NONE));
}

#[tokio::test]
async fn credit_pays_for_it_first() {
    let mut stage = Stage::on(VIP).await;
    stage.switch(BASIC_YEAR).await.unwrap();
    assert_eq!(stage.seen().await.credit, 200_000_000);
    stage.schedule(PREMIUM).await.unwrap();
    stage.at(365 * DAY).await;
    stage.paying().await.unwrap();
    let seen = stage.seen().await;
    assert_eq!((seen.credit, seen.current.value), (100_000_000, 100_000_000));
    assert_eq!(stage.tills().await, (300_000_000, 0));
}

#[tokio::test]
async fn a_year_is_followed_by_months_from_its_end_on() {
    let mut stage = Stage::bare().await;
    let usdc = stage.usdc.clone();
    // From 31 August 2026 to 31 August 2027, 30 September and 31 October.
    let [from, august, september, october] = [1_788_134_400, 1_819_670_400, 1_822_262_400, 1_824_940_800];
    stage.set_time(from).await;
    stage.shop.subscribe(&stage.alice, PREMIUM_YEAR, &usdc).await.unwrap();
    stage.schedule(BASIC).await.unwrap();
    stage.set_time(august).await;
    stage.paying().await.unwrap();
    let seen = stage.seen().await;
    assert_eq!((seen.current, seen.ahead), (whole(august, september, 10_000_000), NONE));
    assert_eq!((seen.interval, seen.anchor, seen.anchor_day, seen.periods), (0, august, 31, 1));
    stage.set_time(september).await;
    stage.paying().await.unwrap();
    assert_eq!((stage.seen().await.paid_through(), stage.seen().await.periods), (october, 2));
    assert_eq!(stage.tills().await, (1_020_000_000, 0));
}

#[tokio::test]
async fn a_month_is_followed_by_a_year_from_its_end_on() {
    let mut stage = Stage::on(PREMIUM).await;
    stage.schedule(BASIC_YEAR).await.unwrap();
    stage.at(MONTH).await;
    stage.paying().await.unwrap();
    let seen = stage.seen().await;
    let year = whole(START + MONTH, START + MONTH + 365 * DAY, 100_000_000);
    assert_eq!((seen.current, seen.interval, seen.anchor, seen.periods), (year, 1, START + MONTH, 1));
    assert_eq!(seen.anchor_day, 4);
}

#[tokio::test]
async fn cancelled_beats_it() {
    let mut stage = Stage::on(PREMIUM).await;
    stage.allow(100_000_000).await;
    stage.schedule(BASIC).await.unwrap();
    stage.cancelling().await.unwrap();
    stage.at(MONTH - DAY).await;
    stage.renewing().await.refused(SubscriptionError::Cancelled);
    stage.paying().await.refused(SubscriptionError::Cancelled);
    stage.at(MONTH).await;
    stage.renewing().await.refused(SubscriptionError::Expired);
    stage.paying().await.refused(SubscriptionError::Expired);
    assert_eq!(stage.tills().await, (100_000_000, 0));
}

#[tokio::test]
async fn a_cancellation_taken_back_brings_it_back() {
    let mut stage = Stage::on(PREMIUM).await;
    stage.schedule(BASIC).await.unwrap();
    stage.cancelling().await.unwrap();
    stage.taking_back().await.unwrap();
    stage.at(MONTH).await;
    stage.paying().await.unwrap();
    assert_eq!(stage.seen().await.plan, BASIC);
}

#[tokio::test]
async fn no_new_subscription_begins_with_an_old_wish() {
    let mut stage = Stage::on(PREMIUM).await;
    let usdc = stage.usdc.clone();
    stage.schedule(BASIC).await.unwrap();
    stage.ending().await.unwrap();
    stage.shop.subscribe(&stage.alice, PREMIUM, &usdc).await.unwrap();
    let seen = stage.seen().await;
    assert_eq!((seen.change_scheduled, seen.next_plan, seen.renewal_plan()), (0, 0, PREMIUM));

    stage.schedule(BASIC).await.unwrap();
    stage.at(MONTH + GRACE).await;
    stage.shop.grant(&stage.alice, ADVANCED).await.unwrap();
    assert_eq!(stage.seen().await.renewal_plan(), ADVANCED);
}
