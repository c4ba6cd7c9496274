//! No way round through plans, tokens and intervals is worth more than where it began.

use tenure_client::subscriptions::PlanTerms;
use tenure_tests::{Money, Shop, ADVANCED, BASIC, BASIC_YEAR, PREMIUM, PREMIUM_YEAR, START, VIP};

use crate::stage::{Stage, DAY, GRACE, HALF, MONTH};

/// Refunds as much as can be, and returns what is left of the credit.
async fn cash_out(stage: &mut Stage) -> u64 {
    let seen = stage.seen().await;
    let amount = seen.credit.min(seen.receipt_charged);
    let money = if seen.receipt_mint == stage.own.mint.address { &stage.own } else { &stage.usdc };
    stage.shop.refund(&stage.alice, &money.clone(), amount).await.unwrap();
    seen.credit - amount
}

#[tokio::test]
async fn between_plans_of_one_price_every_flip_costs_the_rounding() {
    let mut stage = Stage::on(ADVANCED).await;
    let twin = stage.store().await.next_plan;
    stage.create_plan(twin, Shop::plan_terms("Twin", 30, 2, 0)).await.unwrap();
    let usdc = stage.usdc.clone();
    let bob = stage.subscriber(ADVANCED, &usdc).await;
    for flip in 0..30 {
        stage.at(10_007 * (flip + 1)).await;
        let plan = if flip % 2 == 0 { twin } else { ADVANCED };
        stage.switch(plan).await.unwrap();
    }
    let (till, _) = stage.tills().await;
    let extra = till - 60_000_000;
    assert!((1..=30).contains(&extra), "{extra} millionths for 30 flips");
    stage.ending().await.unwrap();
    stage.shop.end(&bob).await.unwrap();
    // Bob, who stayed, has paid less for the same time.
    let (flipper, stayer) = (stage.seen().await.credit, stage.shop.subscription(&bob).await.credit);
    assert!(flipper - extra <= stayer, "{flipper} - {extra} is above {stayer}");
}

#[tokio::test]
async fn between_tokens_the_discount_is_not_had_twice() {
    let mut stage = Stage::on_with_own(BASIC).await;
    let (mut plans, next) = (vec![], stage.store().await.next_plan);
    for id in next..next + 10 {
        stage.create_plan(id, Shop::plan_terms("Another", 10, 1, 0)).await.unwrap();
        plans.push(id);
    }
    for (flip, plan) in (1..).zip(plans) {
        let switched =
            if flip % 2 == 0 { stage.switch_with_own(plan).await } else { stage.switch(plan).await };
        switched.unwrap();
    }
    // The first 8 dollars got a discount; the 2 that were missing after it were paid once, without one.
    assert_eq!(stage.tills().await, (2_000_000, 4_000_000_000));
    assert_eq!(stage.seen().await.current.value, 10_000_000);
}

#[tokio::test]
async fn up_at_once_and_down_at_the_end_pays_for_all_that_was_had() {
    let mut stage = Stage::on(BASIC).await;
    let mut expected = 10_000_000;
    for month in 0..4 {
        let seen = stage.seen().await;
        let (start, end) = (seen.paid_through() - seen.current.end + seen.current.start, seen.paid_through());
        // The second half of each month as a VIP.
        stage.set_time(start + (end - start) / 2).await;
        stage.switch(VIP).await.unwrap();
        expected += 145_000_000;
        assert_eq!(stage.tills().await, (expected, 0), "month {month}");
        stage.schedule(BASIC).await.unwrap();
        stage.set_time(end).await;
        stage.paying().await.unwrap();
        expected += 10_000_000;
        assert_eq!((stage.tills().await, stage.seen().await.credit), ((expected, 0), 0), "month {month}");
    }
}

#[tokio::test]
async fn a_day_of_the_dearest_and_back_is_paid_for() {
    let mut stage = Stage::on(BASIC).await;
    let wallets = stage.wallets().await;
    let usdc = stage.usdc.clone();
    stage.switch(VIP).await.unwrap();
    stage.at(DAY).await;
    stage.ending().await.unwrap();
    stage.shop.subscribe(&stage.alice, BASIC, &usdc).await.unwrap();
    stage.ending().await.unwrap();
    assert_eq!(cash_out(&mut stage).await, 0);
    // A day of VIP: a 31st of 300 dollars, rounded against her.
    assert_eq!(stage.wallets().await, (wallets.0 + 10_000_000 - 9_677_420, wallets.1));
}

#[tokio::test]
async fn a_year_and_back_keeps_what_was_used() {
    let mut stage = Stage::on(PREMIUM).await;
    let (before, usdc) = (stage.wallets().await, stage.usdc.clone());
    stage.at(HALF).await;
    stage.switch(PREMIUM_YEAR).await.unwrap();
    stage.ending().await.unwrap();
    stage.shop.subscribe(&stage.alice, PREMIUM, &usdc).await.unwrap();
    stage.ending().await.unwrap();
    assert_eq!(cash_out(&mut stage).await, 0);
    // Half a month of Premium.
    assert_eq!(stage.wallets().await, (before.0 + 50_000_000, before.1));
}

#[tokio::test]
async fn an_own_token_that_falls_is_refunded_with_no_more_tokens_than_were_paid() {
    let mut stage = Stage::bare().await;
    let (own, usdc, before) = (stage.own.clone(), stage.usdc.clone(), stage.wallets().await);
    for (price, money) in [(8_00000000, &own), (1_00000000, &own), (4_00000000, &usdc), (50000000, &own)] {
        stage.set_price(price).await;
        stage.shop.subscribe(&stage.alice, BASIC, money).await.unwrap();
        stage.switch_with_own(BASIC_YEAR).await.unwrap();
        stage.ending().await.unwrap();
        let left = cash_out(&mut stage).await;
        let after = stage.wallets().await;
        assert!(after.0 <= before.0 && after.1 <= before.1, "{after:?} of {before:?}");
        // What is not refunded has been paid in the other token.
        assert_eq!(left, before.0 - after.0);
    }
}

#[tokio::test]
async fn lapsing_and_coming_back_is_no_cheaper_than_renewing() {
    let mut stage = Stage::on(BASIC).await;
    let usdc: Money = stage.usdc.clone();
    // Each month she uses the grace too, and subscribes anew once it is over.
    for month in 1..=4 {
        let end = stage.seen().await.paid_through();
        stage.set_time(end + GRACE).await;
        stage.shop.subscribe(&stage.alice, BASIC, &usdc).await.unwrap();
        assert_eq!(stage.seen().await.current.start, end, "after month {month}");
    }
    assert_eq!(stage.tills().await, (50_000_000, 0));
}

#[tokio::test]
async fn the_smallest_prices_are_never_free() {
    let mut stage = Stage::bare().await;
    let (usdc, next) = (stage.usdc.clone(), stage.store().await.next_plan);
    for (id, price) in [(next, 1), (next + 1, 2)] {
        stage.create_plan(id, PlanTerms { price, ..Shop::plan_terms("Tiny", 1, 1, 0) }).await.unwrap();
    }
    stage.shop.subscribe(&stage.alice, next, &usdc).await.unwrap();
    stage.at(MONTH - 1).await;
    stage.switch(next + 1).await.unwrap();
    // A second of 2 millionths costs one.
    assert_eq!(stage.tills().await, (2, 0));
    assert_eq!(stage.seen().await.prepaid().unused(START + MONTH - 1), Some(1));
}
