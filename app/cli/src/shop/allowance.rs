use tenure_client::{subscriptions::MandateTerms, Instruction, Pubkey};
use tenure_math::billing::{Interval, Prepaid, MAX_GRACE};

use crate::{
    chain::{OpenPayToken, OpenStore},
    failure::Failure,
};

/// What a user allows to be charged, in base units.
pub struct Allowance {
    pub per_charge: u64,
    pub per_period: u64,
    pub total: u64,
    pub expires_at: u64,
}

impl Allowance {
    /// For `renewals` of what is paid, one a period of `interval`.
    pub fn of(per_charge: u64, renewals: u32, paid: &Prepaid, interval: Interval) -> Result<Self, Failure> {
        let total = per_charge.saturating_mul(renewals.into());
        let expires_at = Self::end(renewals, paid, interval)?;
        Ok(Self { per_charge, per_period: per_charge, total, expires_at })
    }

    /// When `renewals` of what is paid are over, one a period of `interval`: after the longest grace of the last
    /// one, which is never after the window for another one opens. So the last can be late, and none follows it.
    pub fn end(renewals: u32, paid: &Prepaid, interval: Interval) -> Result<u64, Failure> {
        let last = interval.end(paid.anchor_day, paid.paid_through(), renewals.saturating_sub(1));
        let last = last.ok_or_else(|| {
            Failure::input(format!("{renewals} renewals would last beyond the calendar's last year"))
        })?;
        Ok(last.saturating_add(MAX_GRACE.into()))
    }

    /// Makes the mandate the delegate of the user's associated token account, and grants it: both together,
    /// so that there is no delegate without its limits. `incarnation` is the subscription's, or 0 for one
    /// that begins in the same transaction.
    pub fn instructions(
        &self,
        store: &OpenStore,
        token: &OpenPayToken,
        user: &Pubkey,
        incarnation: u64,
    ) -> [Instruction; 2] {
        let Self { per_charge, per_period, total, expires_at } = *self;
        let terms = MandateTerms { per_charge, per_period, total, expires_at };
        [
            store.keys.approve(user, &token.keys, total, token.state.decimals),
            store.keys.grant_mandate(*user, user, &token.keys, terms, incarnation),
        ]
    }
}
