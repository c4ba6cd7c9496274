//! What an amount of dollars is in a token.

use crate::{wide::ceiling, BPS};

/// Most decimals of a token that is paid with.
pub const MAX_DECIMALS: u8 = 12;

/// The lowest exponent of a price. Pyth's feeds have -5 to -10 as a rule; above zero there is none. With
/// this and [`MAX_DECIMALS`] no power of ten passes `10^18`, and so none a `u64`.
pub const LEAST_EXPONENT: i32 = -12;

/// The widest confidence interval that any token is priced with: a tenth of the price to either side.
pub const MAX_CONFIDENCE_BPS: u16 = 1_000;

/// Decimals of micro-USD.
const MICRO: u32 = 6;

/// Why an amount has no price in the token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PriceRefusal {
    DecimalsOutOfRange,
    /// Zero or less.
    NotPositive,
    ExponentOutOfRange,
    /// The price is not known well enough.
    WideConfidence,
    /// More base units than a `u64` holds.
    Overflow,
}

/// A token's price in dollars as Pyth gives it: `price * 10^exponent`, give or take
/// `confidence * 10^exponent`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OraclePrice {
    pub price: i64,
    pub confidence: u64,
    pub exponent: i32,
}

/// `ceil(amount * 10^(decimals - 6))`, rounded against the payer: the base units of a token worth a dollar
/// each that `amount`, in micro-USD, is. Refused: `DecimalsOutOfRange`, `Overflow`.
pub fn stable_tokens(amount: u64, decimals: u8) -> Result<u64, PriceRefusal> {
    let decimals = checked(decimals)?;
    scaled(amount, decimals, MICRO, 1)
}

impl OraclePrice {
    /// `ceil(amount * 10^(decimals - exponent - 6) / (price - confidence))`, rounded against the payer: the
    /// base units that `amount`, in micro-USD, is. The token counts at the lower end of its interval, so
    /// that the store has no less than the amount wherever in it the price is; what that costs the payer
    /// at most is `max_confidence_bps`, itself held at [`MAX_CONFIDENCE_BPS`]. Refused, in this order:
    /// `DecimalsOutOfRange`, `NotPositive`, `ExponentOutOfRange`, `WideConfidence`, `Overflow`.
    pub fn tokens(&self, amount: u64, decimals: u8, max_confidence_bps: u16) -> Result<u64, PriceRefusal> {
        let decimals = checked(decimals)?;
        let price = u64::try_from(self.price).ok().filter(|&price| price > 0);
        let price = price.ok_or(PriceRefusal::NotPositive)?;
        if !(LEAST_EXPONENT..=0).contains(&self.exponent) {
            return Err(PriceRefusal::ExponentOutOfRange);
        }
        let allowed = u128::from(price) * u128::from(max_confidence_bps.min(MAX_CONFIDENCE_BPS));
        if u128::from(self.confidence) * u128::from(BPS) > allowed {
            return Err(PriceRefusal::WideConfidence);
        }
        scaled(amount, decimals + self.exponent.unsigned_abs(), MICRO, price - self.confidence)
    }
}

/// `ceil(amount * 10^up / 10^down / divisor)`; `ceil(ceil(n / a) / b) = ceil(n / (a * b))` keeps both
/// divisors in 64 bits.
fn scaled(amount: u64, up: u32, down: u32, divisor: u64) -> Result<u64, PriceRefusal> {
    let amount = if up >= down {
        u128::from(amount) * u128::from(10u64.pow(up - down))
    } else {
        amount.div_ceil(10u64.pow(down - up)).into()
    };
    ceiling(amount, divisor).ok_or(PriceRefusal::Overflow)
}

fn checked(decimals: u8) -> Result<u32, PriceRefusal> {
    if decimals > MAX_DECIMALS {
        return Err(PriceRefusal::DecimalsOutOfRange);
    }
    Ok(decimals.into())
}

const _: () = assert!(MAX_DECIMALS as i32 - LEAST_EXPONENT - MICRO as i32 <= 19);
// The lower end of an interval is above zero.
const _: () = assert!(MAX_CONFIDENCE_BPS < BPS);
