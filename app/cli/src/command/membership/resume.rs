use clap::Args;
use solana_signer::Signer;

use crate::{failure::Failure, report::Report, session::Session, shop::changed};

/// Take your cancellation back, while paid time is left
#[derive(Args)]
pub struct Resume {}

impl Resume {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let user = wallet.pubkey();
        let store = session.store()?;
        session.chain.subscription(&store, &user)?;
        let signature = session.chain.send(&[store.keys.take_back_cancellation(&user)], &[&wallet])?;
        changed(session, &store, &user, &signature, "The cancellation is taken back.")
    }
}
