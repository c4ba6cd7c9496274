use anchor_lang::prelude::*;

use crate::{error::MembershipError, event::AuthorityAccepted, state::Collection};

#[derive(Accounts)]
pub struct AcceptAuthority {
    #[account(mut)]
    pub collection: Account<Collection>,
    #[account(address = collection.proposed_authority @ MembershipError::NotProposedAuthority)]
    pub proposed_authority: Signer,
}

impl AcceptAuthority {
    pub fn handler(&mut self) -> Result<()> {
        let before = self.collection.authority;
        let after = *self.proposed_authority.address();
        self.collection.authority = after;
        self.collection.proposed_authority = Address::default();
        emit!(AuthorityAccepted { collection: *self.collection.address(), before, after });
        Ok(())
    }
}
