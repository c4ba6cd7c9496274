use anchor_lang::prelude::*;

use crate::{error::LockerError, event::Paused, state::Locker};

#[derive(Accounts)]
pub struct Pause {
    #[account(mut)]
    pub locker: Account<Locker>,
    /// The pauser or the authority.
    pub pauser: Signer,
}

impl Pause {
    pub fn handler(&mut self) -> Result<()> {
        let by = *self.pauser.address();
        require!(by == self.locker.pauser || by == self.locker.authority, LockerError::NotPauser);
        require!(self.locker.paused == 0, LockerError::Unchanged);
        self.locker.paused = 1;
        emit!(Paused { locker: *self.locker.address(), by });
        Ok(())
    }
}
