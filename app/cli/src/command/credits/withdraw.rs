use clap::Args;
use solana_signer::Signer;

use super::facts::{credit, InToken};
use crate::{failure::Failure, report::Report, session::Session, value::TokenAccount};

/// Withdraw what is left of your credit once its notice is over, and close it
#[derive(Args)]
pub struct Withdraw {
    #[command(flatten)]
    token: InToken,
    /// Who receives: a token account, or associated:OWNER. Default: your associated one, made if it is missing
    #[arg(long, value_name = "ACCOUNT")]
    to: Option<TokenAccount>,
}

impl Withdraw {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let user = wallet.pubkey();
        let (chain, store) = (&session.chain, session.store()?);
        let token = self.token.open(session, &store)?;
        let keys = &token.keys;
        let credit = credit(session, &store, &user, &keys.mint)?;
        let left = chain.balance(&credit.vault)?;
        let to = self.to.unwrap_or(TokenAccount::AssociatedWith(user));
        let (destination, open) = to.resolve(&user, &keys.mint, &keys.token_program);
        let mut instructions = Vec::from_iter(open);
        instructions.push(store.keys.withdraw_credit(&credit, destination));
        let signature = chain.send(&instructions, &[&wallet])?;
        Ok(Report::new(format!("Withdrew {}, and closed the credit.", token.tokens(left)))
            .text("signature", "Transaction", signature)
            .address("credit", "Credit", store.keys.credit(&user, &keys.mint))
            .tokens("amount", "", token.tokens(left))
            .address("destination", "Received by", destination)
            .address("rentPayer", "Rent went to", credit.rent_payer))
    }
}
