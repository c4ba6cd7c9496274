use anchor_lang::{prelude::*, Nested};
use tenure_math::billing::Bill;
use tenure_tokens::holding;

use crate::{
    clock,
    error::SubscriptionError,
    event::{RenewalFailed, Renewed},
    state::{Failure, Mandate, Plan, Store, Subscription},
};

#[derive(Accounts)]
pub struct Renew {
    pub store: Account<Store>,
    /// The subscription's, or the one that is scheduled to follow.
    pub plan: Account<Plan>,
    #[account(mut)]
    pub subscription: Account<Subscription>,
    #[account(mut)]
    pub mandate: Account<Mandate>,
    pub payment: Nested<crate::Payment>,
    /// The token account that takes the keeper's fee, writable; this program's address for none.
    pub keeper: UncheckedAccount,
    pub badge: Nested<crate::ShownBadge>,
}

impl Renew {
    fn validate(&self) -> Result<()> {
        self.store.require_open()?;
        self.subscription.require_of(&self.store)?;
        self.subscription.require_admitted()?;
        self.plan.require_of(&self.store)?;
        require!(self.plan.number() == self.subscription.renewal_plan(), SubscriptionError::WrongPlan);
        self.payment.validate(&self.store)?;
        self.validate_mandate()?;
        self.badge.validate(&self.store)
    }

    fn validate_mandate(&self) -> Result<()> {
        let mandate = &self.mandate;
        require!(mandate.version == Mandate::VERSION, SubscriptionError::UnknownVersion);
        let granted = self.subscription.mandate == *mandate.address()
            && self.subscription.incarnation == mandate.incarnation
            && self.payment.pay_token.mint == mandate.mint;
        require!(granted, SubscriptionError::WrongMandate);
        require!(*self.payment.source.address() == mandate.source, SubscriptionError::WrongSource);
        Ok(())
    }

    pub fn handler(&mut self) -> Result<()> {
        let now = clock::now()?;
        self.validate()?;
        let offer = self.plan.offer(&self.payment.pay_token);
        let (window, grace) = (self.subscription.renewal_window(&self.store), self.store.grace);
        let bill =
            self.subscription.prepaid().renew(now, offer, window, grace).map_err(SubscriptionError::from)?;
        let tokens = self.payment.tokens(bill.charge, now)?;
        match self.spend_mandate(now, tokens) {
            Ok(()) => self.charge(now, &bill, tokens),
            Err(failure) => self.note(failure, tokens),
        }
    }

    /// Counts the charge, if the mandate and the token account allow it.
    fn spend_mandate(&mut self, now: u64, tokens: u64) -> core::result::Result<(), Failure> {
        let mut caps = self.mandate.caps();
        caps.charge(now, self.subscription.paid_through(), tokens)?;
        // Credit may cover all of it.
        if tokens > 0 {
            self.require_ready(tokens)?;
        }
        self.mandate.set(&caps);
        Ok(())
    }

    fn require_ready(&self, tokens: u64) -> core::result::Result<(), Failure> {
        let mandate = &self.mandate;
        let (source, token_program) = (self.payment.source.account(), &self.payment.pay_token.token_program);
        let held = holding(source, &mandate.mint, token_program).map_err(|_| Failure::SourceGone)?;
        if held.owner != mandate.user {
            return Err(Failure::SourceGone);
        }
        if held.frozen {
            return Err(Failure::SourceFrozen);
        }
        if held.delegate != Some(*mandate.address()) {
            return Err(Failure::DelegateLost);
        }
        if held.delegated < tokens {
            return Err(Failure::DelegationShort);
        }
        if held.amount < tokens {
            return Err(Failure::TooFewTokens);
        }
        Ok(())
    }

    fn charge(&mut self, now: u64, bill: &Bill, tokens: u64) -> Result<()> {
        let before = self.subscription.prepaid();
        let plan_before = self.subscription.plan;
        let mint = self.payment.pay_token.mint;
        self.subscription.pay(now, &self.plan, bill, &mint, tokens)?;
        let (keeper, keeper_fee) = self.take(tokens)?;
        self.badge.show(&self.store, &self.subscription)?;

        emit!(Renewed {
            store: *self.store.address(),
            subscription: *self.subscription.address(),
            user: self.subscription.user,
            keeper,
            mint,
            charge: bill.charge,
            tokens,
            keeper_fee,
            paid_through_before: before.paid_through(),
            paid_through_after: bill.after.paid_through(),
            credit_before: before.credit,
            credit_after: bill.after.credit,
            plan_before,
            plan_after: self.subscription.plan,
        });
        Ok(())
    }

    /// Moves the charge: the keeper's fee is off what the store gets. Returns who got it and the fee.
    fn take(&mut self, tokens: u64) -> Result<(Address, u64)> {
        let named = *self.keeper.address() != crate::ID;
        let fee =
            if named { self.store.keeper_fee(tokens, self.payment.pay_token.keeper_fee_cap) } else { 0 };
        if named {
            self.payment.require_keeper(&self.keeper)?;
        }
        let mandate = &self.mandate;
        let bump = [mandate.bump];
        let seeds: &[&[u8]] =
            &[Mandate::SEED, mandate.store.as_ref(), mandate.user.as_ref(), mandate.mint.as_ref(), &bump];
        self.payment.take(tokens - fee, mandate.cpi_handle(), &[seeds])?;
        self.payment.pay_keeper(&mut self.keeper, fee, mandate.cpi_handle(), &[seeds]);
        let keeper = if fee > 0 { *self.keeper.address() } else { Address::default() };
        Ok((keeper, fee))
    }

    /// Notes why nothing was charged, once: to try again in vain is refused with the reason.
    fn note(&mut self, failure: Failure, tokens: u64) -> Result<()> {
        let code = failure.code();
        if self.subscription.failure == code {
            return Err(SubscriptionError::from(failure).into());
        }
        self.subscription.failure = code;
        emit!(RenewalFailed {
            store: *self.store.address(),
            subscription: *self.subscription.address(),
            user: self.subscription.user,
            mint: self.payment.pay_token.mint,
            tokens,
            paid_through: self.subscription.paid_through(),
            lapses_at: self.subscription.lapses_at,
            failure: code.into(),
        });
        Ok(())
    }
}
