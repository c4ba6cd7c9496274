//! Random histories, step by step beside the model.

use std::collections::BTreeSet;

use num_bigint::BigUint;
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use tenure_math::{MAX_SECONDS, MAX_WEEKS, RING_WEEKS, WEEK};
use tenure_model::{start_of, Model, Refusal};

use crate::{
    cases,
    machine::Machine,
    script::{scripts, Script, LENGTH},
};

/// Steps between two comparisons of everything that is remembered.
const STRIDE: usize = 100;

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn the_arithmetic_follows_the_model(script in scripts()) {
        let mut model = Model::new(script.params, script.start).unwrap();
        let mut machine = Machine::new(script.start);
        let mut clock = script.start;
        for (step, number) in script.steps.iter().zip(1..) {
            clock = step.clock(clock);
            model.advance(clock);
            let operation = step.operation(&model);
            let (params, now) = (model.params(), model.now());
            match model.apply(clock, step.owner, operation) {
                Ok(effect) => {
                    let done = machine.perform(params, now, step.owner, operation);
                    prop_assert_eq!(done, Ok(effect), "{:?}", operation);
                }
                Err(Refusal::HistoryFull) => {
                    let mut tried = machine.clone();
                    prop_assert!(tried.perform(params, now, step.owner, operation).is_err());
                    prop_assert_eq!(&tried.locks, &machine.locks, "a full ring changes nothing");
                }
                Err(_) => {}
            }
            sums_are_exact(&machine, &model)?;
            powers_agree(&machine, &model)?;
            if number % STRIDE == 0 {
                the_past_agrees(&machine, &model)?;
                the_future_agrees(&machine, &model)?;
                votes_stay_below_the_total(&machine, &model)?;
            }
        }
    }
}

/// What the machine sums is what the locks hold, to the last token-second.
fn sums_are_exact(machine: &Machine, model: &Model) -> Result<(), TestCaseError> {
    prop_assert_eq!(machine.week, model.begun_week());
    let curve = &machine.curve;
    let week_start = start_of(machine.week);
    // Equal at two times of one week means that both sums are equal.
    for t in [week_start, week_start + 1] {
        let summed = BigUint::from(curve.amount_end) * WEEK + BigUint::from(curve.permanent) * MAX_SECONDS;
        let gone = BigUint::from(curve.amount) * t;
        prop_assert_eq!(summed, model.exact_power(t).token_seconds + gone);
    }
    prop_assert!(curve.amount.checked_add(curve.permanent).is_some_and(|running| running <= model.vault()));
    Ok(())
}

/// Powers now: each lock's, the whole's, and that the whole is not below its parts.
fn powers_agree(machine: &Machine, model: &Model) -> Result<(), TestCaseError> {
    let t = model.now();
    let mut parts = 0;
    for owner in model.owners() {
        let power = machine.locks.get(&owner).map_or(0, |lock| lock.stake.power_at(t));
        prop_assert_eq!(power, model.power(owner, t));
        parts += power;
    }
    let whole = machine.power_at(t);
    prop_assert_eq!(whole, model.total_power(t));
    prop_assert!(parts <= whole);
    Ok(())
}

/// Every week that the ring remembers, every lock in its snapshot, every slot of tokens to expire.
fn the_past_agrees(machine: &Machine, model: &Model) -> Result<(), TestCaseError> {
    let ring = RING_WEEKS as u32;
    for week in machine.week.saturating_sub(ring + 1)..=machine.week {
        let total = machine.power_at_week(week);
        prop_assert_eq!(total, model.week_total(week).ok(), "total of week {}", week);
        let mut parts = 0;
        for (&owner, lock) in &machine.locks {
            let stake = lock.stake_before(week);
            let power = stake.power_at(start_of(week));
            prop_assert_eq!(power, model.snapshot_power(owner, week), "owner {} in week {}", owner, week);
            parts += power;
        }
        prop_assert!(total.is_none_or(|total| parts <= total));
    }
    for week in machine.week..machine.week + ring {
        prop_assert_eq!(machine.expiring[(week % ring) as usize], model.expiring(week));
    }
    for owner in model.owners() {
        let lock = machine.locks.get(&owner);
        prop_assert_eq!(lock.is_some(), model.has_lock(owner));
        let Some(lock) = lock else { continue };
        let weeks = |age: usize| lock.ring[(usize::from(lock.oldest) + age) % lock.ring.len()].week;
        let kept: Vec<_> = (0..usize::from(lock.len)).map(weeks).collect();
        prop_assert_eq!(kept, model.checkpoints(owner).into_keys().collect::<Vec<_>>());
        prop_assert_eq!(lock.last_powered_week(model.week()), model.last_powered_week(owner));
    }
    Ok(())
}

/// Total and parts around the start of each week to come, in which power only ever falls.
fn the_future_agrees(machine: &Machine, model: &Model) -> Result<(), TestCaseError> {
    let mut latest = machine.power_at(model.now());
    for week in model.week() + 1..=model.week() + MAX_WEEKS + 1 {
        for t in [start_of(week) - 1, start_of(week), start_of(week) + 1] {
            let power = machine.power_at(t);
            prop_assert_eq!(power, model.total_power(t), "total at {}", t);
            prop_assert!(power <= latest, "power rose by itself at {}", t);
            latest = power;
        }
    }
    prop_assert_eq!(latest, machine.curve.permanent, "only permanent locks outlast the longest term");
    Ok(())
}

/// A vote that is proposed now: its snapshot is this week, and the total at its end is known now.
fn votes_stay_below_the_total(machine: &Machine, model: &Model) -> Result<(), TestCaseError> {
    for weeks in [0, 1, 2, 8, 60] {
        let ends_at = model.now() + weeks * WEEK;
        let mut votes = 0;
        for (&owner, lock) in &machine.locks {
            let weight = lock.weight(model.week(), ends_at);
            prop_assert_eq!(weight, model.weight(owner, model.week(), ends_at));
            votes += weight;
        }
        prop_assert!(votes <= machine.power_at(ends_at));
    }
    Ok(())
}

/// The histories are worth something only if they get everywhere: every refusal that an operation
/// can give, but for votes, which no script casts, and terms, which none gets wrong.
#[test]
fn histories_reach_every_refusal() {
    use Refusal::*;
    let expected = BTreeSet::from([
        NoLock,
        ZeroAmount,
        ZeroWeeks,
        Paused,
        Unchanged,
        NeedsCrank,
        TooShort,
        TooLong,
        Shortening,
        AlreadyLocked,
        NothingLocked,
        NotEnded,
        Ended,
        Permanent,
        NotPermanent,
        PenaltyAboveMost,
        HistoryFull,
        NothingToPrune,
        HistoryNeeded,
        StillLocked,
        WeekNotBegun,
        Overflow,
    ]);
    let mut runner = TestRunner::deterministic();
    let (mut met, mut accepted) = (BTreeSet::new(), 0);
    for _ in 0..64 {
        let script = scripts().new_tree(&mut runner).unwrap().current();
        accepted += refusals(&script, &mut met);
    }
    assert_eq!(met, expected);
    assert!(accepted > 64 * LENGTH / 3, "only {accepted} operations were accepted");
}

fn refusals(script: &Script, met: &mut BTreeSet<Refusal>) -> usize {
    let mut model = Model::new(script.params, script.start).unwrap();
    let (mut clock, mut accepted) = (script.start, 0);
    for step in &script.steps {
        clock = step.clock(clock);
        model.advance(clock);
        match model.apply(clock, step.owner, step.operation(&model)) {
            Ok(_) => accepted += 1,
            Err(refusal) => {
                met.insert(refusal);
            }
        }
    }
    accepted
}
