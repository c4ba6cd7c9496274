use anchor_lang::{prelude::*, Nested};

use crate::{
    clock,
    error::SubscriptionError,
    event::Ended,
    state::{Store, Subscription},
};

#[derive(Accounts)]
pub struct End {
    pub store: Account<Store>,
    /// Both agree: the store, as a year's price is for all of the year; the user, whose time it is.
    #[account(address = store.authority @ SubscriptionError::NotAuthority)]
    pub authority: Signer,
    pub user: Signer,
    #[account(mut)]
    pub subscription: Account<Subscription>,
    pub badge: Nested<crate::ShownBadge>,
}

impl End {
    pub fn handler(&mut self) -> Result<()> {
        self.subscription.require_of(&self.store)?;
        self.subscription.require_user(self.user.address())?;
        self.badge.validate(&self.store)?;
        let before = self.subscription.prepaid();
        let after = before.end(clock::now()?).map_err(SubscriptionError::from)?;
        self.subscription.set_prepaid(&after);
        self.subscription.mandate = Address::default();
        self.badge.show(&self.store, &self.subscription)?;

        emit!(Ended {
            store: *self.store.address(),
            subscription: *self.subscription.address(),
            user: *self.user.address(),
            authority: *self.authority.address(),
            paid_through_before: before.paid_through(),
            paid_through_after: after.paid_through(),
            credit_before: before.credit,
            credit_after: after.credit,
        });
        Ok(())
    }
}
