//! What the authority sets.

use crate::{Refusal, TERM_WEEKS};

/// The highest penalty an authority can set: half of the amount.
pub const HIGHEST_PENALTY_BPS: u16 = 5_000;

/// The terms on which tokens are locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Params {
    /// The shortest lock, in weeks.
    pub min_weeks: u16,
    /// The longest lock, in weeks.
    pub max_weeks: u16,
    /// Penalty for leaving with the full term left, in basis points of the amount.
    pub penalty_bps: u16,
}

impl Params {
    /// Refused, in this order: `BadTerm`, `PenaltyTooHigh`.
    pub(crate) fn check(&self) -> Result<(), Refusal> {
        let longest = u32::from(self.max_weeks);
        if self.min_weeks == 0 || self.min_weeks > self.max_weeks || longest > TERM_WEEKS {
            return Err(Refusal::BadTerm);
        }
        if self.penalty_bps > HIGHEST_PENALTY_BPS {
            return Err(Refusal::PenaltyTooHigh);
        }
        Ok(())
    }
}
