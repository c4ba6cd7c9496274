use anchor_lang::prelude::*;
use tenure_math::billing::Status;

use crate::{clock, error::SubscriptionError, event::SubscriptionExpired, state::Subscription};

#[derive(Accounts)]
pub struct NoteExpiry {
    #[account(mut)]
    pub subscription: Account<Subscription>,
}

impl NoteExpiry {
    fn validate(&self, now: u64) -> Result<()> {
        require!(self.subscription.version == Subscription::VERSION, SubscriptionError::UnknownVersion);
        let expired = self.subscription.status(now) == Status::Expired && self.subscription.incarnation > 0;
        require!(expired, SubscriptionError::NotExpired);
        require!(self.subscription.lapse_noted == 0, SubscriptionError::AlreadyNoted);
        Ok(())
    }

    /// Nothing hangs on it: the time alone has ended the subscription.
    pub fn handler(&mut self) -> Result<()> {
        self.validate(clock::now()?)?;
        self.subscription.lapse_noted = 1;
        emit!(SubscriptionExpired {
            store: self.subscription.store,
            subscription: *self.subscription.address(),
            user: self.subscription.user,
            paid_through: self.subscription.paid_through(),
            lapsed_at: self.subscription.lapses_at,
            credit: self.subscription.credit,
        });
        Ok(())
    }
}
