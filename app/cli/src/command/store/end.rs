use std::path::PathBuf;

use clap::Args;
use solana_keypair::read_keypair_file;
use solana_signer::Signer;

use crate::{failure::Failure, report::Report, session::Session, shop::changed, value::existing_file};

/// End a user's paid time now; what is unused of it is credit. As authority, and with the user's signature
#[derive(Args)]
pub struct End {
    /// The user's keypair file
    #[arg(long, value_name = "FILE", value_parser = existing_file)]
    user_keypair: PathBuf,
}

impl End {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let holder = read_keypair_file(&self.user_keypair).map_err(|error| {
            Failure::input(format!("{} holds no keypair ({error})", self.user_keypair.display()))
        })?;
        let (store, user) = (session.store()?, holder.pubkey());
        session.chain.subscription(&store, &user)?;
        let end = store.keys.end(wallet.pubkey(), &user);
        let signature = session.chain.send::<dyn Signer>(&[end], &[&wallet, &holder])?;
        changed(session, &store, &user, &signature, "Ended: what was not used is credit.")
    }
}
