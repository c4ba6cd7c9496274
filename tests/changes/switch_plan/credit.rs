//! Credit pays for a switch before anything is charged.

use tenure_tests::{ADVANCED, BASIC, BASIC_YEAR, PREMIUM_YEAR, START, VIP};

use crate::stage::{same, Stage, DAY, HALF};

/// A year of Basic, of which nothing is used, and 50 dollars of credit.
async fn with_credit() -> Stage {
    let mut stage = Stage::on(VIP).await;
    stage.at(HALF).await;
    stage.switch(BASIC_YEAR).await.unwrap();
    stage
}

#[tokio::test]
async fn all_of_it_is_used_first() {
    let mut stage = with_credit().await;
    let mut expected = stage.seen().await;
    assert_eq!(expected.credit, 50_000_000);
    stage.switch(PREMIUM_YEAR).await.unwrap();
    expected.current.value = 1_000_000_000;
    expected.credit = 0;
    (expected.plan, expected.price, expected.tier) = (PREMIUM_YEAR, 1_000_000_000, 3);
    (expected.receipt_charged, expected.receipt_tokens) = (1_000_000_000, 1_000_000_000);
    same(&stage.seen().await, &expected);
    assert_eq!(stage.tills().await, (300_000_000 + 850_000_000, 0));
}

#[tokio::test]
async fn the_discount_is_off_the_rest_only() {
    let mut stage = with_credit().await;
    stage.switch_with_own(PREMIUM_YEAR).await.unwrap();
    // Four fifths of 850 dollars, at 2 each.
    assert_eq!(stage.tills().await, (300_000_000, 340_000_000_000));
    assert_eq!(stage.seen().await.current.value, 100_000_000 + 50_000_000 + 680_000_000);
}

#[tokio::test]
async fn no_more_than_needed_is_used() {
    let mut stage = with_credit().await;
    // 30 days before the end: of Basic 8.219178 dollars are unused, of Premium 82.191781 are needed.
    let end = stage.seen().await.paid_through();
    stage.at(end - 30 * DAY - START).await;
    stage.switch(PREMIUM_YEAR).await.unwrap();
    let seen = stage.seen().await;
    assert_eq!((seen.current.value, seen.credit), (82_191_781, 0));
    assert_eq!(stage.tills().await, (300_000_000 + 82_191_781 - 8_219_178 - 50_000_000, 0));

    let mut stage = with_credit().await;
    // 10 days before the end: 2.739726 and 50 dollars cover the 27.397261.
    stage.at(end - 10 * DAY - START).await;
    stage.switch(PREMIUM_YEAR).await.unwrap();
    let seen = stage.seen().await;
    assert_eq!((seen.current.value, seen.credit), (27_397_261, 52_739_726 - 27_397_261));
    assert_eq!(stage.tills().await, (300_000_000, 0));
}

#[tokio::test]
async fn what_was_ended_pays_for_what_comes_after() {
    let mut stage = Stage::on(ADVANCED).await;
    stage.at(HALF).await;
    stage.ending().await.unwrap();
    let usdc = stage.usdc.clone();
    stage.shop.subscribe(&stage.alice, BASIC, &usdc).await.unwrap();
    assert_eq!((stage.seen().await.credit, stage.tills().await), (5_000_000, (30_000_000, 0)));
    // 10 dollars of the new month and 5 of credit.
    stage.switch(VIP).await.unwrap();
    assert_eq!((stage.seen().await.credit, stage.tills().await), (0, (30_000_000 + 285_000_000, 0)));
}
