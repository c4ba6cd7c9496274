use anchor_lang::prelude::*;
use tenure_math::{early_exit_penalty, Stake};

use crate::{
    error::LockerError,
    event::ExitedEarly,
    state::{Lock, Locker},
    vault::{holder_of, Vault},
};

#[derive(Accounts)]
pub struct ExitEarly {
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
    #[account(mut, address = locker.penalty_account @ LockerError::WrongPenaltyAccount)]
    pub penalty_account: UncheckedAccount,
    #[account(mut, address = locker.vault @ LockerError::WrongVault)]
    pub vault: UncheckedAccount,
    #[account(address = locker.mint @ LockerError::WrongMint)]
    pub mint: UncheckedAccount,
    #[account(address = locker.token_program @ LockerError::WrongTokenProgram)]
    pub token_program: UncheckedAccount,
}

impl ExitEarly {
    fn validate(&self) -> Result<()> {
        let holder = holder_of(self.destination.account(), &self.locker)?;
        require!(holder == *self.owner.address(), LockerError::WrongDestination);
        Ok(())
    }

    pub fn handler(&mut self, most_penalty: u64) -> Result<()> {
        self.validate()?;
        let t = self.locker.roll()?;
        let week = self.locker.week;
        self.lock.require_running(week)?;
        self.lock.require_not_voting(t)?;
        let before = self.lock.stake();
        let penalty = early_exit_penalty(before.amount, self.locker.penalty_bps, before.seconds_left(t));
        require!(penalty <= most_penalty, LockerError::PenaltyAboveMost);

        self.lock.reduce(week, Stake::NONE)?;
        self.locker.discount(before)?;
        self.locker.release(before.amount)?;

        let mut vault = Vault {
            locker: &self.locker,
            account: &mut self.vault,
            mint: &self.mint,
            token_program: &self.token_program,
        };
        vault.pay(&mut self.destination, before.amount - penalty);
        vault.pay(&mut self.penalty_account, penalty);

        emit!(ExitedEarly {
            locker: *self.locker.address(),
            lock: *self.lock.address(),
            owner: *self.owner.address(),
            destination: *self.destination.address(),
            amount_before: before.amount,
            amount_after: 0,
            penalty,
            end_week_before: before.end_week,
            week,
        });
        Ok(())
    }
}
