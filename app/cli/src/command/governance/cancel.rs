use clap::Args;
use solana_signer::Signer;

use super::{facts::standing_facts, which::Which};
use crate::{failure::Failure, report::Report, session::Session};

/// Withdraw a proposal that is not decided. As its proposer; as anyone, once the proposer's lock lost the power
#[derive(Args)]
pub struct Cancel {
    /// The proposal's address or its number
    proposal: Which,
}

impl Cancel {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let governor = session.governor()?;
        let proposal = self.proposal.open(&session.chain, &governor)?;
        let cancel = governor.cancel(wallet.pubkey(), &proposal);
        let signature = session.chain.send(&[cancel], &[&wallet])?;
        let proposal = session.chain.proposal(&governor, proposal.address)?;
        let report = Report::new("Cancelled.").text("signature", "Transaction", signature);
        Ok(standing_facts(&governor, &proposal, session.chain.now()?, report))
    }
}
