//! What the treasury alone can spend of the accounts that an action is given.

extern crate alloc;

use alloc::vec::Vec;

use anchor_lang::prelude::*;
use tenure_tokens::held_alone;

/// Amounts by mint; SOL's is zero.
pub struct Holdings(Vec<(Address, u64)>);

impl Holdings {
    /// Of the treasury's own SOL, and of its token accounts among `accounts`. What it lets a delegate spend
    /// is no longer its own.
    pub fn of(treasury: &AccountView, accounts: &[AccountView]) -> Self {
        let mut holdings = Self(Vec::with_capacity(accounts.len() + 1));
        holdings.add(Address::default(), treasury.lamports());
        for (place, account) in accounts.iter().enumerate() {
            let seen = || accounts[..place].iter().any(|earlier| earlier.address() == account.address());
            if !account.is_writable() || seen() {
                continue;
            }
            if let Some((mint, amount)) = held_alone(account, treasury.address()) {
                holdings.add(mint, amount);
            }
        }
        holdings
    }

    /// What left between `self` and `after`, by mint.
    pub fn outflow<'a>(&'a self, after: &'a Self) -> impl Iterator<Item = (&'a Address, u64)> + 'a {
        self.0.iter().filter_map(|(mint, before)| {
            let left = before.saturating_sub(after.amount(mint));
            (left > 0).then_some((mint, left))
        })
    }

    fn add(&mut self, mint: Address, amount: u64) {
        match self.0.iter_mut().find(|(held, _)| *held == mint) {
            // The accounts of one mint hold no more than its supply.
            Some((_, sum)) => *sum = sum.saturating_add(amount),
            None => self.0.push((mint, amount)),
        }
    }

    fn amount(&self, mint: &Address) -> u64 {
        self.0.iter().find(|(held, _)| held == mint).map_or(0, |(_, amount)| *amount)
    }
}
