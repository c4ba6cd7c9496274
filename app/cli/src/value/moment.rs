use std::str::FromStr;

use chrono::DateTime;

/// A second of Unix time, written as `2026-12-24T00:00:00Z`, with any offset, or as its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment(pub u64);

impl FromStr for Moment {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Ok(second) = text.parse() {
            return Ok(Self(second));
        }
        let date = DateTime::parse_from_rfc3339(text).ok();
        let second = date.and_then(|date| u64::try_from(date.timestamp()).ok());
        second.map(Self).ok_or_else(|| {
            "not a time: write it as 2026-12-24T00:00:00Z, or in seconds of Unix time".to_owned()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read() {
        let read = |text: &str| text.parse::<Moment>().ok().map(|moment| moment.0);
        assert_eq!(read("1798070400"), Some(1_798_070_400));
        assert_eq!(read("2026-12-24T00:00:00Z"), Some(1_798_070_400));
        assert_eq!(read("2026-12-24T02:00:00+02:00"), Some(1_798_070_400));
        for text in ["", "tomorrow", "2026-12-24", "2026-13-24T00:00:00Z", "1950-01-01T00:00:00Z", "-1"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
