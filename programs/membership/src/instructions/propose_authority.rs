use anchor_lang::prelude::*;

use crate::{error::MembershipError, event::AuthorityProposed, state::Collection};

#[derive(Accounts)]
pub struct ProposeAuthority {
    #[account(mut)]
    pub collection: Account<Collection>,
    #[account(address = collection.authority @ MembershipError::NotAuthority)]
    pub authority: Signer,
}

impl ProposeAuthority {
    pub fn handler(&mut self, proposed: Address) -> Result<()> {
        require!(proposed != Address::default(), MembershipError::ZeroAddress);
        let before = self.collection.proposed_authority;
        self.collection.proposed_authority = proposed;
        emit!(AuthorityProposed {
            collection: *self.collection.address(),
            authority: *self.authority.address(),
            before,
            proposed,
        });
        Ok(())
    }
}
