//! Prices that are not taken: each refused by name, in bytes of a real price account. Nothing is noted of
//! it, as the user can do nothing about it.

use solana_pubkey::Pubkey;
use tenure_client::subscriptions::SubscriptionError;
use tenure_tests::{OutcomeExt, PriceAccount, Substitute, Verification};

use crate::stage::{Stage, OWN_PRICE};

const TWO_DOLLARS: i64 = 2_00000000;

/// A good price: two dollars, known exactly, on its average, published at second `now`.
fn two_dollars(now: u64) -> PriceAccount {
    let now = i64::try_from(now).unwrap();
    let mut price = PriceAccount::sol_usd();
    price.set_price(TWO_DOLLARS).set_ema_price(TWO_DOLLARS).set_confidence(0);
    price.set_publish_time(now).set_previous_publish_time(now - 1);
    price
}

/// What the price is changed by, and what that is.
type Case = (&'static str, fn(&mut PriceAccount));

/// Alice's renewal is due, in the own token. Each of `bad` is refused with `error`, for the keeper and for
/// her; each of `good` is taken.
async fn judged(error: SubscriptionError, bad: &[Case], good: &[Case]) {
    let Stage { mut shop, money, alice } = Stage::due_in_own().await;
    let terms = shop.mandate_terms(200_000_000_000_000, 10).await;
    shop.grant_mandate(&alice, &money, terms).await.unwrap();
    let mut stage = Stage { shop, money, alice };
    let (now, at) = (stage.shop.now().await, stage.shop.own.keys.price);
    let refusal = format!("{error:?}");
    for (what, change) in bad {
        println!("{refusal}: {what}");
        let mut price = two_dollars(now);
        change(&mut price);
        stage.shop.post_price(&at, &price);
        let own = stage.money.clone();
        stage.shop.pay_now(&stage.alice, &own).await.refused(error);
        stage.renew().await.refused(error);
    }
    assert_eq!(stage.shop.subscription(&stage.alice).await.failure, 0);
    for (what, change) in good {
        println!("taken: {what}");
        stage.shop.go_to_end(&stage.alice, -1).await;
        let mut price = two_dollars(stage.shop.now().await);
        change(&mut price);
        stage.shop.post_price(&at, &price);
        stage.renew().await.unwrap();
        assert_eq!(stage.shop.subscription(&stage.alice).await.failure, 0);
    }
}

#[tokio::test]
async fn a_price_account_is_pyths() {
    let mut stage = Stage::due_in_own().await;
    let (now, at) = (stage.shop.now().await, stage.shop.own.keys.price);
    let good = two_dollars(now).account();
    for owner in [proxy::ID, spl_token::ID, subscriptions::ID, Pubkey::default()] {
        stage.shop.set_account(&at, solana_account::Account { owner, ..good.clone() });
        stage.renew().await.refused(SubscriptionError::WrongOracle);
    }
    stage.shop.set_account(&at, Default::default());
    stage.renew().await.refused(SubscriptionError::WrongOracle);
    // Anywhere: it is told by its owner and its feed.
    let elsewhere = Pubkey::new_unique();
    stage.shop.set_account(&elsewhere, good);
    let renewal = stage.renewal().with(at, elsewhere);
    stage.shop.attempt(renewal, &[]).await.unwrap();
    assert_eq!(stage.purses().await.1, 2 * OWN_PRICE);
}

#[tokio::test]
async fn an_account_of_pyths_is_a_price_update() {
    let bad: &[Case] = &[
        ("the first byte of its type", |price| price.bytes_mut()[0] ^= 1),
        ("the last", |price| price.bytes_mut()[7] ^= 1),
        ("a byte too short", |price| price.bytes_mut().truncate(132)),
        ("only the type", |price| price.bytes_mut().truncate(8)),
        ("empty", |price| price.bytes_mut().clear()),
    ];
    let good: &[Case] = &[
        ("just as long", |price| price.bytes_mut().truncate(133)),
        ("longer", |price| price.bytes_mut().extend([9; 9])),
    ];
    judged(SubscriptionError::WrongOracle, bad, good).await;
}

#[tokio::test]
async fn a_price_is_fully_verified() {
    let bad: &[Case] = &[
        ("by nobody", |price| {
            price.set_verification(Verification::Partial(0));
        }),
        ("by some", |price| {
            price.set_verification(Verification::Partial(5));
        }),
        ("by almost all", |price| {
            price.set_verification(Verification::Partial(u8::MAX));
        }),
        // One that says one signature: the byte behind the level reads as `Full` would.
        ("by one", |price| {
            price.set_verification(Verification::Partial(1));
        }),
        ("at a level that there is not", |price| price.bytes_mut()[40] = 2),
    ];
    judged(SubscriptionError::PriceNotVerified, bad, &[]).await;
}

#[tokio::test]
async fn a_price_is_of_the_tokens_feed() {
    let bad: &[Case] = &[
        ("of another token", |price| {
            let mut other = PriceAccount::usdc_usd();
            other.set_publish_time(price.publish_time());
            *price = other;
        }),
        ("one bit off, at first", |price| {
            let mut feed = price.feed();
            feed[0] ^= 1;
            price.set_feed(feed);
        }),
        ("one bit off, at last", |price| {
            let mut feed = price.feed();
            feed[31] ^= 128;
            price.set_feed(feed);
        }),
    ];
    judged(SubscriptionError::WrongFeed, bad, &[]).await;
}

#[tokio::test]
async fn a_price_is_a_minute_old_at_most_and_as_far_ahead() {
    fn published(price: &mut PriceAccount, seconds: i64) {
        let t = price.publish_time() + seconds;
        price.set_publish_time(t);
    }
    let bad: &[Case] = &[
        ("a minute and a second old", |price| published(price, -61)),
        ("a minute and a second ahead", |price| published(price, 61)),
        ("a day old", |price| published(price, -86_400)),
        ("of the first second", |price| {
            price.set_publish_time(0);
        }),
        ("before the first second", |price| {
            price.set_publish_time(-1);
        }),
        ("as far back as can be", |price| {
            price.set_publish_time(i64::MIN);
        }),
        ("as far ahead", |price| {
            price.set_publish_time(i64::MAX);
        }),
    ];
    let good: &[Case] =
        &[("a minute old", |price| published(price, -60)), ("a minute ahead", |price| published(price, 60))];
    judged(SubscriptionError::StalePrice, bad, good).await;
}

#[tokio::test]
async fn a_price_is_above_zero() {
    let bad: &[Case] = &[
        ("nothing", |price| {
            price.set_price(0);
        }),
        ("less", |price| {
            price.set_price(-1);
        }),
        ("as little as can be", |price| {
            price.set_price(i64::MIN);
        }),
    ];
    judged(SubscriptionError::PriceNotPositive, bad, &[]).await;
}

#[tokio::test]
async fn a_price_is_within_a_tenth_of_its_average() {
    let bad: &[Case] = &[
        ("above it", |price| {
            price.set_price(2_20000001);
        }),
        ("below it", |price| {
            price.set_price(1_79999999);
        }),
        ("an average of nothing", |price| {
            price.set_ema_price(0);
        }),
        ("one below zero", |price| {
            price.set_ema_price(-2_00000000);
        }),
        ("the least there is", |price| {
            price.set_ema_price(i64::MIN);
        }),
        ("the most there is", |price| {
            price.set_ema_price(i64::MAX);
        }),
        ("a price of all there is", |price| {
            price.set_price(i64::MAX);
        }),
    ];
    let good: &[Case] = &[
        ("just above", |price| {
            price.set_price(2_20000000);
        }),
        ("just below", |price| {
            price.set_price(1_80000000);
        }),
        // A tenth of 100,000,009 is above 10,000,000 and below 10,000,001.
        ("of an odd average", |price| {
            price.set_ema_price(1_00000009).set_price(1_10000009);
        }),
    ];
    judged(SubscriptionError::PriceOffAverage, bad, good).await;
}

#[tokio::test]
async fn a_tenth_of_the_average_is_not_rounded_up() {
    let bad: &[Case] = &[("one above", |price| {
        price.set_ema_price(1_00000009).set_price(1_10000010);
    })];
    judged(SubscriptionError::PriceOffAverage, bad, &[]).await;
}

#[tokio::test]
async fn a_price_is_known_to_a_hundredth() {
    let bad: &[Case] = &[
        ("one wider", |price| {
            price.set_confidence(2_000_001);
        }),
        ("of an odd price", |price| {
            price.set_price(2_00000099).set_confidence(2_000_001);
        }),
        ("as wide as the price", |price| {
            price.set_confidence(2_00000000);
        }),
        ("as wide as can be", |price| {
            price.set_confidence(u64::MAX);
        }),
    ];
    let good: &[Case] = &[
        ("just so", |price| {
            price.set_confidence(2_000_000);
        }),
        ("of an odd price", |price| {
            price.set_price(2_00000099).set_confidence(2_000_000);
        }),
        ("of the next round one", |price| {
            price.set_price(2_00000100).set_confidence(2_000_001);
        }),
    ];
    judged(SubscriptionError::WideConfidence, bad, good).await;
}

#[tokio::test]
async fn a_price_has_twelve_decimals_at_most_and_none_too_few() {
    let bad: &[Case] = &[
        ("thirteen", |price| {
            price.set_exponent(-13);
        }),
        ("tens", |price| {
            price.set_exponent(1);
        }),
        ("as many as can be", |price| {
            price.set_exponent(i32::MIN);
        }),
        ("as few", |price| {
            price.set_exponent(i32::MAX);
        }),
    ];
    let good: &[Case] = &[
        ("twelve", |price| {
            price.set_exponent(-12);
        }),
        ("none", |price| {
            price.set_exponent(0);
        }),
    ];
    judged(SubscriptionError::ExponentOutOfRange, bad, good).await;
}

#[tokio::test]
async fn of_several_reasons_the_first_is_told() {
    let mut stage = Stage::due_in_own().await;
    let (now, at) = (stage.shop.now().await, stage.shop.own.keys.price);
    // All that can be wrong with the message; set right one by one.
    let mut price = two_dollars(now);
    let feed = price.feed();
    price.set_feed([9; 32]).set_publish_time(0).set_price(-1).set_ema_price(1).set_exponent(5);
    price.set_confidence(u64::MAX).set_verification(Verification::Partial(3));
    type Step<'a> = (SubscriptionError, &'a dyn Fn(&mut PriceAccount));
    let steps: [Step; 7] = [
        (SubscriptionError::PriceNotVerified, &|price| {
            price.set_verification(Verification::Full);
        }),
        (SubscriptionError::WrongFeed, &|price| {
            price.set_feed(feed);
        }),
        (SubscriptionError::StalePrice, &|price| {
            price.set_publish_time(i64::try_from(now).unwrap());
        }),
        (SubscriptionError::PriceNotPositive, &|price| {
            price.set_price(TWO_DOLLARS);
        }),
        (SubscriptionError::PriceOffAverage, &|price| {
            price.set_ema_price(TWO_DOLLARS);
        }),
        (SubscriptionError::ExponentOutOfRange, &|price| {
            price.set_exponent(-8);
        }),
        (SubscriptionError::WideConfidence, &|price| {
            price.set_confidence(0);
        }),
    ];
    for (error, mend) in steps {
        stage.shop.post_price(&at, &price);
        stage.renew().await.refused(error);
        mend(&mut price);
    }
    stage.shop.post_price(&at, &price);
    stage.renew().await.unwrap();
    assert_eq!(stage.purses().await.1, 2 * OWN_PRICE);
}
