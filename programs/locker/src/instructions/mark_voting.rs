use anchor_lang::prelude::*;

use crate::{
    error::LockerError,
    event::VotingMarked,
    state::{Lock, Locker},
};

#[derive(Accounts)]
pub struct MarkVoting {
    /// Signs for a vote that the lock's owner, or whom that named, has cast with it.
    #[account(address = locker.governor @ LockerError::NotGovernor)]
    pub governor: Signer,
    pub locker: Account<Locker>,
    #[account(
        mut,
        seeds = [b"lock", locker.address().as_ref(), lock.owner.as_ref()],
        bump = lock.bump
    )]
    pub lock: Account<Lock>,
}

impl MarkVoting {
    pub fn handler(&mut self, until: i64) -> Result<()> {
        let (_, t) = self.locker.now()?;
        let before = self.lock.voting_until;
        self.lock.hold_for_vote(t, until)?;
        emit!(VotingMarked {
            locker: *self.locker.address(),
            lock: *self.lock.address(),
            governor: *self.governor.address(),
            until_before: before,
            until_after: self.lock.voting_until,
        });
        Ok(())
    }
}
