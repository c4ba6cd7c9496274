use anchor_lang::prelude::*;
use tenure_math::billing::Status;

use crate::{
    clock,
    error::SubscriptionError,
    state::{Store, Subscription},
};

/// A statement about a user of a store, of whichever is given: anyone can create a store, and grant themselves
/// the highest tier in it. So a program that asks must check two things by itself: that the store's address is
/// the one it knows, and that the user has signed, if access is for who has it.
#[derive(Accounts)]
pub struct AssertAccess {
    /// Any store. The caller pins its address.
    pub store: Account<Store>,
    /// Does not sign here. The caller checks that, too.
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
