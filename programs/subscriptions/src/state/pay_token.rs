use anchor_lang::prelude::*;
use tenure_math::{
    billing::{stable_tokens, MAX_CONFIDENCE_BPS, MAX_DECIMALS},
    BPS,
};
use tenure_tokens::{decimals_of_admitted, owner_of_tokens};

use crate::{error::SubscriptionError, oracle, state::Store};

/// Kinds of tokens: worth a dollar each, or priced by an oracle.
pub const STABLE: u8 = 0;
pub const ORACLE: u8 = 1;

/// The oldest price that any token is charged at: an hour.
const MAX_AGE: u32 = 3_600;

/// A token that a store takes.
///
/// PDA `["pay", store, mint]`.
#[account]
pub struct PayToken {
    pub version: u8,
    pub bump: u8,
    /// [`STABLE`] or [`ORACLE`].
    pub kind: u8,
    /// 1 while it is taken.
    pub enabled: u8,
    /// 1 for the store's own token: plans give a discount for it.
    pub own: u8,
    pub decimals: u8,
    /// The widest confidence interval, in basis points of the price.
    pub max_confidence_bps: u16,
    /// The farthest that the price may be from its moving average, in basis points of that.
    pub max_deviation_bps: u16,
    pub reserved_flags: [u8; 2],
    /// The oldest price, in seconds.
    pub max_age: u32,
    /// The most that a keeper gets of one charge, in base units.
    pub keeper_fee_cap: u64,
    pub store: Address,
    pub mint: Address,
    pub token_program: Address,
    /// Where payments go: a token account of the store's payout owner.
    pub payout: Address,
    /// Pyth's id of the feed; zero for a stable token.
    pub feed: [u8; 32],
    pub reserved: [u8; 32],
}

const _: () = assert!(core::mem::size_of::<PayToken>() == 216);

/// How a store takes a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, AnchorSerialize, AnchorDeserialize, IdlType)]
pub struct TokenTerms {
    /// 0: a dollar each; 1: priced by an oracle. All that concerns the oracle is zero for the first.
    pub kind: u8,
    pub own: bool,
    pub enabled: bool,
    /// From 1 to 1,000.
    pub max_confidence_bps: u16,
    /// From 1 to 10,000.
    pub max_deviation_bps: u16,
    /// In seconds, from 1 to 3,600.
    pub max_age: u32,
    /// In base units.
    pub keeper_fee_cap: u64,
    pub feed: [u8; 32],
}

impl PayToken {
    pub const VERSION: u8 = 1;
    pub const SEED: &'static [u8] = b"pay";

    pub fn set_terms(&mut self, terms: &TokenTerms) -> Result<()> {
        require!(terms.are_valid(), SubscriptionError::BadTokenTerms);
        self.kind = terms.kind;
        self.own = terms.own.into();
        self.enabled = terms.enabled.into();
        self.max_confidence_bps = terms.max_confidence_bps;
        self.max_deviation_bps = terms.max_deviation_bps;
        self.max_age = terms.max_age;
        self.keeper_fee_cap = terms.keeper_fee_cap;
        self.feed = terms.feed;
        Ok(())
    }

    pub fn require_of(&self, store: &Account<Store>) -> Result<()> {
        require!(self.version == Self::VERSION, SubscriptionError::UnknownVersion);
        require!(self.store == *store.address(), SubscriptionError::WrongPayToken);
        Ok(())
    }

    pub fn require_taken(&self, store: &Account<Store>) -> Result<()> {
        self.require_of(store)?;
        require!(self.enabled == 1, SubscriptionError::TokenDisabled);
        Ok(())
    }

    /// The mint is what it was when it was admitted, and the payout account is still the payout owner's.
    pub fn require_sound(&self, store: &Store, mint: &AccountView, payout: &AccountView) -> Result<()> {
        require!(*mint.address() == self.mint, SubscriptionError::WrongMint);
        let decimals = decimals_of_admitted(mint, &self.token_program).map_err(SubscriptionError::from)?;
        require!(decimals == self.decimals, SubscriptionError::MintChanged);
        require!(*payout.address() == self.payout, SubscriptionError::WrongPayout);
        let owner =
            owner_of_tokens(payout, &self.mint, &self.token_program).map_err(SubscriptionError::from)?;
        require!(owner == store.payout_owner, SubscriptionError::WrongPayout);
        Ok(())
    }

    /// The base units that `amount`, in micro-USD, is at second `now`; rounded up. `price` is the oracle's
    /// account; it is not read for a stable token, nor for nothing.
    pub fn tokens(&self, amount: u64, price: &AccountView, now: u64) -> Result<u64> {
        if amount == 0 {
            return Ok(0);
        }
        let tokens = if self.kind == STABLE {
            stable_tokens(amount, self.decimals)
        } else {
            oracle::read(price, self, now)?.tokens(amount, self.decimals, self.max_confidence_bps)
        };
        Ok(tokens.map_err(SubscriptionError::from)?)
    }

    /// What holds between any two instructions.
    pub fn invariant(&self) -> bool {
        self.kind <= ORACLE && self.decimals <= MAX_DECIMALS && self.enabled <= 1 && self.own <= 1
    }
}

impl TokenTerms {
    fn are_valid(&self) -> bool {
        let oracle = (self.max_confidence_bps, self.max_deviation_bps, self.max_age, self.feed);
        match self.kind {
            STABLE => oracle == (0, 0, 0, [0; 32]),
            ORACLE => {
                (1..=MAX_CONFIDENCE_BPS).contains(&self.max_confidence_bps)
                    && (1..=BPS).contains(&self.max_deviation_bps)
                    && (1..=MAX_AGE).contains(&self.max_age)
                    && self.feed != [0; 32]
            }
            _ => false,
        }
    }
}
