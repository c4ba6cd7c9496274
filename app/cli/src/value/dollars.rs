use std::fmt;

use serde_json::Value;

use super::Tokens;

/// An amount of money, in micro-USD.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dollars(pub u64);

/// Of a dollar, as the programs count.
pub const DOLLAR_DECIMALS: u8 = 6;

impl Dollars {
    pub fn to_json(self) -> Value {
        self.tokens().to_json()
    }

    fn tokens(self) -> Tokens {
        Tokens { units: self.0, decimals: DOLLAR_DECIMALS }
    }
}

impl fmt::Display for Dollars {
    /// With cents, and what is below them if there is any.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let padded = self.tokens().padded();
        let cents = padded.len() - usize::from(DOLLAR_DECIMALS) + 2;
        let (shown, below) = padded.split_at(cents);
        f.pad(&format!("${shown}{}", below.trim_end_matches('0')))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cents_are_always_shown_and_what_is_below_if_there_is_any() {
        assert_eq!(Dollars(0).to_string(), "$0.00");
        assert_eq!(Dollars(9_990_000).to_string(), "$9.99");
        assert_eq!(Dollars(17_000).to_string(), "$0.017");
        assert_eq!(Dollars(1).to_string(), "$0.000001");
        assert_eq!(Dollars(300_000_000).to_string(), "$300.00");
        assert_eq!(format!("{:>7}", Dollars(1_500_000)), "  $1.50");
    }
}
