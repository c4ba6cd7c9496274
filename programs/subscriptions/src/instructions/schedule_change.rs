use anchor_lang::prelude::*;
use tenure_math::billing::Status;

use crate::{
    clock,
    error::SubscriptionError,
    event::ChangeScheduled,
    state::{Plan, Store, Subscription},
};

#[derive(Accounts)]
pub struct ScheduleChange {
    pub user: Signer,
    pub store: Account<Store>,
    pub plan: Account<Plan>,
    #[account(mut)]
    pub subscription: Account<Subscription>,
}

impl ScheduleChange {
    fn validate(&self, now: u64) -> Result<()> {
        self.plan.require_sold(&self.store)?;
        self.subscription.require_of(&self.store)?;
        self.subscription.require_user(self.user.address())?;
        require!(self.subscription.status(now) != Status::Expired, SubscriptionError::Expired);
        require!(self.subscription.cancelled == 0, SubscriptionError::Cancelled);
        require!(self.plan.number() != self.subscription.renewal_plan(), SubscriptionError::SamePlan);
        Ok(())
    }

    /// It follows once the paid time is over, in grace: where there is none, as after a grant, it does not, and
    /// the user subscribes anew.
    pub fn handler(&mut self) -> Result<()> {
        self.validate(clock::now()?)?;
        let (before, after) = (self.subscription.renewal_plan(), self.plan.number());
        self.subscription.schedule(after);
        emit!(ChangeScheduled {
            store: *self.store.address(),
            subscription: *self.subscription.address(),
            user: *self.user.address(),
            before,
            after,
        });
        Ok(())
    }
}
