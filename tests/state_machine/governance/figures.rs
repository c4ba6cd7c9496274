use governor::{Proposal, Vote};
use tenure_math::ProposalState;
use tenure_model::{Fate, Motion, OwnerId, Side};

use crate::governance::register::{course, Paper, Record, Register};

/// What a proposal says of itself.
#[derive(Debug, PartialEq, Eq)]
pub struct Figures {
    number: u64,
    fate: Fate,
    submitted_at: u64,
    course: [u64; 4],
    week: u32,
    threshold: u64,
    total: u64,
    quorum: u64,
    /// For, against, neither.
    votes: [u64; 3],
    actions: usize,
    actions_run: usize,
}

impl Figures {
    /// At the clock's second `t`.
    pub fn shown(proposal: &Proposal, t: u64) -> Self {
        let Proposal { voting_starts_at, voting_ends_at, executable_at, expires_at, .. } = *proposal;
        Self {
            number: proposal.number,
            fate: fate(proposal.state(t).expect("it was submitted")),
            submitted_at: proposal.submitted_at,
            course: [voting_starts_at, voting_ends_at, executable_at, expires_at],
            week: proposal.snapshot_week,
            threshold: proposal.threshold,
            total: proposal.total_power,
            quorum: proposal.quorum,
            votes: [proposal.votes_for, proposal.votes_against, proposal.votes_abstain],
            actions: proposal.actions.into(),
            actions_run: proposal.actions_run.into(),
        }
    }

    pub fn by_the_book(paper: &Paper, motion: &Motion, t: u64) -> Self {
        let cast = |side| motion.cast(side).try_into().expect("no more than the total");
        Self {
            number: number(paper.motion),
            fate: motion.fate(t),
            submitted_at: motion.made_at(),
            course: course(motion),
            week: motion.week(),
            threshold: paper.threshold,
            total: motion.total(),
            quorum: motion.quorum(),
            votes: [Side::For, Side::Against, Side::Neither].map(cast),
            actions: paper.agenda.len(),
            actions_run: motion.actions_run(),
        }
    }
}

/// What a vote's account says.
#[derive(Debug, PartialEq, Eq)]
pub struct Ballot {
    number: u64,
    side: u8,
    weight: u64,
    by_owner: bool,
    ends_at: u64,
}

impl Ballot {
    pub fn shown(vote: &Vote) -> Self {
        Self {
            number: vote.number,
            side: vote.choice,
            weight: vote.weight,
            by_owner: vote.by_owner == 1,
            ends_at: vote.voting_ends_at,
        }
    }

    pub fn by_the_book(register: &Register, record: Record, owner: OwnerId) -> Self {
        let motion = register.dao.motion(record.motion);
        let (weight, side) = motion.votes()[&owner];
        let side = match side {
            Side::Against => 0,
            Side::For => 1,
            Side::Neither => 2,
        };
        let (number, ends_at) = (number(record.motion), motion.voting_ends_at());
        Self { number, side, weight, by_owner: record.by_owner, ends_at }
    }
}

/// The program counts proposals from one.
fn number(motion: usize) -> u64 {
    u64::try_from(motion + 1).expect("a count")
}

pub fn fate(state: ProposalState) -> Fate {
    match state {
        ProposalState::Pending => Fate::Pending,
        ProposalState::Active => Fate::Active,
        ProposalState::Defeated => Fate::Defeated,
        ProposalState::Queued => Fate::Queued,
        ProposalState::Succeeded => Fate::Succeeded,
        ProposalState::Executed => Fate::Executed,
        ProposalState::Expired => Fate::Expired,
        ProposalState::Cancelled => Fate::Cancelled,
        ProposalState::Vetoed => Fate::Vetoed,
    }
}
