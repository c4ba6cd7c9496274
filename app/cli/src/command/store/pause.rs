use clap::Args;

use super::show::manage;
use crate::{failure::Failure, report::Report, session::Session};

/// Stop sales and renewals, never what users take back or out. As pauser or authority
#[derive(Args)]
pub struct Pause {}

impl Pause {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        manage(session, "Paused.", |store, pauser| Ok(store.keys.pause(pauser)))
    }
}
