use anchor_lang::prelude::*;

use crate::{
    error::SubscriptionError,
    event::PlanSunset,
    state::{Plan, Store},
};

#[derive(Accounts)]
pub struct SunsetPlan {
    pub store: Account<Store>,
    #[account(address = store.authority @ SubscriptionError::NotAuthority)]
    pub authority: Signer,
    #[account(mut)]
    pub plan: Account<Plan>,
}

impl SunsetPlan {
    pub fn handler(&mut self) -> Result<()> {
        self.plan.require_of(&self.store)?;
        require!(self.plan.sunset == 0, SubscriptionError::Unchanged);
        self.plan.sunset = 1;
        emit!(PlanSunset {
            store: *self.store.address(),
            authority: *self.authority.address(),
            plan: *self.plan.address(),
        });
        Ok(())
    }
}
