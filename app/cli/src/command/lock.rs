use clap::{value_parser, Args};
use solana_signer::Signer;
use tenure_client::Pubkey;

use super::lock_facts::changed;
use crate::{
    failure::Failure,
    report::Report,
    session::{paying_account, Session},
    value::{address, Decimal},
};

/// Lock tokens for a time
#[derive(Args)]
pub struct Lock {
    /// How many tokens, such as 1000 or 12.5
    #[arg(allow_negative_numbers = true)]
    amount: Decimal,
    /// For how many weeks: until the start of the week that many after this one
    #[arg(long, value_parser = value_parser!(u16).range(1..=208))]
    weeks: u16,
    /// The token account that pays. Default: the wallet's associated one
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    token_account: Option<Pubkey>,
}

impl Lock {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let owner = wallet.pubkey();
        let locker = session.locker()?;
        let amount = self.amount.some_tokens(locker.state.decimals)?;
        let source = paying_account(&locker, &owner, self.token_account);

        let lock = locker.keys.create_lock(owner, owner, source, amount.units, self.weeks);
        let signature = session.change(&locker, &wallet, &[lock])?;
        changed(session, &locker, &owner, &signature, &format!("Locked {amount} tokens."))
    }
}
