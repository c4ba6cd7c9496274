//! The price of leaving early.

use crate::{wide::divide, MAX_SECONDS};

/// Basis points in a whole.
pub const BPS: u16 = 10_000;

/// The highest penalty a locker can set: half of the amount, with the full term left.
pub const MAX_PENALTY_BPS: u16 = 5_000;

/// What leaving `seconds_left` before the end costs: linear in the time left, from `bps` of
/// `amount` with [`MAX_SECONDS`] left down to nothing. Rounded up, against the one who leaves. More
/// than [`BPS`] or [`MAX_SECONDS`] counts as just that, so it is never above `amount`.
///
/// `ceil(ceil(n / a) / b) = ceil(n / (a * b))` lets two short divisions stand for one long one.
#[must_use]
pub fn early_exit_penalty(amount: u64, bps: u16, seconds_left: u64) -> u64 {
    let bps = bps.min(BPS);
    let seconds_left = seconds_left.min(MAX_SECONDS);
    let n = u128::from(amount) * u128::from(u64::from(bps) * seconds_left);
    let penalty = ceiling(ceiling(n, MAX_SECONDS as u32), u32::from(BPS));
    u64::try_from(penalty).unwrap_or(amount)
}

fn ceiling(n: u128, d: u32) -> u128 {
    let (quotient, remainder) = divide(n, d);
    quotient + u128::from(remainder > 0)
}
