//! What somebody allows to be charged without signing again.

/// Amounts are in base units of the token. Each charge keeps to all four bounds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mandate {
    /// The most that may still be charged, ever.
    pub total_left: u64,
    pub per_charge: u64,
    /// The most for one billing period.
    pub per_period: u64,
    /// From this second on nothing is charged.
    pub expires_at: u64,
    /// The newest billing period that anything was charged for: the second at which it begins.
    pub period: u64,
    /// What was charged for it.
    pub spent: u64,
}

/// Why nothing was charged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MandateRefusal {
    Expired,
    AboveCharge,
    AbovePeriod,
    AboveTotal,
}

impl Mandate {
    /// Whether it is one to grant at second `now`: finite, of caps that leave room for one another, and not
    /// over yet. `u64::MAX` is what wallets show as unlimited.
    #[must_use]
    pub fn is_valid(&self, now: u64) -> bool {
        self.per_charge > 0
            && self.per_charge <= self.per_period
            && self.per_period <= self.total_left
            && self.total_left < u64::MAX
            && now < self.expires_at
    }

    /// Charges `amount` for the billing period that begins at second `period`. One before the newest counts
    /// as the newest, so that no order of charges frees anything. Nothing can be charged too, while the
    /// mandate lasts: a renewal that credit pays for is still by its consent. Refused, with nothing changed,
    /// in this order: `Expired`, `AboveCharge`, `AbovePeriod`, `AboveTotal`.
    pub fn charge(&mut self, now: u64, period: u64, amount: u64) -> Result<(), MandateRefusal> {
        if now >= self.expires_at {
            return Err(MandateRefusal::Expired);
        }
        if amount > self.per_charge {
            return Err(MandateRefusal::AboveCharge);
        }
        if amount > self.left_for(period) {
            return Err(MandateRefusal::AbovePeriod);
        }
        let total_left = self.total_left.checked_sub(amount).ok_or(MandateRefusal::AboveTotal)?;
        if amount > 0 {
            let spent = self.spent_for(period) + amount;
            *self = Self { total_left, period: period.max(self.period), spent, ..*self };
        }
        Ok(())
    }

    /// The most that one charge for `period` can be at second `now`.
    #[must_use]
    pub fn most(&self, now: u64, period: u64) -> u64 {
        if now >= self.expires_at {
            return 0;
        }
        self.per_charge.min(self.left_for(period)).min(self.total_left)
    }

    fn left_for(&self, period: u64) -> u64 {
        self.per_period.saturating_sub(self.spent_for(period))
    }

    fn spent_for(&self, period: u64) -> u64 {
        if period > self.period {
            0
        } else {
            self.spent
        }
    }
}
