use clap::Args;

use super::show::manage;
use crate::{failure::Failure, report::Report, session::Session};

/// Allow sales and renewals again. As authority
#[derive(Args)]
pub struct Resume {}

impl Resume {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        manage(session, "Resumed.", |store, authority| Ok(store.keys.resume(authority)))
    }
}
