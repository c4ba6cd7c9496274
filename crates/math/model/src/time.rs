//! Weeks from the Unix epoch. The model counts in seconds and knows weeks only where a rule does.

/// Seconds in a week.
pub const WEEK: u64 = 7 * 24 * 60 * 60;

/// The longest term of a lock, in weeks.
pub const TERM_WEEKS: u32 = 4 * 52;

/// The longest term of a lock, in seconds: a lock with all of it left has its amount as its power.
pub const TERM: u64 = 4 * 52 * WEEK;

/// The week that contains the second `t`.
pub fn week_of(t: u64) -> u32 {
    (t / WEEK).try_into().unwrap_or(u32::MAX)
}

/// The first second of `week`.
pub fn start_of(week: u32) -> u64 {
    WEEK * u64::from(week)
}
