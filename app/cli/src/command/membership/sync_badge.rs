use clap::Args;
use solana_signer::Signer;
use tenure_client::Pubkey;

use crate::{failure::Failure, report::Report, session::Session, shop::changed, value::address};

/// Bring a badge and its token in line with the paid time, or issue it anew. As anyone
#[derive(Args)]
pub struct SyncBadge {
    /// Whose subscription. Default: the wallet's
    #[arg(value_parser = address)]
    user: Option<Pubkey>,
}

impl SyncBadge {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let user = self.user.unwrap_or_else(|| wallet.pubkey());
        let store = session.store()?;
        session.chain.subscription(&store, &user)?;
        let signature = session.chain.send(&[store.keys.sync_badge(wallet.pubkey(), &user)], &[&wallet])?;
        changed(session, &store, &user, &signature, "The badge shows what is paid.")
    }
}
