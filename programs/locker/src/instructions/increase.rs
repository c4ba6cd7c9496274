use anchor_lang::prelude::*;
use tenure_math::Stake;

use crate::{
    error::LockerError,
    event::Increased,
    state::{Lock, Locker},
    vault::{holder_of, Vault},
};

#[derive(Accounts)]
pub struct Increase {
    pub owner: Signer,
    #[account(mut)]
    pub locker: Account<Locker>,
    #[account(
        mut,
        seeds = [b"lock", locker.address().as_ref(), owner.address().as_ref()],
        bump = lock.bump
    )]
    pub lock: Account<Lock>,
    #[account(mut)]
    pub source: UncheckedAccount,
    #[account(mut, address = locker.vault @ LockerError::WrongVault)]
    pub vault: UncheckedAccount,
    #[account(address = locker.mint @ LockerError::WrongMint)]
    pub mint: UncheckedAccount,
    #[account(address = locker.token_program @ LockerError::WrongTokenProgram)]
    pub token_program: UncheckedAccount,
}

impl Increase {
    fn validate(&self, amount: u64) -> Result<()> {
        require!(amount > 0, LockerError::ZeroAmount);
        self.locker.require_open()?;
        let holder = holder_of(self.source.account(), &self.locker)?;
        require!(holder == *self.owner.address(), LockerError::WrongSource);
        Ok(())
    }

    pub fn handler(&mut self, amount: u64) -> Result<()> {
        self.validate(amount)?;
        self.locker.roll()?;
        let week = self.locker.week;
        self.lock.require_running(week)?;
        let before = self.lock.stake();
        // New tokens commit for the shortest term at least, also in an old lock.
        let term = if before.is_permanent() { u32::MAX } else { before.end_week - week };
        require!(term >= u32::from(self.locker.min_weeks), LockerError::TooShort);
        let total = before.amount.checked_add(amount).ok_or(LockerError::Overflow)?;

        self.lock.hold(week, Stake { amount: total, ..before })?;
        self.locker.count(Stake { amount, ..before })?;
        self.locker.deposit(amount)?;

        Vault {
            locker: &self.locker,
            account: &mut self.vault,
            mint: &self.mint,
            token_program: &self.token_program,
        }
        .receive(&self.owner, &mut self.source, amount)?;

        emit!(Increased {
            locker: *self.locker.address(),
            lock: *self.lock.address(),
            owner: *self.owner.address(),
            amount_before: before.amount,
            amount_after: total,
            end_week: before.end_week,
            week,
        });
        Ok(())
    }
}
