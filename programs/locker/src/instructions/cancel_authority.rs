use anchor_lang::prelude::*;

use crate::{error::LockerError, event::AuthorityCancelled, state::Locker};

#[derive(Accounts)]
pub struct CancelAuthority {
    #[account(mut)]
    pub locker: Account<Locker>,
    #[account(address = locker.authority @ LockerError::NotAuthority)]
    pub authority: Signer,
}

impl CancelAuthority {
    pub fn handler(&mut self) -> Result<()> {
        let cancelled = self.locker.proposed_authority;
        require!(cancelled != Address::default(), LockerError::NoProposedAuthority);
        self.locker.proposed_authority = Address::default();
        emit!(AuthorityCancelled {
            locker: *self.locker.address(),
            authority: *self.authority.address(),
            cancelled,
        });
        Ok(())
    }
}
