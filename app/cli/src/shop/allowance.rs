use tenure_client::{subscriptions::MandateTerms, Instruction, Pubkey};

use crate::{
    chain::{OpenPayToken, OpenStore},
    failure::Failure,
    session::Session,
    value::Duration,
};

/// For how long renewals are allowed if nothing else is said: ten years.
pub const TEN_YEARS: Duration = Duration(3_650 * 86_400);

/// What a user allows to be charged, in base units.
pub struct Allowance {
    pub per_charge: u64,
    pub per_period: u64,
    pub total: u64,
    pub lasts: Duration,
}

impl Allowance {
    /// For `charges`, one a period.
    pub fn of(per_charge: u64, charges: u32) -> Self {
        let total = per_charge.saturating_mul(charges.into());
        Self { per_charge, per_period: per_charge, total, lasts: TEN_YEARS }
    }

    /// Makes the mandate the delegate of the user's associated token account, and grants it: both together,
    /// so that there is no delegate without its limits. `incarnation` is the subscription's, or 0 for one
    /// that begins in the same transaction.
    pub fn instructions(
        &self,
        session: &Session,
        store: &OpenStore,
        token: &OpenPayToken,
        user: &Pubkey,
        incarnation: u64,
    ) -> Result<[Instruction; 2], Failure> {
        let expires_at = session.chain.now()?.saturating_add(self.lasts.0);
        let Self { per_charge, per_period, total, .. } = *self;
        let terms = MandateTerms { per_charge, per_period, total, expires_at };
        Ok([
            store.keys.approve(user, &token.keys, total, token.state.decimals),
            store.keys.grant_mandate(*user, user, &token.keys, terms, incarnation),
        ])
    }
}
