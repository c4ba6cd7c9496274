//! Grace that an exclusion refused is neither owed nor given back.

use subscriptions::{SubscriptionError, SubscriptionExpired};
use tenure_client::subscriptions::Subscription;
use tenure_tests::{Customer, OutcomeExt, Shop, ADVANCED, BASIC};

use crate::stage::{emitted, same, subscribed, DAY, GRACE, MONTH_END};

/// A week after the end of the grace: 14 February.
const LATER: u64 = MONTH_END + GRACE + 7 * DAY;

/// Alice, who paid for a month, was excluded from each of these seconds to the other; the last time is now.
async fn after(exclusions: &[(u64, u64)]) -> (Shop, Customer) {
    let (mut shop, alice) = subscribed().await;
    for &(from, until) in exclusions {
        shop.set_time(from).await;
        shop.exclude(&alice).await.unwrap();
        shop.set_time(until).await;
        shop.reinstate(&alice).await.unwrap();
    }
    (shop, alice)
}

/// Subscribes, and returns what that cost and for how long of it grace was owed.
async fn subscribing(shop: &mut Shop, alice: &Customer, plan: u32) -> (u64, u64) {
    let usdc = shop.usdc.clone();
    let till = shop.till(&usdc).await;
    shop.subscribe(alice, plan, &usdc).await.unwrap();
    let owed = shop.now().await - shop.subscription(alice).await.anchor;
    (shop.till(&usdc).await - till, owed)
}

#[tokio::test]
async fn who_was_excluded_before_it_owes_nothing() {
    for from in [MONTH_END - 9 * DAY, MONTH_END] {
        let (mut shop, alice) = after(&[(from, LATER)]).await;
        assert_eq!(subscribing(&mut shop, &alice, ADVANCED).await, (30_000_000, 0));
        let end = shop.subscription(&alice).await.paid_through();
        assert_eq!(end, LATER + 28 * DAY);
        // A cheaper plan costs its price: nothing was had on the dearer one.
        let (mut shop, alice) = after(&[(from, LATER)]).await;
        assert_eq!(subscribing(&mut shop, &alice, BASIC).await, (10_000_000, 0));
        let (mut shop, alice) = after(&[(from, LATER)]).await;
        shop.close_subscription(&alice).await.unwrap();
    }
}

#[tokio::test]
async fn who_was_excluded_in_it_owes_what_was_before() {
    let exclusions = [(MONTH_END + DAY, LATER)];
    let (mut shop, alice) = after(&exclusions).await;
    shop.close_subscription(&alice).await.refused(SubscriptionError::OwesGrace);
    assert_eq!(subscribing(&mut shop, &alice, ADVANCED).await, (30_000_000, DAY));
    let subscription = shop.subscription(&alice).await;
    assert_eq!((subscription.excluded_at, subscription.grace_refused), (0, 0));
    // A 28th of 30 dollars, rounded up, less one of 10, rounded down.
    let (mut shop, alice) = after(&exclusions).await;
    assert_eq!(subscribing(&mut shop, &alice, BASIC).await, (10_000_000 + 1_071_429 - 357_142, DAY));
}

#[tokio::test]
async fn who_was_excluded_after_it_owes_all_of_it() {
    let (mut shop, alice) = after(&[(MONTH_END + GRACE, LATER)]).await;
    shop.close_subscription(&alice).await.refused(SubscriptionError::OwesGrace);
    assert_eq!(subscribing(&mut shop, &alice, ADVANCED).await, (30_000_000, GRACE));
}

#[tokio::test]
async fn who_is_reinstated_in_it_goes_on_and_owes_what_was_not_refused() {
    let exclusions = [(MONTH_END + DAY, MONTH_END + GRACE - 7)];
    let (mut shop, alice) = after(&exclusions).await;
    shop.assert_access(&alice, 2).await.unwrap();
    assert_eq!(shop.subscription(&alice).await.lapses_at, MONTH_END + GRACE);
    shop.set_time(LATER).await;
    assert_eq!(subscribing(&mut shop, &alice, ADVANCED).await, (30_000_000, DAY + 7));
    // Renewed in time, the month is the whole one from where the paid time ended, and nothing is owed.
    let (mut shop, alice) = after(&exclusions).await;
    let usdc = shop.usdc.clone();
    shop.pay_now(&alice, &usdc).await.unwrap();
    let subscription = shop.subscription(&alice).await;
    assert_eq!((subscription.paid_through(), subscription.grace_refused), (MONTH_END + 28 * DAY, 0));
    assert_eq!(subscription.lapses_at, MONTH_END + 28 * DAY + GRACE);
}

#[tokio::test]
async fn however_often_only_what_was_had_is_owed() {
    // Had are two hours between them, and ten minutes at the end.
    let hour = 3_600;
    let exclusions = [
        (MONTH_END - DAY, MONTH_END - DAY),
        (MONTH_END - hour, MONTH_END + DAY),
        (MONTH_END + DAY + hour, MONTH_END + 2 * DAY),
        (MONTH_END + 2 * DAY, MONTH_END + 2 * DAY),
        (MONTH_END + 2 * DAY + hour, MONTH_END + GRACE - 600),
        (MONTH_END + GRACE, MONTH_END + GRACE + 1),
        (MONTH_END + GRACE + DAY, LATER),
    ];
    let (mut shop, alice) = after(&exclusions).await;
    assert_eq!(shop.subscription(&alice).await.lapses_at, MONTH_END + GRACE);
    assert_eq!(subscribing(&mut shop, &alice, ADVANCED).await, (30_000_000, 2 * hour + 600));
}

#[tokio::test]
async fn who_cancels_while_it_lasts_owes_no_more() {
    let (mut shop, alice) = subscribed().await;
    shop.set_time(MONTH_END + DAY).await;
    shop.exclude(&alice).await.unwrap();
    shop.set_time(MONTH_END + 2 * DAY).await;
    shop.cancel(&alice).await.unwrap();
    shop.set_time(LATER).await;
    shop.reinstate(&alice).await.unwrap();
    assert_eq!(subscribing(&mut shop, &alice, ADVANCED).await, (30_000_000, DAY));
}

#[tokio::test]
async fn the_time_runs_on_for_the_excluded_as_for_anyone() {
    let (mut shop, alice) = subscribed().await;
    shop.set_time(MONTH_END + DAY).await;
    let before = shop.subscription(&alice).await;
    shop.exclude(&alice).await.unwrap();
    shop.note_expiry(&alice).await.refused(SubscriptionError::NotExpired);
    shop.set_time(MONTH_END + GRACE).await;
    let event = SubscriptionExpired {
        store: shop.store.store,
        subscription: shop.store.subscription(&alice.address()),
        user: alice.address(),
        paid_through: MONTH_END,
        lapsed_at: MONTH_END + GRACE,
        credit: 0,
    };
    emitted(shop.note_expiry(&alice).await, event);
    shop.close_subscription(&alice).await.refused(SubscriptionError::Revoked);
    shop.reinstate(&alice).await.unwrap();
    let expected = Subscription { lapse_noted: 1, grace_refused: 2 * DAY, ..before };
    same(&shop.subscription(&alice).await, &expected);
}
