//! The time that is granted, and what it does to what was paid here.

use solana_signer::Signer;
use subscriptions::{Granted, PaidTime, SubscriptionError};
use tenure_client::subscriptions::Subscription;
use tenure_tests::{OutcomeExt, Shop, ADVANCED, BASIC, BASIC_YEAR, PREMIUM, START};

use crate::stage::{
    burn, emitted, fresh, metadata, opened, same, shows, subscribed, DAY, GRACE, MONTH_END, WINDOW,
};

#[tokio::test]
async fn begins_a_period_that_costs_nothing_here() {
    let mut shop = Shop::new().await;
    let (usdc, own) = (shop.usdc.clone(), shop.own.clone());
    let alice = opened(&mut shop).await;
    let wallet = shop.wallet(&alice, &usdc).await;
    shop.grant(&alice, ADVANCED).await.unwrap();
    assert_eq!((shop.till(&usdc).await, shop.till(&own).await), (0, 0));
    assert_eq!(shop.wallet(&alice, &usdc).await, wallet);
    let expected = Subscription {
        tier: 2,
        granted: 1,
        incarnation: START,
        anchor: START,
        anchor_day: 4,
        periods: 1,
        current: PaidTime { period_start: START, start: START, end: MONTH_END, value: 0 },
        // It ends with what was granted.
        lapses_at: MONTH_END,
        price: 30_000_000,
        plan: ADVANCED,
        ..fresh(&shop, &alice.address(), shop.payer())
    };
    same(&shop.subscription(&alice).await, &expected);
    shop.assert_access(&alice, 2).await.unwrap();
}

#[tokio::test]
async fn the_badge_shows_that_it_was_granted() {
    let mut shop = Shop::new().await;
    let alice = opened(&mut shop).await;
    shop.grant(&alice, BASIC_YEAR).await.unwrap();
    let badge = shop.badge(&alice).await.unwrap();
    assert_eq!((badge.tier, badge.granted, badge.expires_at), (1, 1, START + 365 * DAY));
    assert!(shows(&mut shop, &alice).await);
    let said = metadata(&mut shop, &alice.address()).await;
    assert_eq!(said.field("expires"), Some("2027-01-04T12:00:00Z"));
}

#[tokio::test]
async fn tells_what_was_granted() {
    let (mut shop, alice) = subscribed().await;
    let user = alice.address();
    let event = |paid_through_before, paid_through_after, plan, tier| Granted {
        store: shop.store.store,
        subscription: shop.store.subscription(&user),
        user,
        operator: shop.operator.pubkey(),
        paid_through_before,
        paid_through_after,
        plan,
        tier,
    };
    let (march, later) = (MONTH_END + 28 * DAY, MONTH_END + 28 * DAY + GRACE);
    let (renewed, anew) = (event(MONTH_END, march, ADVANCED, 2), event(march, march + 31 * DAY, PREMIUM, 3));
    shop.set_time(MONTH_END - 1).await;
    emitted(shop.grant(&alice, ADVANCED).await, renewed);
    // It lapses; the grace that was used comes off.
    shop.set_time(later).await;
    emitted(shop.grant(&alice, PREMIUM).await, anew);
}

#[tokio::test]
async fn renews_what_was_paid_here() {
    let (mut shop, alice) = subscribed().await;
    let before = shop.subscription(&alice).await;
    shop.set_time(MONTH_END - WINDOW).await;
    shop.grant(&alice, ADVANCED).await.unwrap();
    let end = MONTH_END + 28 * DAY;
    let expected = Subscription {
        granted: 1,
        periods: 2,
        ahead: PaidTime { period_start: MONTH_END, start: MONTH_END, end, value: 0 },
        lapses_at: end + GRACE,
        // A day of the first period is left, of the 31 that were paid.
        receipt_charged: 967_741,
        receipt_tokens: 967_741,
        ..before
    };
    same(&shop.subscription(&alice).await, &expected);
    let badge = shop.badge(&alice).await.unwrap();
    assert_eq!((badge.granted, badge.expires_at), (1, end));
}

#[tokio::test]
async fn renews_in_the_window_and_in_grace_only() {
    let (mut shop, alice) = subscribed().await;
    for time in [START, MONTH_END - WINDOW - 1] {
        shop.set_time(time).await;
        shop.grant(&alice, ADVANCED).await.refused(SubscriptionError::TooEarly);
    }
    for time in [MONTH_END - WINDOW, MONTH_END - 1, MONTH_END, MONTH_END + GRACE - 1] {
        let (mut shop, alice) = subscribed().await;
        shop.set_time(time).await;
        shop.grant(&alice, ADVANCED).await.unwrap();
        assert_eq!(shop.subscription(&alice).await.paid_through(), MONTH_END + 28 * DAY);
        // One at a time.
        shop.grant(&alice, ADVANCED).await.refused(SubscriptionError::TooEarly);
    }
}

#[tokio::test]
async fn begins_anew_once_the_last_has_expired() {
    let (mut shop, alice) = subscribed().await;
    shop.set_time(MONTH_END + GRACE).await;
    shop.grant(&alice, PREMIUM).await.unwrap();
    let subscription = shop.subscription(&alice).await;
    assert_eq!((subscription.incarnation, subscription.anchor), (MONTH_END + GRACE, MONTH_END));
    assert_eq!((subscription.plan, subscription.tier, subscription.granted), (PREMIUM, 3, 1));
    assert_eq!(subscription.paid_through(), MONTH_END + 28 * DAY);
    assert_eq!((subscription.receipt_charged, subscription.receipt_tokens), (0, 0));
}

#[tokio::test]
async fn leaves_the_credit_alone() {
    let (mut shop, alice) = subscribed().await;
    shop.set_time(START + 31 * DAY / 2).await;
    shop.end(&alice).await.unwrap();
    shop.grant(&alice, ADVANCED).await.unwrap();
    let subscription = shop.subscription(&alice).await;
    assert_eq!((subscription.credit, subscription.current.value), (15_000_000, 0));
    assert_eq!((subscription.receipt_charged, subscription.receipt_tokens), (15_000_000, 15_000_000));
    // And none comes of what was granted.
    shop.end(&alice).await.unwrap();
    assert_eq!(shop.subscription(&alice).await.credit, 15_000_000);
}

#[tokio::test]
async fn from_card_to_token_and_back() {
    let mut shop = Shop::new().await;
    let (usdc, own) = (shop.usdc.clone(), shop.own.clone());
    let alice = opened(&mut shop).await;
    shop.grant(&alice, ADVANCED).await.unwrap();
    for (step, granted) in [(0, 0), (1, 1), (2, 0), (3, 1)] {
        shop.go_to_end(&alice, -1).await;
        shop.set_price(2_00000000).await;
        let outcome = match step {
            0 => shop.pay_now(&alice, &usdc).await,
            2 => shop.pay_now(&alice, &own).await,
            _ => shop.grant(&alice, ADVANCED).await,
        };
        outcome.unwrap();
        let subscription = shop.subscription(&alice).await;
        assert_eq!(subscription.granted, granted, "step {step}");
        let badge = shop.badge(&alice).await.unwrap();
        assert_eq!((badge.granted, badge.expires_at), (granted, subscription.paid_through()), "step {step}");
    }
    assert_eq!((shop.till(&usdc).await, shop.till(&own).await), (30_000_000, 12_000_000_000));
}

#[tokio::test]
async fn subscribing_anew_takes_the_mark_away() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = opened(&mut shop).await;
    shop.grant(&alice, ADVANCED).await.unwrap();
    shop.set_time(MONTH_END + GRACE).await;
    shop.subscribe(&alice, ADVANCED, &usdc).await.unwrap();
    assert_eq!(shop.subscription(&alice).await.granted, 0);
    assert_eq!(shop.badge(&alice).await.unwrap().granted, 0);
}

#[tokio::test]
async fn is_of_the_plan_that_is_to_follow() {
    let (mut shop, alice) = subscribed().await;
    shop.set_time(MONTH_END - 1).await;
    for plan in [BASIC, PREMIUM, BASIC_YEAR] {
        shop.grant(&alice, plan).await.refused(SubscriptionError::WrongPlan);
    }
    shop.schedule_change(&alice, PREMIUM).await.unwrap();
    shop.grant(&alice, ADVANCED).await.refused(SubscriptionError::WrongPlan);
    // What was paid is of the plan that runs, to its last second.
    shop.grant(&alice, PREMIUM).await.refused(SubscriptionError::TooEarly);
    shop.assert_access(&alice, 3).await.refused(SubscriptionError::TierTooLow);
    shop.set_time(MONTH_END).await;
    shop.grant(&alice, PREMIUM).await.unwrap();
    let subscription = shop.subscription(&alice).await;
    assert_eq!((subscription.plan, subscription.tier, subscription.price), (PREMIUM, 3, 100_000_000));
    assert_eq!((subscription.change_scheduled, subscription.next_plan), (0, 0));
    assert_eq!(shop.badge(&alice).await.unwrap().tier, 3);
}

#[tokio::test]
async fn a_change_is_granted_to_the_end_of_the_grace_and_a_wish_taken_back_in_the_window() {
    for (time, plan) in [
        (MONTH_END, BASIC),
        (MONTH_END + GRACE - 1, BASIC),
        (MONTH_END + GRACE - 1, BASIC_YEAR),
        (MONTH_END + GRACE - 1, PREMIUM),
    ] {
        let (mut shop, alice) = subscribed().await;
        shop.schedule_change(&alice, plan).await.unwrap();
        shop.set_time(time).await;
        shop.grant(&alice, plan).await.unwrap();
        let subscription = shop.subscription(&alice).await;
        assert_eq!((subscription.current.start, subscription.plan), (MONTH_END, plan));
    }
    let (mut shop, alice) = subscribed().await;
    shop.schedule_change(&alice, BASIC).await.unwrap();
    shop.set_time(MONTH_END - WINDOW).await;
    shop.grant(&alice, BASIC).await.refused(SubscriptionError::TooEarly);
    shop.unschedule_change(&alice).await.unwrap();
    shop.grant(&alice, ADVANCED).await.unwrap();
}

#[tokio::test]
async fn a_sunset_plan_is_renewed_and_not_begun() {
    let (mut shop, alice) = subscribed().await;
    shop.sunset_plan(ADVANCED).await.unwrap();
    let bob = opened(&mut shop).await;
    shop.grant(&bob, ADVANCED).await.refused(SubscriptionError::Sunset);
    shop.set_time(MONTH_END).await;
    shop.grant(&alice, ADVANCED).await.unwrap();
    shop.set_time(MONTH_END + 28 * DAY + GRACE).await;
    shop.grant(&alice, ADVANCED).await.refused(SubscriptionError::Sunset);
    shop.grant(&alice, BASIC).await.unwrap();
}

#[tokio::test]
async fn a_cancelled_one_is_not_renewed() {
    let (mut shop, alice) = subscribed().await;
    shop.cancel(&alice).await.unwrap();
    shop.set_time(MONTH_END - 1).await;
    shop.grant(&alice, ADVANCED).await.refused(SubscriptionError::Cancelled);
    shop.set_time(MONTH_END).await;
    shop.grant(&alice, ADVANCED).await.unwrap();
    let subscription = shop.subscription(&alice).await;
    assert_eq!((subscription.anchor, subscription.cancelled), (MONTH_END, 0));
}

#[tokio::test]
async fn a_failed_renewal_is_made_good() {
    let (mut shop, alice) = subscribed().await;
    let usdc = shop.usdc.clone();
    let terms = shop.mandate_terms(1, 12).await;
    shop.grant_mandate(&alice, &usdc, terms).await.unwrap();
    shop.set_time(MONTH_END).await;
    shop.renew(&alice, &usdc).await.unwrap();
    assert_eq!(shop.subscription(&alice).await.failure, 2);
    let mandate = shop.subscription(&alice).await.mandate;
    shop.grant(&alice, ADVANCED).await.unwrap();
    let subscription = shop.subscription(&alice).await;
    // The mandate stays: the next period may be charged.
    assert_eq!((subscription.failure, subscription.mandate), (0, mandate));
}

#[tokio::test]
async fn a_burned_token_is_in_nobodys_way() {
    let (mut shop, alice) = subscribed().await;
    burn(&mut shop, &alice).await;
    shop.set_time(MONTH_END).await;
    shop.grant(&alice, ADVANCED).await.unwrap();
    assert_eq!(shop.badge(&alice).await.unwrap().expires_at, MONTH_END + 28 * DAY);
    assert!(shows(&mut shop, &alice).await);
}
