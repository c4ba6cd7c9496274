//! Random histories of locks with proposals and votes among them, beside the model.

use std::collections::BTreeSet;

use num_bigint::BigUint;
use proptest::{collection::vec, prelude::*, strategy::ValueTree, test_runner::TestRunner};
use tenure_math::{voting_terms::DAY, Choice, ProposalState, VotingTerms};
use tenure_model::{Dao, Operation, OwnerId, Refusal, Side};

use super::{ballot::Ballot, choices, fate, rules, side, valid_terms};
use crate::{
    cases,
    locker::Locker,
    script::{scripts, Script, LENGTH},
};

/// Proposals that a history keeps its eyes on; of older ones it has seen enough.
const WATCHED: usize = 4;

#[derive(Clone, Debug)]
enum Act {
    Amend(VotingTerms),
    Propose { actions: u16 },
    Vote { ballot: usize, owner: OwnerId, choice: Choice },
    Run { ballot: usize },
    Cancel { ballot: usize },
    Veto { ballot: usize },
    Wait { seconds: u32 },
}

#[derive(Clone, Debug)]
struct History {
    locks: Script,
    acts: Vec<Vec<Act>>,
    first: VotingTerms,
}

fn histories() -> impl Strategy<Value = History> {
    let ballot = || 0..WATCHED;
    let choice = prop_oneof![3 => Just(Choice::For), 2 => choices()];
    let act = prop_oneof![
        2 => valid_terms().prop_map(Act::Amend),
        8 => (0..=3u16).prop_map(|actions| Act::Propose { actions }),
        60 => (ballot(), 0..8u32, choice).prop_map(|(ballot, owner, choice)| Act::Vote { ballot, owner, choice }),
        20 => ballot().prop_map(|ballot| Act::Run { ballot }),
        1 => ballot().prop_map(|ballot| Act::Cancel { ballot }),
        1 => ballot().prop_map(|ballot| Act::Veto { ballot }),
        3 => (0..=2 * DAY).prop_map(|seconds| Act::Wait { seconds }),
    ];
    (scripts(), vec(vec(act, 0..10), LENGTH), valid_terms()).prop_map(|(locks, acts, first)| History {
        locks,
        acts,
        first,
    })
}

proptest! {
    #![proptest_config(cases(32))]

    #[test]
    fn votes_follow_the_model(history in histories()) {
        play(history, &mut BTreeSet::new())?;
    }
}

/// A proposal, and the motion that the model made of it.
struct Watched {
    ballot: Ballot,
    number: usize,
    /// The vote was over once. A clock that runs back may open it again, but voters may have left.
    ended: bool,
}

/// What a history is to meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Met {
    State(ProposalState),
    /// Won, with something against.
    WonAgainstSome,
    /// More for than against, and too little of both.
    QuorumMissed,
    /// Reached by those who abstain.
    QuorumByAbstaining,
    ExpiredHalfRun,
    VoteChanged,
    VoteRepeated,
    /// A lock that would have had a weight, had it not been reduced.
    LeftWithoutVoice,
    /// A lock that a vote keeps from leaving.
    KeptFromLeaving,
    /// Locks made in the week of the proposal would have raised the total.
    TotalHeldAtTheStart,
    TotalFallsToTheEnd,
    /// Every voice was heard, and nothing was lost to rounding.
    AllOfTheTotal,
}

/// The histories are worth something only if they get everywhere.
#[test]
fn histories_meet_everything() {
    use Met::*;
    let mut runner = TestRunner::deterministic();
    let mut met = BTreeSet::new();
    for _ in 0..48 {
        let history = histories().new_tree(&mut runner).unwrap().current();
        play(history, &mut met).unwrap();
    }
    let states = [
        ProposalState::Pending,
        ProposalState::Active,
        ProposalState::Defeated,
        ProposalState::Queued,
        ProposalState::Succeeded,
        ProposalState::Executed,
        ProposalState::Expired,
        ProposalState::Cancelled,
        ProposalState::Vetoed,
    ];
    let mut expected = BTreeSet::from(states.map(State));
    expected.extend([WonAgainstSome, QuorumMissed, QuorumByAbstaining, ExpiredHalfRun]);
    expected.extend([VoteChanged, VoteRepeated, LeftWithoutVoice, KeptFromLeaving]);
    expected.extend([TotalHeldAtTheStart, TotalFallsToTheEnd, AllOfTheTotal]);
    assert_eq!(met, expected);
}

/// Plays a history on the program's arithmetic and on the model, and compares them after every act.
fn play(history: History, met: &mut BTreeSet<Met>) -> Result<(), TestCaseError> {
    let Script { params, start, steps } = history.locks;
    let mut locker = Locker::new(params, start);
    let mut terms = history.first;
    let mut dao = Dao::new(rules(terms));
    let mut watched: Vec<Watched> = Vec::new();
    let mut clock = start;
    for (step, acts) in steps.iter().zip(history.acts) {
        clock = step.clock(clock);
        locker.model.advance(clock);
        let operation = step.operation(&locker.model);
        if matches!(operation, Operation::ExitEarly { .. } | Operation::BeginUnlock) {
            let refused = locker.model.clone().apply(clock, step.owner, operation) == Err(Refusal::Voting);
            met.extend(refused.then_some(Met::KeptFromLeaving));
        }
        locker.perform(clock, step.owner, operation);
        for watched in &mut watched {
            agree(&locker, watched, &dao, met)?;
        }
        for act in acts {
            let now = locker.model.now();
            let chosen = match act {
                Act::Vote { ballot, .. }
                | Act::Run { ballot }
                | Act::Cancel { ballot }
                | Act::Veto { ballot } => {
                    if watched.is_empty() {
                        continue;
                    }
                    ballot % watched.len()
                }
                Act::Amend(amended) => {
                    terms = amended;
                    dao.amend(rules(amended));
                    continue;
                }
                Act::Wait { seconds } => {
                    clock += u64::from(seconds);
                    locker.model.advance(clock);
                    continue;
                }
                Act::Propose { actions } => {
                    if watched.len() == WATCHED {
                        watched.remove(0);
                    }
                    locker.crank(clock);
                    let ballot = Ballot::new(&locker.machine, now, terms, actions);
                    let number = dao.propose(&locker.model, actions.into());
                    watched.push(Watched { ballot, number, ended: false });
                    watched.len() - 1
                }
            };
            let watched = &mut watched[chosen];
            let (ballot, number) = (&mut watched.ballot, watched.number);
            match act {
                Act::Vote { owner, choice, .. } => {
                    let before = ballot.votes.get(&owner).copied();
                    let counted = ballot.vote(&locker.machine, now, owner, choice);
                    prop_assert_eq!(counted, dao.vote(&mut locker.model, number, owner, side(choice)));
                    if let (Some(before), Some(_)) = (before, counted) {
                        let changed = before.choice != choice;
                        met.insert(if changed { Met::VoteChanged } else { Met::VoteRepeated });
                    }
                }
                Act::Run { .. } => {
                    prop_assert_eq!(ballot.run(now), dao.run(&locker.model, number));
                }
                Act::Cancel { .. } => {
                    prop_assert_eq!(ballot.cancel(now), dao.cancel(&locker.model, number));
                }
                Act::Veto { .. } => {
                    prop_assert_eq!(ballot.veto(now), dao.veto(&locker.model, number));
                }
                _ => {}
            }
            agree(&locker, watched, &dao, met)?;
            courses_agree(watched, &dao)?;
        }
    }
    Ok(())
}

/// What is kept of a proposal, against what the model works out from the beginning.
fn agree(
    locker: &Locker,
    watched: &mut Watched,
    dao: &Dao,
    met: &mut BTreeSet<Met>,
) -> Result<(), TestCaseError> {
    let (ballot, motion) = (&watched.ballot, dao.motion(watched.number));
    let (facts, electorate, now) = (&ballot.facts, ballot.electorate, locker.model.now());
    prop_assert_eq!((electorate.week, electorate.ends_at), (motion.week(), motion.voting_ends_at()));
    prop_assert_eq!(electorate.total, motion.total(), "fixed, whatever happened since");

    let sides = [Side::For, Side::Against, Side::Neither].map(|side| motion.cast(side));
    let tally = facts.tally;
    prop_assert_eq!([tally.in_favour, tally.against, tally.abstaining].map(BigUint::from), sides);
    let enough = u128::from(tally.in_favour) + u128::from(tally.abstaining) >= u128::from(facts.quorum);
    prop_assert_eq!(enough, motion.reaches_quorum());

    prop_assert_eq!(fate(ballot.state(now)), motion.fate(now));

    let voices = ballot.all_voices(&locker.machine);
    prop_assert!(voices <= u128::from(electorate.total), "{} voices of {}", voices, electorate.total);
    for (&owner, lock) in &locker.machine.locks {
        let weight = ballot.weight(lock);
        prop_assert_eq!(weight, motion.weight(&locker.model, owner));
        let stayed = lock.stake_before(electorate.week).power_at(electorate.ends_at);
        met.extend((stayed > 0 && weight == 0).then_some(Met::LeftWithoutVoice));
    }
    watched.ended |= now >= electorate.ends_at;
    if !watched.ended {
        for (&owner, vote) in &ballot.votes {
            let kept = locker.model.power(owner, electorate.ends_at);
            prop_assert!(kept >= vote.weight, "a lock that voted outlasts the vote with its weight");
        }
    }
    meet(ballot, now, met);
    Ok(())
}

/// The state at every turn of the course, if nothing but time changes it.
fn courses_agree(watched: &Watched, dao: &Dao) -> Result<(), TestCaseError> {
    let (ballot, motion) = (&watched.ballot, dao.motion(watched.number));
    let voting = [motion.voting_starts_at(), motion.voting_ends_at()];
    for turn in voting.into_iter().chain([motion.executable_at(), motion.expires_at()]) {
        for t in [turn.saturating_sub(1), turn] {
            prop_assert_eq!(fate(ballot.state(t)), motion.fate(t), "at {}", t);
        }
    }
    Ok(())
}

fn meet(ballot: &Ballot, now: u64, met: &mut BTreeSet<Met>) {
    let (facts, state) = (&ballot.facts, ballot.state(now));
    let (tally, electorate) = (facts.tally, ballot.electorate);
    met.insert(Met::State(state));
    let half_run = facts.actions_run > 0 && facts.actions_run < facts.actions;
    let led = tally.in_favour > tally.against;
    let alone = tally.in_favour >= facts.quorum;
    let won = matches!(state, ProposalState::Queued);
    met.extend((won && tally.against > 0).then_some(Met::WonAgainstSome));
    met.extend((won && !alone).then_some(Met::QuorumByAbstaining));
    met.extend((state == ProposalState::Defeated && led).then_some(Met::QuorumMissed));
    met.extend((state == ProposalState::Expired && half_run).then_some(Met::ExpiredHalfRun));
    let whole = electorate.total > 0 && tally.cast_power() == u128::from(electorate.total);
    met.extend((whole && ballot.votes.len() > 1).then_some(Met::AllOfTheTotal));
    met.extend((ballot.at_end < ballot.at_start).then_some(Met::TotalFallsToTheEnd));
    met.extend((ballot.at_start < ballot.at_end).then_some(Met::TotalHeldAtTheStart));
}
