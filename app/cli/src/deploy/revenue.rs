use tenure_client::Pubkey;

use super::{finding::Finding, Deployment};
use crate::{
    chain::{Chain, OpenLocker, OpenSplitter},
    command::{
        compare::differences,
        revenue::{create_pool, splitter_differences},
    },
    failure::Failure,
};

/// Who rules it is told with the handover.
pub fn find_splitter(
    chain: &Chain,
    deployment: &Deployment,
    locker: Option<OpenLocker>,
) -> Result<(Finding, Option<OpenSplitter>), Failure> {
    let (keys, deployer) = (&deployment.addresses.revenue, deployment.addresses.deployer);
    let (config, terms) = (&deployment.revenue, deployment.terms);
    let what = format!("the splitter, {}", keys.splitter);
    let ruler = locker.as_ref().map(|locker| locker.state.authority);
    if let Some(locker) = locker {
        if chain.find_splitter(&locker)?.is_some() {
            let splitter = chain.splitter(locker)?;
            let authority = splitter.state.authority;
            let differences = splitter_differences(&splitter, &terms, &authority, &config.pauser);
            return Ok((Finding::compared(what, differences), Some(splitter)));
        }
    }
    let make = keys.create_splitter(deployer, deployer, terms, config.authority, config.pauser);
    Ok((Finding::missing(what, &deployer, ruler, vec![make]), None))
}

pub fn find_pools(
    chain: &Chain,
    deployment: &Deployment,
    splitter: Option<&OpenSplitter>,
) -> Result<Vec<Finding>, Failure> {
    let (keys, deployer) = (&deployment.addresses.revenue, deployment.addresses.deployer);
    let there = splitter.map(|splitter| chain.pools(splitter)).transpose()?.unwrap_or_default();
    let ruler = splitter.map(|splitter| splitter.state.authority);
    let mut findings = Vec::new();
    for pool in &deployment.pools {
        let token = deployment.token(&pool.mint)?;
        let program = token.program();
        let (treasury, make_treasury) = pool.treasury.resolve(&deployer, &pool.mint, &program);
        let pool_keys = keys.pool(pool.mint, program, treasury);
        let what = format!("the pool of {}, {}", token.symbol, pool_keys.pool);
        findings.push(match there.iter().find(|found| found.keys.mint == pool.mint) {
            Some(found) => Finding::compared(what, treasury_differences(&found.keys.treasury, &treasury)),
            None => {
                let make = create_pool(keys, &pool_keys, deployer, make_treasury);
                Finding::missing(what, &deployer, ruler, make)
            }
        });
    }
    for more in there.iter().filter(|found| deployment.pools.iter().all(|pool| pool.mint != found.keys.mint))
    {
        let words = format!("\n  it is of {}, and the file says nothing of it", more.keys.mint);
        findings.push(Finding::compared(format!("the pool {}", more.keys.pool), words));
    }
    Ok(findings)
}

fn treasury_differences(there: &Pubkey, expected: &Pubkey) -> String {
    differences(&[("the treasury's account", there.to_string(), expected.to_string())])
}
