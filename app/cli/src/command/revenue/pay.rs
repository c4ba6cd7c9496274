use clap::Args;
use solana_signer::Signer;
use spl_token_2022_interface::instruction::transfer_checked;
use tenure_client::Pubkey;

use super::show::pool_facts;
use crate::{
    failure::Failure,
    report::Report,
    session::Session,
    value::{address, Decimal},
};

/// Pay income in: a plain transfer to the intake, as anyone can make from any wallet
#[derive(Args)]
pub struct Pay {
    /// The token's mint
    #[arg(value_parser = address)]
    mint: Pubkey,
    /// How many tokens
    #[arg(allow_negative_numbers = true)]
    amount: Decimal,
    /// The token account that pays. Default: the wallet's associated one
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    token_account: Option<Pubkey>,
}

impl Pay {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let payer = wallet.pubkey();
        let splitter = session.splitter()?;
        let pool = session.chain.pool(&splitter, &self.mint)?;
        let (keys, decimals) = (&pool.keys, pool.state.decimals);
        let amount = self.amount.some_tokens(decimals)?;
        let source = self.token_account.unwrap_or_else(|| keys.destination(&payer));
        let transfer = transfer_checked(
            &keys.token_program,
            &source,
            &keys.mint,
            &keys.intake,
            &payer,
            &[],
            amount.units,
            decimals,
        );
        let signature = session.chain.send(&[transfer.map_err(Failure::cluster)?], &[&wallet])?;
        let report = Report::new(format!("Paid {amount} in."))
            .text("signature", "Transaction", signature)
            .tokens("amount", "", amount);
        pool_facts(session, &pool, report)
    }
}
