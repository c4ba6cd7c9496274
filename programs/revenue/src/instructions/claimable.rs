use anchor_lang::prelude::*;
use bytemuck::Zeroable;
use locker::{Lock, Locker};

use crate::{
    claiming::{claimable_weeks, standings},
    clock::current_week,
    error::RevenueError,
    state::{ClaimRecord, Pool, Splitter},
};

/// Return data of the view: what claims would pay until nothing is left, however many they take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, AnchorSerialize, AnchorDeserialize, IdlType)]
pub struct Claimable {
    pub amount: u64,
    /// The weeks: from the first, up to but without the second.
    pub from_week: u32,
    pub to_week: u32,
}

#[derive(Accounts)]
pub struct ViewClaimable {
    pub splitter: Account<Splitter>,
    #[account(address = splitter.locker @ RevenueError::WrongLocker)]
    pub locker: Account<Locker>,
    pub lock: Account<Lock>,
    /// The lock's claim record, which may not exist yet.
    #[account(seeds = [b"claims", splitter.address().as_ref(), lock.address().as_ref()], bump)]
    pub record: UncheckedAccount,
    pub pool: Account<Pool>,
}

impl ViewClaimable {
    pub fn handler(&self) -> Result<Claimable> {
        require!(self.lock.locker == self.splitter.locker, RevenueError::WrongLock);
        require!(self.lock.version == Lock::VERSION, RevenueError::UnknownVersion);
        require!(self.pool.splitter == *self.splitter.address(), RevenueError::WrongPool);
        let current = current_week(&self.locker)?;
        let weeks = claimable_weeks(&self.record()?, &self.pool, &self.lock, current);
        let amount = self.pool.earned(standings(&self.locker, &self.lock, &weeks))?;
        Ok(Claimable { amount, from_week: weeks.start, to_week: weeks.end })
    }

    /// What the record says, or what one that is opened now would.
    fn record(&self) -> Result<ClaimRecord> {
        let account = self.record.account();
        if !account.owned_by(&crate::ID) {
            return Ok(ClaimRecord::zeroed());
        }
        // SAFETY: the bytes are copied, and nothing borrows the record mutably.
        let data = unsafe { account.borrow_unchecked() };
        let body = data.get(ClaimRecord::DISCRIMINATOR.len()..).ok_or(RevenueError::WrongRecord)?;
        let record = bytemuck::try_pod_read_unaligned::<ClaimRecord>(body);
        Ok(record.map_err(|_| RevenueError::WrongRecord)?)
    }
}
