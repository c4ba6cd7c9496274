use clap::Subcommand;
use tenure_client::Pubkey;

use super::show::manage;
use crate::{failure::Failure, report::Report, session::Session, value::address_or_none};

/// Name who grants periods that were paid elsewhere
#[derive(Subcommand)]
pub enum Operator {
    /// As authority
    Set {
        /// The address, or 'none'
        #[arg(value_parser = address_or_none)]
        operator: Pubkey,
    },
}

impl Operator {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let Self::Set { operator } = self;
        manage(session, "The operator is set.", |store, authority| {
            Ok(store.keys.set_operator(authority, *operator))
        })
    }
}
