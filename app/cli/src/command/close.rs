use clap::Args;
use solana_signer::Signer;

use crate::{failure::Failure, report::Report, session::Session};

/// Close your empty lock: its rent goes back to who paid it, and its history is gone
#[derive(Args)]
pub struct Close {
    /// Give up the snapshots before this week, and with them what they could still earn or vote
    #[arg(long, value_name = "WEEK", default_value_t = 0)]
    give_up_before: u32,
}

impl Close {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let owner = wallet.pubkey();
        let locker = session.locker()?;
        let rent_payer = session.chain.lock(&locker, &owner)?.rent_payer;
        let close = locker.keys.close_lock(owner, rent_payer, self.give_up_before);
        let signature = session.chain.send(&[close], &[&wallet])?;
        Ok(Report::new("The lock is closed.")
            .text("signature", "Transaction", signature)
            .address("lock", "Lock", locker.keys.lock(&owner))
            .address("rentPayer", "Rent went to", rent_payer))
    }
}
