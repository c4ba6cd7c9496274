use anchor_lang::prelude::*;
use tenure_math::ProposalState;

use crate::{clock, state::Proposal};

/// Where a proposal stands, as a number: the order is [`ProposalState`]'s, behind 0 for a draft.
pub const DRAFT: u8 = 0;

#[derive(Accounts)]
pub struct ViewProposalState {
    pub proposal: Account<Proposal>,
}

impl ViewProposalState {
    pub fn handler(&self) -> Result<u8> {
        let state = self.proposal.state(clock::now()?);
        Ok(state.map_or(DRAFT, number_of))
    }
}

/// The number of a state: its place in [`ProposalState::ALL`], from 1 on.
pub fn number_of(state: ProposalState) -> u8 {
    match state {
        ProposalState::Pending => 1,
        ProposalState::Active => 2,
        ProposalState::Defeated => 3,
        ProposalState::Queued => 4,
        ProposalState::Succeeded => 5,
        ProposalState::Executed => 6,
        ProposalState::Expired => 7,
        ProposalState::Cancelled => 8,
        ProposalState::Vetoed => 9,
    }
}
