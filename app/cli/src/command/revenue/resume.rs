use clap::Args;

use super::show::manage;
use crate::{failure::Failure, report::Report, session::Session};

/// Allow distribution again. As authority
#[derive(Args)]
pub struct Resume {}

impl Resume {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        manage(session, "Resumed.", |splitter, authority| Ok(splitter.keys.resume(authority)))
    }
}
