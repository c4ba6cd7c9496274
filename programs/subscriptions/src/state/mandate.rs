use anchor_lang::prelude::*;
use tenure_math::billing;

use crate::error::SubscriptionError;

/// What a user allows to be charged without signing again.
///
/// PDA `["mandate", store, user, mint]`. This address is the delegate of the user's token account: nothing
/// else can take from there, and it takes no more than this says.
#[account]
pub struct Mandate {
    pub version: u8,
    pub bump: u8,
    pub reserved_flags: [u8; 6],
    /// Of the subscription it was granted for.
    pub incarnation: u64,
    /// In base units: the most that may still be charged, ever; for one charge; and for one period.
    pub total_left: u64,
    pub per_charge: u64,
    pub per_period: u64,
    /// From this second on nothing is charged.
    pub expires_at: u64,
    /// The newest period that anything was charged for: the second at which it begins.
    pub period: u64,
    /// What was charged for it.
    pub spent: u64,
    pub store: Address,
    pub user: Address,
    pub mint: Address,
    /// The user's associated token account, from which it is charged.
    pub source: Address,
    pub rent_payer: Address,
    pub reserved: [u8; 32],
}

const _: () = assert!(core::mem::size_of::<Mandate>() == 256);

/// What a user grants. Amounts are in base units, each at most the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, AnchorSerialize, AnchorDeserialize, IdlType)]
pub struct MandateTerms {
    pub per_charge: u64,
    pub per_period: u64,
    /// Just what the token account's delegate may take. Not unlimited.
    pub total: u64,
    /// From this second on nothing is charged.
    pub expires_at: u64,
}

impl Mandate {
    pub const VERSION: u8 = 1;
    pub const SEED: &'static [u8] = b"mandate";

    /// Refused: `BadMandateTerms`.
    pub fn grant(&mut self, now: u64, incarnation: u64, terms: &MandateTerms) -> Result<()> {
        let MandateTerms { per_charge, per_period, total, expires_at } = *terms;
        let granted =
            billing::Mandate { total_left: total, per_charge, per_period, expires_at, period: 0, spent: 0 };
        require!(granted.is_valid(now), SubscriptionError::BadMandateTerms);
        self.set(&granted);
        self.incarnation = incarnation;
        Ok(())
    }

    pub fn caps(&self) -> billing::Mandate {
        billing::Mandate {
            total_left: self.total_left,
            per_charge: self.per_charge,
            per_period: self.per_period,
            expires_at: self.expires_at,
            period: self.period,
            spent: self.spent,
        }
    }

    pub fn set(&mut self, caps: &billing::Mandate) {
        self.total_left = caps.total_left;
        self.per_charge = caps.per_charge;
        self.per_period = caps.per_period;
        self.expires_at = caps.expires_at;
        self.period = caps.period;
        self.spent = caps.spent;
    }

    /// What holds between any two instructions.
    pub fn invariant(&self) -> bool {
        self.per_charge <= self.per_period && self.spent <= self.per_period && self.total_left < u64::MAX
    }
}
