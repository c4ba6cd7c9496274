//! The demo, as a newcomer runs it.

use std::path::Path;

use serde_json::{json, Value};

use crate::shell::{Run, Shell};

fn demo(options: &[&str]) -> (Shell, Run) {
    let bytecode = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/deploy");
    let shell = Shell::new();
    let run = shell.run(&[&["demo", "--programs", &bytecode.to_string_lossy()], options].concat());
    (shell, run)
}

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
        "her lock grows from 2080 to 3431.675483",
        "left by rounding",
    ] {
        assert!(run.stdout.contains(words), "'{words}' is not in:\n{}", run.stdout);
    }
    assert!(!run.stdout.contains('\u{1b}'), "no colours where nobody sees them");
    let left = std::fs::read_dir(shell.path()).expect("a directory").count();
    assert_eq!(left, 0, "nothing is left behind");
}

#[test]
fn its_numbers_are_the_programs() {
    let story = demo(&["--output", "json"]).1.done();
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
    let story = demo(&["--output", "json"]).1.done();
    let powers = [(510, 300, 0), (500, 200, 0), (490, 100, 625), (480, 0, 600)];
    for (week, (alice, bob, carol)) in story["income"].as_array().expect("weeks").iter().zip(powers) {
        let units = |power: u64| (power * 1_000_000).to_string();
        assert_eq!(week["powers"]["alice"], units(alice));
        assert_eq!(week["powers"]["bob"], units(bob));
        assert_eq!(week["powers"]["carol"], units(carol));
        assert_eq!(week["total"], units(alice + bob + carol));
    }

    // wETH: half of 0.51234567, 0.75000001, 0.3 and 1.20000003, rounded down, is for lockers. Of it bob has
    // 25,617,283 * 300 / 810 = 9,487,882, 37,500,000 * 200 / 700 = 10,714,285 and
    // 15,000,000 * 100 / 1,215 = 1,234,567: 21,436,734 in all.
    let weth = &story["claims"]["wETH"];
    assert_eq!(weth["cameIn"], "276234571");
    assert_eq!(weth["received"], json!({ "alice": "75631163", "bob": "21436734", "carol": "41049382" }));
    assert_eq!(
        (&weth["treasury"], &weth["burned"], &weth["left"]),
        (&json!("138117287"), &json!("0"), &json!("5"))
    );

    // The token: of 1,500, 900, 2,400 and 333.333333 half is for lockers and a tenth is burned. Of it carol
    // has 1,200,000,000 * 625 / 1,215 = 617,283,950 and 166,666,666 * 600 / 1,080 = 92,592,592.
    let token = &story["claims"]["token"];
    assert_eq!(token["cameIn"], "5133333333");
    assert_eq!(token["received"], json!({ "alice": "1351675483", "bob": "505114637", "carol": "709876542" }));
    assert_eq!((&token["treasury"], &token["burned"]), (&json!("2053333334"), &json!("513333333")));
    assert_eq!(token["left"], "4");

    // USDC: half of 598.8, 669, 998 and 1,747.396 is for lockers. Of it alice has
    // 299,400,000 * 510 / 810 = 188,511,111, 334,500,000 * 500 / 700 = 238,928,571,
    // 499,000,000 * 490 / 1,215 = 201,242,798 and 873,698,000 * 480 / 1,080 = 388,310,222.
    let usdc = &story["claims"]["USDC"];
    assert_eq!(usdc["cameIn"], "4013196000");
    assert_eq!(usdc["received"], json!({ "alice": "1016992702", "bob": "247530274", "carol": "742075019" }));
    assert_eq!(
        (&usdc["treasury"], &usdc["burned"], &usdc["left"]),
        (&json!("2006598000"), &json!("0"), &json!("5"))
    );
}
