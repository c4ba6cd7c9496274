//! What a lock has promised.

use crate::{Power, TERM};

/// When tokens are free again. An end in time comes before none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    /// From this second on. The program writes it as a week; the second is that week's first.
    At(u64),
    /// Never, until the owner begins to unlock.
    Never,
}

/// Tokens, and when they are free.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Commitment {
    pub amount: u64,
    pub end: End,
}

impl Commitment {
    /// No tokens.
    pub const NONE: Self = Self { amount: 0, end: End::At(0) };

    /// Whether there are tokens that are not free at second `t`.
    pub fn is_running(&self, t: u64) -> bool {
        self.amount > 0 && self.seconds_left(t) > 0
    }

    pub fn is_permanent(&self) -> bool {
        self.end == End::Never
    }

    /// Seconds from `t` until the tokens are free, counted as the whole term if they never are.
    pub fn seconds_left(&self, t: u64) -> u64 {
        match self.end {
            End::At(end) => end.saturating_sub(t),
            End::Never => TERM,
        }
    }

    /// The exact power at second `t`.
    pub fn power(&self, t: u64) -> Power {
        Power::of(self.amount, self.seconds_left(t))
    }
}
