use clap::{value_parser, Args};
use solana_signer::Signer;

use super::lock_facts::changed;
use crate::{failure::Failure, report::Report, session::Session};

/// Move your lock's end to a later week
#[derive(Args)]
pub struct Extend {
    /// To the start of the week that many after this one
    #[arg(long, value_parser = value_parser!(u16).range(1..=208))]
    weeks: u16,
}

impl Extend {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let owner = wallet.pubkey();
        let locker = session.locker()?;
        session.chain.lock(&locker, &owner)?;
        let signature = session.change(&locker, &wallet, &[locker.keys.extend(owner, self.weeks)])?;
        changed(session, &locker, &owner, &signature, "Extended.")
    }
}
