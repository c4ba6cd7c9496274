use clap::Args;

use super::show::manage;
use crate::{failure::Failure, report::Report, session::Session};

/// Stop new commitments; nobody is kept from leaving. As pauser or authority
#[derive(Args)]
pub struct Pause {}

impl Pause {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        manage(session, "Paused.", |locker, pauser| locker.keys.pause(pauser))
    }
}
