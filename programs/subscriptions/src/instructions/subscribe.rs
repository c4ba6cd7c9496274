use anchor_lang::{prelude::*, Nested};

use crate::{
    clock,
    consent::Consent,
    error::SubscriptionError,
    event::Subscribed,
    state::{Plan, Store, Subscription},
};

#[derive(Accounts)]
pub struct Subscribe {
    /// Pays the badge's rent. May be the user.
    #[account(mut, unsafe(dup))]
    pub payer: Signer,
    pub user: Signer,
    pub store: Account<Store>,
    pub plan: Account<Plan>,
    #[account(mut)]
    pub subscription: Account<Subscription>,
    pub payment: Nested<crate::Payment>,
    pub badge: Nested<crate::IssuedBadge>,
}

impl Subscribe {
    fn validate(&self, now: u64, consent: &Consent) -> Result<()> {
        let (user, store, subscription) = (self.user.address(), &self.store, &self.subscription);
        self.payment.validate_signed(now, user, consent, store, subscription)?;
        self.plan.require_sold(store)
    }

    pub fn handler(&mut self, consent: Consent) -> Result<()> {
        let now = clock::now()?;
        self.validate(now, &consent)?;
        let before = self.subscription.prepaid();
        let offer = self.plan.offer(&self.payment.pay_token);
        let bill = before.subscribe(now, offer, self.store.grace).map_err(SubscriptionError::from)?;
        let tokens = self.payment.tokens(bill.charge, now)?;
        consent.require_covers(tokens)?;

        self.subscription.begin(now)?;
        self.subscription.pay(now, &self.plan, &bill, &self.payment.pay_token.mint, tokens)?;
        self.payment.take(tokens, self.user.cpi_handle(), &[])?;
        self.badge.show(&self.store, &self.subscription, &mut self.payer)?;

        let subscription = &self.subscription;
        emit!(Subscribed {
            store: *self.store.address(),
            subscription: *subscription.address(),
            user: subscription.user,
            mint: self.payment.pay_token.mint,
            charge: bill.charge,
            tokens,
            incarnation: subscription.incarnation,
            paid_through: bill.after.paid_through(),
            credit_before: before.credit,
            credit_after: bill.after.credit,
            plan: subscription.plan,
            tier: subscription.tier.into(),
        });
        Ok(())
    }
}
