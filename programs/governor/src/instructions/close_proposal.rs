use anchor_lang::prelude::*;

use crate::{clock, error::GovernorError, event::ProposalClosed, state::Proposal};

#[derive(Accounts)]
pub struct CloseProposal {
    /// The proposer of a draft; anyone, of a proposal whose course is over.
    pub signer: Signer,
    #[account(mut, close = rent_payer)]
    pub proposal: Account<Proposal>,
    /// Paid the rent. May be the signer: it is only credited.
    #[account(mut, unsafe(dup), address = proposal.rent_payer @ GovernorError::WrongRentPayer)]
    pub rent_payer: UncheckedAccount,
}

impl CloseProposal {
    fn validate(&self) -> Result<()> {
        let t = clock::now()?;
        match self.proposal.state(t) {
            None => {
                require!(*self.signer.address() == self.proposal.proposer, GovernorError::NotProposer);
            }
            // Until then its outcome is there for all to read.
            Some(state) => {
                require!(state.is_final() && t >= self.proposal.expires_at, GovernorError::StillOpen);
            }
        }
        Ok(())
    }

    pub fn handler(&mut self) -> Result<()> {
        self.validate()?;
        emit!(ProposalClosed {
            governor: self.proposal.governor,
            proposal: *self.proposal.address(),
            by: *self.signer.address(),
            rent_payer: *self.rent_payer.address(),
        });
        Ok(())
    }
}
