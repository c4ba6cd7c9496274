//! Grace that was used on a plan is paid as if that plan had been renewed, whichever follows.

use subscriptions::Renewed;
use tenure_client::subscriptions::{consent_to, SubscriptionError};
use tenure_tests::{OutcomeExt, Shop, ADVANCED, BASIC, BASIC_YEAR, PREMIUM, PREMIUM_YEAR, START, VIP};

use crate::stage::{emitted, same, whole, Stage, DAY, FEBRUARY, GRACE, HALF, MONTH, NONE};

/// What two days of a February of Premium cost, a 28th of 100 dollars each, rounded up, beyond what they do of
/// one of Basic, a 28th of 10 each, rounded down.
const TWO_DAYS: u64 = 7_142_858 - 714_285;

/// Alice was on `plan` for a month, has chosen `next`, and is so many seconds into the grace.
async fn in_grace(plan: u32, next: u32, seconds: u64) -> Stage {
    let mut stage = Stage::on(plan).await;
    stage.schedule(next).await.unwrap();
    let end = stage.seen().await.paid_through();
    stage.at(end - START + seconds).await;
    stage
}

#[tokio::test]
async fn of_a_dearer_plan_are_charged_with_the_next_period() {
    for (seconds, arrears) in [(0, 0), (1, 38), (DAY, 3_214_287), (2 * DAY, TWO_DAYS), (GRACE - 1, 9_642_821)]
    {
        let mut stage = in_grace(PREMIUM, BASIC, seconds).await;
        let mut expected = stage.seen().await;
        let charge = 10_000_000 + arrears;
        let event = Renewed {
            store: stage.store.store,
            subscription: stage.subscribed(),
            user: stage.alice.address(),
            keeper: Default::default(),
            mint: stage.usdc.mint.address,
            charge,
            tokens: charge,
            keeper_fee: 0,
            paid_through_before: START + MONTH,
            paid_through_after: START + MONTH + FEBRUARY,
            credit_before: 0,
            credit_after: 0,
            plan_before: PREMIUM,
            plan_after: BASIC,
        };
        emitted(stage.paying().await, event);

        // They are no value of the new period.
        expected.current = whole(START + MONTH, START + MONTH + FEBRUARY, 10_000_000);
        (expected.periods, expected.lapses_at) = (2, START + MONTH + FEBRUARY + GRACE);
        (expected.plan, expected.price, expected.tier) = (BASIC, 10_000_000, 1);
        (expected.change_scheduled, expected.next_plan) = (0, 0);
        (expected.receipt_charged, expected.receipt_tokens) = (charge, charge);
        same(&stage.seen().await, &expected);
        assert_eq!(stage.tills().await, (100_000_000 + charge, 0), "after {seconds} seconds");
    }
}

#[tokio::test]
async fn are_owed_once() {
    let mut stage = in_grace(PREMIUM, BASIC, 2 * DAY).await;
    stage.paying().await.unwrap();
    stage.at(MONTH + FEBRUARY + 2 * DAY).await;
    stage.paying().await.unwrap();
    assert_eq!(stage.tills().await, (120_000_000 + TWO_DAYS, 0));
}

#[tokio::test]
async fn are_never_paid_back() {
    let mut stage = in_grace(PREMIUM, BASIC, 2 * DAY).await;
    stage.paying().await.unwrap();
    stage.ending().await.unwrap();
    // 26 of 28 days of 10 dollars.
    assert_eq!(stage.seen().await.credit, 9_285_714);
    stage.refunding(9_285_715).await.refused(SubscriptionError::AboveCredit);
    stage.refunding(9_285_714).await.unwrap();
    assert_eq!(stage.seen().await.credit, 0);
}

#[tokio::test]
async fn get_no_discount() {
    let mut stage = in_grace(PREMIUM, BASIC, 2 * DAY).await;
    let own = stage.own.clone();
    stage.shop.pay_now(&stage.alice, &own).await.unwrap();
    // Four fifths of the price, and all of the arrears, at 2 dollars each.
    let charge = 8_000_000 + TWO_DAYS;
    assert_eq!(stage.tills().await, (100_000_000, charge * 500));
    let seen = stage.seen().await;
    assert_eq!((seen.current.value, seen.credit), (8_000_000, 0));
    assert_eq!((seen.receipt_charged, seen.receipt_tokens), (charge, charge * 500));
}

#[tokio::test]
async fn are_paid_of_credit_first() {
    let mut stage = Stage::on(VIP).await;
    let usdc = stage.usdc.clone();
    stage.ending().await.unwrap();
    stage.shop.subscribe(&stage.alice, PREMIUM, &usdc).await.unwrap();
    assert_eq!(stage.seen().await.credit, 200_000_000);
    stage.schedule(BASIC).await.unwrap();
    stage.at(MONTH + 2 * DAY).await;
    stage.paying().await.unwrap();
    let seen = stage.seen().await;
    assert_eq!((seen.credit, seen.current.value), (190_000_000 - TWO_DAYS, 10_000_000));
    assert_eq!(stage.tills().await, (300_000_000, 0));
}

#[tokio::test]
async fn are_charged_where_credit_pays_a_part() {
    let mut stage = Stage::on(PREMIUM).await;
    let (usdc, own) = (stage.usdc.clone(), stage.own.clone());
    stage.ending().await.unwrap();
    stage.refunding(95_000_000).await.unwrap();
    stage.shop.subscribe(&stage.alice, PREMIUM, &usdc).await.unwrap();
    assert_eq!((stage.seen().await.credit, stage.tills().await.0), (0, 195_000_000));
    stage.ending().await.unwrap();
    stage.shop.subscribe(&stage.alice, ADVANCED, &usdc).await.unwrap();
    stage.schedule(BASIC).await.unwrap();
    assert_eq!(stage.seen().await.credit, 70_000_000);
    stage.refunding(65_000_000).await.unwrap();
    stage.at(MONTH + 2 * DAY).await;
    stage.shop.pay_now(&stage.alice, &own).await.unwrap();
    // Two days of Advanced beyond those of Basic are 2.142858 dollars less 0.714285. The 5 of credit pay that
    // first, and 3.571427 of the price; of the rest of it, four fifths are charged, rounded up.
    assert_eq!(stage.tills().await, (195_000_000, 5_142_859 * 500));
    let seen = stage.seen().await;
    assert_eq!((seen.credit, seen.current.value), (0, 3_571_427 + 5_142_859));
}

#[tokio::test]
async fn are_charged_where_credit_is_too_little_for_them() {
    let mut stage = Stage::on(VIP).await;
    let (usdc, own) = (stage.usdc.clone(), stage.own.clone());
    stage.ending().await.unwrap();
    stage.shop.subscribe(&stage.alice, PREMIUM, &usdc).await.unwrap();
    stage.refunding(199_000_000).await.unwrap();
    stage.schedule(BASIC).await.unwrap();
    stage.at(MONTH + 2 * DAY).await;
    stage.shop.pay_now(&stage.alice, &own).await.unwrap();
    // A dollar of credit is all for the arrears: the period is paid with tokens, at four fifths.
    assert_eq!(stage.tills().await, (300_000_000, (8_000_000 + TWO_DAYS - 1_000_000) * 500));
    assert_eq!((stage.seen().await.credit, stage.seen().await.current.value), (0, 8_000_000));
}

#[tokio::test]
async fn are_the_present_plans_after_a_switch() {
    let mut stage = Stage::on(BASIC).await;
    stage.at(HALF).await;
    stage.switch(PREMIUM).await.unwrap();
    stage.schedule(BASIC).await.unwrap();
    stage.at(MONTH + 2 * DAY).await;
    stage.paying().await.unwrap();
    // At the price of a whole month, though half of one was paid.
    assert_eq!(stage.tills().await, (10_000_000 + 45_000_000 + 10_000_000 + TWO_DAYS, 0));
}

#[tokio::test]
async fn are_of_a_period_that_was_granted_too() {
    let mut stage = Stage::on(PREMIUM).await;
    stage.at(MONTH).await;
    stage.shop.grant(&stage.alice, PREMIUM).await.unwrap();
    stage.schedule(BASIC).await.unwrap();
    stage.at(MONTH + FEBRUARY + 2 * DAY).await;
    stage.paying().await.unwrap();
    // Two of 31 days: of 100 dollars, rounded up, less of 10, rounded down.
    assert_eq!(stage.tills().await, (100_000_000 + 10_000_000 + 6_451_613 - 645_161, 0));
}

#[tokio::test]
async fn are_none_for_a_period_that_is_granted() {
    let mut stage = in_grace(PREMIUM, BASIC, 2 * DAY).await;
    stage.shop.grant(&stage.alice, BASIC).await.unwrap();
    let seen = stage.seen().await;
    let february = whole(START + MONTH, START + MONTH + FEBRUARY, 0);
    assert_eq!((seen.current, seen.ahead), (february, NONE));
    assert_eq!(stage.tills().await, (100_000_000, 0));
}

#[tokio::test]
async fn are_none_where_the_next_plan_is_no_cheaper() {
    for (plan, next, price) in [
        (ADVANCED, PREMIUM, 100_000_000),
        (BASIC, PREMIUM_YEAR, 1_000_000_000),
        (BASIC_YEAR, BASIC, 10_000_000),
    ] {
        let mut stage = in_grace(plan, next, GRACE - 1).await;
        let (before, _) = stage.tills().await;
        stage.paying().await.unwrap();
        assert_eq!(stage.tills().await, (before + price, 0), "from {plan} to {next}");
        assert_eq!(stage.seen().await.current.value, price);
    }
    // Nor for one of the same price.
    let mut stage = Stage::on(ADVANCED).await;
    let twin = stage.store().await.next_plan;
    stage.create_plan(twin, Shop::plan_terms("Twin", 30, 2, 0)).await.unwrap();
    stage.schedule(twin).await.unwrap();
    stage.at(MONTH + GRACE - 1).await;
    stage.paying().await.unwrap();
    assert_eq!(stage.tills().await, (60_000_000, 0));
}

#[tokio::test]
async fn compare_what_a_second_costs_where_the_interval_is_another() {
    // Two 28ths of 100 dollars, less two 365ths of 100.
    let mut stage = in_grace(PREMIUM, BASIC_YEAR, 2 * DAY).await;
    stage.paying().await.unwrap();
    assert_eq!(stage.tills().await, (200_000_000 + 7_142_858 - 547_945, 0));
    assert_eq!(stage.seen().await.current, whole(START + MONTH, START + MONTH + 365 * DAY, 100_000_000));

    // Two 365ths of 1,000 dollars, less two 31sts of 10.
    let mut stage = in_grace(PREMIUM_YEAR, BASIC, 2 * DAY).await;
    stage.paying().await.unwrap();
    assert_eq!(stage.tills().await, (1_010_000_000 + 5_479_453 - 645_161, 0));
    assert_eq!(stage.seen().await.current.value, 10_000_000);
}

#[tokio::test]
async fn are_charged_when_she_lapses_and_comes_back() {
    let mut stage = Stage::on(PREMIUM).await;
    let usdc = stage.usdc.clone();
    stage.at(MONTH + GRACE).await;
    stage.shop.subscribe(&stage.alice, BASIC, &usdc).await.unwrap();
    // Three 28ths of 100 dollars, less three of 10: the days of grace come off the first period.
    assert_eq!(stage.tills().await, (110_000_000 + 10_714_286 - 1_071_428, 0));
    assert_eq!(stage.seen().await.current, whole(START + MONTH, START + MONTH + FEBRUARY, 10_000_000));
}

#[tokio::test]
async fn are_for_what_was_used_before_she_cancelled() {
    let mut stage = Stage::on(PREMIUM).await;
    let usdc = stage.usdc.clone();
    stage.at(MONTH + 2 * DAY).await;
    stage.cancelling().await.unwrap();
    stage.shop.subscribe(&stage.alice, BASIC, &usdc).await.unwrap();
    assert_eq!(stage.tills().await, (110_000_000 + TWO_DAYS, 0));
    assert_eq!(stage.seen().await.current.start, START + MONTH);
}

#[tokio::test]
async fn need_consent_as_the_price_does() {
    let mut stage = in_grace(PREMIUM, BASIC, 2 * DAY).await;
    let (user, keys) = (stage.alice.address(), stage.usdc.keys);
    let signer = stage.alice.keypair.insecure_clone();
    let seen = stage.seen().await;
    for max_in in [10_000_000, 10_000_000 + TWO_DAYS - 1] {
        let consent = consent_to(Some(&seen), max_in, u64::MAX);
        let pay = stage.store.pay_now(&user, BASIC, &keys, keys.source(&user), consent);
        stage.attempt(pay, &[&signer]).await.refused(SubscriptionError::AboveMaxIn);
    }
    let consent = consent_to(Some(&seen), 10_000_000 + TWO_DAYS, u64::MAX);
    let pay = stage.store.pay_now(&user, BASIC, &keys, keys.source(&user), consent);
    stage.attempt(pay, &[&signer]).await.unwrap();
}
