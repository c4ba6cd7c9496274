use super::process::Localnet;

fn units(report: &serde_json::Value, key: &str) -> u64 {
    report[key]["amount"].as_str().and_then(|text| text.parse().ok()).expect("an amount")
}

/// A year costs more the less of the month is left to count: what is signed is worth ten minutes of that.
#[test]
fn a_change_to_the_year_is_signed_for_the_time_it_takes_to_arrive() {
    let localnet = Localnet::start(&[]);
    let usdc = localnet.deployment["tokens"][1]["mint"].as_str().expect("a mint").to_owned();
    let switch = ["membership", "switch", "Advanced/year", "--token", &usdc];
    let told = localnet.done_as("Sam", &switch);
    assert_eq!(told["switched"], false);
    let (now, most) = (units(&told, "tokens"), units(&told, "most"));
    // Ten minutes of a month at 49.90, and no more.
    let month = 30 * 86_400;
    let grown = most - now;
    assert!((1..=49_900_000 * 600 / (month - 2 * 86_400) + 1).contains(&grown), "{grown}");

    let switched = localnet.done_as("Sam", &[&switch[..], &["--yes"]].concat());
    assert_eq!((&switched["switched"], &switched["plan"]), (&true.into(), &"Advanced".into()));
    localnet.stop();
}
