//! Acts that pay for time.

use tenure_client::subscriptions::{Consent, MandateTerms};
use tenure_model::billing;

use super::{
    act::{Keeper, Purchase},
    assortment::{TokenId, PLANS, TOKENS},
    book::{refused, require, Book},
    customer::{gift, offer, Bill, Mandate, Subscription},
    wallet::Delegate,
};
use crate::verdict::{Verdict, NO_ACCOUNT};

/// Why nothing could be charged, as the program names and numbers it.
pub const FAILURES: [&str; 9] = [
    "MandateExpired",
    "AboveCharge",
    "AbovePeriod",
    "AboveTotal",
    "SourceGone",
    "SourceFrozen",
    "DelegateLost",
    "DelegationShort",
    "TooFewTokens",
];

/// What kind of step a purchase is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Subscribe,
    PayNow,
    Switch,
}

impl Book {
    pub fn subscribe(&mut self, now: u64, who: usize, purchase: Purchase) -> Verdict {
        self.validate_signed(now, who, &purchase)?;
        self.require_sold(purchase.plan)?;
        let (bill, tokens) = self.bill(now, who, Kind::Subscribe, purchase.plan, purchase.token)?;
        require(tokens <= purchase.consent.max_in, "AboveMaxIn")?;
        self.subscription(who)?.begin(now);
        self.pay(now, who, purchase, bill, tokens)?;
        self.show(now, who)
    }

    pub fn pay_now(&mut self, now: u64, who: usize, purchase: Purchase) -> Verdict {
        self.validate_signed(now, who, &purchase)?;
        require(purchase.plan == self.subscription(who)?.next_plan(), "WrongPlan")?;
        let (bill, tokens) = self.bill(now, who, Kind::PayNow, purchase.plan, purchase.token)?;
        require(tokens <= purchase.consent.max_in, "AboveMaxIn")?;
        self.pay(now, who, purchase, bill, tokens)?;
        self.follow(who);
        Ok(())
    }

    pub fn switch(&mut self, now: u64, who: usize, purchase: Purchase) -> Verdict {
        self.validate_signed(now, who, &purchase)?;
        self.require_sold(purchase.plan)?;
        let on_sale = &PLANS[purchase.plan as usize];
        let subscription = self.subscription(who)?;
        require(purchase.plan != subscription.plan, "SamePlan")?;
        let cheaper = on_sale.price < subscription.price;
        require(on_sale.months != subscription.account.months() || !cheaper, "NotAnUpgrade")?;
        let (bill, tokens) = self.bill(now, who, Kind::Switch, purchase.plan, purchase.token)?;
        require(tokens <= purchase.consent.max_in, "AboveMaxIn")?;
        self.pay(now, who, purchase, bill, tokens)?;
        self.follow(who);
        Ok(())
    }

    pub fn renew(&mut self, now: u64, who: usize, plan: u32, token: TokenId, keeper: Keeper) -> Verdict {
        // The framework looks for accounts that are given twice before it reads any.
        require(keeper != Keeper::Payout, "ConstraintDuplicateMutableAccount")?;
        self.subscription(who)?;
        require(self.customers[who].mandates[token].is_some(), NO_ACCOUNT)?;
        self.require_open()?;
        let subscription = self.subscription(who)?.clone();
        require(!subscription.is_excluded(), "Revoked")?;
        require(plan == subscription.next_plan(), "WrongPlan")?;
        self.require_taken(token)?;
        let mandate = self.customers[who].mandates[token].clone().expect("a mandate");
        let granted = subscription.mandate == Some(token) && subscription.incarnation == mandate.incarnation;
        require(granted, "WrongMandate")?;

        let (bill, tokens) = self.bill(now, who, Kind::PayNow, plan, token)?;
        if let Some(failure) = self.failure(now, who, token, &mandate, &subscription, tokens) {
            require(subscription.failure != Some(failure), failure)?;
            self.subscription(who)?.failure = Some(failure);
            self.failures.insert(failure);
            return Ok(());
        }
        let mut mandate = mandate;
        assert!(mandate.consent.charge(now, subscription.paid_through(), tokens), "nothing was denied");
        self.customers[who].mandates[token] = Some(mandate);
        self.subscription(who)?.settle(now, plan, bill, Some(token), tokens);
        self.collect(who, token, tokens, keeper)?;
        self.follow(who);
        Ok(())
    }

    pub fn grant(&mut self, now: u64, who: usize, plan: u32) -> Verdict {
        self.subscription(who)?;
        self.require_open()?;
        let terms = self.terms;
        let subscription = self.subscription(who)?;
        let window = subscription.window(&terms);
        require(!subscription.is_excluded(), "Revoked")?;
        let begins = subscription.has_expired(now);
        let fits = plan == subscription.next_plan();
        let mut after = subscription.account.clone();
        if begins {
            self.require_sold(plan)?;
            after.subscribe(now, gift(plan, 0))?;
            self.subscription(who)?.begin(now);
        } else {
            require(fits, "WrongPlan")?;
            // As much grace as there was.
            let grace = after.lapses_at() - after.paid_through();
            after.renew(now, gift(plan, grace), window)?;
        }
        after.is_priced_at(PLANS[plan as usize].price);
        let subscription = self.subscription(who)?;
        subscription.settle(now, plan, Bill { after, charge: 0 }, None, 0);
        subscription.granted = true;
        self.show(now, who)
    }

    /// What a step would charge, and what it leads to; and the charge in tokens.
    pub fn bill(&self, now: u64, who: usize, kind: Kind, plan: u32, token: TokenId) -> Verdict<(Bill, u64)> {
        let terms = offer(plan, token, self.terms.grace);
        let subscription = self.customers[who].subscription.clone().unwrap_or_default();
        let window = subscription.window(&self.terms);
        let mut after = subscription.account;
        let charge = match kind {
            Kind::Subscribe => after.subscribe(now, terms),
            Kind::PayNow => after.renew(now, terms, window),
            Kind::Switch => after.switch(now, terms),
        }?;
        Ok((Bill { after, charge }, self.tokens(now, token, charge)?))
    }

    /// What so many micro-dollars are in a token.
    pub fn tokens(&self, now: u64, token: TokenId, charge: u64) -> Verdict<u64> {
        if charge == 0 {
            return Ok(0);
        }
        if TOKENS[token].own {
            return self.quote.tokens(now, charge);
        }
        let tokens = billing::dollar_tokens(charge, TOKENS[token].decimals);
        tokens.or_else(|refusal| refused(&format!("{refusal:?}")))
    }

    fn validate_signed(&mut self, now: u64, who: usize, purchase: &Purchase) -> Verdict {
        let Purchase { token, consent, .. } = *purchase;
        let Consent { valid_until, incarnation, paid_through, plan, .. } = consent;
        self.subscription(who)?;
        self.require_open()?;
        let subscription = self.subscription(who)?;
        require(!subscription.is_excluded(), "Revoked")?;
        require(now < valid_until, "ConsentExpired")?;
        let is = (subscription.incarnation, subscription.paid_through(), subscription.plan);
        require((incarnation, paid_through, plan) == is, "ConsentOutdated")?;
        self.require_taken(token)?;
        require(self.customers[who].wallets[token].is_some(), "WrongTokenProgram")
    }

    /// The user pays the store.
    fn pay(&mut self, now: u64, who: usize, purchase: Purchase, bill: Bill, tokens: u64) -> Verdict {
        let Purchase { plan, token, .. } = purchase;
        self.subscription(who)?.settle(now, plan, bill, Some(token), tokens);
        if tokens > 0 {
            self.wallet(who, token).take(tokens)?;
            self.tills[token].payout += tokens;
        }
        Ok(())
    }

    /// The mandate pays the store, and the keeper.
    fn collect(&mut self, who: usize, token: TokenId, tokens: u64, keeper: Keeper) -> Verdict {
        let fee = match keeper {
            Keeper::Nobody => 0,
            Keeper::Own => {
                let part = u128::from(tokens) * u128::from(self.terms.keeper_fee_bps) / 10_000;
                u64::try_from(part).expect("a part").min(TOKENS[token].keeper_fee_cap)
            }
            Keeper::OfAnotherToken | Keeper::Payout => return refused("WrongKeeperAccount"),
        };
        if tokens > 0 {
            self.wallet(who, token).take_delegated(tokens);
            self.tills[token].payout += tokens - fee;
            self.tills[token].keeper += fee;
        }
        Ok(())
    }

    /// Why the mandate or the wallet does not allow a charge, if so.
    fn failure(
        &self,
        now: u64,
        who: usize,
        token: TokenId,
        mandate: &Mandate,
        subscription: &Subscription,
        tokens: u64,
    ) -> Option<&'static str> {
        if let Some(denied) = mandate.consent.denies(now, subscription.paid_through(), tokens) {
            return Some(match denied {
                billing::Denied::Expired => "MandateExpired",
                billing::Denied::AboveCharge => "AboveCharge",
                billing::Denied::AbovePeriod => "AbovePeriod",
                billing::Denied::AboveTotal => "AboveTotal",
            });
        }
        if tokens == 0 {
            return None;
        }
        let Some(wallet) = self.customers[who].wallets[token] else { return Some("SourceGone") };
        let may = match wallet.delegate {
            Some((Delegate::Mandate, may)) => may,
            _ => 0,
        };
        let lost = !matches!(wallet.delegate, Some((Delegate::Mandate, _)));
        let conditions = [
            (wallet.frozen, "SourceFrozen"),
            (lost, "DelegateLost"),
            (may < tokens, "DelegationShort"),
            (wallet.amount < tokens, "TooFewTokens"),
        ];
        conditions.into_iter().find(|(fails, _)| *fails).map(|(_, name)| name)
    }

    pub fn grant_mandate(
        &mut self,
        now: u64,
        who: usize,
        token: TokenId,
        terms: MandateTerms,
        incarnation: u64,
    ) -> Verdict {
        let MandateTerms { per_charge, per_period, total, expires_at } = terms;
        let is = self.subscription(who)?.incarnation;
        require(is == incarnation, "ConsentOutdated")?;
        self.require_taken(token)?;
        let delegated = self.wallet(who, token).delegate == Some((Delegate::Mandate, total));
        require(delegated, "DelegateMismatch")?;
        let nested = per_charge > 0 && per_charge <= per_period && per_period <= total;
        require(nested && total < u64::MAX && now < expires_at, "BadMandateTerms")?;
        let consent = billing::Consent::new(total, per_charge, per_period, expires_at);
        self.customers[who].mandates[token] = Some(Mandate { consent, incarnation });
        let subscription = self.subscription(who)?;
        (subscription.mandate, subscription.failure) = (Some(token), None);
        Ok(())
    }
}
