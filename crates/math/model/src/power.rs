//! Power before it is rounded.

use std::iter::Sum;

use num_bigint::BigUint;
use num_traits::ToPrimitive;

use crate::TERM;

/// An exact power, of one lock or of many: a numerator over [`TERM`].
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Power {
    /// Tokens times the seconds for which each is still committed.
    pub token_seconds: BigUint,
}

impl Power {
    /// `amount` tokens, committed for `seconds` more.
    pub fn of(amount: u64, seconds: u64) -> Self {
        Self { token_seconds: BigUint::from(amount) * seconds }
    }

    /// The whole units of power. A part of a unit counts for nobody.
    ///
    /// # Panics
    /// Above `u64::MAX`, which no locker's tokens can reach.
    pub fn floor(&self) -> u64 {
        (&self.token_seconds / TERM).to_u64().expect("power never exceeds the tokens")
    }
}

impl Sum for Power {
    fn sum<I: Iterator<Item = Self>>(powers: I) -> Self {
        Self { token_seconds: powers.map(|power| power.token_seconds).sum() }
    }
}
