use clap::Args;
use solana_signer::Signer;

use super::lock_facts::changed;
use crate::{failure::Failure, report::Report, session::Session};

/// Free checkpoints of your lock that no snapshot needs any more
#[derive(Args)]
pub struct Prune {
    /// Give up the snapshots before this week too, and with them what they could still earn or vote
    #[arg(long, value_name = "WEEK", default_value_t = 0)]
    give_up_before: u32,
}

impl Prune {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let owner = wallet.pubkey();
        let locker = session.locker()?;
        session.chain.lock(&locker, &owner)?;
        let prune = locker.keys.prune(owner, self.give_up_before);
        let signature = session.chain.send(&[prune], &[&wallet])?;
        changed(session, &locker, &owner, &signature, "Pruned.")
    }
}
