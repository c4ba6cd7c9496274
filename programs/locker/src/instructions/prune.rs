use anchor_lang::prelude::*;
use tenure_math::history::oldest_snapshot;

use crate::{
    error::LockerError,
    event::Pruned,
    state::{Lock, Locker},
};

#[derive(Accounts)]
pub struct Prune {
    pub owner: Signer,
    pub locker: Account<Locker>,
    #[account(
        mut,
        seeds = [b"lock", locker.address().as_ref(), owner.address().as_ref()],
        bump = lock.bump
    )]
    pub lock: Account<Lock>,
}

impl Prune {
    pub fn handler(&mut self, give_up_before: u32) -> Result<()> {
        let (week, _) = self.locker.now()?;
        require!(give_up_before <= week, LockerError::WeekNotBegun);
        let keep_from = give_up_before.max(oldest_snapshot(week));
        let checkpoints_before = u16::from(self.lock.checkpoint_count);
        let dropped = self.lock.prune(keep_from);
        require!(dropped > 0, LockerError::NothingToPrune);

        emit!(Pruned {
            locker: *self.locker.address(),
            lock: *self.lock.address(),
            owner: *self.owner.address(),
            keep_from,
            checkpoints_before,
            checkpoints_after: u16::from(self.lock.checkpoint_count),
        });
        Ok(())
    }
}
