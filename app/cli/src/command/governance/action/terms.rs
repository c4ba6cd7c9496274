use serde::{Deserialize, Deserializer};
use tenure_client::{governor::GovernorParams, locker::LockerParams, revenue::Terms, Instruction, Pubkey};
use tenure_math::{Shares, BPS, MAX_PENALTY_BPS, MAX_STAKER_BPS, MAX_WEEKS};

use super::{if_written, require_change};
use crate::{
    chain::{Chain, OpenGovernor},
    command::governance::config::require_bounds,
    failure::Failure,
    value::{address_or_nobody, one_address, Decimal, Duration},
};

/// Announces how income is shared; what is not named stays as it was last announced.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnnounceTerms {
    staker_bps: Option<u16>,
    burn_bps: Option<u16>,
    #[serde(default, deserialize_with = "if_written")]
    min_power: Option<Decimal>,
}

/// Changes the locker's parameters; what is not named stays.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UpdateLocker {
    min_weeks: Option<u16>,
    max_weeks: Option<u16>,
    penalty_bps: Option<u16>,
    #[serde(default, deserialize_with = "address_if_written")]
    penalty_account: Option<Pubkey>,
    #[serde(default, deserialize_with = "nobody_if_written")]
    governor: Option<Pubkey>,
}

/// Changes the governor's parameters; what is not named stays.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UpdateGovernor {
    #[serde(default, deserialize_with = "if_written")]
    proposal_threshold: Option<Decimal>,
    #[serde(default, deserialize_with = "if_written")]
    voting_delay: Option<Duration>,
    #[serde(default, deserialize_with = "if_written")]
    voting_period: Option<Duration>,
    #[serde(default, deserialize_with = "if_written")]
    timelock: Option<Duration>,
    #[serde(default, deserialize_with = "if_written")]
    grace: Option<Duration>,
    quorum_bps: Option<u16>,
}

impl AnnounceTerms {
    pub fn build(&self, chain: &Chain, governor: &OpenGovernor) -> Result<Instruction, Failure> {
        let splitter = chain.splitter(chain.locker(governor.locker.address)?)?;
        let before = splitter.newest_terms();
        let min_power = match &self.min_power {
            Some(power) => power.tokens(splitter.locker.state.decimals)?.units,
            None => before.min_power,
        };
        let terms = Terms {
            staker_bps: self.staker_bps.unwrap_or(before.staker_bps),
            burn_bps: self.burn_bps.unwrap_or(before.burn_bps),
            min_power,
        };
        require_change(terms != before)?;
        let shares = Shares { staker_bps: terms.staker_bps, burn_bps: terms.burn_bps };
        if !shares.are_valid() {
            return Err(Failure::input(format!(
                "shares must satisfy staker_bps <= {MAX_STAKER_BPS} and staker_bps + burn_bps <= {BPS}"
            )));
        }
        Ok(splitter.keys.announce_terms(governor.keys.treasury, terms))
    }
}

impl UpdateLocker {
    pub fn build(&self, governor: &OpenGovernor) -> Result<Instruction, Failure> {
        let before = governor.locker.state.params();
        let mut keys = governor.locker.keys;
        keys.penalty_account = self.penalty_account.unwrap_or(keys.penalty_account);
        let params = LockerParams {
            min_weeks: self.min_weeks.unwrap_or(before.min_weeks),
            max_weeks: self.max_weeks.unwrap_or(before.max_weeks),
            penalty_bps: self.penalty_bps.unwrap_or(before.penalty_bps),
            governor: self.governor.unwrap_or(before.governor),
        };
        require_change(params != before || keys != governor.locker.keys)?;
        let (min, max) = (u32::from(params.min_weeks), u32::from(params.max_weeks));
        if min < 1 || min > max || max > MAX_WEEKS || params.penalty_bps > MAX_PENALTY_BPS {
            return Err(Failure::input(format!(
                "terms must satisfy 1 <= min_weeks <= max_weeks <= {MAX_WEEKS} and penalty_bps <= {MAX_PENALTY_BPS}"
            )));
        }
        Ok(keys.update_params(governor.keys.treasury, params))
    }
}

impl UpdateGovernor {
    pub fn build(&self, governor: &OpenGovernor) -> Result<Instruction, Failure> {
        let before = governor.state.params();
        let proposal_threshold = match &self.proposal_threshold {
            Some(power) => power.tokens(governor.locker.state.decimals)?.units,
            None => before.proposal_threshold,
        };
        let seconds = |span: Option<Duration>, before| {
            span.map_or(Ok(before), Duration::seconds).map_err(Failure::input)
        };
        let params = GovernorParams {
            proposal_threshold,
            voting_delay: seconds(self.voting_delay, before.voting_delay)?,
            voting_period: seconds(self.voting_period, before.voting_period)?,
            timelock: seconds(self.timelock, before.timelock)?,
            grace: seconds(self.grace, before.grace)?,
            quorum_bps: self.quorum_bps.unwrap_or(before.quorum_bps),
        };
        require_change(params != before)?;
        require_bounds(&params).map_err(Failure::input)?;
        Ok(governor.keys.update_params(params))
    }
}

fn address_if_written<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Pubkey>, D::Error> {
    one_address(input).map(Some)
}

/// As [`address_if_written`], or nobody by name.
fn nobody_if_written<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Pubkey>, D::Error> {
    address_or_nobody(input).map(Some)
}
