use anchor_lang::prelude::*;

use crate::{
    error::GovernorError,
    state::{Proposal, ProposalText},
};

#[derive(Accounts)]
pub struct Write {
    #[account(address = proposal.proposer @ GovernorError::NotProposer)]
    pub proposer: Signer,
    #[account(mut)]
    pub proposal: Account<Proposal>,
}

impl Write {
    pub fn handler(&mut self, offset: u16, piece: &[u8]) -> Result<()> {
        self.proposal.require_draft()?;
        let at = usize::from(self.proposal.title_len) + usize::from(self.proposal.link_len);
        ProposalText::write(&mut self.proposal, at + usize::from(offset), piece)
    }
}
