use clap::Args;
use tenure_client::Pubkey;

use super::facts::{credit_facts, InToken};
use crate::{failure::Failure, report::Report, session::Session, value::address};

/// Show a credit
#[derive(Args)]
pub struct Show {
    /// Whose. Default: the wallet's
    #[arg(value_parser = address)]
    user: Option<Pubkey>,
    #[command(flatten)]
    token: InToken,
}

impl Show {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let user = session.owner(self.user)?;
        let store = session.store()?;
        let mint = self.token.open(session, &store)?.keys.mint;
        credit_facts(session, &store, &user, &mint, Report::new(""))
    }
}
