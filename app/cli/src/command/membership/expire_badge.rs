use clap::Args;
use solana_signer::Signer;
use tenure_client::Pubkey;

use crate::{failure::Failure, report::Report, session::Session, value::address};

/// Remove a badge whose grace after its expiry is over: its rent goes back to who paid it. As anyone
#[derive(Args)]
pub struct ExpireBadge {
    /// Whose badge. Default: the wallet's
    #[arg(value_parser = address)]
    holder: Option<Pubkey>,
}

impl ExpireBadge {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let holder = self.holder.unwrap_or_else(|| wallet.pubkey());
        let store = session.store()?;
        let badge = session.chain.find_badge(&store, &holder)?;
        let badge = badge.ok_or_else(|| Failure::cluster(format!("{holder} has no badge of this store")))?;
        let signature = session.chain.send(&[store.keys.badges.expire(&badge.state)], &[&wallet])?;
        Ok(Report::new("The badge is removed.")
            .text("signature", "Transaction", signature)
            .address("holder", "Holder", holder)
            .address("badge", "Badge", badge.address)
            .address("rentPayer", "Rent went to", badge.state.rent_payer))
    }
}
