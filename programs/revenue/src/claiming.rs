//! What a lock has earned of a pool: which weeks it can claim, and its share of each.

use core::ops::Range;

use anchor_lang::prelude::*;
use locker::{Lock, Locker};

use crate::{
    clock::{current_week, total_power},
    constants::MAX_CLAIM_WEEKS,
    error::RevenueError,
    event::Claimed,
    state::{ClaimRecord, Pool, Splitter, Standing},
    vault::Vault,
};

/// The accounts of a claim. The locker is known to be the splitter's; vault, mint and token program are
/// known to be the pool's.
pub struct Claiming<'a> {
    pub splitter: &'a Account<Splitter>,
    pub locker: &'a Locker,
    pub lock: &'a Account<Lock>,
    pub record: &'a mut ClaimRecord,
    pub pool: &'a mut Account<Pool>,
    pub vault: &'a mut UncheckedAccount,
    pub mint: &'a UncheckedAccount,
    pub destination: &'a mut UncheckedAccount,
    pub token_program: &'a UncheckedAccount,
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

    /// Pays the lock's owner the oldest weeks that are not claimed yet, `max_weeks` of them at the most.
    /// Returns the amount, which may be nothing.
    pub fn pay(mut self, max_weeks: u8) -> Result<u64> {
        self.validate(max_weeks)?;
        let (weeks, amount) = self.settle(max_weeks)?;
        Vault { pool: self.pool, account: self.vault, mint: self.mint, token_program: self.token_program }
            .pay(self.destination, amount);

        emit!(Claimed {
            splitter: *self.splitter.address(),
            pool: *self.pool.address(),
            mint: *self.mint.address(),
            lock: *self.lock.address(),
            owner: self.lock.owner,
            destination: *self.destination.address(),
            amount,
            from_week: weeks.start,
            to_week: weeks.end,
        });
        Ok(amount)
    }

    /// Takes the weeks out of the pool's book, and notes them as claimed.
    fn settle(&mut self, max_weeks: u8) -> Result<(Range<u32>, u64)> {
        let current = current_week(self.locker)?;
        let terms = self.splitter.terms_in(current);
        let powered = terms.is_powered(total_power(self.locker, current)?);
        self.pool.begin(current, powered)?;

        let mut weeks = claimable_weeks(self.record, self.pool, self.lock, current);
        weeks.end = weeks.end.min(weeks.start.saturating_add(u32::from(max_weeks)));
        require!(!weeks.is_empty(), RevenueError::NothingToClaim);
        self.record.advance(self.pool.index, weeks.end);
        let amount = self.pool.pay(standings(self.locker, self.lock, &weeks))?;
        Ok((weeks, amount))
    }
}

/// The weeks that a lock can claim in the week `current`: closed ones, from the first that is not
/// claimed, has not expired, and can have earned anything.
pub fn claimable_weeks(record: &ClaimRecord, pool: &Pool, lock: &Lock, current: u32) -> Range<u32> {
    let earliest = pool.created_week.max(lock.first_snapshot());
    record.first_week(pool.index, earliest, current).min(current)..current
}

/// What the lock and all locks together had at the start of each of `weeks`. Of those that the locker has
/// begun, the ones in which the lock had nothing are left out.
pub fn standings<'a>(
    locker: &'a Locker,
    lock: &'a Lock,
    weeks: &Range<u32>,
) -> impl Iterator<Item = Standing> + 'a {
    let unbegun = weeks.start.saturating_sub(locker.week.saturating_add(1));
    let mut ahead = locker.weeks_ahead().skip(usize::try_from(unbegun).unwrap_or(usize::MAX));
    lock.snapshots(weeks.start).take(weeks.len()).filter_map(move |(week, stake)| {
        let power = stake.power_at_week(week);
        if week > locker.week {
            return ahead.next().map(|total| Standing { week, power, total });
        }
        if power == 0 {
            return None;
        }
        // The locker remembers more weeks than can be claimed.
        Some(Standing { week, power, total: locker.power_at_week(week).ok()? })
    })
}
