//! Grace that was used on a dearer plan than the one that follows: it is paid at the price it was used at.

use subscriptions::{PaidTime, Subscribed, SubscriptionError};
use tenure_client::subscriptions::PlanTerms;
use tenure_tests::{
    Customer, OutcomeExt, Shop, ADVANCED, BASIC, BASIC_YEAR, PREMIUM, PREMIUM_YEAR, START, VIP,
};

use crate::stage::{emitted, subscribe_with, DAY, GRACE};

/// 4 July 2026, noon. Two months of 31 days follow.
const JULY: u64 = START + 181 * DAY;
const AUGUST: u64 = JULY + 31 * DAY;
const SEPTEMBER: u64 = AUGUST + 31 * DAY;

/// What three days on the plan of 300 dollars are beyond what they are on that of 10: 29,032,259, rounded
/// up, less 967,741, rounded down.
const ARREARS: u64 = 28_064_518;

/// Alice has had July on `plan`, paid in USDC, and used all of the grace after it.
async fn lapsed(plan: u32) -> (Shop, Customer) {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    shop.set_time(JULY).await;
    let alice = shop.subscriber(plan, &usdc).await;
    shop.set_time(AUGUST + GRACE).await;
    shop.set_price(2_00000000).await;
    (shop, alice)
}

/// What the store takes in USDC as Alice subscribes to `plan`.
async fn charged(shop: &mut Shop, alice: &Customer, plan: u32) -> u64 {
    let usdc = shop.usdc.clone();
    let before = shop.till(&usdc).await;
    shop.subscribe(alice, plan, &usdc).await.unwrap();
    shop.till(&usdc).await - before
}

#[tokio::test]
async fn are_charged_with_the_first_period_and_are_no_value_of_it() {
    let (mut shop, alice) = lapsed(VIP).await;
    let (usdc, user) = (shop.usdc.clone(), alice.address());
    let event = Subscribed {
        store: shop.store.store,
        subscription: shop.store.subscription(&user),
        user,
        mint: usdc.mint.address,
        charge: 10_000_000 + ARREARS,
        tokens: 10_000_000 + ARREARS,
        incarnation: AUGUST + GRACE,
        paid_through: SEPTEMBER,
        credit_before: 0,
        credit_after: 0,
        plan: BASIC,
        tier: 1,
    };
    emitted(shop.subscribe(&alice, BASIC, &usdc).await, event);
    assert_eq!(shop.till(&usdc).await, 310_000_000 + ARREARS);
    let subscription = shop.subscription(&alice).await;
    let current = PaidTime { period_start: AUGUST, start: AUGUST, end: SEPTEMBER, value: 10_000_000 };
    assert_eq!((subscription.current, subscription.price), (current, 10_000_000));
}

#[tokio::test]
async fn are_part_of_what_the_user_signs() {
    let (mut shop, alice) = lapsed(VIP).await;
    let (usdc, mut consent) = (shop.usdc.clone(), shop.consent(&alice).await);
    for max_in in [10_000_000, 9_999_999 + ARREARS] {
        consent.max_in = max_in;
        let outcome = subscribe_with(&mut shop, &alice, BASIC, &usdc, consent).await;
        outcome.refused(SubscriptionError::AboveMaxIn);
    }
    consent.max_in = 10_000_000 + ARREARS;
    subscribe_with(&mut shop, &alice, BASIC, &usdc, consent).await.unwrap();
}

#[tokio::test]
async fn are_owed_once_and_however_late() {
    let (mut shop, alice) = lapsed(VIP).await;
    // 7 October: it counts from the 4th, and that month has 31 days too.
    shop.set_time(START + 276 * DAY).await;
    assert_eq!(charged(&mut shop, &alice, BASIC).await, 10_000_000 + ARREARS);
    shop.go_to_end(&alice, i64::try_from(GRACE).unwrap()).await;
    assert_eq!(charged(&mut shop, &alice, BASIC).await, 10_000_000);
}

#[tokio::test]
async fn are_for_the_seconds_that_were_used() {
    // A second costs 112.007 on the one plan and 3.7 on the other: 113 less 3.
    for (used, arrears) in [(0, 0), (1, 110), (GRACE - 1, 28_064_409)] {
        let mut shop = Shop::new().await;
        let usdc = shop.usdc.clone();
        shop.set_time(JULY).await;
        let alice = shop.subscriber(VIP, &usdc).await;
        shop.set_time(AUGUST + used).await;
        shop.cancel(&alice).await.unwrap();
        assert_eq!(charged(&mut shop, &alice, BASIC).await, 10_000_000 + arrears, "{used} seconds");
        assert_eq!(shop.subscription(&alice).await.current.value, 10_000_000);
    }
}

#[tokio::test]
async fn are_none_from_the_same_price_on() {
    // Of 30 dollars three days are 2,903,225.8.
    for (price, arrears) in [(29_999_999, 1), (30_000_000, 0), (30_000_001, 0)] {
        let (mut shop, alice) = lapsed(ADVANCED).await;
        let terms = PlanTerms { price, ..Shop::plan_terms("Nearly", 30, 2, 0) };
        shop.create_plan(6, terms).await.unwrap();
        assert_eq!(charged(&mut shop, &alice, 6).await, price + arrears);
        assert_eq!(shop.subscription(&alice).await.current.value, price);
    }
}

#[tokio::test]
async fn of_a_month_are_charged_with_a_year_however_dear() {
    // Of 100 dollars a month, three days are 9,677,420, rounded up; of 100 dollars a year they are 821,917,
    // of 1,000 they are 8,219,178.
    for (plan, price, arrears) in
        [(BASIC_YEAR, 100_000_000, 8_855_503), (PREMIUM_YEAR, 1_000_000_000, 1_458_242)]
    {
        let (mut shop, alice) = lapsed(PREMIUM).await;
        assert_eq!(charged(&mut shop, &alice, plan).await, price + arrears);
        let subscription = shop.subscription(&alice).await;
        assert_eq!((subscription.anchor, subscription.paid_through()), (AUGUST, AUGUST + 365 * DAY));
        assert_eq!(subscription.current.value, price);
    }
}

#[tokio::test]
async fn of_a_year_are_charged_with_a_month_if_its_seconds_are_cheaper() {
    let end = START + 365 * DAY;
    // Of 1,000 dollars a year, three days are 8,219,179, rounded up; of 30 dollars a month 2,903,225.
    for (plan, charge) in [(ADVANCED, 30_000_000 + 5_315_954), (PREMIUM, 100_000_000), (VIP, 300_000_000)] {
        let mut shop = Shop::new().await;
        let usdc = shop.usdc.clone();
        let alice = shop.subscriber(PREMIUM_YEAR, &usdc).await;
        shop.set_time(end + GRACE).await;
        assert_eq!(charged(&mut shop, &alice, plan).await, charge);
        assert_eq!(shop.subscription(&alice).await.paid_through(), end + 31 * DAY);
    }
}

#[tokio::test]
async fn have_no_discount() {
    let (mut shop, alice) = lapsed(VIP).await;
    let own = shop.own.clone();
    shop.subscribe(&alice, BASIC, &own).await.unwrap();
    // With four fifths of the period's 10 dollars; at 2 dollars each.
    assert_eq!(shop.till(&own).await, (ARREARS + 8_000_000) * 500);
    let subscription = shop.subscription(&alice).await;
    assert_eq!((subscription.credit, subscription.current.value), (0, 8_000_000));
    assert_eq!((subscription.receipt_charged, subscription.receipt_tokens), (36_064_518, 18_032_259_000));
}

/// On 23 August Alice has used a month of the plan of 100 dollars, and has a credit of 12 dollars left over
/// from the one of 300 before it. The grace is used too.
async fn lapsed_with_credit() -> (Shop, Customer) {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    shop.set_time(JULY).await;
    let alice = shop.subscriber(VIP, &usdc).await;
    let left = 31 * DAY * 112 / 300;
    shop.set_time(AUGUST - left).await;
    shop.end(&alice).await.unwrap();
    shop.subscribe(&alice, PREMIUM, &usdc).await.unwrap();
    let subscription = shop.subscription(&alice).await;
    assert_eq!((subscription.credit, shop.till(&usdc).await), (12_000_000, 300_000_000));
    shop.go_to_end(&alice, i64::try_from(GRACE).unwrap()).await;
    shop.set_price(2_00000000).await;
    (shop, alice)
}

#[tokio::test]
async fn are_paid_from_the_credit_first() {
    // Three days are 9,677,420 less 967,741. Of the 12 dollars 3,290,321 are left for the period: what it
    // takes beside them is 6,709,679, with the discount or without.
    for (is_own, charge, tokens, value) in
        [(false, 6_709_679, 6_709_679, 10_000_000), (true, 5_367_744, 2_683_872_000, 8_658_065)]
    {
        let (mut shop, alice) = lapsed_with_credit().await;
        let money = if is_own { shop.own.clone() } else { shop.usdc.clone() };
        let before = shop.till(&money).await;
        shop.subscribe(&alice, BASIC, &money).await.unwrap();
        assert_eq!(shop.till(&money).await - before, tokens);
        let subscription = shop.subscription(&alice).await;
        assert_eq!((subscription.credit, subscription.current.value), (0, value));
        let newest = if is_own { charge } else { charge + 12_000_000 };
        assert_eq!(subscription.receipt_charged, newest);
    }
}

#[tokio::test]
async fn are_paid_by_a_credit_that_is_just_enough() {
    let cost = 18_709_679;
    for (credit, charge, left) in [(cost - 1, 1, 0), (cost, 0, 0), (cost + 1, 0, 1)] {
        let mut shop = Shop::new().await;
        let usdc = shop.usdc.clone();
        shop.set_time(JULY).await;
        let alice = shop.subscriber(VIP, &usdc).await;
        shop.set_time(AUGUST - 31 * DAY / 2).await;
        shop.end(&alice).await.unwrap();
        shop.subscribe(&alice, PREMIUM, &usdc).await.unwrap();
        shop.refund(&alice, &usdc, 50_000_000 - credit).await.unwrap();
        shop.go_to_end(&alice, i64::try_from(GRACE).unwrap()).await;
        assert_eq!(charged(&mut shop, &alice, BASIC).await, charge);
        let subscription = shop.subscription(&alice).await;
        assert_eq!((subscription.credit, subscription.current.value), (left, 10_000_000));
    }
}

#[tokio::test]
async fn are_forgiven_with_a_period_that_is_granted() {
    let (mut shop, alice) = lapsed_with_credit().await;
    shop.grant(&alice, BASIC).await.unwrap();
    let subscription = shop.subscription(&alice).await;
    assert_eq!((subscription.credit, subscription.current.value), (12_000_000, 0));
    // And no grace follows it.
    shop.go_to_end(&alice, i64::try_from(GRACE).unwrap()).await;
    assert_eq!(charged(&mut shop, &alice, BASIC).await, 0);
    assert_eq!(shop.subscription(&alice).await.credit, 2_000_000);
}

#[tokio::test]
async fn are_owed_for_a_subscribers_grace_after_a_granted_period_at_its_plans_price() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    shop.set_time(JULY - 30 * DAY).await;
    let alice = shop.subscriber(VIP, &usdc).await;
    shop.set_time(JULY).await;
    shop.grant(&alice, VIP).await.unwrap();
    shop.set_time(AUGUST + GRACE).await;
    assert_eq!(charged(&mut shop, &alice, BASIC).await, 10_000_000 + ARREARS);
    assert_eq!(shop.subscription(&alice).await.current.value, 10_000_000);
}

#[tokio::test]
async fn are_not_refunded() {
    let (mut shop, alice) = lapsed(VIP).await;
    let usdc = shop.usdc.clone();
    shop.subscribe(&alice, BASIC, &usdc).await.unwrap();
    shop.end(&alice).await.unwrap();
    // 28 of 31 days of 10 dollars.
    let left = 9_032_258;
    assert_eq!(shop.subscription(&alice).await.credit, left);
    shop.refund(&alice, &usdc, left + 1).await.refused(SubscriptionError::AboveCredit);
    let before = shop.wallet(&alice, &usdc).await;
    shop.refund(&alice, &usdc, left).await.unwrap();
    assert_eq!(shop.wallet(&alice, &usdc).await - before, left);
    shop.refund(&alice, &usdc, 1).await.refused(SubscriptionError::AboveCredit);
    // Nor owed again.
    assert_eq!(charged(&mut shop, &alice, BASIC).await, 10_000_000);
}

#[tokio::test]
async fn are_not_switched_back() {
    let (mut shop, alice) = lapsed(VIP).await;
    let usdc = shop.usdc.clone();
    let mut paid = charged(&mut shop, &alice, BASIC).await;
    let before = shop.till(&usdc).await;
    shop.switch_plan(&alice, VIP, &usdc).await.unwrap();
    // 28 of 31 days of 300 dollars, rounded up, less as much of 10, rounded down.
    let switched = shop.till(&usdc).await - before;
    assert_eq!(switched, 270_967_742 - 9_032_258);
    paid += switched;
    // The month, and three roundings.
    assert_eq!(paid, 300_000_002);
    let subscription = shop.subscription(&alice).await;
    assert_eq!((subscription.paid_through(), subscription.credit), (SEPTEMBER, 0));
    assert_eq!(subscription.current.value, 270_967_742);
}

#[tokio::test]
async fn are_not_switched_back_in_the_own_token_either() {
    let (mut shop, alice) = lapsed(VIP).await;
    let own = shop.own.clone();
    shop.subscribe(&alice, BASIC, &own).await.unwrap();
    shop.switch_plan(&alice, VIP, &own).await.unwrap();
    // The month costs 240 dollars, or 120 tokens. Of the 8 dollars of the other plan 7,225,806 are unused,
    // which get no discount again.
    let rest = 270_967_742 - 7_225_806;
    let charge = rest - rest / 5;
    assert_eq!(charge, 210_993_549);
    assert_eq!(shop.till(&own).await, 18_032_259_000 + charge * 500);
    assert!(shop.till(&own).await >= 120_000_000_000);
    assert_eq!(shop.subscription(&alice).await.current.value, 7_225_806 + charge);
}
