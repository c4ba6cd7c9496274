use clap::Args;
use tenure_client::Pubkey;

use super::{
    claim_plan::{ClaimPlan, Due},
    which::Which,
};
use crate::{
    failure::Failure,
    report::Report,
    session::Session,
    value::{self, address},
};

/// Show what a lock has earned and its owner can claim
#[derive(Args)]
pub struct Claimable {
    /// Whose lock. Default: the wallet's
    #[arg(value_parser = address)]
    owner: Option<Pubkey>,
}

impl Claimable {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let owner = session.owner(self.owner)?;
        let splitter = session.splitter()?;
        let pools = Which::All.pools(session, &splitter)?;
        let plan = ClaimPlan::make(session, &splitter, pools, owner)?;
        let report = Report::new("").address("owner", "Owner", owner).address(
            "splitter",
            "Splitter",
            splitter.keys.splitter,
        );
        Ok(report.parts("claimable", plan.dues.iter().map(due_facts).collect()))
    }
}

/// What is due of one token.
pub(super) fn due_facts(due: &Due) -> Report {
    let (mint, weeks) = (due.pool.keys.mint, &due.weeks);
    let amount = due.pool.tokens(due.amount);
    let words = if weeks.is_empty() {
        "none has closed that was not claimed".to_owned()
    } else {
        format!("{}, from {} to {}", weeks.len(), value::start(weeks.start), value::start(weeks.end))
    };
    Report::new(format!("Of {mint}"))
        .address("mint", "", mint)
        .tokens("amount", "Amount", amount)
        .text("weeks", "Weeks", words)
        .number("fromWeek", "", weeks.start)
        .number("toWeek", "", weeks.end)
}
