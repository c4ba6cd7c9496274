extern crate alloc;

use alloc::string::String;

use anchor_lang::prelude::*;
use locker::Lock;

use crate::{
    constants::{MAX_LINK, MAX_TEXT, MAX_TITLE},
    error::GovernorError,
    event::ProposalDrafted,
    state::{Governor, Proposal, ProposalText},
    voice::{require_lock_of, speaks_as_owner},
};

#[derive(Accounts)]
#[instruction(nonce: [u8; 8], title: String, link: String, actions_len: u16)]
pub struct Draft {
    /// Pays the rent. May be the proposer.
    #[account(mut, unsafe(dup))]
    pub payer: Signer,
    /// The owner of the lock, or its delegate.
    pub proposer: Signer,
    pub governor: Account<Governor>,
    /// The lock by whose power the proposal will be submitted.
    pub lock: Account<Lock>,
    #[account(
        init,
        payer = payer,
        space = Proposal::space(title.len(), link.len(), actions_len.into()),
        seeds = [
            b"proposal",
            governor.address().as_ref(),
            proposer.address().as_ref(),
            nonce.as_ref()
        ],
        bump
    )]
    pub proposal: Account<Proposal>,
    pub system_program: Program<System>,
}

impl Draft {
    fn validate(&self, title: &str, link: &str, actions_len: u16) -> Result<()> {
        require!((1..=MAX_TITLE).contains(&title.len()) && link.len() <= MAX_LINK, GovernorError::BadText);
        require!(title.len() + link.len() + usize::from(actions_len) <= MAX_TEXT, GovernorError::TooLarge);
        require_lock_of(&self.lock, &self.governor.locker)?;
        speaks_as_owner(&self.lock, self.proposer.address())?;
        Ok(())
    }

    pub fn handler(
        &mut self,
        bump: u8,
        nonce: [u8; 8],
        title: &str,
        link: &str,
        actions_len: u16,
    ) -> Result<()> {
        self.validate(title, link, actions_len)?;
        let (governor, lock) = (*self.governor.address(), *self.lock.address());
        let (proposer, rent_payer) = (*self.proposer.address(), *self.payer.address());
        let proposal = &mut self.proposal;
        proposal.version = Proposal::VERSION;
        proposal.bump = bump;
        proposal.nonce = nonce;
        proposal.title_len = u8::try_from(title.len()).map_err(|_| GovernorError::BadText)?;
        proposal.link_len = u8::try_from(link.len()).map_err(|_| GovernorError::BadText)?;
        proposal.governor = governor;
        proposal.proposer = proposer;
        proposal.lock = lock;
        proposal.rent_payer = rent_payer;
        ProposalText::write(&mut self.proposal, 0, title.as_bytes())?;
        ProposalText::write(&mut self.proposal, title.len(), link.as_bytes())?;

        emit!(ProposalDrafted { governor, proposal: *self.proposal.address(), proposer, lock, nonce });
        Ok(())
    }
}
