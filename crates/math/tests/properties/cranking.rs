//! Weeks that nobody began: however they are caught up with, the result is the same.

use proptest::{collection::vec, prelude::*};
use tenure_math::{ledger::WeeksAhead, start_of, MAX_SECONDS, MAX_WEEKS, PERMANENT, RING_WEEKS, WEEK};
use tenure_model::{Model, Operation, Params};

use crate::{cases, machine::Machine};

const PARAMS: Params = Params { min_weeks: 1, max_weeks: MAX_WEEKS as u16, penalty_bps: 0 };

/// A locker in week 2,900 with locks of every term, some permanent, and the model beside it.
fn lockers() -> impl Strategy<Value = (Machine, Model)> {
    let lock = (1..=u64::MAX / 64, 1..=PARAMS.max_weeks, prop::bool::weighted(0.1));
    vec(lock, 0..40).prop_map(|locks| {
        let t = start_of(2_900) + 12_345;
        let (mut machine, mut model) = (Machine::new(t), Model::new(PARAMS, t).unwrap());
        for ((amount, weeks, permanent), owner) in locks.into_iter().zip(0..) {
            let lock = Operation::Lock { amount, weeks };
            for operation in [Some(lock), permanent.then_some(Operation::MakePermanent)].into_iter().flatten()
            {
                let effect = model.apply(t, owner, operation).unwrap();
                assert_eq!(machine.perform(PARAMS, t, owner, operation), Ok(effect));
            }
        }
        (machine, model)
    })
}

fn absences() -> impl Strategy<Value = u32> {
    let most = RING_WEEKS as u32;
    prop_oneof![prop::sample::select(vec![1, 8, 9, 60, most - 1, most, most + 1, 300]), 0..=320u32]
}

proptest! {
    #![proptest_config(cases(64))]

    /// One crank for all weeks, one for each, and any in between.
    #[test]
    fn cranks_add_up((machine, _) in lockers(), absence in absences(), steps in vec(1..40u32, 320)) {
        let week = machine.week + absence;

        let mut at_once = machine.clone();
        prop_assert_eq!(at_once.ledger().roll(week, u32::MAX), absence);

        let mut one_by_one = machine.clone();
        for _ in 0..absence {
            prop_assert_eq!(one_by_one.ledger().roll(week, 1), 1);
        }
        prop_assert_eq!(one_by_one.ledger().roll(week, 1), 0);

        let mut in_steps = machine.clone();
        for most in steps {
            let left = week - in_steps.week;
            prop_assert_eq!(in_steps.ledger().roll(week, most), left.min(most));
        }

        let mut every_week = machine.clone();
        for present in machine.week..=week {
            every_week.ledger().roll(present, 8);
        }

        prop_assert_eq!(&at_once, &one_by_one);
        prop_assert_eq!(&at_once, &in_steps);
        prop_assert_eq!(&at_once, &every_week);
    }

    /// What a view says of a locker that is behind is what the cranked one says.
    #[test]
    fn an_absence_hides_nothing((machine, mut model) in lockers(), absence in absences(), second in 0..WEEK) {
        let week = machine.week + absence;
        let t = start_of(week) + second;
        let mut cranked = machine.clone();
        cranked.ledger().roll(week, u32::MAX);
        model.apply(t, 0, Operation::Crank { max_weeks: u16::MAX }).unwrap();

        prop_assert_eq!(machine.power_at(t), cranked.power_at(t));
        prop_assert_eq!(cranked.power_at(t), model.total_power(t));
        for past in machine.week + 1..=week {
            let total = cranked.power_at_week(past);
            prop_assert_eq!(total, model.week_total(past).ok());
            prop_assert!(total.is_none_or(|total| total == machine.power_at(start_of(past))));
        }
    }

    /// One pass over the weeks ahead says of each what is said of it alone.
    #[test]
    fn weeks_ahead_in_one_pass((machine, _) in lockers(), absence in absences()) {
        let mut locker = machine.clone();
        locker.ledger().roll(machine.week + absence, u32::MAX);
        for locker in [machine, locker] {
            let ahead = WeeksAhead::of(locker.curve, locker.week, &locker.expiring);
            for (week, total) in (locker.week + 1..).zip(ahead).take(300) {
                prop_assert_eq!(total, locker.power_at(start_of(week)), "week {} of {}", week, locker.week);
            }
        }
    }

    /// A clock that stands still or runs back begins nothing and asks nothing of the past.
    #[test]
    fn no_week_begins_twice((machine, _) in lockers(), back in 0..=2_900u32, second in 0..WEEK) {
        let mut same = machine.clone();
        prop_assert_eq!(same.ledger().roll(machine.week - back, u32::MAX), 0);
        prop_assert_eq!(same.ledger().roll(machine.week + 9, 0), 0);
        prop_assert_eq!(&same, &machine);
        let (t, week_start) = (start_of(machine.week - back) + second, start_of(machine.week));
        prop_assert_eq!(machine.power_at(t.min(week_start)), machine.power_at(week_start));
    }

    /// After the longest term only what is permanent remains, and no slot keeps anything.
    #[test]
    fn everything_that_ends_leaves((machine, _) in lockers()) {
        let mut after = machine.clone();
        after.ledger().roll(machine.week + MAX_WEEKS, u32::MAX);
        prop_assert_eq!(after.expiring, [0; RING_WEEKS]);
        prop_assert_eq!((after.curve.amount, after.curve.amount_end), (0, 0));
        let permanent = machine.locks.values().filter(|lock| lock.stake.end_week == PERMANENT);
        prop_assert_eq!(after.curve.permanent, permanent.map(|lock| lock.stake.amount).sum::<u64>());
        prop_assert_eq!(machine.power_at(start_of(machine.week) + MAX_SECONDS), after.curve.permanent);
    }

    /// What was counted can be taken out again, before its end and after, and leaves no trace.
    #[test]
    fn leaving_undoes_entering((machine, _) in lockers(), absence in 0..=MAX_WEEKS) {
        let mut left = machine.clone();
        left.ledger().roll(machine.week + absence, u32::MAX);
        for lock in machine.locks.values() {
            prop_assert!(left.ledger().remove(lock.stake).is_some());
        }
        prop_assert_eq!(left.curve, Default::default());
        prop_assert_eq!(left.expiring, [0; RING_WEEKS]);
    }
}
