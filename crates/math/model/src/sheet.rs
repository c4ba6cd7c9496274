//! What each week has to give, worked out from the beginning.

use std::collections::BTreeMap;

use num_bigint::BigUint;
use num_traits::ToPrimitive;

use crate::{claim::Claim, revenue::Income, TERM_WEEKS};

/// Of what waits, a week gets one part in this many.
const PARTS: u32 = 8;

/// One token's weeks, each with what it had to give, who was paid of it and what is left.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// By week, with the place of each in the list of all.
    claims: BTreeMap<u32, Vec<(usize, Claim)>>,
    weeks: BTreeMap<u32, Week>,
    /// What each claim was paid, by its place.
    payments: BTreeMap<usize, BigUint>,
    came_in: BigUint,
    waiting: BigUint,
    /// The weeks before it have expired.
    kept_from: u32,
    expired: BigUint,
    given_out: BigUint,
    /// A claim found less left than its share.
    short: bool,
}

#[derive(Clone, Debug)]
struct Week {
    revenue: BigUint,
    left: BigUint,
}

impl Sheet {
    pub(crate) fn new(claims: &[Claim]) -> Self {
        let mut sheet = Self::default();
        for (place, &claim) in claims.iter().enumerate().filter(|(_, claim)| claim.power > 0) {
            sheet.claims.entry(claim.week).or_default().push((place, claim));
        }
        sheet
    }

    /// The next week in which anything happened, all of it: whether it got a part of what waits, what
    /// came in, and what was ever claimed of it, which is after it closed.
    pub(crate) fn week(&mut self, week: u32, shared: bool, incomes: &[Income]) {
        let kept_from = week.saturating_sub(TERM_WEEKS);
        // What is left of an expired week waits; nobody can claim it any more.
        for (_, old) in self.weeks.range_mut(self.kept_from..kept_from) {
            let left = std::mem::take(&mut old.left);
            self.expired += &left;
            self.waiting += left;
        }
        self.kept_from = kept_from;
        let mut revenue = BigUint::default();
        if shared {
            revenue = (&self.waiting + (PARTS - 1)) / PARTS;
            self.waiting -= &revenue;
            self.given_out += &revenue;
        }
        for Income { parts, shared, .. } in incomes {
            self.came_in += parts.stakers;
            *if *shared { &mut revenue } else { &mut self.waiting } += parts.stakers;
        }
        let mut left = revenue.clone();
        for (place, claim) in self.claims.remove(&week).unwrap_or_default() {
            let share = portion(&revenue, &claim);
            self.short |= share > left;
            let paid = share.min(left.clone());
            left -= &paid;
            self.payments.insert(place, paid);
        }
        self.weeks.insert(week, Week { revenue, left });
    }

    /// What `week` has, or had, to give.
    pub fn revenue(&self, week: u32) -> u64 {
        self.weeks.get(&week).map_or(0, |week| whole(&week.revenue))
    }

    /// What is left of it; nothing once it waits to be given out again.
    pub fn unpaid(&self, week: u32) -> u64 {
        self.weeks.get(&week).map_or(0, |week| whole(&week.left))
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
        self.payments.values().sum()
    }

    /// All that is left of weeks which can be claimed, or which will be.
    pub fn remaining(&self) -> BigUint {
        self.weeks.values().map(|week| &week.left).sum()
    }

    /// All that was ever left of weeks when they expired.
    pub fn expired(&self) -> BigUint {
        self.expired.clone()
    }

    /// All that ever waited and was given to a week.
    pub fn given_out(&self) -> BigUint {
        self.given_out.clone()
    }

    /// Whether a claim ever found less left than its share. Only a clock that runs back can do that:
    /// a lock is made in a week whose successors were claimed already.
    pub fn was_short(&self) -> bool {
        self.short
    }

    /// What the claim at `place` in the list of all was paid.
    pub(crate) fn payment(&self, place: usize) -> u64 {
        self.payments.get(&place).map_or(0, whole)
    }

    /// What `claim` is worth, whatever is left.
    pub(crate) fn share(&self, claim: &Claim) -> u64 {
        self.weeks.get(&claim.week).map_or(0, |week| whole(&portion(&week.revenue, claim)))
    }
}

fn portion(revenue: &BigUint, claim: &Claim) -> BigUint {
    if claim.power == 0 {
        return BigUint::default();
    }
    // More than the whole counts as just that.
    revenue * claim.power.min(claim.total) / claim.total
}

fn whole(units: &BigUint) -> u64 {
    units.to_u64().expect("a token's supply is a u64")
}
