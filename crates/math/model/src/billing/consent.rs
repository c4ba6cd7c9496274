//! What was charged under a mandate.

use num_bigint::BigUint;

/// Which bound a charge would pass; named as the program's refusals are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denied {
    Expired,
    AboveCharge,
    AbovePeriod,
    AboveTotal,
}

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

    /// The newest period that was charged for.
    pub fn newest(&self) -> Option<u64> {
        self.charges.iter().map(|&(of, _)| of).max()
    }

    /// The first bound that a charge would pass.
    pub fn denies(&self, now: u64, period: u64, amount: u64) -> Option<Denied> {
        let counts = self.newest().map_or(period, |newest| newest.max(period));
        let bounds = [
            (now < self.expires_at, Denied::Expired),
            (amount <= self.per_charge, Denied::AboveCharge),
            (self.charged_for(counts) + amount <= self.per_period.into(), Denied::AbovePeriod),
            (self.charged() + amount <= self.total.into(), Denied::AboveTotal),
        ];
        bounds.into_iter().find(|(kept, _)| !kept).map(|(_, denied)| denied)
    }

    /// Tells whether `amount` is charged for a period, and for no earlier one than any before.
    pub fn charge(&mut self, now: u64, period: u64, amount: u64) -> bool {
        let allowed = self.denies(now, period, amount).is_none();
        let counts = self.newest().map_or(period, |newest| newest.max(period));
        self.charges.extend((allowed && amount > 0).then_some((counts, amount)));
        allowed
    }
}
