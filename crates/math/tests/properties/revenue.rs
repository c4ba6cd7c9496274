//! Random histories of locks, income and claims, step by step beside the model.

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigUint;
use proptest::{collection::vec, prelude::*, strategy::ValueTree, test_runner::TestRunner};
use tenure_math::{Schedule, Shares, MAX_WEEKS, RING_WEEKS};
use tenure_model::{Claiming, Operation, OwnerId, Refusal, Revenue, Splitter, MOST_WEEKS, WEEK};

use crate::{
    cases,
    locker::Locker,
    machine::Machine,
    pool::{power, Pool},
    recycling::gaps,
    script::{scripts, Script},
    split::{shared_with, terms},
};

/// Steps of a history, each of one operation on the locker and a few on its revenue.
const STEPS: usize = 60;

/// What happens to the revenue of a locker with two pools, one of the token that is locked.
#[derive(Clone, Debug)]
enum Act {
    Announce((Shares, u64)),
    /// One in so many of the base units that the vault has room for.
    Distribute {
        pool: usize,
        fraction: u64,
        /// Whether the treasury can be paid.
        accepts: bool,
    },
    Claim {
        pool: usize,
        owner: OwnerId,
        most: u32,
    },
    Absence {
        weeks: u32,
    },
}

#[derive(Clone, Debug)]
struct History {
    locks: Script,
    acts: Vec<Vec<Act>>,
    first: (Shares, u64),
}

fn histories() -> impl Strategy<Value = History> {
    let fraction =
        prop_oneof![Just(1), Just(2), 1..1_000u64, (0..64u32).prop_map(|by| 1 << by), Just(u64::MAX)];
    let most = prop_oneof![0..=30u32, Just(1), Just(MOST_WEEKS), Just(MOST_WEEKS + 1)];
    let act = prop_oneof![
        4 => shared_with().prop_map(Act::Announce),
        16 => (0..2usize, fraction, prop::bool::weighted(0.8))
            .prop_map(|(pool, fraction, accepts)| Act::Distribute { pool, fraction, accepts }),
        16 => (0..2usize, 0..8u32, most).prop_map(|(pool, owner, most)| Act::Claim { pool, owner, most }),
        1 => gaps().prop_map(|weeks| Act::Absence { weeks }),
    ];
    let acts = vec(vec(act, 0..4), STEPS);
    (scripts(), acts, shared_with()).prop_map(|(locks, acts, first)| History { locks, acts, first })
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn the_books_follow_the_model(history in histories()) {
        play(history, &mut BTreeSet::new())?;
    }
}

/// Plays a history on the program's arithmetic and on the model, and compares them after every step.
fn play(history: History, met: &mut BTreeSet<Met>) -> Result<(), TestCaseError> {
    let Script { params, start, steps } = history.locks;
    let mut locker = Locker::new(params, start);
    let mut schedule = Schedule::new(history.first);
    let mut splitter = Splitter::new(terms(history.first)).unwrap();
    let mut tokens =
        [true, false].map(|burns| (Pool::new(&locker.machine, burns, 0), Revenue::new(&locker.model, burns)));
    let mut closed = Closed::default();
    let mut clock = start;
    for (step, acts) in steps.iter().zip(history.acts) {
        clock = step.clock(clock);
        locker.crank(clock);
        let operation = step.operation(&locker.model);
        let forgets = matches!(operation, Operation::Prune { .. } | Operation::CloseLock { .. });
        if locker.perform(clock, step.owner, operation) && forgets {
            closed.forgetful.insert(step.owner);
        }
        for act in acts {
            let week = locker.machine.week;
            let (shares, least_power) = schedule.in_force(week);
            for (pool, _) in &mut tokens {
                pool.least_power = least_power;
                let mut begun = pool.clone();
                begun.begin(&locker.machine);
                met.extend((begun.remaining() < pool.remaining()).then_some(Met::Expired));
                met.extend((begun.revenue_of(week) > pool.revenue_of(week)).then_some(Met::GivenOut));
            }
            match act {
                Act::Announce(changed) => {
                    schedule = schedule.announce(week, changed);
                    splitter.announce(&locker.model, terms(changed)).unwrap();
                }
                Act::Distribute { pool, fraction, accepts } => {
                    let (pool, revenue) = &mut tokens[pool];
                    let held = pool.owed() + u128::from(pool.treasury_due);
                    let amount = (u64::MAX - u64::try_from(held).unwrap()) / fraction;
                    let done = revenue.distribute(&locker.model, &splitter, amount, accepts);
                    let nothing = amount == 0 && (pool.treasury_due == 0 || !accepts);
                    let Ok(distribution) = done else {
                        prop_assert!(nothing, "refused: {:?}", done);
                        continue;
                    };
                    prop_assert!(!nothing);
                    met.extend((shares != history.first.0).then_some(Met::NewShares));
                    met.extend((least_power != history.first.1).then_some(Met::NewFloor));
                    let (powered, recycling) = (pool.begin(&locker.machine), pool.recycling);
                    let split = pool.distribute(&locker.machine, amount, shares);
                    met.extend((split.burn > 0).then_some(Met::Burn));
                    met.extend((pool.recycling > recycling).then_some(Met::Unshared));
                    met.extend((powered && split.stakers > 0).then_some(Met::Shared));
                    let parts = distribution.parts;
                    prop_assert_eq!((split.stakers, split.burn), (parts.stakers, parts.burn));
                    prop_assert_eq!(split.treasury, parts.treasury);
                    let due = pool.treasury_due + split.treasury;
                    prop_assert_eq!(distribution.treasury_paid, if accepts { due } else { 0 });
                    pool.treasury_due = due - distribution.treasury_paid;
                    met.extend((pool.treasury_due > 0).then_some(Met::TreasuryWaits));
                }
                Act::Claim { pool, owner, most } => {
                    // A record outlives its lock until somebody closes it, as happens here now.
                    if splitter.close_record(&locker.model, owner).is_ok() {
                        tokens.iter_mut().for_each(|(pool, _)| pool.forget(owner));
                    }
                    if !splitter.has_record(owner) {
                        let opened = splitter.open_record(&locker.model, owner);
                        prop_assert_eq!(opened.is_ok(), locker.model.has_lock(owner));
                    }
                    let (pool, revenue) = &mut tokens[pool];
                    let expected = refusal(pool, &locker.machine, owner, most);
                    let claiming = Claiming { owner, most, receives: true };
                    let claimed = revenue.claim(&locker.model, &splitter, claiming);
                    prop_assert_eq!(claimed.as_ref().err(), expected.as_ref());
                    met.extend(expected.map(Met::Refused));
                    let Ok(claimed) = claimed else { continue };
                    let paid = pool.claim(&locker.machine, owner, most);
                    prop_assert_eq!(&paid, &claimed);
                    closed.check(&locker.machine, owner, paid.keys())?;
                    let ended = locker.model.held(owner).amount == 0;
                    for (week, paid) in paid.into_iter().filter(|&(_, paid)| paid > 0) {
                        met.insert(Met::Paid);
                        met.extend(ended.then_some(Met::PaidAfterTheEnd));
                        met.extend((paid < pool.revenue_of(week)).then_some(Met::PaidInPart));
                    }
                }
                Act::Absence { weeks } => {
                    clock += u64::from(weeks) * WEEK;
                    locker.crank(clock);
                }
            }
            closed.see(&locker.machine);
        }
        for (pool, revenue) in &tokens {
            agree(pool, revenue)?;
            expectations_agree(pool, revenue, &locker, &splitter)?;
        }
    }
    Ok(())
}

/// Why a claim is refused, if it is.
fn refusal(pool: &Pool, locker: &Machine, owner: OwnerId, most: u32) -> Option<Refusal> {
    if !locker.locks.contains_key(&owner) {
        return Some(Refusal::NoLock);
    }
    if !(1..=MOST_WEEKS).contains(&most) {
        return Some(Refusal::BadWeeks);
    }
    pool.claimable_weeks(locker, owner).is_empty().then_some(Refusal::NothingToClaim)
}

/// What a history is to meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Met {
    Shared,
    /// Income in a week with too little power.
    Unshared,
    Burn,
    NewShares,
    NewFloor,
    TreasuryWaits,
    Refused(Refusal),
    /// A part of what waited.
    GivenOut,
    Expired,
    Paid,
    /// Less than all that the week had.
    PaidInPart,
    /// For a lock that has nothing any more.
    PaidAfterTheEnd,
}

/// The histories are worth something only if they get everywhere.
#[test]
fn histories_meet_everything() {
    use Met::*;
    let mut runner = TestRunner::deterministic();
    let mut met = BTreeSet::new();
    for _ in 0..32 {
        let history = histories().new_tree(&mut runner).unwrap().current();
        play(history, &mut met).unwrap();
    }
    let refused = [Refusal::NoLock, Refusal::BadWeeks, Refusal::NothingToClaim].map(Refused);
    let done = [Shared, Unshared, Burn, NewShares, NewFloor, TreasuryWaits, GivenOut, Expired];
    let paid = [Paid, PaidInPart, PaidAfterTheEnd];
    assert_eq!(met, refused.into_iter().chain(done).chain(paid).collect());
}

/// Slot by slot, the program's book and what the model works out from the beginning.
fn agree(pool: &Pool, revenue: &Revenue) -> Result<(), TestCaseError> {
    pool.check();
    let sheet = revenue.sheet();
    prop_assert_eq!(pool.recycling, sheet.recycling());
    prop_assert_eq!(BigUint::from(pool.credited), sheet.credited());
    prop_assert_eq!(BigUint::from(pool.paid), sheet.paid());
    prop_assert_eq!(BigUint::from(pool.remaining()), sheet.remaining());
    prop_assert!(!sheet.was_short(), "a claim found less left than its share");
    prop_assert_eq!(pool.treasury_due, revenue.treasury_due());
    prop_assert_eq!(pool.intake, revenue.came_in());
    for week in pool.week.saturating_sub(MAX_WEEKS)..=pool.week {
        prop_assert_eq!(pool.revenue_of(week), sheet.revenue(week), "revenue of week {}", week);
        let unpaid = pool.unpaid[week as usize % RING_WEEKS];
        prop_assert_eq!(unpaid, sheet.unpaid(week), "left of week {}", week);
    }
    Ok(())
}

/// What each lock has to expect, from which week on.
fn expectations_agree(
    pool: &Pool,
    revenue: &Revenue,
    locker: &Locker,
    splitter: &Splitter,
) -> Result<(), TestCaseError> {
    for &owner in locker.machine.locks.keys() {
        let expected = revenue.claimable(&locker.model, splitter, owner).unwrap();
        let weeks = pool.claimable_weeks(&locker.machine, owner);
        prop_assert_eq!(expected.weeks, (weeks.start, weeks.end));
        prop_assert_eq!(expected.amount, pool.claimable(&locker.machine, owner), "owner {}", owner);
        let noted = pool.next_unclaimed(owner).filter(|_| splitter.has_record(owner));
        prop_assert_eq!(noted, revenue.next_unclaimed(splitter, owner));
    }
    Ok(())
}

/// The powers of weeks, as they were when the weeks had just begun.
#[derive(Default)]
struct Closed {
    powers: BTreeMap<(OwnerId, u32), u64>,
    /// Owners who gave up history of their own will.
    forgetful: BTreeSet<OwnerId>,
}

impl Closed {
    fn see(&mut self, locker: &Machine) {
        for &owner in locker.locks.keys() {
            let key = (owner, locker.week);
            self.powers.entry(key).or_insert_with(|| power(locker, owner, locker.week));
        }
    }

    fn check<'a>(
        &self,
        locker: &Machine,
        owner: OwnerId,
        weeks: impl Iterator<Item = &'a u32>,
    ) -> Result<(), TestCaseError> {
        for &week in weeks {
            let now = power(locker, owner, week);
            let then = self.powers.get(&(owner, week)).copied().unwrap_or(now);
            let forgotten = now == 0 && self.forgetful.contains(&owner);
            prop_assert!(now == then || forgotten, "owner {} in week {}: {}, now {}", owner, week, then, now);
        }
        Ok(())
    }
}
