//! A book by itself: weeks without power, weeks that expire, and gaps of any length.

use proptest::{collection::vec, prelude::*};
use tenure_math::{weekly_share, MAX_WEEKS, RECYCLE_WEEKS, RING_WEEKS};

use crate::{cases, pool::Pool};

const RING: u32 = RING_WEEKS as u32;

/// Lengths around everything that the ring could confuse.
pub fn gaps() -> impl Strategy<Value = u32> {
    let special = vec![1, 2, 207, 208, 209, 210, 255, 256, 257, 463, 464, 465, 511, 512, 513, 1_000];
    prop_oneof![prop::sample::select(special), 1..=1_100u32]
}

fn starts() -> impl Strategy<Value = u32> {
    prop_oneof![0..=MAX_WEEKS + 60, 2_800..3_100u32, Just(u32::MAX - 3_000)]
}

fn credit(pool: &mut Pool, amount: u64, powered: bool) {
    pool.book().credit(amount, powered).unwrap();
    pool.intake += 2 * u128::from(amount);
    pool.credited += u128::from(amount);
}

fn pay(pool: &mut Pool, week: u32, power: u64, total: u64) -> u64 {
    let paid = pool.book().pay(week, power, total);
    pool.paid += u128::from(paid);
    paid
}

proptest! {
    #![proptest_config(cases(256))]

    /// Every week keeps its own, through one lap of the ring after another and at the start of time.
    #[test]
    fn weeks_are_not_confused(start in starts(), seen in vec((gaps(), 0..=1u64 << 50, any::<bool>()), 1..30)) {
        let mut pool = Pool::empty(start);
        let mut given = vec![(start, 0)];
        for (gap, amount, powered) in seen {
            let Some(week) = pool.week.checked_add(gap) else { break };
            let live = |old: u32, week: u32| week - old <= MAX_WEEKS;
            let lost = given.iter().filter(|&&(old, _)| live(old, pool.week) && !live(old, week));
            let lost: u64 = lost.map(|&(_, left)| left).sum();
            let waited = pool.recycling + lost;
            let part = pool.book().begin(week, powered).unwrap();
            prop_assert_eq!(part, if powered { waited.div_ceil(RECYCLE_WEEKS) } else { 0 });
            prop_assert_eq!(pool.recycling, waited - part);
            credit(&mut pool, amount, powered);
            given.push((week, if powered { part + amount } else { 0 }));
            pool.check();
            for &(old, revenue) in &given {
                let live = live(old, week);
                prop_assert_eq!(pool.revenue_of(old), if live { revenue } else { 0 }, "week {} in {}", old, week);
                let paid = pool.clone().book().pay(old, 1, 1);
                prop_assert_eq!(paid, if live && old < week { revenue } else { 0 });
            }
            for never in [week.checked_sub(RING), week.checked_add(1), week.checked_add(RING)].into_iter().flatten() {
                prop_assert_eq!(pool.revenue_of(never), 0);
                prop_assert_eq!(pool.clone().book().pay(never, 1, 1), 0);
            }
        }
    }

    /// A week that has begun does not begin again, nor does one before it.
    #[test]
    fn no_week_begins_twice(start in 300..3_000u32, backlog: u64, back in 0..300u32, powered: bool) {
        let mut pool = Pool::empty(start);
        credit(&mut pool, backlog, false);
        pool.book().begin(start + 1, true).unwrap();
        let before = pool.clone();
        prop_assert_eq!(pool.book().begin(start + 1 - back, powered), Some(0));
        prop_assert_eq!(pool, before);
    }

    /// What waited while nobody had power goes out by an eighth a week and no faster, is all out in
    /// the end, and who joins only for the first week has had an eighth.
    #[test]
    fn a_backlog_is_no_windfall(
        start in starts(),
        shift in 0..64u32,
        any: u64,
        empty in 1..40u32,
        gap in gaps(),
    ) {
        let backlog = any >> shift;
        let mut pool = Pool::empty(start);
        credit(&mut pool, backlog, false);
        for _ in 0..empty {
            let week = pool.week + 1;
            prop_assert_eq!(pool.book().begin(week, false), Some(0));
        }
        let first = pool.week + gap;
        let part = pool.book().begin(first, true).unwrap();
        prop_assert_eq!(part, backlog / 8 + u64::from(backlog % 8 > 0));
        let (mut out, mut weeks) = (part, 1);
        while pool.recycling > 0 {
            let (week, waiting) = (pool.week + 1, pool.recycling);
            let part = pool.book().begin(week, true).unwrap();
            prop_assert!(part >= 1 && part <= waiting.div_ceil(8));
            pool.check();
            prop_assert_eq!(pay(&mut pool, week - 1, 1, 1), pool.revenue_of(week - 1));
            (out, weeks) = (out + part, weeks + 1);
            prop_assert!(weeks <= 322);
        }
        prop_assert_eq!(out, backlog);
    }

    /// Shares are exact, and together no more than the week has.
    #[test]
    fn a_week_pays_no_more_than_it_has(
        revenue in prop_oneof![any::<u64>(), 0..1_000u64, Just(u64::MAX)],
        powers in vec((0..=u64::MAX / 16, 0..60u32), 1..16),
        spare in prop_oneof![Just(0), 0..10u64],
    ) {
        let powers: Vec<u64> = powers.into_iter().map(|(power, by)| power >> by).collect();
        let total = powers.iter().sum::<u64>() + spare;
        let mut pool = Pool::empty(7);
        credit(&mut pool, revenue, true);
        prop_assert_eq!(pool.book().pay(7, powers[0], total), 0, "a week is not claimed while it runs");
        pool.book().begin(8, false).unwrap();
        for &power in &powers {
            let exact = u128::from(revenue) * u128::from(power) / u128::from(total.max(1));
            prop_assert_eq!(u128::from(weekly_share(revenue, power, total)), exact);
            prop_assert_eq!(u128::from(pay(&mut pool, 7, power, total)), exact, "the others left too little");
        }
        pool.check();
        // What powers that overlap would take too much is not there to be taken.
        pay(&mut pool, 7, u64::MAX, total);
        pool.check();
        prop_assert!(total == 0 || pool.remaining() == 0 || revenue > pool.paid as u64);
    }

    /// What fails has changed nothing.
    #[test]
    fn failures_leave_no_trace(start in starts(), room in 0..1_000u64, over in 1..1_000u64, powered: bool) {
        let mut pool = Pool::empty(start);
        credit(&mut pool, u64::MAX - room, powered);
        let before = pool.clone();
        prop_assert_eq!(pool.book().credit(room + over, powered), None);
        prop_assert_eq!(&pool, &before);
        // No vault holds this much; a book that says so stays as it is.
        credit(&mut pool, room + over, !powered);
        let before = pool.clone();
        let expiry = start + MAX_WEEKS;
        prop_assert_eq!(pool.clone().book().begin(expiry, powered).is_some(), true);
        prop_assert_eq!(pool.book().begin(expiry + 1, powered), None);
        prop_assert_eq!(&pool, &before);
    }
}

/// The last week in which a week can be claimed, and the first in which it cannot.
#[test]
fn a_week_expires_after_a_term() {
    for start in [0, 1, 47, 48, 208, 209, 2_900] {
        let mut pool = Pool::empty(start);
        credit(&mut pool, 800, true);
        pool.book().begin(start + MAX_WEEKS, false).unwrap();
        assert_eq!(pool.clone().book().pay(start, 1, 2), 400);
        assert_eq!(pay(&mut pool, start, 1, 4), 200);
        assert_eq!(pool.book().begin(start + MAX_WEEKS + 1, true), Some(75));
        assert_eq!(pool.recycling, 525);
        assert_eq!(pay(&mut pool, start, 1, 4), 0);
        pool.check();
    }
}

/// How long the documentation says that a backlog takes.
#[test]
fn a_backlog_halves_in_six_weeks() {
    let mut pool = Pool::empty(0);
    credit(&mut pool, u64::MAX, false);
    let mut left = vec![pool.recycling];
    while pool.recycling > 0 {
        let week = pool.week + 1;
        pool.book().begin(week, true).unwrap();
        // All of it is claimed as it is given out, so that nothing comes back.
        pay(&mut pool, week - 1, 1, 1);
        left.push(pool.recycling);
        assert!(left.len() < 1_000);
    }
    assert!(left[5] > u64::MAX / 2 && left[6] <= u64::MAX / 2);
    assert!(left[51] > u64::MAX / 1_000 && left[52] <= u64::MAX / 1_000);
    assert_eq!(left.len() - 1, 322);
}
