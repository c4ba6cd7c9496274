use clap::Subcommand;
use tenure_client::Pubkey;

use super::show::manage;
use crate::{failure::Failure, report::Report, session::Session, value::address_or_none};

/// Name who may pause sales and renewals
#[derive(Subcommand)]
pub enum Pauser {
    /// As authority
    Set {
        /// The address, or 'none'
        #[arg(value_parser = address_or_none)]
        pauser: Pubkey,
    },
}

impl Pauser {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let Self::Set { pauser } = self;
        manage(session, "The pauser is set.", |store, authority| {
            Ok(store.keys.set_pauser(authority, *pauser))
        })
    }
}
