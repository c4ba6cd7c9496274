use anchor_lang::prelude::*;

use crate::{error::RevenueError, event::Paused, state::Splitter};

#[derive(Accounts)]
pub struct Pause {
    #[account(mut)]
    pub splitter: Account<Splitter>,
    /// The pauser or the authority.
    pub pauser: Signer,
}

impl Pause {
    pub fn handler(&mut self) -> Result<()> {
        let by = *self.pauser.address();
        require!(by == self.splitter.pauser || by == self.splitter.authority, RevenueError::NotPauser);
        require!(self.splitter.paused == 0, RevenueError::Unchanged);
        self.splitter.paused = 1;
        emit!(Paused { splitter: *self.splitter.address(), by });
        Ok(())
    }
}
