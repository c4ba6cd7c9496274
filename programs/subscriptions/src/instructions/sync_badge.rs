use anchor_lang::{prelude::*, Nested};
use tenure_math::billing::Status;

use crate::{
    clock,
    error::SubscriptionError,
    state::{Store, Subscription},
};

#[derive(Accounts)]
pub struct SyncBadge {
    /// Pays the badge's rent, if there is none.
    #[account(mut, unsafe(dup))]
    pub payer: Signer,
    pub store: Account<Store>,
    pub subscription: Account<Subscription>,
    pub badge: Nested<crate::IssuedBadge>,
}

impl SyncBadge {
    /// The membership program tells by its own events what changed.
    pub fn handler(&mut self) -> Result<()> {
        let now = clock::now()?;
        self.subscription.require_of(&self.store)?;
        self.subscription.require_admitted()?;
        require!(self.subscription.status(now) == Status::Active, SubscriptionError::NoAccess);
        self.badge.show(&self.store, &self.subscription, &mut self.payer)
    }
}
