use clap::Args;
use solana_signer::Signer;
use tenure_client::Pubkey;

use super::lock_facts::changed;
use crate::{
    failure::Failure,
    report::Report,
    session::{receiving_account, Session},
    value::address,
};

/// Take your tokens back after your lock's end
#[derive(Args)]
pub struct Withdraw {
    /// The token account that receives. Default: the wallet's associated one, made if it is missing
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    token_account: Option<Pubkey>,
}

impl Withdraw {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let owner = wallet.pubkey();
        let locker = session.locker()?;
        let amount = locker.tokens(session.chain.lock(&locker, &owner)?.amount);
        let (destination, create) = receiving_account(&locker, &owner, self.token_account);

        let mut change = Vec::from_iter(create);
        change.push(locker.keys.withdraw(owner, destination));
        let signature = session.change(&locker, &wallet, &change)?;
        let report = changed(session, &locker, &owner, &signature, &format!("Withdrew {amount} tokens."))?;
        Ok(report.tokens("received", "", amount).address("destination", "Received by", destination))
    }
}
