//! What one lock has committed, and the power that gives it.

use crate::{start_of, wide::narrow_quotient, MAX_SECONDS, MAX_WEEKS, WEEK};

/// The `end_week` of a permanent lock: one that does not end until its owner begins to unlock.
pub const PERMANENT: u32 = u32::MAX;

/// An amount of the token, in base units, and the week at whose start it is free again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stake {
    pub amount: u64,
    pub end_week: u32,
}

impl Stake {
    /// No tokens.
    pub const NONE: Self = Self { amount: 0, end_week: 0 };

    #[must_use]
    pub fn is_permanent(&self) -> bool {
        self.end_week == PERMANENT
    }

    /// Whether the stake is free at the start of `week`. A permanent one never is.
    #[must_use]
    pub fn has_ended(&self, week: u32) -> bool {
        !self.is_permanent() && self.end_week <= week
    }

    /// Seconds from `t` to the end, at most [`MAX_SECONDS`]; always that many if permanent. No lock
    /// has more left once it exists: the bound only holds a `t` from before it did.
    #[must_use]
    pub fn seconds_left(&self, t: u64) -> u64 {
        if self.is_permanent() {
            return MAX_SECONDS;
        }
        start_of(self.end_week).saturating_sub(t).min(MAX_SECONDS)
    }

    /// Power at time `t`: `floor(amount * seconds_left / MAX_SECONDS)`, rounded against the holder.
    /// The whole amount if permanent, nothing from the end on; never above the amount.
    #[must_use]
    pub fn power_at(&self, t: u64) -> u64 {
        if self.is_permanent() {
            return self.amount;
        }
        narrow_quotient(u128::from(self.amount) * u128::from(self.seconds_left(t)), MAX_SECONDS as u32)
    }

    /// Power at the start of `week`: as [`Self::power_at`], with the seconds of a week cancelled,
    /// `floor(amount * weeks_left / MAX_WEEKS)`. The whole multiples of [`MAX_WEEKS`] in the amount
    /// need no rounding, and the product of what is left over is small.
    #[must_use]
    pub fn power_at_week(&self, week: u32) -> u64 {
        if self.is_permanent() {
            return self.amount;
        }
        let max = u64::from(MAX_WEEKS);
        let left = u64::from(self.end_week.saturating_sub(week)).min(max);
        self.amount / max * left + self.amount % max * left / max
    }
}

const _: () = assert!(MAX_SECONDS <= u32::MAX as u64);
const _: () = assert!(MAX_SECONDS.is_multiple_of(WEEK));
