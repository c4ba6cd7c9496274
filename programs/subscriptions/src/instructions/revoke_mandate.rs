use anchor_lang::prelude::*;

use crate::{
    error::SubscriptionError,
    event::MandateRevoked,
    state::{Mandate, Subscription},
};

#[derive(Accounts)]
pub struct RevokeMandate {
    #[account(address = mandate.user @ SubscriptionError::NotUser)]
    pub user: Signer,
    #[account(mut, close = rent_payer)]
    pub mandate: Account<Mandate>,
    /// The user's, in the mandate's store; it may be closed.
    #[account(mut)]
    pub subscription: UncheckedAccount,
    /// Paid the rent. May be the user: it is only credited.
    #[account(mut, unsafe(dup), address = mandate.rent_payer @ SubscriptionError::WrongRentPayer)]
    pub rent_payer: UncheckedAccount,
}

impl RevokeMandate {
    /// Closed, the mandate signs for nothing any more, whatever the token account's delegate is.
    pub fn handler(&mut self) -> Result<()> {
        require!(self.mandate.version == Mandate::VERSION, SubscriptionError::UnknownVersion);
        self.forget()?;
        emit!(MandateRevoked {
            store: self.mandate.store,
            user: self.mandate.user,
            mandate: *self.mandate.address(),
            mint: self.mandate.mint,
            total_left: self.mandate.total_left,
        });
        Ok(())
    }

    /// The subscription forgets the mandate, if it is the one that it names.
    fn forget(&mut self) -> Result<()> {
        let account = *self.subscription.account();
        if !account.owned_by(&crate::ID) {
            let seeds = [Subscription::SEED, self.mandate.store.as_ref(), self.mandate.user.as_ref()];
            let (address, _) = Address::find_program_address(&seeds, &crate::ID);
            require!(*account.address() == address, SubscriptionError::WrongSubscription);
            return Ok(());
        }
        // SAFETY: the account is borrowed nowhere else in this instruction.
        let mut subscription = unsafe { Account::<Subscription>::load_mut(account) }?;
        let (store, user) = (self.mandate.store, self.mandate.user);
        let named = subscription.store == store && subscription.user == user;
        require!(named, SubscriptionError::WrongSubscription);
        if subscription.mandate == *self.mandate.address() {
            subscription.mandate = Address::default();
        }
        Ok(())
    }
}
