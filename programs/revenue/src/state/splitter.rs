use anchor_lang::prelude::*;
use tenure_math::Schedule;

use crate::{error::RevenueError, state::Terms};

/// How one locker's platform shares its income, and who may change that.
///
/// PDA `["splitter", locker]`. Income of any token arrives in this address's associated token account.
#[account]
pub struct Splitter {
    pub version: u8,
    pub bump: u8,
    /// 1 while distribution is stopped.
    pub paused: u8,
    /// Pools made so far. A pool's index is the number before it.
    pub pool_count: u8,
    /// The terms whose names begin with `next` count from the start of this week on; before, the others.
    pub next_from_week: u32,
    pub min_power: u64,
    pub next_min_power: u64,
    pub staker_bps: u16,
    pub burn_bps: u16,
    pub next_staker_bps: u16,
    pub next_burn_bps: u16,
    pub locker: Address,
    /// The mint that is locked.
    pub stake_mint: Address,
    pub authority: Address,
    /// Zero if none is proposed.
    pub proposed_authority: Address,
    /// May pause; only the authority resumes. Zero if none.
    pub pauser: Address,
    pub reserved: [u8; 64],
}

const _: () = assert!(core::mem::size_of::<Splitter>() == 256);

impl Splitter {
    pub const VERSION: u8 = 1;
    pub const SEED: &'static [u8] = b"splitter";

    /// Pools that a splitter can have: a claim record has a cursor for each.
    pub const MAX_POOLS: usize = 32;

    /// A new account's identity and first terms, in force at once.
    pub fn open(&mut self, bump: u8, locker: Address, stake_mint: Address, terms: &Terms) -> Result<()> {
        terms.require_valid()?;
        self.version = Self::VERSION;
        self.bump = bump;
        self.locker = locker;
        self.stake_mint = stake_mint;
        self.set_schedule(&Schedule::new(*terms));
        Ok(())
    }

    /// The terms in force in `week`. A change counts from its week on, never before.
    pub fn terms_in(&self, week: u32) -> Terms {
        self.schedule().in_force(week)
    }

    /// Announces `terms` in `week`, in place of what is announced and not in force yet. Returns the week
    /// from which they count.
    pub fn announce(&mut self, week: u32, terms: &Terms) -> Result<u32> {
        terms.require_valid()?;
        self.set_schedule(&self.schedule().announce(week, *terms));
        Ok(self.next_from_week)
    }

    /// Counts a new pool; returns its index.
    pub fn add_pool(&mut self) -> Result<u8> {
        let index = self.pool_count;
        require!(usize::from(index) < Self::MAX_POOLS, RevenueError::TooManyPools);
        self.pool_count += 1;
        Ok(index)
    }

    /// What holds between any two instructions: the terms keep to the compiled bounds.
    pub fn invariant(&self) -> bool {
        let Schedule { now, next, .. } = self.schedule();
        let pools = usize::from(self.pool_count) <= Self::MAX_POOLS;
        now.shares().are_valid() && next.shares().are_valid() && pools
    }

    fn schedule(&self) -> Schedule<Terms> {
        let now = Terms { staker_bps: self.staker_bps, burn_bps: self.burn_bps, min_power: self.min_power };
        let next = Terms {
            staker_bps: self.next_staker_bps,
            burn_bps: self.next_burn_bps,
            min_power: self.next_min_power,
        };
        Schedule { now, next, from: self.next_from_week }
    }

    fn set_schedule(&mut self, schedule: &Schedule<Terms>) {
        let Schedule { now, next, from } = schedule;
        (self.staker_bps, self.burn_bps, self.min_power) = (now.staker_bps, now.burn_bps, now.min_power);
        (self.next_staker_bps, self.next_burn_bps) = (next.staker_bps, next.burn_bps);
        (self.next_min_power, self.next_from_week) = (next.min_power, *from);
    }
}
