use tenure_client::{governor::Governor, Pubkey};

use super::{
    acceptance::limit_action,
    file::Limit,
    finding::{Finding, Found, Pending},
    Deployment,
};
use crate::{
    chain::{Chain, OpenGovernor, OpenLocker},
    command::governance::governor_differences,
    failure::Failure,
};

pub fn find_governor(
    chain: &Chain,
    deployment: &Deployment,
    locker: Option<OpenLocker>,
) -> Result<(Finding, Option<OpenGovernor>), Failure> {
    let (keys, deployer) = (&deployment.addresses.governor, deployment.addresses.deployer);
    let (params, council) = (deployment.governor, deployment.council);
    let what = format!("the governor, {}", keys.governor);
    let ruler = locker.as_ref().map(|locker| locker.state.authority);
    if let Some(locker) = locker {
        if chain.find_governor(&locker)?.is_some() {
            let governor = chain.governor(locker)?;
            let differences = governor_differences(&governor, &params, &council);
            return Ok((Finding::compared(what, differences), Some(governor)));
        }
    }
    let make = keys.create_governor(deployer, deployer, params, council);
    Ok((Finding::missing(what, &deployer, ruler, vec![make]), None))
}

/// Only a proposal can set what may leave the treasury.
pub fn find_limits(
    chain: &Chain,
    deployment: &Deployment,
    governor: Option<&OpenGovernor>,
) -> Result<Vec<Finding>, Failure> {
    let keys = &deployment.addresses.governor;
    let week = governor.map(|_| chain.now()).transpose()?.map_or(0, tenure_math::week_of);
    let mut findings = Vec::new();
    for Limit { mint, limit } in &deployment.limits {
        let of = match *mint == Pubkey::default() {
            true => "SOL",
            false => deployment.token(mint)?.symbol.as_str(),
        };
        let what = format!("the treasury's limit of {limit} {of} a week");
        let found = match governor {
            Some(governor) if newest_limit(&governor.state, week, mint) == limit.units => Found::Same,
            _ => Found::Waiting(Pending {
                by: keys.treasury,
                instruction: keys.set_outflow_limit(*mint, limit.units),
                action: limit_action(mint, *limit),
            }),
        };
        findings.push(Finding::new(what, found));
    }
    Ok(findings)
}

/// The limit that is the last to have been set, in force or not yet.
fn newest_limit(governor: &Governor, week: u32, mint: &Pubkey) -> u64 {
    let in_force = governor.outflow_limit(week, mint);
    let row = governor.outflow_limits.iter().find(|row| row.mint == *mint && !row.is_free(week));
    row.filter(|row| row.next_from_week > week).map_or(in_force, |row| row.next_limit)
}
