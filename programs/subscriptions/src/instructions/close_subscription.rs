use anchor_lang::prelude::*;
use tenure_math::billing::Status;

use crate::{clock, error::SubscriptionError, event::SubscriptionClosed, state::Subscription};

#[derive(Accounts)]
pub struct CloseSubscription {
    #[account(address = subscription.user @ SubscriptionError::NotUser)]
    pub user: Signer,
    #[account(mut, close = rent_payer)]
    pub subscription: Account<Subscription>,
    /// Paid the rent. May be the user: it is only credited.
    #[account(mut, unsafe(dup), address = subscription.rent_payer @ SubscriptionError::WrongRentPayer)]
    pub rent_payer: UncheckedAccount,
}

impl CloseSubscription {
    fn validate(&self, now: u64, credit: u64) -> Result<()> {
        let subscription = &self.subscription;
        require!(subscription.version == Subscription::VERSION, SubscriptionError::UnknownVersion);
        require!(subscription.status(now) == Status::Expired, SubscriptionError::NotExpired);
        // Closed, an exclusion would be forgotten, and a debt too.
        subscription.require_admitted()?;
        require!(!subscription.owes_grace(now), SubscriptionError::OwesGrace);
        require!(credit == subscription.credit, SubscriptionError::CreditLeft);
        // The next one at this address has a higher incarnation.
        require!(now > subscription.incarnation, SubscriptionError::TooSoon);
        Ok(())
    }

    /// The user names the `credit` that is given up with it.
    pub fn handler(&mut self, credit: u64) -> Result<()> {
        self.validate(clock::now()?, credit)?;
        emit!(SubscriptionClosed {
            store: self.subscription.store,
            subscription: *self.subscription.address(),
            user: *self.user.address(),
            rent_payer: *self.rent_payer.address(),
            credit,
        });
        Ok(())
    }
}
