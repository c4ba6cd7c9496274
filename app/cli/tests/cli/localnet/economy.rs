use serde_json::{json, Value};
use solana_keypair::Keypair;
use solana_signer::Signer;

use super::facts::{address, tokens, Facts, FACTS, LOCKERS};

const ONE: u64 = 1_000_000;
const WEEK: u128 = 604_800;
const TERM_WEEKS: u64 = 208;

fn units(amount: &Value) -> u64 {
    amount["amount"].as_str().and_then(|text| text.parse().ok()).expect("an amount")
}

fn facts() -> &'static Facts {
    &FACTS[0]
}

#[test]
fn its_deployment_is_complete() {
    let deployment = &facts().deployment;
    let keys: Vec<_> = deployment.as_object().expect("an object").keys().map(String::as_str).collect();
    let expected = [
        "cluster",
        "collection",
        "governor",
        "locker",
        "name",
        "people",
        "priceFeeds",
        "rpc",
        "splitter",
        "store",
        "tokens",
        "ws",
    ];
    assert_eq!(keys, expected);
    assert_eq!((&deployment["name"], &deployment["cluster"]), (&json!("Token Metrics"), &json!("localnet")));
    let [rpc, ws] = ["rpc", "ws"].map(|key| deployment[key].as_str().expect("a URL"));
    assert!(rpc.starts_with("http://127.0.0.1:") && ws.starts_with("ws://127.0.0.1:"), "{rpc} {ws}");
    let told = deployment["tokens"].as_array().expect("tokens").iter();
    let told: Vec<_> = told.map(|token| json!([token["symbol"], token["name"], token["decimals"]])).collect();
    assert_eq!(
        told,
        [
            json!(["TMAI", "Token Metrics AI", 6]),
            json!(["USDC", "USD Coin", 6]),
            json!(["wETH", "Wrapped Ether", 8])
        ]
    );
    let programs: Vec<_> = tokens(deployment).into_iter().map(|(_, program)| program).collect();
    assert_eq!(programs, [spl_token::ID, spl_token::ID, spl_token_2022_interface::ID]);
    assert_eq!(deployment["priceFeeds"][0]["mint"], deployment["tokens"][0]["mint"]);
    for person in deployment["people"].as_array().expect("people") {
        let secret: Vec<u8> = serde_json::from_value(person["secret"].clone()).expect("bytes");
        let keypair = Keypair::try_from(secret.as_slice()).expect("a keypair");
        assert_eq!(keypair.pubkey(), address(&person["address"]), "{person}");
        assert!(!person["about"].as_str().expect("words").is_empty(), "{person}");
    }
}

#[test]
fn its_accounts_belong_together() {
    let Facts { deployment, governor, pools, revenue, .. } = facts();
    let locker = address(&deployment["locker"]);
    assert_eq!(governor.locker, locker);
    assert_eq!(address(&revenue["splitter"]), address(&deployment["splitter"]));
    for (pool, (mint, program)) in pools.iter().zip(tokens(deployment)) {
        assert_eq!((pool.mint, pool.token_program), (mint, program));
    }
    // The treasury has taken over what was offered to it.
    assert_eq!(
        address(&revenue["authority"]),
        tenure_client::governor::treasury_address(&address(&deployment["governor"]))
    );
    assert_eq!(revenue["terms"]["stakerBps"], 4_500);
}

#[test]
fn everybody_has_something() {
    for (name, balances) in &facts().balances {
        assert!(balances[0] > 90_000_000_000, "{name} has little SOL: {balances:?}");
        assert!(balances[1] > 0 && balances[2] > 0, "{name} lacks a token: {balances:?}");
    }
    // The newcomer has just been funded, and has not even paid a fee.
    assert_eq!(facts().balances["Nora"], [100_000_000_000, 5_000 * ONE, 1_000 * ONE, 0]);
}

#[test]
fn there_is_a_proposal_in_every_state() {
    let states: Vec<_> =
        facts().proposals.iter().map(|proposal| proposal["state"].as_str().expect("a state")).collect();
    assert_eq!(
        states,
        [
            "executed",
            "expired",
            "defeated",
            "cancelled",
            "vetoed",
            "succeeded",
            "queued",
            "active",
            "active",
            "pending"
        ]
    );
}

/// What is open stays open for a while: two days and more to vote, a day and more to wait or to execute.
#[test]
fn what_is_open_stays_so() {
    let left = |number: usize| facts().proposals[number - 1]["secondsLeft"].as_u64().expect("seconds");
    for (number, days) in [(6, 5), (7, 1), (8, 2), (9, 3)] {
        assert!(left(number) > days * 86_400, "proposal {number}: {}", left(number));
    }
}

#[test]
fn there_is_a_subscription_in_every_state() {
    let memberships = &facts().memberships;
    let status = |name: &str| memberships[name]["status"].as_str().expect("a status");
    let statuses: Vec<_> = ["Sam", "Gus", "Hal", "Ida", "Jon", "Kim", "Lea"].map(status).into();
    assert_eq!(statuses, ["active", "grace", "expired", "active", "active", "active", "active"]);
    let plan = |name: &str| memberships[name]["plan"].as_str().expect("a plan");
    let plans: Vec<_> = ["Sam", "Gus", "Hal", "Ida", "Jon", "Kim", "Lea"].map(plan).into();
    assert_eq!(plans, ["Advanced", "Basic", "Premium", "Premium", "VIP", "Premium", "VIP"]);
    assert_eq!(units(&memberships["Sam"]["mandateLeft"]), 12 * 49_900_000);
    assert_eq!(memberships["Gus"]["failure"], "the token account holds less than the charge");
    assert_eq!(memberships["Ida"]["cancelled"], true);
    assert_eq!(memberships["Jon"]["granted"], true);
    assert_eq!(memberships["Kim"]["nextPlan"], "Basic");
    assert_eq!(facts().balances["Gus"][2], 3 * ONE);
    // 730 calls at 1.7 cents, of 50 USDC.
    let credit = &facts().credit;
    assert_eq!([units(&credit["settled"]), units(&credit["left"])], [12_410_000, 37_590_000]);
}

/// Each lock's power in the second of which it was asked: the amount, for as much of 208 weeks as is left.
#[test]
fn powers_are_what_is_left_of_the_term() {
    for (name, whole) in [("Max", 41_600), ("Ben", 20_800), ("Fay", 26_000)] {
        let show = &facts().shows[name];
        assert_eq!(units(&show["amount"]), whole * ONE, "{name}");
        let second = |key: &str| u128::from(show[key].as_u64().expect("a number"));
        let left = second("endWeek") * WEEK - second("time");
        let power = u128::from(whole * ONE) * left / (u128::from(TERM_WEEKS) * WEEK);
        assert_eq!(u128::from(units(&show["power"])), power, "{name}");
    }
    let ada = &facts().shows["Ada"];
    assert_eq!((units(&ada["power"]), units(&ada["amount"])), (50_000 * ONE, 50_000 * ONE));
    assert_eq!(address(&ada["delegate"]), address(&facts().shows["Ben"]["owner"]));
    let ended = ["Carl", "Dora"].map(|name| units(&facts().shows[name]["power"]));
    assert_eq!(ended, [0, 0]);
    assert_eq!(
        [units(&facts().shows["Carl"]["amount"]), units(&facts().shows["Dora"]["amount"])],
        [10_400 * ONE, 0]
    );
}

/// Power at the start of the week so many before the present's, from what each locked: 50,000 for good; 200, 100,
/// 125, 50 and 75 a week that is left.
fn power(name: &str, weeks_ago: u64) -> u64 {
    let left = |made_ago: u64, weeks: u64| {
        // A lock counts from the week after it was made.
        if weeks_ago >= made_ago {
            0
        } else {
            (weeks + weeks_ago).saturating_sub(made_ago)
        }
    };
    ONE * match name {
        "Ada" => 50_000,
        "Max" => 200 * left(9, 208),
        "Ben" => 100 * left(9, 104),
        "Fay" => 125 * left(5, 156),
        "Carl" => 50 * left(9, 5),
        // She left in the third week before the present's.
        "Dora" if weeks_ago < 3 => 0,
        "Dora" => 75 * left(9, 52),
        "Eva" => 50 * left(9, 12),
        _ => unreachable!("{name} has no lock"),
    }
}

/// From the weeks' income and the powers alone, until Eva changes her lock in the second week before the present's:
/// so far all powers are round.
#[test]
fn what_max_earned_is_his_share_of_each_week() {
    let Facts { pools, revenue, claimable, .. } = facts();
    let this_week = revenue["week"].as_u64().expect("a week");
    let earned = |pool: &tenure_client::revenue::Pool, weeks_ago: u64| {
        let index = usize::try_from(this_week - weeks_ago).expect("an index") % pool.revenue.len();
        let income = u128::from(pool.revenue[index]);
        let total: u64 = LOCKERS.iter().map(|name| power(name, weeks_ago)).sum();
        income * u128::from(power("Max", weeks_ago)) / u128::from(total)
    };
    // Later weeks have Eva's additions in the total, which the command's answer shows.
    let eva = units(&facts().shows["Eva"]["amount"]) - 10_400 * ONE;
    let late = |pool: &tenure_client::revenue::Pool| {
        let index = usize::try_from(this_week - 1).expect("an index") % pool.revenue.len();
        // Four weeks of her twelve are left; the total is the parts' exact sum, rounded down.
        let rest: u64 = LOCKERS.iter().map(|name| power(name, 1)).sum();
        let total = rest + eva * 4 / TERM_WEEKS;
        u128::from(pool.revenue[index]) * u128::from(power("Max", 1)) / u128::from(total)
    };
    for (pool, told) in pools.iter().zip(claimable["Max"]["claimable"].as_array().expect("tokens")) {
        assert_eq!(address(&told["mint"]), pool.mint);
        let expected: u128 = (2..=8).map(|weeks_ago| earned(pool, weeks_ago)).sum::<u128>() + late(pool);
        assert_eq!(u128::from(units(&told["amount"])), expected, "{}", pool.mint);
    }
}

/// Income of the weeks before the new terms counts 40 % for lockers, and of the present's week 45 %.
#[test]
fn every_week_has_income() {
    let Facts { pools, revenue, .. } = facts();
    let this_week = usize::try_from(revenue["week"].as_u64().expect("a week")).expect("an index");
    for pool in pools {
        for weeks_ago in 0..=8 {
            assert!(pool.revenue[(this_week - weeks_ago) % pool.revenue.len()] > 0, "{weeks_ago} weeks ago");
        }
    }
    assert_eq!(units(&revenue["pools"][1]["waiting"]), 750 * ONE);
    assert!(units(&facts().claimable["Ada"]["claimable"][0]["amount"]) > 0);
}

#[test]
fn the_price_is_fresh_when_it_is_ready() {
    let now = i64::try_from(facts().ready["now"].as_u64().expect("a second")).expect("a time");
    assert!((now..now + 30).contains(&facts().published), "{} at {now}", facts().published);
}

#[test]
fn two_runs_with_one_seed_are_the_same() {
    let [first, second] = &*FACTS;
    assert_eq!(first.timeless(), second.timeless());
}
