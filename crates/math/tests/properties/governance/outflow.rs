//! The weekly limit, against the list of everything that left.

use num_bigint::BigUint;
use proptest::{collection::vec, prelude::*};
use tenure_math::Outflow;
use tenure_model::Outlays;

use crate::cases;

fn amounts() -> impl Strategy<Value = u64> {
    prop_oneof![0..4u64, any::<u64>(), Just(u64::MAX)]
}

proptest! {
    #![proptest_config(cases(1_000))]

    #[test]
    fn follows_the_list(
        first in prop_oneof![0..3u32, Just(u32::MAX - 60)],
        acts in vec((-2..=2i32, amounts(), prop_oneof![0..12u64, any::<u64>(), Just(u64::MAX)]), 0..60),
    ) {
        let (mut outflow, mut outlays, mut week) = (Outflow::default(), Outlays::default(), first);
        for (passed, amount, limit) in acts {
            week = week.saturating_add_signed(passed);
            let (before, spent) = (outflow, outflow.spent_in(week));
            let allowed = outflow.spend(week, amount, limit).is_some();
            prop_assert_eq!(allowed, outlays.spend(week, amount, limit));
            prop_assert_eq!(allowed, amount <= limit.saturating_sub(spent));
            if allowed && amount > 0 {
                prop_assert_eq!(outflow.spent_in(week), spent + amount);
                prop_assert_eq!(BigUint::from(outflow.spent), outlays.spent(week));
            } else {
                prop_assert_eq!(outflow, before, "nothing left");
            }
        }
    }
}

#[test]
fn the_limit_is_met_exactly_and_not_passed_by_one() {
    let mut outflow = Outflow::default();
    assert_eq!(outflow.spend(100, 60, 100), Some(()));
    assert_eq!(outflow.spend(100, 41, 100), None);
    assert_eq!(outflow, Outflow { week: 100, spent: 60 });
    assert_eq!(outflow.spend(100, 40, 100), Some(()));
    assert_eq!(outflow.spent_in(100), 100);
    assert_eq!(outflow.spend(100, 1, 100), None);
    assert_eq!(outflow.spend(100, 0, 100), Some(()));
}

#[test]
fn a_week_begins_anew_and_none_comes_back() {
    let mut outflow = Outflow { week: 100, spent: 100 };
    assert_eq!(outflow.spend(99, 1, 100), None, "a clock that runs back frees nothing");
    assert_eq!(outflow.spend(101, 101, 100), None);
    assert_eq!(outflow, Outflow { week: 100, spent: 100 }, "what is refused begins no week");
    assert_eq!(outflow.spend(101, 30, 100), Some(()));
    assert_eq!(outflow.spend(100, 70, 100), Some(()), "it counts in the newest week");
    assert_eq!(outflow, Outflow { week: 101, spent: 100 });
}

#[test]
fn limits_can_change_within_a_week() {
    let mut outflow = Outflow { week: 100, spent: 60 };
    assert_eq!(outflow.spend(100, 1, 50), None);
    assert_eq!(outflow.spend(100, 0, 50), Some(()));
    assert_eq!(outflow.spend(100, u64::MAX - 60, u64::MAX), Some(()));
    assert_eq!(outflow.spend(100, 1, u64::MAX), None, "the sum of a week is a u64");
    assert_eq!(outflow.spend(101, 1, 0), None);
    assert_eq!(outflow.spend(u32::MAX, u64::MAX, u64::MAX), Some(()));
}
