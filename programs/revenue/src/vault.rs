//! A pool's vault: how tokens go out.

use anchor_lang::prelude::*;
use tenure_tokens::Transfer;

use crate::state::Pool;

/// The accounts of a payment from the vault; their addresses are the pool's.
pub struct Vault<'a> {
    pub pool: &'a Account<Pool>,
    pub account: &'a mut UncheckedAccount,
    pub mint: &'a UncheckedAccount,
    pub token_program: &'a UncheckedAccount,
}

impl Vault<'_> {
    /// Pays `amount` to `destination`; nothing happens if it is zero.
    pub fn pay(&mut self, destination: &mut UncheckedAccount, amount: u64) {
        if amount == 0 {
            return;
        }
        let pool = self.pool;
        let bump = [pool.bump];
        let seeds: &[&[u8]] = &[Pool::SEED, pool.splitter.as_ref(), pool.mint.as_ref(), &bump];
        Transfer {
            token_program: self.token_program.address(),
            from: self.account.cpi_handle_mut(),
            mint: self.mint.cpi_handle(),
            to: destination.cpi_handle_mut(),
            authority: pool.cpi_handle(),
        }
        .invoke(amount, pool.decimals, &[seeds]);
    }
}
