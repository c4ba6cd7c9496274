use anchor_lang::prelude::*;
use tenure_math::Stake;

use crate::{
    error::LockerError,
    event::Locked,
    state::{Lock, Locker},
    vault::{holder_of, Vault},
};

#[derive(Accounts)]
pub struct CreateLock {
    /// Pays the rent of a new lock account. May be the owner: it is only ever debited by the system
    /// program, so naming it twice is harmless.
    #[account(mut, unsafe(dup))]
    pub payer: Signer,
    pub owner: Signer,
    #[account(mut)]
    pub locker: Account<Locker>,
    #[account(
        init_if_needed,
        payer = payer,
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
    pub system_program: Program<System>,
}

impl CreateLock {
    fn validate(&self, amount: u64) -> Result<()> {
        require!(amount > 0, LockerError::ZeroAmount);
        self.locker.require_open()?;
        require!(self.lock.amount == 0, LockerError::AlreadyLocked);
        let holder = holder_of(self.source.account(), &self.locker)?;
        require!(holder == *self.owner.address(), LockerError::WrongSource);
        Ok(())
    }

    pub fn handler(&mut self, bump: u8, amount: u64, weeks: u16) -> Result<()> {
        self.validate(amount)?;
        self.locker.roll()?;
        let week = self.locker.week;
        let stake = Stake { amount, end_week: self.locker.end_after(weeks)? };
        let end_week_before = self.lock.end_week;

        if self.lock.version == 0 {
            let (locker, owner) = (*self.locker.address(), *self.owner.address());
            self.lock.open(bump, locker, owner, *self.payer.address(), week);
        }
        self.lock.hold(week, stake)?;
        self.locker.count(stake)?;
        self.locker.deposit(amount)?;

        Vault {
            locker: &self.locker,
            account: &mut self.vault,
            mint: &self.mint,
            token_program: &self.token_program,
        }
        .receive(&self.owner, &mut self.source, amount)?;

        emit!(Locked {
            locker: *self.locker.address(),
            lock: *self.lock.address(),
            owner: *self.owner.address(),
            amount_before: 0,
            amount_after: amount,
            end_week_before,
            end_week_after: stake.end_week,
        });
        Ok(())
    }
}
