//! Dollars in tokens, against one exact fraction.

use proptest::prelude::*;
use tenure_math::billing::{
    discounted, stable_tokens, OraclePrice, PriceRefusal, MAX_CONFIDENCE_BPS, MAX_DISCOUNT_BPS,
};
use tenure_model::billing::{dollar_tokens, priced_tokens, OracleQuote};

use crate::cases;

fn amounts() -> impl Strategy<Value = u64> {
    prop_oneof![any::<u64>(), 0..2_000_000_000u64, 0..10u64, Just(u64::MAX)]
}

fn prices() -> impl Strategy<Value = i64> {
    let sized = (1..=i64::MAX, 0..62u32).prop_map(|(price, by)| (price >> by).max(1));
    prop_oneof![8 => sized, 1 => any::<i64>(), 1 => prop::sample::select(vec![0, -1, 1, i64::MIN, i64::MAX])]
}

/// Around what is allowed of `price`, and anything.
fn confidences() -> impl Strategy<Value = (u64, u16)> {
    (prop_oneof![2 => 0..=1_000u64, 1 => any::<u64>()], prop_oneof![Just(0), Just(1_000), any::<u16>()])
}

proptest! {
    #![proptest_config(cases(4_000))]

    #[test]
    fn follows_the_exact_fraction(
        amount in amounts(),
        decimals in prop_oneof![9 => 0..=12u8, 1 => any::<u8>()],
        price in prices(),
        (part, widest) in confidences(),
        near in -1..=1i64,
        exponent in prop_oneof![9 => -12..=0i32, 1 => any::<i32>()],
    ) {
        let of_price = u128::from(price.unsigned_abs()) * u128::from(part.min(10_000)) / 10_000;
        let confidence = u64::try_from(of_price).unwrap().saturating_add_signed(near);
        let confidence = if part > 1_000 { part } else { confidence };
        let ours = OraclePrice { price, confidence, exponent }.tokens(amount, decimals, widest);
        let theirs = priced_tokens(amount, decimals, OracleQuote { price, confidence, exponent }, widest);
        prop_assert_eq!(format!("{ours:?}"), format!("{theirs:?}"));
    }

    #[test]
    fn dollars_follow_the_exact_fraction(amount in amounts(), decimals in prop_oneof![9 => 0..=12u8, 1 => any::<u8>()]) {
        let ours = stable_tokens(amount, decimals);
        prop_assert_eq!(format!("{ours:?}"), format!("{:?}", dollar_tokens(amount, decimals)));
    }

    /// Less certain, cheaper or less wanted never makes it more expensive the other way round.
    #[test]
    fn never_falls_as_the_token_is_worth_less(
        amounts in (amounts(), amounts()),
        price in 1_000..=i64::MAX,
        confidences in (0..=100u64, 0..=100u64),
        exponent in -12..=0i32,
        decimals in 0..=12u8,
    ) {
        let tokens = |amount, confidence| OraclePrice { price, confidence, exponent }.tokens(amount, decimals, 1_000);
        let less = tokens(amounts.0.min(amounts.1), confidences.0.min(confidences.1));
        let more = tokens(amounts.0.max(amounts.1), confidences.0.max(confidences.1));
        prop_assert!(less.map_or(u64::MAX, |tokens| tokens) <= more.map_or(u64::MAX, |tokens| tokens));
    }

    #[test]
    fn discounts_are_exact_and_rounded_up(amount in amounts(), bps: u16) {
        let rate = 10_000 - u128::from(bps.min(MAX_DISCOUNT_BPS));
        let exact = (u128::from(amount) * rate).div_ceil(10_000);
        prop_assert_eq!(u128::from(discounted(amount, bps)), exact);
        prop_assert!(discounted(amount, bps) >= amount / 2);
    }
}

#[test]
fn amounts_by_hand() {
    // $25.00 in USDC of 6 decimals, in a dollar of 2, 9 and 0; a cent more than a whole is a whole more.
    assert_eq!(stable_tokens(25_000_000, 6), Ok(25_000_000));
    assert_eq!(stable_tokens(25_000_001, 2), Ok(2_501));
    assert_eq!(stable_tokens(25_000_001, 9), Ok(25_000_001_000));
    assert_eq!(stable_tokens(25_000_001, 0), Ok(26));
    assert_eq!(stable_tokens(1, 0), Ok(1));
    assert_eq!(stable_tokens(0, 0), Ok(0));
    // $25 at $0.0125 a token, 9 decimals, exponent -8: 25 / 0.0125 = 2,000 tokens.
    let certain = OraclePrice { price: 1_250_000, confidence: 0, exponent: -8 };
    assert_eq!(certain.tokens(25_000_000, 9, 0), Ok(2_000_000_000_000));
    // With 1 % of uncertainty it counts as $0.012375: 25 / 0.012375 = 2,020.20202020202...
    let uncertain = OraclePrice { confidence: 12_500, ..certain };
    assert_eq!(uncertain.tokens(25_000_000, 9, 100), Ok(2_020_202_020_203));
    assert_eq!(uncertain.tokens(25_000_000, 9, 99), Err(PriceRefusal::WideConfidence));
    assert_eq!(uncertain.tokens(0, 9, 100), Ok(0));
    // A millionth of a dollar at 92 quintillion dollars a token is still a base unit.
    let dear = OraclePrice { price: i64::MAX, confidence: 0, exponent: 0 };
    assert_eq!(dear.tokens(1, 0, 0), Ok(1));
    assert_eq!(dear.tokens(u64::MAX, 0, 0), Ok(1));
    // Neither a power of ten nor the quotient passes what it is held in.
    let cheap = OraclePrice { price: 1, confidence: 0, exponent: -12 };
    assert_eq!(cheap.tokens(18, 12, 0), Ok(18_000_000_000_000_000_000));
    assert_eq!(cheap.tokens(19, 12, 0), Err(PriceRefusal::Overflow));
    assert_eq!(stable_tokens(u64::MAX, 6), Ok(u64::MAX));
    assert_eq!(stable_tokens(u64::MAX / 10 + 1, 7), Err(PriceRefusal::Overflow));
}

#[test]
fn bad_prices_are_refused_by_name() {
    let good = OraclePrice { price: 1_000_000, confidence: 1_000, exponent: -6 };
    assert_eq!(good.tokens(5_000_000, 6, 10), Ok(5_005_006), "5 / 0.999 = 5.005005005");
    let at = |price| OraclePrice { price, ..good }.tokens(5_000_000, 6, 10);
    assert_eq!(at(0), Err(PriceRefusal::NotPositive));
    assert_eq!(at(-1_000_000), Err(PriceRefusal::NotPositive));
    assert_eq!(at(i64::MIN), Err(PriceRefusal::NotPositive));
    let of = |exponent| OraclePrice { exponent, ..good }.tokens(5_000_000, 6, 10);
    for exponent in [1, -13, i32::MAX, i32::MIN] {
        assert_eq!(of(exponent), Err(PriceRefusal::ExponentOutOfRange), "{exponent}");
    }
    assert!(of(0).is_ok() && of(-12).is_ok());
    let within = |confidence, bps| OraclePrice { confidence, ..good }.tokens(5_000_000, 6, bps);
    assert_eq!(within(1_001, 10), Err(PriceRefusal::WideConfidence));
    assert_eq!(within(0, 0), Ok(5_000_000));
    assert_eq!(within(1, 0), Err(PriceRefusal::WideConfidence));
    // Whatever a store allows, a tenth is the most.
    assert_eq!(within(100_000, u16::MAX), within(100_000, MAX_CONFIDENCE_BPS));
    assert_eq!(within(100_000, u16::MAX), Ok(5_555_556));
    assert_eq!(within(100_001, u16::MAX), Err(PriceRefusal::WideConfidence));
    assert_eq!(within(u64::MAX, u16::MAX), Err(PriceRefusal::WideConfidence));
    assert_eq!(good.tokens(1, 13, 10), Err(PriceRefusal::DecimalsOutOfRange));
    assert_eq!(stable_tokens(1, 255), Err(PriceRefusal::DecimalsOutOfRange));
}

#[test]
fn discounts_by_hand() {
    assert_eq!(discounted(10_000_000, 2_000), 8_000_000);
    assert_eq!(discounted(1, 5_000), 1);
    assert_eq!(discounted(3, 5_000), 2);
    assert_eq!(discounted(10_000_000, u16::MAX), 5_000_000);
    assert_eq!(discounted(u64::MAX, 0), u64::MAX);
}
