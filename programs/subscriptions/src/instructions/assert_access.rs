use anchor_lang::prelude::*;
use tenure_math::billing::Status;

use crate::{
    clock,
    error::SubscriptionError,
    state::{Store, Subscription},
};

#[derive(Accounts)]
pub struct AssertAccess {
    pub store: Account<Store>,
    pub user: UncheckedAccount,
    pub subscription: Account<Subscription>,
}

impl AssertAccess {
    /// In grace there is access still.
    pub fn handler(&self, min_tier: u8) -> Result<()> {
        self.subscription.require_of(&self.store)?;
        require!(self.subscription.user == *self.user.address(), SubscriptionError::WrongSubscription);
        self.subscription.require_admitted()?;
        require!(self.subscription.status(clock::now()?) != Status::Expired, SubscriptionError::NoAccess);
        require!(self.subscription.tier >= min_tier, SubscriptionError::TierTooLow);
        Ok(())
    }
}
