/// Weeks that a change begins by itself; a locker further behind wants `crank`.
pub const AUTO_ROLL_WEEKS: u32 = 8;
