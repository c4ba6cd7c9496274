//! The scenes, in the order of play.

mod ballot;
mod birth;
mod calls;
mod claims;
mod commitment;
mod early_exit;
mod execution;
mod income;
mod lapse;
mod new_share;
mod newcomers;
mod opening;
mod passage;
mod proposal;
mod reckoning;
mod refusal;
mod renewal;
mod shared;
mod sharing;
mod storefront;
mod subscribers;
mod upgrade;
mod withdrawal;

use serde_json::Value;

use super::world::{Actor, World};
use crate::failure::Failure;

/// One scene: it plays on the chain, tells people on the stage, and returns what programs want to know.
pub trait Scene: Sync {
    fn key(&self) -> &'static str;

    fn title(&self) -> &'static str;

    /// How often it steps the progress bar.
    fn steps(&self) -> u64;

    fn play(&self, world: &World) -> Result<Value, Failure>;
}

pub const SCENES: &[&dyn Scene] = &[
    &opening::Opening,
    &commitment::Commitment,
    &passage::Passage,
    &withdrawal::Withdrawal,
    &refusal::Refusal,
    &early_exit::EarlyExit,
    &sharing::Sharing,
    &newcomers::Newcomers,
    &income::Income,
    &claims::Claims,
    &birth::Birth,
    &proposal::Proposal,
    &ballot::Ballot,
    &execution::Execution,
    &new_share::NewShare,
    &storefront::Storefront,
    &subscribers::Subscribers,
    &upgrade::Upgrade,
    &calls::Calls,
    &renewal::Renewal,
    &lapse::Lapse,
    &shared::Shared,
];
