use clap::Args;
use tenure_client::Pubkey;

use super::lock_facts::lock_facts;
use crate::{failure::Failure, report::Report, session::Session, value::address};

/// Show a lock
#[derive(Args)]
pub struct Show {
    /// Whose lock. Default: the wallet's
    #[arg(value_parser = address)]
    owner: Option<Pubkey>,
}

impl Show {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let owner = session.owner(self.owner)?;
        let locker = session.locker()?;
        lock_facts(session, &locker, &owner, Report::new(""))
    }
}
