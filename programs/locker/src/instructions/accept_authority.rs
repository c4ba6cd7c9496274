use anchor_lang::prelude::*;

use crate::{error::LockerError, event::AuthorityAccepted, state::Locker};

#[derive(Accounts)]
pub struct AcceptAuthority {
    #[account(mut)]
    pub locker: Account<Locker>,
    #[account(address = locker.proposed_authority @ LockerError::NotProposedAuthority)]
    pub proposed_authority: Signer,
}

impl AcceptAuthority {
    pub fn handler(&mut self) -> Result<()> {
        let before = self.locker.authority;
        let after = *self.proposed_authority.address();
        self.locker.authority = after;
        self.locker.proposed_authority = Address::default();
        emit!(AuthorityAccepted { locker: *self.locker.address(), before, after });
        Ok(())
    }
}
