use clap::Args;
use solana_signer::Signer;

use super::{claim::report, claim_plan::ClaimPlan, which::Which};
use crate::{command::lock_facts::lock_facts, failure::Failure, report::Report, session::Session};

/// Claim what your lock has earned of the locked token, and add it to the lock
#[derive(Args)]
pub struct ClaimAndLock {}

impl ClaimAndLock {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let owner = wallet.pubkey();
        let splitter = session.splitter()?;
        let pools = Which::One(splitter.state.stake_mint).pools(session, &splitter)?;
        let plan = ClaimPlan::make(session, &splitter, pools, owner)?.without_nothing();
        let mut signatures = Vec::new();
        if !plan.dues.is_empty() {
            let transactions = plan.transactions(session, &splitter, &owner, |pool, weeks| {
                splitter.keys.claim_and_lock(&owner, &pool.keys, weeks)
            })?;
            for instructions in &transactions {
                signatures.push(session.chain.send(instructions, &[&wallet])?.to_string());
            }
        }
        let headline = if plan.dues.is_empty() { "Nothing to claim." } else { "Claimed, and locked." };
        let report = report(headline, owner, signatures, &plan);
        lock_facts(session, &session.chain.locker(splitter.locker.address)?, &owner, report)
    }
}
