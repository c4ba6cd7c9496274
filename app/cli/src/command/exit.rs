use clap::Args;
use solana_signer::Signer;
use tenure_client::{locker::penalty_at, Pubkey};

use super::lock_facts::changed;
use crate::{
    failure::Failure,
    options::Output,
    report::Report,
    session::{receiving_account, Session},
    value::{address, Decimal},
};

/// Leave your lock before its end, for a penalty
///
/// Without --yes or --most-penalty it only tells what it would cost.
#[derive(Args)]
pub struct Exit {
    /// Sign and send it, if leaving costs no more than this
    #[arg(long, value_name = "AMOUNT")]
    most_penalty: Option<Decimal>,
    /// Sign and send it, for what it costs now, which time only lowers
    #[arg(long)]
    yes: bool,
    /// The token account that receives. Default: the wallet's associated one, made if it is missing
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    token_account: Option<Pubkey>,
}

impl Exit {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let owner = wallet.pubkey();
        let locker = session.locker()?;
        let lock = session.chain.lock(&locker, &owner)?;
        let amount = locker.tokens(lock.amount);
        let due = locker.tokens(penalty_at(&locker.state, &lock, session.chain.now()?));
        let most = match &self.most_penalty {
            Some(most) => most.tokens(locker.state.decimals)?,
            None => due,
        };
        let (destination, create) = receiving_account(&locker, &owner, self.token_account);
        let mut change = session.catch_up(&locker)?;
        change.extend(create);
        change.push(locker.keys.exit_early(owner, destination, most.units));
        if !self.yes && self.most_penalty.is_none() {
            // Refused as it would be if it were sent.
            session.chain.rehearse_all(&change, &[&wallet])?;
            return Ok(Report::new("Nothing was sent. This is what leaving would cost; add --yes to leave.")
                .fact("left", "", "", false.into())
                .tokens("amount", "Locked", amount)
                .tokens("mostPenalty", "Penalty", due)
                .address("destination", "The rest goes to", destination));
        }
        if session.output() == Output::Display {
            eprintln!("Leaving now costs {due} of {amount} tokens; sending with at most {most}.");
        }
        let signature = session.chain.send(&change, &[&wallet])?;
        let report =
            changed(session, &locker, &owner, &signature, &format!("Left a lock of {amount} tokens."))?;
        Ok(report.fact("left", "", "", true.into()).tokens("mostPenalty", "Penalty, at most", most).address(
            "destination",
            "Received by",
            destination,
        ))
    }
}
