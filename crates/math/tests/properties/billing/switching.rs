//! No way round through plans is worth more than where it began.

use proptest::{collection::vec, prelude::*};
use tenure_math::billing::{Bill, Offer, Prepaid, Segment, MAX_DISCOUNT_BPS, MAX_GRACE};

use super::{arrears, grace_used, offers, prices};
use crate::cases;

/// Whatever an account could hold, of the size of what is paid.
fn states() -> impl Strategy<Value = Prepaid> {
    let segment = |from: u64| {
        (0..40_000_000u64, 0..40_000_000u64, prices()).prop_map(move |(into, length, value)| Segment {
            period_start: from,
            start: from + into.min(length),
            end: from + length,
            value,
        })
    };
    let ahead = prop_oneof![Just(Segment::NONE), segment(1_840_000_000)];
    (
        segment(1_800_000_000),
        ahead,
        prices(),
        offers(0),
        any::<bool>(),
        1..=31u32,
        0..2_000_000u64,
        0..2_000_000u64,
    )
        .prop_map(|(current, ahead, credit, offer, cancelled, anchor_day, grace, refused)| {
            let state = Prepaid {
                anchor: current.period_start,
                anchor_day,
                interval: offer.interval,
                price: offer.price,
                periods: 1,
                current,
                ahead,
                credit,
                lapses_at: 0,
                grace_refused: refused.min(grace),
                cancelled,
            };
            Prepaid { lapses_at: state.paid_through() + grace, ..state }
        })
}

/// All money in an account that any clock could make worth something.
fn held(state: &Prepaid) -> u128 {
    [state.current.value, state.ahead.value, state.credit].into_iter().map(u128::from).sum()
}

fn steps(state: &Prepaid, now: u64, offer: Offer, window: u32, grace: u32) -> Vec<Bill> {
    let free = |after: Prepaid| Bill { need: 0, charge: 0, after };
    let bills = [
        state.subscribe(now, offer, grace),
        state.renew(now, offer, window, grace),
        state.switch(now, offer, grace),
        state.cancel(now).map(free),
        state.resume(now, grace).map(free),
        state.end(now).map(free),
        Ok(free(state.reinstate(now, now / 2 + 900_000_000))),
    ];
    bills.into_iter().flatten().collect()
}

proptest! {
    #![proptest_config(cases(3_000))]

    /// From any state, at any second, also one that a clock ran back to.
    #[test]
    fn no_step_makes_money(
        state in states(),
        now in 1_790_000_000..1_890_000_000u64,
        later in 1_790_000_000..1_890_000_000u64,
        offer in offers(MAX_DISCOUNT_BPS),
        window: u32,
        grace: u32,
    ) {
        for bill in steps(&state, now, offer, window, grace) {
            prop_assert!(bill.charge <= bill.need && bill.need <= bill.charge * 2);
            prop_assert!(held(&bill.after) <= held(&state) + u128::from(bill.charge));
            let (before, after) = (state.worth(now).unwrap(), bill.after.worth(now).unwrap());
            prop_assert!(after <= before + bill.charge, "{} of {} and {}", after, before, bill.charge);
            prop_assert!(bill.after.worth(later.max(now)).unwrap() <= after, "worth falls with time");
        }
    }

    /// What is used after the paid time is no more than was paid at the newest price, whatever is cancelled
    /// and taken back.
    #[test]
    fn no_switch_lends_more_time_than_it_sells(
        state in states(),
        now in 1_800_000_000..1_880_000_000u64,
        later in 0..3_000_000u64,
        offer in offers(MAX_DISCOUNT_BPS),
        grace: u32,
    ) {
        if let Ok(Bill { after, .. }) = state.switch(now, offer, grace) {
            let paid = after.paid_through() - now;
            prop_assert!(u64::from(after.grace()) <= paid.min(MAX_GRACE.into()));
            let cancelled = after.cancel(now).unwrap_or(after);
            if let Ok(back) = cancelled.resume(now + later, u32::MAX) {
                prop_assert!(u64::from(back.grace()) <= paid.min(MAX_GRACE.into()));
            }
        }
    }

    /// Whatever was refused, it is no time and no debt: nothing moves but what is owed, and that falls by no
    /// more than has passed.
    #[test]
    fn an_exclusion_takes_off_what_it_refused(
        state in states(),
        from in 1_800_000_000..1_890_000_000u64,
        lasted in 0..3_000_000u64,
        then in 0..3_000_000u64,
    ) {
        let (until, at) = (from + lasted, from + lasted + then);
        let back = state.reinstate(until, from);
        prop_assert_eq!(Prepaid { grace_refused: state.grace_refused, ..back }, state);
        prop_assert!(back.grace_used(at) <= state.grace_used(at));
        prop_assert!(state.grace_used(at) <= back.grace_used(at) + lasted);
        prop_assert_eq!(back.grace_used(until), state.grace_used(from));
    }

    /// Paid time moves with a period that is paid for, and backwards only when it is ended.
    #[test]
    fn paid_time_moves_only_with_the_money(
        state in states(),
        now in 1_790_000_000..1_890_000_000u64,
        offer in offers(MAX_DISCOUNT_BPS),
        window: u32,
        grace: u32,
    ) {
        let through = state.paid_through();
        let paid = |bill: Bill, price: u64, worth: u64| {
            // Charged, and taken from what was there, is the price less the discount on what was charged.
            let taken = worth - bill.after.credit;
            taken + bill.need == price
        };
        let used = grace_used(&state, now);
        if let Ok(bill) = state.subscribe(now, offer, grace) {
            prop_assert!(paid(bill, offer.price + arrears(&state, offer, used, &bill.after), state.credit));
            prop_assert!(bill.after.paid_through() > now);
        }
        if let Ok(bill) = state.renew(now, offer, window, grace) {
            prop_assert!(paid(bill, offer.price + arrears(&state, offer, used, &bill.after), state.credit));
        }
        if let Ok(bill) = state.switch(now, offer, grace) {
            if offer.interval == state.interval {
                prop_assert_eq!(bill.after.paid_through(), through);
            } else {
                prop_assert!(paid(bill, offer.price, state.worth(now).unwrap()));
            }
        }
        for after in [state.cancel(now), state.resume(now, grace), state.refund(state.credit)].into_iter().flatten() {
            prop_assert_eq!(after.paid_through(), through);
        }
        if let Ok(ended) = state.end(now) {
            prop_assert_eq!(ended.paid_through(), now);
            prop_assert!(now < through);
        }
    }

    /// Up and down at the same second: what it is worth in the end was there, or was paid.
    #[test]
    fn a_flip_flop_gains_nothing(
        state in states(),
        now in 1_800_000_000..1_880_000_000u64,
        offers in vec(offers(MAX_DISCOUNT_BPS), 1..12),
    ) {
        let (mut switched, mut charged) = (state, 0u128);
        for offer in offers {
            if let Ok(bill) = switched.switch(now, offer, 0) {
                switched = bill.after;
                charged += u128::from(bill.charge);
            }
        }
        let (before, after) = (state.worth(now).unwrap(), switched.worth(now).unwrap());
        prop_assert!(u128::from(after) <= u128::from(before) + charged);
        prop_assert!(u128::from(after) + 24 >= u128::from(before) + charged, "nor does it lose more than rounding");
    }
}
