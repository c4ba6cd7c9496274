//! How income is shared out, and in which weeks.

use crate::{Rates, Refusal};

/// The stakers' highest part of an income, in basis points.
const MOST_TO_STAKERS: u16 = 5_000;

/// What is announced together and counts together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    pub rates: Rates,
    /// A week that begins with less power than this is not shared.
    pub least_power: u64,
}

impl Terms {
    /// Whether a week that begins with the power `total` of all is shared: never without any.
    pub fn share_with(&self, total: u64) -> bool {
        total > 0 && total >= self.least_power
    }

    /// Refused: `BadShares`.
    pub(crate) fn check(&self) -> Result<(), Refusal> {
        let Rates { stakers_bps, burn_bps } = self.rates;
        let whole = u32::from(stakers_bps) + u32::from(burn_bps) <= 10_000;
        if stakers_bps <= MOST_TO_STAKERS && whole {
            Ok(())
        } else {
            Err(Refusal::BadShares)
        }
    }
}
