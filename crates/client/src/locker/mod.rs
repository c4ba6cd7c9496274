//! The locker program.

mod address;
mod error;
mod event;
mod instruction;
mod power;
mod read;

pub use address::{lock_address, locker_address, vault_address};
pub use error::explain;
pub use event::{events, Event};
pub use instruction::LockerKeys;
pub use locker::{Checkpoint, Lock, Locker, LockerError, LockerParams, Roles, AUTO_ROLL_WEEKS, ID};
pub use power::{counting_second, penalty_at, power_at};
pub use read::PowerView;
