use clap::Args;
use solana_signer::Signer;

use super::facts::{changed, credit, InToken};
use crate::{failure::Failure, report::Report, session::Session};

/// Give notice that your credit will be closed: vouchers are settled until it is over
#[derive(Args)]
pub struct RequestClose {
    #[command(flatten)]
    token: InToken,
}

impl RequestClose {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let user = wallet.pubkey();
        let store = session.store()?;
        let mint = self.token.open(session, &store)?.keys.mint;
        credit(session, &store, &user, &mint)?;
        let request = store.keys.request_close_credit(&user, &mint);
        let signature = session.chain.send(&[request], &[&wallet])?;
        changed(session, &store, &user, &mint, &signature, "Notice is given.")
    }
}
