use clap::Args;
use solana_signer::Signer;

use crate::{failure::Failure, report::Report, session::Session, shop::changed};

/// Stay with the plan: take a scheduled change back
#[derive(Args)]
pub struct Unschedule {}

impl Unschedule {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let user = wallet.pubkey();
        let store = session.store()?;
        session.chain.subscription(&store, &user)?;
        let signature = session.chain.send(&[store.keys.unschedule_change(&user)], &[&wallet])?;
        changed(session, &store, &user, &signature, "The plan stays.")
    }
}
