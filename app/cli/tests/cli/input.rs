//! Bad input: a message that says what is wrong and what to do, exit code 2, nothing sent.

use crate::shell::Shell;

/// Nothing listens there: whatever asks the cluster would fail with exit code 1.
const NOWHERE: &str = "http://127.0.0.1:9";
const ADDRESS: &str = "TenureLockeraCJPsf6N51CBQPBBfQSPPfz8GT5X6MA";

fn refused(arguments: &[&str], words: &[&str]) {
    let run = Shell::new().with(&["--url", NOWHERE]).run(arguments);
    assert_eq!(run.code, Some(2), "{arguments:?}: {}{}", run.stdout, run.stderr);
    assert_eq!(run.stdout, "", "{arguments:?}");
    for word in words {
        assert!(run.stderr.contains(word), "{arguments:?}: '{word}' is not in: {}", run.stderr);
    }
}

#[test]
fn amounts_are_digits_with_a_point() {
    for amount in ["1,5", "abc", "1e3", "", ".5", "-1"] {
        refused(&["lock", amount, "--weeks", "4"], &["not an amount", "such as 1000 or 12.5"]);
    }
}

#[test]
fn weeks_are_at_most_208() {
    for weeks in ["0", "209", "-4", "many"] {
        refused(&["lock", "1", &format!("--weeks={weeks}")], &["--weeks"]);
        refused(&["extend", &format!("--weeks={weeks}")], &["--weeks"]);
    }
    refused(&["lock", "1"], &["--weeks"]);
}

#[test]
fn addresses_are_base58() {
    refused(&["show", "alice"], &["not an address", "base58"]);
    refused(&["delegate", "set", "nobody"], &["not an address", "or 'none'"]);
    refused(&["show", ADDRESS, "--locker", "0"], &["--locker", "not an address"]);
}

#[test]
fn a_locker_must_be_named() {
    refused(&["show", ADDRESS], &["--locker ADDRESS", "TENURE_LOCKER"]);
}

#[test]
fn a_wallet_must_be_there() {
    refused(&["extend", "--weeks", "4", "--locker", ADDRESS], &[".config/solana/id.json", "--keypair FILE"]);
    refused(&["extend", "--weeks", "4", "--keypair", "/nonexistent"], &["no such file", "--keypair"]);
    let shell = Shell::new();
    let path = shell.file("broken.json", "[1, 2, 3]");
    let run = shell.run(&["extend", "--weeks", "4", "--keypair", &path.to_string_lossy()]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("holds no keypair"), "{}", run.stderr);
}

#[test]
fn a_cluster_is_a_url_or_a_known_name() {
    let run = Shell::new().run(&["show", ADDRESS, "--url", "mainet"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("'mainet' is no cluster") && run.stderr.contains("devnet"), "{}", run.stderr);
}

#[test]
fn a_change_must_change_something() {
    refused(&["locker", "params", "--locker", ADDRESS], &["--min-weeks", "--governor"]);
    refused(&["locker", "params", "--penalty-bps", "5001"], &["--penalty-bps", "5000"]);
}

#[test]
fn the_configuration_names_its_mistake() {
    let shell = Shell::new().with(&["--url", NOWHERE]);
    let path = shell.file("locker.toml", "mint = \"abc\"\n");
    let run = shell.run(&["locker", "create", "--config", &path.to_string_lossy()]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("locker.toml") && run.stderr.contains("not an address"), "{}", run.stderr);
    refused(&["locker", "create", "--config", "missing.toml"], &["no such file"]);
}

#[test]
fn a_token_of_income_is_a_mint_or_all() {
    refused(&["revenue", "distribute", "usdc"], &["not an address", "or 'all'"]);
    refused(&["revenue", "claim", "--mint", "usdc"], &["not an address", "or 'all'"]);
    refused(&["revenue", "pay", "usdc", "1"], &["not an address"]);
    refused(&["revenue", "pay", ADDRESS, "1,5"], &["not an amount", "such as 1000 or 12.5"]);
    refused(&["revenue", "pool", "create", ADDRESS], &["--treasury"]);
    refused(&["revenue", "pool", "treasury", ADDRESS, "associated:me"], &["not an address"]);
}

#[test]
fn announced_terms_keep_to_their_bounds_and_change_something() {
    refused(&["revenue", "announce"], &["--staker-bps", "--burn-bps", "--min-power"]);
    refused(&["revenue", "announce", "--staker-bps", "5001"], &["--staker-bps", "5000"]);
    refused(&["revenue", "announce", "--burn-bps", "10001"], &["--burn-bps", "10000"]);
    refused(&["revenue", "announce", "--min-power", "lots"], &["--min-power", "not an amount"]);
}

#[test]
fn a_splitters_configuration_names_its_mistake() {
    let shell = Shell::new().with(&["--url", NOWHERE]);
    for (text, mistake) in [
        ("staker_bps = 5000\n", "burn_bps"),
        ("staker_bps = 5000\nburn_bps = 0\nmin_power = \"-1\"\n", "not an amount"),
        ("staker_bps = 5000\nburn_bps = 0\nmin_power = \"0\"\nauthority = \"me\"\n", "not an address"),
    ] {
        let path = shell.file("revenue.toml", text);
        let run = shell.run(&["revenue", "create", "--config", &path.to_string_lossy()]);
        assert_eq!(run.code, Some(2));
        assert!(run.stderr.contains("revenue.toml") && run.stderr.contains(mistake), "{}", run.stderr);
    }
}

#[test]
fn a_proposal_is_a_number_or_an_address_and_a_vote_one_of_three() {
    for command in ["proposal", "cancel", "veto", "execute", "close", "close-votes"] {
        refused(&["governance", command, "last"], &["not an address", "or a proposal's number"]);
        refused(&["governance", command, "0"], &["numbered from 1 on"]);
    }
    refused(&["governance", "vote", "1", "yes"], &["for", "against", "abstain"]);
    refused(&["governance", "vote", "1", "for", "--lock-owner", "me"], &["--lock-owner", "not an address"]);
    refused(&["governance", "propose", "missing.toml"], &["no such file"]);
}

#[test]
fn a_governors_and_a_proposals_file_name_their_mistakes() {
    let shell = Shell::new().with(&["--url", NOWHERE]);
    let governor = shell.file("governor.toml", "proposal_threshold = \"1\"\nvoting_delay = \"soon\"\n");
    let run = shell.run(&["governance", "create", "--config", &governor.to_string_lossy()]);
    assert_eq!(run.code, Some(2));
    for words in ["governor.toml", "not a span of time", "'1 day 12 hours'"] {
        assert!(run.stderr.contains(words), "'{words}' is not in: {}", run.stderr);
    }
    for (name, text, mistake) in [
        ("proposal.toml", "title = \"T\"\nactions = []\n", "1 to 16 actions"),
        (
            "proposal.json",
            "{ \"title\": \"T\", \"actions\": [{ \"kind\": \"pay\" }] }",
            "unknown variant `pay`",
        ),
        ("proposal.json", "title = \"T\"", "expected ident"),
    ] {
        let path = shell.file(name, text);
        let run = shell.run(&["governance", "propose", &path.to_string_lossy()]);
        assert_eq!(run.code, Some(2));
        assert!(run.stderr.contains(name) && run.stderr.contains(mistake), "{}", run.stderr);
    }
}

#[test]
fn a_store_must_be_named() {
    refused(&["plans"], &["--store ADDRESS", "TENURE_STORE"]);
    refused(&["plans", "--store", "mine"], &["--store", "not an address"]);
}

#[test]
fn what_is_bought_and_how_is_named() {
    refused(&["subscribe"], &["--plan"]);
    refused(&["subscribe", "--plan", ""], &["give its name or its number"]);
    refused(&["subscribe", "--plan", "vip", "--token", "usdc"], &["not an address", "or 'own'"]);
    refused(&["subscribe", "--plan", "vip", "--max", "1,5"], &["not an amount"]);
    refused(&["subscribe", "--plan", "vip", "--renewals=0"], &["--renewals"]);
    refused(&["membership", "switch"], &["<PLAN>"]);
    refused(&["membership", "renew", ADDRESS, "--fee-to", "associated:me"], &["not an address"]);
    refused(&["membership", "mandate", "grant", "--total", "1"], &["--per-charge"]);
    let lasts = ["membership", "mandate", "grant", "--per-charge", "1", "--total", "1", "--lasts", "long"];
    refused(&lasts, &["not a span of time"]);
}

#[test]
fn a_stores_changes_keep_to_their_bounds_and_change_something() {
    refused(&["store", "terms"], &["--grace", "--keeper-fee-bps"]);
    refused(&["store", "terms", "--keeper-fee-bps", "101"], &["--keeper-fee-bps", "100"]);
    refused(&["store", "terms", "--grace", "soon"], &["not a span of time"]);
    refused(&["store", "pay-token", "add", ADDRESS, "--feed", "00"], &["64 hexadecimal digits"]);
    // It never counts as a dollar because nothing was said.
    refused(&["store", "pay-token", "add", ADDRESS, "--own"], &["--stable"]);
    let feed = "07".repeat(32);
    refused(&["store", "pay-token", "add", ADDRESS, "--stable", "--feed", &feed], &["--stable", "--feed"]);
    refused(&["store", "pay-token", "update", ADDRESS, "--taken", "maybe"], &["yes or no"]);
    refused(&["store", "grant", ADDRESS], &["--plan"]);
    refused(&["store", "subscribers", "--status", "paid"], &["active", "grace", "expired"]);
    refused(&["store", "operator", "set", "me"], &["not an address", "or 'none'"]);
    let add = ["store", "plan", "add", "--name", "X", "--price", "1", "--tier", "1", "--interval", "week"];
    refused(&add, &["month", "year"]);
}

#[test]
fn a_stores_configuration_names_its_mistake() {
    let shell = Shell::new().with(&["--url", NOWHERE]);
    for (text, mistake) in [
        ("id = 1\nauthority = \"me\"\n", "not an address"),
        ("id = -1\n", "id"),
        (include_str!("../../../../migrations/store.toml"), "not an address"),
    ] {
        let path = shell.file("store.toml", text);
        let run = shell.run(&["store", "create", "--config", &path.to_string_lossy()]);
        assert_eq!(run.code, Some(2));
        assert!(run.stderr.contains("store.toml") && run.stderr.contains(mistake), "{}", run.stderr);
    }
}

#[test]
fn vouchers_are_whole() {
    refused(&["credits", "settle", "AAAA"], &["not a voucher", "tenure credits voucher"]);
    refused(&["credits", "voucher", "1"], &["--session-keypair"]);
    refused(&["credits", "voucher", "1", "--session-keypair", "missing.json"], &["no such file"]);
    refused(&["credits", "open", "--session-key", "mine"], &["not an address"]);
}

#[test]
fn the_demo_says_how_to_build_what_it_misses() {
    refused(
        &["demo", "--programs", "/nonexistent"],
        &[
            "locker.so",
            "revenue.so",
            "governor.so",
            "membership.so",
            "subscriptions.so",
            "make build",
            "--programs DIR",
        ],
    );
}

#[test]
fn the_solana_configuration_is_respected() {
    let shell = Shell::new();
    shell.file(".config/solana/cli/config.yml", &format!("---\njson_rpc_url: {NOWHERE}\nkeypair_path: ''\n"));
    let run = shell.run(&["show", ADDRESS, "--locker", ADDRESS]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains(NOWHERE), "{}", run.stderr);
}

#[test]
fn json_has_one_object_for_a_failure_too() {
    let shell = Shell::new().with(&["--url", NOWHERE, "--output", "json"]);
    let run = shell.run(&["show", ADDRESS]);
    assert_eq!(run.code, Some(2));
    let error = &run.json()["error"];
    assert_eq!(error["kind"], "input");
    assert!(error["message"].as_str().is_some_and(|words| words.contains("TENURE_LOCKER")));
}
