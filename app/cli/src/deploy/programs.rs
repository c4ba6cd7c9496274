//! The programs as they are deployed: what runs, and who may replace it.

use solana_account::Account;
use solana_program::{bpf_loader, hash::hash};
use tenure_client::{decode::hex, governor, locker, membership, revenue, subscriptions, Pubkey};

use super::{
    finding::{Finding, Found},
    tables::BytecodeHash,
    Deployment,
};
use crate::{chain::Chain, command::compare::differences, failure::Failure, value::or_none};

const UPGRADEABLE_LOADER: Pubkey = Pubkey::from_str_const("BPFLoaderUpgradeab1e11111111111111111111111");
/// In the loader's accounts: what they are, four bytes each, and for a program, where its bytecode is.
const PROGRAM: [u8; 4] = [2, 0, 0, 0];
const PROGRAM_DATA: [u8; 4] = [3, 0, 0, 0];
/// Before the bytecode: what it is, the slot of the last upgrade, whether there is an authority, and which.
const AUTHORITY: std::ops::Range<usize> = 13..45;

/// A program as it is deployed.
struct Deployed {
    /// The zero address if it is final.
    upgrade_authority: Pubkey,
    hash: [u8; 32],
}

pub fn find_programs(chain: &Chain, deployment: &Deployment) -> Result<Vec<Finding>, Failure> {
    let hashes = &deployment.programs.hashes;
    let programs = [
        ("locker", locker::ID, hashes.locker),
        ("revenue", revenue::ID, hashes.revenue),
        ("governor", governor::ID, hashes.governor),
        ("membership", membership::ID, hashes.membership),
        ("subscriptions", subscriptions::ID, hashes.subscriptions),
    ];
    let authority = deployment.programs.upgrade_authority.address(&deployment.addresses);
    let mut findings = Vec::new();
    for (name, address, expected) in programs {
        let what = format!("the {name} program, {address}");
        let found = match chain.account(&address)? {
            None => {
                Found::Needed(format!("deploy it: solana program deploy --program-id <its key> {name}.so"))
            }
            Some(account) => match deployed(chain, &account)? {
                None => Found::Differs("\n  it is not a program that runs".to_owned()),
                Some(deployed) => compare(&deployed, &authority, expected),
            },
        };
        findings.push(Finding::new(what, found));
    }
    Ok(findings)
}

fn compare(deployed: &Deployed, authority: &Pubkey, expected: Option<BytecodeHash>) -> Found {
    let there = hex(&deployed.hash);
    let expected = expected.map_or_else(|| there.clone(), |expected| hex(&expected.0));
    let differences = differences(&[
        ("its upgrade authority", or_none(&deployed.upgrade_authority), or_none(authority)),
        ("the SHA-256 of its bytecode", there, expected),
    ]);
    if differences.is_empty() {
        return Found::Same;
    }
    Found::Differs(differences)
}

/// `None` if it is not a program that can be called.
fn deployed(chain: &Chain, account: &Account) -> Result<Option<Deployed>, Failure> {
    if !account.executable {
        return Ok(None);
    }
    if account.owner == bpf_loader::ID {
        let hash = bytecode_hash(&account.data);
        return Ok(Some(Deployed { upgrade_authority: Pubkey::default(), hash }));
    }
    let place = account.data.strip_prefix(&PROGRAM).and_then(|place| place.try_into().ok());
    let Some(place) = place.map(Pubkey::new_from_array) else { return Ok(None) };
    let data = chain.account(&place)?.filter(|data| data.owner == UPGRADEABLE_LOADER);
    Ok(data.and_then(|data| read(&data.data)))
}

fn read(data: &[u8]) -> Option<Deployed> {
    let is_program_data = data.starts_with(&PROGRAM_DATA);
    let (header, bytecode) = data.split_at_checked(AUTHORITY.end).filter(|_| is_program_data)?;
    let authority: [u8; 32] = header.get(AUTHORITY)?.try_into().ok()?;
    let has_authority = header.get(AUTHORITY.start - 1) == Some(&1);
    let upgrade_authority = if has_authority { Pubkey::new_from_array(authority) } else { Pubkey::default() };
    Some(Deployed { upgrade_authority, hash: bytecode_hash(bytecode) })
}

/// Of a file without the zeros that fill its account, as `solana-verify` counts.
fn bytecode_hash(bytecode: &[u8]) -> [u8; 32] {
    let end = bytecode.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    hash(&bytecode[..end]).to_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn program_data(authority: Option<[u8; 32]>, bytecode: &[u8]) -> Vec<u8> {
        let tag = [u8::from(authority.is_some())];
        [&PROGRAM_DATA[..], &[7; 8], &tag, &authority.unwrap_or([9; 32]), bytecode].concat()
    }

    #[test]
    fn the_authority_and_the_bytecode_are_read() {
        let of = |authority, bytecode: &[u8]| read(&program_data(authority, bytecode)).expect("a program");
        assert_eq!(of(Some([5; 32]), &[1]).upgrade_authority, Pubkey::new_from_array([5; 32]));
        // What was there before it was made final does not count.
        assert_eq!(of(None, &[1]).upgrade_authority, Pubkey::default());
        assert_eq!(of(None, &[1, 0, 2, 0, 0]).hash, hash(&[1, 0, 2]).to_bytes());
        assert_eq!(of(None, &[]).hash, hash(&[]).to_bytes());
        assert!(read(&[PROGRAM_DATA.as_slice(), &[0; 40]].concat()).is_none());
        assert!(read(&[0; 45]).is_none());
    }

    #[test]
    fn each_difference_is_named() {
        let deployed = Deployed { upgrade_authority: Pubkey::default(), hash: [1; 32] };
        let (nobody, other) = (Pubkey::default(), Pubkey::new_from_array([5; 32]));
        let differences = |authority, hash: Option<[u8; 32]>| {
            let found = compare(&deployed, authority, hash.map(BytecodeHash));
            match found {
                Found::Differs(words) => words,
                _ => String::new(),
            }
        };
        assert_eq!(differences(&nobody, None), "");
        assert_eq!(differences(&nobody, Some([1; 32])), "");
        assert!(differences(&other, None).contains("its upgrade authority is none, and the file says"));
        assert!(differences(&nobody, Some([2; 32])).contains("the SHA-256 of its bytecode is 0101"));
    }
}
