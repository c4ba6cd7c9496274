//! Who earns what: late locks, ended ones, changes after a week has closed, and claims in any order.

use std::collections::BTreeMap;

use proptest::{collection::vec, prelude::*};
use tenure_math::{Shares, MAX_WEEKS};
use tenure_model::{start_of, Operation, Params, WEEK};

use crate::{cases, locker::Locker, pool::Pool};

/// A week in which nothing was there before.
const START: u32 = 2_900;

const HALF: Shares = Shares { staker_bps: 5_000, burn_bps: 0 };

/// A locker at the start of [`START`] that takes locks of any term.
fn opened() -> (Locker, u64) {
    let t = start_of(START);
    (Locker::new(Params { min_weeks: 1, max_weeks: 208, penalty_bps: 0 }, t), t)
}

proptest! {
    #![proptest_config(cases(64))]

    /// Nothing that an owner does changes what a closed week has given or will give to anybody.
    #[test]
    fn closed_weeks_stay(
        terms in vec((1..=1u64 << 40, 1..=MAX_WEEKS as u16, 0..4u64), 3),
        incomes in vec(0..=1u64 << 40, 1..60),
        later in vec((0..3u32, 0..6usize), 1..12),
        weeks in 0..4u64,
    ) {
        let (mut locker, mut t) = opened();
        let mut pool = Pool::new(&locker.machine, false, 0);
        for income in incomes {
            for (owner, &(amount, weeks, after)) in (0..).zip(&terms) {
                if t >= start_of(START) + after * WEEK && !locker.model.has_lock(owner) {
                    locker.perform(t, owner, Operation::Lock { amount, weeks });
                }
            }
            pool.distribute(&locker.machine, income, HALF);
            t += WEEK;
            locker.crank(t);
        }
        let closed = locker.machine.week;
        let mut expected: Vec<_> = (0..3).map(|owner| pool.clone().claim_all(&locker.machine, owner)).collect();

        for (owner, change) in later {
            let operation = [
                Operation::Increase { amount: 1 << 50 },
                Operation::Extend { weeks: MAX_WEEKS as u16 },
                Operation::MakePermanent,
                Operation::ExitEarly { most_penalty: u64::MAX },
                Operation::Withdraw,
                Operation::Lock { amount: 1 << 50, weeks: MAX_WEEKS as u16 },
            ][change];
            locker.perform(t, owner, operation);
        }
        pool.distribute(&locker.machine, 1 << 40, HALF);
        t += weeks * WEEK;
        locker.crank(t);
        for owner in [2, 0, 1] {
            let mut paid = pool.claim_all(&locker.machine, owner);
            paid.retain(|&week, _| week < closed);
            prop_assert_eq!(&paid, &std::mem::take(&mut expected[owner as usize]));
        }
        pool.check();
    }

    /// Who locks after revenue arrived earns none of it, even in the same second or as the only other.
    #[test]
    fn late_locks_earn_nothing(amount in 1..=1u64 << 50, income in 1..=1u64 << 50, second in 0..WEEK, held: bool) {
        let (mut locker, t) = opened();
        if held {
            locker.perform(t, 1, Operation::Lock { amount: 208, weeks: 208 });
        }
        let mut pool = Pool::new(&locker.machine, false, 0);
        let t = t + WEEK;
        locker.crank(t + second);
        pool.distribute(&locker.machine, income, HALF);
        locker.perform(t + second, 2, Operation::Lock { amount, weeks: 208 });
        locker.crank(t + WEEK);
        let given = pool.revenue_of(START + 1);
        prop_assert_eq!(given, if held { income / 2 } else { 0 });
        prop_assert!(pool.claim_all(&locker.machine, 2).values().all(|&paid| paid == 0));
        let paid = pool.claim_all(&locker.machine, 1);
        prop_assert_eq!(paid.get(&(START + 1)).copied(), held.then_some(given));
        // What came while nobody had power waits, and the lone lock of the next week has an eighth.
        pool.begin(&locker.machine);
        let due = if held { 0 } else { (income / 2).div_ceil(8) };
        prop_assert_eq!(pool.revenue_of(START + 2), due);
    }

    /// A lock that has ended, whether or not its tokens were taken home, claims for the weeks before
    /// its end up to a term after them, and nothing for those since.
    #[test]
    fn ended_locks_claim_what_they_earned(
        amount in 208..=1u64 << 50,
        weeks in 1..=60u16,
        withdrawn: bool,
        rest in prop_oneof![0..=MAX_WEEKS, Just(MAX_WEEKS), Just(MAX_WEEKS + 1)],
    ) {
        let (mut locker, mut t) = opened();
        locker.perform(t, 1, Operation::Lock { amount, weeks });
        // Another whose power is small, so that every week has some.
        locker.perform(t, 2, Operation::Lock { amount: 208, weeks: 208 });
        locker.perform(t, 2, Operation::MakePermanent);
        let mut pool = Pool::new(&locker.machine, false, 0);
        for _ in 0..weeks + 2 {
            t += WEEK;
            locker.crank(t);
            pool.distribute(&locker.machine, 2_000_000, HALF);
        }
        if withdrawn {
            prop_assert!(locker.perform(t, 1, Operation::Withdraw));
        }
        let end = START + u32::from(weeks);
        t = start_of(end + 2 + rest);
        locker.crank(t);
        let paid = pool.claim_all(&locker.machine, 1);
        for week in START..end + 2 + rest {
            let left = u64::from(end.saturating_sub(week));
            let earned = 1_000_000 * u128::from(amount * left / 208);
            let total = locker.machine.power_at_week(week).map_or(1, u128::from);
            let due = week > START && week <= end + 2 && week + MAX_WEEKS >= end + 2 + rest;
            let due = if due { earned / total } else { 0 };
            prop_assert_eq!(u128::from(paid.get(&week).copied().unwrap_or(0)), due, "week {}", week);
        }
        pool.check();
    }

    /// All claim everything, in any order and in pieces of any size: each has the same, and it is not
    /// more than there was.
    #[test]
    fn order_and_pieces_do_not_matter(
        terms in vec((1..=1u64 << 50, 1..=208u16), 1..6),
        incomes in vec(0..=1u64 << 50, 1..50),
        turns in vec((0..6u32, 1..=30u32), 0..100),
    ) {
        let (mut locker, mut t) = opened();
        for (owner, &(amount, weeks)) in (0..).zip(&terms) {
            locker.perform(t, owner, Operation::Lock { amount, weeks });
        }
        let mut pool = Pool::new(&locker.machine, true, 0);
        for income in incomes {
            t += WEEK;
            locker.crank(t);
            pool.distribute(&locker.machine, income, HALF);
        }
        t += WEEK;
        locker.crank(t);
        let (mut in_turns, mut by_week) = (pool.clone(), BTreeMap::new());
        for (owner, most) in turns {
            for (week, paid) in in_turns.claim(&locker.machine, owner, most) {
                *by_week.entry(week).or_insert(0) += paid;
            }
            in_turns.check();
        }
        for owner in 0..6 {
            for (week, paid) in in_turns.claim_all(&locker.machine, owner) {
                *by_week.entry(week).or_insert(0) += paid;
            }
            pool.claim_all(&locker.machine, owner);
        }
        prop_assert!(by_week.iter().all(|(&week, &paid)| paid <= pool.revenue_of(week)));
        prop_assert_eq!((pool.unpaid, pool.recycling), (in_turns.unpaid, in_turns.recycling));
        pool.check();
        in_turns.check();
    }
}
