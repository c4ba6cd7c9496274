//! A token in the file that describes a store.

use serde::Deserialize;
use tenure_client::{
    subscriptions::{TokenTerms, ORACLE, STABLE},
    Pubkey,
};

use super::plan_config::yes;
use crate::{
    failure::Failure,
    value::{one_address, written, Decimal, Duration, Feed},
};

/// In seconds.
const HOUR: u32 = 3_600;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PayTokenConfig {
    #[serde(deserialize_with = "one_address")]
    pub mint: Pubkey,
    #[serde(default)]
    own: bool,
    /// It counts as a dollar, and has no price.
    #[serde(default)]
    stable: bool,
    /// Whether it is taken now.
    #[serde(default = "yes")]
    taken: bool,
    #[serde(deserialize_with = "written")]
    keeper_fee_cap: Decimal,
    oracle: Option<OracleConfig>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OracleConfig {
    #[serde(deserialize_with = "written")]
    feed: Feed,
    #[serde(deserialize_with = "written")]
    max_age: Duration,
    max_confidence_bps: u16,
    max_deviation_bps: u16,
}

impl PayTokenConfig {
    /// A token never counts as a dollar because a table was forgotten.
    pub fn check(&self) -> Result<(), String> {
        if self.stable != self.oracle.is_some() {
            return Ok(());
        }
        let mint = self.mint;
        Err(format!(
            "the token {mint} needs either stable = true, to count as a dollar, or an oracle for its price"
        ))
    }

    /// Pyth's id of its price feed, if it is priced.
    pub fn feed(&self) -> Option<[u8; 32]> {
        self.oracle.as_ref().map(|oracle| oracle.feed.0)
    }

    /// The terms, of a mint with `decimals`.
    pub fn terms(&self, decimals: u8) -> Result<TokenTerms, Failure> {
        let keeper_fee_cap = self.keeper_fee_cap.tokens(decimals)?.units;
        let stable = TokenTerms {
            kind: STABLE,
            own: self.own,
            enabled: self.taken,
            max_confidence_bps: 0,
            max_deviation_bps: 0,
            max_age: 0,
            keeper_fee_cap,
            feed: [0; 32],
        };
        let Some(oracle) = &self.oracle else { return Ok(stable) };
        let terms = TokenTerms {
            kind: ORACLE,
            max_confidence_bps: oracle.max_confidence_bps,
            max_deviation_bps: oracle.max_deviation_bps,
            max_age: oracle.max_age.seconds().map_err(Failure::input)?,
            feed: oracle.feed.0,
            ..stable
        };
        require_oracle(&terms).map_err(Failure::input)?;
        Ok(terms)
    }
}

/// The program refuses what is outside its bounds.
pub fn require_oracle(terms: &TokenTerms) -> Result<(), String> {
    let fits = (1..=HOUR).contains(&terms.max_age)
        && (1..=1_000).contains(&terms.max_confidence_bps)
        && (1..=10_000).contains(&terms.max_deviation_bps);
    if terms.kind == STABLE || fits {
        return Ok(());
    }
    Err("an oracle's terms must keep to these bounds: max_age 1 second to 1 hour, max_confidence_bps 1 to 1000, \
         max_deviation_bps 1 to 10000"
        .to_owned())
}
