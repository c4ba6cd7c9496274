use anchor_lang::prelude::*;

use crate::{error::LockerError, event::PauserSet, state::Locker};

#[derive(Accounts)]
pub struct SetPauser {
    #[account(mut)]
    pub locker: Account<Locker>,
    #[account(address = locker.authority @ LockerError::NotAuthority)]
    pub authority: Signer,
}

impl SetPauser {
    pub fn handler(&mut self, pauser: Address) -> Result<()> {
        let before = self.locker.pauser;
        self.locker.pauser = pauser;
        emit!(PauserSet {
            locker: *self.locker.address(),
            authority: *self.authority.address(),
            before,
            after: pauser,
        });
        Ok(())
    }
}
