//! Where a proposal stands, in words.

use tenure_client::governor::Proposal;
use tenure_math::ProposalState;

use crate::value::{moment, Duration};

/// Where a proposal stands at a second, and what comes next.
pub struct Standing {
    pub state: &'static str,
    /// What comes next, and at which second.
    next: Option<(&'static str, u64)>,
    now: u64,
}

impl Standing {
    pub fn of(proposal: &Proposal, now: u64) -> Self {
        let (state, next) = match proposal.state(now) {
            None => ("draft", None),
            Some(ProposalState::Pending) => ("pending", Some(("voting begins", proposal.voting_starts_at))),
            Some(ProposalState::Active) => ("active", Some(("voting ends", proposal.voting_ends_at))),
            Some(ProposalState::Defeated) => ("defeated", None),
            Some(ProposalState::Queued) => ("queued", Some(("can be executed", proposal.executable_at))),
            Some(ProposalState::Succeeded) => ("succeeded", Some(("expires", proposal.expires_at))),
            Some(ProposalState::Executed) => ("executed", None),
            Some(ProposalState::Expired) => ("expired", None),
            Some(ProposalState::Cancelled) => ("cancelled", None),
            Some(ProposalState::Vetoed) => ("vetoed", None),
        };
        Self { state, next, now }
    }

    /// Seconds until what comes next.
    pub fn seconds_left(&self) -> Option<u64> {
        self.next.map(|(_, at)| at.saturating_sub(self.now))
    }

    /// The state, and what comes next.
    pub fn words(&self) -> String {
        match (self.next, self.seconds_left()) {
            (Some((what, at)), Some(left)) => {
                format!("{}: {what} in {}, {}", self.state, Duration(left).roughly(), moment(at))
            }
            _ => self.state.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use tenure_client::{governor::ID, Account};

    use super::*;

    /// Votes from 100 on, until 200; actions from 300 on, until 400.
    fn proposal(stage: u8, votes_for: u64) -> Proposal {
        let mut proposal = nothing();
        (proposal.stage, proposal.actions, proposal.votes_for, proposal.quorum) = (stage, 1, votes_for, 10);
        (proposal.voting_starts_at, proposal.voting_ends_at) = (100, 200);
        (proposal.executable_at, proposal.expires_at) = (300, 400);
        proposal
    }

    /// All of it zero.
    fn nothing() -> Proposal {
        fn type_name<T: Account>() -> &'static [u8] {
            T::DISCRIMINATOR
        }
        let mut data = [0; Proposal::space(0, 0, 0)];
        data[..8].copy_from_slice(type_name::<Proposal>());
        data[8] = Proposal::VERSION;
        Proposal::read(&ID, &data).expect("a proposal of nothing")
    }

    #[test]
    fn what_comes_next_is_told_with_the_time_left() {
        let words = |votes, now| Standing::of(&proposal(1, votes), now).words();
        assert_eq!(words(0, 40), "pending: voting begins in 1 minute, 1970-01-01 00:01:40 UTC");
        assert_eq!(words(0, 199), "active: voting ends in 1 second, 1970-01-01 00:03:20 UTC");
        assert_eq!(words(9, 200), "defeated");
        assert_eq!(words(10, 200), "queued: can be executed in 1 minute 40 seconds, 1970-01-01 00:05:00 UTC");
        assert_eq!(words(10, 300), "succeeded: expires in 1 minute 40 seconds, 1970-01-01 00:06:40 UTC");
        assert_eq!(words(10, 400), "expired");
        assert_eq!(Standing::of(&proposal(0, 0), 40).words(), "draft");
        assert_eq!(Standing::of(&proposal(2, 0), 40).words(), "cancelled");
        assert_eq!(Standing::of(&proposal(3, 0), 40).words(), "vetoed");
    }
}
