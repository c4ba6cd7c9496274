use anchor_lang::prelude::*;
use locker::Locker;
use tenure_tokens::{accepts_tokens, balance, Burn, Transfer};

use crate::{
    clock::{current_week, total_power},
    error::RevenueError,
    event::Distributed,
    state::{Pool, Splitter},
    vault::Vault,
};

#[derive(Accounts)]
pub struct Distribute {
    pub splitter: Account<Splitter>,
    #[account(address = splitter.locker @ RevenueError::WrongLocker)]
    pub locker: Account<Locker>,
    #[account(mut)]
    pub pool: Account<Pool>,
    /// Written to where part of the income is burned.
    #[account(mut, address = pool.mint @ RevenueError::WrongMint)]
    pub mint: UncheckedAccount,
    #[account(mut, address = pool.intake @ RevenueError::WrongIntake)]
    pub intake: UncheckedAccount,
    #[account(mut, address = pool.vault @ RevenueError::WrongVault)]
    pub vault: UncheckedAccount,
    #[account(mut, address = pool.treasury @ RevenueError::WrongTreasury)]
    pub treasury: UncheckedAccount,
    #[account(address = pool.token_program @ RevenueError::WrongTokenProgram)]
    pub token_program: UncheckedAccount,
}

impl Distribute {
    fn validate(&self) -> Result<()> {
        require!(self.pool.splitter == *self.splitter.address(), RevenueError::WrongPool);
        require!(self.splitter.paused == 0, RevenueError::Paused);
        Ok(())
    }

    pub fn handler(&mut self) -> Result<()> {
        self.validate()?;
        let week = current_week(&self.locker)?;
        let terms = self.splitter.terms_in(week);
        let powered = terms.is_powered(total_power(&self.locker, week)?);
        let amount = balance(self.intake.account())?;
        let split = terms.shares().split(amount, self.pool.mint == self.splitter.stake_mint);
        // A treasury whose account is frozen, closed or wants a memo does not stop the lockers' share: its
        // own waits in the vault.
        let pays = accepts_tokens(self.treasury.account(), &self.pool.mint, &self.pool.token_program);

        let recycled = self.pool.begin(week, powered)?;
        self.pool.credit(split.stakers, powered)?;
        let treasury_paid = self.pool.settle_treasury(split.treasury, pays)?;
        require!(amount > 0 || treasury_paid > 0, RevenueError::NothingToDistribute);

        self.take_in(split.stakers + split.treasury, split.burn)?;
        Vault {
            pool: &self.pool,
            account: &mut self.vault,
            mint: &self.mint,
            token_program: &self.token_program,
        }
        .pay(&mut self.treasury, treasury_paid);

        emit!(Distributed {
            splitter: *self.splitter.address(),
            pool: *self.pool.address(),
            mint: *self.mint.address(),
            amount,
            stakers: split.stakers,
            burned: split.burn,
            treasury: split.treasury,
            treasury_paid,
            treasury_due: self.pool.treasury_due,
            recycled,
            recycling: self.pool.recycling,
            week,
            powered: u32::from(powered),
        });
        Ok(())
    }

    /// Empties the intake: `kept` into the vault, and sees that it arrived whole; the rest is burned.
    fn take_in(&mut self, kept: u64, burned: u64) -> Result<()> {
        let bump = [self.splitter.bump];
        let seeds: &[&[u8]] = &[Splitter::SEED, self.splitter.locker.as_ref(), &bump];
        if kept > 0 {
            let before = balance(self.vault.account())?;
            Transfer {
                token_program: self.token_program.address(),
                from: self.intake.cpi_handle_mut(),
                mint: self.mint.cpi_handle(),
                to: self.vault.cpi_handle_mut(),
                authority: self.splitter.cpi_handle(),
            }
            .invoke(kept, self.pool.decimals, &[seeds]);
            let received = balance(self.vault.account())?.checked_sub(before);
            require!(received == Some(kept), RevenueError::AmountMismatch);
        }
        if burned > 0 {
            Burn {
                token_program: self.token_program.address(),
                from: self.intake.cpi_handle_mut(),
                mint: self.mint.cpi_handle_mut(),
                authority: self.splitter.cpi_handle(),
            }
            .invoke(burned, self.pool.decimals, &[seeds]);
        }
        Ok(())
    }
}
