//! What a lock has earned of a pool: which weeks it can claim, and its share of each.

use core::ops::Range;

use anchor_lang::prelude::*;
use locker::{Lock, Locker};

use crate::{
    clock::{current_week, total_power},
    constants::MAX_CLAIM_WEEKS,
    error::RevenueError,
    state::{ClaimRecord, Pool, Splitter, Standing},
};

/// The accounts that decide a claim. The locker is known to be the splitter's.
pub struct Claiming<'a> {
    pub splitter: &'a Account<Splitter>,
    pub locker: &'a Locker,
    pub lock: &'a Account<Lock>,
    pub record: &'a mut ClaimRecord,
    pub pool: &'a mut Pool,
    pub destination: &'a UncheckedAccount,
}

/// What a claim takes out of a pool.
pub struct Settled {
    pub amount: u64,
    pub weeks: Range<u32>,
}

impl Claiming<'_> {
    fn validate(&mut self, max_weeks: u8) -> Result<()> {
        require!((1..=MAX_CLAIM_WEEKS).contains(&max_weeks), RevenueError::BadWeeks);
        let splitter = self.splitter.address();
        require!(self.pool.splitter == *splitter, RevenueError::WrongPool);
        let (record, lock) = (&self.record, self.lock);
        require!(record.splitter == *splitter && record.lock == *lock.address(), RevenueError::WrongRecord);
        require!(lock.version == Lock::VERSION, RevenueError::UnknownVersion);
        let (pool, owner) = (&self.pool, &lock.owner);
        self.record.require_destination(
            pool.index,
            self.destination.account(),
            owner,
            &pool.mint,
            &pool.token_program,
        )
    }

    /// Takes the oldest weeks that are not claimed yet, `max_weeks` of them at the most, out of the pool.
    pub fn settle(mut self, max_weeks: u8) -> Result<Settled> {
        self.validate(max_weeks)?;
        let current = current_week(self.locker)?;
        let terms = self.splitter.terms_in(current);
        let powered = terms.is_powered(total_power(self.locker, current)?);
        self.pool.begin(current, powered)?;

        let mut weeks = claimable_weeks(self.record, self.pool, self.lock, current);
        weeks.end = weeks.end.min(weeks.start.saturating_add(u32::from(max_weeks)));
        require!(!weeks.is_empty(), RevenueError::NothingToClaim);
        self.record.advance(self.pool.index, weeks.end);
        let amount = self.pool.pay(standings(self.locker, self.lock, &weeks))?;
        Ok(Settled { amount, weeks })
    }
}

/// The weeks that a lock can claim in the week `current`: closed ones, from the first that is not
/// claimed, has not expired, and can have earned anything.
pub fn claimable_weeks(record: &ClaimRecord, pool: &Pool, lock: &Lock, current: u32) -> Range<u32> {
    let earliest = pool.created_week.max(lock.first_snapshot());
    record.first_week(pool.index, earliest, current).min(current)..current
}

/// What the lock and all locks together had at the start of each of `weeks`. Those in which the lock had
/// nothing are left out.
pub fn standings<'a>(
    locker: &'a Locker,
    lock: &'a Lock,
    weeks: &Range<u32>,
) -> impl Iterator<Item = Standing> + 'a {
    let count = weeks.len();
    lock.snapshots(weeks.start).take(count).filter_map(|(week, stake)| {
        let power = stake.power_at_week(week);
        // The locker remembers more weeks than can be claimed.
        let total = if power > 0 { locker.power_at_week(week).ok()? } else { return None };
        Some(Standing { week, power, total })
    })
}
