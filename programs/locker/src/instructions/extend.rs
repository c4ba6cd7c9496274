use anchor_lang::prelude::*;
use tenure_math::Stake;

use crate::{
    error::LockerError,
    event::Extended,
    state::{Lock, Locker},
};

#[derive(Accounts)]
pub struct Extend {
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

impl Extend {
    pub fn handler(&mut self, weeks: u16) -> Result<()> {
        self.locker.require_open()?;
        self.locker.roll()?;
        let week = self.locker.week;
        self.lock.require_running(week)?;
        let before = self.lock.stake();
        require!(!before.is_permanent(), LockerError::Permanent);
        let after = Stake { end_week: self.locker.end_after(weeks)?, ..before };
        require!(after.end_week > before.end_week, LockerError::Shortening);

        self.lock.hold(week, after)?;
        self.locker.discount(before)?;
        self.locker.count(after)?;

        emit!(Extended {
            locker: *self.locker.address(),
            lock: *self.lock.address(),
            owner: *self.owner.address(),
            amount: before.amount,
            end_week_before: before.end_week,
            end_week_after: after.end_week,
        });
        Ok(())
    }
}
