//! How long a plan's periods are.

use super::add_months;

/// A shorter one is less than a longer one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Interval {
    #[default]
    Month,
    Year,
}

impl Interval {
    /// Civil months in a period.
    #[must_use]
    pub fn months(self) -> u32 {
        match self {
            Self::Month => 1,
            Self::Year => 12,
        }
    }

    /// The second at which `count` periods from `anchor` are over. It is worked out from the anchor, never
    /// from the period before: so no end of a short month stays. `None` past the calendar's end.
    #[must_use]
    pub fn end(self, anchor_day: u32, anchor: u64, count: u32) -> Option<u64> {
        add_months(anchor_day, anchor, count.checked_mul(self.months())?)
    }
}
