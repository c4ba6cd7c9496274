//! Case 14: no way round through plans, intervals, discounts and tokens ends richer than it began.

use tenure_client::subscriptions::SubscriptionError;
use tenure_tests::{OutcomeExt, Shop, ADVANCED, BASIC, BASIC_YEAR, PREMIUM, PREMIUM_YEAR, START, VIP};

use crate::stage::{promise, DAY};

#[tokio::test]
async fn case_14_up_step_by_step_costs_no_less_than_up_at_once() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let (alice, bob) = (shop.subscriber(BASIC, &usdc).await, shop.subscriber(BASIC, &usdc).await);
    let mut paid = [0; 2];
    // An odd second, so that everything is rounded.
    shop.set_time(START + 10 * DAY + 12_345).await;
    for plan in [ADVANCED, PREMIUM, VIP] {
        shop.switch_plan(&alice, plan, &usdc).await.unwrap();
    }
    shop.switch_plan(&bob, VIP, &usdc).await.unwrap();
    for (who, paid) in [&alice, &bob].into_iter().zip(&mut paid) {
        *paid = 1_000_000_000_000 - shop.wallet(who, &usdc).await;
        // Nor is there credit in it.
        assert_eq!(shop.subscription(who).await.credit, 0);
    }
    // 1,802,055 of 2,678,400 seconds are left. Of 300 dollars they are 201,843,077.9…, rounded up; of the 10
    // that were paid 6,728,102.5…, rounded down.
    assert_eq!(paid[1], 10_000_000 + 201_843_078 - 6_728_102);
    assert!(paid[0] >= paid[1] && paid[0] <= paid[1] + 4, "{paid:?}");
}

#[tokio::test]
async fn case_14_there_is_no_way_down_in_the_middle_of_a_period() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = shop.subscriber(PREMIUM, &usdc).await;
    for plan in [BASIC, ADVANCED] {
        shop.switch_plan(&alice, plan, &usdc).await.refused(SubscriptionError::NotAnUpgrade);
    }
    shop.switch_plan(&alice, PREMIUM_YEAR, &usdc).await.unwrap();
    for plan in [BASIC, ADVANCED, PREMIUM, VIP] {
        shop.switch_plan(&alice, plan, &usdc).await.refused(SubscriptionError::ShorterInterval);
    }
    shop.switch_plan(&alice, BASIC_YEAR, &usdc).await.refused(SubscriptionError::NotAnUpgrade);
}

#[tokio::test]
async fn case_14_a_cheap_year_gives_time_and_credit_for_what_was_paid_and_no_cash() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = shop.subscriber(VIP, &usdc).await;
    let till = shop.till(&usdc).await;
    // At the first second all of the 300 dollars are unused: the year costs 100.
    shop.switch_plan(&alice, BASIC_YEAR, &usdc).await.unwrap();
    assert_eq!(shop.subscription(&alice).await.credit, 200_000_000);
    assert_eq!(shop.till(&usdc).await, till);
    // Back up: the year and the credit count in full, and nothing twice.
    shop.switch_plan(&alice, PREMIUM_YEAR, &usdc).await.unwrap();
    assert_eq!(shop.till(&usdc).await, till + 700_000_000);
    let after = shop.subscription(&alice).await;
    assert_eq!((after.credit, after.current.value), (0, 1_000_000_000));
}

#[tokio::test]
async fn case_14_the_discount_is_given_once_and_counts_as_it_was_paid() {
    let mut shop = Shop::new().await;
    let (usdc, own) = (shop.usdc.clone(), shop.own.clone());
    // 100 dollars less a fifth.
    let alice = shop.subscriber(PREMIUM, &own).await;
    assert_eq!(shop.subscription(&alice).await.current.value, 80_000_000);
    // The 80 that were paid count as 80 towards the 300; the rest is in dollars.
    shop.switch_plan(&alice, VIP, &usdc).await.unwrap();
    assert_eq!(shop.till(&usdc).await, 220_000_000);
    // Ended, it is the 300 that were paid, not the price without a discount.
    shop.end(&alice).await.unwrap();
    assert_eq!(shop.subscription(&alice).await.credit, 300_000_000);
    // With credit there is no discount on it: it was paid once.
    shop.subscribe(&alice, PREMIUM, &own).await.unwrap();
    let after = shop.subscription(&alice).await;
    assert_eq!((after.credit, after.current.value), (200_000_000, 100_000_000));
    assert_eq!(shop.till(&own).await, 40_000_000_000);
}

#[tokio::test]
async fn case_14_a_token_that_rises_is_refunded_at_the_rate_that_was_paid() {
    for price in [50_000_000, 8_00000000] {
        let mut shop = Shop::new().await;
        let own = shop.own.clone();
        let alice = shop.subscriber(PREMIUM, &own).await;
        // 80 dollars at 2 each.
        assert_eq!(shop.wallet(&alice, &own).await, 1_000_000_000_000_000 - 40_000_000_000);
        shop.set_price(price).await;
        shop.end(&alice).await.unwrap();
        shop.refund(&alice, &own, 80_000_001).await.refused(SubscriptionError::AboveCredit);
        shop.refund(&alice, &own, 30_000_001).await.unwrap();
        shop.refund(&alice, &own, 49_999_999).await.unwrap();
        assert_eq!(shop.wallet(&alice, &own).await, 1_000_000_000_000_000, "{price}");
        shop.refund(&alice, &own, 1).await.refused(SubscriptionError::AboveCredit);
    }
}

#[tokio::test]
async fn case_14_what_was_paid_in_one_token_is_not_refunded_in_another() {
    let mut shop = Shop::new().await;
    let (usdc, own) = (shop.usdc.clone(), shop.own.clone());
    let alice = shop.subscriber(PREMIUM, &own).await;
    shop.switch_plan(&alice, VIP, &usdc).await.unwrap();
    shop.end(&alice).await.unwrap();
    assert_eq!(shop.subscription(&alice).await.credit, 300_000_000);
    shop.refund(&alice, &own, 1_000_000).await.refused(SubscriptionError::WrongMint);
    // Of the 300 no more than the 220 that were paid in dollars.
    shop.refund(&alice, &usdc, 220_000_001).await.refused(SubscriptionError::AboveReceipt);
    shop.refund(&alice, &usdc, 220_000_000).await.unwrap();
    assert_eq!(shop.wallet(&alice, &usdc).await, 1_000_000_000_000);
    shop.refund(&alice, &usdc, 1).await.refused(SubscriptionError::AboveReceipt);
}

#[tokio::test]
async fn case_14_to_go_up_and_down_each_month_is_never_cheaper_than_to_stay_up() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let (flips, stays) = (shop.subscriber(BASIC, &usdc).await, shop.subscriber(PREMIUM, &usdc).await);
    let most = 1_000_000_000;
    promise(&mut shop, &flips, &usdc, most).await;
    promise(&mut shop, &stays, &usdc, most).await;
    for _ in 0..3 {
        // Up as the month begins, down for the next.
        shop.switch_plan(&flips, PREMIUM, &usdc).await.unwrap();
        shop.schedule_change(&flips, BASIC).await.unwrap();
        shop.go_to_end(&flips, 0).await;
        shop.renew(&flips, &usdc).await.unwrap();
        shop.renew(&stays, &usdc).await.unwrap();
    }
    // But for the month that both are in now, at 10 and 100 dollars, both paid the same.
    let (flipped, stayed) = (shop.wallet(&flips, &usdc).await, shop.wallet(&stays, &usdc).await);
    assert_eq!(flipped, 1_000_000_000_000 - 310_000_000);
    assert_eq!(stayed, 1_000_000_000_000 - 400_000_000);
}

#[tokio::test]
async fn case_14_granted_time_is_worth_nothing() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = shop.customer().await;
    shop.grant(&alice, PREMIUM).await.unwrap();
    // The way up costs all of the new price.
    shop.switch_plan(&alice, VIP, &usdc).await.unwrap();
    assert_eq!(shop.till(&usdc).await, 300_000_000);
    let bob = shop.customer().await;
    shop.grant(&bob, VIP).await.unwrap();
    shop.end(&bob).await.unwrap();
    assert_eq!(shop.subscription(&bob).await.credit, 0);
}
