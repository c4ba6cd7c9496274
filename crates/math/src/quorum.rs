//! How much of the power has to take part.

use crate::BPS;

/// `ceil(total * bps / 10,000)`, in units of power: the least power that has to be cast for a proposal
/// or abstain. Rounded up, against the proposal. More than [`BPS`] counts as just that, so it is never
/// above `total`; it is nothing only of no power or no `bps`.
///
/// The whole ten-thousandths need no rounding, and the product of what is left over is small.
#[must_use]
pub fn quorum(total: u64, bps: u16) -> u64 {
    let (whole, bps) = (u64::from(BPS), u64::from(bps.min(BPS)));
    total / whole * bps + (total % whole * bps).div_ceil(whole)
}
