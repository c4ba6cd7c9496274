use anchor_lang::prelude::*;

use crate::state::{Lock, Locker};

/// Return data of the views: a lock's power and that of the whole locker at the same time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, AnchorSerialize, AnchorDeserialize, IdlType)]
pub struct Power {
    pub lock: u64,
    pub total: u64,
}

#[derive(Accounts)]
pub struct ViewPower {
    pub locker: Account<Locker>,
    #[account(
        seeds = [b"lock", locker.address().as_ref(), lock.owner.as_ref()],
        bump = lock.bump
    )]
    pub lock: Account<Lock>,
}

impl ViewPower {
    /// Power now.
    pub fn now(&self) -> Result<Power> {
        let (_, t) = self.locker.now()?;
        Ok(Power { lock: self.lock.stake().power_at(t), total: self.locker.power_at(t) })
    }

    /// Power in the snapshot of `week`, taken at its start.
    pub fn at_week(&self, week: u32) -> Result<Power> {
        let (now, _) = self.locker.now()?;
        require!(week <= now, crate::error::LockerError::WeekNotBegun);
        let stake = self.lock.stake_before(week);
        Ok(Power {
            lock: stake.power_at(tenure_math::start_of(week)),
            total: self.locker.power_at_week(week)?,
        })
    }
}
