//! What subscriptions cost, how long they last, and where the money is.

mod civil;
mod histories;
mod mandate;
mod prepaid;
mod price;
mod receipt;
mod segment;
mod switching;
mod tab;
mod usage;

use proptest::prelude::*;
use tenure_math::billing::{Date, Interval, Offer, Prepaid, DAY, MAX_DISCOUNT_BPS};
use tenure_model::billing::{after_months, Terms};

/// The first second of a day.
fn midnight(year: u32, month: u32, day: u32) -> u64 {
    u64::from(Date { year, month, day }.day_number()) * DAY
}

fn monthly(price: u64) -> Offer {
    Offer { price, interval: Interval::Month, discount_bps: 0 }
}

fn yearly(price: u64) -> Offer {
    Offer { price, interval: Interval::Year, discount_bps: 0 }
}

fn terms(offer: Offer, grace: u32) -> Terms {
    let Offer { price, interval, discount_bps } = offer;
    Terms { price, months: interval.months(), discount_bps, grace: grace.into() }
}

/// Seconds of grace that were used at `now`, and are not paid for: what was refused was not used.
fn grace_used(before: &Prepaid, now: u64) -> u64 {
    let passed = now.min(before.lapses_at).saturating_sub(before.paid_through());
    passed.saturating_sub(before.grace_refused)
}

/// Seconds of the period that a renewal of the same plan would begin.
fn next_seconds(before: &Prepaid) -> u64 {
    let months = before.interval.months() * (before.periods + 1);
    after_months(before.anchor_day, before.anchor, months).saturating_sub(before.paid_through())
}

/// What is paid beyond the price for grace that was used on a dearer plan, by the documented fractions.
fn arrears(before: &Prepaid, offer: Offer, used: u64, after: &Prepaid) -> u64 {
    let part = |price: u64, seconds: u64, up: bool| {
        let of = u128::from(price) * u128::from(used.min(seconds));
        let rest = if up { u128::from(seconds.saturating_sub(1)) } else { 0 };
        // States at random have periods that end before they begin: nothing is part of one.
        u64::try_from((of + rest).checked_div(seconds.into()).unwrap_or(0)).unwrap()
    };
    let no_cheaper = offer.interval == before.interval && offer.price >= before.price;
    if used == 0 || no_cheaper || offer.price == 0 {
        return 0;
    }
    let covers = if after.ahead.is_none() { after.current } else { after.ahead };
    let covered = part(offer.price, covers.end.saturating_sub(covers.period_start), false);
    part(before.price, next_seconds(before), true).saturating_sub(covered)
}

/// What plans cost and what cannot be divided; nothing, which is a grant's.
fn prices() -> impl Strategy<Value = u64> {
    prop_oneof![
        6 => 1_000_000..500_000_000u64,
        2 => 1..20u64,
        1 => Just(0),
        1 => Just(3_000_000_000_000_000_000),
    ]
}

/// Offers with discounts up to `discount_bps`.
fn offers(discount_bps: u16) -> impl Strategy<Value = Offer> {
    let interval = prop_oneof![3 => Just(Interval::Month), 1 => Just(Interval::Year)];
    let discount = prop_oneof![Just(0), 0..=discount_bps, Just(discount_bps)];
    (prices(), interval, discount).prop_map(|(price, interval, discount_bps)| Offer {
        price,
        interval,
        discount_bps: discount_bps.min(MAX_DISCOUNT_BPS),
    })
}
