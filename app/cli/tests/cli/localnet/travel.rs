use std::time::{Duration, Instant};

use serde_json::Value;

use super::process::Localnet;
use crate::shell::Shell;

const WEEK: u64 = 604_800;
/// On a machine that is busy: it takes half a second else.
const PATIENCE: Duration = Duration::from_secs(10);

fn second(report: &Value, key: &str) -> u64 {
    report[key].as_u64().expect("a second")
}

#[test]
fn time_goes_forward_by_a_span_and_to_a_moment() {
    let localnet = Localnet::start(&["--empty"]);
    let by = localnet.run(&["travel", "--by", "1 week"]).done();
    let gone = second(&by, "now") - second(&by, "before");
    assert!((WEEK..WEEK + 5).contains(&gone), "{gone}");

    let to = second(&by, "now") + 3 * WEEK;
    let there = localnet.run(&["travel", "--to", &to.to_string()]).done();
    assert!((to..to + 5).contains(&second(&there, "now")), "{there}");
    let date = localnet.run(&["travel", "--to", "2035-01-01T00:00:00Z"]).done();
    assert!((2_051_222_400..2_051_222_405).contains(&second(&date, "now")), "{date}");

    let back = localnet.run(&["travel", "--to", &to.to_string()]);
    assert_eq!(back.code, Some(2));
    let words = back.json()["error"]["message"].as_str().expect("words").to_owned();
    assert!(words.starts_with("the clock goes forward only, and it is 2035-01-01 00:00:0"), "{words}");
    let far = localnet.run(&["travel", "--by", "2000 weeks"]);
    assert_eq!(
        (far.code, far.json()["error"]["message"].as_str()),
        (Some(2), Some("that is too far: at most 20 years at a time"))
    );
    localnet.stop();
}

/// What the first plan costs in the locked token: nothing while its price is stale.
fn price(localnet: &Localnet) -> Value {
    localnet.done_as("Nora", &["plans"])["plans"][0]["prices"][0]["tokens"].clone()
}

/// A page that buys with the token right after a journey is charged at a price of then.
#[test]
fn the_price_is_fresh_after_a_journey() {
    let localnet = Localnet::start(&[]);
    let stake = localnet.deployment["tokens"][0]["mint"].as_str().expect("a mint").to_owned();
    for _ in 0..2 {
        localnet.run(&["travel", "--by", "3 weeks"]).done();
        let travelled = Instant::now();
        while price(&localnet).is_null() {
            assert!(travelled.elapsed() < PATIENCE, "no price that is fresh");
        }
        assert_eq!(price(&localnet)["amount"], "63743744");
    }
    let bought = localnet.done_as("Nora", &["subscribe", "--plan", "0", "--token", &stake]);
    assert_eq!(bought["status"], "active", "{bought}");
    // Others find their way after six weeks without anybody doing anything.
    localnet.done_as("Max", &["revenue", "distribute"]);
    localnet.done_as("Max", &["revenue", "claim"]);
    localnet.done_as("Carl", &["withdraw"]);
    localnet.stop();
}

#[test]
fn public_clusters_keep_their_time() {
    let shell = Shell::new();
    for cluster in ["devnet", "mainnet-beta", "testnet"] {
        let run = shell.run(&["travel", "--by", "1 day", "--url", cluster, "--output", "json"]);
        assert_eq!(run.code, Some(2));
        let words = run.json()["error"]["message"].as_str().expect("words").to_owned();
        assert!(
            words.ends_with(
                "is a public cluster, whose clock nobody turns: time travel is for tenure localnet"
            ),
            "{words}"
        );
    }
}

#[test]
fn how_far_has_to_be_said_once() {
    let shell = Shell::new();
    for arguments in [&["travel"][..], &["travel", "--by", "1 day", "--to", "1"], &["travel", "--to", "soon"]]
    {
        let run = shell.run(arguments);
        assert_eq!(run.code, Some(2), "{arguments:?}: {}", run.stderr);
    }
}
