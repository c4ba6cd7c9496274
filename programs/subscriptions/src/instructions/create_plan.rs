use anchor_lang::prelude::*;
use membership::Collection;

use crate::{
    error::SubscriptionError,
    event::PlanCreated,
    state::{Plan, PlanTerms, Store},
};

#[derive(Accounts)]
#[instruction(id: [u8; 4])]
pub struct CreatePlan {
    /// Pays the rent. May be the authority.
    #[account(mut, unsafe(dup))]
    pub payer: Signer,
    #[account(mut)]
    pub store: Account<Store>,
    #[account(address = store.authority @ SubscriptionError::NotAuthority)]
    pub authority: Signer,
    /// Knows the tiers.
    #[account(address = store.collection @ SubscriptionError::WrongCollection)]
    pub collection: Account<Collection>,
    #[account(
        init,
        payer = payer,
        seeds = [b"plan", store.address().as_ref(), id.as_ref()],
        bump
    )]
    pub plan: Account<Plan>,
    pub system_program: Program<System>,
}

impl CreatePlan {
    pub fn handler(&mut self, bump: u8, id: [u8; 4], terms: PlanTerms) -> Result<()> {
        self.collection.tier_name(terms.tier).map_err(|_| SubscriptionError::UnknownTier)?;
        self.store.add_plan(id)?;
        let store = *self.store.address();
        self.plan.open(bump, id, store, &terms)?;

        emit!(PlanCreated {
            store,
            authority: *self.authority.address(),
            plan: *self.plan.address(),
            name: terms.name,
            price: terms.price,
            calls: terms.calls,
            sockets: terms.sockets,
            id: self.plan.number(),
            tier: terms.tier.into(),
            interval: terms.interval.into(),
            discount_bps: terms.discount_bps.into(),
            reserved: 0,
        });
        Ok(())
    }
}
