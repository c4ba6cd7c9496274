//! What the user signed: how much, until when, and for which state of the subscription.

use subscriptions::{Consent, SubscriptionError};
use tenure_tests::{OutcomeExt, Shop, ADVANCED, BASIC, START};

use crate::stage::{opened, subscribe_with, subscribed, GRACE, MONTH_END};

/// For a first subscription to the plan of 30 dollars, just enough.
const FIRST: Consent =
    Consent { max_in: 30_000_000, valid_until: START + 1, incarnation: 0, paid_through: 0, plan: 0 };

#[tokio::test]
async fn covers_just_what_it_says() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = opened(&mut shop).await;
    for max_in in [0, 29_999_999] {
        let less = Consent { max_in, ..FIRST };
        let outcome = subscribe_with(&mut shop, &alice, ADVANCED, &usdc, less).await;
        outcome.refused(SubscriptionError::AboveMaxIn);
    }
    subscribe_with(&mut shop, &alice, ADVANCED, &usdc, FIRST).await.unwrap();
    assert_eq!(shop.till(&usdc).await, 30_000_000);
}

#[tokio::test]
async fn is_in_tokens_and_not_in_dollars() {
    let mut shop = Shop::new().await;
    let own = shop.own.clone();
    let alice = opened(&mut shop).await;
    let less = Consent { max_in: 11_999_999_999, ..FIRST };
    let outcome = subscribe_with(&mut shop, &alice, ADVANCED, &own, less).await;
    outcome.refused(SubscriptionError::AboveMaxIn);
    let enough = Consent { max_in: 12_000_000_000, ..FIRST };
    subscribe_with(&mut shop, &alice, ADVANCED, &own, enough).await.unwrap();
    assert_eq!(shop.till(&own).await, 12_000_000_000);
}

#[tokio::test]
async fn does_not_follow_a_falling_price() {
    let mut shop = Shop::new().await;
    let own = shop.own.clone();
    let alice = opened(&mut shop).await;
    shop.set_price(1_99999999).await;
    let consent = Consent { max_in: 12_000_000_000, ..FIRST };
    let outcome = subscribe_with(&mut shop, &alice, ADVANCED, &own, consent).await;
    outcome.refused(SubscriptionError::AboveMaxIn);
}

#[tokio::test]
async fn ends_with_the_second_it_names() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = opened(&mut shop).await;
    for valid_until in [0, START - 1, START] {
        let late = Consent { valid_until, ..FIRST };
        let outcome = subscribe_with(&mut shop, &alice, ADVANCED, &usdc, late).await;
        outcome.refused(SubscriptionError::ConsentExpired);
    }
    subscribe_with(&mut shop, &alice, ADVANCED, &usdc, FIRST).await.unwrap();
}

#[tokio::test]
async fn is_for_the_first_subscription_only_with_zeros() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = opened(&mut shop).await;
    for (incarnation, paid_through, plan) in
        [(1, 0, 0), (0, 1, 0), (0, 0, 1), (0, 0, ADVANCED), (START, 0, 0), (u64::MAX, u64::MAX, u32::MAX)]
    {
        let other = Consent { incarnation, paid_through, plan, ..FIRST };
        let outcome = subscribe_with(&mut shop, &alice, ADVANCED, &usdc, other).await;
        outcome.refused(SubscriptionError::ConsentOutdated);
    }
    subscribe_with(&mut shop, &alice, ADVANCED, &usdc, FIRST).await.unwrap();
}

#[tokio::test]
async fn of_the_first_is_worth_nothing_for_the_second() {
    let (mut shop, alice) = subscribed().await;
    let usdc = shop.usdc.clone();
    let now = MONTH_END + GRACE;
    shop.set_time(now).await;
    let plan = ADVANCED;
    let seen = Consent { valid_until: now + 1, incarnation: START, paid_through: MONTH_END, plan, ..FIRST };
    for (incarnation, paid_through, plan) in [
        (0, 0, 0),
        (START - 1, MONTH_END, ADVANCED),
        (START + 1, MONTH_END, ADVANCED),
        (START, MONTH_END - 1, ADVANCED),
        (START, MONTH_END + 1, ADVANCED),
        (START, MONTH_END, ADVANCED - 1),
        (START, MONTH_END, ADVANCED + 1),
        (START, MONTH_END, u32::MAX),
        (MONTH_END, START, ADVANCED),
    ] {
        let other = Consent { incarnation, paid_through, plan, ..seen };
        let outcome = subscribe_with(&mut shop, &alice, ADVANCED, &usdc, other).await;
        outcome.refused(SubscriptionError::ConsentOutdated);
    }
    subscribe_with(&mut shop, &alice, ADVANCED, &usdc, seen).await.unwrap();
    assert_eq!(shop.till(&usdc).await, 60_000_000);
}

/// What was used in grace is owed at the price of the plan that is over: so it is part of what was signed.
#[tokio::test]
async fn is_for_the_plan_that_it_was_given_on() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = shop.subscriber(BASIC, &usdc).await;
    let on_basic = shop.consent(&alice).await;
    assert_eq!(on_basic.plan, BASIC);
    shop.switch_plan(&alice, ADVANCED, &usdc).await.unwrap();
    shop.end(&alice).await.unwrap();
    let seen = shop.consent(&alice).await;
    assert_eq!((seen.incarnation, seen.plan), (on_basic.incarnation, ADVANCED));
    let outcome = subscribe_with(&mut shop, &alice, BASIC, &usdc, Consent { plan: BASIC, ..seen }).await;
    outcome.refused(SubscriptionError::ConsentOutdated);
    subscribe_with(&mut shop, &alice, BASIC, &usdc, seen).await.unwrap();
}

#[tokio::test]
async fn is_used_once() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = opened(&mut shop).await;
    let consent = Consent { valid_until: START + 3_600, ..FIRST };
    subscribe_with(&mut shop, &alice, ADVANCED, &usdc, consent).await.unwrap();
    let outcome = subscribe_with(&mut shop, &alice, ADVANCED, &usdc, consent).await;
    outcome.refused(SubscriptionError::ConsentOutdated);
    // In the same second, with nothing paid any more.
    shop.end(&alice).await.unwrap();
    let outcome = subscribe_with(&mut shop, &alice, ADVANCED, &usdc, consent).await;
    outcome.refused(SubscriptionError::ConsentOutdated);
}

#[tokio::test]
async fn to_nothing_is_enough_where_the_credit_pays() {
    let (mut shop, alice) = subscribed().await;
    let usdc = shop.usdc.clone();
    shop.end(&alice).await.unwrap();
    let consent = Consent { max_in: 0, incarnation: START, paid_through: START, plan: ADVANCED, ..FIRST };
    subscribe_with(&mut shop, &alice, ADVANCED, &usdc, consent).await.unwrap();
    assert_eq!(shop.till(&usdc).await, 30_000_000);
}
