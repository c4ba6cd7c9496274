//! What was charged under a mandate.

use num_bigint::BigUint;

#[derive(Clone, Debug)]
pub struct Consent {
    pub total: u64,
    pub per_charge: u64,
    pub per_period: u64,
    pub expires_at: u64,
    /// Every charge: for the period that began then, how much.
    charges: Vec<(u64, u64)>,
}

impl Consent {
    pub fn new(total: u64, per_charge: u64, per_period: u64, expires_at: u64) -> Self {
        Self { total, per_charge, per_period, expires_at, charges: Vec::new() }
    }

    pub fn charged(&self) -> BigUint {
        self.charges.iter().map(|&(_, amount)| BigUint::from(amount)).sum()
    }

    pub fn charged_for(&self, period: u64) -> BigUint {
        self.charges.iter().filter(|&&(of, _)| of == period).map(|&(_, amount)| BigUint::from(amount)).sum()
    }

    /// Tells whether `amount` is charged for a period, and for no earlier one than any before.
    pub fn charge(&mut self, now: u64, period: u64, amount: u64) -> bool {
        let counts = self.charges.iter().map(|&(of, _)| of).fold(period, u64::max);
        let allowed = now < self.expires_at
            && amount <= self.per_charge
            && self.charged_for(counts) + amount <= self.per_period.into()
            && self.charged() + amount <= self.total.into();
        self.charges.extend((allowed && amount > 0).then_some((counts, amount)));
        allowed
    }
}
