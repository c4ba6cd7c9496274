use anchor_lang::prelude::*;

use crate::{
    error::LockerError,
    event::ParamsUpdated,
    instructions::require_penalty_account,
    state::{Locker, LockerParams},
};

#[derive(Accounts)]
pub struct UpdateParams {
    #[account(mut)]
    pub locker: Account<Locker>,
    #[account(address = locker.authority @ LockerError::NotAuthority)]
    pub authority: Signer,
    pub penalty_account: UncheckedAccount,
}

impl UpdateParams {
    pub fn handler(&mut self, params: LockerParams) -> Result<()> {
        let before = self.locker.params();
        let penalty_account_before = self.locker.penalty_account;
        let penalty_account = require_penalty_account(self.penalty_account.account(), &self.locker)?;
        self.locker.set_params(&params)?;
        self.locker.penalty_account = penalty_account;

        emit!(ParamsUpdated {
            locker: *self.locker.address(),
            authority: *self.authority.address(),
            governor_before: before.governor,
            governor_after: params.governor,
            penalty_account_before,
            penalty_account_after: penalty_account,
            min_weeks_before: before.min_weeks,
            min_weeks_after: params.min_weeks,
            max_weeks_before: before.max_weeks,
            max_weeks_after: params.max_weeks,
            penalty_bps_before: before.penalty_bps,
            penalty_bps_after: params.penalty_bps,
        });
        Ok(())
    }
}
