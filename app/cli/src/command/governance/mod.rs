//! `tenure governance`: holders decide, and their treasury acts.

mod action;
mod cancel;
mod choice;
mod close;
mod close_votes;
mod config;
mod create;
mod execute;
mod facts;
mod file;
mod present;
mod proposal;
mod proposals;
mod propose;
mod show;
mod standing;
mod veto;
mod vote;
mod which;

use clap::Subcommand;

use crate::{failure::Failure, report::Report, session::Session};

pub use self::{
    action::SOL_DECIMALS,
    config::GovernorConfig,
    create::governor_differences,
    facts::{action_facts, proposal_facts},
    file::ProposalFile,
    show::limit_decimals,
};

/// Decide by vote what the treasury does
#[derive(Subcommand)]
pub enum Command {
    Create(create::Create),
    Show(show::Show),
    Propose(propose::Propose),
    Proposals(proposals::Proposals),
    Proposal(proposal::Proposal),
    Vote(vote::Vote),
    Cancel(cancel::Cancel),
    Veto(veto::Veto),
    Execute(execute::Execute),
    CloseVotes(close_votes::CloseVotes),
    Close(close::Close),
}

impl Command {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        match self {
            Self::Create(command) => command.run(session),
            Self::Show(command) => command.run(session),
            Self::Propose(command) => command.run(session),
            Self::Proposals(command) => command.run(session),
            Self::Proposal(command) => command.run(session),
            Self::Vote(command) => command.run(session),
            Self::Cancel(command) => command.run(session),
            Self::Veto(command) => command.run(session),
            Self::Execute(command) => command.run(session),
            Self::CloseVotes(command) => command.run(session),
            Self::Close(command) => command.run(session),
        }
    }
}
