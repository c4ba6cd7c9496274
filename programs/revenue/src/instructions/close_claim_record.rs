use anchor_lang::prelude::*;

use crate::{error::RevenueError, event::ClaimRecordClosed, state::ClaimRecord};

#[derive(Accounts)]
pub struct CloseClaimRecord {
    #[account(mut, close = rent_payer)]
    pub record: Account<ClaimRecord>,
    /// No longer a lock. One that is made anew here has no history, so it cannot claim again what was
    /// claimed by the record.
    #[account(address = record.lock @ RevenueError::WrongLock)]
    pub lock: UncheckedAccount,
    /// Paid the rent.
    #[account(mut, address = record.rent_payer @ RevenueError::WrongRentPayer)]
    pub rent_payer: UncheckedAccount,
}

impl CloseClaimRecord {
    pub fn handler(&mut self) -> Result<()> {
        require!(!self.lock.account().owned_by(&locker::ID), RevenueError::LockExists);
        emit!(ClaimRecordClosed {
            splitter: self.record.splitter,
            lock: self.record.lock,
            rent_payer: *self.rent_payer.address(),
        });
        Ok(())
    }
}
