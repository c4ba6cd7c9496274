use anchor_lang::prelude::*;

use crate::{error::MembershipError, event::AuthorityCancelled, state::Collection};

#[derive(Accounts)]
pub struct CancelAuthority {
    #[account(mut)]
    pub collection: Account<Collection>,
    #[account(address = collection.authority @ MembershipError::NotAuthority)]
    pub authority: Signer,
}

impl CancelAuthority {
    pub fn handler(&mut self) -> Result<()> {
        let cancelled = self.collection.proposed_authority;
        require!(cancelled != Address::default(), MembershipError::NoProposedAuthority);
        self.collection.proposed_authority = Address::default();
        emit!(AuthorityCancelled {
            collection: *self.collection.address(),
            authority: *self.authority.address(),
            cancelled,
        });
        Ok(())
    }
}
