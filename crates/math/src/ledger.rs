//! The whole locker week by week: who leaves the sums when, and what the total was.

use crate::{start_of, week_of, Curve, Stake, MAX_WEEKS};

/// Weeks in a ring. A lock ends at most 208 weeks ahead and history is read at most 208 weeks
/// back, so a slot is always free again before it is needed.
pub const RING_WEEKS: usize = 256;

/// A view of a locker's sums and rings. `week` is the newest week that has begun in them: every
/// lock counted in `curve` ends after it.
pub struct Ledger<'a> {
    pub curve: &'a mut Curve,
    pub week: &'a mut u32,
    /// Amounts that leave the sums at the start of each week.
    pub expiring: &'a mut [u64; RING_WEEKS],
    /// Power of the whole at the start of each of the last [`RING_WEEKS`] weeks, before anything
    /// that happened in them; nothing for those before the locker's first.
    pub power_at: &'a mut [u64; RING_WEEKS],
}

impl Ledger<'_> {
    /// Begins weeks up to `week`, `most` of them at the most. Returns how many it began. A week
    /// that has begun never begins again, so a clock that stands still or runs back does nothing.
    pub fn roll(&mut self, week: u32, most: u32) -> u32 {
        let begun = week.saturating_sub(*self.week).min(most);
        for _ in 0..begun {
            *self.week += 1;
            let slot = slot(*self.week);
            expire(self.curve, *self.week, core::mem::take(&mut self.expiring[slot]));
            self.power_at[slot] = self.curve.power_at_week(*self.week);
        }
        begun
    }

    /// Counts `stake`, which ends after the current week and at most [`MAX_WEEKS`] from it, or never.
    /// `None`, and nothing changed, if the tokens would pass `u64::MAX`.
    #[must_use]
    pub fn add(&mut self, stake: Stake) -> Option<()> {
        debug_assert!(stake.is_permanent() || (1..=MAX_WEEKS).contains(&(stake.end_week - *self.week)));
        let curve = self.curve.with(stake)?;
        if !stake.is_permanent() {
            let slot = &mut self.expiring[slot(stake.end_week)];
            *slot = slot.checked_add(stake.amount)?;
        }
        *self.curve = curve;
        Some(())
    }

    /// No longer counts `stake`. One that has ended already left the sums. `None`, and nothing
    /// changed, if the sums hold less than it, as they cannot if it was counted.
    #[must_use]
    pub fn remove(&mut self, stake: Stake) -> Option<()> {
        if stake.has_ended(*self.week) {
            return Some(());
        }
        let curve = self.curve.without(stake)?;
        if !stake.is_permanent() {
            let slot = &mut self.expiring[slot(stake.end_week)];
            *slot = slot.checked_sub(stake.amount)?;
        }
        *self.curve = curve;
        Some(())
    }
}

/// Power of the whole at `t`, now or later, if nothing but time changes it; rounded down. For a `t`
/// before the current week the answer is that of the week's start.
#[must_use]
pub fn power_at(curve: &Curve, week: u32, expiring: &[u64; RING_WEEKS], t: u64) -> u64 {
    let mut ahead = *curve;
    let steps = week_of(t).saturating_sub(week);
    // After a whole ring of weeks every lock of today has ended.
    for step in 1..=steps.min(RING_WEEKS as u32 - 1) {
        let passed = week + step;
        expire(&mut ahead, passed, expiring[slot(passed)]);
    }
    ahead.power_at(t.max(start_of(week)))
}

/// Power of the whole at the start of `week`, if its ring still holds it: a week that has begun,
/// fewer than [`RING_WEEKS`] weeks ago.
#[must_use]
pub fn power_at_week(current: u32, power_at: &[u64; RING_WEEKS], week: u32) -> Option<u64> {
    let age = current.checked_sub(week)?;
    (age < RING_WEEKS as u32).then(|| power_at[slot(week)])
}

/// Power of the whole at the start of each week that has not begun, in order, if nothing but time changes
/// it. It passes each week once, where [`power_at`] starts from the newest begun week every time.
pub struct WeeksAhead<'a> {
    curve: Curve,
    expiring: &'a [u64; RING_WEEKS],
    /// The newest week that has begun, and the one before that comes next.
    begun: u32,
    passed: u32,
}

impl<'a> WeeksAhead<'a> {
    #[must_use]
    pub fn of(curve: Curve, week: u32, expiring: &'a [u64; RING_WEEKS]) -> Self {
        Self { curve, expiring, begun: week, passed: week }
    }
}

impl Iterator for WeeksAhead<'_> {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        self.passed = self.passed.checked_add(1)?;
        // After a whole ring of weeks every lock of today has ended.
        if self.passed - self.begun < RING_WEEKS as u32 {
            expire(&mut self.curve, self.passed, self.expiring[slot(self.passed)]);
        }
        Some(self.curve.power_at_week(self.passed))
    }
}

fn slot(week: u32) -> usize {
    week as usize % RING_WEEKS
}

/// Takes locks of together `amount` that end at the start of `week` out of the sums. They were
/// added under the same week, so the sums hold them.
fn expire(curve: &mut Curve, week: u32, amount: u64) {
    curve.amount -= amount;
    curve.amount_end -= u128::from(amount) * u128::from(week);
}

// No lock of the longest term shares a slot with the week in which it begins.
const _: () = assert!((MAX_WEEKS as usize) < RING_WEEKS);
