//! Who speaks for a lock, and with how much power.

use anchor_lang::prelude::*;
use locker::Lock;
use tenure_math::Electorate;

use crate::error::GovernorError;

/// `lock` is a lock of the governor's `locker`.
pub fn require_lock_of(lock: &Lock, locker: &Address) -> Result<()> {
    require!(lock.version == Lock::VERSION, GovernorError::UnknownVersion);
    require!(lock.locker == *locker, GovernorError::WrongLock);
    Ok(())
}

/// `signer` is the lock's owner or its delegate. Whether it is the owner.
pub fn speaks_as_owner(lock: &Lock, signer: &Address) -> Result<bool> {
    let owner = lock.owner == *signer;
    require!(owner || lock.delegate == *signer, GovernorError::NotVoter);
    Ok(owner)
}

/// The lock's weight in a vote.
pub fn weight(lock: &Lock, electorate: &Electorate) -> u64 {
    electorate.weight(lock.stake_before(electorate.week), lock.reduced_week)
}
