//! Steps of a subscription, by hand.

use tenure_math::billing::{
    BillRefusal, Interval, Offer, Prepaid, Segment, Status, DAY, MAX_GRACE, MAX_WINDOW,
};
use tenure_model::billing::after_months;

use super::{midnight, monthly, yearly};

const GRACE: u32 = 3 * DAY as u32;
const WINDOW: u32 = DAY as u32;

/// $31 a month from 1 January 2026: a dollar a day, of 31 of them.
fn january() -> Prepaid {
    let bill = Prepaid::default().subscribe(midnight(2026, 1, 1), monthly(31_000_000), GRACE).unwrap();
    assert_eq!((bill.need, bill.charge), (31_000_000, 31_000_000));
    bill.after
}

#[test]
fn a_subscription_begins_with_a_whole_period() {
    let (start, end) = (midnight(2026, 1, 1), midnight(2026, 2, 1));
    let expected = Prepaid {
        anchor: start,
        anchor_day: 1,
        interval: Interval::Month,
        price: 31_000_000,
        periods: 1,
        current: Segment { period_start: start, start, end, value: 31_000_000 },
        ahead: Segment::NONE,
        credit: 0,
        lapses_at: end + 3 * DAY,
        grace_refused: 0,
        cancelled: false,
    };
    assert_eq!(january(), expected);
    assert_eq!(january().subscribe(start, monthly(1), GRACE), Err(BillRefusal::NotExpired));
    assert_eq!(january().subscribe(end + 3 * DAY - 1, monthly(1), GRACE), Err(BillRefusal::NotExpired));
}

#[test]
fn time_alone_moves_the_status() {
    let (paid, end) = (january(), midnight(2026, 2, 1));
    let table = [
        (0, Status::Active),
        (end - 1, Status::Active),
        (end, Status::Grace),
        (end + 3 * DAY - 1, Status::Grace),
        (end + 3 * DAY, Status::Expired),
        (u64::MAX, Status::Expired),
    ];
    for (now, status) in table {
        assert_eq!(paid.status(now), status, "at {now}");
    }
    for now in [0, 1, u64::MAX] {
        assert_eq!(Prepaid::default().status(now), Status::Expired);
    }
}

#[test]
fn a_period_is_renewed_once_and_only_in_its_window() {
    let (paid, end) = (january(), midnight(2026, 2, 1));
    let renew = |paid: Prepaid, now| paid.renew(now, monthly(31_000_000), WINDOW, GRACE);
    assert_eq!(paid.renewable_from(WINDOW), end - DAY);
    assert_eq!(renew(paid, end - DAY - 1), Err(BillRefusal::TooEarly));
    let early = renew(paid, end - DAY).unwrap();
    assert_eq!((early.charge, early.after.paid_through()), (31_000_000, midnight(2026, 3, 1)));
    assert_eq!(early.after.current, paid.current);
    for now in [end - DAY, end - 1, end, midnight(2026, 2, 28) - 1] {
        assert_eq!(renew(early.after, now), Err(BillRefusal::TooEarly), "a second keeper at {now}");
    }
    let next = renew(early.after, midnight(2026, 2, 28)).unwrap();
    assert_eq!(next.after.paid_through(), midnight(2026, 4, 1));
    // In grace it runs from where the paid time ended; after it, it is over.
    let late = renew(paid, end + 3 * DAY - 1).unwrap();
    assert_eq!((late.charge, late.after.paid_through()), (31_000_000, midnight(2026, 3, 1)));
    assert_eq!(late.after.unused(end + 3 * DAY), Some(27_678_571), "31 * 25/28 = 27.6785714");
    assert_eq!(renew(paid, end + 3 * DAY), Err(BillRefusal::Expired));
}

/// Not even with the widest window, and with a clock that runs back.
#[test]
fn no_more_than_one_period_is_paid_ahead() {
    let (paid, end) = (january(), midnight(2026, 2, 1));
    assert_eq!(paid.renewable_from(u32::MAX), end - u64::from(MAX_WINDOW));
    let early = paid.renew(end - 14 * DAY, monthly(1), u32::MAX, GRACE).unwrap().after;
    for now in [0, end - 14 * DAY, end, midnight(2026, 2, 15) - 1] {
        assert_eq!(early.renew(now, monthly(1), u32::MAX, GRACE), Err(BillRefusal::TooEarly), "at {now}");
    }
    assert!(early.renew(midnight(2026, 2, 15), monthly(1), u32::MAX, GRACE).is_ok());
    // What an upgrade left of the period is no reason to pay the next one earlier.
    let upgraded = paid.switch(end - 20 * DAY, monthly(62_000_000), GRACE).unwrap().after;
    assert_eq!(upgraded.renewable_from(u32::MAX), end - u64::from(MAX_WINDOW));
}

#[test]
fn grace_is_held_at_its_most() {
    let bill = Prepaid::default().subscribe(0, monthly(1), u32::MAX).unwrap();
    assert_eq!(bill.after.lapses_at, 31 * DAY + u64::from(MAX_GRACE));
}

/// A second of the dear plan is not a second and its whole grace.
#[test]
fn grace_after_a_switch_is_no_longer_than_what_the_switch_paid_for() {
    let (paid, end, grace) = (january(), midnight(2026, 2, 1), u64::from(GRACE));
    let vip = monthly(620_000_000);
    for (left, after) in [
        (1, 1),
        (2, 2),
        (grace - 1, grace - 1),
        (grace, grace),
        (grace + 1, grace),
        (16 * DAY, grace),
        (31 * DAY, grace),
    ] {
        let now = end - left;
        let switched = paid.switch(now, vip, GRACE).unwrap().after;
        assert_eq!(switched.lapses_at, end + after, "{left} seconds before the end");
        // Nor does the same price lengthen it, nor a cancellation that is taken back, whatever the store's
        // grace is then.
        let again = switched.switch(now, vip, GRACE).unwrap().after;
        assert_eq!(again.lapses_at, end + after);
        let back = switched.cancel(now).unwrap().resume(now, GRACE).unwrap();
        assert_eq!(back, switched);
        let back = switched.cancel(now).unwrap().resume(end - 1, MAX_GRACE).unwrap();
        assert_eq!(back.lapses_at, end + left.min(MAX_GRACE.into()));
        // The next period is paid whole, and has all of it.
        for renewal in [end - 1, end + after - 1] {
            let renewed = switched.renew(renewal, vip, WINDOW, GRACE).unwrap().after;
            assert_eq!((renewed.grace(), renewed.grace_used(u64::MAX)), (GRACE, grace));
        }
        assert_eq!(switched.renew(end + after, vip, WINDOW, GRACE), Err(BillRefusal::Expired));
    }
    // One that runs anew, and a period ahead that is paid at the new price too.
    assert_eq!(paid.switch(end - 1, yearly(1), GRACE).unwrap().after.grace(), GRACE);
    let ahead = paid.renew(end - 1, monthly(31_000_000), WINDOW, GRACE).unwrap().after;
    assert_eq!(ahead.switch(end - 1, vip, GRACE).unwrap().after.grace(), GRACE);
    // Paid early after a late switch: what comes is a whole period.
    let late = paid.switch(end - 1, vip, GRACE).unwrap().after.renew(end - 1, vip, WINDOW, GRACE).unwrap();
    assert_eq!(late.after.cancel(end).unwrap().resume(end, GRACE).unwrap().grace(), GRACE);
}

#[test]
fn grace_that_was_refused_is_not_owed() {
    let (paid, end) = (january(), midnight(2026, 2, 1));
    let used = |after: Prepaid| after.grace_used(u64::MAX) / DAY;
    let table = [
        // In paid time, into the grace, and past it.
        (end - 9 * DAY, end - 1, 3),
        (end - 9 * DAY, end, 3),
        (end - 9 * DAY, end + DAY, 2),
        (end - 9 * DAY, end + 3 * DAY, 0),
        (end - 9 * DAY, u64::MAX, 0),
        // In grace, and out of it.
        (end, end + DAY, 2),
        (end + DAY, end + DAY, 3),
        (end + DAY, end + 2 * DAY, 2),
        (end + DAY, u64::MAX, 1),
        (end + 2 * DAY, u64::MAX, 2),
        (end + 3 * DAY, u64::MAX, 3),
        // A clock that ran back.
        (end + 2 * DAY, end + DAY, 3),
    ];
    for (from, until, owed) in table {
        let back = paid.reinstate(until, from);
        assert_eq!(used(back), owed, "from {from} to {until}");
        // The time itself is as it was.
        assert_eq!(Prepaid { grace_refused: 0, ..back }, paid);
        let bill = back.subscribe(midnight(2026, 2, 20), monthly(56_000_000), GRACE).unwrap();
        assert_eq!((bill.charge, bill.after.anchor), (56_000_000, midnight(2026, 2, 20) - owed * DAY));
        assert_eq!(bill.after.grace_refused, 0);
    }
    // Twice, and what a cheaper plan owes for the day between.
    let back = paid.reinstate(end + DAY, end - DAY).reinstate(end + 3 * DAY, end + 2 * DAY);
    assert_eq!((used(back), back.reinstate(end + 9 * DAY, end + 4 * DAY)), (1, back));
    let bill = back.subscribe(midnight(2026, 2, 20), monthly(14_000_000), GRACE).unwrap();
    // A 28th of $31, and of $14 over the 28 days from the 19th.
    assert_eq!((bill.charge, bill.after.anchor), (14_607_143, midnight(2026, 2, 19)));
    let bill =
        paid.reinstate(end + DAY, end).renew(end + 2 * DAY, monthly(14_000_000), WINDOW, GRACE).unwrap();
    assert_eq!((bill.charge, bill.after.grace_refused), (14_607_143, 0));
    // Cancelled while excluded, and ended.
    let cancelled = paid.cancel(end + 2 * DAY).unwrap().reinstate(end + 9 * DAY, end + DAY);
    assert_eq!(used(cancelled), 1);
    assert_eq!(used(paid.end(end - DAY).unwrap().reinstate(end, end - 2 * DAY)), 0);
    assert_eq!(Prepaid::default().reinstate(end, 1), Prepaid::default());
}

#[test]
fn time_used_in_grace_comes_off_a_new_subscription() {
    let (paid, now) = (january(), midnight(2026, 2, 20));
    // Three days of grace were used: the new period begins on the 17th. $56 over 28 days.
    let bill = paid.subscribe(now, monthly(56_000_000), GRACE).unwrap();
    assert_eq!((bill.charge, bill.after.anchor), (56_000_000, midnight(2026, 2, 17)));
    assert_eq!(bill.after.paid_through(), midnight(2026, 3, 17));
    assert_eq!(bill.after.unused(now), Some(50_000_000));
    // Who cancelled in time used none.
    let cancelled = paid.cancel(midnight(2026, 1, 31)).unwrap();
    let bill = cancelled.subscribe(now, monthly(28_000_000), GRACE).unwrap();
    assert_eq!((bill.after.anchor, bill.after.cancelled), (now, false));
    assert!(cancelled.subscribe(midnight(2026, 2, 1), monthly(1), GRACE).is_ok());
    // Who cancelled in grace, what it was until then.
    let cancelled = paid.cancel(midnight(2026, 2, 2)).unwrap();
    assert_eq!(cancelled.status(midnight(2026, 2, 2)), Status::Expired);
    let bill = cancelled.subscribe(now, monthly(28_000_000), GRACE).unwrap();
    assert_eq!(bill.after.anchor, midnight(2026, 2, 19));
}

#[test]
fn grace_on_a_dearer_plan_is_paid_at_its_price() {
    // A 28th of $31 a day in February, and half a dollar on the cheaper plan.
    let (paid, cheaper) = (january(), monthly(14_000_000));
    let end = paid.paid_through();
    for (days, arrears) in [(0, 0), (1, 607_143), (2, 1_214_286)] {
        let bill = paid.renew(end + days * DAY, cheaper, WINDOW, GRACE).unwrap();
        assert_eq!((bill.need, bill.charge), (14_000_000 + arrears, 14_000_000 + arrears), "{days} days");
        // They are for time that is used up: nothing of them is worth anything later.
        assert_eq!(bill.after.current.value, 14_000_000);
        assert_eq!(bill.after.worth(end), Some(14_000_000));
    }
    // All three days of grace, and none of the weeks after them. From the 17th on there are 28 days again.
    let bill = paid.subscribe(midnight(2026, 2, 20), cheaper, GRACE).unwrap();
    assert_eq!((bill.charge, bill.after.current.value), (15_821_429, 14_000_000));
    // A plan that is no cheaper covers the grace by itself, in shorter months too.
    for price in [31_000_000, 62_000_000] {
        assert_eq!(paid.renew(end + DAY, monthly(price), WINDOW, GRACE).unwrap().charge, price);
    }
    // One of another interval is compared by its days: a year of half a dollar each.
    let bill = paid.renew(end + DAY, yearly(182_500_000), WINDOW, GRACE).unwrap();
    assert_eq!((bill.charge, bill.after.current.value), (183_107_143, 182_500_000));
    // Half off, but not off the arrears.
    let offer = Offer { discount_bps: 5_000, ..cheaper };
    let bill = paid.renew(end + DAY, offer, WINDOW, GRACE).unwrap();
    assert_eq!((bill.need, bill.charge, bill.after.current.value), (14_607_143, 7_607_143, 7_000_000));
    // Credit pays the arrears first.
    let with_credit = Prepaid { credit: 1_000_000, ..paid };
    let bill = with_credit.renew(end + DAY, offer, WINDOW, GRACE).unwrap();
    assert_eq!((bill.need, bill.charge), (13_607_143, 6_803_572));
    assert_eq!((bill.after.credit, bill.after.current.value), (0, 392_857 + 6_803_572));
    // A grant asks for nothing, and with a sum past 64 bits there is no bill.
    assert_eq!(paid.renew(end + DAY, monthly(0), WINDOW, GRACE).unwrap().charge, 0);
    let dear = Prepaid { price: u64::MAX, ..paid };
    let offer = monthly(u64::MAX - 1);
    assert_eq!(dear.renew(end + 31 * DAY, offer, WINDOW, GRACE), Err(BillRefusal::Expired));
    let dear = Prepaid { lapses_at: end + 31 * DAY + 1, ..dear };
    let refused = dear.renew(end + 31 * DAY, yearly(u64::MAX), WINDOW, GRACE);
    assert_eq!(refused, Err(BillRefusal::Overflow));
}

#[test]
fn another_interval_is_not_paid_ahead() {
    let (paid, end) = (january(), midnight(2026, 2, 1));
    assert!(paid.renew(end - 1, monthly(1), WINDOW, GRACE).is_ok());
    assert_eq!(paid.renew(end - 1, yearly(1), WINDOW, GRACE), Err(BillRefusal::TooEarly));
    assert!(paid.renew(end, yearly(1), WINDOW, GRACE).is_ok());
}

#[test]
fn an_upgrade_costs_the_difference_by_the_second() {
    // After 10 of 31 days, $21 of $31 are unused; 21 days of $62 a month cost $42.
    let now = midnight(2026, 1, 11);
    let bill = january().switch(now, monthly(62_000_000), GRACE).unwrap();
    assert_eq!((bill.need, bill.charge), (21_000_000, 21_000_000));
    let end = midnight(2026, 2, 1);
    let current = Segment { period_start: midnight(2026, 1, 1), start: now, end, value: 42_000_000 };
    assert_eq!(bill.after, Prepaid { current, price: 62_000_000, ..january() });
    // With a fifth off, 16.8 of the 21 are paid: 21 + 16.8 = 37.8 are what the rest is worth.
    let offer = Offer { discount_bps: 2_000, ..monthly(62_000_000) };
    let cheaper = january().switch(now, offer, GRACE).unwrap();
    assert_eq!((cheaper.need, cheaper.charge), (21_000_000, 16_800_000));
    assert_eq!(cheaper.after.unused(now), Some(37_800_000));
    // A second later: 42 * 1,814,399 / 1,814,400 = 41.99997685 are unused, ceil(62 * 1,814,399 / 2,678,400)
    // = 41.999977 are to pay, of which only the rounding is left.
    let again = bill.after.switch(now + 1, monthly(62_000_000), GRACE).unwrap();
    assert_eq!(again.charge, 1);
}

#[test]
fn an_upgrade_pays_for_the_period_ahead_too() {
    let now = midnight(2026, 1, 31);
    let ahead = january().renew(now, monthly(28_000_000), WINDOW, GRACE).unwrap().after;
    // Unused: $1 of January, $28 of February. At $56: ceil(56 * 1/31) = 1.806452, and 56.
    let bill = ahead.switch(now, monthly(56_000_000), GRACE).unwrap();
    assert_eq!(bill.charge, 57_806_452 - 29_000_000);
    assert_eq!((bill.after.current.value, bill.after.ahead.value), (1_806_452, 56_000_000));
    assert_eq!(bill.after.paid_through(), midnight(2026, 3, 1));
    // Once February has begun it is the one that runs.
    let bill = ahead.switch(midnight(2026, 2, 15), monthly(56_000_000), GRACE).unwrap();
    assert_eq!(bill.charge, 14_000_000, "14 of 28 days: 28 - 14");
    assert_eq!((bill.after.current.start, bill.after.ahead), (midnight(2026, 2, 15), Segment::NONE));
}

#[test]
fn surplus_is_credit_and_pays_for_what_comes() {
    let now = midnight(2026, 1, 11);
    // $21 unused, 21 days of $15.50 a month cost $10.50.
    let bill = january().switch(now, monthly(15_500_000), GRACE).unwrap();
    assert_eq!((bill.charge, bill.after.credit), (0, 10_500_000));
    let end = midnight(2026, 2, 1);
    let next = bill.after.renew(end, monthly(15_500_000), WINDOW, GRACE).unwrap();
    assert_eq!((next.need, next.charge, next.after.credit), (5_000_000, 5_000_000, 0));
    assert_eq!(next.after.current.value, 15_500_000);
    // The discount is off the $5 alone.
    let offer = Offer { discount_bps: 5_000, ..monthly(15_500_000) };
    let next = bill.after.renew(end, offer, WINDOW, GRACE).unwrap();
    assert_eq!((next.charge, next.after.current.value), (2_500_000, 13_000_000));
}

#[test]
fn a_longer_interval_begins_now_and_is_left_at_its_end() {
    let now = midnight(2026, 1, 11) + 7;
    // 31 * (21 * 86,400 - 7) / (31 * 86,400) = 20.999918981
    let bill = january().switch(now, yearly(310_000_000), GRACE).unwrap();
    assert_eq!(bill.charge, 310_000_000 - 20_999_918);
    let year = bill.after;
    assert_eq!((year.anchor, year.anchor_day, year.periods), (now, 11, 1));
    assert_eq!((year.interval, year.paid_through()), (Interval::Year, midnight(2027, 1, 11) + 7));
    assert_eq!(year.switch(now, monthly(900_000_000), GRACE), Err(BillRefusal::ShorterInterval));
    let month = year.renew(year.paid_through(), monthly(31_000_000), WINDOW, GRACE).unwrap().after;
    assert_eq!((month.interval, month.anchor, month.periods), (Interval::Month, year.paid_through(), 1));
    assert_eq!(month.paid_through(), midnight(2027, 2, 11) + 7);
}

#[test]
fn the_day_of_the_month_outlives_short_months_and_other_intervals() {
    let mut paid = Prepaid::default().subscribe(midnight(2026, 1, 31), monthly(10), GRACE).unwrap().after;
    for (month, day) in [(2, 28), (3, 31), (4, 30), (5, 31), (6, 30)] {
        assert_eq!(paid.paid_through(), midnight(2026, month, day));
        paid = paid.renew(paid.paid_through(), monthly(10), WINDOW, GRACE).unwrap().after;
    }
    // A year from 31 July, then months again: 31 July, 31 August, 30 September.
    paid = paid.renew(paid.paid_through(), yearly(100), WINDOW, GRACE).unwrap().after;
    assert_eq!(paid.paid_through(), midnight(2027, 7, 31));
    // From 28 February for a year, and back to the 31st of March.
    let short = Prepaid::default().subscribe(midnight(2026, 1, 31), monthly(10), GRACE).unwrap().after;
    let year = short.renew(short.paid_through(), yearly(100), WINDOW, GRACE).unwrap().after;
    assert_eq!(year.paid_through(), midnight(2027, 2, 28));
    let month = year.renew(year.paid_through(), monthly(10), WINDOW, GRACE).unwrap().after;
    assert_eq!(month.paid_through(), midnight(2027, 3, 31));
}

/// Twenty years of months from a 31st, each paid in another second of its window or of the grace.
#[test]
fn twenty_years_of_renewals_do_not_drift() {
    let anchor = midnight(2026, 1, 31) + 3_723;
    let mut paid = Prepaid::default().subscribe(anchor, monthly(10_000_000), GRACE).unwrap().after;
    for count in 1..=240 {
        let end = paid.paid_through();
        assert_eq!(end, after_months(31, anchor, count));
        let now = end - DAY + u64::from(count) * 1_439;
        let bill = paid.renew(now, monthly(10_000_000), WINDOW, GRACE).unwrap();
        assert_eq!(bill.charge, 10_000_000);
        paid = bill.after;
    }
    assert_eq!((paid.periods, paid.paid_through()), (241, midnight(2046, 2, 28) + 3_723));
}

#[test]
fn cancelling_stops_what_comes_and_can_be_taken_back() {
    let (paid, end) = (january(), midnight(2026, 2, 1));
    let cancelled = paid.cancel(midnight(2026, 1, 5)).unwrap();
    assert_eq!(cancelled, Prepaid { cancelled: true, lapses_at: end, ..paid });
    assert_eq!((cancelled.status(end - 1), cancelled.status(end)), (Status::Active, Status::Expired));
    assert_eq!(cancelled.renew(end - 1, monthly(1), WINDOW, GRACE), Err(BillRefusal::Cancelled));
    assert_eq!(cancelled.renew(end, monthly(1), WINDOW, GRACE), Err(BillRefusal::Expired));
    assert_eq!(cancelled.cancel(end - 1), Err(BillRefusal::Cancelled));
    assert_eq!(cancelled.resume(end - 1, GRACE), Ok(paid));
    assert_eq!(cancelled.resume(end, GRACE), Err(BillRefusal::Expired));
    assert_eq!(paid.resume(end - 1, GRACE), Err(BillRefusal::NotCancelled));
    assert_eq!(paid.cancel(end + 3 * DAY), Err(BillRefusal::Expired));
    // An upgrade of what is left stays cancelled.
    let upgraded = cancelled.switch(midnight(2026, 1, 11), monthly(62_000_000), GRACE).unwrap().after;
    assert_eq!((upgraded.cancelled, upgraded.lapses_at), (true, end));
}

#[test]
fn nothing_is_prorated_of_what_is_not_paid() {
    let (paid, end) = (january(), midnight(2026, 2, 1));
    for (now, refusal) in [(end, BillRefusal::Unpaid), (end + 3 * DAY, BillRefusal::Expired)] {
        assert_eq!(paid.switch(now, monthly(62_000_000), GRACE), Err(refusal));
        assert_eq!(paid.switch(now, yearly(62_000_000), GRACE), Err(refusal));
        assert_eq!(paid.end(now), Err(refusal));
    }
    // A second before, a second is: ceil(62,000,000 / 2,678,400) = 24, floor(31,000,000 / 2,678,400) = 11.
    assert_eq!(paid.switch(end - 1, monthly(62_000_000), GRACE).unwrap().charge, 13);
}

#[test]
fn ending_makes_credit_and_refunds_take_no_more() {
    let now = midnight(2026, 1, 11);
    let ended = january().end(now).unwrap();
    assert_eq!((ended.credit, ended.paid_through(), ended.lapses_at), (21_000_000, now, now));
    assert_eq!(ended.status(now), Status::Expired);
    assert_eq!(ended.refund(21_000_001), Err(BillRefusal::AboveCredit));
    let refunded = ended.refund(20_000_000).unwrap();
    assert_eq!(refunded, Prepaid { credit: 1_000_000, ..ended });
    let back = refunded.subscribe(now, monthly(31_000_000), GRACE).unwrap();
    assert_eq!((back.charge, back.after.credit, back.after.anchor), (30_000_000, 0, now));
    assert_eq!(january().refund(1), Err(BillRefusal::AboveCredit), "paid time is no credit");
    // A period ahead comes back whole.
    let ahead = january().renew(midnight(2026, 1, 31), monthly(28_000_000), WINDOW, GRACE).unwrap().after;
    assert_eq!(ahead.end(midnight(2026, 1, 31)).unwrap().credit, 29_000_000);
}

#[test]
fn what_is_granted_costs_nothing_and_is_worth_nothing() {
    let start = midnight(2026, 1, 1);
    let with_credit = Prepaid { credit: 5_000_000, ..Prepaid::default() };
    let granted = with_credit.subscribe(start, monthly(0), GRACE).unwrap();
    assert_eq!((granted.need, granted.charge, granted.after.credit), (0, 0, 5_000_000));
    assert_eq!(granted.after.end(start).unwrap().credit, 5_000_000);
    // Half a month later the rest of it is upgraded at the full price of the rest, less the credit.
    let bill = granted.after.switch(midnight(2026, 1, 16) + DAY / 2, monthly(62_000_000), GRACE).unwrap();
    assert_eq!(bill.charge, 31_000_000 - 5_000_000);
}

#[test]
fn the_calendar_and_sums_end_by_name() {
    let late = midnight(9_999, 12, 2);
    assert_eq!(Prepaid::default().subscribe(late, monthly(1), GRACE), Err(BillRefusal::CalendarEnds));
    assert_eq!(Prepaid::default().subscribe(u64::MAX, monthly(1), GRACE), Err(BillRefusal::CalendarEnds));
    let last = Prepaid::default().subscribe(midnight(9_999, 11, 30), monthly(1), GRACE).unwrap().after;
    assert_eq!(last.paid_through(), midnight(9_999, 12, 30));
    assert_eq!(last.renew(last.paid_through(), monthly(1), WINDOW, GRACE), Err(BillRefusal::CalendarEnds));
    assert_eq!(last.switch(late, yearly(1), GRACE), Err(BillRefusal::CalendarEnds));
    let full = Prepaid { credit: u64::MAX, ..january() };
    let now = midnight(2026, 1, 11);
    assert_eq!(full.worth(now), None);
    assert_eq!(full.end(now), Err(BillRefusal::Overflow));
    assert_eq!(full.switch(now, monthly(1), GRACE), Err(BillRefusal::Overflow));
    let counted = Prepaid { periods: u32::MAX, ..january() };
    let refused = counted.renew(midnight(2026, 2, 1), monthly(1), WINDOW, GRACE);
    assert_eq!(refused, Err(BillRefusal::CalendarEnds));
}
