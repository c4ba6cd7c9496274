use anchor_lang::prelude::*;
use tenure_tokens::{associated_account_bump, holding};

use crate::{
    clock,
    error::SubscriptionError,
    event::MandateGranted,
    state::{Mandate, MandateTerms, PayToken, Store, Subscription},
};

#[derive(Accounts)]
pub struct GrantMandate {
    /// Pays the rent. May be the user.
    #[account(mut, unsafe(dup))]
    pub payer: Signer,
    pub user: Signer,
    pub store: Account<Store>,
    #[account(mut)]
    pub subscription: Account<Subscription>,
    pub pay_token: Account<PayToken>,
    pub mint: UncheckedAccount,
    /// The user's associated token account. The user has made the mandate its delegate, before this or in
    /// an earlier instruction of the transaction: no program has to be trusted with that.
    pub source: UncheckedAccount,
    #[account(
        init_if_needed,
        payer = payer,
        seeds = [
            b"mandate",
            store.address().as_ref(),
            user.address().as_ref(),
            mint.address().as_ref()
        ],
        bump = mandate.bump
    )]
    pub mandate: Account<Mandate>,
    pub system_program: Program<System>,
}

impl GrantMandate {
    fn validate(&self, now: u64, incarnation: u64, total: u64) -> Result<()> {
        self.subscription.require_of(&self.store)?;
        self.subscription.require_user(self.user.address())?;
        let known = matches!(self.mandate.version, 0 | Mandate::VERSION);
        require!(known, SubscriptionError::UnknownVersion);
        // Nobody knows the second in which a transaction that subscribes too will run.
        let is = self.subscription.incarnation;
        let seen = is == incarnation || (incarnation == 0 && is == now);
        require!(seen, SubscriptionError::ConsentOutdated);
        self.pay_token.require_taken(&self.store)?;
        require!(self.pay_token.mint == *self.mint.address(), SubscriptionError::WrongMint);
        self.validate_source(total)
    }

    fn validate_source(&self, total: u64) -> Result<()> {
        let (user, mint) = (self.user.address(), self.mint.address());
        let token_program = &self.pay_token.token_program;
        let bump = associated_account_bump(self.source.address(), user, mint, token_program);
        require!(bump.is_some(), SubscriptionError::WrongSource);
        let held = holding(self.source.account(), mint, token_program).map_err(SubscriptionError::from)?;
        require!(held.owner == *user, SubscriptionError::WrongSource);
        let delegated = held.delegate == Some(*self.mandate.address()) && held.delegated == total;
        require!(delegated, SubscriptionError::DelegateMismatch);
        Ok(())
    }

    /// Refused with `ConsentOutdated` if the subscription's incarnation is not the one that the user saw: 0
    /// stands for one that begins in the same second, as in the same transaction.
    pub fn handler(&mut self, bump: u8, terms: MandateTerms, incarnation: u64) -> Result<()> {
        let now = clock::now()?;
        self.validate(now, incarnation, terms.total)?;
        self.mandate.grant(now, self.subscription.incarnation, &terms)?;
        self.identify(bump);
        let mandate_before = self.subscription.mandate;
        self.subscription.mandate = *self.mandate.address();
        // What stood in the way of a charge may not any more.
        self.subscription.failure = 0;

        emit!(MandateGranted {
            store: *self.store.address(),
            subscription: *self.subscription.address(),
            user: *self.user.address(),
            mandate: *self.mandate.address(),
            mandate_before,
            mint: *self.mint.address(),
            per_charge: terms.per_charge,
            per_period: terms.per_period,
            total: terms.total,
            expires_at: terms.expires_at,
        });
        Ok(())
    }

    fn identify(&mut self, bump: u8) {
        if self.mandate.version != 0 {
            return;
        }
        let (store, user) = (*self.store.address(), *self.user.address());
        let (mint, source) = (*self.mint.address(), *self.source.address());
        let rent_payer = *self.payer.address();
        let mandate = &mut self.mandate;
        mandate.version = Mandate::VERSION;
        mandate.bump = bump;
        mandate.store = store;
        mandate.user = user;
        mandate.mint = mint;
        mandate.source = source;
        mandate.rent_payer = rent_payer;
    }
}
