use anchor_lang::prelude::*;

use crate::{error::RevenueError, event::AuthorityProposed, state::Splitter};

#[derive(Accounts)]
pub struct ProposeAuthority {
    #[account(mut)]
    pub splitter: Account<Splitter>,
    #[account(address = splitter.authority @ RevenueError::NotAuthority)]
    pub authority: Signer,
}

impl ProposeAuthority {
    pub fn handler(&mut self, proposed: Address) -> Result<()> {
        require!(proposed != Address::default(), RevenueError::ZeroAddress);
        let before = self.splitter.proposed_authority;
        self.splitter.proposed_authority = proposed;
        emit!(AuthorityProposed {
            splitter: *self.splitter.address(),
            authority: *self.authority.address(),
            before,
            proposed,
        });
        Ok(())
    }
}
