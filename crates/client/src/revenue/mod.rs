//! The revenue program.

mod address;
mod claimable;
mod error;
mod event;
mod instruction;
mod read;

pub use address::{claim_record_address, intake_address, pool_address, pool_vault_address, splitter_address};
pub use claimable::claimable_at;
pub use error::explain;
pub use event::{events, Event};
pub use instruction::{PoolKeys, RevenueKeys};
pub use read::ClaimableView;
pub use revenue::{ClaimRecord, Pool, RevenueError, Splitter, Terms, ID, MAX_CLAIM_WEEKS};
