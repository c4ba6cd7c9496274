//! Named cases of who has a voice: locks of 2,080 for 208 weeks from week 100, and a vote proposed at
//! the start of week 102 that ends at the start of week 104. Each such lock then has 204 weeks left, and
//! a weight of 2,080 * 204 / 208 = 2,040; at the start of week 102 its power was 2,060.

use tenure_math::{start_of, voting_terms::DAY, Choice, Electorate, Stake, Vote, VotingTerms, PERMANENT};
use tenure_model::{Operation, OwnerId, Params};

use super::ballot::Ballot;
use crate::locker::Locker;

const LOCK: Operation = Operation::Lock { amount: 2_080, weeks: 208 };
const EXIT: Operation = Operation::ExitEarly { most_penalty: u64::MAX };
const TERMS: VotingTerms = VotingTerms {
    threshold: 1,
    quorum_bps: 5_000,
    voting_delay: 0,
    voting_period: 14 * DAY,
    timelock: 2 * DAY,
    grace: 3 * DAY,
};

/// The second at which the vote is proposed.
const PROPOSED: u64 = 102 * tenure_math::WEEK;

/// Owners 1 and 2 have a lock each.
fn two_locks() -> Locker {
    let params = Params { min_weeks: 1, max_weeks: 208, penalty_bps: 5_000 };
    let mut locker = Locker::new(params, start_of(100));
    for owner in [1, 2] {
        assert!(locker.perform(start_of(100), owner, LOCK));
    }
    locker
}

fn act(locker: &mut Locker, owner: OwnerId, operation: Operation) {
    assert!(locker.perform(PROPOSED, owner, operation), "{operation:?}");
}

fn propose(locker: &mut Locker) -> Ballot {
    locker.crank(PROPOSED);
    let ballot = Ballot::new(&locker.machine, PROPOSED, TERMS, 1);
    assert_eq!((ballot.electorate.week, ballot.electorate.ends_at), (102, start_of(104)));
    ballot
}

fn weight(locker: &Locker, ballot: &Ballot, owner: OwnerId) -> u64 {
    ballot.weight(&locker.machine.locks[&owner])
}

#[test]
fn a_vote_counts_what_is_left_at_its_end() {
    let mut locker = two_locks();
    let ballot = propose(&mut locker);
    assert_eq!(ballot.electorate.total, 4_080);
    assert_eq!(ballot.facts.quorum, 2_040);
    assert_eq!([1, 2].map(|owner| weight(&locker, &ballot, owner)), [2_040, 2_040]);
}

#[test]
fn exit_propose_lock_again_vote() {
    let mut locker = two_locks();
    act(&mut locker, 1, EXIT);
    let mut ballot = propose(&mut locker);
    assert_eq!(ballot.electorate.total, 2_040, "who left is out of the sums");
    act(&mut locker, 1, LOCK);
    // The lesser of the checkpoint and of what is locked now would be 2,040 again, and the two votes
    // together 4,080 of 2,040.
    let lock = &locker.machine.locks[&1];
    let lesser = lock.stake_before(102).power_at(start_of(104)).min(lock.stake.power_at(start_of(104)));
    assert_eq!(lesser, 2_040);
    assert_eq!(ballot.vote(&locker.machine, PROPOSED, 1, Choice::For), None);
    assert_eq!(ballot.vote(&locker.machine, PROPOSED, 2, Choice::For), Some(2_040));
    assert_eq!(ballot.facts.tally.cast_power(), 2_040);
}

#[test]
fn propose_exit_lock_again_vote() {
    let mut locker = two_locks();
    let ballot = propose(&mut locker);
    act(&mut locker, 1, EXIT);
    act(&mut locker, 1, LOCK);
    assert_eq!(ballot.electorate.total, 4_080);
    assert_eq!(weight(&locker, &ballot, 1), 0, "leaving costs the voice in what is running");
}

#[test]
fn who_left_the_week_before_and_locked_again_has_a_voice() {
    let mut locker = two_locks();
    assert!(locker.perform(start_of(102) - 1, 1, EXIT));
    assert!(locker.perform(start_of(102) - 1, 1, LOCK));
    // Locked in week 101, it ends in week 309: 2,080 * 205 / 208 = 2,050.
    let ballot = propose(&mut locker);
    assert_eq!(weight(&locker, &ballot, 1), 2_050);
    assert_eq!(ballot.electorate.total, 4_090);
}

#[test]
fn beginning_to_unlock_costs_the_voice() {
    let mut locker = two_locks();
    assert!(locker.perform(start_of(101), 1, Operation::MakePermanent));
    let ballot = propose(&mut locker);
    assert_eq!(weight(&locker, &ballot, 1), 2_080);
    assert_eq!(ballot.electorate.total, 2_080 + 2_040);
    act(&mut locker, 1, Operation::BeginUnlock);
    assert_eq!(weight(&locker, &ballot, 1), 0);
}

/// What comes in the week of the proposal is not heard, and raises the total no higher than all power
/// was when the week began: 2 * 2,060.
#[test]
fn late_power_has_no_voice_and_stops_no_vote() {
    let mut locker = two_locks();
    act(&mut locker, 1, Operation::Increase { amount: 2_080_000 });
    act(&mut locker, 2, Operation::MakePermanent);
    act(&mut locker, 3, Operation::Lock { amount: 1 << 60, weeks: 208 });
    let mut ballot = propose(&mut locker);
    assert_eq!(ballot.electorate.total, 4_120);
    assert_eq!(ballot.facts.quorum, 2_060);
    let heard = [1, 2, 3].map(|owner| ballot.vote(&locker.machine, PROPOSED, owner, Choice::For));
    assert_eq!(heard, [Some(2_040), Some(2_040), None]);
}

#[test]
fn an_extension_in_the_week_is_not_heard() {
    let params = Params { min_weeks: 1, max_weeks: 208, penalty_bps: 0 };
    let mut locker = Locker::new(params, start_of(100));
    assert!(locker.perform(start_of(100), 1, Operation::Lock { amount: 2_080, weeks: 4 }));
    assert!(locker.perform(start_of(100), 2, Operation::Lock { amount: 2_080, weeks: 5 }));
    act(&mut locker, 1, Operation::Extend { weeks: 208 });
    let ballot = propose(&mut locker);
    // The first would have ended with the vote, in week 104; the second has one week then: 10. At the
    // start of week 102 they had 2 and 3 weeks left: 20 + 30.
    assert_eq!([1, 2].map(|owner| weight(&locker, &ballot, owner)), [0, 10]);
    assert_eq!(ballot.electorate.total, 50);
}

#[test]
fn a_lock_that_does_not_outlast_the_vote_has_no_voice() {
    let params = Params { min_weeks: 1, max_weeks: 208, penalty_bps: 0 };
    let mut locker = Locker::new(params, start_of(100));
    for (owner, weeks) in [(1, 3), (2, 4), (3, 5)] {
        assert!(locker.perform(start_of(100), owner, Operation::Lock { amount: 2_080, weeks }));
    }
    let ballot = propose(&mut locker);
    assert_eq!([1, 2, 3].map(|owner| weight(&locker, &ballot, owner)), [0, 0, 10]);
    assert_eq!(ballot.electorate.total, 10);
}

#[test]
fn a_closed_lock_opened_anew_has_no_voice() {
    let mut locker = two_locks();
    let ballot = propose(&mut locker);
    act(&mut locker, 1, EXIT);
    act(&mut locker, 1, Operation::CloseLock { give_up_before: 103 });
    act(&mut locker, 1, LOCK);
    assert_eq!(locker.machine.locks[&1].reduced_week, 0, "the new account does not know");
    assert_eq!(weight(&locker, &ballot, 1), 0);
}

#[test]
fn nobody_has_a_voice_in_the_week_of_the_first_lock() {
    let locker = two_locks();
    let ballot = Ballot::new(&locker.machine, start_of(101) - 1, TERMS, 1);
    assert_eq!(ballot.electorate.total, 0);
    assert_eq!(weight(&locker, &ballot, 1), 0);
    assert_eq!(ballot.facts.quorum, 0);
    assert!(!ballot.facts.tally.wins(0), "nothing is decided by nobody");
}

/// The owner may forget what a vote was cast with. It stays cast, and can be changed.
#[test]
fn a_pruned_history_does_not_unsay_a_vote() {
    let mut locker = two_locks();
    let mut ballot = propose(&mut locker);
    assert_eq!(ballot.vote(&locker.machine, PROPOSED, 1, Choice::For), Some(2_040));
    for owner in [1, 2] {
        act(&mut locker, owner, Operation::Increase { amount: 2_080 });
        assert!(locker.perform(start_of(103), owner, Operation::Prune { give_up_before: 103 }));
        assert_eq!(weight(&locker, &ballot, owner), 0);
    }
    let later = start_of(104) - 1;
    assert_eq!(ballot.vote(&locker.machine, later, 1, Choice::Against), Some(2_040));
    assert_eq!(ballot.votes[&1], Vote { choice: Choice::Against, weight: 2_040 });
    assert_eq!((ballot.facts.tally.in_favour, ballot.facts.tally.against), (0, 2_040));
    assert_eq!(ballot.vote(&locker.machine, later, 2, Choice::For), None, "nor does it vote anew");
    assert_eq!(ballot.vote(&locker.machine, later + 1, 1, Choice::For), None, "the vote is over");
}

#[test]
fn the_ends_of_every_range() {
    let all = Stake { amount: u64::MAX, end_week: PERMANENT };
    let electorate = Electorate::new(u32::MAX - 1, u64::MAX, u64::MAX, u64::MAX);
    assert_eq!(electorate.total, u64::MAX);
    assert_eq!(electorate.weight(all, u32::MAX - 2), u64::MAX);
    assert_eq!(electorate.weight(all, u32::MAX - 1), 0);
    assert_eq!(electorate.weight(all, u32::MAX), 0);
    assert_eq!(electorate.weight(Stake { end_week: u32::MAX - 1, ..all }, 0), 0);
    // No lock has a history before the first week of all.
    assert_eq!(Electorate::new(0, 1, 7, 7).weight(all, 0), 0);
}
