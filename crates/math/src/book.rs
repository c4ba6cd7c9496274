//! One token's revenue week by week: what each week has to give, and what is left of it.

use core::ops::Range;

use crate::{history::oldest_snapshot, ledger::RING_WEEKS, wide::quotient, MAX_WEEKS};

/// Weeks over which recycled revenue is given out again: an eighth of what waits, rounded up to a
/// base unit, with each week that begins with power. Who is alone after weeks without power so gets
/// an eighth, not all, and what waits still comes to an end: `r - ceil(r / 8) = floor(7 r / 8)`
/// leaves half after 6 weeks, a thousandth after 52, and nothing of any `u64` after 322.
pub const RECYCLE_WEEKS: u64 = 8;

/// A view of a pool's book, in base units of its token. At all times what came in is what was paid,
/// what the weeks have left, and what waits to be recycled. The book counts only what it is told of:
/// tokens that somebody sends to the vault are not in it.
///
/// It opens with its rings and `recycling` at zero and `week` the current one. From then on only
/// `week` and the [`MAX_WEEKS`] before it have anything in the rings: their slots are distinct, and
/// the slot of a week that begins is empty.
pub struct Book<'a> {
    /// The newest week that has begun here: the one that takes revenue in. Those before it are
    /// closed: what they have to give never changes again.
    pub week: &'a mut u32,
    /// Waiting for weeks to come.
    pub recycling: &'a mut u64,
    /// What each week has to give, by `week % RING_WEEKS`.
    pub revenue: &'a mut [u64; RING_WEEKS],
    /// What is left of it.
    pub unpaid: &'a mut [u64; RING_WEEKS],
}

impl Book<'_> {
    /// Begins `week`. Weeks that nobody can claim any more, more than [`MAX_WEEKS`] before it, give
    /// what they have left to be recycled; then, if there is power in `week`, part of what waits goes
    /// to it: one in [`RECYCLE_WEEKS`], rounded up. Returns that part. Weeks that passed without
    /// beginning here get nothing: they are closed. A week that has begun never begins again, so a
    /// clock that stands still or runs back does nothing.
    ///
    /// `powered` is whether the power of all at the start of `week` is enough to share revenue: not
    /// zero, and not below the floor. `None`, and nothing changed, if what waits would pass
    /// `u64::MAX`, as it cannot while the vault holds all of it.
    #[must_use]
    pub fn begin(&mut self, week: u32, powered: bool) -> Option<u64> {
        if week <= *self.week {
            return Some(0);
        }
        let expired = self.expired_by(week);
        let mut waiting = *self.recycling;
        for old in expired.clone() {
            waiting = waiting.checked_add(self.unpaid[slot(old)])?;
        }
        for old in expired {
            self.revenue[slot(old)] = 0;
            self.unpaid[slot(old)] = 0;
        }
        let part = if powered { waiting.div_ceil(RECYCLE_WEEKS) } else { 0 };
        *self.week = week;
        *self.recycling = waiting - part;
        self.revenue[slot(week)] = part;
        self.unpaid[slot(week)] = part;
        Some(part)
    }

    /// Takes in stakers' revenue: for the week that has begun if it is `powered`, as
    /// [`Self::begin`] says it, else to recycle. Begin the current week first. `None`, and nothing
    /// changed, if either would pass `u64::MAX`, as it cannot while the vault holds all of it.
    #[must_use]
    pub fn credit(&mut self, amount: u64, powered: bool) -> Option<()> {
        if powered {
            let slot = slot(*self.week);
            let revenue = self.revenue[slot].checked_add(amount)?;
            self.unpaid[slot] = self.unpaid[slot].checked_add(amount)?;
            self.revenue[slot] = revenue;
        } else {
            *self.recycling = self.recycling.checked_add(amount)?;
        }
        Some(())
    }

    /// The weeks that can be claimed: closed, and at most [`MAX_WEEKS`] before the one that has begun.
    #[must_use]
    pub fn claimable_weeks(&self) -> Range<u32> {
        oldest_snapshot(*self.week)..*self.week
    }

    /// Takes out what `power` of `total` earned in `week`: [`weekly_share`] of what the week has to
    /// give, nothing outside of [`Self::claimable_weeks`]. Returns it. Powers that sum to no more than
    /// `total`, each paid once, never find less left than their share; it is at most what is left in
    /// any case, so that no caller's mistake takes from another week.
    #[must_use]
    pub fn pay(&mut self, week: u32, power: u64, total: u64) -> u64 {
        if !self.claimable_weeks().contains(&week) {
            return 0;
        }
        let slot = slot(week);
        let share = weekly_share(self.revenue[slot], power, total).min(self.unpaid[slot]);
        self.unpaid[slot] -= share;
        share
    }

    /// The weeks in the rings that nobody can claim any more once the later `week` has begun: no more
    /// than there are, however far ahead it is.
    fn expired_by(&self, week: u32) -> Range<u32> {
        let end = oldest_snapshot(week).min(self.week.saturating_add(1));
        oldest_snapshot(*self.week).min(end)..end
    }
}

/// What `week` has to give, if the ring of a book whose newest begun week is `begun` holds it; nothing
/// for weeks that expired there or have not begun. A book that is behind the clock answers for the
/// weeks it began: those after them have nothing.
#[must_use]
pub fn revenue_of(begun: u32, revenue: &[u64; RING_WEEKS], week: u32) -> u64 {
    if (oldest_snapshot(begun)..=begun).contains(&week) {
        revenue[slot(week)]
    } else {
        0
    }
}

/// `floor(revenue * power / total)`, rounded against the holder: what `power` of `total` earns of a
/// week's `revenue`. Nothing where nobody has power; more than `total` counts as just that, so it is
/// never above `revenue`. By `floor(a) + floor(b) <= floor(a + b)` the shares of powers that sum to no
/// more than `total` sum to no more than `revenue`.
#[must_use]
pub fn weekly_share(revenue: u64, power: u64, total: u64) -> u64 {
    let power = power.min(total);
    if power == 0 {
        return 0;
    }
    quotient(u128::from(revenue) * u128::from(power), total)
}

fn slot(week: u32) -> usize {
    week as usize % RING_WEEKS
}

// Whatever can still be claimed, and the week that begins, have each their own slot.
const _: () = assert!(MAX_WEEKS as usize + 2 <= RING_WEEKS);
