//! Civil months: dates of the Gregorian calendar, in UTC.
//!
//! Days to dates and back are Howard Hinnant's algorithms `days_from_civil` and `civil_from_days`
//! (<https://howardhinnant.github.io/date_algorithms.html>): years begin in March, so that the leap day
//! is a year's last, and 400 of them are an era of 146,097 days. No day before 1970 is ever asked for, so
//! that all of it is in unsigned numbers.

/// Seconds in a day. Unix time has no leap seconds.
pub const DAY: u64 = 86_400;

/// The last year of the calendar.
pub const LAST_YEAR: u32 = 9_999;

/// Its last day, 31 December, in days since 1 January 1970.
pub const LAST_DAY: u32 = 2_932_896;

/// Days in 400 years.
const ERA: u32 = 146_097;

/// Days from 1 March of the year 0 to 1 January 1970.
const EPOCH: u32 = 719_468;

/// A day of the calendar, from 1 January 1970 to 31 December [`LAST_YEAR`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    pub year: u32,
    /// From 1 to 12.
    pub month: u32,
    /// From 1 on.
    pub day: u32,
}

impl Date {
    /// The date so many days after 1 January 1970. `None` after [`LAST_DAY`].
    #[must_use]
    pub fn of_day(day: u32) -> Option<Self> {
        if day > LAST_DAY {
            return None;
        }
        let day = day + EPOCH;
        let (era, of_era) = (day / ERA, day % ERA);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let from_march = (5 * of_year + 2) / 153;
        let day = of_year - (153 * from_march + 2) / 5 + 1;
        let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
        Some(Self { year: era * 400 + year_of_era + u32::from(month <= 2), month, day })
    }

    /// The date of the second `t`. `None` after [`LAST_DAY`].
    #[must_use]
    pub fn of(t: u64) -> Option<Self> {
        Self::of_day(u32::try_from(t / DAY).ok()?)
    }

    /// Days from 1 January 1970 to this date, which there is in the calendar.
    #[must_use]
    pub fn day_number(&self) -> u32 {
        let year = self.year - u32::from(self.month <= 2);
        let (era, year_of_era) = (year / 400, year % 400);
        let from_march = if self.month > 2 { self.month - 3 } else { self.month + 9 };
        let of_year = (153 * from_march + 2) / 5 + self.day - 1;
        era * ERA + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year - EPOCH
    }
}

/// How many days the month, from 1 to 12, has in `year`.
#[must_use]
pub fn days_in_month(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The second so many `months` after that of `from`: on the `anchor_day` of its month, or on the month's
/// last day where that is earlier, at the same second of the day. `None` if it is after [`LAST_DAY`].
///
/// Of a day that some months lack, 31 say, the anchor is what brings it back: 31 January, 28 February,
/// 31 March.
#[must_use]
pub fn add_months(anchor_day: u32, from: u64, months: u32) -> Option<u64> {
    let Date { year, month, .. } = Date::of(from)?;
    let counted = (year * 12 + month - 1).checked_add(months)?;
    let (year, month) = (counted / 12, counted % 12 + 1);
    if year > LAST_YEAR {
        return None;
    }
    let day = anchor_day.clamp(1, days_in_month(year, month));
    Some(u64::from(Date { year, month, day }.day_number()) * DAY + from % DAY)
}
