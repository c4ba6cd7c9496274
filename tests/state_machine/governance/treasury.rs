//! The SOL of the DAO and of those it pays, by the book.

use tenure_model::Allowance;

use crate::verdict::{Reason, Verdict};

/// What the treasury has at first.
pub const FUNDS: u64 = 1_000_000_000_000;

/// What each beneficiary has at first.
pub const POCKET_MONEY: u64 = 1_000_000_000;

pub struct Treasury {
    pub lamports: u64,
    pub beneficiaries: [u64; 2],
    pub allowance: Allowance,
    /// What an account without data holds at least, if it holds anything.
    pub least: u64,
}

impl Treasury {
    pub fn new(least: u64) -> Self {
        let (beneficiaries, allowance) = ([POCKET_MONEY; 2], Allowance::default());
        Self { lamports: FUNDS, beneficiaries, allowance, least }
    }

    /// Pays a beneficiary in `week`: all of it, or nothing.
    pub fn pay(&mut self, week: u32, to: usize, lamports: u64) -> Verdict {
        let left = self.lamports.checked_sub(lamports);
        let left = left.ok_or_else(|| Reason::System("ResultWithNegativeLamports".to_owned()))?;
        let mut allowance = self.allowance.clone();
        if !allowance.spend(week, lamports) {
            return Err(Reason::Governor("OutflowLimit".to_owned()));
        }
        self.require_rent(left)?;
        self.allowance = allowance;
        self.lamports = left;
        self.beneficiaries[to] += lamports;
        Ok(())
    }

    pub fn take_in(&mut self, lamports: u64) -> Verdict {
        self.require_rent(self.lamports + lamports)?;
        self.lamports += lamports;
        Ok(())
    }

    fn require_rent(&self, lamports: u64) -> Verdict {
        if (1..self.least).contains(&lamports) {
            return Err(Reason::Runtime("InsufficientFundsForRent".to_owned()));
        }
        Ok(())
    }
}
