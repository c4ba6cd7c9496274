//! Case 18: prices that are old, unsure, of another feed, or made up.

use solana_account::Account;
use tenure_client::subscriptions::SubscriptionError;
use tenure_tests::{Customer, OutcomeExt, PriceAccount, Shop, Verification, ADVANCED};

use crate::stage::{consent_of, pay_by, promised, subscribe_by, switch_by};

/// 24 dollars at 2 each.
const TOKENS: u64 = 12_000_000_000;

/// Two dollars, exactly, on its average.
fn two_dollars() -> PriceAccount {
    let mut price = PriceAccount::sol_usd();
    price.set_price(2_00000000).set_ema_price(2_00000000).set_confidence(0);
    price
}

/// A store, and customers who are about to be charged in its own token.
struct Till {
    shop: Shop,
    /// Has a mandate.
    renews: Customer,
    pays: Customer,
    begins: Customer,
}

impl Till {
    async fn open() -> Self {
        let mut shop = Shop::new().await;
        let own = shop.own.clone();
        let renews = promised(&mut shop, ADVANCED, &own, 1_000_000_000_000).await;
        let pays = shop.subscriber(ADVANCED, &own).await;
        let begins = shop.customer().await;
        shop.open_subscription(&begins).await.unwrap();
        shop.go_to_end(&pays, -600).await;
        Self { shop, renews, pays, begins }
    }

    /// Every charge is refused with `error`, and none is taken for the customer's fault.
    async fn refuses(&mut self, error: SubscriptionError, what: &str) {
        let Self { shop, renews, pays, begins } = self;
        let own = shop.own.clone();
        println!("refused is: {what}");
        shop.renew(renews, &own).await.refused(error);
        assert_eq!(shop.subscription(renews).await.failure, 0);
        let consent = consent_of(shop, pays, u64::MAX).await;
        let pay = pay_by(shop, pays, ADVANCED, &own, consent);
        shop.attempt(pay, &[&pays.keypair]).await.refused(error);
        let switch = switch_by(shop, pays, 2, &own, consent);
        shop.attempt(switch, &[&pays.keypair]).await.refused(error);
        let consent = consent_of(shop, begins, u64::MAX).await;
        let subscribe = subscribe_by(shop, begins, ADVANCED, &own, consent);
        shop.attempt(subscribe, &[&begins.keypair]).await.refused(error);
    }

    /// A keeper charges just so many tokens.
    async fn charges(&mut self, tokens: u64) {
        let own = self.shop.own.clone();
        let till = self.shop.till(&own).await;
        self.shop.renew(&self.renews, &own).await.unwrap();
        assert_eq!(self.shop.till(&own).await - till, tokens);
        self.shop.go_to_end(&self.renews, -600).await;
    }

    async fn publish(&mut self, price: &PriceAccount) {
        self.shop.publish(price).await;
    }
}

#[tokio::test]
async fn case_18_a_price_is_at_most_as_old_as_the_store_allows() {
    let mut till = Till::open().await;
    let own = till.shop.own.clone();
    for (age, good) in [(0, true), (60, true), (61, false), (86_400, false), (-60, true), (-61, false)] {
        let now = i64::try_from(till.shop.now().await).unwrap();
        let mut price = two_dollars();
        price.set_publish_time(now - age);
        till.shop.post_price(&own.keys.price, &price);
        if good {
            till.charges(TOKENS).await;
            till.shop.go_to_end(&till.pays, -600).await;
            let end = till.shop.subscription(&till.renews).await.paid_through();
            till.shop.set_time(end - 600).await;
        } else {
            till.shop.renew(&till.renews, &own).await.refused(SubscriptionError::StalePrice);
        }
    }
}

#[tokio::test]
async fn case_18_a_stale_price_charges_nobody() {
    let mut till = Till::open().await;
    let address = till.shop.own.keys.price;
    let now = i64::try_from(till.shop.now().await).unwrap();
    for published in [now - 61, now + 61, 0, -1, i64::MIN, i64::MAX] {
        let mut price = two_dollars();
        price.set_publish_time(published);
        till.shop.post_price(&address, &price);
        till.refuses(SubscriptionError::StalePrice, &format!("published at {published}")).await;
    }
}

#[tokio::test]
async fn case_18_a_partly_verified_price_charges_nobody() {
    let mut till = Till::open().await;
    for signatures in [0, 1, 5, 12, 13, 255] {
        let mut price = two_dollars();
        price.set_verification(Verification::Partial(signatures));
        till.publish(&price).await;
        till.refuses(SubscriptionError::PriceNotVerified, &format!("{signatures} signatures")).await;
    }
}

#[tokio::test]
async fn case_18_a_price_of_another_feed_or_made_up_charges_nobody() {
    let mut till = Till::open().await;
    let mut usdc = PriceAccount::usdc_usd();
    usdc.set_ema_price(usdc.price());
    till.publish(&usdc).await;
    till.refuses(SubscriptionError::WrongFeed, "the feed of USDC").await;

    till.publish(&two_dollars()).await;
    let address = till.shop.own.keys.price;
    let good = till.shop.account(&address).await.unwrap();
    let altered = |alter: &dyn Fn(&mut Account)| {
        let mut account = good.clone();
        alter(&mut account);
        account
    };
    for (what, account) in [
        ("another program's", altered(&|account| account.owner = proxy::ID)),
        ("nobody's", altered(&|account| account.owner = Default::default())),
        ("another type", altered(&|account| account.data[0] ^= 1)),
        ("cut", altered(&|account| account.data.truncate(132))),
        ("empty", altered(&|account| account.data.clear())),
    ] {
        till.shop.set_account(&address, account);
        till.refuses(SubscriptionError::WrongOracle, what).await;
    }
    till.shop.set_account(&address, good);
    till.charges(TOKENS).await;
}

#[tokio::test]
async fn case_18_a_price_of_zero_or_less_charges_nobody() {
    let mut till = Till::open().await;
    for number in [0, -1, i64::MIN] {
        let mut price = two_dollars();
        price.set_price(number).set_ema_price(number);
        till.publish(&price).await;
        till.refuses(SubscriptionError::PriceNotPositive, &format!("{number}")).await;
    }
}

#[tokio::test]
async fn case_18_a_price_that_is_not_known_well_charges_nobody() {
    let mut till = Till::open().await;
    for confidence in [2_000_001, u64::MAX] {
        let mut price = two_dollars();
        price.set_confidence(confidence);
        till.publish(&price).await;
        till.refuses(SubscriptionError::WideConfidence, &format!("{confidence}")).await;
    }
    // A hundredth is fine: 24 / 1.98, rounded up, as the store is to have no less than 24 dollars.
    let mut price = two_dollars();
    price.set_confidence(2_000_000);
    till.publish(&price).await;
    till.charges(12_121_212_122).await;
}

#[tokio::test]
async fn case_18_a_price_far_off_its_average_charges_nobody() {
    let mut till = Till::open().await;
    for (number, average) in [
        (220_000_001, 200_000_000),
        (179_999_999, 200_000_000),
        (200_000_000, 0),
        (200_000_000, -200_000_000),
        (200_000_000, i64::MIN),
        (200_000_000, i64::MAX),
        (i64::MAX, 200_000_000),
        (1, 200_000_000),
    ] {
        let mut price = two_dollars();
        price.set_price(number).set_ema_price(average);
        till.publish(&price).await;
        till.refuses(SubscriptionError::PriceOffAverage, &format!("{number} {average}")).await;
    }
    // A tenth is fine: 24 / 2.2, and 24 / 1.8, rounded up.
    for (number, tokens) in [(220_000_000, 10_909_090_910), (180_000_000, 13_333_333_334)] {
        let mut price = two_dollars();
        price.set_price(number);
        till.publish(&price).await;
        till.charges(tokens).await;
    }
}

#[tokio::test]
async fn case_18_an_exponent_out_of_range_charges_nobody() {
    let mut till = Till::open().await;
    for exponent in [1, 18, -13, i32::MIN, i32::MAX] {
        let mut price = two_dollars();
        price.set_exponent(exponent);
        till.publish(&price).await;
        till.refuses(SubscriptionError::ExponentOutOfRange, &format!("{exponent}")).await;
    }
    // 200 million dollars each: 120 billionths of one. And 0.0002 dollars each: 120,000 of them.
    let mut price = two_dollars();
    price.set_exponent(0);
    till.publish(&price).await;
    till.charges(120).await;
    let mut price = two_dollars();
    price.set_exponent(-12);
    till.publish(&price).await;
    let own = till.shop.own.clone();
    till.shop.pay_now(&till.renews, &own).await.unwrap();
    assert_eq!(till.shop.till(&own).await, 2 * TOKENS + 120 + 120_000_000_000_000);
}

#[tokio::test]
async fn case_18_a_price_out_of_this_world_is_above_what_was_agreed_to() {
    let mut till = Till::open().await;
    let mut price = two_dollars();
    // One trillionth of a dollar: 24 * 10^12 tokens are more than the number holds.
    price.set_price(1).set_ema_price(1).set_exponent(-12);
    till.publish(&price).await;
    let own = till.shop.own.clone();
    till.shop.renew(&till.renews, &own).await.refused(SubscriptionError::Overflow);
    till.shop.pay_now(&till.pays, &own).await.refused(SubscriptionError::Overflow);
    till.shop.subscribe(&till.begins, ADVANCED, &own).await.refused(SubscriptionError::Overflow);
    // A price that has halved since the user agreed: the keeper's charge is above the cap, the user's own
    // above what was signed.
    let mut price = two_dollars();
    price.set_price(1_000_000).set_ema_price(1_000_000);
    till.publish(&price).await;
    till.shop.renew(&till.renews, &own).await.unwrap();
    assert_eq!(till.shop.subscription(&till.renews).await.failure, 2, "above the cap for a charge");
    let consent = consent_of(&mut till.shop, &till.pays, TOKENS).await;
    let pay = pay_by(&till.shop, &till.pays, ADVANCED, &own, consent);
    till.shop.attempt(pay, &[&till.pays.keypair]).await.refused(SubscriptionError::AboveMaxIn);
    assert_eq!(till.shop.till(&own).await, 2 * TOKENS);
}
