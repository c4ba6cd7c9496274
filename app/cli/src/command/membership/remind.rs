use clap::Args;
use solana_signer::Signer;
use tenure_client::Pubkey;

use crate::{failure::Failure, report::Report, session::Session, shop::changed, value::address};

/// Have it told that a renewal is near, once for each. As anyone
#[derive(Args)]
pub struct Remind {
    /// Whose subscription. Default: the wallet's
    #[arg(value_parser = address)]
    user: Option<Pubkey>,
}

impl Remind {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let user = self.user.unwrap_or_else(|| wallet.pubkey());
        let store = session.store()?;
        session.chain.subscription(&store, &user)?;
        let signature = session.chain.send(&[store.keys.remind(&user)], &[&wallet])?;
        changed(session, &store, &user, &signature, "Reminded.")
    }
}
