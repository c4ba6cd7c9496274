//! What a switch within the same interval costs, by the second.

use subscriptions::{PaidTime, Switched};
use tenure_client::subscriptions::{PlanTerms, SubscriptionError};
use tenure_model::billing::{Customer as Model, Terms};
use tenure_tests::{OutcomeExt, Shop, ADVANCED, BASIC, BASIC_YEAR, PREMIUM, PREMIUM_YEAR, START, VIP};

use crate::stage::{emitted, same, Stage, DAY, GRACE, HALF, MONTH};

#[tokio::test]
async fn pays_the_difference_for_the_time_left() {
    let mut stage = Stage::on(BASIC).await;
    let (before, wallets) = (stage.seen().await, stage.wallets().await);
    stage.at(HALF).await;
    stage.switch(ADVANCED).await.unwrap();

    // Half a month of Basic is worth 5 dollars, half a month of Advanced costs 15.
    let mut expected = before;
    expected.current =
        PaidTime { period_start: START, start: START + HALF, end: START + MONTH, value: 15_000_000 };
    (expected.plan, expected.price, expected.tier) = (ADVANCED, 30_000_000, 2);
    // Of the 10 dollars that were paid 5 are used.
    (expected.receipt_charged, expected.receipt_tokens) = (15_000_000, 15_000_000);
    same(&stage.seen().await, &expected);
    assert_eq!(stage.wallets().await, (wallets.0 - 10_000_000, wallets.1));
    assert_eq!(stage.tills().await, (20_000_000, 0));
    assert_eq!(stage.shown().await, (2, START + MONTH));
}

#[tokio::test]
async fn tells_what_was_switched() {
    let mut stage = Stage::on(PREMIUM).await;
    stage.at(HALF).await;
    let event = Switched {
        store: stage.store.store,
        subscription: stage.subscribed(),
        user: stage.alice.address(),
        mint: stage.usdc.mint.address,
        charge: 50_000_000,
        tokens: 50_000_000,
        paid_through_before: START + MONTH,
        // A year from 20 January.
        paid_through_after: 1_800_403_200,
        credit_before: 0,
        credit_after: 0,
        plan_before: PREMIUM,
        plan_after: BASIC_YEAR,
    };
    emitted(stage.switch(BASIC_YEAR).await, event);

    // A year of Basic, not used at all, and 900 dollars more; in the other token, less a fifth.
    let event = Switched {
        mint: stage.own.mint.address,
        charge: 720_000_000,
        tokens: 360_000_000_000,
        paid_through_before: 1_800_403_200,
        plan_before: BASIC_YEAR,
        plan_after: PREMIUM_YEAR,
        ..event
    };
    emitted(stage.switch_with_own(PREMIUM_YEAR).await, event);
}

#[tokio::test]
async fn in_the_second_of_subscribing_the_whole_difference_is_paid() {
    let mut stage = Stage::on(BASIC).await;
    stage.switch(ADVANCED).await.unwrap();
    let seen = stage.seen().await;
    let current = PaidTime { period_start: START, start: START, end: START + MONTH, value: 30_000_000 };
    assert_eq!((seen.current, seen.credit), (current, 0));
    assert_eq!(stage.tills().await, (30_000_000, 0));
}

#[tokio::test]
async fn the_last_second_is_paid_by_itself() {
    let mut stage = Stage::on(BASIC).await;
    stage.at(MONTH - 1).await;
    stage.switch(ADVANCED).await.unwrap();
    // A second of Basic is worth 3.7 millionths, of Advanced 11.2; each is rounded against the user.
    assert_eq!(stage.seen().await.current.value, 12);
    assert_eq!(stage.tills().await, (10_000_000 + 12 - 3, 0));
}

#[tokio::test]
async fn from_the_end_on_there_is_nothing_to_prorate() {
    let mut stage = Stage::on(BASIC).await;
    for (second, refusal) in [
        (MONTH, SubscriptionError::Unpaid),
        (MONTH + GRACE - 1, SubscriptionError::Unpaid),
        (MONTH + GRACE, SubscriptionError::Expired),
    ] {
        stage.at(second).await;
        stage.switch(ADVANCED).await.refused(refusal);
    }
}

#[tokio::test]
async fn the_first_second_and_the_one_after_differ_by_a_second() {
    for (second, charge) in [(0, 20_000_000), (1, 19_999_993), (2, 19_999_986), (DAY, 19_354_840)] {
        let mut stage = Stage::on(BASIC).await;
        stage.at(second).await;
        stage.switch(ADVANCED).await.unwrap();
        assert_eq!(stage.tills().await, (10_000_000 + charge, 0), "after {second} seconds");
    }
}

#[tokio::test]
async fn any_second_of_a_month_and_a_year_is_as_the_model_says() {
    let monthly = [(10, BASIC), (30, ADVANCED), (100, PREMIUM), (300, VIP)];
    let yearly = [(100, BASIC_YEAR), (1_000, PREMIUM_YEAR)];
    for (plans, months, seconds) in [
        (monthly.as_slice(), 1, [1_234_567, 1_234_568, 2_678_398].as_slice()),
        (&yearly, 12, &[12_345_678]),
        (&monthly, 1, &[7, 1_000_003, 2_000_029]),
    ] {
        let mut model = Model::default();
        let terms =
            |dollars: u64| Terms { price: dollars * 1_000_000, months, discount_bps: 0, grace: GRACE };
        let ((dollars, first), rest) = (plans[0], &plans[1..]);
        let mut stage = Stage::on(first).await;
        let mut charged = model.subscribe(START, terms(dollars)).unwrap();
        for (&(dollars, plan), &second) in rest.iter().zip(seconds) {
            stage.at(second).await;
            stage.switch(plan).await.unwrap();
            charged += model.switch(START + second, terms(dollars)).unwrap();
            let seen = stage.seen().await;
            assert_eq!(stage.tills().await, (charged, 0));
            assert_eq!(seen.paid_through(), model.paid_through());
            assert_eq!(
                seen.prepaid().unused(START + second),
                u64::try_from(model.unused(START + second)).ok()
            );
        }
    }
}

/// A plan of so many millionths of a dollar by the month: the shop's next.
async fn priced(stage: &mut Stage, price: u64) -> u32 {
    let id = stage.store().await.next_plan;
    let terms = PlanTerms { price, ..Shop::plan_terms("Another", 1, 2, 0) };
    stage.create_plan(id, terms).await.unwrap();
    id
}

#[tokio::test]
async fn a_plan_of_the_same_price_costs_no_more_than_the_rounding() {
    let mut stage = Stage::on(ADVANCED).await;
    let (same_price, again) = (priced(&mut stage, 30_000_000).await, priced(&mut stage, 30_000_000).await);
    stage.at(HALF).await;
    stage.switch(same_price).await.unwrap();
    assert_eq!(stage.tills().await, (30_000_000, 0));
    stage.at(HALF + 1).await;
    stage.switch(again).await.unwrap();
    assert_eq!(stage.tills().await, (30_000_001, 0));
}

#[tokio::test]
async fn a_plan_that_is_cheaper_by_the_least_has_to_wait() {
    let mut stage = Stage::on(ADVANCED).await;
    let (cheaper, dearer) = (priced(&mut stage, 29_999_999).await, priced(&mut stage, 30_000_001).await);
    stage.switch(cheaper).await.refused(SubscriptionError::NotAnUpgrade);
    stage.switch(BASIC).await.refused(SubscriptionError::NotAnUpgrade);
    stage.switch(dearer).await.unwrap();
    assert_eq!(stage.tills().await, (30_000_001, 0));
}

#[tokio::test]
async fn one_after_another_costs_what_the_last_does() {
    let mut stage = Stage::on(BASIC).await;
    stage.at(HALF).await;
    for plan in [ADVANCED, PREMIUM, VIP] {
        stage.switch(plan).await.unwrap();
        stage.switch(plan).await.refused(SubscriptionError::SamePlan);
    }
    // Half of Basic, and half of VIP.
    assert_eq!(stage.tills().await, (5_000_000 + 150_000_000, 0));
    assert_eq!(stage.seen().await.current.value, 150_000_000);
}

#[tokio::test]
async fn the_next_period_is_charged_at_the_new_plans_price() {
    let mut stage = Stage::on(BASIC).await;
    stage.allow(30_000_000).await;
    stage.at(HALF).await;
    stage.switch(ADVANCED).await.unwrap();
    stage.at(MONTH).await;
    stage.renewing().await.unwrap();
    assert_eq!(stage.tills().await, (20_000_000 + 30_000_000, 0));
    assert_eq!(stage.seen().await.plan, ADVANCED);
}
