use std::{fmt, str::FromStr};

use super::Bytes;

/// Pyth's id of a price feed: 32 bytes, written in hexadecimal, with or without `0x`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Feed(pub [u8; 32]);

impl FromStr for Feed {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text.strip_prefix("0x").unwrap_or(text);
        let bytes = digits.parse::<Bytes>().ok().and_then(|bytes| bytes.0.try_into().ok());
        let feed = bytes.filter(|feed| *feed != [0; 32]).map(Self);
        feed.ok_or_else(|| "not the id of a price feed: give its 64 hexadecimal digits".to_owned())
    }
}

impl fmt::Display for Feed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feed_is_64_digits() {
        let text = "ef0d8b6fda2ceba41da15d4095d1da392a0d2f8ed0c6c7bc0f4cfac8c280b56d";
        let feed: Feed = text.parse().expect("a feed");
        assert_eq!(feed.to_string(), text);
        assert_eq!(format!("0x{text}").parse(), Ok(feed));
        for wrong in ["", "0x", "ef0d", &text[1..], &text.replace('e', "g"), &"00".repeat(32)] {
            assert!(wrong.parse::<Feed>().is_err(), "{wrong}");
        }
    }
}
