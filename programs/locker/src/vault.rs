//! The locker's vault: how tokens come in and go out.

use anchor_lang::{
    cpi::InstructionAccount, prelude::*, unchecked_invoke_signed_fixed, CpiHandle, CpiHandleMut,
};

use crate::{error::LockerError, state::Locker, token::balance};

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

/// `authority` owns `from`.
struct Transfer<'a> {
    token_program: &'a Address,
    from: CpiHandleMut<'a>,
    mint: CpiHandle<'a>,
    to: CpiHandleMut<'a>,
    authority: CpiHandle<'a>,
}

impl<'a> Transfer<'a> {
    /// `transfer_checked`, on the stack: the framework's helper builds it on the heap, at about five
    /// times the cost.
    fn invoke(self, amount: u64, decimals: u8, signer_seeds: &'a [&'a [&'a [u8]]]) {
        const TRANSFER_CHECKED: u8 = 12;
        let mut data = [TRANSFER_CHECKED; 10];
        data[1..9].copy_from_slice(&amount.to_le_bytes());
        data[9] = decimals;
        let metas = [
            InstructionAccount::writable(self.from.address()),
            InstructionAccount::readonly(self.mint.address()),
            InstructionAccount::writable(self.to.address()),
            InstructionAccount::readonly_signer(self.authority.address()),
        ];
        let handles = [self.from.into(), self.mint, self.to.into(), self.authority];
        unchecked_invoke_signed_fixed(self.token_program, &data, &metas, &handles, signer_seeds);
    }
}
