//! Case 15: first and last seconds, leap days, short months, the end of the calendar, and clocks that go
//! wrong.

use tenure_client::subscriptions::SubscriptionError;
use tenure_model::billing::{after_months, date, days};
use tenure_tests::{
    Customer, Money, OutcomeExt, Shop, ADVANCED, BASIC, BASIC_YEAR, PREMIUM, PREMIUM_YEAR, START,
};

use crate::stage::{promise_of, DAY};

/// The second at which a day begins, by the list of days.
fn midnight(year: u32, month: u32, day: u32) -> u64 {
    let at = days().iter().position(|&listed| listed == (year, month, day)).expect("a day");
    u64::try_from(at).unwrap() * DAY
}

/// Two weeks and a second before the end of 9999, too far for a list of days.
const LATE_9999: u64 = 253_402_300_800 - 14 * DAY - 1;

async fn begin(shop: &mut Shop, at: u64, plan: u32, money: &Money) -> Customer {
    shop.set_time(at).await;
    shop.subscriber(plan, money).await
}

#[tokio::test]
async fn case_15_at_the_first_second_everything_is_left_and_at_the_last_nothing() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let end = after_months(4, START, 1);
    let seconds = end - START;
    for (at, charge) in [
        (START, 90_000_000),
        // One second of 2,678,400 was used: 99,999,962.6… up, less 9,999,996.2… down.
        (START + 1, 99_999_963 - 9_999_996),
        // One is left: 37.3… up, less 3.7… down.
        (end - 1, 38 - 3),
    ] {
        assert_eq!(seconds, 2_678_400);
        let alice = begin(&mut shop, START, BASIC, &usdc).await;
        let till = shop.till(&usdc).await;
        shop.set_time(at).await;
        shop.switch_plan(&alice, PREMIUM, &usdc).await.unwrap();
        assert_eq!(shop.till(&usdc).await - till, charge, "{at}");
        assert_eq!(shop.subscription(&alice).await.paid_through(), end);
    }
    let alice = begin(&mut shop, START, BASIC, &usdc).await;
    for at in [end, end + 3 * DAY - 1] {
        shop.set_time(at).await;
        shop.switch_plan(&alice, PREMIUM, &usdc).await.refused(SubscriptionError::Unpaid);
        shop.end(&alice).await.refused(SubscriptionError::Unpaid);
    }
    shop.set_time(end + 3 * DAY).await;
    shop.switch_plan(&alice, PREMIUM, &usdc).await.refused(SubscriptionError::Expired);
    shop.end(&alice).await.refused(SubscriptionError::Expired);
}

#[tokio::test]
async fn case_15_a_clock_that_goes_back_gives_no_more_than_was_paid() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    for (count, back) in (1..).zip([1, DAY, START - 1, START]) {
        let alice = begin(&mut shop, START, BASIC, &usdc).await;
        // Before it began, all of the 10 dollars are unused and no more, and 100 are the whole price.
        shop.set_time(START - back).await;
        shop.pay_now(&alice, &usdc).await.refused(SubscriptionError::TooEarly);
        shop.subscribe(&alice, BASIC, &usdc).await.refused(SubscriptionError::NotExpired);
        shop.switch_plan(&alice, PREMIUM, &usdc).await.unwrap();
        let after = shop.subscription(&alice).await;
        assert_eq!((after.credit, after.current.value), (0, 100_000_000), "{back}");
        assert_eq!((after.current.start, after.paid_through()), (START, after_months(4, START, 1)));
        shop.end(&alice).await.unwrap();
        assert_eq!(shop.subscription(&alice).await.credit, 100_000_000);
        assert_eq!(shop.till(&usdc).await, count * 100_000_000);
    }
}

#[tokio::test]
async fn case_15_before_1970_there_is_no_second() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = shop.subscriber(BASIC, &usdc).await;
    let consent = shop.consent(&alice).await;
    let source = usdc.keys.source(&alice.address());
    let switch = shop.store.switch_plan(&alice.address(), PREMIUM, &usdc.keys, source, consent);
    for second in [-1, i64::MIN] {
        shop.set_unix_timestamp(second).await;
        shop.attempt(switch.clone(), &[&alice.keypair]).await.refused(SubscriptionError::BadClock);
        shop.assert_access(&alice, 0).await.refused(SubscriptionError::BadClock);
        shop.cancel(&alice).await.refused(SubscriptionError::BadClock);
    }
}

#[tokio::test]
async fn case_15_a_year_from_a_leap_day_ends_on_28_february_until_the_next_one() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let leap = midnight(2028, 2, 29) + 12_345;
    let alice = begin(&mut shop, leap, BASIC_YEAR, &usdc).await;
    let mut ends = vec![date(shop.subscription(&alice).await.paid_through())];
    for _ in 0..4 {
        shop.go_to_end(&alice, 0).await;
        shop.pay_now(&alice, &usdc).await.unwrap();
        ends.push(date(shop.subscription(&alice).await.paid_through()));
    }
    assert_eq!(ends, [(2029, 2, 28), (2030, 2, 28), (2031, 2, 28), (2032, 2, 29), (2033, 2, 28)]);
}

#[tokio::test]
async fn case_15_a_month_is_as_long_as_it_is() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    for (from, to) in [
        ((2026, 1, 31), (2026, 2, 28)),
        ((2028, 1, 31), (2028, 2, 29)),
        ((2028, 1, 29), (2028, 2, 29)),
        ((2026, 1, 29), (2026, 2, 28)),
        ((2026, 3, 31), (2026, 4, 30)),
        ((2026, 12, 31), (2027, 1, 31)),
        ((2100, 1, 31), (2100, 2, 28)),
        ((2400, 1, 31), (2400, 2, 29)),
    ] {
        let (year, month, day) = from;
        for second in [0, DAY - 1] {
            let alice = begin(&mut shop, midnight(year, month, day) + second, BASIC, &usdc).await;
            let (year, month, day) = to;
            let end = shop.subscription(&alice).await.paid_through();
            assert_eq!(end, midnight(year, month, day) + second, "{from:?}");
        }
    }
}

#[tokio::test]
async fn case_15_twenty_years_of_months_from_a_31_january_do_not_drift() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let begins = midnight(2027, 1, 31) + 12_345;
    let alice = begin(&mut shop, begins, BASIC, &usdc).await;
    // For good: it is granted anew as it runs out.
    for month in 1..=240 {
        let end = shop.subscription(&alice).await.paid_through();
        assert_eq!(end, after_months(31, begins, month), "month {month}");
        if month % 60 == 1 {
            let caps = (10_000_000, 10_000_000, 600_000_000);
            promise_of(&mut shop, &alice, &usdc, caps).await.unwrap();
        }
        // In the window, at the end, and in grace: it makes no difference.
        shop.go_to_end(&alice, i64::from(month % 3) * 86_400 - 86_400).await;
        shop.renew(&alice, &usdc).await.unwrap();
        assert_eq!(shop.till(&usdc).await, 10_000_000 * u64::from(month + 1));
    }
    assert_eq!(date(shop.subscription(&alice).await.paid_through()), (2047, 2, 28));
}

#[tokio::test]
async fn case_15_another_interval_counts_from_where_the_paid_time_ends() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let begins = midnight(2027, 1, 31);
    let alice = begin(&mut shop, begins, BASIC, &usdc).await;
    shop.schedule_change(&alice, PREMIUM_YEAR).await.unwrap();
    shop.go_to_end(&alice, 0).await;
    shop.pay_now(&alice, &usdc).await.unwrap();
    // From 28 February, and the day is still the 31st.
    let year = shop.subscription(&alice).await.paid_through();
    assert_eq!(year, midnight(2028, 2, 29));
    shop.schedule_change(&alice, ADVANCED).await.unwrap();
    shop.go_to_end(&alice, 0).await;
    shop.pay_now(&alice, &usdc).await.unwrap();
    assert_eq!(shop.subscription(&alice).await.paid_through(), midnight(2028, 3, 31));
}

#[tokio::test]
async fn case_15_the_calendar_ends_with_9999() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    // From 17 November a month ends in it, and one more does not.
    let alice = begin(&mut shop, LATE_9999 - 30 * DAY, BASIC, &usdc).await;
    assert_eq!(shop.subscription(&alice).await.paid_through(), LATE_9999);
    shop.go_to_end(&alice, -5).await;
    shop.pay_now(&alice, &usdc).await.refused(SubscriptionError::CalendarEnds);
    shop.switch_plan(&alice, PREMIUM, &usdc).await.unwrap();
    shop.switch_plan(&alice, PREMIUM_YEAR, &usdc).await.refused(SubscriptionError::CalendarEnds);
    shop.cancel(&alice).await.unwrap();
    let bob = shop.customer().await;
    shop.subscribe(&bob, BASIC, &usdc).await.refused(SubscriptionError::CalendarEnds);
    // Far behind it.
    for later in [LATE_9999 + 15 * DAY, u64::from(u32::MAX) * DAY, (1 << 62)] {
        shop.set_time(later).await;
        shop.subscribe(&bob, BASIC, &usdc).await.refused(SubscriptionError::CalendarEnds);
        shop.grant(&bob, BASIC).await.refused(SubscriptionError::CalendarEnds);
        shop.assert_access(&alice, 0).await.refused(SubscriptionError::NoAccess);
    }
}
