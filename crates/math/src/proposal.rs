//! Where a proposal stands.

use crate::{Tally, Timeline};

/// The end of a proposal by somebody's decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    Cancelled,
    Vetoed,
}

/// All that a proposal's state depends on, besides the second at which it is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ProposalFacts {
    pub timeline: Timeline,
    /// Fixed at submission, in units of power.
    pub quorum: u64,
    pub tally: Tally,
    /// How many actions there are, and how many of them, from the first on, have run.
    pub actions: u16,
    pub actions_run: u16,
    pub stopped: Option<Stop>,
}

/// Where a proposal stands. Nobody has to call for time to move it on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProposalState {
    /// Submitted; votes do not count yet.
    Pending,
    /// Votes count.
    Active,
    /// The vote is over, and lost. For good.
    Defeated,
    /// The vote is won, and the timelock runs.
    Queued,
    /// The vote is won and the timelock over: what has not run of the actions can be.
    Succeeded,
    /// All actions have run. For good.
    Executed,
    /// The grace is over, and not all actions have run: the rest never will.
    Expired,
    /// Withdrawn before it was decided. For good.
    Cancelled,
    /// Stopped by the council. For good, whatever had run by then.
    Vetoed,
}

impl ProposalFacts {
    /// The state at second `now`. A proposal without actions has run all of them once its timelock is
    /// over. Whoever lets a proposal be voted on, run or stopped asks for this first: so actions run in
    /// `executable_at <= now < expires_at`, votes count in `voting_starts_at <= now < voting_ends_at`.
    #[must_use]
    pub fn state(&self, now: u64) -> ProposalState {
        match self.stopped {
            Some(Stop::Cancelled) => return ProposalState::Cancelled,
            Some(Stop::Vetoed) => return ProposalState::Vetoed,
            None => {}
        }
        // What has run has run, even for a clock that ran back.
        if self.actions > 0 && self.actions_run >= self.actions {
            return ProposalState::Executed;
        }
        if now < self.timeline.voting_starts_at {
            ProposalState::Pending
        } else if now < self.timeline.voting_ends_at {
            ProposalState::Active
        } else if !self.tally.wins(self.quorum) {
            ProposalState::Defeated
        } else if now < self.timeline.executable_at {
            ProposalState::Queued
        } else if self.actions == 0 {
            ProposalState::Executed
        } else if now < self.timeline.expires_at {
            ProposalState::Succeeded
        } else {
            ProposalState::Expired
        }
    }
}

impl ProposalState {
    /// Every state, in the order of a proposal's course.
    pub const ALL: [Self; 9] = [
        Self::Pending,
        Self::Active,
        Self::Defeated,
        Self::Queued,
        Self::Succeeded,
        Self::Executed,
        Self::Expired,
        Self::Cancelled,
        Self::Vetoed,
    ];

    /// Whether the vote is still to be decided: so long a proposal can be cancelled. Afterwards the
    /// decision is not its proposer's to take back.
    #[must_use]
    pub fn is_undecided(self) -> bool {
        matches!(self, Self::Pending | Self::Active)
    }

    /// Whether nothing can come of the proposal any more: until then it can be vetoed.
    #[must_use]
    pub fn is_final(self) -> bool {
        !matches!(self, Self::Pending | Self::Active | Self::Queued | Self::Succeeded)
    }
}
