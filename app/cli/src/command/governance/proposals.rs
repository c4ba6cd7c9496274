use clap::Args;
use tenure_client::decode::printable;

use super::standing::Standing;
use crate::{failure::Failure, report::Report, session::Session};

/// List all proposals, with where they stand
#[derive(Args)]
pub struct Proposals {}

impl Proposals {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let governor = session.governor()?;
        let (proposals, now) = (session.chain.proposals(&governor)?, session.chain.now()?);
        let report = |proposal: &crate::chain::OpenProposal| {
            let state = &proposal.read.proposal;
            let standing = Standing::of(state, now);
            let title = printable(&proposal.read.title);
            let name = match state.number {
                0 => format!("Draft: {title}"),
                number => format!("{number}: {title}"),
            };
            Report::new(name)
                .fact("number", "", "", state.number.into())
                .fact("title", "", "", title.into())
                .fact("state", "State", standing.words(), standing.state.into())
                .fact("secondsLeft", "", "", standing.seconds_left().into())
                .address("proposal", "Proposal", proposal.address)
                .address("proposer", "Proposer", state.proposer)
        };
        let headline = if proposals.is_empty() { "There are no proposals." } else { "" };
        Ok(Report::new(headline)
            .address("governor", "Governor", governor.keys.governor)
            .parts("proposals", proposals.iter().map(report).collect()))
    }
}
