use anchor_lang::prelude::*;

use crate::{error::GovernorError, event::CouncilSet, state::Governor};

#[derive(Accounts)]
pub struct SetCouncil {
    #[account(mut)]
    pub governor: Account<Governor>,
    #[account(address = governor.treasury @ GovernorError::NotTreasury)]
    pub treasury: Signer,
}

impl SetCouncil {
    pub fn handler(&mut self, council: Address) -> Result<()> {
        let before = self.governor.council;
        self.governor.council = council;
        emit!(CouncilSet { governor: *self.governor.address(), before, after: council });
        Ok(())
    }
}
