//! A stretch of paid time.

use crate::wide::{proportion, proportion_up};

/// What was paid for the time from `start` to `end`: the whole of a period, or what was left of it when
/// its plan was switched. It is used up second by second.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Segment {
    /// Where the period began that the segment lies in; they end together.
    pub period_start: u64,
    pub start: u64,
    pub end: u64,
    /// What was really paid for it, discounts taken off, in micro-USD.
    pub value: u64,
}

impl Segment {
    /// No time.
    pub const NONE: Self = Self { period_start: 0, start: 0, end: 0, value: 0 };

    #[must_use]
    pub fn is_none(&self) -> bool {
        self.start >= self.end
    }

    /// Seconds of it that are left at `now`; all of them while it has not begun.
    #[must_use]
    pub fn seconds_left(&self, now: u64) -> u64 {
        self.end.saturating_sub(now.max(self.start))
    }

    /// `floor(value * seconds_left / seconds)`, rounded against the payer: what of the value is unused.
    #[must_use]
    pub fn unused(&self, now: u64) -> u64 {
        proportion(self.value, self.seconds_left(now), self.end.saturating_sub(self.start))
    }

    /// `ceil(price * seconds_left / seconds of the period)`, rounded against the payer: what is left of it
    /// costs, at `price` for the whole period. Who paid this has never more than this unused later:
    /// `floor(ceil(x) * r) <= ceil(x * r)` for any part `r` of it.
    #[must_use]
    pub fn cost(&self, price: u64, now: u64) -> u64 {
        proportion_up(price, self.seconds_left(now), self.end.saturating_sub(self.period_start))
    }

    /// What is left of it, bought anew for `value`.
    #[must_use]
    pub(super) fn rest(&self, now: u64, value: u64) -> Self {
        Self { start: now.max(self.start), value, ..*self }
    }
}
