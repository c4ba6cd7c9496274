//! A plan in the file that describes a store.

use serde::Deserialize;
use tenure_client::subscriptions::{PlanTerms, MAX_PRICE};
use tenure_math::billing::MAX_DISCOUNT_BPS;

use super::config::text_field;
use crate::value::{written, Decimal, Dollars, DOLLAR_DECIMALS};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanConfig {
    name: String,
    #[serde(deserialize_with = "written")]
    price: Decimal,
    interval: IntervalName,
    tier: String,
    discount_bps: u16,
    calls: u64,
    sockets: u32,
    /// Whether it takes new subscribers: there is no way back to that.
    #[serde(default = "yes")]
    pub sold: bool,
}

/// Where nothing is written.
pub(super) fn yes() -> bool {
    true
}

/// How often a price is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum IntervalName {
    Month,
    Year,
}

impl PlanConfig {
    /// With these tiers, from the lowest on.
    pub fn terms(&self, tiers: &[String]) -> Result<PlanTerms, String> {
        let tier = (1..).zip(tiers).find(|(_, name)| *name == &self.tier).map(|(tier, _)| tier);
        let tier = tier.ok_or_else(|| {
            format!("the plan '{}' is of tier '{}', which the collection does not have", self.name, self.tier)
        })?;
        let terms = PlanTerms {
            name: text_field(&self.name)?,
            price: dollars(&self.price)?,
            calls: self.calls,
            sockets: self.sockets,
            tier,
            interval: self.interval.code(),
            discount_bps: self.discount_bps,
        };
        require_plan(&terms).map(|()| terms)
    }
}

/// The program refuses what is outside its bounds.
pub fn require_plan(terms: &PlanTerms) -> Result<(), String> {
    let priced = (1..=MAX_PRICE).contains(&terms.price);
    if priced && terms.discount_bps <= MAX_DISCOUNT_BPS && terms.name[0] != 0 {
        return Ok(());
    }
    Err(format!(
        "a plan needs a name, a price of more than nothing and at most {}, and a discount of at most \
         {MAX_DISCOUNT_BPS} basis points",
        Dollars(MAX_PRICE)
    ))
}

impl IntervalName {
    /// As accounts hold it.
    pub fn code(self) -> u8 {
        match self {
            Self::Month => 0,
            Self::Year => 1,
        }
    }
}

/// Micro-USD.
pub fn dollars(amount: &Decimal) -> Result<u64, String> {
    amount.tokens(DOLLAR_DECIMALS).map(|amount| amount.units).map_err(|failure| failure.to_string())
}
