//! `tenure revenue pool`: the tokens in which income is shared.

use clap::{Args, Subcommand};
use solana_signer::Signer;
use tenure_client::{
    revenue::{PoolKeys, RevenueKeys},
    Instruction, Pubkey,
};

use super::show::pool_facts;
use crate::{
    chain::OpenPool,
    failure::Failure,
    report::Report,
    session::Session,
    value::{address, TokenAccount},
};

/// Make and manage the pools of a splitter's tokens
#[derive(Subcommand)]
pub enum Pool {
    Create(Create),
    Treasury(Treasury),
}

/// Share income of a token too: make its pool, and the intake that it arrives at. As authority
#[derive(Args)]
pub struct Create {
    /// The token's mint
    #[arg(value_parser = address)]
    mint: Pubkey,
    /// Who receives the treasury's share: a token account, or associated:OWNER
    #[arg(long, value_name = "ACCOUNT")]
    treasury: TokenAccount,
}

/// Name who receives the treasury's share of a token. As authority
#[derive(Args)]
pub struct Treasury {
    /// The token's mint
    #[arg(value_parser = address)]
    mint: Pubkey,
    /// A token account, or associated:OWNER
    #[arg(value_name = "ACCOUNT")]
    treasury: TokenAccount,
}

impl Pool {
    pub fn run(&self, session: &Session) -> Result<Report, Failure> {
        match self {
            Self::Create(command) => command.run(session),
            Self::Treasury(command) => command.run(session),
        }
    }
}

impl Create {
    fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let payer = wallet.pubkey();
        let splitter = session.splitter()?;
        let token_program = session.chain.token_program_of(&self.mint)?;
        let (treasury, make_treasury) = self.treasury.resolve(&payer, &self.mint, &token_program);

        if let Some(pool) = session.chain.find_pool(&splitter, &self.mint)? {
            require_same(&pool, &treasury)?;
            let report = Report::new("The pool exists already, with that treasury.");
            return pool_facts(session, &pool, report.fact("created", "", "", false.into()));
        }
        let keys = splitter.keys.pool(self.mint, token_program, treasury);
        let instructions = create_pool(&splitter.keys, &keys, payer, make_treasury);
        let signature = session.chain.send(&instructions, &[&wallet])?;
        let report = Report::new("Created a pool.").text("signature", "Transaction", signature);
        let report = report.fact("created", "", "", true.into());
        pool_facts(session, &session.chain.pool(&splitter, &self.mint)?, report)
    }
}

/// What makes a pool, with the intake that it is paid through and, if that is up to us, the treasury's account.
pub fn create_pool(
    splitter: &RevenueKeys,
    pool: &PoolKeys,
    authority: Pubkey,
    make_treasury: Option<Instruction>,
) -> Vec<Instruction> {
    let mut instructions = Vec::from_iter(make_treasury);
    instructions.push(pool.open_destination(&authority, &splitter.splitter));
    instructions.push(splitter.create_pool(authority, authority, pool));
    instructions
}

/// A pool that exists is never changed here.
fn require_same(pool: &OpenPool, treasury: &Pubkey) -> Result<(), Failure> {
    if pool.keys.treasury == *treasury {
        return Ok(());
    }
    Err(Failure::cluster(format!(
        "the pool {} exists, and its treasury's account is {}: use tenure revenue pool treasury to change it",
        pool.keys.pool, pool.keys.treasury
    )))
}

impl Treasury {
    fn run(&self, session: &Session) -> Result<Report, Failure> {
        let wallet = session.wallet()?;
        let payer = wallet.pubkey();
        let splitter = session.splitter()?;
        let mut keys = session.chain.pool(&splitter, &self.mint)?.keys;
        let (treasury, make_treasury) = self.treasury.resolve(&payer, &keys.mint, &keys.token_program);
        keys.treasury = treasury;
        let mut instructions = Vec::from_iter(make_treasury);
        instructions.push(splitter.keys.set_treasury(payer, &keys));
        let signature = session.chain.send(&instructions, &[&wallet])?;
        let report = Report::new("The treasury is set.").text("signature", "Transaction", signature);
        pool_facts(session, &session.chain.pool(&splitter, &self.mint)?, report)
    }
}
