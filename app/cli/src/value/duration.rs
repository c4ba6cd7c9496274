use std::{fmt, str::FromStr};

/// A span of time in seconds, written in words such as `5 days` or `1 day 12 hours`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duration(pub u64);

const UNITS: [(&str, u64); 5] =
    [("week", 604_800), ("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1)];

impl FromStr for Duration {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong =
            || "not a span of time: write it in words, such as '5 days' or '1 day 12 hours'".to_owned();
        let words: Vec<_> = text.split_whitespace().collect();
        let mut seconds = 0u64;
        for pair in words.chunks(2) {
            let [count, unit] = pair else { return Err(wrong()) };
            let count: u64 = count.parse().map_err(|_| wrong())?;
            let unit = unit.strip_suffix('s').unwrap_or(unit);
            let (_, each) = UNITS.iter().find(|(name, _)| *name == unit).ok_or_else(wrong)?;
            let span = count.checked_mul(*each).ok_or_else(wrong)?;
            seconds = seconds.checked_add(span).ok_or_else(wrong)?;
        }
        if words.is_empty() {
            return Err(wrong());
        }
        Ok(Self(seconds))
    }
}

impl Duration {
    /// As the programs take it.
    pub fn seconds(self) -> Result<u32, String> {
        u32::try_from(self.0).map_err(|_| format!("{self} is too long"))
    }

    /// The two largest units of it, rounded down: how people speak of what is left.
    pub fn roughly(self) -> String {
        self.words(2)
    }

    fn words(self, most: usize) -> String {
        let mut left = self.0;
        let mut words = vec![];
        // Weeks are written as days: a lock's weeks begin on Thursdays, and these do not.
        for (name, each) in UNITS.into_iter().skip(1) {
            let count = left / each;
            left %= each;
            if count > 0 {
                words.push(format!("{count} {name}{}", if count == 1 { "" } else { "s" }));
            } else if !words.is_empty() {
                // Hours and seconds without minutes between them are not told together.
                words.push(String::new());
            }
        }
        words.truncate(most);
        words.retain(|word| !word.is_empty());
        if words.is_empty() {
            return "0 seconds".to_owned();
        }
        words.join(" ")
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.words(usize::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read() {
        let read = |text: &str| text.parse::<Duration>().ok().map(|span| span.0);
        assert_eq!(read("5 days"), Some(432_000));
        assert_eq!(read("1 day 12 hours"), Some(129_600));
        assert_eq!(read("2 weeks"), Some(1_209_600));
        assert_eq!(read("0 seconds"), Some(0));
        for text in ["", "5", "days", "5 years", "-1 day", "1.5 days", "18446744073709551615 days", "1 day 2"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn spans_are_written_whole_and_roughly() {
        assert_eq!(Duration(432_000).to_string(), "5 days");
        assert_eq!(Duration(90_061).to_string(), "1 day 1 hour 1 minute 1 second");
        assert_eq!(Duration(90_061).roughly(), "1 day 1 hour");
        assert_eq!(Duration(86_401).roughly(), "1 day");
        assert_eq!(Duration(59).roughly(), "59 seconds");
        assert_eq!(Duration(0).to_string(), "0 seconds");
    }

    #[test]
    fn the_programs_take_no_more_than_they_can_hold() {
        assert_eq!(Duration(4_294_967_295).seconds(), Ok(u32::MAX));
        assert!(Duration(4_294_967_296).seconds().is_err());
    }
}
