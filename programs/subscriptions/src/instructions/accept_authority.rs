use anchor_lang::prelude::*;

use crate::{error::SubscriptionError, event::AuthorityAccepted, state::Store};

#[derive(Accounts)]
pub struct AcceptAuthority {
    #[account(mut)]
    pub store: Account<Store>,
    #[account(address = store.proposed_authority @ SubscriptionError::NotProposedAuthority)]
    pub proposed_authority: Signer,
}

impl AcceptAuthority {
    pub fn handler(&mut self) -> Result<()> {
        let before = self.store.authority;
        let after = *self.proposed_authority.address();
        self.store.authority = after;
        self.store.proposed_authority = Address::default();
        emit!(AuthorityAccepted { store: *self.store.address(), before, after });
        Ok(())
    }
}
