use anchor_lang::prelude::*;

use crate::{
    clock,
    error::SubscriptionError,
    event::CancellationTakenBack,
    state::{Store, Subscription},
};

#[derive(Accounts)]
pub struct TakeBackCancellation {
    pub user: Signer,
    /// Tells how long the grace is.
    pub store: Account<Store>,
    #[account(mut)]
    pub subscription: Account<Subscription>,
}

impl TakeBackCancellation {
    /// There is grace again by the user's own wish, after a grant too.
    pub fn handler(&mut self) -> Result<()> {
        self.subscription.require_of(&self.store)?;
        self.subscription.require_user(self.user.address())?;
        self.subscription.require_admitted()?;
        let before = self.subscription.prepaid();
        let after = before.resume(clock::now()?, self.store.grace).map_err(SubscriptionError::from)?;
        self.subscription.set_prepaid(&after);
        emit!(CancellationTakenBack {
            store: *self.store.address(),
            subscription: *self.subscription.address(),
            user: *self.user.address(),
            paid_through: after.paid_through(),
            lapses_at_before: before.lapses_at,
            lapses_at_after: after.lapses_at,
        });
        Ok(())
    }
}
