use anchor_lang::prelude::*;

use crate::{clock, error::GovernorError, event::VoteClosed, state::Vote};

#[derive(Accounts)]
pub struct CloseVote {
    #[account(mut, close = rent_payer)]
    pub vote: Account<Vote>,
    /// Paid the rent.
    #[account(mut, address = vote.rent_payer @ GovernorError::WrongRentPayer)]
    pub rent_payer: UncheckedAccount,
}

impl CloseVote {
    pub fn handler(&mut self) -> Result<()> {
        require!(clock::now()? >= self.vote.voting_ends_at, GovernorError::StillVoting);
        emit!(VoteClosed {
            governor: self.vote.governor,
            proposal: self.vote.proposal,
            lock: self.vote.lock,
            rent_payer: *self.rent_payer.address(),
        });
        Ok(())
    }
}
