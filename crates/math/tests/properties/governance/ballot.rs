//! One proposal and the votes on it, put together as the program does.

use std::collections::BTreeMap;

use tenure_math::{
    ledger, quorum, start_of, week_of, Choice, Electorate, ProposalFacts, ProposalState, Stop, Vote,
    VotingTerms,
};
use tenure_model::OwnerId;

use crate::machine::{Lock, Machine};

/// What a program keeps of one proposal, its vote accounts included.
#[derive(Clone, Debug, PartialEq)]
pub struct Ballot {
    pub electorate: Electorate,
    /// The two bounds of its total. They are in no account.
    pub at_start: u64,
    pub at_end: u64,
    pub facts: ProposalFacts,
    pub votes: BTreeMap<OwnerId, Vote>,
}

impl Ballot {
    /// Proposed at `now`, the locker's second. The locker may be behind it if the clock never runs back.
    pub fn new(locker: &Machine, now: u64, terms: VotingTerms, actions: u16) -> Self {
        let week = week_of(now);
        let timeline = terms.timeline(now).unwrap();
        let at_start = if week > locker.week {
            locker.power_at(start_of(week))
        } else {
            ledger::power_at_week(locker.week, &locker.power_at, week).unwrap()
        };
        let at_end = locker.power_at(timeline.voting_ends_at);
        let electorate = Electorate::new(week, timeline.voting_ends_at, at_start, at_end);
        let quorum = quorum(electorate.total, terms.quorum_bps);
        let facts = ProposalFacts { timeline, quorum, actions, ..ProposalFacts::default() };
        Self { electorate, at_start, at_end, facts, votes: BTreeMap::new() }
    }

    pub fn state(&self, now: u64) -> ProposalState {
        self.facts.state(now)
    }

    /// What a lock would vote with if it had not voted.
    pub fn weight(&self, lock: &Lock) -> u64 {
        self.electorate.weight(lock.stake_before(self.electorate.week), lock.reduced_week)
    }

    /// Votes for an owner's lock, for the first time or again. Returns the weight that counts.
    pub fn vote(&mut self, locker: &Machine, now: u64, owner: OwnerId, choice: Choice) -> Option<u64> {
        if self.state(now) != ProposalState::Active {
            return None;
        }
        let vote = if let Some(&recorded) = self.votes.get(&owner) {
            self.facts.tally.recast(recorded, choice).expect("what was recorded was counted")
        } else {
            let vote = Vote { choice, weight: self.weight(locker.locks.get(&owner)?) };
            if vote.weight == 0 {
                return None;
            }
            self.facts.tally.cast(vote, self.electorate.total).expect("votes never pass the total");
            vote
        };
        self.votes.insert(owner, vote);
        Some(vote.weight)
    }

    pub fn run(&mut self, now: u64) -> bool {
        let runs = self.state(now) == ProposalState::Succeeded;
        self.facts.actions_run += u16::from(runs);
        runs
    }

    pub fn cancel(&mut self, now: u64) -> bool {
        let open = self.state(now).is_undecided();
        self.stop(open, Stop::Cancelled)
    }

    pub fn veto(&mut self, now: u64) -> bool {
        let alive = !self.state(now).is_final();
        self.stop(alive, Stop::Vetoed)
    }

    fn stop(&mut self, possible: bool, stop: Stop) -> bool {
        if possible {
            self.facts.stopped = Some(stop);
        }
        possible
    }

    /// The most that can still come to be cast: what has been, and what every other lock would add.
    pub fn all_voices(&self, locker: &Machine) -> u128 {
        let silent = locker.locks.iter().filter(|(owner, _)| !self.votes.contains_key(owner));
        let silent: u128 = silent.map(|(_, lock)| u128::from(self.weight(lock))).sum();
        self.facts.tally.cast_power() + silent
    }
}
