use anchor_lang::{prelude::*, Nested};

use crate::{
    clock,
    consent::Consent,
    error::SubscriptionError,
    event::Renewed,
    state::{Plan, Store, Subscription},
};

#[derive(Accounts)]
pub struct PayNow {
    pub user: Signer,
    pub store: Account<Store>,
    /// The subscription's, or the one that is scheduled to follow.
    pub plan: Account<Plan>,
    #[account(mut)]
    pub subscription: Account<Subscription>,
    pub payment: Nested<crate::Payment>,
    pub badge: Nested<crate::ShownBadge>,
}

impl PayNow {
    fn validate(&self, now: u64, consent: &Consent) -> Result<()> {
        let (user, store, subscription) = (self.user.address(), &self.store, &self.subscription);
        self.payment.validate_signed(now, user, consent, store, subscription)?;
        self.plan.require_of(store)?;
        require!(self.plan.number() == subscription.renewal_plan(), SubscriptionError::WrongPlan);
        self.badge.validate(store)
    }

    pub fn handler(&mut self, consent: Consent) -> Result<()> {
        let now = clock::now()?;
        self.validate(now, &consent)?;
        let (before, plan_before) = (self.subscription.prepaid(), self.subscription.plan);
        let offer = self.plan.offer(&self.payment.pay_token);
        let (window, grace) = (self.subscription.renewal_window(&self.store), self.store.grace);
        let bill = before.renew(now, offer, window, grace).map_err(SubscriptionError::from)?;
        let tokens = self.payment.tokens(bill.charge, now)?;
        consent.require_covers(tokens)?;

        let mint = self.payment.pay_token.mint;
        self.subscription.pay(now, &self.plan, &bill, &mint, tokens)?;
        self.payment.take(tokens, self.user.cpi_handle(), &[])?;
        self.badge.show(&self.store, &self.subscription)?;

        emit!(Renewed {
            store: *self.store.address(),
            subscription: *self.subscription.address(),
            user: self.subscription.user,
            keeper: Address::default(),
            mint,
            charge: bill.charge,
            tokens,
            keeper_fee: 0,
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
