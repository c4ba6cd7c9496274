use anchor_lang::prelude::*;

use crate::{error::SubscriptionError, event::ChangeUnscheduled, state::Subscription};

#[derive(Accounts)]
pub struct UnscheduleChange {
    pub user: Signer,
    #[account(mut)]
    pub subscription: Account<Subscription>,
}

impl UnscheduleChange {
    pub fn handler(&mut self) -> Result<()> {
        self.subscription.require_user(self.user.address())?;
        require!(self.subscription.change_scheduled == 1, SubscriptionError::NothingScheduled);
        let (before, after) = (self.subscription.renewal_plan(), self.subscription.plan);
        self.subscription.schedule(after);
        emit!(ChangeUnscheduled {
            store: self.subscription.store,
            subscription: *self.subscription.address(),
            user: *self.user.address(),
            before,
            after,
        });
        Ok(())
    }
}
