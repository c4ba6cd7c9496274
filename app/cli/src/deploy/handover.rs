//! Authorities go to whom the file names, in two steps: the first is ours, the second theirs.

use tenure_client::{Instruction, Pubkey};

use super::{
    acceptance::{accept_action, Part},
    finding::{Finding, Found, Pending},
    ruler::Ruler,
    Deployment,
};
use crate::{
    chain::{OpenLocker, OpenSplitter, OpenStore},
    command::compare::differences,
    value::or_none,
};

/// Who rules a part, and who is proposed to.
#[derive(Clone, Copy)]
struct Rule {
    authority: Pubkey,
    proposed: Pubkey,
}

pub struct Handover {
    pub findings: Vec<Finding>,
    /// Whether the governor's treasury rules all that the file gives it, and that is something.
    pub governor_rules: bool,
}

pub fn find_handover(
    deployment: &Deployment,
    locker: Option<&OpenLocker>,
    splitter: Option<&OpenSplitter>,
    store: Option<&OpenStore>,
) -> Handover {
    let (addresses, handover) = (&deployment.addresses, &deployment.handover);
    let (deployer, revenue, shop) = (addresses.deployer, &addresses.revenue, &addresses.store);
    let locker_rule =
        locker.map(|found| &found.state).map(|state| rule(state.authority, state.proposed_authority));
    let revenue_rule =
        splitter.map(|found| &found.state).map(|state| rule(state.authority, state.proposed_authority));
    let store_rule =
        store.map(|found| &found.state).map(|state| rule(state.authority, state.proposed_authority));
    let of = |ruler: Ruler| ruler.address(addresses);
    let treasury = addresses.governor.treasury;
    let theirs: Vec<_> = [
        (of(handover.locker), locker_rule),
        (of(handover.revenue), revenue_rule),
        (of(handover.store), store_rule),
    ]
    .into_iter()
    .filter(|(to, _)| *to == treasury)
    .collect();
    let rules = |rule: Option<Rule>| rule.is_some_and(|rule| rule.authority == treasury);
    let governor_rules = !theirs.is_empty() && theirs.iter().all(|(_, there)| rules(*there));
    let findings = vec![
        find(Part::Locker, deployer, of(handover.locker), locker_rule, |to| {
            (addresses.locker().propose_authority(deployer, to), addresses.locker().accept_authority(to))
        }),
        find(Part::Revenue, deployer, of(handover.revenue), revenue_rule, |to| {
            (revenue.propose_authority(deployer, to), revenue.accept_authority(to))
        }),
        find(Part::Store(shop.store), deployer, of(handover.store), store_rule, |to| {
            (shop.propose_authority(deployer, to), shop.accept_authority(to))
        }),
    ];
    Handover { findings, governor_rules }
}

fn rule(authority: Pubkey, proposed: Pubkey) -> Rule {
    Rule { authority, proposed }
}

/// `steps` are the first and the second, to somebody.
fn find(
    part: Part,
    deployer: Pubkey,
    to: Pubkey,
    there: Option<Rule>,
    steps: impl FnOnce(Pubkey) -> (Instruction, Instruction),
) -> Finding {
    let what = format!("the authority of {part}, to {to}");
    // What is not there yet, its deployer will rule.
    let Rule { authority, proposed } = there.unwrap_or(rule(deployer, Pubkey::default()));
    let nobody = Pubkey::default();
    let (propose, accept) = steps(to);
    let found = match (authority == to, authority == deployer) {
        (true, _) if proposed == nobody => Found::Same,
        (false, true) if proposed == to => {
            Found::Waiting(Pending { by: to, action: accept_action(part), instruction: accept })
        }
        (false, true) if proposed == nobody => Found::Missing(vec![propose]),
        (is_theirs, _) => Found::Differs(differences(&[
            ("the authority", or_none(&authority), or_none(if is_theirs { &authority } else { &to })),
            ("the proposed authority", or_none(&proposed), or_none(&nobody)),
        ])),
    };
    Finding::new(what, found)
}

#[cfg(test)]
mod tests {
    use solana_program::instruction::AccountMeta;

    use super::*;

    fn address(byte: u8) -> Pubkey {
        Pubkey::new_from_array([byte; 32])
    }

    fn found(authority: u8, proposed: u8) -> String {
        let step = |signer| Instruction {
            program_id: address(8),
            accounts: vec![AccountMeta::new_readonly(signer, true)],
            data: vec![],
        };
        let there = rule(address(authority), address(proposed));
        let steps = |to| (step(address(1)), step(to));
        match find(Part::Locker, address(1), address(2), Some(there), steps).found {
            Found::Same => "same".to_owned(),
            Found::Missing(make) => format!("propose, signed by {}", make[0].accounts[0].pubkey),
            Found::Waiting(pending) => format!("waiting for {}", pending.by),
            Found::Needed(words) | Found::Differs(words) => words,
        }
    }

    #[test]
    fn it_goes_by_who_rules_and_who_is_proposed() {
        let (deployer, final_ruler, other) = (address(1), address(2), address(3));
        assert_eq!(found(1, 0), format!("propose, signed by {deployer}"));
        assert_eq!(found(1, 2), format!("waiting for {final_ruler}"));
        assert_eq!(found(2, 0), "same");
        let differs = found(1, 3);
        assert!(differs.contains(&format!("the proposed authority is {other}, and the file says none")));
        let differs = found(3, 0);
        assert!(differs.contains(&format!("the authority is {other}, and the file says {final_ruler}")));
        let differs = found(2, 3);
        assert!(differs.contains("the proposed authority is") && !differs.contains("the authority is"));
    }
}
