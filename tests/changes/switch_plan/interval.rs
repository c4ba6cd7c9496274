//! Switching between months and years.

use tenure_client::subscriptions::SubscriptionError;
use tenure_tests::{OutcomeExt, ADVANCED, BASIC, BASIC_YEAR, PREMIUM, PREMIUM_YEAR, START, VIP};

use crate::stage::{same, whole, Stage, DAY, GRACE, HALF};

/// 20 January 2027, at midnight.
const YEAR_ON: u64 = 1_800_403_200;

#[tokio::test]
async fn a_year_begins_anew_and_what_is_unused_pays_for_it() {
    let mut stage = Stage::on(BASIC).await;
    let mut expected = stage.seen().await;
    stage.at(HALF).await;
    stage.switch(BASIC_YEAR).await.unwrap();

    let now = START + HALF;
    (expected.anchor, expected.anchor_day, expected.interval) = (now, 20, 1);
    expected.current = whole(now, YEAR_ON, 100_000_000);
    expected.lapses_at = YEAR_ON + GRACE;
    (expected.plan, expected.price) = (BASIC_YEAR, 100_000_000);
    (expected.receipt_charged, expected.receipt_tokens) = (100_000_000, 100_000_000);
    same(&stage.seen().await, &expected);
    assert_eq!(stage.tills().await, (10_000_000 + 95_000_000, 0));
    assert_eq!(stage.shown().await, (1, YEAR_ON));
}

#[tokio::test]
async fn a_year_of_a_cheaper_plan_leaves_credit_and_never_cash() {
    let mut stage = Stage::on(VIP).await;
    let wallets = stage.wallets().await;
    stage.at(HALF).await;
    stage.switch(BASIC_YEAR).await.unwrap();
    let seen = stage.seen().await;
    assert_eq!((seen.credit, seen.current), (50_000_000, whole(START + HALF, YEAR_ON, 100_000_000)));
    // Of the 300 dollars that were paid 150 are used, and nothing more is charged.
    assert_eq!((seen.receipt_charged, seen.receipt_tokens), (150_000_000, 150_000_000));
    assert_eq!((stage.tills().await, stage.wallets().await), ((300_000_000, 0), wallets));
    assert_eq!(stage.shown().await, (1, YEAR_ON));
}

#[tokio::test]
async fn a_year_at_the_price_of_what_is_unused_costs_nothing() {
    let mut stage = Stage::on(PREMIUM).await;
    stage.switch(BASIC_YEAR).await.unwrap();
    let seen = stage.seen().await;
    assert_eq!((seen.credit, seen.current.value), (0, 100_000_000));
    assert_eq!(stage.tills().await, (100_000_000, 0));
}

#[tokio::test]
async fn between_years_the_end_stays() {
    let mut stage = Stage::on(BASIC_YEAR).await;
    // A fifth of the year.
    stage.at(73 * DAY).await;
    stage.switch(PREMIUM_YEAR).await.unwrap();
    let seen = stage.seen().await;
    assert_eq!(seen.paid_through(), START + 365 * DAY);
    assert_eq!((seen.current.value, seen.anchor), (800_000_000, START));
    assert_eq!(stage.tills().await, (100_000_000 + 800_000_000 - 80_000_000, 0));
}

#[tokio::test]
async fn a_year_is_left_at_its_end_only() {
    let mut stage = Stage::on(BASIC_YEAR).await;
    for plan in [BASIC, ADVANCED, VIP] {
        stage.switch(plan).await.refused(SubscriptionError::ShorterInterval);
    }
    stage.at(365 * DAY - 1).await;
    stage.switch(VIP).await.refused(SubscriptionError::ShorterInterval);
    stage.at(365 * DAY).await;
    stage.switch(VIP).await.refused(SubscriptionError::Unpaid);
}

#[tokio::test]
async fn years_from_a_leap_day_end_on_28_february_and_every_fourth_on_the_29th() {
    let mut stage = Stage::bare().await;
    let usdc = stage.usdc.clone();
    // 29 February 2028, at six.
    let leap_day = 1_835_416_800;
    stage.set_time(leap_day - 10 * DAY).await;
    stage.shop.subscribe(&stage.alice, BASIC, &usdc).await.unwrap();
    stage.set_time(leap_day).await;
    stage.switch(BASIC_YEAR).await.unwrap();
    let seen = stage.seen().await;
    assert_eq!((seen.anchor, seen.anchor_day), (leap_day, 29));
    for days in [365, 730, 1_095, 1_461] {
        assert_eq!(stage.seen().await.paid_through(), leap_day + days * DAY);
        stage.shop.go_to_end(&stage.alice, -1).await;
        stage.paying().await.unwrap();
    }
}

#[tokio::test]
async fn a_month_from_the_31st_that_becomes_a_year_keeps_the_day_of_the_switch() {
    let mut stage = Stage::bare().await;
    let usdc = stage.usdc.clone();
    // 31 January 2026, at noon.
    let last_of_january = START + 27 * DAY;
    stage.set_time(last_of_january).await;
    stage.shop.subscribe(&stage.alice, BASIC, &usdc).await.unwrap();
    assert_eq!(stage.seen().await.paid_through(), last_of_january + 28 * DAY);
    stage.set_time(last_of_january + 14 * DAY).await;
    stage.switch(BASIC_YEAR).await.unwrap();
    let seen = stage.seen().await;
    assert_eq!((seen.anchor_day, seen.paid_through()), (14, last_of_january + 379 * DAY));
    assert_eq!(stage.tills().await, (10_000_000 + 95_000_000, 0));
}
