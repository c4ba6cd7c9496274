use anchor_lang::prelude::*;

use crate::{error::SubscriptionError, event::AuthorityProposed, state::Store};

#[derive(Accounts)]
pub struct ProposeAuthority {
    #[account(mut)]
    pub store: Account<Store>,
    #[account(address = store.authority @ SubscriptionError::NotAuthority)]
    pub authority: Signer,
}

impl ProposeAuthority {
    pub fn handler(&mut self, proposed: Address) -> Result<()> {
        require!(proposed != Address::default(), SubscriptionError::ZeroAddress);
        let before = self.store.proposed_authority;
        self.store.proposed_authority = proposed;
        emit!(AuthorityProposed {
            store: *self.store.address(),
            authority: *self.authority.address(),
            before,
            proposed,
        });
        Ok(())
    }
}
