use tenure_client::{
    governor::{Governor, OutflowLimit},
    Pubkey,
};

use super::{
    acceptance::limit_action,
    file::Limit,
    finding::{Finding, Found, Pending},
    Deployment,
};
use crate::{
    chain::{Chain, OpenGovernor, OpenLocker},
    command::{
        compare::differences,
        governance::{governor_differences, limit_decimals},
    },
    failure::Failure,
    value::Tokens,
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

/// Only a proposal can set what may leave the treasury. What nobody has set yet waits for the one by which the
/// treasury takes over, and is missing once it `has_taken_over`.
pub fn find_limits(
    chain: &Chain,
    deployment: &Deployment,
    governor: Option<&OpenGovernor>,
    has_taken_over: bool,
) -> Result<Vec<Finding>, Failure> {
    let keys = &deployment.addresses.governor;
    let week = governor.map(|_| chain.now()).transpose()?.map_or(0, tenure_math::week_of);
    let there = |mint: &Pubkey| {
        governor.map_or(OutflowLimit::NONE, |governor| newest_limit(&governor.state, week, mint))
    };
    let mut findings = Vec::new();
    for Limit { mint, limit } in &deployment.limits {
        let of = match *mint == Pubkey::default() {
            true => "SOL",
            false => deployment.token(mint)?.symbol.as_str(),
        };
        let what = format!("the treasury's limit of {limit} {of} a week");
        let found = match there(mint) {
            units if units == limit.units => Found::Same,
            OutflowLimit::NONE if !has_taken_over => Found::Waiting(Pending {
                by: keys.treasury,
                instruction: keys.set_outflow_limit(*mint, limit.units),
                action: limit_action(mint, *limit),
            }),
            units => Found::Differs(differences(&[("it", words(units, limit.decimals), limit.to_string())])),
        };
        findings.push(Finding::new(what, found));
    }
    let rows = governor.map(|governor| governor.state.outflow_limits.as_slice()).unwrap_or_default();
    for row in rows.iter().filter(|row| !row.is_free(week)) {
        let (mint, units) = (row.mint, there(&row.mint));
        if units != OutflowLimit::NONE && deployment.limits.iter().all(|limit| limit.mint != mint) {
            let of = if mint == Pubkey::default() { "SOL".to_owned() } else { mint.to_string() };
            let there = words(units, limit_decimals(chain, &mint)?);
            let words = differences(&[("it", there, "nothing".to_owned())]);
            findings
                .push(Finding::new(format!("the treasury's limit of {of} a week"), Found::Differs(words)));
        }
    }
    Ok(findings)
}

fn words(units: u64, decimals: u8) -> String {
    match units {
        OutflowLimit::NONE => "none".to_owned(),
        units => Tokens { units, decimals }.to_string(),
    }
}

/// The limit that is the last to have been set, in force or not yet.
fn newest_limit(governor: &Governor, week: u32, mint: &Pubkey) -> u64 {
    let in_force = governor.outflow_limit(week, mint);
    let row = governor.outflow_limits.iter().find(|row| row.mint == *mint && !row.is_free(week));
    row.filter(|row| row.next_from_week > week).map_or(in_force, |row| row.next_limit)
}
