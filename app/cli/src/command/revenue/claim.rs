use clap::Args;
use solana_signer::Signer;
use tenure_client::Pubkey;

use super::{claim_plan::ClaimPlan, claimable::due_facts, which::Which};
use crate::{failure::Failure, report::Report, session::Session, value::address};

/// Claim what a lock has earned, for its owner. As anyone: it is the owner who receives
///
/// Makes the lock's claim record and the owner's token accounts where they are missing; the wallet pays
/// for those. Where one token is refused, such as to a frozen account, claim the others by --mint.
#[derive(Args)]
pub struct Claim {
    /// Whose lock. Default: the wallet's
    #[arg(value_parser = address)]
    owner: Option<Pubkey>,
    /// Of which token: a mint, or 'all'
    #[arg(long, value_name = "MINT", default_value = "all")]
    mint: Which,
}

impl Claim {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let payer = wallet.pubkey();
        let owner = self.owner.unwrap_or(payer);
        let splitter = session.splitter()?;
        let pools = self.mint.pools(session, &splitter)?;
        let plan = ClaimPlan::make(session, &splitter, pools, owner)?.without_nothing();
        if plan.dues.is_empty() {
            return Ok(report("Nothing to claim.", owner, Vec::new(), &plan));
        }
        let transactions = plan.transactions(session, &splitter, &payer, |pool, weeks| {
            splitter.keys.claim(&owner, &pool.keys, weeks)
        })?;
        let mut signatures = Vec::new();
        for instructions in &transactions {
            signatures.push(session.chain.send(instructions, &[&wallet])?.to_string());
        }
        Ok(report("Claimed.", owner, signatures, &plan))
    }
}

/// What was claimed, and in which transactions.
pub(super) fn report(headline: &str, owner: Pubkey, signatures: Vec<String>, plan: &ClaimPlan) -> Report {
    let words = signatures.join(", ");
    let label = if signatures.is_empty() { "" } else { "Transactions" };
    Report::new(headline)
        .fact("signatures", label, words, signatures.into())
        .address("owner", "Owner", owner)
        .parts("claimed", plan.dues.iter().map(due_facts).collect())
}
