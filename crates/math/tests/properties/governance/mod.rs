//! Who has a voice, how votes are counted, and what comes of a proposal.

mod ballot;
mod electorate;
mod histories;
mod outflow;
mod proposal;
mod quorum;
mod tally;
mod voices;
mod voting_terms;

use proptest::prelude::*;
use tenure_math::{voting_terms::*, Choice, ProposalState, VotingTerms};
use tenure_model::{Fate, Rules, Side};

const CHOICES: [Choice; 3] = [Choice::For, Choice::Against, Choice::Abstain];

fn choices() -> impl Strategy<Value = Choice> {
    prop::sample::select(CHOICES.to_vec())
}

/// VotingTerms that keep to every bound, often at one of them.
fn valid_terms() -> impl Strategy<Value = VotingTerms> {
    let quorum = prop_oneof![MIN_QUORUM_BPS..=MAX_QUORUM_BPS, Just(MIN_QUORUM_BPS), Just(MAX_QUORUM_BPS)];
    let delay = prop_oneof![Just(0), 0..=MAX_VOTING_DELAY, Just(MAX_VOTING_DELAY)];
    let (period, timelock) = (MIN_VOTING_PERIOD..=MAX_VOTING_PERIOD, MIN_TIMELOCK..=MAX_TIMELOCK);
    let period = prop_oneof![Just(MIN_VOTING_PERIOD), period, Just(MAX_VOTING_PERIOD)];
    let timelock = prop_oneof![2 => Just(MIN_TIMELOCK), 1 => timelock];
    let grace = prop_oneof![Just(MIN_GRACE), MIN_GRACE..=MAX_GRACE];
    (1..=u64::MAX, quorum, delay, period, timelock, grace).prop_map(
        |(threshold, quorum_bps, voting_delay, voting_period, timelock, grace)| VotingTerms {
            threshold,
            quorum_bps,
            voting_delay,
            voting_period,
            timelock,
            grace,
        },
    )
}

fn rules(terms: VotingTerms) -> Rules {
    let spans = [terms.voting_delay, terms.voting_period, terms.timelock, terms.grace].map(u64::from);
    Rules { quorum_bps: terms.quorum_bps, spans }
}

fn side(choice: Choice) -> Side {
    match choice {
        Choice::For => Side::For,
        Choice::Against => Side::Against,
        Choice::Abstain => Side::Neither,
    }
}

fn fate(state: ProposalState) -> Fate {
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
