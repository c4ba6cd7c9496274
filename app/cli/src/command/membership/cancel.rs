use clap::Args;
use solana_signer::Signer;

use crate::{failure::Failure, report::Report, session::Session, shop::changed};

/// Let your subscription end with the paid time: nothing is renewed any more
#[derive(Args)]
pub struct Cancel {}

impl Cancel {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let user = wallet.pubkey();
        let store = session.store()?;
        session.chain.subscription(&store, &user)?;
        let signature = session.chain.send(&[store.keys.cancel(&user)], &[&wallet])?;
        changed(session, &store, &user, &signature, "Cancelled: it ends with the paid time.")
    }
}
