//! The file that describes a splitter.

use std::{fs, path::Path};

use serde::Deserialize;
use tenure_client::{revenue::Terms, Pubkey};
use tenure_math::{Shares, BPS, MAX_STAKER_BPS};

use crate::{
    failure::Failure,
    value::{address_or_nobody, one_address, written, Decimal},
};

/// A splitter as it should be.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RevenueConfig {
    pub staker_bps: u16,
    pub burn_bps: u16,
    #[serde(deserialize_with = "written")]
    pub min_power: Decimal,
    #[serde(deserialize_with = "one_address")]
    pub authority: Pubkey,
    #[serde(deserialize_with = "address_or_nobody")]
    pub pauser: Pubkey,
}

impl RevenueConfig {
    pub fn read(path: &Path) -> Result<Self, Failure> {
        let named = |words: String| Failure::input(format!("{}: {words}", path.display()));
        let text = fs::read_to_string(path).map_err(|error| named(error.to_string()))?;
        let config: Self = toml::from_str(&text).map_err(|error| named(error.to_string()))?;
        config.check().map_err(named)?;
        Ok(config)
    }

    pub fn check(&self) -> Result<(), String> {
        let shares = Shares { staker_bps: self.staker_bps, burn_bps: self.burn_bps };
        if !shares.are_valid() {
            return Err(format!(
                "shares must satisfy staker_bps <= {MAX_STAKER_BPS} and staker_bps + burn_bps <= {BPS}"
            ));
        }
        Ok(())
    }

    /// The terms, where the token that is locked has `decimals`.
    pub fn terms(&self, decimals: u8) -> Result<Terms, Failure> {
        let min_power = self.min_power.tokens(decimals)?.units;
        Ok(Terms { staker_bps: self.staker_bps, burn_bps: self.burn_bps, min_power })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXAMPLE: &str = include_str!("../../../../../migrations/revenue.toml");

    fn filled_in() -> String {
        EXAMPLE.replace("FILL-IN", "So11111111111111111111111111111111111111112")
    }

    fn parsed(text: &str) -> Result<RevenueConfig, String> {
        let config: RevenueConfig = toml::from_str(text).map_err(|error| error.to_string())?;
        config.check().map(|()| config)
    }

    #[test]
    fn the_example_is_read_once_filled_in_and_names_every_field() {
        assert!(parsed(EXAMPLE).is_err_and(|words| words.contains("not an address")));
        let terms = parsed(&filled_in()).ok().and_then(|config| config.terms(6).ok());
        assert_eq!(terms, Some(Terms { staker_bps: 5_000, burn_bps: 0, min_power: 0 }));
        for field in ["staker_bps", "burn_bps", "min_power", "authority", "pauser"] {
            let example = filled_in();
            let without: Vec<_> = example.lines().filter(|line| !line.starts_with(field)).collect();
            assert!(parsed(&without.join("\n")).is_err(), "{field} was not missed");
        }
    }

    #[test]
    fn power_is_in_tokens() {
        let config = filled_in().replace("min_power = \"0\"", "min_power = \"1000.5\"");
        let terms = parsed(&config).ok().and_then(|config| config.terms(6).ok());
        assert_eq!(terms.map(|terms| terms.min_power), Some(1_000_500_000));
    }

    #[test]
    fn refuses_shares_that_the_program_would_refuse() {
        for (staker, burn) in [(5_001, 0), (5_000, 5_001), (0, 10_001)] {
            let config = filled_in()
                .replace("staker_bps = 5000", &format!("staker_bps = {staker}"))
                .replace("burn_bps = 0", &format!("burn_bps = {burn}"));
            assert!(parsed(&config).is_err_and(|words| words.contains("staker_bps <= 5000")), "{config}");
        }
    }
}
