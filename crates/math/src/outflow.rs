//! How much of one token leaves a treasury in a week.

/// What has left in the newest week in which anything did. Weeks are those of [`crate::week_of`]: what
/// leaves at the end of one and at the start of the next can be twice the limit within seconds, and is
/// never more than that within seven days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outflow {
    pub week: u32,
    /// In base units of the token.
    pub spent: u64,
}

impl Outflow {
    /// Lets `amount` leave in `week`. `None`, and nothing changed, if with it more than `limit` would
    /// have left in that week; exactly `limit` may. A week before the newest counts as the newest, so
    /// that a clock that runs back frees nothing. Nothing may always leave, also where a lowered limit
    /// is below what has left already.
    #[must_use]
    pub fn spend(&mut self, week: u32, amount: u64, limit: u64) -> Option<()> {
        if amount == 0 {
            return Some(());
        }
        let spent = self.spent_in(week).checked_add(amount)?;
        if spent > limit {
            return None;
        }
        *self = Self { week: week.max(self.week), spent };
        Some(())
    }

    /// What has left in `week`; a week before the newest counts as the newest.
    #[must_use]
    pub fn spent_in(&self, week: u32) -> u64 {
        if week > self.week {
            0
        } else {
            self.spent
        }
    }
}
