use anchor_lang::prelude::*;
use tenure_math::Shares;

use crate::error::RevenueError;

/// How income is split. A change is announced, and counts from the start of the second week after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, AnchorSerialize, AnchorDeserialize, IdlType)]
pub struct Terms {
    /// To lockers, in basis points of what comes in; at most 5,000.
    pub staker_bps: u16,
    /// To be burned, of the mint that is locked only; together with the lockers' at most 10,000. The
    /// rest is the treasury's.
    pub burn_bps: u16,
    /// A week at whose start all locks together have less power than this earns nothing: what comes in
    /// for lockers waits for weeks to come.
    pub min_power: u64,
}

impl Terms {
    pub fn shares(&self) -> Shares {
        Shares { staker_bps: self.staker_bps, burn_bps: self.burn_bps }
    }

    /// Whether a week that began with `total` power earns.
    pub fn is_powered(&self, total: u64) -> bool {
        total >= self.min_power.max(1)
    }

    pub fn require_valid(&self) -> Result<()> {
        require!(self.shares().are_valid(), RevenueError::BadShares);
        Ok(())
    }
}
