use tenure_client::{subscriptions::Roles, Pubkey};

use super::{
    finding::{Finding, Found},
    Deployment,
};
use crate::{
    chain::{Chain, OpenStore},
    command::{
        compare::differences,
        store::{compare, Comparison},
    },
    failure::Failure,
    value::or_none,
};

/// Who rules it is told with the handover.
pub fn find_store(
    chain: &Chain,
    deployment: &Deployment,
) -> Result<(Vec<Finding>, Option<OpenStore>), Failure> {
    let (keys, deployer) = (&deployment.addresses.store, deployment.addresses.deployer);
    let config = &deployment.store;
    let store = chain.find_store(keys.store)?;
    let ruler = store.as_ref().map(|store| store.state.authority);
    let roles = Roles { authority: ruler.unwrap_or(deployer), ..config.roles() };
    let mints = |mint: &Pubkey| deployment.token(mint).map(|token| (token.decimals, token.program()));
    let is = compare(chain, config, roles, store.as_ref(), keys, deployer, &mints)?;
    let Comparison { steps, same, mut differ } = is;
    differ += &store.as_ref().map(issuer_differences).unwrap_or_default();

    let mut findings: Vec<_> = same.into_iter().map(|what| Finding::new(what, Found::Same)).collect();
    if !differ.is_empty() {
        findings.push(Finding::new(format!("the store, {}", keys.store), Found::Differs(differ)));
    }
    for (what, make) in steps {
        findings.push(Finding::missing(what, &deployer, ruler, make));
    }
    Ok((findings, store))
}

/// The badges are the store's to issue.
fn issuer_differences(store: &OpenStore) -> String {
    let badges = &store.collection;
    differences(&[
        ("the badges' issuer", or_none(&badges.authority), store.address.to_string()),
        ("their proposed issuer", or_none(&badges.proposed_authority), or_none(&Pubkey::default())),
    ])
}
