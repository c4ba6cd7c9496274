use anchor_lang::prelude::*;
use tenure_math::{quorum, Choice, Electorate, ProposalFacts, ProposalState, Stop, Tally, Timeline};

use crate::{error::GovernorError, state::Governor};

/// What is proposed, by whom, and what came of it. The title, the link and the actions stand behind
/// these fields.
///
/// PDA `["proposal", governor, proposer, nonce]`.
#[account]
pub struct Proposal {
    pub version: u8,
    pub bump: u8,
    /// What somebody decided; see [`Stage`].
    pub stage: u8,
    /// How many actions there are, and how many of them, from the first on, have run.
    pub actions: u8,
    pub actions_run: u8,
    pub title_len: u8,
    pub link_len: u8,
    /// 1 once a vote's account was closed: no more votes are cast, whatever the clock says.
    pub voting_over: u8,
    /// Chosen by the proposer, in the address.
    pub nonce: [u8; 8],
    /// Its place among all submitted; 0 for a draft.
    pub number: u64,
    pub governor: Address,
    pub proposer: Address,
    /// The lock whose power proposed it.
    pub lock: Address,
    /// Paid the account's rent, and gets it back.
    pub rent_payer: Address,
    /// SHA-256 of the actions, fixed at submission.
    pub actions_hash: [u8; 32],
    /// Seconds since the Unix epoch; each is the first of what it begins.
    pub submitted_at: u64,
    pub voting_starts_at: u64,
    pub voting_ends_at: u64,
    pub executable_at: u64,
    pub expires_at: u64,
    /// What the proposer's lock had to have, and what all votes together can never pass.
    pub threshold: u64,
    pub total_power: u64,
    /// Power that must vote for or abstain.
    pub quorum: u64,
    pub votes_for: u64,
    pub votes_against: u64,
    pub votes_abstain: u64,
    /// A lock's state before this week is what counts.
    pub snapshot_week: u32,
    pub reserved_week: [u8; 4],
    pub reserved: [u8; 32],
}

const _: () = assert!(core::mem::size_of::<Proposal>() == 312);

/// What somebody decided of a proposal. Its state follows from that, time and votes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Draft = 0,
    Submitted = 1,
    Cancelled = 2,
    Vetoed = 3,
}

/// The account's fields begin here, and its text behind them.
const FIELDS: usize = 8;
const TEXT: usize = FIELDS + core::mem::size_of::<Proposal>();

impl Proposal {
    pub const VERSION: u8 = 1;
    pub const SEED: &'static [u8] = b"proposal";

    /// Bytes of an account with room for a title, a link and actions of these lengths.
    pub const fn space(title: usize, link: usize, actions: usize) -> usize {
        TEXT + title + link + actions
    }

    /// The state at second `t`; see [`ProposalFacts::state`]. A draft has none yet.
    pub fn state(&self, t: u64) -> Option<ProposalState> {
        (self.stage != Stage::Draft as u8).then(|| self.facts().state(t))
    }

    pub fn require_draft(&self) -> Result<()> {
        require!(self.stage == Stage::Draft as u8, GovernorError::Submitted);
        Ok(())
    }

    /// Fixes the text, the snapshot and the course of the proposal at second `t`. `electorate` is that of
    /// its vote, which ends as `timeline` says.
    pub fn submit(
        &mut self,
        governor: &Governor,
        t: u64,
        timeline: Timeline,
        electorate: Electorate,
        actions: u8,
        actions_hash: [u8; 32],
    ) {
        self.stage = Stage::Submitted as u8;
        self.number = governor.proposal_count;
        self.actions = actions;
        self.actions_hash = actions_hash;
        self.submitted_at = t;
        self.voting_starts_at = timeline.voting_starts_at;
        self.voting_ends_at = timeline.voting_ends_at;
        self.executable_at = timeline.executable_at;
        self.expires_at = timeline.expires_at;
        self.threshold = governor.proposal_threshold;
        self.snapshot_week = electorate.week;
        self.total_power = electorate.total;
        self.quorum = quorum(electorate.total, governor.quorum_bps);
    }

    /// Votes are cast at second `t`.
    pub fn require_active(&self, t: u64) -> Result<()> {
        match self.state(t) {
            None => Err(GovernorError::Draft.into()),
            Some(_) if self.voting_over == 1 => Err(GovernorError::VotingOver.into()),
            Some(ProposalState::Pending) => Err(GovernorError::NotBegun.into()),
            Some(ProposalState::Active) => Ok(()),
            Some(_) => Err(GovernorError::VotingOver.into()),
        }
    }

    /// Actions run at second `t`.
    pub fn require_executable(&self, t: u64) -> Result<()> {
        match self.state(t) {
            None => Err(GovernorError::Draft.into()),
            Some(ProposalState::Succeeded) => Ok(()),
            Some(ProposalState::Queued) => Err(GovernorError::Timelocked.into()),
            Some(ProposalState::Expired) => Err(GovernorError::Expired.into()),
            Some(ProposalState::Executed) => Err(GovernorError::NotNext.into()),
            Some(_) => Err(GovernorError::NotSucceeded.into()),
        }
    }

    /// The proposal is withdrawn at second `t`, before it is decided.
    pub fn cancel(&mut self, t: u64) -> Result<()> {
        let state = self.state(t).ok_or(GovernorError::Draft)?;
        require!(state.is_undecided(), GovernorError::Final);
        self.stage = Stage::Cancelled as u8;
        Ok(())
    }

    /// The council stops the proposal at second `t`, whatever has run of it.
    pub fn veto(&mut self, t: u64) -> Result<()> {
        let state = self.state(t).ok_or(GovernorError::Draft)?;
        require!(!state.is_final(), GovernorError::Final);
        self.stage = Stage::Vetoed as u8;
        Ok(())
    }

    /// Counts a lock's vote: its first with `weight`, or a change of the one that was `recorded`. Returns
    /// the weight that counts.
    pub fn count(&mut self, recorded: Option<tenure_math::Vote>, choice: Choice, weight: u64) -> Result<u64> {
        let mut tally = self.tally();
        let vote = match recorded {
            Some(vote) => tally.recast(vote, choice),
            None => {
                let vote = tenure_math::Vote { choice, weight };
                tally.cast(vote, self.total_power).map(|()| vote)
            }
        };
        let vote = vote.ok_or(GovernorError::Overflow)?;
        (self.votes_for, self.votes_against) = (tally.in_favour, tally.against);
        self.votes_abstain = tally.abstaining;
        Ok(vote.weight)
    }

    /// The voices that count.
    pub fn electorate(&self) -> Electorate {
        Electorate { week: self.snapshot_week, ends_at: self.voting_ends_at, total: self.total_power }
    }

    /// What holds between any two instructions: votes keep to the snapshot, actions to their number.
    pub fn invariant(&self) -> bool {
        self.tally().cast_power() <= u128::from(self.total_power) && self.actions_run <= self.actions
    }

    fn tally(&self) -> Tally {
        Tally { in_favour: self.votes_for, against: self.votes_against, abstaining: self.votes_abstain }
    }

    fn facts(&self) -> ProposalFacts {
        ProposalFacts {
            timeline: Timeline {
                voting_starts_at: self.voting_starts_at,
                voting_ends_at: self.voting_ends_at,
                executable_at: self.executable_at,
                expires_at: self.expires_at,
            },
            quorum: self.quorum,
            tally: self.tally(),
            actions: self.actions.into(),
            actions_run: self.actions_run.into(),
            stopped: match self.stage {
                stage if stage == Stage::Cancelled as u8 => Some(Stop::Cancelled),
                stage if stage == Stage::Vetoed as u8 => Some(Stop::Vetoed),
                _ => None,
            },
        }
    }
}

/// Title, link and actions of a proposal's account, as they stand in its `data`.
pub struct ProposalText<'a> {
    pub title: &'a [u8],
    pub link: &'a [u8],
    pub actions: &'a [u8],
}

impl<'a> ProposalText<'a> {
    /// What stands behind the account's fields.
    pub fn of(proposal: &'a Account<Proposal>) -> Self {
        // SAFETY: the bytes are only read, and nothing borrows them mutably: the fields are before them.
        let data = unsafe { proposal.account().borrow_unchecked() };
        Self::read(proposal, data.get(TEXT..).unwrap_or_default())
    }

    /// Of the bytes behind an account's fields.
    pub fn read(proposal: &Proposal, text: &'a [u8]) -> Self {
        let (title, rest) = text.split_at_checked(proposal.title_len.into()).unwrap_or_default();
        let (link, actions) = rest.split_at_checked(proposal.link_len.into()).unwrap_or_default();
        Self { title, link, actions }
    }

    /// Writes `piece` at `offset` behind the account's fields.
    pub fn write(proposal: &mut Account<Proposal>, offset: usize, piece: &[u8]) -> Result<()> {
        let mut account = *proposal.account();
        // SAFETY: only the bytes behind the fields are written, and nothing else borrows them.
        let data = unsafe { account.borrow_unchecked_mut() };
        let room = data.get_mut(TEXT + offset..).and_then(|room| room.get_mut(..piece.len()));
        room.ok_or(GovernorError::PieceOutOfRoom)?.copy_from_slice(piece);
        Ok(())
    }
}
