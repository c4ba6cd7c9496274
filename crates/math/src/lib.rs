//! Tenure's arithmetic: exact integers, no framework, no allocation.
//!
//! Everything here is a pure function of its arguments. Programs, clients and tests share it; an
//! independent model in `model/` checks it.

#![no_std]
#![forbid(unsafe_code)]

pub mod book;
mod curve;
pub mod history;
pub mod ledger;
mod penalty;
mod schedule;
mod split;
mod stake;
mod time;
mod wide;

pub use book::{weekly_share, Book, RECYCLE_WEEKS};
pub use curve::Curve;
pub use history::{Checkpoint, History, CHECKPOINTS};
pub use ledger::{Ledger, RING_WEEKS};
pub use penalty::{early_exit_penalty, BPS, MAX_PENALTY_BPS};
pub use schedule::{Schedule, NOTICE_WEEKS};
pub use split::{Shares, Split, MAX_STAKER_BPS};
pub use stake::{Stake, PERMANENT};
pub use time::{start_of, week_of, MAX_SECONDS, MAX_WEEKS, WEEK};
