//! The week of a proposal, closely: whatever a few owners do in it, before the proposal and after, no
//! token has two voices.

use proptest::{collection::vec, prelude::*};
use tenure_math::VotingTerms;
use tenure_model::{start_of, Dao, Operation, OwnerId, Params, WEEK};

use super::{ballot::Ballot, choices, rules, side, valid_terms};
use crate::{cases, locker::Locker};

/// The week in which everybody locks.
const START: u32 = 2_900;

const OWNERS: u32 = 4;

#[derive(Clone, Debug)]
struct Move {
    owner: OwnerId,
    operation: Operation,
    /// Of an owner without tokens, or with free ones: what they lock again.
    again: (u64, u16),
    seconds: u64,
}

fn moves(seconds: u64) -> impl Strategy<Value = Move> {
    let amount = || prop_oneof![1..=4u64, 1..=1u64 << 60, Just(1 << 60)];
    let weeks = || prop_oneof![1..=8u16, 1..=208u16, Just(208)];
    let operation = prop_oneof![
        2 => amount().prop_map(|amount| Operation::Increase { amount }),
        2 => weeks().prop_map(|weeks| Operation::Extend { weeks }),
        1 => Just(Operation::MakePermanent),
        2 => Just(Operation::BeginUnlock),
        3 => Just(Operation::ExitEarly { most_penalty: u64::MAX }),
        1 => Just(Operation::Prune { give_up_before: START }),
        1 => Just(Operation::CloseLock { give_up_before: START }),
    ];
    (0..OWNERS, operation, (amount(), weeks()), prop_oneof![Just(0), 0..=seconds])
        .prop_map(|(owner, operation, again, seconds)| Move { owner, operation, again, seconds })
}

impl Move {
    /// Tells whether it was made.
    fn make(&self, locker: &mut Locker, t: u64) -> bool {
        locker.model.advance(t);
        let held = locker.model.held(self.owner);
        let current = locker.model.week();
        let operation = match self.operation {
            Operation::Prune { .. } => Operation::Prune { give_up_before: current },
            Operation::CloseLock { .. } if held.amount == 0 => {
                Operation::CloseLock { give_up_before: current + 1 }
            }
            _ if held.amount == 0 => Operation::Lock { amount: self.again.0, weeks: self.again.1 },
            _ if !held.is_running(t) => Operation::Withdraw,
            operation => operation,
        };
        locker.perform(t, self.owner, operation)
    }
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn no_token_has_two(
        first in vec((1..=1u64 << 60, prop_oneof![2..=20u16, 2..=208u16, Just(208)], any::<bool>()), OWNERS as usize),
        age in 1..=3u32,
        cranked: bool,
        before in vec(moves(WEEK / 16), 0..16),
        after in vec((moves(WEEK / 4), 0..OWNERS, choices()), 1..40),
        terms in valid_terms(),
    ) {
        let mut locker = Locker::new(Params { min_weeks: 1, max_weeks: 208, penalty_bps: 100 }, start_of(START));
        for (owner, &(amount, weeks, permanent)) in (0..).zip(&first) {
            let lock = Operation::Lock { amount, weeks };
            for operation in [lock, Operation::MakePermanent].into_iter().take(1 + usize::from(permanent)) {
                prop_assert!(locker.perform(start_of(START), owner, operation));
            }
        }
        let week = START + age;
        let mut t = start_of(week);
        if cranked {
            locker.crank(t);
        }
        for made in before {
            t += made.seconds;
            made.make(&mut locker, t);
        }
        locker.model.advance(t);
        let terms = VotingTerms { voting_delay: 0, ..terms };
        let mut dao = Dao::new(rules(terms));
        let mut ballot = Ballot::new(&locker.machine, t, terms, 1);
        dao.propose(&locker.model, 1);
        prop_assert_eq!(ballot.electorate.week, week);
        prop_assert_eq!(ballot.electorate.total, dao.motion(0).total());

        for (made, voter, choice) in after {
            t += made.seconds;
            made.make(&mut locker, t);
            let cast = ballot.vote(&locker.machine, t, voter, choice);
            prop_assert_eq!(cast, dao.vote(&mut locker.model, 0, voter, side(choice)));
            prop_assert!(ballot.all_voices(&locker.machine) <= u128::from(ballot.electorate.total));
            for (owner, lock) in &locker.machine.locks {
                let weight = ballot.weight(lock);
                prop_assert_eq!(weight, dao.motion(0).weight(&locker.model, *owner));
                let (amount, ..) = first[*owner as usize];
                prop_assert!(weight <= amount, "more than was locked before the week");
                prop_assert!(lock.reduced_week < week || weight == 0, "left and still heard");
            }
        }
    }
}
