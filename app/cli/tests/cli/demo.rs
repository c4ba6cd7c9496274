//! The demo, as a newcomer runs it.

use std::path::Path;

use serde_json::Value;

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
    for words in ["power 1499.99", "week 104", "* total", "NotEnded", "Penalty paid", "cranked 11 times"] {
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
