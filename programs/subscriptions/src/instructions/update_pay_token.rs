use anchor_lang::prelude::*;

use crate::{
    error::SubscriptionError,
    event::PayTokenSet,
    state::{PayToken, Store, TokenTerms},
};

#[derive(Accounts)]
pub struct UpdatePayToken {
    pub store: Account<Store>,
    #[account(address = store.authority @ SubscriptionError::NotAuthority)]
    pub authority: Signer,
    #[account(mut)]
    pub pay_token: Account<PayToken>,
}

impl UpdatePayToken {
    pub fn handler(&mut self, terms: TokenTerms) -> Result<()> {
        self.pay_token.require_of(&self.store)?;
        let PayToken {
            keeper_fee_cap: keeper_fee_cap_before,
            enabled: enabled_before,
            max_age: max_age_before,
            max_confidence_bps,
            max_deviation_bps,
            kind,
            own,
            feed: feed_before,
            ..
        } = *self.pay_token;
        self.pay_token.set_terms(&terms)?;
        emit!(PayTokenSet {
            store: *self.store.address(),
            authority: *self.authority.address(),
            pay_token: *self.pay_token.address(),
            keeper_fee_cap_before,
            keeper_fee_cap_after: terms.keeper_fee_cap,
            feed_before,
            feed_after: terms.feed,
            kind_before: kind.into(),
            kind_after: terms.kind.into(),
            own_before: own.into(),
            own_after: terms.own.into(),
            enabled_before: enabled_before.into(),
            enabled_after: terms.enabled.into(),
            max_age_before,
            max_age_after: terms.max_age,
            max_confidence_bps_before: max_confidence_bps.into(),
            max_confidence_bps_after: terms.max_confidence_bps.into(),
            max_deviation_bps_before: max_deviation_bps.into(),
            max_deviation_bps_after: terms.max_deviation_bps.into(),
        });
        Ok(())
    }
}
