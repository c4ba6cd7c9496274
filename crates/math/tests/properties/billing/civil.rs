//! Months, against a calendar that is written out day by day.

use proptest::prelude::*;
use tenure_math::billing::{add_months, days_in_month, Date, Interval, DAY, LAST_DAY, LAST_YEAR};
use tenure_model::billing::{after_months, date, days};

use super::midnight;
use crate::cases;

#[test]
fn every_day_listed_has_its_date() {
    for (number, &(year, month, day)) in (0..).zip(days()) {
        let date = Date { year, month, day };
        assert_eq!(Date::of_day(number), Some(date));
        assert_eq!(date.day_number(), number);
    }
}

/// Of all days to the calendar's end, each is followed by the next.
#[test]
fn dates_go_on_to_the_calendars_end() {
    let mut expected = Date { year: 1_970, month: 1, day: 1 };
    for number in 0..=LAST_DAY {
        assert_eq!(Date::of_day(number), Some(expected));
        assert_eq!(expected.day_number(), number);
        let Date { year, month, day } = expected;
        expected = if day < days_in_month(year, month) {
            Date { day: day + 1, ..expected }
        } else if month < 12 {
            Date { year, month: month + 1, day: 1 }
        } else {
            Date { year: year + 1, month: 1, day: 1 }
        };
    }
    assert_eq!(expected, Date { year: LAST_YEAR + 1, month: 1, day: 1 });
    assert_eq!(Date::of_day(LAST_DAY + 1), None);
    assert_eq!(Date::of(u64::from(LAST_DAY + 1) * DAY - 1), Date::of_day(LAST_DAY));
    assert_eq!(Date::of(u64::from(LAST_DAY + 1) * DAY), None);
    assert_eq!(Date::of(u64::MAX), None);
}

/// Written by hand from Python: `datetime(..., tzinfo=timezone.utc).timestamp()`.
#[test]
fn tricky_dates_are_where_they_are_elsewhere() {
    let table = [
        (0, (1970, 1, 1)),
        (951_782_400, (2000, 2, 29)),
        (951_868_800, (2000, 3, 1)),
        (1_078_012_800, (2004, 2, 29)),
        (1_330_473_600, (2012, 2, 29)),
        (1_709_164_800, (2024, 2, 29)),
        (1_735_603_200, (2024, 12, 31)),
        (1_735_689_600, (2025, 1, 1)),
        (1_772_236_800, (2026, 2, 28)),
        (1_772_323_200, (2026, 3, 1)),
        (2_147_472_000, (2038, 1, 19)),
        (4_107_456_000, (2100, 2, 28)),
        (4_107_542_400, (2100, 3, 1)),
        (4_294_944_000, (2106, 2, 7)),
        (13_574_563_200, (2400, 2, 29)),
        (253_402_214_400, (9999, 12, 31)),
    ];
    for (t, (year, month, day)) in table {
        let date = Date { year, month, day };
        assert_eq!(Date::of(t), Some(date), "at {t}");
        assert_eq!(Date::of(t + DAY - 1), Some(date), "at the end of {t}");
        assert_eq!(midnight(year, month, day), t);
    }
}

/// What `dateutil`'s `relativedelta(months=n)` and Stripe's billing cycles give.
#[test]
fn months_end_where_people_expect_them() {
    let noon = 43_200;
    let table = [
        ((2026, 1, 31), 1, (2026, 2, 28)),
        ((2026, 1, 31), 2, (2026, 3, 31)),
        ((2026, 1, 31), 3, (2026, 4, 30)),
        ((2024, 1, 31), 1, (2024, 2, 29)),
        ((2024, 1, 30), 1, (2024, 2, 29)),
        ((2023, 1, 29), 1, (2023, 2, 28)),
        ((2024, 2, 29), 12, (2025, 2, 28)),
        ((2024, 2, 29), 48, (2028, 2, 29)),
        ((2096, 2, 29), 48, (2100, 2, 28)),
        ((2096, 2, 29), 96, (2104, 2, 29)),
        ((2025, 12, 31), 2, (2026, 2, 28)),
        ((2025, 11, 30), 3, (2026, 2, 28)),
        ((2025, 12, 1), 1, (2026, 1, 1)),
        ((2026, 8, 31), 1, (2026, 9, 30)),
        ((2026, 5, 15), 0, (2026, 5, 15)),
        ((1970, 1, 31), 13, (1971, 2, 28)),
    ];
    for (from, months, to) in table {
        let [from_second, to_second] = [from, to].map(|(y, m, d)| midnight(y, m, d) + noon);
        assert_eq!(add_months(from.2, from_second, months), Some(to_second), "{from:?} and {months}");
    }
    // A day that was lost to a short month comes back from the anchor's.
    let (february, march) = (midnight(2026, 2, 28), midnight(2026, 3, 31));
    assert_eq!(add_months(31, february, 1), Some(march));
    assert_eq!(add_months(28, february, 1), Some(midnight(2026, 3, 28)));
}

#[test]
fn nothing_ends_after_the_calendar() {
    let (december, november) = (midnight(9_999, 12, 31), midnight(9_999, 11, 30));
    assert_eq!(add_months(31, december + DAY - 1, 0), Some(december + DAY - 1));
    assert_eq!(add_months(31, november, 1), Some(december));
    assert_eq!(add_months(31, december, 1), None);
    assert_eq!(add_months(31, 0, u32::MAX), None);
    assert_eq!(add_months(31, december, u32::MAX), None);
    assert_eq!(add_months(1, u64::MAX, 0), None);
    assert_eq!(Interval::Year.end(31, 0, u32::MAX), None);
    assert_eq!(Interval::Year.end(1, 0, 8_029), Some(midnight(9_999, 1, 1)));
    assert_eq!(Interval::Year.end(1, 0, 8_030), None);
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn months_agree_with_the_list(day in 0..120_000u64, second in 0..DAY, anchor_day in 1..=31u32, months in 0..400u32) {
        let from = day * DAY + second;
        prop_assert_eq!(add_months(anchor_day, from, months), Some(after_months(anchor_day, from, months)));
    }

}

proptest! {
    #![proptest_config(cases(50))]

    /// Thirty years of months from any second: each is a calendar month, none drifts, and the second of
    /// the day stays.
    #[test]
    fn thirty_years_of_months_do_not_drift(day in 0..120_000u64, second in 0..DAY) {
        let anchor = day * DAY + second;
        let (year, month, anchor_day) = date(anchor);
        let mut before = anchor;
        for count in 1..=360 {
            let end = Interval::Month.end(anchor_day, anchor, count).unwrap();
            prop_assert_eq!(end, after_months(anchor_day, anchor, count));
            let Date { year: in_year, month: in_month, day } = Date::of(end).unwrap();
            prop_assert_eq!(in_year * 12 + in_month, year * 12 + month + count);
            prop_assert_eq!(day, anchor_day.min(days_in_month(in_year, in_month)));
            prop_assert_eq!(end % DAY, second);
            prop_assert!((28 * DAY..=31 * DAY).contains(&(end - before)));
            if count % 12 == 0 {
                prop_assert_eq!(Interval::Year.end(anchor_day, anchor, count / 12), Some(end));
            }
            before = end;
        }
    }
}
