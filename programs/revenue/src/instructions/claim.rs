use anchor_lang::prelude::*;
use locker::{Lock, Locker};

use crate::{
    claiming::Claiming,
    error::RevenueError,
    event::Claimed,
    state::{ClaimRecord, Pool, Splitter},
    vault::Vault,
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
        let settled = Claiming {
            splitter: &self.splitter,
            locker: &self.locker,
            lock: &self.lock,
            record: &mut self.record,
            pool: &mut self.pool,
            destination: &self.destination,
        }
        .settle(max_weeks)?;

        Vault {
            pool: &self.pool,
            account: &mut self.vault,
            mint: &self.mint,
            token_program: &self.token_program,
        }
        .pay(&mut self.destination, settled.amount);

        emit!(Claimed {
            splitter: *self.splitter.address(),
            pool: *self.pool.address(),
            mint: *self.mint.address(),
            lock: *self.lock.address(),
            owner: self.lock.owner,
            destination: *self.destination.address(),
            amount: settled.amount,
            from_week: settled.weeks.start,
            to_week: settled.weeks.end,
        });
        Ok(())
    }
}
