use anchor_lang::prelude::*;

use crate::{
    clock,
    error::GovernorError,
    event::ProposalVetoed,
    state::{Governor, Proposal},
};

#[derive(Accounts)]
pub struct Veto {
    #[account(address = governor.council @ GovernorError::NotCouncil)]
    pub council: Signer,
    pub governor: Account<Governor>,
    #[account(mut)]
    pub proposal: Account<Proposal>,
}

impl Veto {
    pub fn handler(&mut self) -> Result<()> {
        require!(self.proposal.governor == *self.governor.address(), GovernorError::WrongProposal);
        self.proposal.veto(clock::now()?)?;
        emit!(ProposalVetoed {
            governor: *self.governor.address(),
            proposal: *self.proposal.address(),
            council: *self.council.address(),
        });
        Ok(())
    }
}
