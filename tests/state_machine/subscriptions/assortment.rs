//! What the store sells, and for which tokens.

use tenure_client::{
    membership::padded,
    subscriptions::{PlanTerms, StoreTerms, TokenTerms, ORACLE, STABLE},
};
use tenure_tests::{PriceAccount, TokenKind};

/// A token, by its place in [`TOKENS`].
pub type TokenId = usize;

pub struct PlanOnSale {
    pub price: u64,
    pub tier: u8,
    pub months: u32,
    pub discount_bps: u16,
}

/// Prices that divide and such that do not, and one that hardly any token is small enough for.
pub const PLANS: [PlanOnSale; 7] = [
    PlanOnSale { price: 10_000_000, tier: 1, months: 1, discount_bps: 2_000 },
    PlanOnSale { price: 30_000_000, tier: 2, months: 1, discount_bps: 0 },
    PlanOnSale { price: 99_990_001, tier: 3, months: 1, discount_bps: 5_000 },
    PlanOnSale { price: 7, tier: 1, months: 1, discount_bps: 1 },
    PlanOnSale { price: 100_000_000, tier: 1, months: 12, discount_bps: 2_000 },
    PlanOnSale { price: 1_000_000_007, tier: 3, months: 12, discount_bps: 3_333 },
    PlanOnSale { price: 29_000_000, tier: 4, months: 12, discount_bps: 2_000 },
];

pub struct TokenOnTill {
    pub decimals: u8,
    pub token_2022: bool,
    /// Priced by the oracle; else a dollar each.
    pub own: bool,
    pub keeper_fee_cap: u64,
}

/// A stablecoin of each token program, and the store's own token.
pub const TOKENS: [TokenOnTill; 3] = [
    TokenOnTill { decimals: 6, token_2022: false, own: false, keeper_fee_cap: 60_000 },
    TokenOnTill { decimals: 4, token_2022: true, own: false, keeper_fee_cap: u64::MAX },
    TokenOnTill { decimals: 9, token_2022: false, own: true, keeper_fee_cap: 1_000_000_000 },
];

/// The own token.
pub const OWN: TokenId = 2;

/// Of the oracle.
pub const MAX_AGE: u32 = 60;
pub const MAX_CONFIDENCE_BPS: u16 = 100;
pub const MAX_DEVIATION_BPS: u16 = 1_000;

const DAY: u32 = 86_400;

/// The terms with which the store begins.
pub const TERMS: StoreTerms = StoreTerms { grace: 3 * DAY, window: DAY, notice: 2 * DAY, keeper_fee_bps: 50 };

/// Of the badges. No store's grace is longer.
pub const BADGE_GRACE: u32 = 10 * DAY;

impl PlanOnSale {
    pub fn terms(&self) -> PlanTerms {
        PlanTerms {
            name: padded("A plan").expect("a name that fits"),
            price: self.price,
            calls: 1_000,
            sockets: 1,
            tier: self.tier,
            interval: u8::from(self.months == 12),
            discount_bps: self.discount_bps,
        }
    }
}

impl TokenOnTill {
    pub fn kind(&self) -> TokenKind {
        if self.token_2022 {
            TokenKind::Token2022(vec![])
        } else {
            TokenKind::SplToken
        }
    }

    /// So many base units are about a dollar.
    pub fn dollar(&self) -> u64 {
        10u64.pow(self.decimals.into())
    }

    pub fn terms(&self, enabled: bool) -> TokenTerms {
        let stable = TokenTerms {
            kind: STABLE,
            own: false,
            enabled,
            max_confidence_bps: 0,
            max_deviation_bps: 0,
            max_age: 0,
            keeper_fee_cap: self.keeper_fee_cap,
            feed: [0; 32],
        };
        if !self.own {
            return stable;
        }
        TokenTerms {
            kind: ORACLE,
            own: true,
            max_confidence_bps: MAX_CONFIDENCE_BPS,
            max_deviation_bps: MAX_DEVIATION_BPS,
            max_age: MAX_AGE,
            feed: PriceAccount::sol_usd().feed(),
            ..stable
        }
    }
}
