use anchor_lang::prelude::*;
use tenure_math::history::oldest_snapshot;

use crate::{
    error::LockerError,
    event::LockClosed,
    state::{Lock, Locker},
};

#[derive(Accounts)]
pub struct CloseLock {
    pub owner: Signer,
    pub locker: Account<Locker>,
    #[account(
        mut,
        close = rent_payer,
        seeds = [b"lock", locker.address().as_ref(), owner.address().as_ref()],
        bump = lock.bump
    )]
    pub lock: Account<Lock>,
    /// Paid the rent. May be the owner: it is only credited.
    #[account(mut, unsafe(dup), address = lock.rent_payer @ LockerError::WrongRentPayer)]
    pub rent_payer: UncheckedAccount,
}

impl CloseLock {
    pub fn handler(&mut self, give_up_before: u32) -> Result<()> {
        let (week, t) = self.locker.now()?;
        require!(self.lock.amount == 0, LockerError::StillLocked);
        self.lock.require_not_voting(t)?;
        // A snapshot of this week may exist already, so this week can be given up too.
        require!(give_up_before <= week.saturating_add(1), LockerError::WeekNotBegun);
        let given_up = give_up_before.max(oldest_snapshot(week));
        if let Some(last) = self.lock.last_powered_week(week) {
            require!(last < given_up, LockerError::HistoryNeeded);
        }

        emit!(LockClosed {
            locker: *self.locker.address(),
            lock: *self.lock.address(),
            owner: *self.owner.address(),
            rent_payer: *self.rent_payer.address(),
            give_up_before,
        });
        Ok(())
    }
}
