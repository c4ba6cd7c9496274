//! What a deployment is refused for, with nothing sent.

use solana_signer::Signer;
use spl_associated_token_account_interface::address::get_associated_token_address;
use tenure_client::{
    governor::{governor_address, treasury_address},
    locker, Pubkey,
};

use super::{
    site::{self, Deployer, Site},
    SOL,
};
use crate::cable::Cable;

#[test]
fn each_difference_is_named_and_nothing_is_sent() {
    let site = Site::new();
    let deployer = site.deployer(SOL);
    what_was_sent_before_is_named_too(&site, &deployer);
    site.deploy(&deployer, &[], &[]).done();
    let (multisig, guardian) = (site.multisig.pubkey(), site.guardian);
    let somebody = Pubkey::new_from_array([5; 32]);
    let to_store = format!("store = \"{multisig}\"");
    for (from, to, difference) in [
        (
            "upgrade_authority = \"",
            "upgrade_authority = \"none\" # \"",
            format!("its upgrade authority is {multisig}, and the file says none"),
        ),
        (
            "# locker = \"...\"",
            &format!("locker = \"{}\"", "07".repeat(32)),
            format!("the SHA-256 of its bytecode is {}", bytecode_hash("locker.so")),
        ),
        ("decimals = 8", "decimals = 9", "its number of decimals is 8, and the file says 9".into()),
        (
            "decimals = 8\nprogram = \"spl-token\"",
            "decimals = 8\nprogram = \"token-2022\"",
            format!("its token program is {}", spl_token::ID),
        ),
        ("max_weeks = 208", "max_weeks = 104", "max_weeks is 208, and the file says 104".into()),
        (
            "penalty_account = \"governor\"",
            &format!("penalty_account = \"{somebody}\""),
            format!("the file says {somebody}"),
        ),
        ("min_power = \"1000\"", "min_power = \"0\"", "min_power is 1000, and the file says 0".into()),
        (
            "treasury = \"governor\"",
            &format!("treasury = \"{somebody}\""),
            format!(
                "the treasury's account is {}",
                get_associated_token_address(&treasury_of(&deployer), &site.mint)
            ),
        ),
        (
            "voting_period = \"5 days\"",
            "voting_period = \"6 days\"",
            "voting_period is 5 days, and the file says 6 days".into(),
        ),
        ("council = \"", "council = \"none\" # \"", format!("council is {guardian}, and the file says none")),
        (
            "payout_owner = \"splitter\"",
            &format!("payout_owner = \"{somebody}\""),
            format!("the file says {somebody}"),
        ),
        ("price = \"49.90\"", "price = \"49.91\"", "plan 1 is Advanced: $49.90 a month".into()),
        ("symbol = \"TMMEMBER\"", "symbol = \"TM\"", "their symbol is TMMEMBER, and the file says TM".into()),
        ("max_age = \"1 minute\"", "max_age = \"2 minutes\"", "at most 1 minute old".into()),
        (
            &to_store,
            "store = \"governor\"",
            format!("the proposed authority is {multisig}, and the file says none"),
        ),
    ] {
        let words = site.refused(&deployer, &[(from, to)], 1);
        assert!(words.starts_with("the chain differs from the file, and nothing was sent."), "{words}");
        assert!(words.contains(&difference), "'{difference}' is not in: {words}");
        let dry = site.deploy(&deployer, &[(from, to)], &["--dry-run"]);
        assert_eq!((dry.code, site::words(&dry)), (Some(1), words));
    }
    // A pool of which the file says nothing.
    let pool = format!("[[pools]]\nmint = \"{}\"\ntreasury = \"associated:{}\"\n", site.weth, site.company);
    let words = site.refused(&deployer, &[(&pool, "")], 1);
    assert!(words.contains(&format!("it is of {}, and the file says nothing of it", site.weth)), "{words}");
    site.stop();
}

/// Somebody replaces a program's authority behind the first transaction.
fn what_was_sent_before_is_named_too(site: &Site, deployer: &Deployer) {
    let (url, somebody) = (site.url().to_owned(), Pubkey::new_from_array([5; 32]));
    let meddle = move || site::set_upgrade_authority(&url, &locker::ID, &somebody);
    let cable = Cable::with(site.url(), 1, meddle);
    let before = site.transactions();
    let run = site.deploy_at(&cable.url, deployer, &[]);
    let words = site::words(&run);
    assert_eq!(run.code, Some(1), "{words}");
    let sent = words.strip_prefix("the chain differs from the file, now that this was sent and confirmed: ");
    let sent = sent.and_then(|sent| sent.lines().next()).unwrap_or_default();
    let signatures = u64::try_from(sent.split(", ").filter(|signature| signature.len() > 80).count());
    assert_eq!(signatures, Ok(site.transactions() - before), "{words}");
    assert!(cable.sent() > 1 && words.contains(&format!("its upgrade authority is {somebody}")), "{words}");
    site.give_programs_to(&site.multisig.pubkey());
}

fn treasury_of(deployer: &Deployer) -> Pubkey {
    treasury_address(&governor_address(&deployer.locker))
}

fn bytecode_hash(file: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/deploy").join(file);
    let bytecode = std::fs::read(path).expect("bytecode");
    let end = bytecode.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    solana_program::hash::hash(&bytecode[..end]).to_bytes().map(|byte| format!("{byte:02x}")).concat()
}

#[test]
fn a_wrong_cluster_wallet_or_file_is_refused() {
    let site = Site::new();
    let deployer = site.deployer(SOL);
    for (cluster, code, expected) in [
        ("devnet", 1, "is localnet, and the file is for devnet: check --url"),
        ("testnet", 1, "is localnet, and the file is for testnet: check --url"),
        (
            "localnet\"\ngenesis_hash = \"4uhcVJyU9pJkvQyS88uRDiswHXSCkY3zQawwpjk2NsNY",
            1,
            "the file is for the chain that began with 4uhc",
        ),
        ("mainnet-beta", 2, "line 16: nothing is deployed to mainnet-beta before Anchor 2.0 is final"),
    ] {
        let to = format!("cluster = \"{cluster}\"");
        let words = site.refused(&deployer, &[("cluster = \"localnet\"", &to)], code);
        assert!(words.contains(expected), "{words}");
    }
    let other = site.deployer(0);
    let words = site.refused(&deployer, &[(&deployer.address.to_string(), &other.address.to_string())], 2);
    assert_eq!(
        words,
        format!(
            "the wallet is {}, and the file's deployer {}: check --keypair",
            deployer.address, other.address
        )
    );

    let unknown = Pubkey::new_from_array([3; 32]).to_string();
    for (from, to, expected) in [
        ("min_weeks = 1\n", "min_week = 1\n", "unknown field `min_week`"),
        ("[revenue]", "[income]", "unknown field `income`"),
        ("council = \"", "# council = \"", "missing field `council`"),
        ("pauser = \"", "pauser = \"nobody\" # \"", "not an address"),
        ("max_weeks = 208", "max_weeks = 209", "weeks must satisfy"),
        ("staker_bps = 5000", "staker_bps = 5001", "staker_bps <= 5000"),
        ("timelock = \"2 days\"", "timelock = \"2 hours\"", "keep to these bounds"),
        ("window = \"3 days\"", "window = \"3 weeks\"", "keep to these bounds"),
        ("tier = \"VIP\"", "tier = \"Gold\"", "which the collection does not have"),
        ("symbol = \"wETH\"", "symbol = \"USDC\"", "is there twice"),
        ("limit = \"50000\"", "limit = \"0.0000001\"", "at most 6"),
        ("locker = \"governor\"", "locker = \"none\"", "or 'governor' or 'deployer'"),
        (
            &format!("[[pools]]\nmint = \"{}", site.weth),
            &format!("[[pools]]\nmint = \"{unknown}"),
            "is none of the file's tokens",
        ),
        (
            &format!("[[pools]]\nmint = \"{}", site.weth),
            &format!("[[pools]]\nmint = \"{}", site.usdc),
            "there is a pool of",
        ),
        (
            &format!("[[outflow_limits]]\nmint = \"{}", site.usdc),
            "[[outflow_limits]]\nmint = \"SOL",
            "one of each token",
        ),
    ] {
        let words = site.refused(&deployer, &[(from, to)], 2);
        assert!(words.contains(expected), "'{expected}' is not in: {words}");
        assert!(words.contains("deploy.toml: ") && words.contains("line "), "{words}");
    }
    site.stop();
}
