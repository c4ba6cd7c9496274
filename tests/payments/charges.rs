//! Cases 1, 2 and 3: time is paid for, once.

use tenure_client::subscriptions::SubscriptionError;
use tenure_model::billing::after_months;
use tenure_tests::{OutcomeExt, Shop, ADVANCED, BASIC, PREMIUM_YEAR, START, VIP};

use crate::stage::{buyer, consent_of, fails_to_renew, pay_by, promise, promised, DAY, HOUR, TOO_FEW};

const TOO_FEW_TOKENS: u8 = 9;

#[tokio::test]
async fn case_01_each_way_to_more_time_brings_the_store_its_whole_price() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = promised(&mut shop, ADVANCED, &usdc, 30_000_000).await;
    assert_eq!(shop.till(&usdc).await, 30_000_000);
    assert_eq!(shop.subscription(&alice).await.paid_through(), after_months(4, START, 1));

    shop.go_to_end(&alice, -5).await;
    shop.renew(&alice, &usdc).await.unwrap();
    assert_eq!(shop.till(&usdc).await, 60_000_000);
    assert_eq!(shop.subscription(&alice).await.paid_through(), after_months(4, START, 2));

    shop.go_to_end(&alice, -5).await;
    shop.pay_now(&alice, &usdc).await.unwrap();
    assert_eq!(shop.till(&usdc).await, 90_000_000);
    assert_eq!(shop.subscription(&alice).await.paid_through(), after_months(4, START, 3));

    // Of the 31 days of March that were paid, all are unused.
    let third = after_months(4, START, 2);
    shop.set_time(third).await;
    shop.switch_plan(&alice, PREMIUM_YEAR, &usdc).await.unwrap();
    assert_eq!(shop.till(&usdc).await, 90_000_000 + 970_000_000);
    assert_eq!(shop.subscription(&alice).await.paid_through(), after_months(4, third, 12));
    assert_eq!(shop.wallet(&alice, &usdc).await, 1_000_000_000_000 - 1_060_000_000);
}

#[tokio::test]
async fn case_01_one_unit_too_few_buys_no_time() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = buyer(&mut shop, &usdc, 29_999_999).await;
    shop.open_subscription(&alice).await.unwrap();
    shop.subscribe(&alice, ADVANCED, &usdc).await.refused(TOO_FEW);
    assert_eq!(shop.subscription(&alice).await.paid_through(), 0);
    shop.fund(&alice, &usdc, 1).await;
    shop.subscribe(&alice, ADVANCED, &usdc).await.unwrap();
    let paid_through = shop.subscription(&alice).await.paid_through();

    promise(&mut shop, &alice, &usdc, 30_000_000).await;
    shop.fund(&alice, &usdc, 29_999_999).await;
    shop.go_to_end(&alice, -5).await;
    fails_to_renew(&mut shop, &alice, &usdc, TOO_FEW_TOKENS).await;
    shop.pay_now(&alice, &usdc).await.refused(TOO_FEW);
    shop.switch_plan(&alice, PREMIUM_YEAR, &usdc).await.refused(TOO_FEW);
    assert_eq!(shop.subscription(&alice).await.paid_through(), paid_through);
    assert_eq!(shop.till(&usdc).await, 30_000_000);
    shop.fund(&alice, &usdc, 1).await;
    shop.renew(&alice, &usdc).await.unwrap();
    assert_eq!((shop.till(&usdc).await, shop.wallet(&alice, &usdc).await), (60_000_000, 0));
}

#[tokio::test]
async fn case_02_there_is_no_access_before_the_first_charge() {
    let mut shop = Shop::new().await;
    let alice = shop.customer().await;
    shop.open_subscription(&alice).await.unwrap();
    shop.assert_access(&alice, 0).await.refused(SubscriptionError::NoAccess);
    shop.sync_badge(&alice).await.refused(SubscriptionError::NoAccess);
    shop.take_back_cancellation(&alice).await.refused(SubscriptionError::Expired);
    let usdc = shop.usdc.clone();
    shop.pay_now(&alice, &usdc).await.refused(SubscriptionError::Expired);
    shop.switch_plan(&alice, ADVANCED, &usdc).await.refused(SubscriptionError::Expired);
    assert!(shop.badge(&alice).await.is_none());
    assert_eq!(shop.till(&usdc).await, 0);
}

#[tokio::test]
async fn case_02_lapsing_every_month_gives_no_day_more_than_renewing() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = shop.subscriber(BASIC, &usdc).await;
    for month in 2..=12 {
        shop.go_to_end(&alice, 3 * 86_400 - 1).await;
        shop.subscribe(&alice, BASIC, &usdc).await.refused(SubscriptionError::NotExpired);
        shop.go_to_end(&alice, 3 * 86_400).await;
        shop.assert_access(&alice, 0).await.refused(SubscriptionError::NoAccess);
        shop.subscribe(&alice, BASIC, &usdc).await.unwrap();
        assert_eq!(shop.subscription(&alice).await.paid_through(), after_months(4, START, month));
        assert_eq!(shop.till(&usdc).await, 10_000_000 * u64::from(month));
    }
}

#[tokio::test]
async fn case_02_to_cancel_in_grace_and_subscribe_again_gives_no_free_day() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = shop.subscriber(BASIC, &usdc).await;
    shop.go_to_end(&alice, 2 * 86_400).await;
    shop.cancel(&alice).await.unwrap();
    shop.assert_access(&alice, 0).await.refused(SubscriptionError::NoAccess);
    // The two days would be forgotten with the account.
    shop.close_subscription(&alice).await.refused(SubscriptionError::OwesGrace);
    let later = shop.now().await + 100 * DAY;
    shop.set_time(later).await;
    shop.close_subscription(&alice).await.refused(SubscriptionError::OwesGrace);
    shop.subscribe(&alice, BASIC, &usdc).await.unwrap();
    let begins = later - 2 * DAY;
    let (_, _, day) = tenure_model::billing::date(begins);
    assert_eq!(shop.subscription(&alice).await.paid_through(), after_months(day, begins, 1));
}

#[tokio::test]
async fn case_02_to_cancel_and_subscribe_again_costs_a_whole_period() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = shop.subscriber(BASIC, &usdc).await;
    shop.cancel(&alice).await.unwrap();
    shop.subscribe(&alice, BASIC, &usdc).await.refused(SubscriptionError::NotExpired);
    shop.go_to_end(&alice, -1).await;
    shop.subscribe(&alice, BASIC, &usdc).await.refused(SubscriptionError::NotExpired);
    shop.go_to_end(&alice, 0).await;
    shop.assert_access(&alice, 0).await.refused(SubscriptionError::NoAccess);
    shop.subscribe(&alice, BASIC, &usdc).await.unwrap();
    assert_eq!(shop.till(&usdc).await, 20_000_000);
    assert_eq!(shop.subscription(&alice).await.paid_through(), after_months(4, START, 2));
}

#[tokio::test]
async fn case_02_grace_on_a_dear_plan_is_not_had_at_a_cheap_ones_price() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    // Three days of February cost 32,142,857.1 of VIP, rounded up; the Basic month that covers them, of as many
    // days, pays 1,071,428.5 of it, rounded down.
    let alice = shop.subscriber(VIP, &usdc).await;
    shop.go_to_end(&alice, 3 * 86_400).await;
    shop.subscribe(&alice, BASIC, &usdc).await.unwrap();
    assert_eq!(shop.till(&usdc).await, 300_000_000 + 10_000_000 + 32_142_858 - 1_071_428);
    let after = shop.subscription(&alice).await;
    assert_eq!((after.current.value, after.paid_through()), (10_000_000, after_months(4, START, 2)));

    // The same with a renewal, two days into the grace: 21,428,571.4, and 714,285.7.
    shop.set_time(START).await;
    let bob = shop.subscriber(VIP, &usdc).await;
    let till = shop.till(&usdc).await;
    shop.schedule_change(&bob, BASIC).await.unwrap();
    shop.go_to_end(&bob, 2 * 86_400).await;
    shop.pay_now(&bob, &usdc).await.unwrap();
    assert_eq!(shop.till(&usdc).await - till, 10_000_000 + 21_428_572 - 714_285);
    // A dearer plan pays for more than was used.
    shop.set_time(START).await;
    let carol = shop.subscriber(BASIC, &usdc).await;
    let till = shop.till(&usdc).await;
    shop.go_to_end(&carol, 3 * 86_400).await;
    shop.subscribe(&carol, VIP, &usdc).await.unwrap();
    assert_eq!(shop.till(&usdc).await - till, 300_000_000);
}

#[tokio::test]
async fn case_02_a_subscribers_grace_after_a_granted_period_costs_what_its_plan_does() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = shop.subscriber(VIP, &usdc).await;
    shop.go_to_end(&alice, -1).await;
    shop.grant(&alice, VIP).await.unwrap();
    shop.go_to_end(&alice, 3 * 86_400).await;
    shop.subscribe(&alice, BASIC, &usdc).await.unwrap();
    // Three of the next month's 31 days of VIP, 29.032258 rounded up, less as many of Basic that cover them,
    // 0.967741 rounded down.
    assert_eq!(shop.till(&usdc).await, 300_000_000 + 10_000_000 + 29_032_259 - 967_741);
}

#[tokio::test]
async fn case_02_a_closed_account_hides_no_free_day() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = shop.subscriber(BASIC, &usdc).await;
    // Three days of grace were used.
    shop.go_to_end(&alice, 3 * 86_400).await;
    shop.close_subscription(&alice).await.refused(SubscriptionError::OwesGrace);
    // Cancelled in time, none were.
    let bob = shop.subscriber(BASIC, &usdc).await;
    shop.cancel(&bob).await.unwrap();
    shop.go_to_end(&bob, 0).await;
    shop.close_subscription(&bob).await.unwrap();
    shop.subscribe(&bob, BASIC, &usdc).await.unwrap();
    let now = shop.now().await;
    let (_, _, day) = tenure_model::billing::date(now);
    assert_eq!(shop.subscription(&bob).await.paid_through(), after_months(day, now, 1));
    assert_eq!(shop.till(&usdc).await, 30_000_000);
}

#[tokio::test]
async fn case_03_two_keepers_in_one_transaction_charge_nothing() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = promised(&mut shop, ADVANCED, &usdc, 30_000_000).await;
    shop.go_to_end(&alice, -5).await;
    let renew = shop.store.renew(&alice.address(), ADVANCED, &usdc.keys, None);
    let both = [renew.clone(), renew];
    shop.attempt_all(&both, &[]).await.refused(SubscriptionError::TooEarly);
    assert_eq!(shop.till(&usdc).await, 30_000_000);
    shop.renew(&alice, &usdc).await.unwrap();
    assert_eq!(shop.till(&usdc).await, 60_000_000);
}

#[tokio::test]
async fn case_03_the_second_of_two_keepers_charges_nothing() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = promised(&mut shop, ADVANCED, &usdc, 30_000_000).await;
    // In the window, and in grace.
    for (seconds, till) in [(-5, 60_000_000), (5, 90_000_000)] {
        shop.go_to_end(&alice, seconds).await;
        let seen = consent_of(&mut shop, &alice, u64::MAX).await;
        shop.renew(&alice, &usdc).await.unwrap();
        shop.renew(&alice, &usdc).await.refused(SubscriptionError::TooEarly);
        // Nor does the user's own payment, which was on its way.
        let late = pay_by(&shop, &alice, ADVANCED, &usdc, seen);
        shop.attempt(late, &[&alice.keypair]).await.refused(SubscriptionError::ConsentOutdated);
        shop.pay_now(&alice, &usdc).await.refused(SubscriptionError::TooEarly);
        assert_eq!(shop.till(&usdc).await, till);
    }
}

#[tokio::test]
async fn case_03_no_second_period_is_paid_before_the_first_has_nearly_passed() {
    // The widest window, before the shortest month.
    let terms = tenure_client::subscriptions::StoreTerms { window: 14 * 86_400, ..Shop::TERMS };
    let mut shop = Shop::with(terms).await;
    let usdc = shop.usdc.clone();
    shop.set_time(START + 28 * DAY).await;
    let alice = promised(&mut shop, ADVANCED, &usdc, 30_000_000).await;
    shop.go_to_end(&alice, -14 * 86_400).await;
    shop.renew(&alice, &usdc).await.unwrap();
    let paid_through = shop.subscription(&alice).await.paid_through();
    for seconds in [0, HOUR, 14 * DAY, 28 * DAY] {
        let now = shop.now().await;
        if now + seconds >= paid_through - 14 * DAY {
            continue;
        }
        shop.set_time(now + seconds).await;
        shop.renew(&alice, &usdc).await.refused(SubscriptionError::TooEarly);
    }
    shop.go_to_end(&alice, -14 * 86_400 - 1).await;
    shop.renew(&alice, &usdc).await.refused(SubscriptionError::TooEarly);
    assert_eq!(shop.till(&usdc).await, 60_000_000);
    shop.go_to_end(&alice, -14 * 86_400).await;
    shop.renew(&alice, &usdc).await.unwrap();
    assert_eq!(shop.till(&usdc).await, 90_000_000);
}

#[tokio::test]
async fn case_03_missed_periods_are_never_charged_together() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = promised(&mut shop, ADVANCED, &usdc, 30_000_000).await;
    shop.go_to_end(&alice, 200 * 86_400).await;
    shop.renew(&alice, &usdc).await.refused(SubscriptionError::Expired);
    shop.pay_now(&alice, &usdc).await.refused(SubscriptionError::Expired);
    shop.subscribe(&alice, ADVANCED, &usdc).await.unwrap();
    assert_eq!(shop.till(&usdc).await, 60_000_000);
}
