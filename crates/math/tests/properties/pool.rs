//! One token's book and its cursors, put together as the program does.

use std::{collections::BTreeMap, ops::Range};

use tenure_math::{book, history::oldest_snapshot, weekly_share, Book, Shares, Split, MAX_WEEKS, RING_WEEKS};
use tenure_model::{OwnerId, MOST_WEEKS};

use crate::machine::Machine;

/// What a program keeps of one token's revenue. Its locker has begun the current week.
#[derive(Clone, Debug, PartialEq)]
pub struct Pool {
    pub burns: bool,
    /// The floor in force.
    pub least_power: u64,
    pub week: u32,
    pub recycling: u64,
    pub revenue: [u64; RING_WEEKS],
    pub unpaid: [u64; RING_WEEKS],
    /// Everything that came to the splitter, and the stakers' part of it. These two and `paid` are in
    /// no account: over the years the same token can come in more often than a `u64` counts.
    pub intake: u128,
    pub credited: u128,
    pub paid: u128,
    pub treasury_due: u64,
    opened: u32,
    cursors: BTreeMap<OwnerId, u32>,
}

impl Pool {
    pub fn new(locker: &Machine, burns: bool, least_power: u64) -> Self {
        Self { burns, least_power, opened: locker.week, ..Self::empty(locker.week) }
    }

    /// A book that nobody has anything to do with yet.
    pub fn empty(week: u32) -> Self {
        Self {
            burns: false,
            least_power: 0,
            week,
            recycling: 0,
            revenue: [0; RING_WEEKS],
            unpaid: [0; RING_WEEKS],
            intake: 0,
            credited: 0,
            paid: 0,
            treasury_due: 0,
            opened: week,
            cursors: BTreeMap::new(),
        }
    }

    pub fn book(&mut self) -> Book<'_> {
        Book {
            week: &mut self.week,
            recycling: &mut self.recycling,
            revenue: &mut self.revenue,
            unpaid: &mut self.unpaid,
        }
    }

    /// Begins the locker's week. Returns whether it has power enough to share.
    pub fn begin(&mut self, locker: &Machine) -> bool {
        let total = locker.power_at_week(locker.week).unwrap();
        let powered = total > 0 && total >= self.least_power;
        self.book().begin(locker.week, powered).unwrap();
        powered
    }

    pub fn distribute(&mut self, locker: &Machine, amount: u64, shares: Shares) -> Split {
        let powered = self.begin(locker);
        let split = shares.split(amount, self.burns);
        self.book().credit(split.stakers, powered).unwrap();
        self.intake += u128::from(amount);
        self.credited += u128::from(split.stakers);
        split
    }

    /// The weeks that the owner, who has a lock, can claim.
    pub fn claimable_weeks(&self, locker: &Machine, owner: OwnerId) -> Range<u32> {
        let lock = &locker.locks[&owner];
        let shown = lock.ring[usize::from(lock.oldest)].week + 1;
        let next = self.cursors.get(&owner).copied().unwrap_or(0);
        let first = next.max(self.opened).max(shown).max(oldest_snapshot(locker.week));
        first.min(locker.week)..locker.week
    }

    /// Pays the owner the next weeks, at most `most` of them. Returns each week's amount; nothing, and
    /// nothing changed, if there is no lock or no week.
    pub fn claim(&mut self, locker: &Machine, owner: OwnerId, most: u32) -> BTreeMap<u32, u64> {
        if !locker.locks.contains_key(&owner) || self.claimable_weeks(locker, owner).is_empty() || most == 0 {
            return BTreeMap::new();
        }
        self.begin(locker);
        let mut weeks = self.claimable_weeks(locker, owner);
        weeks.end = weeks.end.min(weeks.start + most.min(MOST_WEEKS));
        self.cursors.insert(owner, weeks.end);
        let mut paid = BTreeMap::new();
        for week in weeks {
            let power = power(locker, owner, week);
            let amount = self.book().pay(week, power, locker.power_at_week(week).unwrap());
            self.paid += u128::from(amount);
            paid.insert(week, amount);
        }
        paid
    }

    /// As [`Self::claim`], until there is nothing more.
    pub fn claim_all(&mut self, locker: &Machine, owner: OwnerId) -> BTreeMap<u32, u64> {
        let mut paid = BTreeMap::new();
        loop {
            let more = self.claim(locker, owner, MOST_WEEKS);
            if more.is_empty() {
                return paid;
            }
            paid.extend(more);
        }
    }

    /// What [`Self::claim_all`] would pay, of the closed weeks and without changing anything.
    pub fn claimable(&self, locker: &Machine, owner: OwnerId) -> u64 {
        let weeks = self.claimable_weeks(locker, owner);
        let share = |week| {
            let total = locker.power_at_week(week).unwrap();
            weekly_share(self.revenue_of(week), power(locker, owner, week), total)
        };
        weeks.map(share).sum()
    }

    /// Forgets what the owner claimed, as a record does that is closed.
    pub fn forget(&mut self, owner: OwnerId) {
        self.cursors.remove(&owner);
    }

    pub fn next_unclaimed(&self, owner: OwnerId) -> Option<u32> {
        self.cursors.get(&owner).copied()
    }

    pub fn revenue_of(&self, week: u32) -> u64 {
        book::revenue_of(self.week, &self.revenue, week)
    }

    pub fn remaining(&self) -> u128 {
        self.unpaid.iter().map(|&unpaid| u128::from(unpaid)).sum()
    }

    /// What the vault must hold for the book to be good.
    pub fn owed(&self) -> u128 {
        self.remaining() + u128::from(self.recycling)
    }

    /// What holds of every book at any time, whatever happened.
    pub fn check(&self) {
        assert_eq!(self.credited, self.paid + self.owed(), "a base unit came or went");
        for (slot, (&revenue, &unpaid)) in self.revenue.iter().zip(&self.unpaid).enumerate() {
            assert!(unpaid <= revenue, "slot {slot} has more left than it had");
            let age = (self.week as usize + RING_WEEKS - slot) % RING_WEEKS;
            let live = age <= MAX_WEEKS as usize && age <= self.week as usize;
            assert!(live || revenue == 0, "slot {slot} belongs to no week");
        }
        assert!(2 * self.credited <= self.intake, "stakers had more than half");
    }
}

pub fn power(locker: &Machine, owner: OwnerId, week: u32) -> u64 {
    locker.locks.get(&owner).map_or(0, |lock| lock.stake_before(week).power_at_week(week))
}
