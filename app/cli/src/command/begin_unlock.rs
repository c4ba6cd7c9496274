use clap::Args;
use solana_signer::Signer;

use super::lock_facts::changed;
use crate::{failure::Failure, report::Report, session::Session};

/// Let your permanent lock end, in 208 weeks
#[derive(Args)]
pub struct BeginUnlock {}

impl BeginUnlock {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let owner = wallet.pubkey();
        let locker = session.locker()?;
        session.chain.lock(&locker, &owner)?;
        let signature = session.change(&locker, &wallet, &[locker.keys.begin_unlock(owner)])?;
        changed(session, &locker, &owner, &signature, "The lock is permanent no longer: it has begun to end.")
    }
}
