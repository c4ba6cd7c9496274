//! Weeks: the unit in which locks end and history is kept.

/// Seconds in a week. Weeks are counted from the Unix epoch and so begin on a Thursday at 00:00 UTC.
pub const WEEK: u64 = 604_800;

/// The longest lock, in weeks: four years, rounded to whole weeks.
pub const MAX_WEEKS: u32 = 208;

/// The longest lock, in seconds. A lock with all of it left has a power equal to its amount.
pub const MAX_SECONDS: u64 = MAX_WEEKS as u64 * WEEK;

/// The week that contains the second `t`. Times beyond week `u32::MAX` are held at that week.
#[must_use]
pub fn week_of(t: u64) -> u32 {
    u32::try_from(t / WEEK).unwrap_or(u32::MAX)
}

/// The first second of `week`.
#[must_use]
pub fn start_of(week: u32) -> u64 {
    u64::from(week) * WEEK
}
