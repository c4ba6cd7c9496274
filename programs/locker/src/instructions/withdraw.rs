use anchor_lang::prelude::*;

use crate::{
    error::LockerError,
    event::Withdrawn,
    state::{Lock, Locker},
    vault::{holder_of, Vault},
};

#[derive(Accounts)]
pub struct Withdraw {
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
    pub destination: UncheckedAccount,
    #[account(mut, address = locker.vault @ LockerError::WrongVault)]
    pub vault: UncheckedAccount,
    #[account(address = locker.mint @ LockerError::WrongMint)]
    pub mint: UncheckedAccount,
    #[account(address = locker.token_program @ LockerError::WrongTokenProgram)]
    pub token_program: UncheckedAccount,
}

impl Withdraw {
    fn validate(&self) -> Result<()> {
        let holder = holder_of(self.destination.account(), &self.locker)?;
        require!(holder == *self.owner.address(), LockerError::WrongDestination);
        Ok(())
    }

    pub fn handler(&mut self) -> Result<()> {
        self.validate()?;
        self.locker.roll()?;
        let stake = self.lock.stake();
        require!(stake.amount > 0, LockerError::NothingLocked);
        require!(stake.has_ended(self.locker.week), LockerError::NotEnded);

        self.lock.empty();
        self.locker.release(stake.amount)?;

        Vault {
            locker: &self.locker,
            account: &mut self.vault,
            mint: &self.mint,
            token_program: &self.token_program,
        }
        .pay(&mut self.destination, stake.amount);

        emit!(Withdrawn {
            locker: *self.locker.address(),
            lock: *self.lock.address(),
            owner: *self.owner.address(),
            destination: *self.destination.address(),
            amount_before: stake.amount,
            amount_after: 0,
        });
        Ok(())
    }
}
