use anchor_lang::prelude::*;

use crate::{error::RevenueError, event::PauserSet, state::Splitter};

#[derive(Accounts)]
pub struct SetPauser {
    #[account(mut)]
    pub splitter: Account<Splitter>,
    #[account(address = splitter.authority @ RevenueError::NotAuthority)]
    pub authority: Signer,
}

impl SetPauser {
    pub fn handler(&mut self, pauser: Address) -> Result<()> {
        let before = self.splitter.pauser;
        self.splitter.pauser = pauser;
        emit!(PauserSet {
            splitter: *self.splitter.address(),
            authority: *self.authority.address(),
            before,
            after: pauser,
        });
        Ok(())
    }
}
