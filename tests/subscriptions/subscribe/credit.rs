//! What was paid and not used pays for a new subscription first.

use subscriptions::{PaidTime, Subscribed};
use tenure_client::subscriptions::{events, Event};
use tenure_model::billing::{self as model, dollar_tokens, priced_tokens, OracleQuote};
use tenure_tests::{Customer, Money, Shop, ADVANCED, BASIC, BASIC_YEAR, PREMIUM, START, VIP};

use crate::stage::{emitted, subscribed, DAY, GRACE};

/// Half of the month is used, and the rest of it, 15 dollars, is credit.
async fn with_credit() -> (Shop, Customer) {
    let (mut shop, alice) = subscribed().await;
    shop.set_time(START + 31 * DAY / 2).await;
    shop.end(&alice).await.unwrap();
    assert_eq!(shop.subscription(&alice).await.credit, 15_000_000);
    (shop, alice)
}

#[tokio::test]
async fn only_the_rest_is_charged() {
    let (mut shop, alice) = with_credit().await;
    let usdc = shop.usdc.clone();
    let (user, now) = (alice.address(), START + 31 * DAY / 2);
    let event = Subscribed {
        store: shop.store.store,
        subscription: shop.store.subscription(&user),
        user,
        mint: usdc.mint.address,
        charge: 15_000_000,
        tokens: 15_000_000,
        incarnation: now,
        paid_through: now + 31 * DAY,
        credit_before: 15_000_000,
        credit_after: 0,
        plan: ADVANCED,
        tier: 2,
    };
    emitted(shop.subscribe(&alice, ADVANCED, &usdc).await, event);
    assert_eq!(shop.till(&usdc).await, 45_000_000);
    let subscription = shop.subscription(&alice).await;
    let current = PaidTime { period_start: now, start: now, end: now + 31 * DAY, value: 30_000_000 };
    assert_eq!((subscription.current, subscription.credit), (current, 0));
    // What was used of the first is no longer refunded: 15 of it, and the 15 of now.
    assert_eq!((subscription.receipt_charged, subscription.receipt_tokens), (30_000_000, 30_000_000));
}

#[tokio::test]
async fn what_it_does_not_need_stays() {
    let (mut shop, alice) = with_credit().await;
    let usdc = shop.usdc.clone();
    let before = (shop.till(&usdc).await, shop.wallet(&alice, &usdc).await);
    shop.subscribe(&alice, BASIC, &usdc).await.unwrap();
    assert_eq!((shop.till(&usdc).await, shop.wallet(&alice, &usdc).await), before);
    let subscription = shop.subscription(&alice).await;
    assert_eq!((subscription.credit, subscription.current.value), (5_000_000, 10_000_000));
    assert_eq!((subscription.receipt_charged, subscription.receipt_tokens), (15_000_000, 15_000_000));
}

#[tokio::test]
async fn the_discount_is_off_the_rest_only() {
    let (mut shop, alice) = with_credit().await;
    let own = shop.own.clone();
    shop.set_price(2_00000000).await;
    shop.subscribe(&alice, ADVANCED, &own).await.unwrap();
    // 15 dollars less a fifth, at 2 dollars.
    assert_eq!(shop.till(&own).await, 6_000_000_000);
    let subscription = shop.subscription(&alice).await;
    assert_eq!((subscription.credit, subscription.current.value), (0, 27_000_000));
    // Of what was paid in dollars nothing can be refunded in the other token.
    assert_eq!((subscription.receipt_charged, subscription.receipt_tokens), (12_000_000, 6_000_000_000));
    assert_eq!(subscription.receipt_mint, own.mint.address);
}

#[tokio::test]
async fn a_price_is_not_read_where_the_credit_pays() {
    let (mut shop, alice) = with_credit().await;
    let own = shop.own.clone();
    // The last price is two weeks old.
    shop.subscribe(&alice, BASIC, &own).await.unwrap();
    let subscription = shop.subscription(&alice).await;
    assert_eq!((subscription.credit, subscription.receipt_mint), (5_000_000, shop.usdc.mint.address));
}

#[tokio::test]
async fn it_outlasts_a_lapse() {
    let (mut shop, alice) = with_credit().await;
    let usdc = shop.usdc.clone();
    shop.subscribe(&alice, BASIC, &usdc).await.unwrap();
    shop.go_to_end(&alice, i64::try_from(GRACE).unwrap()).await;
    shop.subscribe(&alice, BASIC, &usdc).await.unwrap();
    assert_eq!(shop.till(&usdc).await, 35_000_000);
    let subscription = shop.subscription(&alice).await;
    assert_eq!((subscription.credit, subscription.current.value), (0, 10_000_000));
    // What was used up is in no receipt: five dollars of it were left, and five are new.
    assert_eq!((subscription.receipt_charged, subscription.receipt_tokens), (10_000_000, 10_000_000));
}

/// The program and the model, side by side.
struct Pair {
    shop: Shop,
    alice: Customer,
    model: model::Customer,
}

impl Pair {
    async fn subscribe(&mut self, time: u64, plan: u32, dollars: u64, months: u32, money: &Money) {
        let Self { shop, alice, model } = self;
        shop.set_time(time).await;
        let price = 1_23456789;
        shop.set_price(price).await;
        let own = money.mint.address == shop.own.mint.address;
        let discount_bps = if own { 2_000 } else { 0 };
        let terms = model::Terms { price: dollars * 1_000_000, months, discount_bps, grace: GRACE };
        let charge = model.subscribe(time, terms).unwrap();
        let quote = OracleQuote { price, confidence: 0, exponent: -8 };
        let tokens =
            if own { priced_tokens(charge, 9, quote, 100) } else { dollar_tokens(charge, 6) }.unwrap();
        let till = shop.till(money).await;
        let logs = shop.subscribe(alice, plan, money).await.unwrap().logs;
        let [Event::Subscribed(event)] = events(&logs)[..] else { panic!("another event") };
        assert_eq!((event.charge, event.tokens), (charge, tokens), "at {time}");
        assert_eq!(shop.till(money).await, till + tokens);
        self.agrees(time).await;
    }

    async fn end(&mut self, time: u64) {
        self.shop.set_time(time).await;
        self.shop.end(&self.alice).await.unwrap();
        self.model.end(time).unwrap();
        self.agrees(time).await;
    }

    async fn agrees(&mut self, time: u64) {
        let (is, model) = (self.shop.subscription(&self.alice).await, &self.model);
        let times = (is.paid_through(), is.lapses_at);
        assert_eq!(times, (model.paid_through(), model.lapses_at()), "at {time}");
        assert_eq!(is.credit.to_string(), model.credit().to_string(), "at {time}");
        assert_eq!(is.current.value.to_string(), model.unused(is.current.start).to_string(), "at {time}");
    }
}

#[tokio::test]
async fn odd_times_and_prices_come_out_as_in_the_model() {
    let mut shop = Shop::new().await;
    let (usdc, own) = (shop.usdc.clone(), shop.own.clone());
    let alice = shop.customer().await;
    let mut pair = Pair { shop, alice, model: model::Customer::default() };
    pair.subscribe(START + 7, PREMIUM, 100, 1, &own).await;
    pair.end(START + 1_234_567).await;
    pair.subscribe(START + 2_000_001, ADVANCED, 30, 1, &usdc).await;
    pair.end(START + 2_600_003).await;
    pair.subscribe(START + 2_600_003, VIP, 300, 1, &own).await;
    pair.end(START + 3_333_333).await;
    pair.subscribe(START + 3_333_334, BASIC_YEAR, 100, 12, &usdc).await;
    // It lapses, with a grace that was used.
    let late = pair.shop.subscription(&pair.alice).await.lapses_at + 12_345;
    pair.subscribe(late, VIP, 300, 1, &own).await;
    // And again, each time on a dearer plan than the next, or on one of another interval.
    for (plan, dollars, months, money) in [
        (ADVANCED, 30, 1, &own),
        (BASIC, 10, 1, &usdc),
        (PREMIUM, 100, 1, &own),
        (BASIC_YEAR, 100, 12, &own),
        (BASIC, 10, 1, &own),
    ] {
        let lapsed = pair.shop.subscription(&pair.alice).await.lapses_at;
        pair.subscribe(lapsed, plan, dollars, months, money).await;
    }
}
