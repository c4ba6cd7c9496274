use clap::Args;

use super::{proposal_facts, which::Which};
use crate::{failure::Failure, report::Report, session::Session};

/// Show a proposal: what it would do in words, its votes, its times
#[derive(Args)]
pub struct Proposal {
    /// Its address or its number
    proposal: Which,
}

impl Proposal {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let governor = session.governor()?;
        let proposal = self.proposal.open(&session.chain, &governor)?;
        proposal_facts(&session.chain, &governor, &proposal, Report::new(""))
    }
}
