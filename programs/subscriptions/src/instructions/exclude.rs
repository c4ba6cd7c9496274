use anchor_lang::{prelude::*, Nested};

use crate::{
    clock,
    error::SubscriptionError,
    event::UserExcluded,
    state::{Store, Subscription},
};

#[derive(Accounts)]
pub struct Exclude {
    pub store: Account<Store>,
    #[account(address = store.authority @ SubscriptionError::NotAuthority)]
    pub authority: Signer,
    #[account(mut)]
    pub subscription: Account<Subscription>,
    pub badge: Nested<crate::RevokedBadge>,
}

impl Exclude {
    /// Nothing is charged any more, and the badge is revoked. What was paid stays as it is: it can be
    /// refunded, and counts again if the user is reinstated. The time runs on, but nothing is owed for what of
    /// it is grace.
    pub fn handler(&mut self) -> Result<()> {
        self.subscription.require_of(&self.store)?;
        self.subscription.require_admitted()?;
        self.subscription.exclude(clock::now()?);
        self.badge.revoke(&self.store, &self.subscription)?;
        emit!(UserExcluded {
            store: *self.store.address(),
            subscription: *self.subscription.address(),
            user: self.subscription.user,
            authority: *self.authority.address(),
        });
        Ok(())
    }
}
