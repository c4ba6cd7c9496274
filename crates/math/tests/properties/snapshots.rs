//! The snapshots of many weeks in one pass, against each asked for by itself.

use proptest::prelude::*;
use tenure_math::{Stake, CHECKPOINTS, PERMANENT};

use crate::{
    cases,
    checkpoints::{acts, Act, Ring},
};

/// Weeks read in one pass: more than a claim, and more than a view, ever takes.
const WEEKS: usize = 300;

/// Where a history begins: with the first weeks of all, today, and near the last.
fn beginnings() -> impl Strategy<Value = u32> {
    prop_oneof![0..3u32, 2_900..2_901u32, u32::MAX - 2_000..=u32::MAX]
}

/// A ring after some years of use, and the week in which it was used last.
fn rings() -> impl Strategy<Value = (Ring, u32)> {
    let beginning = (0..CHECKPOINTS as u8, beginnings(), prop_oneof![acts(1), acts(8)]);
    (beginning, 0..=150usize).prop_map(|((oldest, first, acts), length)| {
        let (mut ring, mut week) = (Ring::beginning_at(oldest), first);
        for act in acts.into_iter().take(length) {
            match act {
                Act::Hold { weeks, amount, term } => {
                    let Some(later) = week.checked_add(weeks) else { break };
                    week = later;
                    let end_week = term.map_or(PERMANENT, |term| week.saturating_add(term));
                    // What is full is pruned, so that the ring goes on and round.
                    if ring.history().record(week, Stake { amount, end_week }).is_err() {
                        ring.history().prune(week.saturating_sub(weeks));
                    }
                }
                Act::Prune { weeks_kept } => {
                    ring.history().prune(week.saturating_sub(weeks_kept));
                }
            }
        }
        (ring, week)
    })
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn one_pass_is_many_questions((ring, week) in rings(), back in 0..600u32, ahead in 0..300u32, any: u32) {
        let near = week.saturating_sub(back);
        for first in [near, week.saturating_add(ahead), any, 0, u32::MAX - back] {
            let read: Vec<_> = ring.snapshots(first).take(WEEKS).collect();
            let asked = (first..u32::MAX).take(WEEKS).map(|week| (week, ring.stake_before(week)));
            prop_assert_eq!(read, asked.collect::<Vec<_>>(), "from week {}", first);
        }
    }

    /// Wherever a pass begins, it goes on as one that began earlier.
    #[test]
    fn a_pass_does_not_depend_on_its_beginning((ring, week) in rings(), back in 1..300u32, skip in 0..300u32) {
        let first = week.saturating_sub(back);
        let later = first.saturating_add(skip);
        let skipped = usize::try_from(later - first).unwrap();
        let (whole, part) = (ring.snapshots(first).skip(skipped), ring.snapshots(later));
        prop_assert_eq!(whole.take(WEEKS).collect::<Vec<_>>(), part.take(WEEKS).collect::<Vec<_>>());
    }
}

/// Weeks are counted up to the last before `u32::MAX`, the one at which the clock is held.
#[test]
fn a_pass_ends_with_the_weeks() {
    let mut ring = Ring::beginning_at(CHECKPOINTS as u8 - 1);
    let (early, late) = (Stake { amount: 1, end_week: PERMANENT }, Stake { amount: 2, end_week: PERMANENT });
    ring.history().record(u32::MAX - 4, early).unwrap();
    ring.history().record(u32::MAX - 2, late).unwrap();
    let read: Vec<_> = ring.snapshots(u32::MAX - 4).collect();
    let expected =
        [(u32::MAX - 4, Stake::NONE), (u32::MAX - 3, early), (u32::MAX - 2, early), (u32::MAX - 1, late)];
    assert_eq!(read, expected);
    assert_eq!(ring.snapshots(u32::MAX).next(), None);
    let empty = Ring::beginning_at(0);
    assert_eq!(empty.snapshots(u32::MAX - 1).collect::<Vec<_>>(), [(u32::MAX - 1, Stake::NONE)]);
}
