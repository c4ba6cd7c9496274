use anchor_lang::prelude::*;

use crate::{error::SubscriptionError, event::PauserSet, state::Store};

#[derive(Accounts)]
pub struct SetPauser {
    #[account(mut)]
    pub store: Account<Store>,
    #[account(address = store.authority @ SubscriptionError::NotAuthority)]
    pub authority: Signer,
}

impl SetPauser {
    pub fn handler(&mut self, pauser: Address) -> Result<()> {
        let before = self.store.pauser;
        self.store.pauser = pauser;
        emit!(PauserSet {
            store: *self.store.address(),
            authority: *self.authority.address(),
            before,
            after: pauser,
        });
        Ok(())
    }
}
