use anchor_lang::prelude::*;

use crate::{
    clock,
    error::GovernorError,
    event::VoteClosed,
    state::{Proposal, Vote},
};

#[derive(Accounts)]
pub struct CloseVote {
    #[account(mut, close = rent_payer)]
    pub vote: Account<Vote>,
    /// May be closed, or another one at the same address.
    #[account(mut, address = vote.proposal @ GovernorError::WrongProposal)]
    pub proposal: UncheckedAccount,
    /// Paid the rent.
    #[account(mut, address = vote.rent_payer @ GovernorError::WrongRentPayer)]
    pub rent_payer: UncheckedAccount,
}

impl CloseVote {
    pub fn handler(&mut self) -> Result<()> {
        require!(clock::now()? >= self.vote.voting_ends_at, GovernorError::StillVoting);
        self.end_voting()?;
        emit!(VoteClosed {
            governor: self.vote.governor,
            proposal: self.vote.proposal,
            lock: self.vote.lock,
            rent_payer: *self.rent_payer.address(),
        });
        Ok(())
    }

    /// Without its record the lock could vote once more, if the clock ran back.
    fn end_voting(&mut self) -> Result<()> {
        let account = *self.proposal.account();
        if account.owned_by(&crate::ID) {
            // SAFETY: the account is borrowed nowhere else in this instruction.
            let mut proposal = unsafe { Account::<Proposal>::load_mut(account) }?;
            if proposal.number == self.vote.number {
                proposal.voting_over = 1;
            }
        }
        Ok(())
    }
}
