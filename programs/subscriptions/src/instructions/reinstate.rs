use anchor_lang::prelude::*;

use crate::{
    clock,
    error::SubscriptionError,
    event::UserReinstated,
    state::{Store, Subscription},
};

#[derive(Accounts)]
pub struct Reinstate {
    pub store: Account<Store>,
    #[account(address = store.authority @ SubscriptionError::NotAuthority)]
    pub authority: Signer,
    #[account(mut)]
    pub subscription: Account<Subscription>,
}

impl Reinstate {
    /// `sync_badge` issues a badge anew, if paid time is left. Grace that passed meanwhile is not owed.
    pub fn handler(&mut self) -> Result<()> {
        self.subscription.require_of(&self.store)?;
        require!(self.subscription.revoked == 1, SubscriptionError::Unchanged);
        self.subscription.reinstate(clock::now()?);
        emit!(UserReinstated {
            store: *self.store.address(),
            subscription: *self.subscription.address(),
            user: self.subscription.user,
            authority: *self.authority.address(),
        });
        Ok(())
    }
}
