use anchor_lang::prelude::*;
use tenure_math::{
    billing::{MAX_GRACE, MAX_WINDOW},
    BPS,
};

use crate::error::SubscriptionError;

/// The largest part of a charge that goes to the keeper who made it: a hundredth. Compiled in, so that
/// renewing one's own subscription is never a discount worth having.
pub const MAX_KEEPER_FEE_BPS: u16 = 100;

/// The shortest grace: an hour. A change of plan is paid in it, as time paid before is of the plan that runs.
pub const MIN_GRACE: u32 = 3_600;

/// The shortest window before a period's end in which it is renewed: an hour.
pub const MIN_WINDOW: u32 = 3_600;

/// The shortest and the longest notice before a credit can be withdrawn: an hour, and two weeks.
pub const MIN_NOTICE: u32 = 3_600;
pub const MAX_NOTICE: u32 = 14 * 86_400;

/// One who sells subscriptions.
///
/// PDA `["store", creator, id]`. It signs as the issuer of its badges. Where payments go is fixed for good:
/// whoever gets hold of the authority cannot turn them away from there.
#[account]
pub struct Store {
    pub version: u8,
    pub bump: u8,
    /// 1 while nothing is sold or renewed.
    pub paused: u8,
    pub reserved_flag: u8,
    /// Little-endian; of the creator's choice.
    pub id: [u8; 4],
    /// The id of the next plan. Ids are never used again.
    pub next_plan: u32,
    /// Seconds after the paid time in which it can still be renewed.
    pub grace: u32,
    /// Seconds before the paid time ends in which it can be renewed already, and is reminded of.
    pub window: u32,
    /// Seconds between the request to close a credit and its withdrawal.
    pub notice: u32,
    /// A keeper's part of a charge it makes, in basis points, off what the store gets.
    pub keeper_fee_bps: u16,
    pub reserved_flags: [u8; 6],
    pub creator: Address,
    pub authority: Address,
    /// Zero if none is proposed.
    pub proposed_authority: Address,
    /// May pause; only the authority resumes. Zero if none.
    pub pauser: Address,
    /// Grants periods that were paid elsewhere. Zero if none.
    pub operator: Address,
    /// Owns the token accounts that payments go to.
    pub payout_owner: Address,
    /// Of the badges that subscribers carry.
    pub collection: Address,
    pub reserved: [u8; 64],
}

const _: () = assert!(core::mem::size_of::<Store>() == 320);

/// What a store's authority may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, AnchorSerialize, AnchorDeserialize, IdlType)]
pub struct StoreTerms {
    /// In seconds, from an hour to two weeks, and no longer than that of the badges.
    pub grace: u32,
    /// In seconds, from an hour to two weeks.
    pub window: u32,
    /// In seconds, from an hour to two weeks. It counts for credits that are opened from then on.
    pub notice: u32,
    /// In basis points, at most 100.
    pub keeper_fee_bps: u16,
}

/// Who runs a new store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, AnchorSerialize, AnchorDeserialize, IdlType)]
pub struct Roles {
    pub authority: Address,
    /// Zero for nobody.
    pub pauser: Address,
    /// Zero for nobody.
    pub operator: Address,
    /// For good.
    pub payout_owner: Address,
}

impl Store {
    pub const VERSION: u8 = 1;
    pub const SEED: &'static [u8] = b"store";

    /// A new account's identity and roles.
    pub fn open(&mut self, bump: u8, id: [u8; 4], creator: Address, collection: Address, roles: &Roles) {
        self.version = Self::VERSION;
        self.bump = bump;
        self.id = id;
        self.creator = creator;
        self.collection = collection;
        self.authority = roles.authority;
        self.pauser = roles.pauser;
        self.operator = roles.operator;
        self.payout_owner = roles.payout_owner;
    }

    /// `badge_grace` is that of the collection: a badge outlasts the subscription it shows.
    pub fn set_terms(&mut self, terms: &StoreTerms, badge_grace: u32) -> Result<()> {
        require!(terms.are_valid(badge_grace), SubscriptionError::BadStoreTerms);
        self.grace = terms.grace;
        self.window = terms.window;
        self.notice = terms.notice;
        self.keeper_fee_bps = terms.keeper_fee_bps;
        Ok(())
    }

    pub fn terms(&self) -> StoreTerms {
        StoreTerms {
            grace: self.grace,
            window: self.window,
            notice: self.notice,
            keeper_fee_bps: self.keeper_fee_bps,
        }
    }

    /// Counts a new plan, which must name the next id.
    pub fn add_plan(&mut self, id: [u8; 4]) -> Result<()> {
        require!(u32::from_le_bytes(id) == self.next_plan, SubscriptionError::WrongPlanId);
        self.next_plan = self.next_plan.checked_add(1).ok_or(SubscriptionError::Overflow)?;
        Ok(())
    }

    pub fn require_open(&self) -> Result<()> {
        require!(self.version == Self::VERSION, SubscriptionError::UnknownVersion);
        require!(self.paused == 0, SubscriptionError::Paused);
        Ok(())
    }

    /// `floor(amount * bps / 10,000)`, and no more than `cap`: a keeper's part of a charge, in base units.
    pub fn keeper_fee(&self, amount: u64, cap: u64) -> u64 {
        let (bps, whole) = (u64::from(self.keeper_fee_bps), u64::from(BPS));
        // In two steps, which no amount overflows: bps is at most 100.
        let fee = amount / whole * bps + amount % whole * bps / whole;
        fee.min(cap)
    }

    /// What the store signs by.
    pub fn signer_seeds(&self) -> [&[u8]; 4] {
        [Self::SEED, self.creator.as_ref(), &self.id, core::slice::from_ref(&self.bump)]
    }

    /// What holds between any two instructions.
    pub fn invariant(&self) -> bool {
        self.terms().are_valid(MAX_GRACE) && self.paused <= 1
    }
}

impl StoreTerms {
    fn are_valid(&self, badge_grace: u32) -> bool {
        (MIN_GRACE..=MAX_GRACE.min(badge_grace)).contains(&self.grace)
            && (MIN_WINDOW..=MAX_WINDOW).contains(&self.window)
            && (MIN_NOTICE..=MAX_NOTICE).contains(&self.notice)
            && self.keeper_fee_bps <= MAX_KEEPER_FEE_BPS
    }
}
