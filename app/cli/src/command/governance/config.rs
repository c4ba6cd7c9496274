//! The file that describes a governor.

use std::{fs, path::Path};

use serde::Deserialize;
use tenure_client::{governor::GovernorParams, Pubkey};
use tenure_math::voting_terms::{
    DAY, MAX_GRACE, MAX_QUORUM_BPS, MAX_TIMELOCK, MAX_VOTING_DELAY, MAX_VOTING_PERIOD, MIN_GRACE,
    MIN_QUORUM_BPS, MIN_TIMELOCK, MIN_VOTING_PERIOD,
};

use crate::{
    failure::Failure,
    value::{address_or_nobody, written, Decimal, Duration},
};

/// A governor as it should be.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GovernorConfig {
    #[serde(deserialize_with = "written")]
    proposal_threshold: Decimal,
    #[serde(deserialize_with = "written")]
    voting_delay: Duration,
    #[serde(deserialize_with = "written")]
    voting_period: Duration,
    #[serde(deserialize_with = "written")]
    timelock: Duration,
    #[serde(deserialize_with = "written")]
    grace: Duration,
    quorum_bps: u16,
    #[serde(deserialize_with = "address_or_nobody")]
    pub council: Pubkey,
}

impl GovernorConfig {
    pub fn read(path: &Path) -> Result<Self, Failure> {
        let named = |words: String| Failure::input(format!("{}: {words}", path.display()));
        let text = fs::read_to_string(path).map_err(|error| named(error.to_string()))?;
        toml::from_str(&text).map_err(|error| named(error.to_string()))
    }

    /// The parameters, where the token that is locked has `decimals`.
    pub fn params(&self, decimals: u8) -> Result<GovernorParams, Failure> {
        let seconds = |span: Duration| span.seconds().map_err(Failure::input);
        let params = GovernorParams {
            proposal_threshold: self.proposal_threshold.tokens(decimals)?.units,
            voting_delay: seconds(self.voting_delay)?,
            voting_period: seconds(self.voting_period)?,
            timelock: seconds(self.timelock)?,
            grace: seconds(self.grace)?,
            quorum_bps: self.quorum_bps,
        };
        require_bounds(&params).map_err(Failure::input)?;
        Ok(params)
    }
}

/// The program refuses what is outside its compiled bounds.
pub fn require_bounds(params: &GovernorParams) -> Result<(), String> {
    if params.terms().are_valid() {
        return Ok(());
    }
    let days = |seconds: u32| seconds / DAY;
    Err(format!(
        "a governor's parameters must keep to these bounds: proposal_threshold more than nothing, voting_delay at \
         most {} days, voting_period {} to {} days, timelock {} to {} days, grace {} to {} days, quorum_bps \
         {MIN_QUORUM_BPS} to {MAX_QUORUM_BPS}",
        days(MAX_VOTING_DELAY),
        days(MIN_VOTING_PERIOD),
        days(MAX_VOTING_PERIOD),
        days(MIN_TIMELOCK),
        days(MAX_TIMELOCK),
        days(MIN_GRACE),
        days(MAX_GRACE),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXAMPLE: &str = include_str!("../../../../../migrations/governor.toml");

    fn params(text: &str) -> Result<GovernorParams, String> {
        let config: GovernorConfig = toml::from_str(text).map_err(|error| error.to_string())?;
        config.params(6).map_err(|failure| failure.to_string())
    }

    #[test]
    fn the_example_is_read_and_names_every_field() {
        let expected = GovernorParams {
            proposal_threshold: 1_000_000_000,
            voting_delay: 86_400,
            voting_period: 432_000,
            timelock: 172_800,
            grace: 604_800,
            quorum_bps: 1_000,
        };
        assert_eq!(params(EXAMPLE), Ok(expected));
        for field in [
            "proposal_threshold",
            "voting_delay",
            "voting_period",
            "timelock",
            "grace",
            "quorum_bps",
            "council",
        ] {
            let without: Vec<_> = EXAMPLE.lines().filter(|line| !line.starts_with(field)).collect();
            assert!(params(&without.join("\n")).is_err(), "{field} was not missed");
        }
    }

    #[test]
    fn refuses_parameters_that_the_program_would_refuse() {
        for (from, to) in [
            ("proposal_threshold = \"1000\"", "proposal_threshold = \"0\""),
            ("voting_delay = \"1 day\"", "voting_delay = \"15 days\""),
            ("voting_period = \"5 days\"", "voting_period = \"23 hours\""),
            ("timelock = \"2 days\"", "timelock = \"23 hours\""),
            ("grace = \"7 days\"", "grace = \"29 days\""),
            ("quorum_bps = 1000", "quorum_bps = 5001"),
        ] {
            let config = EXAMPLE.replace(from, to);
            assert_ne!(config, EXAMPLE, "{from}");
            assert!(params(&config).is_err_and(|words| words.contains("keep to these bounds")), "{to}");
        }
    }
}
