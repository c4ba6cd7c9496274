//! However somebody moves through plans, what was used of each has been paid for.

use num_bigint::BigUint;
use proptest::{collection::vec, prelude::*};
use tenure_math::billing::{Offer, Prepaid, Segment, Status, DAY, MAX_DISCOUNT_BPS};

use super::{grace_used, midnight, next_seconds, offers};
use crate::cases;

#[derive(Clone, Debug)]
enum Act {
    Renew(Offer),
    Switch(Offer),
    Subscribe(Offer),
    End,
    Cancel,
    Resume,
}

fn acts(discount_bps: u16) -> impl Strategy<Value = (u64, Act)> {
    let act = prop_oneof![
        6 => offers(discount_bps).prop_map(Act::Renew),
        5 => offers(discount_bps).prop_map(Act::Switch),
        3 => offers(discount_bps).prop_map(Act::Subscribe),
        1 => Just(Act::End),
        1 => Just(Act::Cancel),
        1 => Just(Act::Resume),
    ];
    let waits = prop_oneof![3 => 0..40 * DAY, 2 => 0..3 * DAY, 1 => Just(0), 1 => 0..400 * DAY];
    (waits, act)
}

/// Time that counts as used, with the price of its plan: of each stretch, whose list price is kept beside
/// it.
#[derive(Default)]
struct Used {
    /// In 2^-64 micro-USD, rounded down: `price * seconds / seconds of the period`.
    total: BigUint,
    /// Up to here it is counted.
    until: u64,
}

impl Used {
    fn count(&mut self, segments: &[(Segment, u64)], until: u64) {
        for (segment, price) in segments.iter().filter(|(segment, _)| !segment.is_none()) {
            let seconds = segment.end.min(until).saturating_sub(segment.start.max(self.until));
            let scaled = (BigUint::from(*price) << 64u32) * seconds;
            self.total += scaled / (segment.end - segment.period_start);
        }
        self.until = self.until.max(until);
    }

    /// Grace on a dearer plan of that price counts by what it is dearer than the plan that covers it.
    fn count_grace(&mut self, before: &Prepaid, price: u64, offer: Offer, now: u64, after: &Prepaid) {
        let no_cheaper = offer.interval == before.interval && offer.price >= price;
        if no_cheaper || offer.price == 0 {
            return;
        }
        let seconds = grace_used(before, now);
        let covers = if after.ahead.is_none() { after.current } else { after.ahead };
        let scaled = |price: u64, of: u64| (BigUint::from(price) << 64u32) * seconds / of.max(1);
        let dearer = scaled(price, next_seconds(before));
        let covered = scaled(offer.price, covers.end - covers.period_start);
        if dearer > covered {
            self.total += dearer - covered;
        }
    }
}

fn discounts_and_acts() -> impl Strategy<Value = (u16, Vec<(u64, Act)>)> {
    prop_oneof![Just(0), Just(2_000), Just(MAX_DISCOUNT_BPS)]
        .prop_flat_map(|discount| (Just(discount), vec(acts(discount), 1..60)))
}

proptest! {
    #![proptest_config(cases(600))]

    /// What was charged and is no longer there is at least the price of all time used, at the largest
    /// discount: for every history, at every step. Grace that nobody pays for at all is what stays free.
    #[test]
    fn is_always_paid_for((discount, acts) in discounts_and_acts(), window in 0..20 * DAY as u32, grace in 0..20 * DAY as u32) {
        let mut now = midnight(2026, 1, 31);
        let (mut state, mut charged, mut used) = (Prepaid::default(), 0u128, Used::default());
        // The list prices of the current period and of the one ahead.
        let mut prices = (0, 0);
        for (wait, act) in acts {
            now += wait;
            used.count(&[(state.current, prices.0), (state.ahead, prices.1)], now.min(state.paid_through()));
            let bill = match &act {
                Act::Renew(offer) => state.renew(now, *offer, window, grace),
                Act::Switch(offer) => state.switch(now, *offer, grace),
                Act::Subscribe(offer) => state.subscribe(now, *offer, grace),
                Act::End | Act::Cancel | Act::Resume => {
                    let after = match act {
                        Act::End => state.end(now),
                        Act::Cancel => state.cancel(now),
                        _ => state.resume(now, grace),
                    };
                    state = after.unwrap_or(state);
                    continue;
                }
            };
            let Ok(bill) = bill else { continue };
            if let Act::Renew(offer) | Act::Subscribe(offer) = &act {
                let price = if state.ahead.is_none() { prices.0 } else { prices.1 };
                used.count_grace(&state, price, *offer, now, &bill.after);
            }
            prices = match act {
                Act::Renew(offer) if bill.after.ahead.is_none() => (offer.price, 0),
                Act::Renew(offer) if state.ahead.is_none() => (prices.0, offer.price),
                Act::Renew(offer) => (prices.1, offer.price),
                Act::Switch(offer) | Act::Subscribe(offer) => (offer.price, offer.price),
                _ => prices,
            };
            if let Act::Subscribe(_) = act {
                prop_assert_eq!(state.status(now), Status::Expired);
                used.until = bill.after.anchor;
            }
            charged += u128::from(bill.charge);
            state = bill.after;
            used.count(&[(state.current, prices.0), (state.ahead, prices.1)], now);
            let spent = BigUint::from(charged - u128::from(state.worth(now).unwrap()));
            let least = &used.total * u32::from(10_000 - discount);
            prop_assert!((spent << 64u32) * 10_000u32 >= least);
        }
    }
}
