use std::str::FromStr;

use serde::Deserialize;
use tenure_client::{governor::OutflowLimit, Instruction, Pubkey};

use super::transfer::SOL_DECIMALS;
use crate::{
    chain::{Chain, OpenGovernor},
    failure::Failure,
    value::{address, written, Decimal},
};

/// Limits what the treasury pays out of a mint in a week.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetOutflowLimit {
    #[serde(deserialize_with = "written")]
    mint: OfWhat,
    #[serde(deserialize_with = "written")]
    limit: Limit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OfWhat {
    Sol,
    Mint(Pubkey),
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Limit {
    None,
    Amount(Decimal),
}

impl FromStr for OfWhat {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "SOL" => Ok(Self::Sol),
            mint => address(mint).map(Self::Mint).map_err(|words| format!("{words}, or 'SOL'")),
        }
    }
}

impl FromStr for Limit {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "none" => Ok(Self::None),
            amount => amount.parse().map(Self::Amount).map_err(|words: String| format!("{words}, or 'none'")),
        }
    }
}

impl SetOutflowLimit {
    pub fn build(&self, chain: &Chain, governor: &OpenGovernor) -> Result<Instruction, Failure> {
        let (mint, decimals) = match self.mint {
            OfWhat::Sol => (Pubkey::default(), SOL_DECIMALS),
            OfWhat::Mint(mint) => (mint, chain.decimals_of(&mint)?),
        };
        let limit = match &self.limit {
            Limit::None => OutflowLimit::NONE,
            Limit::Amount(amount) => amount.tokens(decimals)?.units,
        };
        Ok(governor.keys.set_outflow_limit(mint, limit))
    }
}
