//! The power of all locks together.

use crate::{wide::narrow_quotient, Stake, MAX_SECONDS, MAX_WEEKS, WEEK};

/// Sums over the locks that have not ended. Nothing in them is ever divided, so they never drift:
/// the power of the whole is `floor(sum of amount * seconds left / MAX_SECONDS)`, plus what is
/// permanent, and by `floor(a) + floor(b) <= floor(a + b)` never below the sum of the locks' own
/// powers. Nor is it above the sum of their amounts, which fits a `u64`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Curve {
    /// Sum of the amounts that decay.
    pub amount: u64,
    /// Sum of `amount * end_week` over the same. Below 2^96, since the amounts sum to a `u64`.
    pub amount_end: u128,
    /// Sum of the permanent amounts.
    pub permanent: u64,
}

impl Curve {
    /// The sums with `stake` counted. `None` if the tokens would pass `u64::MAX`, which no mint's
    /// supply can.
    #[must_use]
    pub fn with(self, stake: Stake) -> Option<Self> {
        let grown = if stake.is_permanent() {
            Self { permanent: self.permanent.checked_add(stake.amount)?, ..self }
        } else {
            Self {
                amount: self.amount.checked_add(stake.amount)?,
                amount_end: self.amount_end.checked_add(weeks_of(stake))?,
                ..self
            }
        };
        grown.amount.checked_add(grown.permanent)?;
        Some(grown)
    }

    /// The sums with `stake` no longer counted. `None` if they hold less than it, as they cannot if
    /// it was counted.
    #[must_use]
    pub fn without(self, stake: Stake) -> Option<Self> {
        Some(if stake.is_permanent() {
            Self { permanent: self.permanent.checked_sub(stake.amount)?, ..self }
        } else {
            Self {
                amount: self.amount.checked_sub(stake.amount)?,
                amount_end: self.amount_end.checked_sub(weeks_of(stake))?,
                ..self
            }
        })
    }

    /// Power at time `t`, rounded down. Exact for a `t` at which every counted lock is running and
    /// has at most [`MAX_SECONDS`] left; otherwise still between nothing and the sum of the amounts.
    #[must_use]
    pub fn power_at(&self, t: u64) -> u64 {
        let end = self.amount_end * u128::from(WEEK);
        self.decayed(end, t, MAX_SECONDS)
    }

    /// Power at the start of `week`: as [`Self::power_at`], with the seconds of a week cancelled.
    #[must_use]
    pub fn power_at_week(&self, week: u32) -> u64 {
        self.decayed(self.amount_end, u64::from(week), u64::from(MAX_WEEKS))
    }

    /// `floor((end - now * amount) / max) + permanent`, in any unit of time that the three share.
    fn decayed(&self, end: u128, now: u64, max: u64) -> u64 {
        let left = end.saturating_sub(u128::from(self.amount) * u128::from(now));
        // No lock has more than `max` left, so the quotient is at most the sum of the amounts. The
        // bound holds for a `now` from before some lock began, too.
        let left = left.min(u128::from(self.amount) * u128::from(max));
        narrow_quotient(left, max as u32) + self.permanent
    }
}

fn weeks_of(stake: Stake) -> u128 {
    u128::from(stake.amount) * u128::from(stake.end_week)
}

// `amount_end * WEEK` fits 128 bits: 96 of the sum and those of the factor.
const _: () = assert!(96 + (u64::BITS - WEEK.leading_zeros()) <= 128);
