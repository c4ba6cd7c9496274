use anchor_lang::prelude::*;
use tenure_math::{history, History, Stake, CHECKPOINTS, MAX_WEEKS, PERMANENT};

use crate::{constants::MAX_VOTING_SECONDS, error::LockerError, state::Checkpoint};

/// One owner's lock: the tokens, when they are free, and what it was week by week.
///
/// PDA `["lock", locker, owner]`. The owner may be a program address.
#[account]
pub struct Lock {
    pub version: u8,
    pub bump: u8,
    /// Where the ring of checkpoints begins, and how many it holds.
    pub oldest: u8,
    pub checkpoint_count: u8,
    /// The week at whose start the tokens are free, or `u32::MAX` if permanent.
    pub end_week: u32,
    /// Tokens, in base units. Zero once withdrawn.
    pub amount: u64,
    /// Until this second a running vote counts the lock, and it cannot be reduced.
    pub voting_until: i64,
    /// The week in which the lock was last reduced (`exit_early`, `begin_unlock`); 0 if never.
    pub reduced_week: u32,
    /// The week in which the account was created.
    pub created_week: u32,
    pub locker: Address,
    pub owner: Address,
    /// May vote with the lock's power. Zero if none.
    pub delegate: Address,
    /// Paid the account's rent, and gets it back.
    pub rent_payer: Address,
    pub checkpoints: [Checkpoint; CHECKPOINTS],
    pub reserved: [u8; 64],
}

const _: () = assert!(core::mem::size_of::<Lock>() == 1_248);

impl Lock {
    pub const VERSION: u8 = 1;
    pub const SEED: &'static [u8] = b"lock";

    /// A new account's identity.
    pub fn open(&mut self, bump: u8, locker: Address, owner: Address, rent_payer: Address, week: u32) {
        self.version = Self::VERSION;
        self.bump = bump;
        self.created_week = week;
        self.locker = locker;
        self.owner = owner;
        self.rent_payer = rent_payer;
    }

    pub fn stake(&self) -> Stake {
        Stake { amount: self.amount, end_week: self.end_week }
    }

    /// What the lock holds from `week` on: written to the history too.
    pub fn hold(&mut self, week: u32, stake: Stake) -> Result<()> {
        self.amount = stake.amount;
        self.end_week = stake.end_week;
        Ok(self.history().record(week, stake).map_err(|_| LockerError::HistoryFull)?)
    }

    /// As [`Self::hold`], by less than before: votes that count the lock from now on see it.
    pub fn reduce(&mut self, week: u32, stake: Stake) -> Result<()> {
        self.reduced_week = week;
        self.hold(week, stake)
    }

    /// The tokens of an ended lock leave. No checkpoint: an ended one has no power to lose.
    pub fn empty(&mut self) {
        self.amount = 0;
    }

    /// The lock holds tokens that are not free yet.
    pub fn require_running(&self, week: u32) -> Result<()> {
        require!(self.amount > 0, LockerError::NothingLocked);
        require!(!self.stake().has_ended(week), LockerError::Ended);
        Ok(())
    }

    /// No running vote counts the lock at second `t`.
    pub fn require_not_voting(&self, t: u64) -> Result<()> {
        let until = u64::try_from(self.voting_until).unwrap_or(0);
        require!(until <= t, LockerError::Voting);
        Ok(())
    }

    /// A vote at second `t` counts the lock until the second `until`, at most [`MAX_VOTING_SECONDS`] ahead.
    /// One that counts it for longer still does.
    pub fn hold_for_vote(&mut self, t: u64, until: i64) -> Result<()> {
        let ahead = u64::try_from(until).unwrap_or(0).saturating_sub(t);
        require!(ahead <= MAX_VOTING_SECONDS, LockerError::VotingTooLong);
        self.voting_until = self.voting_until.max(until);
        Ok(())
    }

    /// What counts in the snapshot of `week`: the newest checkpoint strictly before it.
    pub fn stake_before(&self, week: u32) -> Stake {
        history::stake_before(self.checkpoints_ref(), self.oldest, self.checkpoint_count, week)
    }

    /// What counts in the snapshots of `first` and the weeks after it, week by week.
    pub fn snapshots(&self, first: u32) -> history::Snapshots<'_> {
        history::Snapshots::from(self.checkpoints_ref(), self.oldest, self.checkpoint_count, first)
    }

    /// The first week in whose snapshot the history shows anything.
    pub fn first_snapshot(&self) -> u32 {
        self.checkpoint(0).week.saturating_add(1)
    }

    /// Drops checkpoints that only snapshots before `keep_from` need; returns how many.
    pub fn prune(&mut self, keep_from: u32) -> u8 {
        self.history().prune(keep_from)
    }

    /// The newest week up to `current` in whose snapshot the lock has power.
    pub fn last_powered_week(&self, current: u32) -> Option<u32> {
        history::last_powered_week(self.checkpoints_ref(), self.oldest, self.checkpoint_count, current)
    }

    /// What holds between any two instructions while the locker is in `week`: a decaying lock ends
    /// within the longest term, and no checkpoint is in the future.
    pub fn invariant(&self, week: u32) -> bool {
        let term = self.amount == 0 || self.end_week == PERMANENT || self.end_week <= week + MAX_WEEKS;
        let count = usize::from(self.checkpoint_count);
        let ordered = (1..count).all(|age| self.checkpoint(age - 1).week < self.checkpoint(age).week);
        term && ordered && (count == 0 || self.checkpoint(count - 1).week <= week)
    }

    /// The checkpoint `age` places after the oldest.
    pub fn checkpoint(&self, age: usize) -> &Checkpoint {
        &self.checkpoints[(usize::from(self.oldest) + age) % CHECKPOINTS]
    }

    fn checkpoints_ref(&self) -> &[tenure_math::Checkpoint; CHECKPOINTS] {
        bytemuck::cast_ref(&self.checkpoints)
    }

    fn history(&mut self) -> History<'_> {
        History {
            ring: bytemuck::cast_mut(&mut self.checkpoints),
            oldest: &mut self.oldest,
            len: &mut self.checkpoint_count,
        }
    }
}
