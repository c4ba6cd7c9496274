use clap::Args;
use solana_signer::Signer;

use super::lock_facts::changed;
use crate::{failure::Failure, report::Report, session::Session};

/// Make your lock permanent: full power that does not fall, until you begin to unlock
#[derive(Args)]
pub struct MakePermanent {}

impl MakePermanent {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let owner = wallet.pubkey();
        let locker = session.locker()?;
        session.chain.lock(&locker, &owner)?;
        let signature = session.change(&locker, &wallet, &[locker.keys.make_permanent(owner)])?;
        changed(session, &locker, &owner, &signature, "The lock is permanent.")
    }
}
