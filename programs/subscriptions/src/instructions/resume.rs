use anchor_lang::prelude::*;

use crate::{error::SubscriptionError, event::Resumed, state::Store};

#[derive(Accounts)]
pub struct Resume {
    #[account(mut)]
    pub store: Account<Store>,
    #[account(address = store.authority @ SubscriptionError::NotAuthority)]
    pub authority: Signer,
}

impl Resume {
    pub fn handler(&mut self) -> Result<()> {
        require!(self.store.paused == 1, SubscriptionError::Unchanged);
        self.store.paused = 0;
        emit!(Resumed { store: *self.store.address(), by: *self.authority.address() });
        Ok(())
    }
}
