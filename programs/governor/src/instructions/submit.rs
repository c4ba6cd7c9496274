use anchor_lang::{prelude::*, sha256};
use locker::{Lock, Locker};
use tenure_math::Electorate;

use crate::{
    action,
    clock::now_of,
    error::GovernorError,
    event::ProposalSubmitted,
    state::{Governor, Proposal, ProposalText},
    voice::{require_lock_of, speaks_as_owner, weight},
};

#[derive(Accounts)]
pub struct Submit {
    #[account(address = proposal.proposer @ GovernorError::NotProposer)]
    pub proposer: Signer,
    #[account(mut)]
    pub governor: Account<Governor>,
    #[account(address = governor.locker @ GovernorError::WrongLocker)]
    pub locker: Account<Locker>,
    #[account(address = proposal.lock @ GovernorError::WrongLock)]
    pub lock: Account<Lock>,
    #[account(mut)]
    pub proposal: Account<Proposal>,
}

impl Submit {
    fn validate(&self) -> Result<()> {
        require!(self.proposal.governor == *self.governor.address(), GovernorError::WrongProposal);
        self.proposal.require_draft()?;
        require_lock_of(&self.lock, &self.governor.locker)?;
        // The owner may have named another delegate since the draft.
        speaks_as_owner(&self.lock, self.proposer.address())?;
        Ok(())
    }

    pub fn handler(&mut self) -> Result<()> {
        self.validate()?;
        let (week, t) = now_of(&self.locker)?;
        // The snapshot is of sums and histories as one week's start left them: a locker that is behind could
        // be changed in an older week yet, if the clock ran back.
        require!(self.locker.week == week, GovernorError::NeedsCrank);
        let timeline = self.governor.params().terms().timeline(t).ok_or(GovernorError::BadClock)?;
        let at_start = self.locker.power_at_week(week).map_err(|_| GovernorError::BadClock)?;
        let at_end = self.locker.power_at(timeline.voting_ends_at);
        let electorate = Electorate::new(week, timeline.voting_ends_at, at_start, at_end);
        let power = weight(&self.lock, &electorate);
        require!(power >= self.governor.proposal_threshold, GovernorError::BelowThreshold);
        let (actions, actions_hash) = self.read_actions()?;

        self.governor.proposal_count += 1;
        self.proposal.submit(&self.governor, t, timeline, electorate, actions, actions_hash);

        emit!(ProposalSubmitted {
            governor: *self.governor.address(),
            proposal: *self.proposal.address(),
            proposer: *self.proposer.address(),
            lock: *self.lock.address(),
            actions_hash,
            number: self.proposal.number,
            power,
            total_power: self.proposal.total_power,
            quorum: self.proposal.quorum,
            voting_starts_at: timeline.voting_starts_at,
            voting_ends_at: timeline.voting_ends_at,
            executable_at: timeline.executable_at,
            expires_at: timeline.expires_at,
            snapshot_week: week,
            actions: actions.into(),
        });
        Ok(())
    }

    /// How many actions were written, all of them whole, and their hash.
    fn read_actions(&self) -> Result<(u8, [u8; 32])> {
        let text = ProposalText::of(&self.proposal);
        let readable = core::str::from_utf8(text.title).is_ok() && core::str::from_utf8(text.link).is_ok();
        require!(readable, GovernorError::BadText);
        let count = action::count(text.actions, &self.governor.treasury, self.proposal.address())?;
        Ok((count, sha256(text.actions)))
    }
}
