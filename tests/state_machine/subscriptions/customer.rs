//! What one customer has.

use tenure_client::subscriptions::StoreTerms;
use tenure_model::billing::{Consent, Receipts, Terms};

use super::{
    assortment::{TokenId, PLANS, TOKENS},
    badge::Badges,
    tab::Tab,
    wallet::Wallet,
};

#[derive(Clone, Debug, Default)]
pub struct Customer {
    pub wallets: [Option<Wallet>; TOKENS.len()],
    pub subscription: Option<Subscription>,
    pub mandates: [Option<Mandate>; TOKENS.len()],
    pub tabs: [Option<Tab>; TOKENS.len()],
    pub badges: Badges,
}

#[derive(Clone, Debug)]
pub struct Mandate {
    pub consent: Consent,
    pub incarnation: u64,
}

#[derive(Clone, Debug, Default)]
pub struct Subscription {
    pub account: tenure_model::billing::Customer,
    pub incarnation: u64,
    pub plan: u32,
    /// Of the plan: nothing before the first.
    pub price: u64,
    pub tier: u8,
    /// The plan that follows.
    pub scheduled: Option<u32>,
    pub granted: bool,
    /// When the store has excluded the customer.
    pub excluded_at: Option<u64>,
    pub lapse_noted: bool,
    /// As the program names it.
    pub failure: Option<&'static str>,
    pub reminded: u64,
    pub mandate: Option<TokenId>,
    pub receipts: Receipts,
    /// The token that was charged last.
    pub charged_in: Option<TokenId>,
}

/// A step that has been worked out.
pub struct Bill {
    pub after: tenure_model::billing::Customer,
    /// In micro-USD.
    pub charge: u64,
}

impl Subscription {
    pub fn paid_through(&self) -> u64 {
        self.account.paid_through()
    }

    pub fn is_active(&self, now: u64) -> bool {
        now < self.paid_through()
    }

    pub fn has_expired(&self, now: u64) -> bool {
        now >= self.account.lapses_at()
    }

    pub fn is_excluded(&self) -> bool {
        self.excluded_at.is_some()
    }

    /// The plan of the next renewal.
    pub fn next_plan(&self) -> u32 {
        self.scheduled.unwrap_or(self.plan)
    }

    /// Seconds before the paid time ends in which the next period can be paid: none if another plan follows.
    pub fn window(&self, terms: &StoreTerms) -> u64 {
        if self.scheduled.is_some() {
            0
        } else {
            terms.window.into()
        }
    }

    pub fn schedule(&mut self, plan: u32) {
        self.scheduled = (plan != self.plan).then_some(plan);
    }

    pub fn credit(&self) -> u64 {
        u64::try_from(self.account.credit()).expect("at most what was paid")
    }

    /// What is not used up.
    pub fn worth(&self, now: u64) -> u64 {
        let worth = self.account.unused(now) + self.account.credit();
        u64::try_from(worth).expect("at most what was paid")
    }

    /// Another count begins.
    pub fn begin(&mut self, now: u64) {
        self.incarnation = now.max(self.incarnation + 1);
        self.mandate = None;
        self.lapse_noted = false;
    }

    /// A bill is paid in a token.
    pub fn settle(&mut self, now: u64, plan: u32, bill: Bill, token: Option<TokenId>, tokens: u64) {
        if bill.charge > 0 && self.charged_in != token {
            self.receipts = Receipts::default();
            self.charged_in = token;
        }
        self.receipts.charge(self.worth(now), bill.charge, tokens);
        let on_sale = &PLANS[plan as usize];
        self.account = bill.after;
        self.plan = plan;
        (self.price, self.tier) = (on_sale.price, on_sale.tier);
        (self.scheduled, self.granted, self.failure) = (None, false, None);
    }
}

/// What a plan asks of someone who pays in a token.
pub fn offer(plan: u32, token: TokenId, grace: u32) -> Terms {
    let on_sale = &PLANS[plan as usize];
    let discount_bps = if TOKENS[token].own { on_sale.discount_bps } else { 0 };
    Terms { price: on_sale.price, months: on_sale.months, discount_bps, grace: grace.into() }
}

/// What it asks of someone who paid elsewhere.
pub fn gift(plan: u32, grace: u64) -> Terms {
    Terms { price: 0, discount_bps: 0, grace, ..offer(plan, 0, 0) }
}
