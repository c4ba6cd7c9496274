use clap::Subcommand;
use tenure_client::Pubkey;

use super::show::manage;
use crate::{failure::Failure, report::Report, session::Session, value::address};

/// Who issues the store's badges
#[derive(Subcommand)]
pub enum Collection {
    /// Become the issuer, as the collection's authority has proposed. As authority
    Take,
    /// Propose another issuer: once it accepts, the store issues no badges any more. As authority
    ///
    /// Offered to the store itself, it takes an earlier offer back: the store could only accept what it has.
    Offer {
        #[arg(value_parser = address)]
        proposed: Pubkey,
    },
}

impl Collection {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        match self {
            Self::Take => manage(session, "The store issues the badges.", |store, authority| {
                Ok(store.keys.take_collection(authority))
            }),
            Self::Offer { proposed } => manage(session, "Offered.", |store, authority| {
                Ok(store.keys.offer_collection(authority, *proposed))
            }),
        }
    }
}
