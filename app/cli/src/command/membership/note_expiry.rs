use clap::Args;
use solana_signer::Signer;
use tenure_client::Pubkey;

use crate::{failure::Failure, report::Report, session::Session, shop::changed, value::address};

/// Have it told that a subscription has expired, once. As anyone
#[derive(Args)]
pub struct NoteExpiry {
    /// Whose subscription. Default: the wallet's
    #[arg(value_parser = address)]
    user: Option<Pubkey>,
}

impl NoteExpiry {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let user = self.user.unwrap_or_else(|| wallet.pubkey());
        let store = session.store()?;
        session.chain.subscription(&store, &user)?;
        let signature = session.chain.send(&[store.keys.note_expiry(&user)], &[&wallet])?;
        changed(session, &store, &user, &signature, "The expiry is noted.")
    }
}
