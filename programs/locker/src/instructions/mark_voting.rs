use anchor_lang::prelude::*;

use crate::{
    error::LockerError,
    event::VotingMarked,
    state::{Lock, Locker},
};

#[derive(Accounts)]
pub struct MarkVoting {
    #[account(address = locker.governor @ LockerError::NotGovernor)]
    pub governor: Signer,
    /// The lock's owner or its delegate, who votes: no governor holds a lock that nobody voted with.
    pub voter: Signer,
    pub locker: Account<Locker>,
    #[account(mut)]
    pub lock: Account<Lock>,
}

impl MarkVoting {
    pub fn handler(&mut self, until: i64) -> Result<()> {
        require!(self.lock.locker == *self.locker.address(), LockerError::WrongLock);
        let voter = self.voter.address();
        require!(*voter == self.lock.owner || *voter == self.lock.delegate, LockerError::NotVoter);
        let (_, t) = self.locker.now()?;
        let before = self.lock.voting_until;
        self.lock.hold_for_vote(t, until)?;
        emit!(VotingMarked {
            locker: *self.locker.address(),
            lock: *self.lock.address(),
            governor: *self.governor.address(),
            voter: *voter,
            until_before: before,
            until_after: self.lock.voting_until,
        });
        Ok(())
    }
}
