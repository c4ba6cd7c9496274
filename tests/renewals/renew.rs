use subscriptions::Renewed;
use tenure_client::subscriptions::{Store, SubscriptionError};
use tenure_tests::{OutcomeExt, Shop, ADVANCED, START};

use crate::stage::{bytes, emitted, mandated, write, Stage, DAY, ENDS, PRICE};

/// The longest grace and the longest window meet in a month of 28 days, and do not overlap.
#[tokio::test]
async fn a_month_of_28_days_is_charged_at_the_end_of_the_longest_grace_and_the_next_a_second_later() {
    let mut shop = Shop::new().await;
    let (usdc, store) = (shop.usdc.clone(), shop.store.store);
    let two_weeks = 14 * DAY;
    let longest = u32::try_from(two_weeks).unwrap();
    write(&mut shop, &store, |store: &mut Store| (store.grace, store.window) = (longest, longest)).await;
    let mut stage = Stage::of(shop, usdc, PRICE).await;
    for (second, paid_through) in [(two_weeks - 1, ENDS[1]), (two_weeks, ENDS[2])] {
        stage.shop.set_time(ENDS[0] + second).await;
        stage.renew().await.unwrap();
        assert_eq!(stage.shop.subscription(&stage.alice).await.paid_through(), paid_through);
        stage.renew().await.refused(SubscriptionError::TooEarly);
    }
    assert_eq!(stage.shop.till(&stage.money).await, 3 * PRICE);
}

#[tokio::test]
async fn charges_the_next_period_under_the_mandate() {
    let mut stage = Stage::due().await;
    let Stage { shop, money, alice } = &mut stage;
    let mut subscription = shop.subscription(alice).await;
    let mut mandate = shop.mandate(alice, money).await;
    let mut badge = shop.badge(alice).await.unwrap();
    let (plan, store) = (shop.plan(ADVANCED).await, shop.store().await);
    assert_eq!(subscription.paid_through(), ENDS[0]);

    shop.renew(alice, money).await.unwrap();

    assert_eq!(shop.wallet(alice, money).await, 1_000_000_000_000 - 2 * PRICE);
    assert_eq!(shop.till(money).await, 2 * PRICE);

    // The new period follows the one that still runs, and three days of grace follow it.
    (subscription.periods, subscription.lapses_at) = (2, ENDS[1] + 3 * DAY);
    let ahead = &mut subscription.ahead;
    (ahead.period_start, ahead.start, ahead.end, ahead.value) = (ENDS[0], ENDS[0], ENDS[1], 30_000_000);
    // Of the first period only its last second can be refunded: floor(30,000,000 / 2,678,400), as much in
    // tokens.
    (subscription.receipt_charged, subscription.receipt_tokens) = (30_000_011, 30_000_011);
    assert_eq!(bytes(&shop.subscription(alice).await), bytes(&subscription));

    (mandate.total_left, mandate.period, mandate.spent) = (9 * PRICE, ENDS[0], PRICE);
    assert_eq!(bytes(&shop.mandate(alice, money).await), bytes(&mandate));

    badge.expires_at = ENDS[1];
    assert_eq!(bytes(&shop.badge(alice).await.unwrap()), bytes(&badge));

    assert_eq!(bytes(&shop.plan(ADVANCED).await), bytes(&plan));
    assert_eq!(bytes(&shop.store().await), bytes(&store));
}

#[tokio::test]
async fn tells_what_was_charged() {
    let mut stage = Stage::due().await;
    let event = Renewed {
        store: stage.shop.store.store,
        subscription: stage.shop.store.subscription(&stage.alice.address()),
        user: stage.alice.address(),
        keeper: Default::default(),
        mint: stage.money.mint.address,
        charge: 30_000_000,
        tokens: PRICE,
        keeper_fee: 0,
        paid_through_before: ENDS[0],
        paid_through_after: ENDS[1],
        credit_before: 0,
        credit_after: 0,
        plan_before: ADVANCED,
        plan_after: ADVANCED,
    };
    emitted(stage.renew().await, event);
}

#[tokio::test]
async fn wants_nobodys_signature() {
    let stage = Stage::due().await;
    assert!(stage.renewal().accounts.iter().all(|meta| !meta.is_signer));
}

#[tokio::test]
async fn in_grace_the_period_begins_where_the_paid_time_ended() {
    let mut stage = Stage::new().await.at_end(2 * 86_400).await;
    stage.renew().await.unwrap();
    let subscription = stage.shop.subscription(&stage.alice).await;
    let current = subscription.current;
    assert_eq!((current.period_start, current.start, current.end), (ENDS[0], ENDS[0], ENDS[1]));
    assert_eq!((current.value, subscription.ahead.end, subscription.periods), (30_000_000, 0, 2));
    assert_eq!(subscription.lapses_at, ENDS[1] + 3 * DAY);
    assert_eq!(stage.shop.badge(&stage.alice).await.unwrap().expires_at, ENDS[1]);
    assert_eq!(stage.purses().await, (1_000_000_000_000 - 2 * PRICE, 2 * PRICE));
}

#[tokio::test]
async fn the_window_opens_a_day_before_the_end() {
    let mut stage = Stage::new().await;
    for early in [START, ENDS[0] - DAY - 1] {
        stage.shop.set_time(early).await;
        stage.renew().await.refused(SubscriptionError::TooEarly);
    }
    stage.shop.set_time(ENDS[0] - DAY).await;
    stage.renew().await.unwrap();
    assert_eq!(stage.shop.subscription(&stage.alice).await.paid_through(), ENDS[1]);
}

#[tokio::test]
async fn at_the_end_itself_grace_begins() {
    for (seconds, ahead) in [(-1, ENDS[1]), (0, 0)] {
        let mut stage = Stage::new().await.at_end(seconds).await;
        stage.renew().await.unwrap();
        assert_eq!(stage.shop.subscription(&stage.alice).await.ahead.end, ahead);
    }
}

#[tokio::test]
async fn it_expires_with_the_graces_last_second() {
    let mut stage = Stage::new().await.at_end(3 * 86_400).await;
    stage.renew().await.refused(SubscriptionError::Expired);
    stage.shop.set_time(ENDS[0] + 3 * DAY - 1).await;
    stage.renew().await.unwrap();
    assert_eq!(stage.shop.subscription(&stage.alice).await.paid_through(), ENDS[1]);
}

#[tokio::test]
async fn the_shortest_grace_is_an_hour() {
    let shop = Shop::with(tenure_client::subscriptions::StoreTerms { grace: 3_600, ..Shop::TERMS }).await;
    let usdc = shop.usdc.clone();
    let mut stage = Stage::of(shop, usdc, PRICE).await.at_end(3_600).await;
    stage.renew().await.refused(SubscriptionError::Expired);
    stage.shop.set_time(ENDS[0] + 3_599).await;
    stage.renew().await.unwrap();
}

#[tokio::test]
async fn two_keepers_charge_one_period_once() {
    let mut stage = Stage::due().await;
    let renewal = stage.renewal();
    // Both in one transaction: neither.
    let both = [renewal.clone(), renewal.clone()];
    stage.shop.attempt_all(&both, &[]).await.refused(SubscriptionError::TooEarly);
    // One after the other: the second is refused, until the next window opens.
    stage.shop.attempt(renewal.clone(), &[]).await.unwrap();
    for t in [ENDS[0] - 1, ENDS[0], ENDS[0] + 3 * DAY, ENDS[1] - DAY - 1] {
        stage.shop.set_time(t).await;
        stage.shop.attempt(renewal.clone(), &[]).await.refused(SubscriptionError::TooEarly);
    }
    assert_eq!(stage.purses().await.1, 2 * PRICE);
    stage.shop.set_time(ENDS[1] - DAY).await;
    stage.shop.attempt(renewal, &[]).await.unwrap();
    assert_eq!(stage.purses().await.1, 3 * PRICE);
}

#[tokio::test]
async fn two_keepers_in_grace_charge_once() {
    let mut stage = Stage::new().await.at_end(3 * 86_400 - 1).await;
    stage.renew().await.unwrap();
    stage.renew().await.refused(SubscriptionError::TooEarly);
    assert_eq!(stage.purses().await.1, 2 * PRICE);
}

#[tokio::test]
async fn periods_that_were_missed_are_not_charged() {
    let mut stage = Stage::new().await;
    stage.shop.set_time(ENDS[2] + 5).await;
    stage.renew().await.refused(SubscriptionError::Expired);
    // A new subscription counts from now, and the old mandate is none for it.
    let (shop, alice, money) = (&mut stage.shop, &stage.alice, &stage.money);
    shop.subscribe(alice, ADVANCED, money).await.unwrap();
    let subscription = shop.subscription(alice).await;
    // Three days of grace that were used come off it.
    assert_eq!(subscription.paid_through(), ENDS[3] + 5 - 3 * DAY);
    stage.shop.go_to_end(&stage.alice, -1).await;
    stage.renew().await.refused(SubscriptionError::WrongMandate);
    assert_eq!(stage.purses().await.1, 2 * PRICE);
}

#[tokio::test]
async fn the_months_are_counted_from_the_first_day() {
    let mut shop = Shop::new().await;
    // 31 January 2026, noon.
    let begins = START + 27 * DAY;
    shop.set_time(begins).await;
    let usdc = shop.usdc.clone();
    let alice = mandated(&mut shop, &usdc, PRICE).await;
    // Days from 31 January to 28 February, 31 March, 30 April, 31 May, 30 June.
    for (number, days) in [28, 59, 89, 120, 150].into_iter().enumerate() {
        assert_eq!(shop.subscription(&alice).await.paid_through(), begins + days * DAY);
        // Early and late in turn: it makes no difference to the ends.
        let off = if number % 2 == 0 { -86_400 } else { 2 * 86_400 };
        shop.go_to_end(&alice, off).await;
        shop.renew(&alice, &usdc).await.unwrap();
    }
    assert_eq!(shop.till(&usdc).await, 6 * PRICE);
}

#[tokio::test]
async fn grace_is_that_of_the_last_payment_and_the_window_that_of_the_store_now() {
    let mut stage = Stage::new().await;
    let address = stage.shop.store.store;
    write(&mut stage.shop, &address, |store: &mut Store| (store.grace, store.window) = (3_600, 2 * 86_400))
        .await;
    stage.shop.set_time(ENDS[0] - 2 * DAY - 1).await;
    stage.renew().await.refused(SubscriptionError::TooEarly);
    stage.shop.set_time(ENDS[0] - 2 * DAY).await;
    assert_eq!(stage.shop.subscription(&stage.alice).await.lapses_at, ENDS[0] + 3 * DAY);
    stage.shop.set_time(ENDS[0] + 3 * DAY - 1).await;
    stage.renew().await.unwrap();
    assert_eq!(stage.shop.subscription(&stage.alice).await.lapses_at, ENDS[1] + 3_600);
}
