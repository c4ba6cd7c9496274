use clap::Args;
use solana_signer::Signer;
use tenure_client::Pubkey;

use super::lock_facts::changed;
use crate::{
    failure::Failure,
    report::Report,
    session::{paying_account, Session},
    value::{address, Decimal},
};

/// Add tokens to your lock
#[derive(Args)]
pub struct Increase {
    /// How many tokens more
    #[arg(allow_negative_numbers = true)]
    amount: Decimal,
    /// The token account that pays. Default: the wallet's associated one
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    token_account: Option<Pubkey>,
}

impl Increase {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let owner = wallet.pubkey();
        let locker = session.locker()?;
        session.chain.lock(&locker, &owner)?;
        let amount = self.amount.some_tokens(locker.state.decimals)?;
        let source = paying_account(&locker, &owner, self.token_account);

        let increase = locker.keys.increase(owner, source, amount.units);
        let signature = session.change(&locker, &wallet, &[increase])?;
        changed(session, &locker, &owner, &signature, &format!("Added {amount} tokens."))
    }
}
