use clap::Subcommand;
use solana_signer::Signer;
use tenure_client::Pubkey;

use super::lock_facts::changed;
use crate::{
    failure::Failure,
    report::Report,
    session::Session,
    value::{address_or_none, or_none},
};

/// Name who may vote with your lock
#[derive(Subcommand)]
pub enum Delegate {
    /// Let an address vote, or none
    Set {
        /// The address, or 'none'
        #[arg(value_parser = address_or_none)]
        delegate: Pubkey,
    },
}

impl Delegate {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let Self::Set { delegate } = self;
        let wallet = session.wallet()?;
        let owner = wallet.pubkey();
        let locker = session.locker()?;
        session.chain.lock(&locker, &owner)?;
        let set = locker.keys.set_delegate(owner, *delegate);
        let signature = session.chain.send(&[set], &[&wallet])?;
        let headline = format!("Delegate: {}.", or_none(delegate));
        changed(session, &locker, &owner, &signature, &headline)
    }
}
