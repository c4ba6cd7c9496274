//! The second that counts.

use anchor_lang::prelude::*;

use crate::error::SubscriptionError;

/// The clock's second. Before the Unix epoch there is none.
pub fn now() -> Result<u64> {
    Ok(u64::try_from(Clock::get()?.unix_timestamp).map_err(|_| SubscriptionError::BadClock)?)
}
