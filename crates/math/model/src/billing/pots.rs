//! Where money is, by double entry.

use num_bigint::BigUint;

/// Somewhere money comes from or goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pot {
    /// The customer's pocket, as far as it was charged.
    Charged,
    /// Paid, and for no time yet.
    Credit,
    /// Paid for a stretch of time: the number is that of the stretch.
    Time(usize),
    /// The customer's pocket again.
    Refunded,
}

/// Every amount that ever moved, in micro-USD.
#[derive(Clone, Debug, Default)]
pub struct Pots(Vec<(Pot, Pot, u64)>);

impl Pots {
    pub fn shift(&mut self, from: Pot, to: Pot, amount: u64) {
        self.0.push((from, to, amount));
    }

    pub fn into(&self, pot: Pot) -> BigUint {
        self.0.iter().filter(|&&(_, to, _)| to == pot).map(|&(_, _, amount)| BigUint::from(amount)).sum()
    }

    pub fn out_of(&self, pot: Pot) -> BigUint {
        self.0.iter().filter(|&&(from, _, _)| from == pot).map(|&(_, _, amount)| BigUint::from(amount)).sum()
    }

    /// What is in a pot that was never overdrawn.
    ///
    /// # Panics
    /// If it was.
    pub fn in_pot(&self, pot: Pot) -> BigUint {
        let (came, left) = (self.into(pot), self.out_of(pot));
        assert!(left <= came, "{pot:?} is overdrawn: {left} of {came}");
        came - left
    }
}
