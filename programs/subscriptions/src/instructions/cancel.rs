use anchor_lang::prelude::*;

use crate::{clock, error::SubscriptionError, event::Cancelled, state::Subscription};

#[derive(Accounts)]
pub struct Cancel {
    pub user: Signer,
    #[account(mut)]
    pub subscription: Account<Subscription>,
}

impl Cancel {
    pub fn handler(&mut self) -> Result<()> {
        self.subscription.require_user(self.user.address())?;
        let before = self.subscription.prepaid();
        let after = before.cancel(clock::now()?).map_err(SubscriptionError::from)?;
        self.subscription.set_prepaid(&after);
        emit!(Cancelled {
            store: self.subscription.store,
            subscription: *self.subscription.address(),
            user: *self.user.address(),
            paid_through: after.paid_through(),
            lapses_at_before: before.lapses_at,
            lapses_at_after: after.lapses_at,
        });
        Ok(())
    }
}
