use anchor_lang::prelude::*;
use locker::{Lock, Locker};

use crate::{
    claiming::Claiming,
    error::RevenueError,
    state::{ClaimRecord, Pool, Splitter},
};

#[derive(Accounts)]
pub struct Claim {
    pub splitter: Account<Splitter>,
    #[account(address = splitter.locker @ RevenueError::WrongLocker)]
    pub locker: Account<Locker>,
    pub lock: Account<Lock>,
    #[account(mut)]
    pub record: Account<ClaimRecord>,
    #[account(mut)]
    pub pool: Account<Pool>,
    #[account(mut, address = pool.vault @ RevenueError::WrongVault)]
    pub vault: UncheckedAccount,
    #[account(address = pool.mint @ RevenueError::WrongMint)]
    pub mint: UncheckedAccount,
    /// The associated token account of the lock's owner: whoever claims, it is the owner who receives.
    #[account(mut)]
    pub destination: UncheckedAccount,
    #[account(address = pool.token_program @ RevenueError::WrongTokenProgram)]
    pub token_program: UncheckedAccount,
}

impl Claim {
    pub fn handler(&mut self, max_weeks: u8) -> Result<()> {
        Claiming {
            splitter: &self.splitter,
            locker: &self.locker,
            lock: &self.lock,
            record: &mut self.record,
            pool: &mut self.pool,
            vault: &mut self.vault,
            mint: &self.mint,
            destination: &mut self.destination,
            token_program: &self.token_program,
        }
        .pay(max_weeks)?;
        Ok(())
    }
}
