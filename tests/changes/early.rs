//! A change is paid for when the period it is for begins: until then she has what she paid for, no less and
//! no more.

use tenure_client::subscriptions::SubscriptionError;
use tenure_tests::{OutcomeExt, BASIC, BASIC_YEAR, PREMIUM, PREMIUM_YEAR, START, VIP};

use crate::stage::{whole, Stage, DAY, FEBRUARY, MONTH};

const YEAR: u64 = 365 * DAY;

#[tokio::test]
async fn a_keeper_takes_no_paid_time_of_the_dearer_plan() {
    let mut stage = Stage::on(PREMIUM).await;
    stage.allow(100_000_000).await;
    stage.schedule(BASIC).await.unwrap();
    for second in [MONTH - DAY, MONTH - 1] {
        stage.at(second).await;
        stage.renewing().await.refused(SubscriptionError::TooEarly);
        stage.shop.assert_access(&stage.alice, 3).await.unwrap();
        assert_eq!(stage.shown().await, (3, START + MONTH));
    }
    stage.at(MONTH).await;
    stage.shop.assert_access(&stage.alice, 3).await.unwrap();
    stage.renewing().await.unwrap();
    stage.shop.assert_access(&stage.alice, 1).await.unwrap();
    stage.shop.assert_access(&stage.alice, 2).await.refused(SubscriptionError::TierTooLow);
    assert_eq!(stage.shown().await, (1, START + MONTH + FEBRUARY));
    assert_eq!(stage.tills().await, (110_000_000, 0));
}

#[tokio::test]
async fn the_dearer_plan_is_not_had_before_what_is_paid_for_it_begins() {
    let mut stage = Stage::on(BASIC).await;
    stage.schedule(VIP).await.unwrap();
    for second in [MONTH - DAY, MONTH - 1] {
        stage.at(second).await;
        stage.paying().await.refused(SubscriptionError::TooEarly);
        stage.shop.assert_access(&stage.alice, 4).await.refused(SubscriptionError::TierTooLow);
    }
    stage.at(MONTH).await;
    stage.shop.assert_access(&stage.alice, 2).await.refused(SubscriptionError::TierTooLow);
    stage.paying().await.unwrap();
    stage.shop.assert_access(&stage.alice, 4).await.unwrap();
    assert_eq!(stage.seen().await.current, whole(START + MONTH, START + MONTH + FEBRUARY, 300_000_000));
    assert_eq!(stage.tills().await, (310_000_000, 0));
}

#[tokio::test]
async fn the_last_day_of_a_year_is_not_bought_at_a_part_of_the_years_seconds() {
    let mut stage = Stage::on(BASIC_YEAR).await;
    stage.schedule(BASIC).await.unwrap();
    for second in [YEAR - DAY, YEAR - 1] {
        stage.at(second).await;
        stage.paying().await.refused(SubscriptionError::TooEarly);
        stage.switch(VIP).await.refused(SubscriptionError::ShorterInterval);
    }
    stage.at(YEAR).await;
    stage.paying().await.unwrap();
    assert_eq!(stage.seen().await.current, whole(START + YEAR, START + YEAR + MONTH, 10_000_000));
    // The last day of the month: a 31st of 300 dollars, rounded up; a 31st of 10 is left, rounded down.
    stage.at(YEAR + MONTH - DAY).await;
    stage.switch(VIP).await.unwrap();
    assert_eq!(stage.seen().await.current.value, 9_677_420);
    assert_eq!(stage.tills().await, (110_000_000 + 9_677_420 - 322_580, 0));
}

#[tokio::test]
async fn the_last_day_of_a_month_is_not_bought_at_a_31st_of_a_year() {
    let mut stage = Stage::on(BASIC).await;
    stage.schedule(BASIC_YEAR).await.unwrap();
    for second in [MONTH - DAY, MONTH - 1] {
        stage.at(second).await;
        stage.paying().await.refused(SubscriptionError::TooEarly);
    }
    stage.at(MONTH).await;
    stage.paying().await.unwrap();
    assert_eq!(stage.seen().await.current, whole(START + MONTH, START + MONTH + YEAR, 100_000_000));
    // The last day of the year: a 365th of 1,000 dollars, rounded up; a 365th of 100 is left, rounded down.
    stage.at(MONTH + YEAR - DAY).await;
    stage.switch(PREMIUM_YEAR).await.unwrap();
    assert_eq!(stage.seen().await.current.value, 2_739_727);
    assert_eq!(stage.tills().await, (110_000_000 + 2_739_727 - 273_972, 0));
}
