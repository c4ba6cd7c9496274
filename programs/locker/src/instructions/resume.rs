use anchor_lang::prelude::*;

use crate::{error::LockerError, event::Resumed, state::Locker};

#[derive(Accounts)]
pub struct Resume {
    #[account(mut)]
    pub locker: Account<Locker>,
    #[account(address = locker.authority @ LockerError::NotAuthority)]
    pub authority: Signer,
}

impl Resume {
    pub fn handler(&mut self) -> Result<()> {
        require!(self.locker.paused == 1, LockerError::Unchanged);
        self.locker.paused = 0;
        emit!(Resumed { locker: *self.locker.address(), by: *self.authority.address() });
        Ok(())
    }
}
