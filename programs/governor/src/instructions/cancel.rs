use anchor_lang::prelude::*;
use locker::Lock;

use crate::{
    clock,
    error::GovernorError,
    event::ProposalCancelled,
    state::{Governor, Proposal},
    voice::weight,
};

#[derive(Accounts)]
pub struct Cancel {
    /// The proposer; or anyone, once the proposer's lock has less power in the snapshot than it took to
    /// propose.
    pub signer: Signer,
    pub governor: Account<Governor>,
    #[account(mut)]
    pub proposal: Account<Proposal>,
    /// By whose power it was proposed. It may be gone.
    #[account(address = proposal.lock @ GovernorError::WrongLock)]
    pub lock: UncheckedAccount,
}

impl Cancel {
    fn validate(&self) -> Result<()> {
        require!(self.proposal.governor == *self.governor.address(), GovernorError::WrongProposal);
        if *self.signer.address() == self.proposal.proposer || !self.lock.account().owned_by(&locker::ID) {
            return Ok(());
        }
        let lock = Account::<Lock>::load(*self.lock.account())?;
        let power = weight(&lock, &self.proposal.electorate());
        require!(power < self.proposal.threshold, GovernorError::StillAboveThreshold);
        Ok(())
    }

    pub fn handler(&mut self) -> Result<()> {
        self.validate()?;
        self.proposal.cancel(clock::now()?)?;
        emit!(ProposalCancelled {
            governor: *self.governor.address(),
            proposal: *self.proposal.address(),
            by: *self.signer.address(),
        });
        Ok(())
    }
}
