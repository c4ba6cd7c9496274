//! The file that describes a locker.

use std::{fs, path::Path};

use serde::Deserialize;
use tenure_client::{
    locker::{LockerParams, Roles},
    Pubkey,
};
use tenure_math::{MAX_PENALTY_BPS, MAX_WEEKS};

use crate::{
    failure::Failure,
    value::{address_or_nobody, one_address, written, TokenAccount},
};

/// A locker as it should be.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LockerConfig {
    #[serde(deserialize_with = "one_address")]
    pub mint: Pubkey,
    pub min_weeks: u16,
    pub max_weeks: u16,
    pub penalty_bps: u16,
    #[serde(deserialize_with = "written")]
    pub penalty_account: TokenAccount,
    #[serde(deserialize_with = "one_address")]
    pub authority: Pubkey,
    #[serde(deserialize_with = "address_or_nobody")]
    pub pauser: Pubkey,
    #[serde(deserialize_with = "address_or_nobody")]
    pub governor: Pubkey,
}

impl LockerConfig {
    pub fn read(path: &Path) -> Result<Self, Failure> {
        let named = |words: String| Failure::input(format!("{}: {words}", path.display()));
        let text = fs::read_to_string(path).map_err(|error| named(error.to_string()))?;
        let config: Self = toml::from_str(&text).map_err(|error| named(error.to_string()))?;
        config.check().map_err(named)?;
        Ok(config)
    }

    pub fn check(&self) -> Result<(), String> {
        let (min, max) = (u32::from(self.min_weeks), u32::from(self.max_weeks));
        if min < 1 || min > max || max > MAX_WEEKS {
            return Err(format!("weeks must satisfy 1 <= min_weeks <= max_weeks <= {MAX_WEEKS}"));
        }
        if self.penalty_bps > MAX_PENALTY_BPS {
            return Err(format!("penalty_bps must be at most {MAX_PENALTY_BPS}, which is half"));
        }
        Ok(())
    }

    pub fn params(&self) -> LockerParams {
        LockerParams {
            min_weeks: self.min_weeks,
            max_weeks: self.max_weeks,
            penalty_bps: self.penalty_bps,
            governor: self.governor,
        }
    }

    pub fn roles(&self) -> Roles {
        Roles { authority: self.authority, pauser: self.pauser }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXAMPLE: &str = include_str!("../../../../../migrations/locker.toml");

    fn filled_in() -> String {
        EXAMPLE.replace("FILL-IN", "So11111111111111111111111111111111111111112")
    }

    fn parsed(text: &str) -> Result<LockerConfig, String> {
        let config: LockerConfig = toml::from_str(text).map_err(|error| error.to_string())?;
        config.check().map(|()| config)
    }

    #[test]
    fn the_example_is_read_once_filled_in_and_names_every_field() {
        assert!(parsed(EXAMPLE).is_err_and(|words| words.contains("not an address")));
        let config = parsed(&filled_in());
        assert!(config.is_ok(), "{config:?}");
        for field in ["mint", "penalty_bps", "authority", "pauser", "governor", "penalty_account"] {
            let example = filled_in();
            let without: Vec<_> = example.lines().filter(|line| !line.starts_with(field)).collect();
            assert!(parsed(&without.join("\n")).is_err(), "{field} was not missed");
        }
    }

    #[test]
    fn refuses_terms_that_the_program_would_refuse() {
        let longer = filled_in().replace("max_weeks = 208", "max_weeks = 209");
        assert!(parsed(&longer).is_err_and(|words| words.contains("max_weeks <= 208")));
        let dearer = filled_in().replace("penalty_bps = 5000", "penalty_bps = 5001");
        assert!(parsed(&dearer).is_err_and(|words| words.contains("at most 5000")));
        assert!(
            parsed(&format!("{}\nmax_week = 3", filled_in())).is_err_and(|words| words.contains("unknown"))
        );
    }
}
