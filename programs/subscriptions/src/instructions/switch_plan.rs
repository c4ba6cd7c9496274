use anchor_lang::{prelude::*, Nested};

use crate::{
    clock,
    consent::Consent,
    error::SubscriptionError,
    event::Switched,
    state::{Plan, Store, Subscription},
};

#[derive(Accounts)]
pub struct SwitchPlan {
    pub user: Signer,
    pub store: Account<Store>,
    /// The new one.
    pub plan: Account<Plan>,
    #[account(mut)]
    pub subscription: Account<Subscription>,
    pub payment: Nested<crate::Payment>,
    pub badge: Nested<crate::ShownBadge>,
}

impl SwitchPlan {
    fn validate(&self, now: u64, consent: &Consent) -> Result<()> {
        let (user, store, subscription) = (self.user.address(), &self.store, &self.subscription);
        self.payment.validate_signed(now, user, consent, store, subscription)?;
        self.plan.require_sold(store)?;
        require!(self.plan.number() != subscription.plan, SubscriptionError::SamePlan);
        // A longer interval may be of a cheaper plan: what was paid stays, as time and credit.
        let same_interval = self.plan.interval() == subscription.prepaid().interval;
        let cheaper = self.plan.price < subscription.price;
        require!(!(same_interval && cheaper), SubscriptionError::NotAnUpgrade);
        self.badge.validate(store)
    }

    pub fn handler(&mut self, consent: Consent) -> Result<()> {
        let now = clock::now()?;
        self.validate(now, &consent)?;
        let (before, plan_before) = (self.subscription.prepaid(), self.subscription.plan);
        let offer = self.plan.offer(&self.payment.pay_token);
        let bill = before.switch(now, offer, self.store.grace).map_err(SubscriptionError::from)?;
        let tokens = self.payment.tokens(bill.charge, now)?;
        consent.require_covers(tokens)?;

        let mint = self.payment.pay_token.mint;
        self.subscription.pay(now, &self.plan, &bill, &mint, tokens)?;
        self.payment.take(tokens, self.user.cpi_handle(), &[])?;
        self.badge.show(&self.store, &self.subscription)?;

        emit!(Switched {
            store: *self.store.address(),
            subscription: *self.subscription.address(),
            user: self.subscription.user,
            mint,
            charge: bill.charge,
            tokens,
            paid_through_before: before.paid_through(),
            paid_through_after: bill.after.paid_through(),
            credit_before: before.credit,
            credit_after: bill.after.credit,
            plan_before,
            plan_after: self.subscription.plan,
        });
        Ok(())
    }
}
