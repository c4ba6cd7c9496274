use anchor_lang::prelude::*;

use crate::{error::RevenueError, event::AuthorityCancelled, state::Splitter};

#[derive(Accounts)]
pub struct CancelAuthority {
    #[account(mut)]
    pub splitter: Account<Splitter>,
    #[account(address = splitter.authority @ RevenueError::NotAuthority)]
    pub authority: Signer,
}

impl CancelAuthority {
    pub fn handler(&mut self) -> Result<()> {
        let cancelled = self.splitter.proposed_authority;
        require!(cancelled != Address::default(), RevenueError::NoProposedAuthority);
        self.splitter.proposed_authority = Address::default();
        emit!(AuthorityCancelled {
            splitter: *self.splitter.address(),
            authority: *self.authority.address(),
            cancelled,
        });
        Ok(())
    }
}
