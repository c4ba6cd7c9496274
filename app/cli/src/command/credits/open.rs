use clap::Args;
use solana_signer::Signer;
use tenure_client::Pubkey;

use super::facts::{changed, InToken};
use crate::{failure::Failure, report::Report, session::Session, value::address};

/// Open a credit, with the key that signs its vouchers
#[derive(Args)]
pub struct Open {
    /// The key that signs vouchers: of a keypair that can be where calls are made, and holds nothing
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    session_key: Pubkey,
    #[command(flatten)]
    token: InToken,
}

impl Open {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let user = wallet.pubkey();
        let store = session.store()?;
        let token = self.token.open(session, &store)?;
        let open = store.keys.open_credit(user, &user, &token.keys, self.session_key);
        let signature = session.chain.send(&[open], &[&wallet])?;
        changed(session, &store, &user, &token.keys.mint, &signature, "Opened.")
    }
}
