/// Weeks that a change begins by itself; a locker further behind wants `crank`.
pub const AUTO_ROLL_WEEKS: u32 = 8;

/// How far ahead, in seconds, a governor may mark a lock as voting: a locker's authority can name any
/// program's address its governor, and a lock that is marked cannot be reduced.
pub const MAX_VOTING_SECONDS: u64 = 6 * tenure_math::WEEK;
