use anchor_lang::prelude::*;
use tenure_math::{Stake, MAX_WEEKS};

use crate::{
    error::LockerError,
    event::UnlockBegun,
    state::{Lock, Locker},
};

#[derive(Accounts)]
pub struct BeginUnlock {
    pub owner: Signer,
    #[account(mut)]
    pub locker: Account<Locker>,
    #[account(
        mut,
        seeds = [b"lock", locker.address().as_ref(), owner.address().as_ref()],
        bump = lock.bump
    )]
    pub lock: Account<Lock>,
}

impl BeginUnlock {
    pub fn handler(&mut self) -> Result<()> {
        let t = self.locker.roll()?;
        let week = self.locker.week;
        self.lock.require_running(week)?;
        let before = self.lock.stake();
        require!(before.is_permanent(), LockerError::NotPermanent);
        self.lock.require_not_voting(t)?;
        let after = Stake { end_week: week + MAX_WEEKS, ..before };

        self.lock.reduce(week, after)?;
        self.locker.discount(before)?;
        self.locker.count(after)?;

        emit!(UnlockBegun {
            locker: *self.locker.address(),
            lock: *self.lock.address(),
            owner: *self.owner.address(),
            amount: before.amount,
            end_week_after: after.end_week,
            week,
        });
        Ok(())
    }
}
