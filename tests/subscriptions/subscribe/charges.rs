//! The first period: what it costs, what is written down, what is told.

use subscriptions::{PaidTime, Subscribed, SubscriptionError};
use tenure_client::subscriptions::Subscription;
use tenure_model::billing::{priced_tokens, OracleQuote};
use tenure_tests::{OutcomeExt, Shop, TokenKind, ADVANCED, BASIC, BASIC_YEAR, PREMIUM_YEAR, START, VIP};

use crate::stage::{emitted, fresh, opened, same, DAY, GRACE, MONTH_END};

/// 31 January 2027, noon.
const LAST_OF_JANUARY: u64 = START + 392 * DAY;

#[tokio::test]
async fn a_month_is_charged_at_once_and_begins_now() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = shop.customer().await;
    let before = shop.wallet(&alice, &usdc).await;
    shop.subscribe(&alice, ADVANCED, &usdc).await.unwrap();
    assert_eq!(shop.till(&usdc).await, 30_000_000);
    assert_eq!(shop.wallet(&alice, &usdc).await, before - 30_000_000);
    let expected = Subscription {
        tier: 2,
        incarnation: START,
        anchor: START,
        anchor_day: 4,
        periods: 1,
        current: PaidTime { period_start: START, start: START, end: MONTH_END, value: 30_000_000 },
        lapses_at: MONTH_END + GRACE,
        receipt_charged: 30_000_000,
        receipt_tokens: 30_000_000,
        price: 30_000_000,
        plan: ADVANCED,
        receipt_mint: usdc.mint.address,
        ..fresh(&shop, &alice.address(), shop.payer())
    };
    same(&shop.subscription(&alice).await, &expected);
    shop.assert_access(&alice, 2).await.unwrap();
    shop.assert_access(&alice, 3).await.refused(SubscriptionError::TierTooLow);
}

#[tokio::test]
async fn a_year_is_charged_at_once() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = shop.subscriber(PREMIUM_YEAR, &usdc).await;
    assert_eq!(shop.till(&usdc).await, 1_000_000_000);
    let end = START + 365 * DAY;
    let expected = Subscription {
        tier: 3,
        interval: 1,
        incarnation: START,
        anchor: START,
        anchor_day: 4,
        periods: 1,
        current: PaidTime { period_start: START, start: START, end, value: 1_000_000_000 },
        lapses_at: end + GRACE,
        receipt_charged: 1_000_000_000,
        receipt_tokens: 1_000_000_000,
        price: 1_000_000_000,
        plan: PREMIUM_YEAR,
        receipt_mint: usdc.mint.address,
        ..fresh(&shop, &alice.address(), shop.payer())
    };
    same(&shop.subscription(&alice).await, &expected);
}

#[tokio::test]
async fn the_own_token_is_taken_at_its_price_with_the_discount() {
    let mut shop = Shop::new().await;
    let own = shop.own.clone();
    let alice = shop.customer().await;
    let before = shop.wallet(&alice, &own).await;
    shop.subscribe(&alice, ADVANCED, &own).await.unwrap();
    // A fifth off 30 dollars, at 2 dollars each.
    assert_eq!(shop.till(&own).await, 12_000_000_000);
    assert_eq!(shop.wallet(&alice, &own).await, before - 12_000_000_000);
    let expected = Subscription {
        tier: 2,
        incarnation: START,
        anchor: START,
        anchor_day: 4,
        periods: 1,
        current: PaidTime { period_start: START, start: START, end: MONTH_END, value: 24_000_000 },
        lapses_at: MONTH_END + GRACE,
        receipt_charged: 24_000_000,
        receipt_tokens: 12_000_000_000,
        price: 30_000_000,
        plan: ADVANCED,
        receipt_mint: own.mint.address,
        ..fresh(&shop, &alice.address(), shop.payer())
    };
    same(&shop.subscription(&alice).await, &expected);
}

#[tokio::test]
async fn a_price_that_does_not_divide_is_rounded_up() {
    let mut shop = Shop::new().await;
    let own = shop.own.clone();
    let mut price = tenure_tests::PriceAccount::sol_usd();
    price.set_price(1_37000003).set_ema_price(1_37000003).set_confidence(1_00007);
    shop.publish(&price).await;
    let quote = OracleQuote { price: 1_37000003, confidence: 1_00007, exponent: -8 };
    let mut paid = 0;
    for (plan, dollars) in [(BASIC, 10), (VIP, 300), (BASIC_YEAR, 100)] {
        shop.subscriber(plan, &own).await;
        paid += priced_tokens(dollars * 800_000, 9, quote, 100).unwrap();
        assert_eq!(shop.till(&own).await, paid, "plan {plan}");
    }
}

#[tokio::test]
async fn a_stablecoin_of_token_2022_with_other_decimals_is_taken() {
    for (decimals, tokens) in [(0, 30), (2, 3_000), (8, 3_000_000_000)] {
        let mut shop = Shop::new().await;
        let money = shop.money(TokenKind::Token2022(vec![]), decimals).await;
        shop.create_pay_token(&money, Shop::STABLE).await.unwrap();
        let alice = shop.customer().await;
        shop.fund(&alice, &money, tokens).await;
        shop.subscribe(&alice, ADVANCED, &money).await.unwrap();
        assert_eq!((shop.till(&money).await, shop.wallet(&alice, &money).await), (tokens, 0));
        let subscription = shop.subscription(&alice).await;
        assert_eq!((subscription.receipt_charged, subscription.receipt_tokens), (30_000_000, tokens));
        assert_eq!(subscription.receipt_mint, money.mint.address);
    }
}

#[tokio::test]
async fn any_token_account_of_the_user_pays() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = opened(&mut shop).await;
    let (user, payer) = (alice.address(), shop.payer());
    let purse = shop.tokens_of(&usdc.mint, &user, 30_000_000).await;
    let (wallet, consent) = (shop.wallet(&alice, &usdc).await, shop.consent(&alice).await);
    let instruction = shop.store.subscribe(payer, &user, ADVANCED, &usdc.keys, purse, consent);
    shop.attempt(instruction, &[&alice.keypair]).await.unwrap();
    assert_eq!((shop.balance(&purse).await, shop.till(&usdc).await), (0, 30_000_000));
    assert_eq!(shop.wallet(&alice, &usdc).await, wallet);
}

#[tokio::test]
async fn a_month_from_the_last_of_january_ends_with_february() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    shop.set_time(LAST_OF_JANUARY).await;
    let alice = shop.subscriber(BASIC, &usdc).await;
    let subscription = shop.subscription(&alice).await;
    assert_eq!((subscription.anchor, subscription.anchor_day), (LAST_OF_JANUARY, 31));
    assert_eq!(subscription.paid_through(), LAST_OF_JANUARY + 28 * DAY);
}

#[tokio::test]
async fn a_year_from_a_leap_day_ends_with_february() {
    // 29 February 2028, noon.
    let leap_day = START + 786 * DAY;
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    shop.set_time(leap_day).await;
    let alice = shop.subscriber(BASIC_YEAR, &usdc).await;
    let subscription = shop.subscription(&alice).await;
    assert_eq!((subscription.anchor_day, subscription.paid_through()), (29, leap_day + 365 * DAY));
}

#[tokio::test]
async fn tells_what_was_charged() {
    let mut shop = Shop::new().await;
    let (usdc, own) = (shop.usdc.clone(), shop.own.clone());
    for (money, charge, tokens) in [(usdc, 30_000_000, 30_000_000), (own, 24_000_000, 12_000_000_000)] {
        let alice = opened(&mut shop).await;
        let user = alice.address();
        let (store, subscription) = (shop.store.store, shop.store.subscription(&user));
        let expected = Subscribed {
            store,
            subscription,
            user,
            mint: money.mint.address,
            charge,
            tokens,
            incarnation: START,
            paid_through: MONTH_END,
            credit_before: 0,
            credit_after: 0,
            plan: ADVANCED,
            tier: 2,
        };
        emitted(shop.subscribe(&alice, ADVANCED, &money).await, expected);
    }
}

#[tokio::test]
async fn customers_do_not_touch_each_other() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = shop.subscriber(ADVANCED, &usdc).await;
    let before = shop.subscription(&alice).await;
    let bob = shop.subscriber(VIP, &usdc).await;
    same(&shop.subscription(&alice).await, &before);
    assert_eq!(shop.subscription(&bob).await.tier, 4);
    assert_eq!(shop.till(&usdc).await, 330_000_000);
}
