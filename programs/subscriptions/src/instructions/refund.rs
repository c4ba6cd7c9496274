use anchor_lang::prelude::*;
use tenure_tokens::{balance, decimals_of_admitted, owner_of_tokens, Transfer};

use crate::{
    error::SubscriptionError,
    event::Refunded,
    state::{Store, Subscription},
};

#[derive(Accounts)]
pub struct Refund {
    pub store: Account<Store>,
    /// Pays from an account of its own: what subscribers pay goes to the payout owner.
    #[account(address = store.authority @ SubscriptionError::NotAuthority)]
    pub authority: Signer,
    #[account(mut)]
    pub subscription: Account<Subscription>,
    #[account(mut)]
    pub source: UncheckedAccount,
    /// A token account of the user.
    #[account(mut)]
    pub destination: UncheckedAccount,
    pub mint: UncheckedAccount,
    pub token_program: UncheckedAccount,
}

impl Refund {
    /// Returns the mint's decimals.
    fn validate(&self) -> Result<u8> {
        self.subscription.require_of(&self.store)?;
        let (mint, token_program) = (self.mint.address(), self.token_program.address());
        require!(*mint == self.subscription.receipt_mint, SubscriptionError::WrongMint);
        let decimals =
            decimals_of_admitted(self.mint.account(), token_program).map_err(SubscriptionError::from)?;
        let owner = owner_of_tokens(self.destination.account(), mint, token_program);
        let owner = owner.map_err(SubscriptionError::from)?;
        require!(owner == self.subscription.user, SubscriptionError::WrongDestination);
        owner_of_tokens(self.source.account(), mint, token_program).map_err(SubscriptionError::from)?;
        Ok(decimals)
    }

    pub fn handler(&mut self, amount: u64) -> Result<()> {
        let decimals = self.validate()?;
        let before = self.subscription.prepaid();
        let after = before.refund(amount).map_err(SubscriptionError::from)?;
        let (receipt, tokens) =
            self.subscription.receipt().refund(amount).map_err(SubscriptionError::from)?;
        require!(tokens > 0, SubscriptionError::NothingToRefund);
        self.subscription.set_prepaid(&after);
        self.subscription.set_receipt(receipt);
        self.pay(tokens, decimals)?;

        emit!(Refunded {
            store: *self.store.address(),
            subscription: *self.subscription.address(),
            user: self.subscription.user,
            authority: *self.authority.address(),
            mint: *self.mint.address(),
            amount,
            tokens,
            credit_before: before.credit,
            credit_after: after.credit,
        });
        Ok(())
    }

    fn pay(&mut self, tokens: u64, decimals: u8) -> Result<()> {
        let before = balance(self.destination.account())?;
        Transfer {
            token_program: self.token_program.address(),
            from: self.source.cpi_handle_mut(),
            mint: self.mint.cpi_handle(),
            to: self.destination.cpi_handle_mut(),
            authority: self.authority.cpi_handle(),
        }
        .invoke(tokens, decimals, &[]);
        let received = balance(self.destination.account())?.checked_sub(before);
        require!(received == Some(tokens), SubscriptionError::AmountMismatch);
        Ok(())
    }
}
