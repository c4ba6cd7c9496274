//! `tenure locker`: make and manage lockers.

mod authority;
mod config;
mod crank;
mod create;
mod params;
mod pause;
mod pauser;
mod resume;
mod show;

pub use config::LockerConfig;
pub use create::locker_differences;

use clap::Subcommand;

use crate::{failure::Failure, report::Report, session::Session};

/// Make and manage lockers
#[derive(Subcommand)]
pub enum Command {
    Create(create::Create),
    Show(show::Show),
    Params(params::Params),
    Pause(pause::Pause),
    Resume(resume::Resume),
    #[command(subcommand)]
    Authority(authority::Authority),
    #[command(subcommand)]
    Pauser(pauser::Pauser),
    Crank(crank::Crank),
}

impl Command {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        match self {
            Self::Create(command) => command.run(session),
            Self::Show(command) => command.run(session),
            Self::Params(command) => command.run(session),
            Self::Pause(command) => command.run(session),
            Self::Resume(command) => command.run(session),
            Self::Authority(command) => command.run(session),
            Self::Pauser(command) => command.run(session),
            Self::Crank(command) => command.run(session),
        }
    }
}
