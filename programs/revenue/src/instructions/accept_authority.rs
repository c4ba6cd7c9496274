use anchor_lang::prelude::*;

use crate::{error::RevenueError, event::AuthorityAccepted, state::Splitter};

#[derive(Accounts)]
pub struct AcceptAuthority {
    #[account(mut)]
    pub splitter: Account<Splitter>,
    #[account(address = splitter.proposed_authority @ RevenueError::NotProposedAuthority)]
    pub proposed_authority: Signer,
}

impl AcceptAuthority {
    pub fn handler(&mut self) -> Result<()> {
        let before = self.splitter.authority;
        let after = *self.proposed_authority.address();
        self.splitter.authority = after;
        self.splitter.proposed_authority = Address::default();
        emit!(AuthorityAccepted { splitter: *self.splitter.address(), before, after });
        Ok(())
    }
}
