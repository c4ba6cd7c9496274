use tenure_client::Instruction;

use super::{
    finding::{Finding, Found, Pending},
    governor::{find_governor, find_limits},
    handover::find_handover,
    locker::find_locker,
    programs::find_programs,
    revenue::{find_pools, find_splitter},
    store::find_store,
    tokens::find_tokens,
    Deployment,
};
use crate::{
    chain::{pack, Chain},
    failure::Failure,
};

/// A deployment's file against the chain, in the order in which things are made.
pub struct Survey {
    parts: Vec<Finding>,
    /// Comes last.
    handover: Vec<Finding>,
}

impl Survey {
    pub fn read(chain: &Chain, deployment: &Deployment) -> Result<Self, Failure> {
        let mut parts = find_programs(chain, deployment)?;
        parts.extend(find_tokens(chain, deployment)?);
        let (finding, locker) = find_locker(chain, deployment)?;
        parts.push(finding);
        let address = deployment.addresses.locker().locker;
        let again = || chain.find_locker(address);
        let (finding, splitter) = find_splitter(chain, deployment, again()?)?;
        parts.push(finding);
        parts.extend(find_pools(chain, deployment, splitter.as_ref())?);
        let (finding, governor) = find_governor(chain, deployment, again()?)?;
        parts.push(finding);
        let (findings, store) = find_store(chain, deployment)?;
        parts.extend(findings);
        let handover = find_handover(deployment, locker.as_ref(), splitter.as_ref(), store.as_ref());
        let limits = find_limits(chain, deployment, governor.as_ref(), handover.governor_rules)?;
        let handover = limits.into_iter().chain(handover.findings).collect();
        Ok(Self { parts, handover })
    }

    fn all(&self) -> impl Iterator<Item = &Finding> {
        self.parts.iter().chain(&self.handover)
    }

    /// Whether nothing is left to do for anybody.
    pub fn is_complete(&self) -> bool {
        self.all().all(|finding| matches!(finding.found, Found::Same))
    }

    /// What is as the file says.
    pub fn same(&self) -> Vec<&str> {
        let same = self.all().filter(|finding| matches!(finding.found, Found::Same));
        same.map(|finding| finding.what.as_str()).collect()
    }

    /// What others have to do first.
    pub fn needed(&self) -> Vec<String> {
        let needed = self.all().filter_map(|Finding { what, found }| match found {
            Found::Needed(words) => Some(format!("{what}: {words}")),
            _ => None,
        });
        needed.collect()
    }

    /// What others have to do in the end.
    pub fn waiting(&self) -> Vec<(&str, &Pending)> {
        let waiting = self.all().filter_map(|Finding { what, found }| match found {
            Found::Waiting(pending) => Some((what.as_str(), pending)),
            _ => None,
        });
        waiting.collect()
    }

    /// What is there is never changed here: differences are for those who rule it. `sent` are the signatures of
    /// what was sent by now.
    pub fn require_no_differences(&self, sent: &[String]) -> Result<(), Failure> {
        let differences: String = self
            .all()
            .filter_map(|Finding { what, found }| match found {
                Found::Differs(words) => Some(format!("\n{what}:{words}")),
                _ => None,
            })
            .collect();
        if differences.is_empty() {
            return Ok(());
        }
        let sent = match sent {
            [] => "and nothing was sent".to_owned(),
            sent => format!("now that this was sent and confirmed: {}", sent.join(", ")),
        };
        Err(Failure::cluster(format!(
            "the chain differs from the file, {sent}.{differences}\nChange it by the commands for it, or change the \
             file: see docs/operations.md."
        )))
    }

    /// The transactions that make what is missing.
    pub fn transactions(&self, deployment: &Deployment) -> Vec<Vec<Instruction>> {
        packed(&self.parts, deployment)
    }

    /// The transactions that hand over. They are sent once nothing else is missing.
    pub fn handover_transactions(&self, deployment: &Deployment) -> Vec<Vec<Instruction>> {
        packed(&self.handover, deployment)
    }
}

fn packed(findings: &[Finding], deployment: &Deployment) -> Vec<Vec<Instruction>> {
    let steps = findings.iter().filter_map(|finding| match &finding.found {
        Found::Missing(make) => Some(make.clone()),
        _ => None,
    });
    pack(steps.collect(), &deployment.addresses.deployer)
}
