//! A subscription after the last: when it can begin, what of the grace is carried into it, and what of the
//! old one is done with.

use subscriptions::{PaidTime, Subscribed, SubscriptionError};
use tenure_client::subscriptions::{StoreTerms, Subscription};
use tenure_tests::{OutcomeExt, Shop, ADVANCED, BASIC, BASIC_YEAR, PREMIUM, START, VIP};

use crate::stage::{emitted, fresh, same, subscribed, DAY, GRACE, MONTH_END};

#[tokio::test]
async fn waits_for_the_last_to_expire() {
    let (mut shop, alice) = subscribed().await;
    let usdc = shop.usdc.clone();
    for time in [START, MONTH_END - 1, MONTH_END, MONTH_END + GRACE - 1] {
        shop.set_time(time).await;
        for plan in [ADVANCED, PREMIUM] {
            shop.subscribe(&alice, plan, &usdc).await.refused(SubscriptionError::NotExpired);
        }
    }
    shop.set_time(MONTH_END + GRACE).await;
    shop.subscribe(&alice, PREMIUM, &usdc).await.unwrap();
    assert_eq!(shop.till(&usdc).await, 130_000_000);
}

#[tokio::test]
async fn a_grace_that_was_used_comes_off_the_first_period() {
    let (mut shop, alice) = subscribed().await;
    let usdc = shop.usdc.clone();
    shop.set_time(MONTH_END + GRACE).await;
    let user = alice.address();
    let event = Subscribed {
        store: shop.store.store,
        subscription: shop.store.subscription(&user),
        user,
        mint: usdc.mint.address,
        charge: 30_000_000,
        tokens: 30_000_000,
        incarnation: MONTH_END + GRACE,
        paid_through: MONTH_END + 28 * DAY,
        credit_before: 0,
        credit_after: 0,
        plan: ADVANCED,
        tier: 2,
    };
    emitted(shop.subscribe(&alice, ADVANCED, &usdc).await, event);
    // From 4 February to 4 March, as if it had been renewed.
    let (start, end) = (MONTH_END, MONTH_END + 28 * DAY);
    let expected = Subscription {
        tier: 2,
        incarnation: MONTH_END + GRACE,
        anchor: MONTH_END,
        anchor_day: 4,
        periods: 1,
        current: PaidTime { period_start: start, start, end, value: 30_000_000 },
        lapses_at: end + GRACE,
        receipt_charged: 30_000_000,
        receipt_tokens: 30_000_000,
        price: 30_000_000,
        plan: ADVANCED,
        receipt_mint: usdc.mint.address,
        ..fresh(&shop, &user, shop.payer())
    };
    same(&shop.subscription(&alice).await, &expected);
}

#[tokio::test]
async fn the_grace_is_owed_however_late_it_is() {
    let (mut shop, alice) = subscribed().await;
    let usdc = shop.usdc.clone();
    // 15 May, so that it counts from the 12th.
    shop.set_time(MONTH_END + 100 * DAY).await;
    shop.subscribe(&alice, BASIC, &usdc).await.unwrap();
    let subscription = shop.subscription(&alice).await;
    let start = MONTH_END + 97 * DAY;
    assert_eq!((subscription.anchor, subscription.anchor_day), (start, 12));
    let current = PaidTime { period_start: start, start, end: start + 31 * DAY, value: 10_000_000 };
    assert_eq!(subscription.current, current);
    // Once: the next begins with the grace of this one.
    shop.set_time(start + 31 * DAY + GRACE + 9).await;
    shop.subscribe(&alice, BASIC, &usdc).await.unwrap();
    assert_eq!(shop.subscription(&alice).await.anchor, start + 31 * DAY + 9);
}

#[tokio::test]
async fn a_cancelled_one_owes_no_grace() {
    let (mut shop, alice) = subscribed().await;
    let usdc = shop.usdc.clone();
    shop.cancel(&alice).await.unwrap();
    shop.set_time(MONTH_END - 1).await;
    shop.subscribe(&alice, ADVANCED, &usdc).await.refused(SubscriptionError::NotExpired);
    shop.set_time(MONTH_END).await;
    shop.subscribe(&alice, ADVANCED, &usdc).await.unwrap();
    let subscription = shop.subscription(&alice).await;
    assert_eq!((subscription.anchor, subscription.cancelled), (MONTH_END, 0));
    assert_eq!(subscription.lapses_at, MONTH_END + 28 * DAY + GRACE);
}

#[tokio::test]
async fn one_that_was_cancelled_in_grace_owes_what_was_used() {
    let (mut shop, alice) = subscribed().await;
    let usdc = shop.usdc.clone();
    let used = DAY + 1;
    shop.set_time(MONTH_END + used).await;
    shop.cancel(&alice).await.unwrap();
    // It has expired with the cancellation.
    let later = MONTH_END + 10 * DAY;
    shop.set_time(later).await;
    shop.subscribe(&alice, ADVANCED, &usdc).await.unwrap();
    let subscription = shop.subscription(&alice).await;
    assert_eq!((subscription.anchor, subscription.anchor_day), (later - used, 13));
    assert_eq!(subscription.paid_through(), later - used + 28 * DAY);
}

#[tokio::test]
async fn the_shortest_grace_is_owed_too() {
    let mut shop = Shop::with(StoreTerms { grace: 3_600, ..Shop::TERMS }).await;
    let usdc = shop.usdc.clone();
    let alice = shop.subscriber(ADVANCED, &usdc).await;
    shop.set_time(MONTH_END + 3_599).await;
    shop.subscribe(&alice, ADVANCED, &usdc).await.refused(SubscriptionError::NotExpired);
    shop.set_time(MONTH_END + 3_600).await;
    shop.subscribe(&alice, ADVANCED, &usdc).await.unwrap();
    let subscription = shop.subscription(&alice).await;
    assert_eq!((subscription.anchor, subscription.lapses_at), (MONTH_END, MONTH_END + 28 * DAY + 3_600));
}

#[tokio::test]
async fn the_incarnation_grows_even_within_a_second() {
    let (mut shop, alice) = subscribed().await;
    let usdc = shop.usdc.clone();
    for incarnation in [START, START + 1, START + 2] {
        assert_eq!(shop.subscription(&alice).await.incarnation, incarnation);
        shop.end(&alice).await.unwrap();
        shop.subscribe(&alice, ADVANCED, &usdc).await.unwrap();
    }
    shop.end(&alice).await.unwrap();
    shop.set_time(START + 3).await;
    // That number is the next, and the second too.
    shop.subscribe(&alice, ADVANCED, &usdc).await.unwrap();
    assert_eq!(shop.subscription(&alice).await.incarnation, START + 4);
    shop.end(&alice).await.unwrap();
    shop.set_time(START + 60).await;
    shop.subscribe(&alice, ADVANCED, &usdc).await.unwrap();
    assert_eq!(shop.subscription(&alice).await.incarnation, START + 60);
}

#[tokio::test]
async fn the_mandate_of_the_last_counts_no_more() {
    let (mut shop, alice) = subscribed().await;
    let usdc = shop.usdc.clone();
    let terms = shop.mandate_terms(30_000_000, 12).await;
    shop.grant_mandate(&alice, &usdc, terms).await.unwrap();
    let mandate = shop.store.mandate(&alice.address(), &usdc.mint.address);
    assert_eq!(shop.subscription(&alice).await.mandate, mandate);
    shop.end(&alice).await.unwrap();
    shop.set_time(START + DAY).await;
    shop.subscribe(&alice, ADVANCED, &usdc).await.unwrap();
    assert_eq!(shop.subscription(&alice).await.mandate, Default::default());
    shop.go_to_end(&alice, -1).await;
    shop.renew(&alice, &usdc).await.refused(SubscriptionError::WrongMandate);
}

#[tokio::test]
async fn wishes_and_notes_of_the_last_are_gone() {
    let (mut shop, alice) = subscribed().await;
    let usdc = shop.usdc.clone();
    let terms = shop.mandate_terms(29_999_999, 12).await;
    shop.grant_mandate(&alice, &usdc, terms).await.unwrap();
    shop.go_to_end(&alice, -1).await;
    shop.renew(&alice, &usdc).await.unwrap();
    shop.remind(&alice).await.unwrap();
    shop.schedule_change(&alice, BASIC).await.unwrap();
    shop.set_time(MONTH_END + GRACE).await;
    shop.note_expiry(&alice).await.unwrap();
    let old = shop.subscription(&alice).await;
    assert_eq!((old.failure, old.change_scheduled, old.next_plan, old.lapse_noted), (2, 1, BASIC, 1));
    assert_eq!(old.reminded, MONTH_END);

    shop.subscribe(&alice, PREMIUM, &usdc).await.unwrap();
    let new = shop.subscription(&alice).await;
    assert_eq!((new.failure, new.change_scheduled, new.next_plan, new.lapse_noted), (0, 0, 0, 0));
    assert_eq!((new.plan, new.price, new.tier), (PREMIUM, 100_000_000, 3));
    // The end that was reminded of is past: the next one is another.
    shop.go_to_end(&alice, -1).await;
    shop.remind(&alice).await.unwrap();
}

#[tokio::test]
async fn the_plan_may_be_any_other() {
    let (mut shop, alice) = subscribed().await;
    let usdc = shop.usdc.clone();
    shop.set_time(MONTH_END + GRACE).await;
    shop.subscribe(&alice, BASIC_YEAR, &usdc).await.unwrap();
    let subscription = shop.subscription(&alice).await;
    assert_eq!((subscription.interval, subscription.tier), (1, 1));
    assert_eq!(subscription.paid_through(), MONTH_END + 365 * DAY);
}

/// Nothing is cheaper than to renew, or nobody would: who lapses, and pays for less than what the grace was
/// used for, gains the difference with every month.
#[tokio::test]
async fn lapsing_into_a_cheaper_plan_and_switching_back_is_no_cheaper_than_renewing() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = shop.subscriber(VIP, &usdc).await;
    shop.set_time(MONTH_END + GRACE - 1).await;
    shop.assert_access(&alice, 4).await.unwrap();
    shop.set_time(MONTH_END + GRACE).await;
    let before = shop.till(&usdc).await;
    shop.subscribe(&alice, BASIC, &usdc).await.unwrap();
    shop.switch_plan(&alice, VIP, &usdc).await.unwrap();
    assert_eq!(shop.subscription(&alice).await.paid_through(), MONTH_END + 28 * DAY);
    let paid = shop.till(&usdc).await - before;
    assert!(paid >= 300_000_000, "the same month for {paid}");
}
