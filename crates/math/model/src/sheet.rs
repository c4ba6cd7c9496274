//! What each week has to give, worked out from the beginning.

use std::collections::BTreeMap;

use num_bigint::BigUint;
use num_traits::ToPrimitive;

use crate::{revenue::Claim, OwnerId, TERM_WEEKS};

/// Of what waits, a week gets one part in this many.
const PARTS: u32 = 8;

/// One token's weeks, each with what it had to give, who was paid of it and what is left.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    claims: BTreeMap<u32, Vec<Claim>>,
    weeks: BTreeMap<u32, Week>,
    came_in: BigUint,
    waiting: BigUint,
}

#[derive(Clone, Debug)]
struct Week {
    revenue: BigUint,
    paid: BTreeMap<OwnerId, BigUint>,
    /// Nobody can claim it any more, and what it had left was made to wait.
    expired: bool,
}

impl Week {
    fn left(&self) -> BigUint {
        let paid: BigUint = self.paid.values().sum();
        assert!(paid <= self.revenue, "a week paid more than it had");
        &self.revenue - paid
    }
}

impl Sheet {
    pub(crate) fn new(claims: &[Claim]) -> Self {
        let mut sheet = Self::default();
        for &claim in claims.iter().filter(|claim| claim.power > 0) {
            sheet.claims.entry(claim.week).or_default().push(claim);
        }
        sheet
    }

    /// The next week in which anything happened, all of it: `income` came in for stakers.
    pub(crate) fn week(&mut self, week: u32, shared: bool, income: u64) {
        for (_, old) in self.weeks.range_mut(..week.saturating_sub(TERM_WEEKS)) {
            if !old.expired {
                self.waiting += old.left();
                old.expired = true;
            }
        }
        self.came_in += income;
        let mut revenue = BigUint::default();
        if shared {
            revenue = (&self.waiting + (PARTS - 1)) / PARTS;
            self.waiting -= &revenue;
            revenue += income;
        } else {
            self.waiting += income;
        }
        let claims = self.claims.get(&week).map_or(&[][..], Vec::as_slice);
        let share = |claim: &Claim| (claim.owner, &revenue * claim.power / claim.total);
        let paid = claims.iter().map(share).collect();
        self.weeks.insert(week, Week { revenue, paid, expired: false });
    }

    /// What `week` has, or had, to give.
    pub fn revenue(&self, week: u32) -> u64 {
        self.weeks.get(&week).map_or(0, |week| whole(&week.revenue))
    }

    /// What is left of it; nothing once it waits to be given out again.
    pub fn unpaid(&self, week: u32) -> u64 {
        let live = self.weeks.get(&week).filter(|week| !week.expired);
        live.map_or(0, |week| whole(&week.left()))
    }

    /// What waits to be given out.
    pub fn recycling(&self) -> u64 {
        whole(&self.waiting)
    }

    /// All that stakers were ever due.
    pub fn credited(&self) -> BigUint {
        self.came_in.clone()
    }

    /// All that was ever paid.
    pub fn paid(&self) -> BigUint {
        self.weeks.values().flat_map(|week| week.paid.values()).sum()
    }

    /// All that is left of weeks which can be claimed, or which will be.
    pub fn remaining(&self) -> BigUint {
        self.weeks.values().filter(|week| !week.expired).map(Week::left).sum()
    }

    /// What `owner` was paid of `week`.
    pub fn paid_to(&self, owner: OwnerId, week: u32) -> u64 {
        self.weeks.get(&week).and_then(|week| week.paid.get(&owner)).map_or(0, whole)
    }
}

fn whole(units: &BigUint) -> u64 {
    units.to_u64().expect("a token's supply is a u64")
}
