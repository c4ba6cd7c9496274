use clap::Args;
use solana_signer::Signer;

use super::which::Which;
use crate::{failure::Failure, report::Report, session::Session};

/// Close a draft, as its proposer, or a proposal that is over and past its grace, as anyone: its rent goes back
#[derive(Args)]
pub struct Close {
    /// The proposal's address or its number
    proposal: Which,
}

impl Close {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let governor = session.governor()?;
        let proposal = self.proposal.open(&session.chain, &governor)?;
        let rent_payer = proposal.read.proposal.rent_payer;
        let close = governor.keys.close_proposal(wallet.pubkey(), proposal.address, rent_payer);
        let signature = session.chain.send(&[close], &[&wallet])?;
        Ok(Report::new("The proposal is closed.")
            .text("signature", "Transaction", signature)
            .address("proposal", "Proposal", proposal.address)
            .address("rentPayer", "Rent went to", rent_payer))
    }
}
