//! What the stores of this process's own networks sell, and on which terms: as migrations/store.toml has it.

use tenure_client::{
    membership::{padded, CollectionTerms},
    subscriptions::{PlanTerms, StoreTerms, TokenTerms, ORACLE, STABLE},
    Pubkey,
};

use super::FEED;
use crate::failure::Failure;

const DAY: u32 = 86_400;
const CENT: u64 = 10_000;
/// Off for who pays in the store's own token.
const DISCOUNT_BPS: u16 = 2_000;
/// Names, cents a month, calls a month, and sockets; the tiers are the same, from 1 on.
const PLANS: [(&str, u64, u64, u32); 4] = [
    ("Basic", 1_990, 10_000, 1),
    ("Advanced", 4_990, 50_000, 2),
    ("Premium", 9_990, 200_000, 5),
    ("VIP", 19_990, 1_000_000, 20),
];
/// A year costs as much as so many months.
const MONTHS_PAID: u64 = 10;

/// A stablecoin.
pub const STABLE_TERMS: TokenTerms = TokenTerms {
    kind: STABLE,
    own: false,
    enabled: true,
    max_confidence_bps: 0,
    max_deviation_bps: 0,
    max_age: 0,
    keeper_fee_cap: 1_000_000,
    feed: [0; 32],
};
/// The store's own token.
pub const OWN_TERMS: TokenTerms = TokenTerms {
    kind: ORACLE,
    own: true,
    max_confidence_bps: 100,
    max_deviation_bps: 1_000,
    max_age: 60,
    keeper_fee_cap: 20_000_000,
    feed: FEED,
    ..STABLE_TERMS
};

/// A store whose grace and whose window for renewals have so many days each.
pub const fn store_terms(days: u32) -> StoreTerms {
    StoreTerms { grace: days * DAY, window: days * DAY, notice: DAY, keeper_fee_bps: 50 }
}

/// Its badges.
pub fn collection_terms(store: Pubkey, terms: StoreTerms) -> Result<CollectionTerms, Failure> {
    let mut tiers = [[0; 16]; 8];
    for (field, (name, ..)) in tiers.iter_mut().zip(PLANS) {
        *field = text(name)?;
    }
    Ok(CollectionTerms {
        authority: store,
        grace: terms.grace,
        name: text("Membership")?,
        symbol: text("MEMBER")?,
        uri: text("https://example.com/membership.json")?,
        tiers,
    })
}

/// Its plans by the month.
pub fn monthly_plans() -> Result<Vec<PlanTerms>, Failure> {
    (1..).zip(PLANS).map(monthly).collect()
}

/// The same by the year, at two months off.
pub fn yearly_plans() -> Result<Vec<PlanTerms>, Failure> {
    let yearly = |month: PlanTerms| PlanTerms {
        price: month.price * MONTHS_PAID,
        calls: month.calls * 12,
        interval: 1,
        ..month
    };
    Ok(monthly_plans()?.into_iter().map(yearly).collect())
}

fn monthly((tier, (name, cents, calls, sockets)): (u8, (&str, u64, u64, u32))) -> Result<PlanTerms, Failure> {
    Ok(PlanTerms {
        name: text(name)?,
        price: cents * CENT,
        calls,
        sockets,
        tier,
        interval: 0,
        discount_bps: DISCOUNT_BPS,
    })
}

fn text<const N: usize>(words: &str) -> Result<[u8; N], Failure> {
    padded(words).ok_or_else(|| Failure::cluster(format!("'{words}' is too long")))
}
