use anchor_lang::prelude::*;
use membership::Collection;

use crate::{
    error::SubscriptionError,
    event::StoreTermsSet,
    state::{Store, StoreTerms},
};

#[derive(Accounts)]
pub struct UpdateStore {
    #[account(mut)]
    pub store: Account<Store>,
    #[account(address = store.authority @ SubscriptionError::NotAuthority)]
    pub authority: Signer,
    #[account(address = store.collection @ SubscriptionError::WrongCollection)]
    pub collection: Account<Collection>,
}

impl UpdateStore {
    pub fn handler(&mut self, terms: StoreTerms) -> Result<()> {
        let before = self.store.terms();
        self.store.set_terms(&terms, self.collection.grace)?;
        emit!(StoreTermsSet {
            store: *self.store.address(),
            authority: *self.authority.address(),
            grace_before: before.grace,
            grace_after: terms.grace,
            window_before: before.window,
            window_after: terms.window,
            notice_before: before.notice,
            notice_after: terms.notice,
            keeper_fee_bps_before: before.keeper_fee_bps.into(),
            keeper_fee_bps_after: terms.keeper_fee_bps.into(),
        });
        Ok(())
    }
}
