//! The accounts of a charge, and how its tokens move.

use anchor_lang::{prelude::*, CpiHandle};
use tenure_tokens::{accepts_tokens, balance, owner_of_tokens, Transfer};

use crate::{
    consent::Consent,
    error::SubscriptionError,
    state::{PayToken, Store, Subscription},
};

#[derive(Accounts)]
pub struct Payment {
    pub pay_token: Account<PayToken>,
    /// The user's token account. It is another one than the payout's: the same twice is refused.
    #[account(mut)]
    pub source: UncheckedAccount,
    #[account(mut)]
    pub payout: UncheckedAccount,
    pub mint: UncheckedAccount,
    #[account(address = pay_token.token_program @ SubscriptionError::WrongTokenProgram)]
    pub token_program: UncheckedAccount,
    /// The oracle's account; not read for a stable token.
    pub price: UncheckedAccount,
}

impl Payment {
    pub fn validate(&self, store: &Account<Store>) -> Result<()> {
        self.pay_token.require_taken(store)?;
        self.pay_token.require_sound(store, self.mint.account(), self.payout.account())
    }

    /// A charge that `user` has signed: in an open store, for their own subscription as they saw it, of
    /// their own tokens.
    pub fn validate_signed(
        &self,
        now: u64,
        user: &Address,
        consent: &Consent,
        store: &Account<Store>,
        subscription: &Subscription,
    ) -> Result<()> {
        store.require_open()?;
        subscription.require_of(store)?;
        subscription.require_user(user)?;
        subscription.require_admitted()?;
        consent.require_fits(now, subscription)?;
        self.validate(store)?;
        self.require_source_of(user)
    }

    /// The tokens are `user`'s own, whatever else `user` may spend.
    fn require_source_of(&self, user: &Address) -> Result<()> {
        let PayToken { mint, token_program, .. } = &*self.pay_token;
        let owner = owner_of_tokens(self.source.account(), mint, token_program);
        require!(owner.map_err(SubscriptionError::from)? == *user, SubscriptionError::WrongSource);
        Ok(())
    }

    /// What `charge`, in micro-USD, is in tokens, rounded up.
    pub fn tokens(&self, charge: u64, now: u64) -> Result<u64> {
        self.pay_token.tokens(charge, self.price.account(), now)
    }

    /// Moves `tokens` to the store, and sees that they arrived whole.
    pub fn take<'a>(
        &'a mut self,
        tokens: u64,
        authority: CpiHandle<'a>,
        signer_seeds: &'a [&'a [&'a [u8]]],
    ) -> Result<()> {
        if tokens == 0 {
            return Ok(());
        }
        let before = balance(self.payout.account())?;
        Transfer {
            token_program: self.token_program.address(),
            from: self.source.cpi_handle_mut(),
            mint: self.mint.cpi_handle(),
            to: self.payout.cpi_handle_mut(),
            authority,
        }
        .invoke(tokens, self.pay_token.decimals, signer_seeds);
        let received = balance(self.payout.account())?.checked_sub(before);
        require!(received == Some(tokens), SubscriptionError::AmountMismatch);
        Ok(())
    }

    /// A fee can be paid to `keeper`. It is another account than the source and the payout: the same twice is
    /// refused.
    pub fn require_keeper(&self, keeper: &UncheckedAccount) -> Result<()> {
        let PayToken { mint, token_program, .. } = &*self.pay_token;
        let account = keeper.account();
        let takes = account.is_writable() && accepts_tokens(account, mint, token_program);
        require!(takes, SubscriptionError::WrongKeeperAccount);
        Ok(())
    }

    /// Moves `fee` to the keeper.
    pub fn pay_keeper<'a>(
        &'a mut self,
        keeper: &'a mut UncheckedAccount,
        fee: u64,
        authority: CpiHandle<'a>,
        signer_seeds: &'a [&'a [&'a [u8]]],
    ) {
        if fee == 0 {
            return;
        }
        Transfer {
            token_program: self.token_program.address(),
            from: self.source.cpi_handle_mut(),
            mint: self.mint.cpi_handle(),
            to: keeper.cpi_handle_mut(),
            authority,
        }
        .invoke(fee, self.pay_token.decimals, signer_seeds);
    }
}
