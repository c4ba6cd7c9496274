//! One motion, from what everybody had locked when it was made to all that became of it.

use std::collections::BTreeMap;

use num_bigint::BigUint;
use num_traits::ToPrimitive;

use crate::{start_of, Model, OwnerId, Power, Rules};

/// What a vote is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    For,
    Against,
    Neither,
}

/// What became of a motion so far. Named as the program's states are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    Pending,
    Active,
    Defeated,
    Queued,
    Succeeded,
    Executed,
    Expired,
    Cancelled,
    Vetoed,
}

#[derive(Clone, Copy, Debug)]
enum Entry {
    Vote { owner: OwnerId, side: Side, weight: u64 },
    Seal,
    Run,
    Stop(Fate),
}

/// Nothing that happened to a motion is ever taken out of it.
#[derive(Clone, Debug)]
pub struct Motion {
    rules: Rules,
    made_at: u64,
    week: u32,
    total: u64,
    actions: usize,
    entries: Vec<Entry>,
}

impl Motion {
    pub(super) fn new(locker: &Model, rules: Rules, actions: usize) -> Self {
        let (made_at, week) = (locker.now(), locker.week());
        let mut motion = Self { rules, made_at, week, total: 0, actions, entries: Vec::new() };
        motion.total = motion.power_of_all(locker);
        motion
    }

    /// The power of all that everybody holds when the motion is made, as it is when the vote ends, or of
    /// all that they held when the week began, as it was then, if that is less.
    fn power_of_all(&self, locker: &Model) -> u64 {
        let diaries = || locker.diaries.values();
        let at_end = diaries().map(|diary| diary.held().power(self.voting_ends_at()));
        let at_start = diaries().map(|diary| diary.held_before(self.week).power(start_of(self.week)));
        at_end.sum::<Power>().floor().min(at_start.sum::<Power>().floor())
    }

    pub(super) fn vote(&mut self, locker: &Model, owner: OwnerId, side: Side) -> Option<u64> {
        let counted = self.votes().get(&owner).map(|&(weight, _)| weight);
        let weight = counted.unwrap_or_else(|| self.weight(locker, owner));
        if self.is_sealed() || self.fate(locker.now()) != Fate::Active || weight == 0 {
            return None;
        }
        self.entries.push(Entry::Vote { owner, side, weight });
        Some(weight)
    }

    pub(super) fn seal(&mut self) {
        self.entries.push(Entry::Seal);
    }

    pub(super) fn run(&mut self, t: u64) -> bool {
        self.note(self.fate(t) == Fate::Succeeded, Entry::Run)
    }

    pub(super) fn cancel(&mut self, t: u64) -> bool {
        let open = [Fate::Pending, Fate::Active].contains(&self.fate(t));
        self.note(open, Entry::Stop(Fate::Cancelled))
    }

    pub(super) fn veto(&mut self, t: u64) -> bool {
        let alive = [Fate::Pending, Fate::Active, Fate::Queued, Fate::Succeeded].contains(&self.fate(t));
        self.note(alive, Entry::Stop(Fate::Vetoed))
    }

    fn note(&mut self, possible: bool, entry: Entry) -> bool {
        self.entries.extend(possible.then_some(entry));
        possible
    }

    /// The week of the snapshot.
    pub fn week(&self) -> u32 {
        self.week
    }

    pub fn made_at(&self) -> u64 {
        self.made_at
    }

    pub fn voting_starts_at(&self) -> u64 {
        self.after(1)
    }

    pub fn voting_ends_at(&self) -> u64 {
        self.after(2)
    }

    pub fn executable_at(&self) -> u64 {
        self.after(3)
    }

    pub fn expires_at(&self) -> u64 {
        self.after(4)
    }

    fn after(&self, spans: usize) -> u64 {
        self.made_at + self.rules.spans[..spans].iter().sum::<u64>()
    }

    /// What an owner who has not voted yet would vote with.
    pub fn weight(&self, locker: &Model, owner: OwnerId) -> u64 {
        locker.weight(owner, self.week, self.voting_ends_at())
    }

    /// The power that can be cast, whatever has happened since the motion was made.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// By owner, the weight with which they first voted and the side they took last.
    pub fn votes(&self) -> BTreeMap<OwnerId, (u64, Side)> {
        let mut votes = BTreeMap::new();
        for entry in &self.entries {
            if let Entry::Vote { owner, side, weight } = *entry {
                votes.entry(owner).or_insert((weight, side)).1 = side;
            }
        }
        votes
    }

    /// The power cast for a side.
    pub fn cast(&self, wanted: Side) -> BigUint {
        let votes = self.votes().into_values();
        votes.filter(|&(_, side)| side == wanted).map(|(weight, _)| BigUint::from(weight)).sum()
    }

    /// The power cast for all sides together.
    pub fn cast_by_all(&self) -> BigUint {
        self.votes().into_values().map(|(weight, _)| BigUint::from(weight)).sum()
    }

    /// Whether no more votes count, whatever the clock says.
    pub fn is_sealed(&self) -> bool {
        self.entries.iter().any(|entry| matches!(entry, Entry::Seal))
    }

    /// The least whole power that is enough to take part.
    pub fn quorum(&self) -> u64 {
        let exact = BigUint::from(self.total()) * self.rules.quorum_bps;
        let whole = &exact / 10_000u32;
        let missing = u32::from(&whole * 10_000u32 < exact);
        (whole + missing).to_u64().expect("a part of the total")
    }

    /// Whether enough took part, in fractions of the whole: those against do not count.
    pub fn reaches_quorum(&self) -> bool {
        let took_part = self.cast(Side::For) + self.cast(Side::Neither);
        took_part * 10_000u32 >= BigUint::from(self.total()) * self.rules.quorum_bps
    }

    /// How many of the actions have run.
    pub fn actions_run(&self) -> usize {
        self.entries.iter().filter(|entry| matches!(entry, Entry::Run)).count()
    }

    /// What became of the motion by second `t`, with all that has happened to it until now.
    pub fn fate(&self, t: u64) -> Fate {
        let stops = |entry: &Entry| if let Entry::Stop(fate) = *entry { Some(fate) } else { None };
        if let Some(fate) = self.entries.iter().find_map(stops) {
            return fate;
        }
        let run = self.actions_run();
        if run > 0 && run == self.actions {
            return Fate::Executed;
        }
        let mut course = vec![
            (0, Fate::Pending),
            (self.voting_starts_at(), Fate::Active),
            (self.voting_ends_at(), Fate::Defeated),
        ];
        if self.cast(Side::For) > self.cast(Side::Against) && self.reaches_quorum() {
            course.push((self.voting_ends_at(), Fate::Queued));
            course.push((self.executable_at(), Fate::Succeeded));
            course.push((self.expires_at(), Fate::Expired));
            if self.actions == 0 {
                course.push((self.executable_at(), Fate::Executed));
            }
        }
        course.into_iter().rfind(|&(from, _)| from <= t).expect("the first is from the beginning").1
    }
}
