use anchor_lang::prelude::*;
use tenure_math::billing::{Interval, Offer, MAX_DISCOUNT_BPS};

use crate::{
    error::SubscriptionError,
    state::{PayToken, Store},
};

/// The highest price of a period: a million dollars, in micro-USD.
pub const MAX_PRICE: u64 = 1_000_000_000_000;

/// What can be subscribed to.
///
/// PDA `["plan", store, id]`. It never changes: another price is another plan, with another id. A sunset
/// plan takes no new subscribers and keeps those it has.
#[account]
pub struct Plan {
    pub version: u8,
    pub bump: u8,
    /// 1 once it takes no new subscribers.
    pub sunset: u8,
    /// Of the store's badges.
    pub tier: u8,
    /// 0: civil months, 1: years.
    pub interval: u8,
    pub reserved_flag: u8,
    /// Off for who pays in the store's own token, in basis points.
    pub discount_bps: u16,
    /// Of a period, in micro-USD.
    pub price: u64,
    /// For integrators: calls in a period.
    pub calls: u64,
    /// For integrators: sockets at a time.
    pub sockets: u32,
    /// Little-endian.
    pub id: [u8; 4],
    pub store: Address,
    /// UTF-8, filled up with zeros.
    pub name: [u8; 32],
    pub reserved: [u8; 32],
}

const _: () = assert!(core::mem::size_of::<Plan>() == 128);

/// What a plan is, for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, AnchorSerialize, AnchorDeserialize, IdlType)]
pub struct PlanTerms {
    /// UTF-8, filled up with zeros; not empty.
    pub name: [u8; 32],
    /// In micro-USD; from 1 to 10^12.
    pub price: u64,
    pub calls: u64,
    pub sockets: u32,
    /// One of the collection's.
    pub tier: u8,
    /// 0: civil months, 1: years.
    pub interval: u8,
    /// At most 5,000.
    pub discount_bps: u16,
}

impl Plan {
    pub const VERSION: u8 = 1;
    pub const SEED: &'static [u8] = b"plan";

    /// A new account's identity and terms. Refused: `BadPlanTerms`. Whether the tier exists, the collection
    /// knows.
    pub fn open(&mut self, bump: u8, id: [u8; 4], store: Address, terms: &PlanTerms) -> Result<()> {
        require!(terms.are_valid(), SubscriptionError::BadPlanTerms);
        self.version = Self::VERSION;
        self.bump = bump;
        self.id = id;
        self.store = store;
        self.tier = terms.tier;
        self.interval = terms.interval;
        self.discount_bps = terms.discount_bps;
        self.price = terms.price;
        self.calls = terms.calls;
        self.sockets = terms.sockets;
        self.name = terms.name;
        Ok(())
    }

    pub fn number(&self) -> u32 {
        u32::from_le_bytes(self.id)
    }

    pub fn interval(&self) -> Interval {
        interval_of(self.interval)
    }

    /// What it asks of somebody who pays with `token`.
    pub fn offer(&self, token: &PayToken) -> Offer {
        let discount_bps = if token.own == 1 { self.discount_bps } else { 0 };
        Offer { price: self.price, interval: self.interval(), discount_bps }
    }

    /// What it asks of somebody who paid elsewhere.
    pub fn granted(&self) -> Offer {
        Offer { price: 0, interval: self.interval(), discount_bps: 0 }
    }

    pub fn require_of(&self, store: &Account<Store>) -> Result<()> {
        require!(self.version == Self::VERSION, SubscriptionError::UnknownVersion);
        require!(self.store == *store.address(), SubscriptionError::WrongPlan);
        Ok(())
    }

    pub fn require_sold(&self, store: &Account<Store>) -> Result<()> {
        self.require_of(store)?;
        require!(self.sunset == 0, SubscriptionError::Sunset);
        Ok(())
    }

    /// What holds between any two instructions.
    pub fn invariant(&self) -> bool {
        (1..=MAX_PRICE).contains(&self.price)
            && self.discount_bps <= MAX_DISCOUNT_BPS
            && self.interval <= 1
            && self.sunset <= 1
    }
}

impl PlanTerms {
    fn are_valid(&self) -> bool {
        (1..=MAX_PRICE).contains(&self.price)
            && self.discount_bps <= MAX_DISCOUNT_BPS
            && self.interval <= 1
            && is_name(&self.name)
    }
}

/// As accounts hold it: 0 for months, anything else for years.
pub(super) fn interval_of(stored: u8) -> Interval {
    if stored == 0 {
        Interval::Month
    } else {
        Interval::Year
    }
}

fn is_name(name: &[u8]) -> bool {
    let len = name.iter().position(|&byte| byte == 0).unwrap_or(name.len());
    len > 0 && name[len..].iter().all(|&byte| byte == 0) && core::str::from_utf8(&name[..len]).is_ok()
}
