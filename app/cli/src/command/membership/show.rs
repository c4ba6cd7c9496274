use clap::Args;
use tenure_client::Pubkey;

use crate::{failure::Failure, report::Report, session::Session, shop::membership_facts, value::address};

/// Show a membership: its plan, its status, its mandate and its badge
#[derive(Args)]
pub struct Show {
    /// Whose. Default: the wallet's
    #[arg(value_parser = address)]
    user: Option<Pubkey>,
}

impl Show {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let user = session.owner(self.user)?;
        membership_facts(session, &session.store()?, &user, Report::new(""))
    }
}
