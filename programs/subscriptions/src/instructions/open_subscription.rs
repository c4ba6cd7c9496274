use anchor_lang::prelude::*;

use crate::{
    event::SubscriptionOpened,
    state::{Store, Subscription},
};

#[derive(Accounts)]
pub struct OpenSubscription {
    /// Pays the rent. May be the user.
    #[account(mut, unsafe(dup))]
    pub payer: Signer,
    pub store: Account<Store>,
    pub user: UncheckedAccount,
    #[account(
        init,
        payer = payer,
        seeds = [b"subscription", store.address().as_ref(), user.address().as_ref()],
        bump
    )]
    pub subscription: Account<Subscription>,
    pub system_program: Program<System>,
}

impl OpenSubscription {
    pub fn handler(&mut self, bump: u8) -> Result<()> {
        self.store.require_open()?;
        let (store, user) = (*self.store.address(), *self.user.address());
        let rent_payer = *self.payer.address();
        self.subscription.open(bump, store, user, rent_payer);
        emit!(SubscriptionOpened { store, subscription: *self.subscription.address(), user, rent_payer });
        Ok(())
    }
}
