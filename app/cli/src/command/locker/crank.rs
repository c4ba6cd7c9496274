use clap::Args;

use super::show::locker_facts;
use crate::{failure::Failure, report::Report, session::Session};

/// Begin the weeks that have passed since anybody touched the locker. As anyone
#[derive(Args)]
pub struct Crank {}

/// Weeks in one transaction: far below what its compute units allow.
const AT_ONCE: u32 = 200;

impl Crank {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let mut locker = session.locker()?;
        let mut report = Report::new("Nothing to crank: every week has begun.");
        let mut begun = 0;
        loop {
            let behind = locker.weeks_behind(session.chain.now()?).min(AT_ONCE);
            if behind == 0 {
                break;
            }
            let weeks = u16::try_from(behind).unwrap_or(u16::MAX);
            let signature = session.chain.send(&[locker.keys.crank(weeks)], &[&wallet])?;
            begun += behind;
            report = Report::new(format!("Began {begun} weeks.")).text("signature", "Transaction", signature);
            locker = session.locker()?;
        }
        locker_facts(session, &locker, report.number("weeksBegun", "", begun))
    }
}
