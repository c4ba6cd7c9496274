//! The price of leaving early.

use num_bigint::BigUint;
use num_traits::ToPrimitive;

use crate::TERM;

/// `ceil(amount * bps * seconds / (10,000 * TERM))`, with one division: what leaving `seconds`
/// before the end costs. A part of a base unit is charged as a whole one.
///
/// # Panics
/// If the penalty is above `u64::MAX`, which takes more than the whole amount.
pub fn penalty(amount: u64, bps: u16, seconds: u64) -> u64 {
    let whole = BigUint::from(10_000u64) * TERM;
    let charged = BigUint::from(amount) * bps * seconds;
    ((charged + &whole - 1u32) / whole).to_u64().expect("at most the whole amount is charged")
}
