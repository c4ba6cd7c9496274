//! Dollars in tokens, as one exact fraction.

use num_bigint::BigUint;
use num_traits::ToPrimitive;

/// Named as the program's refusals are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPrice {
    DecimalsOutOfRange,
    NotPositive,
    ExponentOutOfRange,
    WideConfidence,
    Overflow,
}

/// What an oracle says a token is worth.
#[derive(Clone, Copy, Debug)]
pub struct OracleQuote {
    pub price: i64,
    pub confidence: u64,
    pub exponent: i32,
}

/// Base units of a token that is a dollar.
pub fn dollar_tokens(micro_dollars: u64, decimals: u8) -> Result<u64, NoPrice> {
    priced_tokens(micro_dollars, decimals, OracleQuote { price: 1, confidence: 0, exponent: 0 }, 0)
}

/// Base units that are worth so much, each at the lowest value that the oracle gives it.
pub fn priced_tokens(
    micro_dollars: u64,
    decimals: u8,
    quote: OracleQuote,
    widest_bps: u16,
) -> Result<u64, NoPrice> {
    if decimals > 12 {
        return Err(NoPrice::DecimalsOutOfRange);
    }
    if quote.price <= 0 {
        return Err(NoPrice::NotPositive);
    }
    if quote.exponent > 0 || quote.exponent < -12 {
        return Err(NoPrice::ExponentOutOfRange);
    }
    let (price, confidence) = (BigUint::from(quote.price.unsigned_abs()), BigUint::from(quote.confidence));
    if &confidence * 10_000u32 > &price * widest_bps.min(1_000) {
        return Err(NoPrice::WideConfidence);
    }
    let ten = |power: u32| BigUint::from(10u32).pow(power);
    let wanted = BigUint::from(micro_dollars) * ten(decimals.into()) * ten(quote.exponent.unsigned_abs());
    let worth = ten(6) * (price - confidence);
    let whole = &wanted / &worth;
    let tokens = if &whole * &worth == wanted { whole } else { whole + 1u32 };
    tokens.to_u64().ok_or(NoPrice::Overflow)
}
