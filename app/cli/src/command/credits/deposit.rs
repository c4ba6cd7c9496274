use clap::Args;
use solana_signer::Signer;
use tenure_client::Pubkey;

use super::facts::{changed, credit, InToken};
use crate::{
    failure::Failure,
    report::Report,
    session::Session,
    value::{address, Decimal},
};

/// Deposit tokens in a credit. As anyone: what is left is its user's
#[derive(Args)]
pub struct Deposit {
    /// How many tokens
    #[arg(allow_negative_numbers = true)]
    amount: Decimal,
    /// Whose credit. Default: the wallet's
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    user: Option<Pubkey>,
    #[command(flatten)]
    token: InToken,
    /// The token account that pays. Default: the wallet's associated one
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    token_account: Option<Pubkey>,
}

impl Deposit {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let depositor = wallet.pubkey();
        let user = self.user.unwrap_or(depositor);
        let store = session.store()?;
        let token = self.token.open(session, &store)?;
        credit(session, &store, &user, &token.keys.mint)?;
        let amount = self.amount.some_tokens(token.state.decimals)?;
        let source = self.token_account.unwrap_or_else(|| token.keys.source(&depositor));
        let deposit = store.keys.deposit_credit(depositor, &user, &token.keys, source, amount.units);
        let signature = session.chain.send(&[deposit], &[&wallet])?;
        let headline = format!("Deposited {amount}.");
        changed(session, &store, &user, &token.keys.mint, &signature, &headline)
    }
}
