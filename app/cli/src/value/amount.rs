use std::{fmt, str::FromStr};

use serde_json::{json, Value};

use crate::failure::Failure;

/// A decimal number as written, before the mint's decimals are known. Digits only: no sign, no
/// exponent, no grouping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decimal {
    whole: String,
    /// Without trailing zeros.
    fraction: String,
}

impl FromStr for Decimal {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let dangling = text.ends_with('.') || whole.is_empty();
        if dangling || !digits(whole) || !digits(fraction) {
            return Err("not an amount of tokens: write digits with a point, such as 1000 or 12.5".into());
        }
        Ok(Self { whole: whole.to_owned(), fraction: fraction.trim_end_matches('0').to_owned() })
    }
}

impl Decimal {
    /// In base units of a mint with `decimals`, exactly.
    pub fn tokens(&self, decimals: u8) -> Result<Tokens, Failure> {
        let places = usize::from(decimals);
        if self.fraction.len() > places {
            return Err(Failure::input(format!(
                "{self} has {} decimals, and this token has {decimals}: give at most {decimals}",
                self.fraction.len()
            )));
        }
        let digits = format!("{}{:0<places$}", self.whole, self.fraction);
        let units = digits.parse().map_err(|_| {
            Failure::input(format!(
                "{self} is too much: the most is {}",
                Tokens { units: u64::MAX, decimals }
            ))
        })?;
        Ok(Tokens { units, decimals })
    }

    /// As [`Self::tokens`], and more than nothing.
    pub fn some_tokens(&self, decimals: u8) -> Result<Tokens, Failure> {
        let tokens = self.tokens(decimals)?;
        if tokens.units == 0 {
            return Err(Failure::input("the amount is zero: give more than nothing"));
        }
        Ok(tokens)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.fraction.as_str() {
            "" => f.write_str(&self.whole),
            fraction => write!(f, "{}.{fraction}", self.whole),
        }
    }
}

/// An amount of a token. Displayed exactly, without trailing zeros.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tokens {
    pub units: u64,
    pub decimals: u8,
}

impl Tokens {
    /// With every decimal, so that a column lines up.
    pub fn padded(self) -> String {
        self.sum().padded()
    }

    pub fn to_json(self) -> Value {
        self.sum().to_json()
    }

    fn sum(self) -> Sum {
        Sum { units: self.units.into(), decimals: self.decimals }
    }
}

impl fmt::Display for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.sum().fmt(f)
    }
}

/// Many amounts of a token together, which may be more than one account can hold. Displayed as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sum {
    pub units: u128,
    pub decimals: u8,
}

impl Sum {
    fn padded(self) -> String {
        let places = usize::from(self.decimals);
        let digits = format!("{:0>width$}", self.units, width = places + 1);
        let (whole, fraction) = digits.split_at(digits.len() - places);
        if places == 0 {
            return whole.to_owned();
        }
        format!("{whole}.{fraction}")
    }

    /// As Solana's RPC shows amounts.
    pub fn to_json(self) -> Value {
        json!({
            "amount": self.units.to_string(),
            "decimals": self.decimals,
            "uiAmountString": self.to_string(),
        })
    }
}

impl fmt::Display for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let padded = self.padded();
        let shown =
            if self.decimals == 0 { &padded } else { padded.trim_end_matches('0').trim_end_matches('.') };
        f.pad(shown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(text: &str, decimals: u8) -> Option<u64> {
        text.parse::<Decimal>().ok()?.tokens(decimals).ok().map(|tokens| tokens.units)
    }

    #[test]
    fn reads_exactly_what_is_written() {
        assert_eq!(units("12.5", 6), Some(12_500_000));
        assert_eq!(units("0.000001", 6), Some(1));
        assert_eq!(units("12.50", 1), Some(125));
        assert_eq!(units("007", 0), Some(7));
        assert_eq!(units("18446744073709.551615", 6), Some(u64::MAX));
    }

    #[test]
    fn refuses_what_it_cannot_hold_exactly() {
        assert_eq!(units("18446744073709.551616", 6), None);
        assert_eq!(units("0.0000001", 6), None);
        assert_eq!(units("1.5", 0), None);
        for text in ["", ".", ".5", "5.", "-1", "+1", "1e3", "1,5", "1_000", "1.2.3", " 1", "0x10", "١"] {
            assert!(text.parse::<Decimal>().is_err(), "{text}");
        }
    }

    #[test]
    fn shows_exactly_what_is_there() {
        let shown = |units, decimals| Tokens { units, decimals }.to_string();
        assert_eq!(shown(12_500_000, 6), "12.5");
        assert_eq!(shown(1, 6), "0.000001");
        assert_eq!(shown(0, 6), "0");
        assert_eq!(shown(100, 0), "100");
        assert_eq!(shown(10_000_000, 6), "10");
        assert_eq!(Tokens { units: 5_000, decimals: 6 }.padded(), "0.005000");
        assert_eq!(format!("{:>6}", Tokens { units: 15, decimals: 1 }), "   1.5");
    }
}
