//! Tenure's arithmetic: exact integers, no framework, no allocation.
//!
//! Everything here is a pure function of its arguments. Programs, clients and tests share it; an
//! independent model in `model/` checks it.

#![no_std]
#![forbid(unsafe_code)]

pub mod billing;
pub mod book;
mod curve;
mod electorate;
pub mod history;
pub mod ledger;
mod outflow;
mod penalty;
mod proposal;
mod quorum;
mod schedule;
mod split;
mod stake;
mod tally;
mod time;
mod timeline;
pub mod voting_terms;
mod wide;

pub use book::{weekly_share, Book, RECYCLE_WEEKS};
pub use curve::Curve;
pub use electorate::Electorate;
pub use history::{Checkpoint, History, CHECKPOINTS};
pub use ledger::{Ledger, RING_WEEKS};
pub use outflow::Outflow;
pub use penalty::{early_exit_penalty, BPS, MAX_PENALTY_BPS};
pub use proposal::{ProposalFacts, ProposalState, Stop};
pub use quorum::quorum;
pub use schedule::{Schedule, NOTICE_WEEKS};
pub use split::{Shares, Split, MAX_STAKER_BPS};
pub use stake::{Stake, PERMANENT};
pub use tally::{Choice, Tally, Vote};
pub use time::{start_of, week_of, MAX_SECONDS, MAX_WEEKS, WEEK};
pub use timeline::Timeline;
pub use voting_terms::VotingTerms;
