use chrono::DateTime;
use tenure_math::{start_of, PERMANENT};

/// When `week` starts, as a date: always at 00:00 UTC.
pub fn start(week: u32) -> String {
    formatted(start_of(week), "%Y-%m-%d")
}

/// When a stake ends: a date, or never.
pub fn end(end_week: u32) -> String {
    if end_week == PERMANENT {
        return "never: the lock is permanent".to_owned();
    }
    format!("{} 00:00 UTC", start(end_week))
}

/// A second of Unix time.
pub fn moment(t: u64) -> String {
    formatted(t, "%Y-%m-%d %H:%M:%S UTC")
}

fn formatted(t: u64, form: &str) -> String {
    let date = i64::try_from(t).ok().and_then(|t| DateTime::from_timestamp(t, 0));
    date.map_or_else(|| format!("second {t}"), |date| date.format(form).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_start_on_thursdays() {
        assert_eq!(start(0), "1970-01-01");
        assert_eq!(start(2_966), "2026-11-05");
        assert_eq!(end(PERMANENT), "never: the lock is permanent");
        assert_eq!(moment(604_799), "1970-01-07 23:59:59 UTC");
    }
}
