//! `tenure revenue`: share the platform's income with those who locked, and claim it.

mod announce;
mod authority;
mod claim;
mod claim_and_lock;
mod claim_plan;
mod claimable;
mod close_record;
mod config;
mod create;
mod distribute;
mod pause;
mod pauser;
mod pay;
mod pool;
mod resume;
mod show;
mod which;

pub use config::RevenueConfig;
pub use create::splitter_differences;
pub use pool::create_pool;

use clap::Subcommand;

use crate::{failure::Failure, report::Report, session::Session};

/// Share income with those who locked, and claim it
#[derive(Subcommand)]
pub enum Command {
    Create(create::Create),
    #[command(subcommand)]
    Pool(pool::Pool),
    Show(show::Show),
    Announce(announce::Announce),
    Pay(pay::Pay),
    Distribute(distribute::Distribute),
    Claimable(claimable::Claimable),
    Claim(claim::Claim),
    ClaimAndLock(claim_and_lock::ClaimAndLock),
    Pause(pause::Pause),
    Resume(resume::Resume),
    #[command(subcommand)]
    Pauser(pauser::Pauser),
    #[command(subcommand)]
    Authority(authority::Authority),
    CloseRecord(close_record::CloseRecord),
}

impl Command {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        match self {
            Self::Create(command) => command.run(session),
            Self::Pool(command) => command.run(session),
            Self::Show(command) => command.run(session),
            Self::Announce(command) => command.run(session),
            Self::Pay(command) => command.run(session),
            Self::Distribute(command) => command.run(session),
            Self::Claimable(command) => command.run(session),
            Self::Claim(command) => command.run(session),
            Self::ClaimAndLock(command) => command.run(session),
            Self::Pause(command) => command.run(session),
            Self::Resume(command) => command.run(session),
            Self::Pauser(command) => command.run(session),
            Self::Authority(command) => command.run(session),
            Self::CloseRecord(command) => command.run(session),
        }
    }
}
