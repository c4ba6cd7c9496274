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
            Self::Propose { proposed } => manage(session, "Proposed.", |splitter, authority| {
                Ok(splitter.keys.propose_authority(authority, *proposed))
            }),
            Self::Accept => manage(session, "Accepted.", |splitter, proposed| {
                Ok(splitter.keys.accept_authority(proposed))
            }),
            Self::Cancel => manage(session, "Cancelled.", |splitter, authority| {
                Ok(splitter.keys.cancel_authority(authority))
            }),
        }
    }
}
