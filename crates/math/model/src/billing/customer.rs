//! One customer of a store: the stretches of time that were bought, and the money that was paid for them.

use num_bigint::BigUint;
use num_traits::ToPrimitive;

use super::{after_months, date, Pot, Pots};

/// What a purchase is made on.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    pub price: u64,
    /// Months in a period.
    pub months: u32,
    pub discount_bps: u16,
    /// Seconds of grace after what is bought.
    pub grace: u64,
}

/// Why nothing happened; named as the program's refusals are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    NotExpired,
    Expired,
    Unpaid,
    TooEarly,
    Cancelled,
    NotCancelled,
    ShorterInterval,
    AboveCredit,
}

/// Time that was bought: what was left of a period, or all of it.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    period: (u64, u64),
    from: u64,
    /// It was given up for something else, or ended.
    given_up: bool,
}

/// Time that is held: its period, from when on it was bought, and what for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    pub period: (u64, u64),
    pub from: u64,
    pub value: BigUint,
}

/// What comes after the paid time.
#[derive(Clone, Copy, Debug)]
enum After {
    Grace(u64),
    /// Cancelled at that second.
    Nothing(u64),
}

#[derive(Clone, Debug)]
pub struct Customer {
    stretches: Vec<Stretch>,
    pots: Pots,
    /// From where periods are counted, on which day of the month they end, and the months of each.
    count: (u64, u32, u32),
    /// Of the periods counted from there, how many were bought.
    bought: u32,
    after: After,
    /// Where the paid time ended, if it was ended.
    ended: Option<u64>,
    /// The price of the plan that was bought last.
    price: u64,
    /// For how many seconds it was: no more grace than that comes after them.
    bought_for: u64,
    /// From when to when the store has excluded the customer.
    excluded: Vec<(u64, u64)>,
}

impl Default for Customer {
    fn default() -> Self {
        Self {
            stretches: Vec::new(),
            pots: Pots::default(),
            count: (0, 1, 1),
            bought: 0,
            after: After::Grace(0),
            ended: None,
            price: 0,
            bought_for: 0,
            excluded: Vec::new(),
        }
    }
}

impl Customer {
    pub fn pots(&self) -> &Pots {
        &self.pots
    }

    pub fn paid_through(&self) -> u64 {
        let held = self.stretches.iter().filter(|stretch| !stretch.given_up);
        self.ended.unwrap_or_else(|| held.map(|stretch| stretch.period.1).max().unwrap_or(0))
    }

    pub fn lapses_at(&self) -> u64 {
        match self.after {
            After::Grace(seconds) => self.paid_through() + seconds.min(self.bought_for),
            After::Nothing(at) => at.max(self.paid_through()),
        }
    }

    pub fn is_cancelled(&self) -> bool {
        matches!(self.after, After::Nothing(_))
    }

    pub fn months(&self) -> u32 {
        self.count.2
    }

    /// From where periods are counted, on which day of the month they end, and how many were bought.
    pub fn count(&self) -> (u64, u32, u32) {
        (self.count.0, self.count.1, self.bought)
    }

    /// Where the paid time ended, if it was ended.
    pub fn ended(&self) -> Option<u64> {
        self.ended
    }

    /// All time that was bought and not given up, in the order in which it was bought.
    pub fn held(&self) -> Vec<Held> {
        let numbered = self.stretches.iter().enumerate().filter(|(_, stretch)| !stretch.given_up);
        numbered
            .map(|(number, &Stretch { period, from, .. })| {
                let value = self.pots.in_pot(Pot::Time(number));
                Held { period, from, value }
            })
            .collect()
    }

    pub fn credit(&self) -> BigUint {
        self.pots.in_pot(Pot::Credit)
    }

    /// What the time not used yet was bought for, rounded down stretch by stretch.
    pub fn unused(&self, now: u64) -> BigUint {
        (0..self.stretches.len()).map(|number| self.unused_of(number, now)).sum()
    }

    /// Returns what is charged.
    pub fn subscribe(&mut self, now: u64, terms: Terms) -> Result<u64, Standing> {
        if now < self.lapses_at() {
            return Err(Standing::NotExpired);
        }
        let used = self.grace_used(now);
        let owed = self.owed(used, terms);
        self.after = After::Grace(terms.grace);
        Ok(self.start_anew(now - used, terms, owed))
    }

    /// A granted period costs nothing; its plan has a price all the same, which grace after it is owed at.
    pub fn is_priced_at(&mut self, price: u64) {
        self.price = price;
    }

    /// Returns what is charged.
    pub fn renew(&mut self, now: u64, terms: Terms, window: u64) -> Result<u64, Standing> {
        if now >= self.lapses_at() {
            return Err(Standing::Expired);
        }
        if self.is_cancelled() {
            return Err(Standing::Cancelled);
        }
        let begins = self.paid_through();
        let newest = *self.stretches.iter().rfind(|stretch| !stretch.given_up).expect("something is paid");
        let window = if terms.months == self.count.2 { window } else { 0 };
        if now < newest.from || now + window < begins {
            return Err(Standing::TooEarly);
        }
        let owed = self.owed(self.grace_used(now), terms);
        if terms.months != self.count.2 {
            self.count = (begins, self.count.1, terms.months);
            self.bought = 0;
        }
        self.after = After::Grace(terms.grace);
        Ok(self.pay_next(begins, terms, owed))
    }

    /// Returns what is charged.
    pub fn switch(&mut self, now: u64, terms: Terms) -> Result<u64, Standing> {
        if now >= self.lapses_at() {
            return Err(Standing::Expired);
        }
        if now >= self.paid_through() {
            return Err(Standing::Unpaid);
        }
        if terms.months < self.count.2 {
            return Err(Standing::ShorterInterval);
        }
        if !self.is_cancelled() {
            self.after = After::Grace(terms.grace);
        }
        let left = self.give_up(now);
        if terms.months > self.count.2 {
            return Ok(self.start_anew(now, terms, (0, BigUint::default())));
        }
        self.price = terms.price;
        self.bought_for = left.iter().map(|&((_, end), from)| end - from).sum();
        let costs: Vec<BigUint> = left
            .iter()
            .map(|&((start, end), from)| {
                let seconds = BigUint::from(end - start);
                (BigUint::from(terms.price) * (end - from) + &seconds - 1u32) / seconds
            })
            .collect();
        Ok(self.pay(&left, &costs, terms.discount_bps))
    }

    pub fn cancel(&mut self, now: u64) -> Result<(), Standing> {
        if now >= self.lapses_at() {
            return Err(Standing::Expired);
        }
        if self.is_cancelled() {
            return Err(Standing::Cancelled);
        }
        self.after = After::Nothing(now);
        Ok(())
    }

    pub fn resume(&mut self, now: u64, grace: u64) -> Result<(), Standing> {
        if now >= self.paid_through() {
            return Err(Standing::Expired);
        }
        if !self.is_cancelled() {
            return Err(Standing::NotCancelled);
        }
        self.after = After::Grace(grace);
        Ok(())
    }

    pub fn end(&mut self, now: u64) -> Result<(), Standing> {
        if now >= self.lapses_at() {
            return Err(Standing::Expired);
        }
        if now >= self.paid_through() {
            return Err(Standing::Unpaid);
        }
        self.give_up(now);
        self.ended = Some(now);
        self.after = After::Nothing(now);
        Ok(())
    }

    /// The store excludes the customer.
    pub fn exclude(&mut self, now: u64) {
        self.excluded.push((now, u64::MAX));
    }

    pub fn reinstate(&mut self, now: u64) {
        self.excluded.last_mut().expect("an exclusion").1 = now;
    }

    /// Every second of grace until now that was the customer's.
    pub fn grace_used(&self, now: u64) -> u64 {
        let (from, until) = (self.paid_through(), now.min(self.lapses_at()));
        let excluded = self.excluded.iter().map(|&(out, back)| back.min(until).saturating_sub(out.max(from)));
        until.saturating_sub(from) - excluded.sum::<u64>()
    }

    pub fn refund(&mut self, amount: u64) -> Result<(), Standing> {
        if BigUint::from(amount) > self.credit() {
            return Err(Standing::AboveCredit);
        }
        self.pots.shift(Pot::Credit, Pot::Refunded, amount);
        Ok(())
    }

    /// So many seconds were used in grace, and what they would have cost in the period that follows, if another
    /// kind of period, or a cheaper one, is bought now.
    fn owed(&self, used: u64, terms: Terms) -> (u64, BigUint) {
        if used == 0 || (terms.months == self.count.2 && terms.price >= self.price) {
            return (0, BigUint::default());
        }
        let (from, day, months) = self.count;
        let seconds = after_months(day, from, months * (self.bought + 1)) - self.paid_through();
        let cost = (BigUint::from(self.price) * used + (seconds - 1)) / seconds;
        (used, cost)
    }

    fn start_anew(&mut self, begins: u64, terms: Terms, owed: (u64, BigUint)) -> u64 {
        for stretch in &mut self.stretches {
            stretch.given_up = true;
        }
        self.count = (begins, date(begins).2, terms.months);
        self.bought = 0;
        self.pay_next(begins, terms, owed)
    }

    /// Buys the next period. What was owed for grace is paid before it, without a discount and less what the
    /// period itself pays of it; none of that is for time that can be given up again.
    fn pay_next(&mut self, begins: u64, terms: Terms, (used, owed): (u64, BigUint)) -> u64 {
        let ends = self.end_of_next();
        self.price = terms.price;
        self.bought_for = ends - begins;
        let price = BigUint::from(terms.price);
        let covered = &price * used / (ends - begins);
        let mut charged = 0;
        if terms.price > 0 && owed > covered {
            charged = self.pay(&[((begins, begins), begins)], &[owed - covered], 0);
            self.stretches.last_mut().expect("what was paid").given_up = true;
        }
        charged + self.pay(&[((begins, ends), begins)], &[price], terms.discount_bps)
    }

    fn end_of_next(&mut self) -> u64 {
        self.bought += 1;
        let (from, day, months) = self.count;
        after_months(day, from, months * self.bought)
    }

    /// What is unused goes to the credit. Returns the time that is left, as the periods and where in them
    /// it begins.
    fn give_up(&mut self, now: u64) -> Vec<((u64, u64), u64)> {
        let mut left = Vec::new();
        for number in 0..self.stretches.len() {
            let Stretch { period, from, given_up } = self.stretches[number];
            if given_up || period.1 <= now {
                continue;
            }
            let unused = self.unused_of(number, now).to_u64().expect("a part of a price");
            self.pots.shift(Pot::Time(number), Pot::Credit, unused);
            self.stretches[number].given_up = true;
            left.push((period, from.max(now)));
        }
        left
    }

    /// Buys stretches that cost so much, from the credit first, and the rest with the discount. What is
    /// paid is for each as its cost is of all; the first bears the rounding.
    fn pay(&mut self, bought: &[((u64, u64), u64)], costs: &[BigUint], discount_bps: u16) -> u64 {
        let cost: BigUint = costs.iter().sum();
        let used = cost.clone().min(self.credit());
        let rate = 10_000 - u32::from(discount_bps.min(5_000));
        let charged = ((&cost - &used) * rate + 9_999u32) / 10_000u32;
        let paid = &used + &charged;
        self.pots.shift(Pot::Charged, Pot::Credit, charged.to_u64().expect("at most a price"));
        let whole = cost.max(1u32.into());
        let later: BigUint = costs.iter().skip(1).map(|its_cost| &paid * its_cost / &whole).sum();
        for (number, (&(period, from), its_cost)) in bought.iter().zip(costs).enumerate() {
            let part = if number == 0 { &paid - &later } else { &paid * its_cost / &whole };
            let pot = Pot::Time(self.stretches.len());
            self.stretches.push(Stretch { period, from, given_up: false });
            self.pots.shift(Pot::Credit, pot, part.to_u64().expect("at most a price"));
        }
        self.ended = None;
        charged.to_u64().expect("at most a price")
    }

    fn unused_of(&self, number: usize, now: u64) -> BigUint {
        let Stretch { period: (_, until), from, given_up } = self.stretches[number];
        if given_up || now >= until {
            return BigUint::default();
        }
        self.pots.in_pot(Pot::Time(number)) * (until - from.max(now)) / (until - from)
    }
}
