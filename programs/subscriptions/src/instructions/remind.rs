use anchor_lang::prelude::*;
use tenure_math::billing::Status;

use crate::{
    clock,
    error::SubscriptionError,
    event::ReminderDue,
    state::{Store, Subscription},
};

#[derive(Accounts)]
pub struct Remind {
    pub store: Account<Store>,
    #[account(mut)]
    pub subscription: Account<Subscription>,
}

impl Remind {
    fn validate(&self, now: u64) -> Result<()> {
        self.subscription.require_of(&self.store)?;
        self.subscription.require_admitted()?;
        let prepaid = self.subscription.prepaid();
        require!(prepaid.status(now) != Status::Expired, SubscriptionError::Expired);
        require!(!prepaid.cancelled, SubscriptionError::Cancelled);
        require!(now >= prepaid.renewable_from(self.store.window), SubscriptionError::NotInWindow);
        let paid_through = prepaid.paid_through();
        require!(self.subscription.reminded != paid_through, SubscriptionError::AlreadyReminded);
        Ok(())
    }

    pub fn handler(&mut self) -> Result<()> {
        self.validate(clock::now()?)?;
        let paid_through = self.subscription.paid_through();
        self.subscription.reminded = paid_through;
        emit!(ReminderDue {
            store: *self.store.address(),
            subscription: *self.subscription.address(),
            user: self.subscription.user,
            paid_through,
            mandate: self.subscription.mandate,
            plan: self.subscription.renewal_plan(),
            reserved: 0,
        });
        Ok(())
    }
}
