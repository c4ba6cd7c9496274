//! A switch just before the end costs next to nothing: grace after it is no longer than what it paid for.

use tenure_client::subscriptions::SubscriptionError;
use tenure_tests::{OutcomeExt, ADVANCED, BASIC, BASIC_YEAR, START, VIP};

use crate::stage::{same, Stage, DAY, FEBRUARY, GRACE, HALF, MONTH};

#[tokio::test]
async fn a_second_of_vip_is_followed_by_a_second() {
    let mut stage = Stage::on(BASIC).await;
    stage.at(MONTH - 1).await;
    stage.switch(VIP).await.unwrap();
    // ceil(300,000,000 / 2,678,400) = 113, less the 3 that the last second of Basic was worth.
    assert_eq!(stage.tills().await, (10_000_000 + 110, 0));
    for second in [MONTH - 1, MONTH] {
        stage.at(second).await;
        stage.shop.assert_access(&stage.alice, 4).await.unwrap();
    }
    for second in [MONTH + 1, MONTH + GRACE - 1] {
        stage.at(second).await;
        stage.shop.assert_access(&stage.alice, 0).await.refused(SubscriptionError::NoAccess);
        stage.paying().await.refused(SubscriptionError::Expired);
    }
    // A second is owed, which another month of VIP covers.
    let usdc = stage.usdc.clone();
    stage.shop.subscribe(&stage.alice, VIP, &usdc).await.unwrap();
    assert_eq!(stage.seen().await.anchor, START + MONTH + GRACE - 2);
}

#[tokio::test]
async fn it_is_as_long_as_the_time_that_was_paid_and_no_longer_than_the_stores() {
    for (second, grace) in [
        (0, GRACE),
        (HALF, GRACE),
        (MONTH - GRACE - 1, GRACE),
        (MONTH - GRACE, GRACE),
        (MONTH - GRACE + 1, GRACE - 1),
        (MONTH - DAY, DAY),
        (MONTH - 2, 2),
    ] {
        let mut stage = Stage::on(BASIC).await;
        stage.at(second).await;
        stage.switch(VIP).await.unwrap();
        assert_eq!(stage.seen().await.lapses_at, START + MONTH + grace, "after {second} seconds");
        stage.at(MONTH + grace - 1).await;
        stage.shop.assert_access(&stage.alice, 4).await.unwrap();
        stage.at(MONTH + grace).await;
        stage.shop.assert_access(&stage.alice, 0).await.refused(SubscriptionError::NoAccess);
    }
}

#[tokio::test]
async fn a_cancellation_that_is_taken_back_does_not_lengthen_it() {
    let mut stage = Stage::on(BASIC).await;
    stage.at(MONTH - DAY).await;
    stage.switch(VIP).await.unwrap();
    let before = stage.seen().await;
    for second in [MONTH - DAY, MONTH - 1] {
        stage.at(second).await;
        stage.cancelling().await.unwrap();
        stage.taking_back().await.unwrap();
        same(&stage.seen().await, &before);
    }
    // Nor does cancelling first.
    let mut stage = Stage::on(BASIC).await;
    stage.cancelling().await.unwrap();
    stage.at(MONTH - DAY).await;
    stage.switch(VIP).await.unwrap();
    assert_eq!(stage.seen().await.lapses_at, START + MONTH);
    stage.taking_back().await.unwrap();
    assert_eq!(stage.seen().await.lapses_at, START + MONTH + DAY);
}

#[tokio::test]
async fn one_switch_after_another_is_as_short_as_the_last() {
    let mut stage = Stage::on(BASIC).await;
    for (second, plan) in [(MONTH - 2 * DAY, ADVANCED), (MONTH - DAY, VIP)] {
        stage.at(second).await;
        stage.switch(plan).await.unwrap();
        assert_eq!(stage.seen().await.lapses_at, START + 2 * MONTH - second);
    }
}

#[tokio::test]
async fn the_next_period_has_all_of_it() {
    // Early, and in the last second of the short grace.
    for second in [MONTH - 1, MONTH] {
        let mut stage = Stage::on(BASIC).await;
        stage.allow(300_000_000).await;
        stage.at(MONTH - 1).await;
        stage.switch(VIP).await.unwrap();
        stage.at(second).await;
        stage.renewing().await.unwrap();
        assert_eq!(stage.seen().await.lapses_at, START + MONTH + FEBRUARY + GRACE);
        // And it stays so.
        stage.cancelling().await.unwrap();
        stage.taking_back().await.unwrap();
        assert_eq!(stage.seen().await.lapses_at, START + MONTH + FEBRUARY + GRACE);
    }
}

#[tokio::test]
async fn what_pays_for_a_whole_period_has_all_of_it() {
    let mut stage = Stage::on(BASIC).await;
    stage.at(MONTH - 1).await;
    stage.switch(BASIC_YEAR).await.unwrap();
    let seen = stage.seen().await;
    assert_eq!(seen.lapses_at, seen.paid_through() + GRACE);

    let mut stage = Stage::on(BASIC).await;
    stage.at(MONTH - 1).await;
    stage.paying().await.unwrap();
    stage.switch(VIP).await.unwrap();
    assert_eq!(stage.seen().await.lapses_at, START + MONTH + FEBRUARY + GRACE);
    // The month ahead was paid at the price of VIP.
    assert_eq!(stage.tills().await, (20_000_000 + 290_000_000 + 110, 0));
}
