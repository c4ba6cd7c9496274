use clap::Args;
use solana_signer::Signer;

use super::{facts::standing_facts, which::Which};
use crate::{failure::Failure, report::Report, session::Session};

/// Stop a proposal, for good. As the council
#[derive(Args)]
pub struct Veto {
    /// The proposal's address or its number
    proposal: Which,
}

impl Veto {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let governor = session.governor()?;
        let proposal = self.proposal.open(&session.chain, &governor)?;
        let veto = governor.keys.veto(wallet.pubkey(), proposal.address);
        let signature = session.chain.send(&[veto], &[&wallet])?;
        let proposal = session.chain.proposal(&governor, proposal.address)?;
        let report = Report::new("Vetoed.").text("signature", "Transaction", signature);
        Ok(standing_facts(&governor, &proposal, session.chain.now()?, report))
    }
}
