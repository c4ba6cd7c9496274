//! The second that counts.

use anchor_lang::prelude::*;
use locker::Locker;

use crate::error::GovernorError;

/// The clock's second. Before the Unix epoch there is none.
pub fn now() -> Result<u64> {
    Ok(u64::try_from(Clock::get()?.unix_timestamp).map_err(|_| GovernorError::BadClock)?)
}

/// The week and the second that count in `locker`: never before the newest week that has begun there.
pub fn now_of(locker: &Locker) -> Result<(u32, u64)> {
    require!(locker.version == Locker::VERSION, GovernorError::UnknownVersion);
    let (week, t) = locker.now().map_err(|_| GovernorError::BadClock)?;
    Ok((week, t))
}
