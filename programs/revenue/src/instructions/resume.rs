use anchor_lang::prelude::*;

use crate::{error::RevenueError, event::Resumed, state::Splitter};

#[derive(Accounts)]
pub struct Resume {
    #[account(mut)]
    pub splitter: Account<Splitter>,
    #[account(address = splitter.authority @ RevenueError::NotAuthority)]
    pub authority: Signer,
}

impl Resume {
    pub fn handler(&mut self) -> Result<()> {
        require!(self.splitter.paused == 1, RevenueError::Unchanged);
        self.splitter.paused = 0;
        emit!(Resumed { splitter: *self.splitter.address(), by: *self.authority.address() });
        Ok(())
    }
}
