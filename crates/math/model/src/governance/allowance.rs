//! How much of one token may leave a treasury in a week, as its limit is set and set again.

use num_bigint::BigUint;

use crate::Outlays;

/// Weeks from the one in which a limit is raised to the one from whose start on it is higher.
const NOTICE: u32 = 2;

/// The limits in force, each with the week from which on it is, and what left under them.
#[derive(Clone, Debug)]
pub struct Allowance {
    limits: Vec<(u32, u64)>,
    outlays: Outlays,
}

impl Default for Allowance {
    fn default() -> Self {
        Self { limits: vec![(0, Self::UNLIMITED)], outlays: Outlays::default() }
    }
}

impl Allowance {
    pub const UNLIMITED: u64 = u64::MAX;

    /// The most that may leave in `week`.
    pub fn limit(&self, week: u32) -> u64 {
        let begun = self.limits.iter().rfind(|&&(from, _)| from <= week);
        begun.expect("the first limit is from the beginning").1
    }

    /// Whether a limit is in force in `week`, or to come.
    pub fn is_limited(&self, week: u32) -> bool {
        [week, u32::MAX].iter().any(|&week| self.limit(week) != Self::UNLIMITED)
    }

    /// Sets the limit in `week`: a lower one at once, a higher one with notice. Either takes the place of
    /// one that is still to come.
    pub fn set(&mut self, week: u32, limit: u64) {
        if !self.is_limited(week) {
            self.outlays = Outlays::since(week);
        }
        let current = self.limit(week);
        self.limits =
            if limit <= current { vec![(0, limit)] } else { vec![(0, current), (week + NOTICE, limit)] };
    }

    /// Lets `amount` leave in `week`; tells whether it may. What leaves while nothing is limited is not
    /// counted.
    pub fn spend(&mut self, week: u32, amount: u64) -> bool {
        let limit = self.limit(week);
        !self.is_limited(week) || self.outlays.spend(week, amount, limit)
    }

    /// What counts as having left in `week`.
    pub fn spent(&self, week: u32) -> BigUint {
        self.outlays.spent(week)
    }
}
