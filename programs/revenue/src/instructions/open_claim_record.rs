use anchor_lang::prelude::*;
use locker::Lock;

use crate::{
    error::RevenueError,
    event::ClaimRecordOpened,
    state::{ClaimRecord, Splitter},
};

#[derive(Accounts)]
pub struct OpenClaimRecord {
    /// Pays the rent. Anyone.
    #[account(mut)]
    pub payer: Signer,
    pub splitter: Account<Splitter>,
    #[account(
        seeds = [b"lock", splitter.locker.as_ref(), lock.owner.as_ref()],
        bump = lock.bump,
        seeds::program = locker::ID
    )]
    pub lock: Account<Lock>,
    #[account(
        init,
        payer = payer,
        seeds = [b"claims", splitter.address().as_ref(), lock.address().as_ref()],
        bump
    )]
    pub record: Account<ClaimRecord>,
    pub system_program: Program<System>,
}

impl OpenClaimRecord {
    pub fn handler(&mut self, bump: u8) -> Result<()> {
        require!(self.lock.locker == self.splitter.locker, RevenueError::WrongLock);
        require!(self.lock.version == Lock::VERSION, RevenueError::UnknownVersion);
        let (splitter, lock) = (*self.splitter.address(), *self.lock.address());
        let rent_payer = *self.payer.address();
        self.record.open(bump, splitter, lock, rent_payer);
        emit!(ClaimRecordOpened { splitter, lock, owner: self.lock.owner, rent_payer });
        Ok(())
    }
}
