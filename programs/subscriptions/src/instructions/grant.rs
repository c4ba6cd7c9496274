use anchor_lang::{prelude::*, Nested};
use tenure_math::billing::Status;

use crate::{
    clock,
    error::SubscriptionError,
    event::Granted,
    state::{Plan, Store, Subscription},
};

#[derive(Accounts)]
pub struct Grant {
    /// Pays the badge's rent. May be the operator.
    #[account(mut, unsafe(dup))]
    pub payer: Signer,
    #[account(address = store.operator @ SubscriptionError::NotOperator)]
    pub operator: Signer,
    pub store: Account<Store>,
    /// Any that is sold, for one whose subscription has expired; else the one that is to follow.
    pub plan: Account<Plan>,
    #[account(mut)]
    pub subscription: Account<Subscription>,
    pub badge: Nested<crate::IssuedBadge>,
}

impl Grant {
    fn validate(&self, begins: bool) -> Result<()> {
        self.store.require_open()?;
        self.subscription.require_of(&self.store)?;
        self.subscription.require_admitted()?;
        self.plan.require_of(&self.store)?;
        if begins {
            return self.plan.require_sold(&self.store);
        }
        require!(self.plan.number() == self.subscription.renewal_plan(), SubscriptionError::WrongPlan);
        Ok(())
    }

    /// A period that was paid elsewhere costs nothing here, so that no credit can come of it. Nor can debt: a
    /// grant leaves the user as much grace as there was. One that begins has none, and ends with its period;
    /// one that renews keeps what the user's own purchase gave.
    pub fn handler(&mut self) -> Result<()> {
        let now = clock::now()?;
        let before = self.subscription.prepaid();
        let begins = before.status(now) == Status::Expired;
        self.validate(begins)?;
        let offer = self.plan.granted();
        let window = self.subscription.renewal_window(&self.store);
        let bill = if begins {
            self.subscription.begin(now)?;
            before.subscribe(now, offer, 0)
        } else {
            before.renew(now, offer, window, before.grace())
        };
        let bill = bill.map_err(SubscriptionError::from)?;
        let mint = self.subscription.receipt_mint;
        self.subscription.pay(now, &self.plan, &bill, &mint, 0)?;
        self.subscription.granted = 1;
        self.badge.show(&self.store, &self.subscription, &mut self.payer)?;

        emit!(Granted {
            store: *self.store.address(),
            subscription: *self.subscription.address(),
            user: self.subscription.user,
            operator: *self.operator.address(),
            paid_through_before: before.paid_through(),
            paid_through_after: bill.after.paid_through(),
            plan: self.subscription.plan,
            tier: self.subscription.tier.into(),
        });
        Ok(())
    }
}
