use anchor_lang::prelude::*;

use crate::{
    error::GovernorError,
    event::ParamsUpdated,
    state::{Governor, GovernorParams},
};

#[derive(Accounts)]
pub struct UpdateParams {
    #[account(mut)]
    pub governor: Account<Governor>,
    #[account(address = governor.treasury @ GovernorError::NotTreasury)]
    pub treasury: Signer,
}

impl UpdateParams {
    pub fn handler(&mut self, params: GovernorParams) -> Result<()> {
        let before = self.governor.params();
        self.governor.set_params(&params)?;
        emit!(ParamsUpdated {
            governor: *self.governor.address(),
            proposal_threshold_before: before.proposal_threshold,
            proposal_threshold_after: params.proposal_threshold,
            voting_delay_before: before.voting_delay,
            voting_delay_after: params.voting_delay,
            voting_period_before: before.voting_period,
            voting_period_after: params.voting_period,
            timelock_before: before.timelock,
            timelock_after: params.timelock,
            grace_before: before.grace,
            grace_after: params.grace,
            quorum_bps_before: before.quorum_bps.into(),
            quorum_bps_after: params.quorum_bps.into(),
        });
        Ok(())
    }
}
