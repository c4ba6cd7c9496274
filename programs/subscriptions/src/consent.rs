//! What a user's signature allows.

use anchor_lang::prelude::*;

use crate::{error::SubscriptionError, state::Subscription};

/// Part of whatever a user signs that is charged. What was signed for one state of the subscription is
/// worth nothing in another, nor after its time, however the transaction was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, AnchorSerialize, AnchorDeserialize, IdlType)]
pub struct Consent {
    /// The most that is charged, in base units.
    pub max_in: u64,
    /// From this second on nothing is.
    pub valid_until: u64,
    /// The subscription's, as it was seen: 0 before the first.
    pub incarnation: u64,
    /// The end of the paid time, as it was seen: 0 before the first.
    pub paid_through: u64,
    /// Its plan, as it was seen: 0 before the first.
    pub plan: u32,
}

impl Consent {
    pub fn require_fits(&self, now: u64, subscription: &Subscription) -> Result<()> {
        require!(now < self.valid_until, SubscriptionError::ConsentExpired);
        let seen = (self.incarnation, self.paid_through, self.plan);
        let is = (subscription.incarnation, subscription.paid_through(), subscription.plan);
        require!(seen == is, SubscriptionError::ConsentOutdated);
        Ok(())
    }

    pub fn require_covers(&self, tokens: u64) -> Result<()> {
        require!(tokens <= self.max_in, SubscriptionError::AboveMaxIn);
        Ok(())
    }
}
