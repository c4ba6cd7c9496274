use anchor_lang::prelude::*;

use crate::{error::LockerError, event::AuthorityProposed, state::Locker};

#[derive(Accounts)]
pub struct ProposeAuthority {
    #[account(mut)]
    pub locker: Account<Locker>,
    #[account(address = locker.authority @ LockerError::NotAuthority)]
    pub authority: Signer,
}

impl ProposeAuthority {
    pub fn handler(&mut self, proposed: Address) -> Result<()> {
        require!(proposed != Address::default(), LockerError::ZeroAddress);
        let before = self.locker.proposed_authority;
        self.locker.proposed_authority = proposed;
        emit!(AuthorityProposed {
            locker: *self.locker.address(),
            authority: *self.authority.address(),
            before,
            proposed,
        });
        Ok(())
    }
}
