use tenure_client::locker::Roles;

use super::{
    finding::{Finding, Found},
    Deployment,
};
use crate::{
    chain::{Chain, OpenLocker},
    command::locker::locker_differences,
    failure::Failure,
};

/// Who rules it is told with the handover.
pub fn find_locker(chain: &Chain, deployment: &Deployment) -> Result<(Finding, Option<OpenLocker>), Failure> {
    let (keys, config) = (deployment.addresses.locker(), &deployment.locker);
    let what = format!("the locker, {}", keys.locker);
    let Some(locker) = chain.find_locker(keys.locker)? else {
        let deployer = deployment.addresses.deployer;
        let (mint, program) = (&keys.mint, &keys.token_program);
        let (_, make_account) = config.penalty_account.resolve(&deployer, mint, program);
        let mut instructions = Vec::from_iter(make_account);
        instructions.push(keys.create_locker(deployer, deployer, config.params(), config.roles()));
        return Ok((Finding::new(what, Found::Missing(instructions)), None));
    };
    let roles = Roles { authority: locker.state.authority, ..config.roles() };
    let differences = locker_differences(&locker, &config.params(), &roles, &keys.penalty_account);
    Ok((Finding::compared(what, differences), Some(locker)))
}
