use anchor_lang::prelude::*;

use crate::{error::SubscriptionError, event::AuthorityCancelled, state::Store};

#[derive(Accounts)]
pub struct CancelAuthority {
    #[account(mut)]
    pub store: Account<Store>,
    #[account(address = store.authority @ SubscriptionError::NotAuthority)]
    pub authority: Signer,
}

impl CancelAuthority {
    pub fn handler(&mut self) -> Result<()> {
        let cancelled = self.store.proposed_authority;
        require!(cancelled != Address::default(), SubscriptionError::NoProposedAuthority);
        self.store.proposed_authority = Address::default();
        emit!(AuthorityCancelled {
            store: *self.store.address(),
            authority: *self.authority.address(),
            cancelled,
        });
        Ok(())
    }
}
