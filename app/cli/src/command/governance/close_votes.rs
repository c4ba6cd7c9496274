use clap::Args;
use solana_signer::Signer;

use super::which::Which;
use crate::{chain::pack, failure::Failure, report::Report, session::Session};

/// Close all votes on a proposal whose voting is over: their rent goes back to who paid it. As anyone
#[derive(Args)]
pub struct CloseVotes {
    /// The proposal's address, or its number as long as it is not closed itself
    proposal: Which,
}

impl CloseVotes {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let governor = session.governor()?;
        let address = self.proposal.address(&session.chain, &governor)?;
        let votes = session.chain.votes(&governor, &address)?;
        let steps = votes.iter().map(|vote| vec![governor.close_vote(vote)]).collect();
        let mut signatures = Vec::new();
        for instructions in pack(steps, &wallet.pubkey()) {
            signatures.push(session.chain.send(&instructions, &[&wallet])?.to_string());
        }
        let headline = match votes.len() {
            0 => "There are no votes to close.".to_owned(),
            1 => "Closed 1 vote.".to_owned(),
            count => format!("Closed {count} votes."),
        };
        let label = if signatures.is_empty() { "" } else { "Transactions" };
        let closed = votes.iter().map(|vote| {
            Report::new(format!("Vote of the lock {}", vote.state.lock))
                .address("vote", "Vote", vote.address)
                .address("lock", "", vote.state.lock)
                .address("rentPayer", "Rent went to", vote.state.rent_payer)
        });
        Ok(Report::new(headline)
            .fact("signatures", label, signatures.join(", "), signatures.clone().into())
            .address("proposal", "Proposal", address)
            .parts("closed", closed.collect()))
    }
}
