//! Which week counts, and how much power it began with: the locker says.

use anchor_lang::prelude::*;
use locker::{Locker, AUTO_ROLL_WEEKS};

use crate::error::RevenueError;

/// The week that counts now in `locker`.
pub fn current_week(locker: &Locker) -> Result<u32> {
    require!(locker.version == Locker::VERSION, RevenueError::UnknownVersion);
    let (week, _) = locker.now().map_err(|_| RevenueError::BadClock)?;
    Ok(week)
}

/// Power of all locks at the start of the current `week`. A locker that is far behind wants to be
/// cranked first: to work through all the weeks that passed would cost too much.
pub fn total_power(locker: &Locker, week: u32) -> Result<u64> {
    require!(week - locker.week <= AUTO_ROLL_WEEKS, RevenueError::NeedsCrank);
    Ok(locker.power_at_week(week).map_err(|_| RevenueError::BadClock)?)
}
