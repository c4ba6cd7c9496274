//! The calendar, written out day by day.

use std::sync::OnceLock;

/// The list ends with this year.
pub const LAST_LISTED_YEAR: u32 = 2_420;

const DAY: u64 = 24 * 60 * 60;

/// Year, month and day of every day since 1 January 1970, a Thursday.
pub fn days() -> &'static [(u32, u32, u32)] {
    static DAYS: OnceLock<Vec<(u32, u32, u32)>> = OnceLock::new();
    DAYS.get_or_init(|| {
        let mut days = Vec::new();
        for year in 1_970..=LAST_LISTED_YEAR {
            let leap = if year % 400 == 0 { true } else { year % 100 != 0 && year % 4 == 0 };
            let lengths = [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
            for (month, length) in (1..).zip(lengths) {
                days.extend((1..=length).map(|day| (year, month, day)));
            }
        }
        days
    })
}

/// The date of the second `t`.
///
/// # Panics
/// After the last day listed.
pub fn date(t: u64) -> (u32, u32, u32) {
    days()[usize::try_from(t / DAY).expect("listed")]
}

/// The second so many `months` after `from`, on the last day of its month that is not after `day`.
///
/// # Panics
/// After the last day listed.
pub fn after_months(day: u32, from: u64, months: u32) -> u64 {
    let listed = days();
    let mut at = usize::try_from(from / DAY).expect("listed");
    while listed[at].2 != 1 {
        at -= 1;
    }
    for _ in 0..months {
        at += 1;
        while listed[at].2 != 1 {
            at += 1;
        }
    }
    while listed[at].2 < day && listed[at + 1].2 != 1 {
        at += 1;
    }
    u64::try_from(at).expect("a day") * DAY + from % DAY
}
