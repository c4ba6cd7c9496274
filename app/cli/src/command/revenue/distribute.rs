use clap::Args;
use solana_signer::Signer;

use super::{show::pool_facts, which::Which};
use crate::{
    chain::{OpenPool, OpenSplitter},
    failure::Failure,
    report::Report,
    session::Session,
};

/// Divide what has come in between lockers, the treasury and the fire. As anyone
#[derive(Args)]
pub struct Distribute {
    /// Of which token: a mint, or 'all' for those of which anything waits at the intake
    #[arg(value_name = "MINT", default_value = "all")]
    which: Which,
}

impl Distribute {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let splitter = session.splitter()?;
        let (mut done, mut refused) = (Vec::new(), Vec::new());
        for pool in self.which.pools(session, &splitter)? {
            // What is due to the treasury alone is sent out when its pool is named.
            if self.which == Which::All && session.chain.balance(&pool.keys.intake)? == 0 {
                continue;
            }
            // A token that is refused does not keep the others waiting.
            match distribute(session, &splitter, &pool, &wallet) {
                Ok(report) => done.push(report),
                Err(unsigned @ Failure::ToSign(_)) => return Err(unsigned),
                Err(failure) => refused.push((pool.keys.mint, failure)),
            }
        }
        match (self.which, refused.is_empty()) {
            (_, true) if done.is_empty() => {
                Ok(Report::new("Nothing has come in.").parts("distributed", done))
            }
            (_, true) => Ok(Report::new("Distributed.").parts("distributed", done)),
            (Which::One(_), false) => Err(refused.remove(0).1),
            (Which::All, false) => {
                let lines = refused.iter().map(|(mint, failure)| format!("\n  {mint}: {failure}"));
                Err(Failure::cluster(format!(
                    "{} tokens were distributed, and these were not:{}",
                    done.len(),
                    lines.collect::<String>()
                )))
            }
        }
    }
}

fn distribute(
    session: &Session,
    splitter: &OpenSplitter,
    pool: &OpenPool,
    wallet: &dyn Signer,
) -> Result<Report, Failure> {
    let amount = session.chain.balance(&pool.keys.intake)?;
    let signature = session.change(&splitter.locker, wallet, &[splitter.keys.distribute(&pool.keys)])?;
    let after = session.chain.pool(splitter, &pool.keys.mint)?;
    let credited = after.state.credited.get() - pool.state.credited.get();
    let report = Report::new(format!("Pool of {}", pool.keys.mint))
        .text("signature", "Transaction", signature)
        .tokens("amount", "Had come in", pool.tokens(amount))
        .sum("toLockers", "Of it to lockers", pool.sum(credited));
    pool_facts(session, &after, report)
}
