//! Random histories of locks, income and claims, step by step beside the model.

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigUint;
use proptest::{collection::vec, prelude::*, strategy::ValueTree, test_runner::TestRunner};
use tenure_math::{Schedule, Shares, MAX_WEEKS, RING_WEEKS};
use tenure_model::{Announcements, Operation, OwnerId, Revenue, MOST_WEEKS, WEEK};

use crate::{
    cases,
    locker::Locker,
    machine::Machine,
    pool::{power, Pool},
    recycling::gaps,
    script::{scripts, Script},
    split::{rates, shares},
};

/// Steps of a history, each of one operation on the locker and a few on its revenue.
const STEPS: usize = 60;

/// What happens to the revenue of a locker with two pools, one of the token that is locked.
#[derive(Clone, Debug)]
enum Act {
    Announce(Shares),
    /// One in so many of the base units that the vault has room for.
    Distribute {
        pool: usize,
        fraction: u64,
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
    first: Shares,
    least_power: u64,
}

fn histories() -> impl Strategy<Value = History> {
    let fraction =
        prop_oneof![Just(1), Just(2), 1..1_000u64, (0..64u32).prop_map(|by| 1 << by), Just(u64::MAX)];
    let most = prop_oneof![0..=30u32, Just(1), Just(MOST_WEEKS), Just(MOST_WEEKS + 1)];
    let act = prop_oneof![
        4 => shares().prop_map(Act::Announce),
        16 => (0..2usize, fraction).prop_map(|(pool, fraction)| Act::Distribute { pool, fraction }),
        16 => (0..2usize, 0..8u32, most).prop_map(|(pool, owner, most)| Act::Claim { pool, owner, most }),
        1 => gaps().prop_map(|weeks| Act::Absence { weeks }),
    ];
    let acts = vec(vec(act, 0..4), STEPS);
    let least_power =
        prop_oneof![Just(0), Just(1), (any::<u64>(), 8..64u32).prop_map(|(power, by)| power >> by)];
    (scripts(), acts, shares(), least_power).prop_map(|(locks, acts, first, least_power)| History {
        locks,
        acts,
        first,
        least_power,
    })
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
    let mut announced = Announcements::new(rates(history.first));
    let mut tokens = [true, false].map(|burns| {
        let pool = Pool::new(&locker.machine, burns, history.least_power);
        (pool, Revenue::new(&locker.model, burns, history.least_power))
    });
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
            for (pool, _) in &tokens {
                let mut begun = pool.clone();
                begun.begin(&locker.machine);
                met.extend((begun.remaining() < pool.remaining()).then_some(Met::Expired));
                met.extend((begun.revenue_of(week) > pool.revenue_of(week)).then_some(Met::GivenOut));
            }
            match act {
                Act::Announce(shares) => {
                    schedule = schedule.announce(week, shares);
                    announced.announce(locker.model.now(), rates(shares));
                }
                Act::Distribute { pool, fraction } => {
                    let (pool, revenue) = &mut tokens[pool];
                    let amount = (u64::MAX - u64::try_from(pool.owed()).unwrap()) / fraction;
                    let in_force = schedule.in_force(week);
                    met.extend((in_force != history.first).then_some(Met::NewShares));
                    let (powered, recycling) = (pool.begin(&locker.machine), pool.recycling);
                    let split = pool.distribute(&locker.machine, amount, in_force);
                    met.extend((split.burn > 0).then_some(Met::Burn));
                    met.extend((pool.recycling > recycling).then_some(Met::Unshared));
                    met.extend((powered && split.stakers > 0).then_some(Met::Shared));
                    let counted = announced.in_force(locker.model.now());
                    let parts = revenue.receive(&locker.model, amount, counted);
                    prop_assert_eq!((split.stakers, split.burn), (parts.stakers, parts.burn));
                    prop_assert_eq!(split.treasury, parts.treasury);
                }
                Act::Claim { pool, owner, most } => {
                    let (pool, revenue) = &mut tokens[pool];
                    let paid = pool.claim(&locker.machine, owner, most);
                    prop_assert_eq!(&paid, &revenue.claim(&locker.model, owner, most));
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
        }
    }
    Ok(())
}

/// What a history is to meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Met {
    Shared,
    /// Income in a week with too little power.
    Unshared,
    Burn,
    NewShares,
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
    let expected = [Shared, Unshared, Burn, NewShares, GivenOut, Expired, Paid, PaidInPart, PaidAfterTheEnd];
    assert_eq!(met, BTreeSet::from(expected));
}

/// Slot by slot, the program's book and what the model works out from the beginning.
fn agree(pool: &Pool, revenue: &Revenue) -> Result<(), TestCaseError> {
    pool.check();
    let sheet = revenue.sheet();
    prop_assert_eq!(pool.recycling, sheet.recycling());
    prop_assert_eq!(BigUint::from(pool.credited), sheet.credited());
    prop_assert_eq!(BigUint::from(pool.paid), sheet.paid());
    prop_assert_eq!(BigUint::from(pool.remaining()), sheet.remaining());
    for week in pool.week.saturating_sub(MAX_WEEKS)..=pool.week {
        prop_assert_eq!(pool.revenue_of(week), sheet.revenue(week), "revenue of week {}", week);
        let unpaid = pool.unpaid[week as usize % RING_WEEKS];
        prop_assert_eq!(unpaid, sheet.unpaid(week), "left of week {}", week);
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
