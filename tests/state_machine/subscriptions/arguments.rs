//! The numbers that people pass: often at the edge of what is allowed, and one beside.

use rand::{
    distr::uniform::{SampleRange, SampleUniform},
    seq::{IndexedRandom, IteratorRandom},
    Rng,
};
use rand_chacha::ChaCha8Rng;
use tenure_client::subscriptions::{Consent, MandateTerms, StoreTerms};

use super::{
    act::{Act, Keeper, Purchase},
    assortment::{TokenId, BADGE_GRACE, PLANS, TOKENS},
    charging::Kind,
    customer::Customer,
    World,
};

const DAY: u32 = 86_400;

pub struct Arguments<'a> {
    pub random: &'a mut ChaCha8Rng,
    pub world: &'a World,
    pub who: usize,
    pub now: u64,
}

impl Arguments<'_> {
    pub fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        *choices.choose(self.random).expect("something to choose from")
    }

    pub fn roll<T: SampleUniform>(&mut self, range: impl SampleRange<T>) -> T {
        self.random.random_range(range)
    }

    pub fn customer(&self) -> &Customer {
        &self.world.book.customers[self.who]
    }

    pub fn plan(&mut self) -> u32 {
        self.roll(0..u32::try_from(PLANS.len()).expect("few plans"))
    }

    /// Mostly one that fits what is there.
    pub fn plan_for(&mut self, kind: Kind) -> u32 {
        let any = self.plan();
        let Some(subscription) = self.customer().subscription.clone() else { return any };
        let sunset = self.world.book.sunset;
        let sold = (0..).zip(&PLANS).filter(|&(id, _): &(u32, _)| !sunset[id as usize]);
        let sold: Vec<_> = match kind {
            // Mostly by the month, so that much is renewed.
            Kind::Subscribe => {
                let longest = self.one_of(&[1, 1, 1, 12]);
                sold.filter(|(_, plan)| plan.months <= longest).collect()
            }
            Kind::PayNow if self.roll(0..12) == 0 => return any,
            Kind::PayNow => return subscription.next_plan(),
            Kind::Switch => {
                let months = subscription.account.months();
                sold.filter(|&(id, plan)| {
                    id != subscription.plan
                        && (plan.months > months || plan.months == months && plan.price >= subscription.price)
                })
                .collect()
            }
        };
        match (sold.choose(self.random), self.roll(0..6)) {
            (Some((plan, _)), 1..) => *plan,
            _ => any,
        }
    }

    pub fn token(&mut self) -> TokenId {
        self.roll(0..TOKENS.len())
    }

    /// The one that there is most of, mostly.
    fn paying_token(&mut self) -> TokenId {
        let any = self.token();
        let wallets = &self.world.book.customers[self.who].wallets;
        let dollars = |token: TokenId| match wallets[token] {
            Some(wallet) if !wallet.frozen && self.world.book.enabled[token] => {
                wallet.amount / TOKENS[token].dollar()
            }
            _ => 0,
        };
        let full: Vec<_> = (0..TOKENS.len()).filter(|&token| dollars(token) > 300).collect();
        match (full.choose(self.random), self.random.random_range(0..4)) {
            (Some(token), 1..) => *token,
            _ => any,
        }
    }

    /// The one of the newest charge, mostly.
    pub fn refunded_token(&mut self) -> TokenId {
        let any = self.token();
        let charged_in = self.customer().subscription.as_ref().and_then(|its| its.charged_in);
        charged_in.map_or(any, |token| self.one_of(&[token, token, token, any]))
    }

    /// The one that renewals are charged in, mostly.
    pub fn mandate_token(&mut self) -> TokenId {
        let any = self.token();
        let mandate = self.customer().subscription.as_ref().and_then(|its| its.mandate);
        mandate.map_or(any, |token| self.one_of(&[token, token, token, token, any]))
    }

    /// One that there is a credit in, mostly.
    pub fn credit_token(&mut self) -> TokenId {
        let any = self.token();
        let opened: Vec<_> =
            (0..TOKENS.len()).filter(|&token| self.customer().tabs[token].is_some()).collect();
        match (opened.choose(self.random), self.roll(0..8)) {
            (Some(token), 1..) => *token,
            _ => any,
        }
    }

    pub fn keeper(&mut self) -> Keeper {
        match self.roll(0..20) {
            0..8 => Keeper::Nobody,
            8 => Keeper::OfAnotherToken,
            9 => Keeper::Payout,
            _ => Keeper::Own,
        }
    }

    pub fn purchase(&mut self, kind: Kind) -> Purchase {
        let (plan, token) = (self.plan_for(kind), self.paying_token());
        let needed = self.needed(kind, plan, token);
        let seen = self.customer().subscription.as_ref();
        let nothing = (0, 0, 0);
        let seen = seen.map_or(nothing, |its| (its.incarnation, its.paid_through(), its.plan));
        let max_in = match self.roll(0..12) {
            0 => needed.saturating_sub(1),
            1..5 => needed,
            _ => u64::MAX,
        };
        let valid_until = match self.roll(0..24) {
            0 => self.now,
            1..4 => self.now + 1,
            _ => self.now + 600,
        };
        let mut consent =
            Consent { max_in, valid_until, incarnation: seen.0, paid_through: seen.1, plan: seen.2 };
        match self.roll(0..60) {
            0 => consent.incarnation += 1,
            1 => consent.paid_through += 1,
            2 => consent.plan += 1,
            _ => {}
        }
        Purchase { plan, token, consent }
    }

    /// What a step would charge in a token, if it can be taken.
    pub fn needed(&self, kind: Kind, plan: u32, token: TokenId) -> u64 {
        let billed = self.world.book.bill(self.now, self.who, kind, plan, token);
        billed.map_or(0, |(_, tokens)| tokens)
    }

    /// What the next period costs in a token, mostly, or about so much.
    fn rate(&mut self, token: TokenId) -> u64 {
        let plan = self.customer().subscription.as_ref().map_or(0, |its| its.next_plan());
        let due = self.world.book.tokens(self.now, token, PLANS[plan as usize].price).unwrap_or(0);
        let about = TOKENS[token].dollar() * self.one_of(&[1, 8, 40, 120, 1_100]);
        match self.roll(0..8) {
            0 => about,
            1 => due.saturating_sub(1).max(1),
            2..4 => due.max(1),
            _ => 3 * due.max(1),
        }
    }

    pub fn mandate(&mut self, token: TokenId) -> Act {
        let incarnation = self.customer().subscription.as_ref().map_or(0, |its| its.incarnation);
        let per_charge = self.rate(token);
        let per_period = per_charge * self.one_of(&[1, 1, 2]);
        let total = per_period * self.one_of(&[1, 1, 2, 3, 12]);
        let lasts = self.one_of(&[1, 40 * DAY, 400 * DAY, 900 * DAY, 900 * DAY, 2_000 * DAY, 2_000 * DAY]);
        let expires_at = self.now + u64::from(lasts);
        let terms = MandateTerms { per_charge, per_period, total, expires_at };
        let terms = match self.roll(0..24) {
            0 => MandateTerms { per_charge: 0, ..terms },
            1 => MandateTerms { per_charge: per_period + 1, ..terms },
            2 => MandateTerms { per_period: total + 1, ..terms },
            3 => MandateTerms { total: u64::MAX, ..terms },
            4 => MandateTerms { expires_at: self.now, ..terms },
            _ => terms,
        };
        let approved = match self.roll(0..20) {
            0 => terms.total - 1,
            1 => terms.total.saturating_add(1),
            _ => terms.total,
        };
        let incarnation = if self.roll(0..20) == 0 { incarnation + 1 } else { incarnation };
        Act::GrantMandate { token, terms, approved, incarnation }
    }

    /// In micro-USD.
    pub fn refund(&mut self) -> u64 {
        let Some(subscription) = self.customer().subscription.clone() else { return self.roll(0..1_000) };
        let (credit, (charged, _)) = (subscription.credit(), subscription.receipts.balance());
        let charged = u64::try_from(charged).expect("a sum of charges");
        let most = credit.min(charged);
        match self.roll(if most == 0 { 0..3 } else { 0..12 }) {
            0 => credit + 1,
            1 => charged + 1,
            2 => 1,
            3..6 => credit,
            6..8 => most,
            _ => self.roll(0..=most),
        }
    }

    /// The credit that a customer names to give up.
    pub fn given_up(&mut self) -> u64 {
        let credit = self.customer().subscription.as_ref().map_or(0, |its| its.credit());
        self.one_of(&[credit, credit, credit, credit, credit + 1, credit.saturating_sub(1)])
    }

    /// Some of a wallet, mostly little.
    pub fn deposit(&mut self, token: TokenId) -> u64 {
        let held = self.customer().wallets[token].map_or(0, |wallet| wallet.amount);
        match self.roll(0..16) {
            0 => 0,
            1 => held + 1,
            _ => self.roll(1..=20) * TOKENS[token].dollar(),
        }
    }

    pub fn voucher(&mut self, token: TokenId) -> Act {
        let (deposited, settled, incarnation) = match &self.customer().tabs[token] {
            Some(tab) => {
                let sums = [tab.vouchers.deposited(), tab.vouchers.paid_out()];
                let [deposited, settled] = sums.map(|sum| u64::try_from(sum).expect("a sum"));
                (deposited, settled, tab.incarnation)
            }
            None => (1_000, 0, self.now),
        };
        let used = match self.roll(0..12) {
            0 => settled,
            1 => deposited,
            2 => deposited + 1,
            _ => self.roll(settled..=deposited),
        };
        let valid_until = self.now + self.one_of(&[0, 1, 600, 600, 600, 600, 600, 600]);
        let incarnation = if self.roll(0..16) == 0 { incarnation - 1 } else { incarnation };
        Act::Settle { token, incarnation, used, valid_until }
    }

    /// What comes into a wallet.
    pub fn earnings(&mut self, token: TokenId) -> u64 {
        TOKENS[token].dollar() * self.one_of(&[30, 300, 3_000, 9_000])
    }

    /// All of a wallet, or nearly, or too much.
    pub fn spending(&mut self, token: TokenId) -> u64 {
        let held = self.customer().wallets[token].map_or(0, |wallet| wallet.amount);
        let some = self.roll(0..=held);
        self.one_of(&[held, held, held, some, held + 1])
    }

    pub fn store_terms(&mut self) -> StoreTerms {
        let grace = self.one_of(&[3_599, 3_600, DAY, 3 * DAY, 5 * DAY, BADGE_GRACE, BADGE_GRACE + 1]);
        let window = self.one_of(&[3_600, DAY, 3 * DAY, 3 * DAY, 14 * DAY, 3_599, 14 * DAY + 1]);
        let notice = self.one_of(&[3_600, DAY, DAY, 5 * DAY, 14 * DAY, 3_599, 14 * DAY + 1]);
        let keeper_fee_bps = self.one_of(&[0, 1, 33, 50, 50, 100, 101]);
        StoreTerms { grace, window, notice, keeper_fee_bps }
    }

    /// About what the next period costs.
    pub fn approval(&mut self, token: TokenId) -> u64 {
        let rate = self.rate(token);
        self.one_of(&[0, rate / 8, rate / 4, rate.saturating_sub(1), rate, rate * 3])
    }

    /// A wallet that there is, or not.
    pub fn wallet_token(&mut self, there: bool) -> Option<TokenId> {
        let tokens = (0..TOKENS.len())
            .filter(|&token| self.world.book.customers[self.who].wallets[token].is_some() == there);
        tokens.choose(self.random)
    }
}
