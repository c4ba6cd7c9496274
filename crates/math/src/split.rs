//! How income is shared out as it comes in.

use crate::BPS;

/// The most that stakers can ever be given: half. Compiled in, so that no vote can pass it.
pub const MAX_STAKER_BPS: u16 = 5_000;

/// Parts of the income, in basis points of it; the rest is the treasury's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shares {
    /// To those who locked; at most [`MAX_STAKER_BPS`].
    pub staker_bps: u16,
    /// To be burnt, of the token that is locked. Of any other it stays with the treasury.
    pub burn_bps: u16,
}

/// An amount in base units, shared out. The three sum to it exactly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Split {
    /// To the pool of those who locked; rounded down.
    pub stakers: u64,
    /// To be burnt; rounded down.
    pub burn: u64,
    /// Everything else.
    pub treasury: u64,
}

impl Shares {
    /// Whether the stakers' part keeps to its cap, and all parts to the whole.
    #[must_use]
    pub fn are_valid(&self) -> bool {
        self.staker_bps <= MAX_STAKER_BPS && self.burn_bps <= BPS - self.staker_bps
    }

    /// Shares `amount` out; `burns` is whether its token is the one that is locked. The stakers' and
    /// the burnt part are `floor(amount * bps / 10,000)`; what is left over is the treasury's. So the
    /// stakers never have more than their part of any sum of incomes. Of shares that are not valid,
    /// the stakers' counts as its cap, and the burnt part as no more than they leave.
    #[must_use]
    pub fn split(&self, amount: u64, burns: bool) -> Split {
        let stakers = part(amount, self.staker_bps.min(MAX_STAKER_BPS));
        let rest = amount - stakers;
        let burn = if burns { part(amount, self.burn_bps.min(BPS)).min(rest) } else { 0 };
        Split { stakers, burn, treasury: rest - burn }
    }
}

/// `floor(amount * bps / 10,000)`: for `bps <= 10,000` never above `amount`. The whole
/// ten-thousandths need no rounding, and the product of what is left over is small.
fn part(amount: u64, bps: u16) -> u64 {
    let (whole, bps) = (u64::from(BPS), u64::from(bps));
    amount / whole * bps + amount % whole * bps / whole
}
