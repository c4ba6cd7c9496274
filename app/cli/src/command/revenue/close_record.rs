use clap::Args;
use solana_signer::Signer;
use tenure_client::Pubkey;

use crate::{failure::Failure, report::Report, session::Session, value::address};

/// Close the claim record of a lock that is closed: its rent goes back to who paid it. As anyone
#[derive(Args)]
pub struct CloseRecord {
    /// Whose lock it was. Default: the wallet's
    #[arg(value_parser = address)]
    owner: Option<Pubkey>,
}

impl CloseRecord {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let owner = self.owner.unwrap_or_else(|| wallet.pubkey());
        let splitter = session.splitter()?;
        let record = session.chain.find_record(&splitter, &owner)?;
        let rent_payer = record.map(|record| record.rent_payer);
        let rent_payer = rent_payer.ok_or_else(|| {
            Failure::cluster(format!("{owner} has no claim record in {}", splitter.keys.splitter))
        })?;
        let close = splitter.keys.close_claim_record(&owner, rent_payer);
        let signature = session.chain.send(&[close], &[&wallet])?;
        Ok(Report::new("The claim record is closed.")
            .text("signature", "Transaction", signature)
            .address("record", "Record", splitter.keys.record(&owner))
            .address("rentPayer", "Rent went to", rent_payer))
    }
}
