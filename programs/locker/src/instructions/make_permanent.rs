use anchor_lang::prelude::*;
use tenure_math::{Stake, PERMANENT};

use crate::{
    error::LockerError,
    event::MadePermanent,
    state::{Lock, Locker},
};

#[derive(Accounts)]
pub struct MakePermanent {
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

impl MakePermanent {
    pub fn handler(&mut self) -> Result<()> {
        self.locker.require_open()?;
        self.locker.roll()?;
        let week = self.locker.week;
        self.lock.require_running(week)?;
        let before = self.lock.stake();
        require!(!before.is_permanent(), LockerError::Permanent);
        let after = Stake { end_week: PERMANENT, ..before };

        self.lock.hold(week, after)?;
        self.locker.discount(before)?;
        self.locker.count(after)?;

        emit!(MadePermanent {
            locker: *self.locker.address(),
            lock: *self.lock.address(),
            owner: *self.owner.address(),
            amount: before.amount,
            end_week_before: before.end_week,
            week,
        });
        Ok(())
    }
}
