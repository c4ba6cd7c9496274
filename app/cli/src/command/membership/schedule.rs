use clap::Args;
use solana_signer::Signer;

use crate::{
    failure::Failure,
    report::Report,
    session::Session,
    shop::{changed, WhichPlan},
};

/// Choose the plan that follows with the next renewal
///
/// It begins once the paid time is over. Until it is paid for, grace runs on the old plan, and what that is
/// dearer by the second is charged along: a mandate needs room for it.
#[derive(Args)]
pub struct Schedule {
    /// The plan's name, as Premium or Premium/year, or its number
    plan: WhichPlan,
}

impl Schedule {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let user = wallet.pubkey();
        let store = session.store()?;
        session.chain.subscription(&store, &user)?;
        let plans = session.chain.plans(&store)?;
        let plan = self.plan.find(&plans)?;
        let signature = session.chain.send(&[store.keys.schedule_change(&user, plan.id)], &[&wallet])?;
        let headline = format!("{} follows with the next renewal.", plan.name());
        changed(session, &store, &user, &signature, &headline)
    }
}
