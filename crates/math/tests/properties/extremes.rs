//! The ends of every range: one base unit, all of them, the first second and the last week.

use proptest::prelude::*;
use tenure_math::{start_of, week_of, Curve, Stake, MAX_SECONDS, MAX_WEEKS, PERMANENT, RING_WEEKS, WEEK};
use tenure_model::{Commitment, End};

use crate::{cases, machine::Machine};

/// The last week in which a lock of the longest term can begin: it ends before [`PERMANENT`].
const LAST_WEEK: u32 = PERMANENT - 1 - MAX_WEEKS;

fn amounts() -> impl Strategy<Value = u64> {
    prop_oneof![any::<u64>(), 0..3u64, Just(u64::MAX)]
}

fn weeks() -> impl Strategy<Value = u32> {
    prop_oneof![0..3u32, Just(2_900), any::<u32>().prop_map(|week| week.min(LAST_WEEK)), Just(LAST_WEEK)]
}

proptest! {
    #![proptest_config(cases(2_000))]

    /// One lock's power, in its own formula and in the sums', wherever in time it lies.
    #[test]
    fn a_lock_alone_is_the_whole(amount in amounts(), week in weeks(), term in 1..=MAX_WEEKS, second in 0..WEEK) {
        let stake = Stake { amount, end_week: week + term };
        let t = start_of(week) + second;
        let end = start_of(stake.end_week);
        let mut machine = Machine::new(t);
        prop_assert!(machine.ledger().add(stake).is_some());
        for t in [t, t + 1, end - 1, end, end + 1, start_of(week) + MAX_SECONDS, u64::MAX] {
            let exact = Commitment { amount, end: End::At(end) }.power(t).floor();
            prop_assert_eq!(stake.power_at(t), exact);
            prop_assert_eq!(machine.power_at(t), exact);
        }
        prop_assert!(stake.power_at(t) <= amount);
        prop_assert!(stake.has_ended(stake.end_week) && !stake.has_ended(stake.end_week - 1));
    }

    /// At the start of a week the seconds of a week cancel, for running, ended and permanent stakes and
    /// for weeks before they began.
    #[test]
    fn weeks_cancel(amount in amounts(), end_week: u32, apart in -300..300i32, far: u32, permanent: bool) {
        let stake = Stake { amount, end_week: if permanent { PERMANENT } else { end_week } };
        for week in [stake.end_week.saturating_add_signed(apart), far, 0, PERMANENT] {
            prop_assert_eq!(stake.power_at_week(week), stake.power_at(start_of(week)));
        }
        for week in stake.end_week.saturating_sub(MAX_WEEKS)..stake.end_week.saturating_sub(MAX_WEEKS - 3) {
            prop_assert_eq!(stake.power_at_week(week), stake.power_at(start_of(week)));
        }
    }

    /// Before its longest term a stake has no more than its amount, whatever is asked.
    #[test]
    fn power_is_never_above_the_amount(
        amount in amounts(),
        end_week: u32,
        t in prop_oneof![0..start_of(PERMANENT), any::<u64>()],
    ) {
        let stake = Stake { amount, end_week };
        prop_assert!(stake.power_at(t) <= amount);
        prop_assert!(stake.seconds_left(t) <= MAX_SECONDS);
        prop_assert!(t == u64::MAX || stake.power_at(t + 1) <= stake.power_at(t));
        let curve = Curve::default().with(stake).unwrap();
        prop_assert!(curve.power_at(t) <= amount);
        prop_assert_eq!(curve.power_at_week(week_of(t)), curve.power_at(start_of(week_of(t))));
    }

    /// The sums refuse exactly what all tokens together cannot be, and what they do not hold.
    #[test]
    fn the_sums_hold_any_supply(held in amounts(), more in amounts(), week in weeks(), kinds in (any::<bool>(), any::<bool>())) {
        let end = |permanent| if permanent { PERMANENT } else { week + MAX_WEEKS };
        let first = Stake { amount: held, end_week: end(kinds.0) };
        let second = Stake { amount: more, end_week: end(kinds.1) };
        let mut machine = Machine::new(start_of(week));
        prop_assert!(machine.ledger().add(first).is_some());
        let before = machine.clone();

        let added = machine.ledger().add(second).is_some();
        prop_assert_eq!(added, held.checked_add(more).is_some());
        if added {
            prop_assert_eq!(machine.power_at(start_of(week)), held + more);
            prop_assert!(machine.ledger().remove(second).is_some());
        }
        prop_assert_eq!(&machine, &before, "what is refused or undone changes nothing");

        let other = Stake { amount: held.saturating_add(1), ..first };
        prop_assert_eq!(machine.ledger().remove(other).is_some(), held == u64::MAX);
        if held < u64::MAX {
            prop_assert_eq!(&machine, &before);
        }
    }
}

#[test]
fn one_base_unit_counts_only_with_the_whole_term_left() {
    let stake = Stake { amount: 1, end_week: MAX_WEEKS };
    assert_eq!(stake.power_at(0), 1);
    assert_eq!(stake.power_at(1), 0);
    assert_eq!(Stake { amount: 1, end_week: PERMANENT }.power_at(u64::MAX), 1);
}

#[test]
fn everything_there_is_keeps_its_power() {
    let decaying = Stake { amount: u64::MAX, end_week: MAX_WEEKS };
    assert_eq!(decaying.power_at(0), u64::MAX);
    assert_eq!(decaying.power_at(MAX_SECONDS / 2), u64::MAX / 2);
    let permanent = Stake { amount: u64::MAX, end_week: PERMANENT };
    assert_eq!(permanent.power_at(0), u64::MAX);
    assert_eq!(permanent.power_at(u64::MAX), u64::MAX);
    assert_eq!(permanent.seconds_left(u64::MAX), MAX_SECONDS);
}

/// The whole ring is walked in the last weeks that a `u32` counts, and nothing wraps.
#[test]
fn the_last_weeks_of_all() {
    let mut machine = Machine::new(start_of(LAST_WEEK));
    for term in 1..=MAX_WEEKS {
        machine.ledger().add(Stake { amount: 1 << 40, end_week: LAST_WEEK + term }).unwrap();
    }
    machine.ledger().add(Stake { amount: 5, end_week: PERMANENT }).unwrap();
    assert_eq!(machine.power_at(u64::MAX), 5);
    assert_eq!(machine.ledger().roll(u32::MAX, u32::MAX), MAX_WEEKS + 1);
    assert_eq!(machine.week, u32::MAX);
    assert_eq!(machine.expiring, [0; RING_WEEKS]);
    assert_eq!(machine.curve, Curve { amount: 0, amount_end: 0, permanent: 5 });
    assert_eq!(machine.power_at_week(u32::MAX), Some(5));
    assert_eq!(machine.power_at_week(u32::MAX - RING_WEEKS as u32 + 1), Some(0));
    assert_eq!(machine.power_at_week(u32::MAX - RING_WEEKS as u32), None);
}

#[test]
fn weeks_begin_with_their_first_second() {
    assert_eq!(week_of(0), 0);
    assert_eq!(week_of(WEEK - 1), 0);
    assert_eq!(week_of(WEEK), 1);
    assert_eq!(week_of(start_of(u32::MAX)), u32::MAX);
    assert_eq!(week_of(u64::MAX), u32::MAX);
}

/// A week that has not begun has no total, and one that never was has none in it.
#[test]
fn totals_are_remembered_for_a_ring_of_weeks() {
    let machine = Machine::new(start_of(300));
    assert_eq!(machine.power_at_week(301), None);
    assert_eq!(machine.power_at_week(300), Some(0));
    assert_eq!(machine.power_at_week(45), Some(0));
    assert_eq!(machine.power_at_week(44), None);
}
