//! The demo, as a newcomer runs it.

use std::{path::Path, sync::LazyLock};

use serde_json::{json, Value};

use crate::shell::{Run, Shell};

fn demo(options: &[&str]) -> (Shell, Run) {
    let bytecode = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/deploy");
    let shell = Shell::new();
    let run = shell.run(&[&["demo", "--programs", &bytecode.to_string_lossy()], options].concat());
    (shell, run)
}

/// What it tells programs, of one run for all tests.
static STORY: LazyLock<Value> = LazyLock::new(|| demo(&["--output", "json"]).1.done());

#[test]
fn it_tells_a_story_without_noise() {
    let (shell, run) = demo(&[]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(run.stderr, "");
    for words in [
        "power 1499.99",
        "week 104",
        "* total",
        "NotEnded",
        "Penalty paid",
        "cranked 11 times",
        "625 = 51.44 %",
        "Carol sees it come in",
        "Two fifths of it are for lockers",
        "her lock grows from 2080 to 3161.340386",
        "left by rounding",
        "Action 3: revenue announce_terms: Announces terms for the start of the second week from now.",
        "terms.staker_bps  5000 (50 %), now 4000 (40 %)",
        "The lock has no power in this proposal's snapshot (NoPower)",
        "The timelock has not passed (Timelocked)",
        "500.005000",
        "Dana takes Basic: $15.92, charged in the same transaction: 63.743744 token",
        "Token shows  Membership Premium",
        "The next period cannot be paid yet (TooEarly)",
        "access: no (NoAccess)",
        "109.750500",
    ] {
        assert!(run.stdout.contains(words), "'{words}' is not in:\n{}", run.stdout);
    }
    assert!(!run.stdout.contains('\u{1b}'), "no colours where nobody sees them");
    let left = std::fs::read_dir(shell.path()).expect("a directory").count();
    assert_eq!(left, 0, "nothing is left behind");
}

#[test]
fn its_numbers_are_the_programs() {
    let story = &*STORY;
    let weeks = story["passage"]["weeks"].as_array().expect("weeks");
    assert_eq!(weeks.len(), 105);
    for week in weeks {
        let units = |value: &Value| value.as_str().and_then(|text| text.parse::<u64>().ok()).expect("units");
        let powers = week["powers"].as_object().expect("powers");
        assert!(powers.values().map(units).sum::<u64>() <= units(&week["total"]), "{week}");
    }
    assert_eq!(weeks[1]["powers"]["alice"], (20_000_000_000u64 * 3 / 208).to_string());
    assert_eq!(weeks[4]["powers"]["alice"], "0");
    assert_eq!(weeks[104]["powers"]["carol"], weeks[104]["total"]);
    assert_eq!(story["withdrawal"]["after"]["uiAmountString"], "25000");
    assert_eq!(story["refusal"]["error"]["name"], "NotEnded");
}

/// Worked out by hand from the payments and the powers: in weeks 1 to 4 alice has 510, 500, 490 and 480,
/// bob 300, 200, 100 and nothing, carol, who locks in week 2, 625 and 600 in the last two.
#[test]
fn its_income_goes_where_it_should() {
    let story = &*STORY;
    let powers = [(510, 300, 0), (500, 200, 0), (490, 100, 625), (480, 0, 600)];
    for (week, (alice, bob, carol)) in story["income"].as_array().expect("weeks").iter().zip(powers) {
        let units = |power: u64| (power * 1_000_000).to_string();
        assert_eq!(week["powers"]["alice"], units(alice));
        assert_eq!(week["powers"]["bob"], units(bob));
        assert_eq!(week["powers"]["carol"], units(carol));
        assert_eq!(week["total"], units(alice + bob + carol));
    }

    // wETH: two fifths of 0.51234567, 0.75000001, 0.3 and 1.20000003, rounded down, are for lockers. Of it bob
    // has 20,493,826 * 300 / 810 = 7,590,305, 30,000,000 * 200 / 700 = 8,571,428 and
    // 12,000,000 * 100 / 1,215 = 987,654: 17,149,387 in all.
    let weth = &story["claims"]["wETH"];
    assert_eq!(weth["cameIn"], "276234571");
    assert_eq!(weth["received"], json!({ "alice": "60504930", "bob": "17149387", "carol": "32839506" }));
    assert_eq!(
        (&weth["treasury"], &weth["burned"], &weth["left"]),
        (&json!("165740744"), &json!("0"), &json!("4"))
    );

    // The token: of 1,500, 900, 2,400 and 333.333333 two fifths are for lockers and a tenth is burned. Of it
    // carol has 960,000,000 * 625 / 1,215 = 493,827,160 and 133,333,333 * 600 / 1,080 = 74,074,073.
    let token = &story["claims"]["token"];
    assert_eq!(token["cameIn"], "5133333333");
    assert_eq!(token["received"], json!({ "alice": "1081340386", "bob": "404091709", "carol": "567901233" }));
    assert_eq!((&token["treasury"], &token["burned"]), (&json!("2566666667"), &json!("513333333")));
    assert_eq!(token["left"], "5");

    // USDC: two fifths of 598.8, 669, 998 and 1,747.396 are for lockers. Of it alice has
    // 239,520,000 * 510 / 810 = 150,808,888, 267,600,000 * 500 / 700 = 191,142,857,
    // 399,200,000 * 490 / 1,215 = 160,994,238 and 698,958,400 * 480 / 1,080 = 310,648,177.
    let usdc = &story["claims"]["USDC"];
    assert_eq!(usdc["cameIn"], "4013196000");
    assert_eq!(usdc["received"], json!({ "alice": "813594160", "bob": "198024220", "carol": "593660016" }));
    assert_eq!(
        (&usdc["treasury"], &usdc["burned"], &usdc["left"]),
        (&json!("2407917600"), &json!("0"), &json!("4"))
    );
}

/// Seconds in a week, and in the four years that power is measured by.
const WEEK: u128 = 604_800;
const TERM: u128 = 208 * WEEK;

#[test]
fn its_vote_is_counted_to_the_unit() {
    let story = &*STORY;
    let ballot = &story["ballot"];
    let ends_at = u128::from(ballot["votingEndsAt"].as_u64().expect("a second"));
    let mut counted = 0;
    // Alice: the 2,080 of before, and the 1,081.340386 that she claimed into her lock.
    for (name, amount, choice) in [
        ("alice", 3_161_340_386u128, "for"),
        ("bob", 5_200_000_000, "abstain"),
        ("carol", 5_200_000_000, "against"),
    ] {
        let vote = &ballot["votes"][name];
        let end = u128::from(vote["endWeek"].as_u64().expect("a week")) * WEEK;
        let weight = amount * (end - ends_at) / TERM;
        assert_eq!((&vote["choice"], &vote["weight"]), (&json!(choice), &json!(weight.to_string())));
        counted += if choice == "against" { 0 } else { weight };
    }
    let units = |key: &str| ballot[key].as_str().and_then(|text| text.parse::<u128>().ok()).expect("units");
    assert_eq!(units("counted"), counted);
    // A tenth of all power, rounded up.
    assert_eq!(units("quorum"), units("total").div_ceil(10));
    assert_eq!(ballot["late"]["error"]["name"], "NoPower");
    assert_eq!(ballot["early"]["error"]["name"], "Timelocked");
    assert_eq!(story["execution"]["announcedBps"], 5_000);
}

/// 1,000.010001 USDC and 100.000003 tokens come in each week: of them lockers have two fifths before the new
/// terms count, 400.0040004 and 40.0000012, and half from then on, 500.0050005 and 50.0000015.
#[test]
fn its_new_share_counts_from_its_week_on() {
    let story = &*STORY;
    let weeks = story["newShare"].as_array().expect("weeks");
    let from = story["execution"]["fromWeek"].as_u64().expect("a week");
    assert_eq!(
        weeks.iter().map(|week| week["week"].as_u64()).collect::<Vec<_>>(),
        [Some(from - 1), Some(from)]
    );
    let split = |week: &Value, token: &str| {
        ["lockers", "burned", "treasury"]
            .map(|part| week[token][part].as_str().unwrap_or_default().to_owned())
    };
    assert_eq!(split(&weeks[0], "USDC"), ["400004000", "0", "600006001"]);
    assert_eq!(split(&weeks[1], "USDC"), ["500005000", "0", "500005001"]);
    assert_eq!(split(&weeks[0], "token"), ["40000001", "10000000", "50000002"]);
    assert_eq!(split(&weeks[1], "token"), ["50000001", "10000000", "40000002"]);
}

/// A fifth off 19.90 at 24.975 cents, the lower end of what the token's price may be; 600 calls at 1.7 cents;
/// a two-hundredth of 49.90 for the keeper.
#[test]
fn its_subscriptions_cost_what_they_should() {
    let story = &*STORY;
    let units = |value: &Value| value.as_str().and_then(|text| text.parse::<u128>().ok()).expect("units");
    let (dana, erin) = (&story["subscribers"]["dana"], &story["subscribers"]["erin"]);
    assert_eq!((units(&dana["charge"]), units(&dana["tokens"])), (15_920_000, 63_743_744));
    assert_eq!((units(&erin["charge"]), units(&erin["tokens"])), (49_900_000, 49_900_000));

    let upgrade = &story["upgrade"];
    let seconds = |key: &str| u128::from(upgrade[key].as_u64().expect("seconds"));
    let (left, whole) = (seconds("secondsLeft"), seconds("secondsOfPeriod"));
    let (unused, cost) = (15_920_000 * left / whole, (99_900_000 * left).div_ceil(whole));
    assert_eq!((units(&upgrade["unused"]), units(&upgrade["cost"])), (unused, cost));
    let charge = (cost - unused) - (cost - unused) / 5;
    let tokens = (charge * 100_000_000).div_ceil(24_975_000);
    assert_eq!((units(&upgrade["charge"]), units(&upgrade["tokens"])), (charge, tokens));

    assert_eq!(story["calls"], json!({ "settled": "10200000", "left": "6800000" }));
    let renewal = &story["renewal"];
    assert_eq!((units(&renewal["paid"]), units(&renewal["fee"])), (49_900_000, 249_500));
    assert_eq!(renewal["again"]["error"]["name"], "TooEarly");
    let access: Vec<_> =
        story["lapse"].as_array().expect("times").iter().map(|time| &time["access"]).collect();
    assert_eq!(access, ["yes", "yes", "no (NoAccess)"]);

    let (token, usdc) = (&story["shared"]["token"], &story["shared"]["USDC"]);
    let paid = 63_743_744 + tokens;
    assert_eq!((units(&token["cameIn"]), units(&token["lockers"])), (paid, paid / 2));
    assert_eq!((units(&usdc["cameIn"]), units(&usdc["lockers"])), (109_750_500, 54_875_250));
}
