//! One token's income and who claimed what of it.

use std::collections::BTreeMap;

use crate::{
    claim::Claim, Claimable, Claiming, Distribution, Model, OwnerId, Parts, Refusal, Sheet, Splitter, Terms,
    AUTO_WEEKS, MOST_WEEKS, TERM_WEEKS,
};

/// What happened in one token, complete and in order. Nothing is ever taken out.
#[derive(Clone, Debug)]
pub struct Revenue {
    burns: bool,
    opened: u32,
    incomes: Vec<Income>,
    /// The weeks in which anybody did anything here, and whether each was shared.
    begun: BTreeMap<u32, bool>,
    claims: Vec<Claim>,
    paid_to_treasury: Vec<u64>,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Income {
    /// The newest begun week when it was shared out.
    pub week: u32,
    pub parts: Parts,
    /// Whether the week that counted is shared; else the stakers' part waits.
    pub shared: bool,
}

impl Revenue {
    /// Opens a token's books in the locker's current week. `burns` is whether the locker locks it.
    pub fn new(locker: &Model, burns: bool) -> Self {
        let opened = locker.week();
        // Nothing waits yet, so it does not matter whether this week is shared.
        let begun = BTreeMap::from([(opened, false)]);
        let (incomes, claims, paid_to_treasury) = Default::default();
        Self { burns, opened, incomes, begun, claims, paid_to_treasury }
    }

    /// Shares out the `amount` that came in, and pays the treasury what is due to it if it `accepts`
    /// that. Refused, in this order: `Paused`, `NeedsCrank`, `NothingToDistribute`.
    pub fn distribute(
        &mut self,
        locker: &Model,
        splitter: &Splitter,
        amount: u64,
        accepts: bool,
    ) -> Result<Distribution, Refusal> {
        require(!splitter.is_paused(), Refusal::Paused)?;
        let terms = splitter.terms(locker);
        let shared = shares(locker, terms)?;
        let parts = terms.rates.share(amount, self.burns);
        let due = self.treasury_due() + parts.treasury;
        let treasury_paid = if accepts { due } else { 0 };
        require(amount > 0 || treasury_paid > 0, Refusal::NothingToDistribute)?;

        self.begin(locker, shared);
        self.incomes.push(Income { week: self.newest(), parts, shared });
        self.paid_to_treasury.push(treasury_paid);
        Ok(Distribution { parts, treasury_paid })
    }

    /// Claims for an owner the oldest weeks that can be claimed. Returns what each paid. Refused, in
    /// this order: `NoLock`, `NoRecord`, `BadWeeks`, `NoDestination`, `NeedsCrank`, `NothingToClaim`.
    pub fn claim(
        &mut self,
        locker: &Model,
        splitter: &Splitter,
        Claiming { owner, most, receives }: Claiming,
    ) -> Result<BTreeMap<u32, u64>, Refusal> {
        let first = self.first_week(locker, splitter, owner)?;
        let record = splitter.record(owner).ok_or(Refusal::NoRecord)?;
        require(most > 0 && most <= MOST_WEEKS, Refusal::BadWeeks)?;
        require(receives, Refusal::NoDestination)?;
        let shared = shares(locker, splitter.terms(locker))?;
        require(first < locker.week(), Refusal::NothingToClaim)?;

        self.begin(locker, shared);
        let before = self.claims.len();
        for week in (first..locker.week()).take(most.try_into().expect("few weeks")) {
            let claim = Claim::new(locker, owner, record, week);
            self.claims.push(if self.is_kept(week) { claim } else { claim.in_vain() });
        }
        let (sheet, claimed) = (self.sheet(), self.claims.iter().enumerate().skip(before));
        Ok(claimed.map(|(place, claim)| (claim.week, sheet.payment(place))).collect())
    }

    /// What claims would pay to the owner until nothing is left. Refused: `NoLock`.
    pub fn claimable(
        &self,
        locker: &Model,
        splitter: &Splitter,
        owner: OwnerId,
    ) -> Result<Claimable, Refusal> {
        let to = locker.week();
        let from = self.first_week(locker, splitter, owner)?.min(to);
        let sheet = self.sheet();
        let given = (from..to).filter(|&week| self.is_kept(week) && sheet.revenue(week) > 0);
        let earned = given.map(|week| sheet.share(&Claim::new(locker, owner, 0, week)));
        Ok(Claimable { amount: earned.sum(), weeks: (from, to) })
    }

    /// The first week that the owner's record has not noted as claimed; none before its first claim.
    pub fn next_unclaimed(&self, splitter: &Splitter, owner: OwnerId) -> Option<u32> {
        let record = splitter.record(owner)?;
        let mut noted = self.claims.iter().rev();
        let newest = noted.find(|claim| claim.owner == owner && claim.record == record);
        newest.map(|claim| claim.week + 1)
    }

    /// The treasury's parts that were not paid yet.
    pub fn treasury_due(&self) -> u64 {
        let due: u128 = self.incomes.iter().map(|income| u128::from(income.parts.treasury)).sum();
        let paid: u128 = self.paid_to_treasury.iter().map(|&paid| u128::from(paid)).sum();
        (due - paid).try_into().expect("a token's supply is a u64")
    }

    /// All that was burned.
    pub fn burned(&self) -> u128 {
        self.incomes.iter().map(|income| u128::from(income.parts.burn)).sum()
    }

    /// All that ever came in.
    pub fn came_in(&self) -> u128 {
        let all = self.incomes.iter().map(|Income { parts, .. }| [parts.stakers, parts.burn, parts.treasury]);
        all.flatten().map(u128::from).sum()
    }

    /// The newest week in which anybody did anything here.
    pub fn newest(&self) -> u32 {
        self.begun.last_key_value().map_or(self.opened, |(&week, _)| week)
    }

    /// Everything as it now stands, worked out from the beginning.
    pub fn sheet(&self) -> Sheet {
        let mut incomes: BTreeMap<u32, Vec<Income>> = BTreeMap::new();
        for income in &self.incomes {
            incomes.entry(income.week).or_default().push(*income);
        }
        let mut sheet = Sheet::new(&self.claims);
        for (&week, &shared) in &self.begun {
            sheet.week(week, shared, incomes.get(&week).map_or(&[], Vec::as_slice));
        }
        sheet
    }

    /// Begins the locker's current week, if nobody did. Whatever is done here does so first.
    fn begin(&mut self, locker: &Model, shared: bool) {
        if locker.week() > self.newest() {
            self.begun.insert(locker.week(), shared);
        }
    }

    /// The week from which on the owner can claim: the first that is not claimed yet, in which these
    /// books were open, for which the lock shows anything, and which is at most a term ago.
    fn first_week(&self, locker: &Model, splitter: &Splitter, owner: OwnerId) -> Result<u32, Refusal> {
        require(locker.has_lock(owner), Refusal::NoLock)?;
        let shown = locker.checkpoints(owner).into_keys().next().map_or(0, |oldest| oldest + 1);
        let bounds = [
            self.next_unclaimed(splitter, owner).unwrap_or(0),
            self.opened,
            shown,
            locker.week().saturating_sub(TERM_WEEKS),
        ];
        Ok(bounds.into_iter().max().unwrap_or_default())
    }

    /// Whether `week` has not expired. Where the clock ran back, more may have than it tells.
    fn is_kept(&self, week: u32) -> bool {
        week >= self.newest().saturating_sub(TERM_WEEKS)
    }
}

/// Whether the locker's current week is shared on `terms`. Refused: `NeedsCrank`.
fn shares(locker: &Model, terms: Terms) -> Result<bool, Refusal> {
    let week = locker.week();
    require(week - locker.begun_week() <= AUTO_WEEKS, Refusal::NeedsCrank)?;
    Ok(terms.share_with(locker.week_total(week).expect("the current week is remembered")))
}

fn require(condition: bool, otherwise: Refusal) -> Result<(), Refusal> {
    if condition {
        Ok(())
    } else {
        Err(otherwise)
    }
}
