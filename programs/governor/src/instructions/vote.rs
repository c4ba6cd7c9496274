use anchor_lang::prelude::*;
use locker::{call::MarkVoting, Lock, Locker};

use crate::{
    clock::now_of,
    error::GovernorError,
    event::VoteCast,
    state::{Governor, Proposal, Vote},
    voice::{require_lock_of, speaks_as_owner, weight},
};

/// In the event, the choice before of a lock that had not voted.
const NO_CHOICE: u32 = 3;

#[derive(Accounts)]
pub struct CastVote {
    /// Pays the rent of a new vote account. May be the voter.
    #[account(mut, unsafe(dup))]
    pub payer: Signer,
    /// The owner of the lock, or its delegate.
    pub voter: Signer,
    /// Signs to mark the lock.
    pub governor: Account<Governor>,
    #[account(address = governor.locker @ GovernorError::WrongLocker)]
    pub locker: Account<Locker>,
    #[account(mut)]
    pub lock: Account<Lock>,
    #[account(mut)]
    pub proposal: Account<Proposal>,
    #[account(
        init_if_needed,
        payer = payer,
        seeds = [b"vote", proposal.address().as_ref(), lock.address().as_ref()],
        bump = vote.bump
    )]
    pub vote: Account<Vote>,
    #[account(address = locker::ID @ GovernorError::WrongLockerProgram)]
    pub locker_program: UncheckedAccount,
    pub system_program: Program<System>,
}

impl CastVote {
    fn validate(&self, t: u64) -> Result<bool> {
        require!(self.proposal.governor == *self.governor.address(), GovernorError::WrongProposal);
        require_lock_of(&self.lock, &self.governor.locker)?;
        self.proposal.require_active(t)?;
        speaks_as_owner(&self.lock, self.voter.address())
    }

    pub fn handler(&mut self, bump: u8, choice: u8) -> Result<()> {
        let (_, t) = now_of(&self.locker)?;
        let as_owner = self.validate(t)?;
        let chosen = Vote::choice_of(choice)?;
        let recorded = self.vote.recorded(&self.proposal)?;
        require!(as_owner || recorded.is_none() || self.vote.by_owner == 0, GovernorError::OwnerVoted);
        let choice_before = if recorded.is_some() { self.vote.choice.into() } else { NO_CHOICE };

        let own = if recorded.is_some() { 0 } else { weight(&self.lock, &self.proposal.electorate()) };
        require!(recorded.is_some() || own > 0, GovernorError::NoPower);
        let weight = self.proposal.count(recorded, chosen, own)?;
        self.record(bump, choice, weight, as_owner);
        if recorded.is_none() {
            self.mark()?;
        }

        emit!(VoteCast {
            governor: *self.governor.address(),
            proposal: *self.proposal.address(),
            lock: *self.lock.address(),
            voter: *self.voter.address(),
            weight,
            votes_for: self.proposal.votes_for,
            votes_against: self.proposal.votes_against,
            votes_abstain: self.proposal.votes_abstain,
            choice_before,
            choice_after: choice.into(),
        });
        Ok(())
    }

    fn record(&mut self, bump: u8, choice: u8, weight: u64, as_owner: bool) {
        let rent_payer = *self.payer.address();
        let (governor, proposal) = (*self.governor.address(), *self.proposal.address());
        let (lock, voter) = (*self.lock.address(), *self.voter.address());
        let vote = &mut self.vote;
        if vote.version == 0 {
            vote.version = Vote::VERSION;
            vote.bump = bump;
            vote.governor = governor;
            vote.proposal = proposal;
            vote.lock = lock;
            vote.rent_payer = rent_payer;
        }
        if vote.number != self.proposal.number {
            vote.number = self.proposal.number;
            vote.by_owner = 0;
        }
        vote.voting_ends_at = self.proposal.voting_ends_at;
        vote.choice = choice;
        vote.weight = weight;
        vote.voter = voter;
        vote.by_owner |= u8::from(as_owner);
    }

    /// Until the vote ends the lock cannot be reduced: the decision binds those who took it.
    fn mark(&mut self) -> Result<()> {
        let until = i64::try_from(self.proposal.voting_ends_at).map_err(|_| GovernorError::BadClock)?;
        let bump = [self.governor.bump];
        let seeds: &[&[u8]] = &[Governor::SEED, self.governor.locker.as_ref(), &bump];
        MarkVoting {
            governor: self.governor.cpi_handle(),
            voter: self.voter.cpi_handle(),
            locker: self.locker.cpi_handle(),
            lock: self.lock.cpi_handle_mut(),
        }
        .invoke(until, &[seeds]);
        Ok(())
    }
}
