use anchor_lang::prelude::*;
use tenure_math::week_of;

use crate::{clock, error::GovernorError, event::OutflowLimitSet, state::Governor};

#[derive(Accounts)]
pub struct SetOutflowLimit {
    #[account(mut)]
    pub governor: Account<Governor>,
    #[account(address = governor.treasury @ GovernorError::NotTreasury)]
    pub treasury: Signer,
}

impl SetOutflowLimit {
    pub fn handler(&mut self, mint: Address, limit: u64) -> Result<()> {
        let week = week_of(clock::now()?);
        let before = self.governor.outflow_limit(week, &mint);
        let row = self.governor.limit_outflow(week, mint, limit)?;
        let (after, next, from_week) = (row.in_force(week), row.next_limit, row.next_from_week);
        emit!(OutflowLimitSet {
            governor: *self.governor.address(),
            mint,
            before,
            after,
            next,
            week,
            from_week,
        });
        Ok(())
    }
}
