use clap::Args;
use solana_signer::Signer;
use spl_associated_token_account_interface::instruction::create_associated_token_account_idempotent;
use tenure_client::{subscriptions::TokenKeys, Pubkey};

use crate::{
    failure::Failure,
    report::Report,
    session::Session,
    shop::changed,
    value::{address, Decimal, Dollars, DOLLAR_DECIMALS},
};

/// Pay credit back to a user, in the token and at the rate it was paid. As authority
#[derive(Args)]
pub struct Refund {
    /// To whom
    #[arg(value_parser = address)]
    user: Pubkey,
    /// How much of the credit, in dollars
    #[arg(allow_negative_numbers = true)]
    dollars: Decimal,
    /// The token account that pays. Default: the wallet's associated one
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    token_account: Option<Pubkey>,
}

impl Refund {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let authority = wallet.pubkey();
        let (chain, store, user) = (&session.chain, session.store()?, self.user);
        let amount = self.dollars.some_tokens(DOLLAR_DECIMALS)?.units;
        let seen = chain.subscription(&store, &user)?;
        let mint = seen.state.receipt_mint;
        if mint == Pubkey::default() {
            return Err(Failure::cluster(format!("{user} has paid nothing here that could be refunded")));
        }
        let token = chain.pay_token(&store, &mint)?;
        let keys: &TokenKeys = &token.keys;
        let (source, destination) =
            (self.token_account.unwrap_or_else(|| keys.source(&authority)), keys.source(&user));
        let instructions = [
            create_associated_token_account_idempotent(&authority, &user, &mint, &keys.token_program),
            store.keys.refund(authority, &user, keys, source, destination, amount),
        ];
        let signature = chain.send(&instructions, &[&wallet])?;
        let after = chain.subscription(&store, &user)?;
        let paid = token.tokens(seen.state.receipt_tokens.saturating_sub(after.state.receipt_tokens));
        let headline = format!("Refunded {}.", Dollars(amount));
        let report = changed(session, &store, &user, &signature, &headline)?;
        Ok(report.dollars("refunded", "", Dollars(amount)).tokens("paid", "Paid back, in tokens", paid))
    }
}
