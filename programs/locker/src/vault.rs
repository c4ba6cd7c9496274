//! The locker's vault: how tokens come in and go out.

use anchor_lang::prelude::*;
use tenure_tokens::{balance, owner_of_tokens, Transfer};

use crate::{error::LockerError, state::Locker};

/// The accounts of a transfer into or out of the vault; their addresses are the locker's.
pub struct Vault<'a> {
    pub locker: &'a Account<Locker>,
    pub account: &'a mut UncheckedAccount,
    pub mint: &'a UncheckedAccount,
    pub token_program: &'a UncheckedAccount,
}

impl Vault<'_> {
    /// Takes `amount` from the owner's `source`, and sees that it arrived whole.
    pub fn receive(&mut self, owner: &Signer, source: &mut UncheckedAccount, amount: u64) -> Result<()> {
        let before = balance(self.account.account())?;
        Transfer {
            token_program: self.token_program.address(),
            from: source.cpi_handle_mut(),
            mint: self.mint.cpi_handle(),
            to: self.account.cpi_handle_mut(),
            authority: owner.cpi_handle(),
        }
        .invoke(amount, self.locker.decimals, &[]);
        let received = balance(self.account.account())?.checked_sub(before);
        require!(received == Some(amount), LockerError::AmountMismatch);
        Ok(())
    }

    /// Pays `amount` to `destination`; nothing happens if it is zero.
    pub fn pay(&mut self, destination: &mut UncheckedAccount, amount: u64) {
        if amount == 0 {
            return;
        }
        let locker = self.locker;
        let bump = [locker.bump];
        let seeds: &[&[u8]] = &[Locker::SEED, locker.mint.as_ref(), locker.creator.as_ref(), &bump];
        Transfer {
            token_program: self.token_program.address(),
            from: self.account.cpi_handle_mut(),
            mint: self.mint.cpi_handle(),
            to: destination.cpi_handle_mut(),
            authority: locker.cpi_handle(),
        }
        .invoke(amount, locker.decimals, &[seeds]);
    }
}

/// `account` is a token account of `locker`'s mint. Returns who holds it.
pub fn holder_of(account: &AccountView, locker: &Locker) -> Result<Address> {
    Ok(owner_of_tokens(account, &locker.mint, &locker.token_program).map_err(LockerError::from)?)
}
