mod checkpoint;
mod lock;
mod locker;

pub use checkpoint::Checkpoint;
pub use lock::Lock;
pub(crate) use locker::unix_time;
pub use locker::{Locker, LockerParams, Roles};
