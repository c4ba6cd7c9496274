use clap::Subcommand;
use tenure_client::Pubkey;

use super::show::manage;
use crate::{failure::Failure, report::Report, session::Session, value::address};

/// Hand the authority over, in two steps
#[derive(Subcommand)]
pub enum Authority {
    /// First step. As authority
    Propose {
        #[arg(value_parser = address)]
        proposed: Pubkey,
    },
    /// Second step. As the proposed authority
    Accept,
    /// Take the proposal back. As authority
    Cancel,
}

impl Authority {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        match self {
            Self::Propose { proposed } => manage(session, "Proposed.", |store, authority| {
                Ok(store.keys.propose_authority(authority, *proposed))
            }),
            Self::Accept => {
                manage(session, "Accepted.", |store, proposed| Ok(store.keys.accept_authority(proposed)))
            }
            Self::Cancel => {
                manage(session, "Cancelled.", |store, authority| Ok(store.keys.cancel_authority(authority)))
            }
        }
    }
}
