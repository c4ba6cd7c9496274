use anchor_lang::prelude::*;

use crate::{error::SubscriptionError, event::Paused, state::Store};

#[derive(Accounts)]
pub struct Pause {
    #[account(mut)]
    pub store: Account<Store>,
    /// The pauser or the authority.
    pub pauser: Signer,
}

impl Pause {
    pub fn handler(&mut self) -> Result<()> {
        let by = *self.pauser.address();
        require!(by == self.store.pauser || by == self.store.authority, SubscriptionError::NotPauser);
        require!(self.store.paused == 0, SubscriptionError::Unchanged);
        self.store.paused = 1;
        emit!(Paused { store: *self.store.address(), by });
        Ok(())
    }
}
