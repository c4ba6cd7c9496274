use anchor_lang::prelude::*;
use locker::Locker;

use crate::{
    clock::current_week,
    error::RevenueError,
    event::SplitterCreated,
    state::{Splitter, Terms},
};

#[derive(Accounts)]
pub struct CreateSplitter {
    /// Pays the rent. May be the locker's authority.
    #[account(mut, unsafe(dup))]
    pub payer: Signer,
    pub locker: Account<Locker>,
    /// Signs, so that nobody else decides how a locker's income is split.
    pub locker_authority: Signer,
    #[account(init, payer = payer, seeds = [b"splitter", locker.address().as_ref()], bump)]
    pub splitter: Account<Splitter>,
    pub system_program: Program<System>,
}

impl CreateSplitter {
    pub fn handler(&mut self, bump: u8, terms: Terms, authority: Address, pauser: Address) -> Result<()> {
        let signer = self.locker_authority.address();
        require!(*signer == self.locker.authority, RevenueError::NotLockerAuthority);
        require!(authority != Address::default(), RevenueError::ZeroAddress);
        let week = current_week(&self.locker)?;
        let (locker, stake_mint) = (*self.locker.address(), self.locker.mint);
        self.splitter.open(bump, locker, stake_mint, &terms)?;
        self.splitter.authority = authority;
        self.splitter.pauser = pauser;

        emit!(SplitterCreated {
            splitter: *self.splitter.address(),
            locker,
            stake_mint,
            authority,
            pauser,
            min_power: terms.min_power,
            staker_bps: terms.staker_bps,
            burn_bps: terms.burn_bps,
            week,
        });
        Ok(())
    }
}
