//! What left a treasury, of one token.

use num_bigint::BigUint;

/// Everything that ever left, by the week that counted.
#[derive(Clone, Debug, Default)]
pub struct Outlays(Vec<(u32, u64)>);

impl Outlays {
    /// Nothing left yet, and `week` is the newest that counts.
    pub fn since(week: u32) -> Self {
        Self(vec![(week, 0)])
    }

    /// Lets `amount` leave in `week`, or in the newest week in which anything left if that is later;
    /// tells whether `limit`, the most that may leave in one week, allows it.
    pub fn spend(&mut self, week: u32, amount: u64, limit: u64) -> bool {
        let counts = self.counts(week);
        let allowed = amount == 0 || self.left_in(counts) + amount <= BigUint::from(limit);
        self.0.extend((allowed && amount > 0).then_some((counts, amount)));
        allowed
    }

    /// What has left in the week that counts in `week`.
    pub fn spent(&self, week: u32) -> BigUint {
        self.left_in(self.counts(week))
    }

    fn counts(&self, week: u32) -> u32 {
        self.0.iter().map(|&(earlier, _)| earlier).fold(week, u32::max)
    }

    fn left_in(&self, week: u32) -> BigUint {
        self.0.iter().filter(|&&(of, _)| of == week).map(|&(_, amount)| BigUint::from(amount)).sum()
    }
}
