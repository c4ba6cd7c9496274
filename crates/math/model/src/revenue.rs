//! One token's income and who claimed what of it.

use std::collections::BTreeMap;

use crate::{week_of, Model, OwnerId, Parts, Rates, Sheet, TERM_WEEKS};

/// Weeks that one claim can pay.
pub const MOST_WEEKS: u32 = 26;

/// What happened in one token, complete and in order. Nothing is ever taken out.
#[derive(Clone, Debug)]
pub struct Revenue {
    burns: bool,
    least_power: u64,
    opened: u32,
    incomes: Vec<Income>,
    /// The weeks in which anybody did anything here, and whether each had power enough to share.
    begun: BTreeMap<u32, bool>,
    claims: Vec<Claim>,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Income {
    pub t: u64,
    pub amount: u64,
    /// Those that counted then.
    pub rates: Rates,
}

/// One week, claimed for one lock.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Claim {
    pub owner: OwnerId,
    pub week: u32,
    /// The lock's at the week's start, as the locker showed it when it was claimed.
    pub power: u64,
    /// Everybody's.
    pub total: u64,
}

impl Revenue {
    /// Opens a token's books in the locker's current week. `burns` is whether the locker locks it; a
    /// week is shared if it has any power, and at least `least_power`.
    pub fn new(locker: &Model, burns: bool, least_power: u64) -> Self {
        let opened = locker.week();
        let (incomes, begun, claims) = Default::default();
        let mut revenue = Self { burns, least_power, opened, incomes, begun, claims };
        revenue.touch(locker);
        revenue
    }

    /// Begins the locker's current week, if nobody did. Whatever else is done does so first.
    pub fn touch(&mut self, locker: &Model) {
        let total = locker.week_total(locker.week()).expect("the current week is remembered");
        self.begun.insert(locker.week(), total > 0 && total >= self.least_power);
    }

    /// `amount` comes in now and is shared out by the `rates` in force.
    pub fn receive(&mut self, locker: &Model, amount: u64, rates: Rates) -> Parts {
        self.touch(locker);
        self.incomes.push(Income { t: locker.now(), amount, rates });
        rates.share(amount, self.burns)
    }

    /// Claims for an owner the oldest weeks that were not: closed ones, at most a term ago, at most
    /// `most` and [`MOST_WEEKS`] of them. Returns what each week paid.
    pub fn claim(&mut self, locker: &Model, owner: OwnerId, most: u32) -> BTreeMap<u32, u64> {
        self.touch(locker);
        let claimed = self.claims.iter().filter(|claim| claim.owner == owner).map(|claim| claim.week).max();
        let first =
            claimed.map_or(self.opened, |week| week + 1).max(locker.week().saturating_sub(TERM_WEEKS));
        let weeks: Vec<u32> = (first..locker.week()).take(most.min(MOST_WEEKS) as usize).collect();
        for &week in &weeks {
            let power = locker.snapshot_power(owner, week);
            let total = locker.week_total(week).expect("a term is remembered");
            self.claims.push(Claim { owner, week, power, total });
        }
        let sheet = self.sheet();
        weeks.into_iter().map(|week| (week, sheet.paid_to(owner, week))).collect()
    }

    /// Everything as it now stands, worked out from the beginning.
    pub fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(&self.claims);
        for (&week, &shared) in &self.begun {
            let incomes = self.incomes.iter().filter(|income| week_of(income.t) == week);
            let parts = incomes.map(|income| income.rates.share(income.amount, self.burns));
            sheet.week(week, shared, parts.map(|parts| parts.stakers).sum());
        }
        sheet
    }
}
