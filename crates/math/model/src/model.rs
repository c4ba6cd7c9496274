//! The locker as a whole, and the questions it answers.

use std::collections::BTreeMap;

use crate::{diary::Diary, start_of, week_of, Commitment, End, Params, Power, Refusal, TERM_WEEKS};

/// Names an owner; a test maps it to a key.
pub type OwnerId = u32;

/// Weeks that a change begins by itself. Further behind, it is refused until someone cranks.
pub const AUTO_WEEKS: u32 = 8;

/// Checkpoints that a lock has room for, one a week.
pub const CHECKPOINTS: usize = 64;

/// Weeks whose totals the locker remembers, the newest begun one included.
pub const MEMORY_WEEKS: u32 = 256;

#[derive(Clone, Debug)]
pub struct Model {
    pub(crate) params: Params,
    pub(crate) paused: bool,
    clock: u64,
    /// The newest week that has begun. It changes no answer but those about the clock: no sum here
    /// depends on it.
    pub(crate) begun: u32,
    pub(crate) diaries: BTreeMap<OwnerId, Diary>,
}

impl Model {
    /// A new locker at second `t`. Refused, in this order: `BadTerm`, `PenaltyTooHigh`.
    pub fn new(params: Params, t: u64) -> Result<Self, Refusal> {
        params.check()?;
        let diaries = BTreeMap::new();
        Ok(Self { params, paused: false, clock: t, begun: week_of(t), diaries })
    }

    /// Sets the clock, which may stand still or run back.
    pub fn advance(&mut self, t: u64) {
        self.clock = t;
    }

    /// What the clock says, which may be behind what counts.
    pub fn clock(&self) -> u64 {
        self.clock
    }

    /// The second that counts: the clock's, but none before the newest week that has begun.
    pub fn now(&self) -> u64 {
        self.clock.max(start_of(self.begun))
    }

    /// The week that counts.
    pub fn week(&self) -> u32 {
        week_of(self.now())
    }

    /// The newest week that has begun.
    pub fn begun_week(&self) -> u32 {
        self.begun
    }

    pub fn params(&self) -> Params {
        self.params
    }

    pub fn is_paused(&self) -> bool {
        self.paused
    }

    /// Owners that ever locked.
    pub fn owners(&self) -> impl Iterator<Item = OwnerId> + '_ {
        self.diaries.keys().copied()
    }

    pub fn has_lock(&self, owner: OwnerId) -> bool {
        self.diaries.get(&owner).is_some_and(Diary::has_account)
    }

    /// What the owner's lock holds now, free tokens included.
    pub fn held(&self, owner: OwnerId) -> Commitment {
        self.ask(owner, Commitment::NONE, Diary::held)
    }

    /// An owner's power at `t`, now or later, if nothing but time changes it. As the program, it
    /// takes a `t` before the newest begun week for that week's start.
    pub fn power(&self, owner: OwnerId, t: u64) -> u64 {
        self.held(owner).power(self.not_before_begun(t)).floor()
    }

    /// Power of all owners at `t` before rounding; `t` as in [`Self::power`].
    pub fn exact_power(&self, t: u64) -> Power {
        let t = self.not_before_begun(t);
        self.diaries.values().map(|diary| diary.held().power(t)).sum()
    }

    /// Power of all owners at `t`; `t` as in [`Self::power`].
    pub fn total_power(&self, t: u64) -> u64 {
        self.exact_power(t).floor()
    }

    /// Power of all owners at the start of `week`, as it was then known: from what the locks held
    /// when the week before it ended. Refused, in this order: `WeekNotBegun`, `WeekForgotten`.
    pub fn week_total(&self, week: u32) -> Result<u64, Refusal> {
        if week > self.week() {
            return Err(Refusal::WeekNotBegun);
        }
        if self.begun.saturating_sub(week) >= MEMORY_WEEKS {
            return Err(Refusal::WeekForgotten);
        }
        let held = self.diaries.values().map(|diary| diary.held_before(week));
        Ok(held.map(|held| held.power(start_of(week))).sum::<Power>().floor())
    }

    /// What the owner's account shows for the snapshot of `week`: the newest state strictly before
    /// it that has not been pruned.
    pub fn snapshot(&self, owner: OwnerId, week: u32) -> Commitment {
        self.ask(owner, Commitment::NONE, |diary| diary.snapshot(week))
    }

    /// The owner's power in the snapshot of `week`, at its start.
    pub fn snapshot_power(&self, owner: OwnerId, week: u32) -> u64 {
        self.snapshot(owner, week).power(start_of(week)).floor()
    }

    /// The owner's weight in a vote whose snapshot is `week` and which ends at `t`: the power that
    /// the snapshot's state has then, nothing if the lock was reduced in that week or later.
    pub fn weight(&self, owner: OwnerId, week: u32, t: u64) -> u64 {
        if self.reduced_week(owner).is_some_and(|reduced| reduced >= week) {
            return 0;
        }
        self.snapshot(owner, week).power(t).floor()
    }

    /// The week in which the owner's lock was last reduced by an early exit or a begun unlock.
    pub fn reduced_week(&self, owner: OwnerId) -> Option<u32> {
        self.ask(owner, None, Diary::reduced_week)
    }

    /// The owner's checkpoints by week, at most [`CHECKPOINTS`].
    pub fn checkpoints(&self, owner: OwnerId) -> BTreeMap<u32, Commitment> {
        self.ask(owner, BTreeMap::new(), Diary::checkpoints)
    }

    /// Whether the owner's history has no room for another week.
    pub fn is_full(&self, owner: OwnerId) -> bool {
        self.checkpoints(owner).len() == CHECKPOINTS
    }

    /// The newest week, up to now, in whose snapshot the account shows a running lock.
    pub fn last_powered_week(&self, owner: OwnerId) -> Option<u32> {
        let oldest = *self.checkpoints(owner).keys().next()?;
        let mut weeks = (oldest..=self.week()).rev();
        weeks.find(|&week| self.snapshot(owner, week).is_running(start_of(week)))
    }

    /// Until this second a running vote counts the owner's lock.
    pub fn voting_until(&self, owner: OwnerId) -> u64 {
        self.ask(owner, 0, Diary::voting_until)
    }

    /// The governor marks the owner's lock until this second.
    pub fn mark_voting(&mut self, owner: OwnerId, until: u64) {
        if let Some(diary) = self.diaries.get_mut(&owner) {
            diary.mark_voting(until);
        }
    }

    /// Tokens in the vault, those of ended locks included.
    pub fn vault(&self) -> u64 {
        self.diaries.values().map(|diary| diary.held().amount).sum()
    }

    /// Tokens that become free at the start of `week` if nothing but time changes it. The newest
    /// begun week and those before it have nothing left to free.
    pub fn expiring(&self, week: u32) -> u64 {
        if week <= self.begun {
            return 0;
        }
        let held = self.diaries.values().map(Diary::held);
        held.filter(|held| held.end == End::At(start_of(week))).map(|held| held.amount).sum()
    }

    /// The oldest week that the owner cannot give up by naming no week: claims expire after the
    /// longest term.
    pub(crate) fn oldest_claimable(&self) -> u32 {
        self.week().saturating_sub(TERM_WEEKS)
    }

    fn not_before_begun(&self, t: u64) -> u64 {
        t.max(start_of(self.begun))
    }

    fn ask<T>(&self, owner: OwnerId, stranger: T, question: impl FnOnce(&Diary) -> T) -> T {
        self.diaries.get(&owner).map_or(stranger, question)
    }
}
