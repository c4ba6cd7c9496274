//! What one lock held in the past: its checkpoints, at most one a week.

use bytemuck::{Pod, Zeroable};

use crate::{Stake, MAX_WEEKS};

/// Checkpoints that a lock can keep.
pub const CHECKPOINTS: usize = 64;

/// What a lock held when `week` ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub struct Checkpoint {
    pub amount: u64,
    pub end_week: u32,
    pub week: u32,
}

impl Checkpoint {
    #[must_use]
    pub fn stake(&self) -> Stake {
        Stake { amount: self.amount, end_week: self.end_week }
    }
}

/// The ring has no room for another week: the owner prunes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Full;

/// A view of a lock's ring of checkpoints: `len` of them from `oldest` on, in order of week.
pub struct History<'a> {
    pub ring: &'a mut [Checkpoint; CHECKPOINTS],
    pub oldest: &'a mut u8,
    pub len: &'a mut u8,
}

impl History<'_> {
    /// Writes what the lock holds from now on in `week`, over an earlier entry of the same week.
    /// `week` is never below the newest checkpoint's. A full ring stays as it is.
    pub fn record(&mut self, week: u32, stake: Stake) -> Result<(), Full> {
        let checkpoint = Checkpoint { amount: stake.amount, end_week: stake.end_week, week };
        let len = usize::from(*self.len);
        if len > 0 {
            let newest = &mut self.ring[slot(*self.oldest, len - 1)];
            if newest.week == week {
                *newest = checkpoint;
                return Ok(());
            }
        }
        if len == CHECKPOINTS {
            return Err(Full);
        }
        self.ring[slot(*self.oldest, len)] = checkpoint;
        *self.len += 1;
        Ok(())
    }

    /// Drops the checkpoints that no snapshot of week `keep_from` or later needs. The newest one
    /// always stays. Returns how many it dropped.
    pub fn prune(&mut self, keep_from: u32) -> u8 {
        let mut dropped = 0;
        // A checkpoint serves the snapshots after its own week up to its successor's week.
        while *self.len > 1 && self.ring[slot(*self.oldest, 1)].week < keep_from {
            *self.oldest = slot(*self.oldest, 1) as u8;
            *self.len -= 1;
            dropped += 1;
        }
        dropped
    }
}

/// What counts in the snapshot of `week`: the stake of the newest checkpoint strictly before it, so
/// that what happens within a week counts from the next one. Nothing if there is none.
#[must_use]
pub fn stake_before(ring: &[Checkpoint; CHECKPOINTS], oldest: u8, len: u8, week: u32) -> Stake {
    (0..usize::from(len))
        .rev()
        .map(|age| &ring[slot(oldest, age)])
        .find(|checkpoint| checkpoint.week < week)
        .map_or(Stake::NONE, Checkpoint::stake)
}

/// What counts in the snapshots of `first` and the weeks after it, in order, as [`stake_before`] says it:
/// in one pass over the ring, where that would search it anew for each week.
pub struct Snapshots<'a> {
    ring: &'a [Checkpoint; CHECKPOINTS],
    oldest: u8,
    len: usize,
    /// How many checkpoints are before the week that comes next.
    before: usize,
    week: u32,
}

impl<'a> Snapshots<'a> {
    #[must_use]
    pub fn from(ring: &'a [Checkpoint; CHECKPOINTS], oldest: u8, len: u8, first: u32) -> Self {
        let len = usize::from(len);
        // Most often it is the newest weeks that are asked for.
        let mut before = len;
        while before > 0 && ring[slot(oldest, before - 1)].week >= first {
            before -= 1;
        }
        Self { ring, oldest, len, before, week: first }
    }
}

impl Iterator for Snapshots<'_> {
    type Item = (u32, Stake);

    /// The week and the stake that counts in it. `None` once there are no more weeks.
    fn next(&mut self) -> Option<Self::Item> {
        let week = self.week;
        self.week = week.checked_add(1)?;
        while self.before < self.len && self.ring[slot(self.oldest, self.before)].week < week {
            self.before += 1;
        }
        let newest = self.before.checked_sub(1);
        let stake = newest.map_or(Stake::NONE, |age| self.ring[slot(self.oldest, age)].stake());
        Some((week, stake))
    }
}

/// The newest week, up to `current`, in whose snapshot the history shows a running stake; its power
/// may still round down to nothing.
#[must_use]
pub fn last_powered_week(ring: &[Checkpoint; CHECKPOINTS], oldest: u8, len: u8, current: u32) -> Option<u32> {
    let mut served_to = current;
    for age in (0..usize::from(len)).rev() {
        let checkpoint = &ring[slot(oldest, age)];
        let stake = checkpoint.stake();
        let last =
            if stake.is_permanent() { served_to } else { served_to.min(stake.end_week.saturating_sub(1)) };
        if stake.amount > 0 && last > checkpoint.week {
            return Some(last);
        }
        served_to = checkpoint.week;
    }
    None
}

/// The oldest snapshot week that anything may still ask for: claims expire after [`MAX_WEEKS`].
#[must_use]
pub fn oldest_snapshot(current: u32) -> u32 {
    current.saturating_sub(MAX_WEEKS)
}

fn slot(oldest: u8, age: usize) -> usize {
    (usize::from(oldest) + age) % CHECKPOINTS
}
