use clap::Args;

use super::show::manage;
use crate::{failure::Failure, report::Report, session::Session};

/// Stop distribution; nobody is kept from claiming. As pauser or authority
#[derive(Args)]
pub struct Pause {}

impl Pause {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        manage(session, "Paused.", |splitter, pauser| Ok(splitter.keys.pause(pauser)))
    }
}
