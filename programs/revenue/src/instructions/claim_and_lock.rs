use anchor_lang::prelude::*;
use locker::{call::Increase, Lock, Locker};

use crate::{
    claiming::Claiming,
    error::RevenueError,
    state::{ClaimRecord, Pool, Splitter},
};

#[derive(Accounts)]
pub struct ClaimAndLock {
    pub splitter: Account<Splitter>,
    #[account(mut, address = splitter.locker @ RevenueError::WrongLocker)]
    pub locker: Account<Locker>,
    #[account(mut)]
    pub lock: Account<Lock>,
    /// Signs, as only the owner adds to a lock.
    #[account(address = lock.owner @ RevenueError::NotOwner)]
    pub owner: Signer,
    #[account(mut)]
    pub record: Account<ClaimRecord>,
    #[account(mut)]
    pub pool: Account<Pool>,
    #[account(mut, address = pool.vault @ RevenueError::WrongVault)]
    pub vault: UncheckedAccount,
    #[account(address = pool.mint @ RevenueError::WrongMint)]
    pub mint: UncheckedAccount,
    /// The owner's associated token account: the tokens pass through it.
    #[account(mut)]
    pub destination: UncheckedAccount,
    #[account(mut)]
    pub locker_vault: UncheckedAccount,
    #[account(address = pool.token_program @ RevenueError::WrongTokenProgram)]
    pub token_program: UncheckedAccount,
    #[account(address = locker::ID @ RevenueError::WrongLockerProgram)]
    pub locker_program: UncheckedAccount,
}

impl ClaimAndLock {
    fn validate(&self) -> Result<()> {
        require!(self.pool.mint == self.splitter.stake_mint, RevenueError::NotStakeMint);
        Ok(())
    }

    pub fn handler(&mut self, max_weeks: u8) -> Result<()> {
        self.validate()?;
        let amount = Claiming {
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

        // Weeks that earned nothing are claimed all the same.
        if amount > 0 {
            Increase {
                owner: self.owner.cpi_handle(),
                locker: self.locker.cpi_handle_mut(),
                lock: self.lock.cpi_handle_mut(),
                source: self.destination.cpi_handle_mut(),
                vault: self.locker_vault.cpi_handle_mut(),
                mint: self.mint.cpi_handle(),
                token_program: self.token_program.cpi_handle(),
            }
            .invoke(amount);
        }
        Ok(())
    }
}
