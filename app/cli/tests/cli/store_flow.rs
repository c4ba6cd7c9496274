//! A store and its management through the binary, on a chain, against what the chain holds.

use serde_json::Value;
use tenure_client::{
    membership::{text, Collection},
    revenue::splitter_address,
    subscriptions::{PayToken, Plan, ORACLE, STABLE},
};

use crate::{market::Market, shell::Shell};

#[test]
fn a_store_from_its_file_to_another_authority() {
    let market = Market::bare();
    a_store_is_created_once(&market);
    what_is_added_to_the_file_is_made(&market);
    plans_are_added_and_sunset(&market);
    tokens_are_admitted_and_changed(&market);
    terms_are_set(&market);
    sales_are_paused(&market);
    roles_are_handed_over(&market);
    people_can_read_it(&market);
    market.stop();
}

fn create(config: &str) -> [&str; 4] {
    ["store", "create", "--config", config]
}

fn a_store_is_created_once(market: &Market) {
    let words = market.failed(&["store", "show"], 1);
    assert!(words.contains("there is no store"), "{words}");
    let bob = format!("authority = \"{}\"", market.bob.address);
    let founder = format!("authority = \"{}\"", market.flow.owner);
    let words = market.failed(&create(&market.config(&[(&founder, &bob)])), 2);
    assert!(words.contains("hand over afterwards"), "{words}");

    let created = market.done(&create(&market.config(&[])));
    assert_eq!((&created["created"], &created["planCount"]), (&true.into(), &4.into()));
    assert_eq!(created["store"], market.store.to_string());
    let state = market.state();
    assert_eq!((state.creator, state.authority), (market.flow.owner, market.flow.owner));
    assert_eq!(
        (state.operator, state.payout_owner),
        (market.flow.owner, splitter_address(&market.flow.locker))
    );
    assert_eq!((state.grace, state.window, state.notice), (259_200, 259_200, 86_400));
    let collection: Collection = market.flow.network.read(&state.collection);
    assert_eq!((collection.authority, created["issues"].clone()), (market.store, true.into()));
    assert_eq!(text(&collection.tiers[3]), "VIP");
    let plan: Plan = market.flow.network.read(&market.keys().plan(2));
    assert_eq!((text(&plan.name).as_str(), plan.price, plan.tier), ("Premium", 99_900_000, 3));
    let [own, usdc] = [market.own(), market.usdc].map(|mint| pay_token(market, &mint));
    assert_eq!((usdc.kind, usdc.own, usdc.keeper_fee_cap), (STABLE, 0, 1_000_000));
    assert_eq!((own.kind, own.own, own.max_age, own.keeper_fee_cap), (ORACLE, 1, 60, 20_000_000));

    let again = market.done(&create(&market.config(&[])));
    assert_eq!(again["created"], false);
    for (from, to, difference) in [
        (
            "grace = \"3 days\"\n\n# Before",
            "grace = \"2 days\"\n\n# Before",
            "grace is 3 days, and the file says 2 days",
        ),
        ("price = \"49.90\"", "price = \"49.91\"", "plan 1 is Advanced: $49.90 a month"),
        ("pauser = \"none\"", &format!("pauser = \"{}\"", market.bob.address), "pauser is none"),
        ("max_age = \"1 minute\"", "max_age = \"2 minutes\"", "at most 1 minute old"),
        ("\"VIP\"]", "\"VIP\", \"Gold\"]", "their tiers is Basic, Advanced, Premium, VIP, and the file says"),
    ] {
        let words = market.failed(&create(&market.config(&[(from, to)])), 1);
        assert!(words.contains("differs from the file") && words.contains(difference), "{words}");
    }
    let words = market.failed(&create(&market.config(&[("keeper_fee_bps = 50", "keeper_fee_bps = 101")])), 2);
    assert!(words.contains("keep to these bounds"), "{words}");
}

fn pay_token(market: &Market, mint: &tenure_client::Pubkey) -> PayToken {
    market.flow.network.read(&tenure_client::subscriptions::pay_token_address(&market.store, mint))
}

const YEARLY: &str = "[[plans]]\nname = \"Basic\"\nprice = \"199\"\ninterval = \"year\"\ntier = \"Basic\"\n\
                      discount_bps = 2000\ncalls = 10000\nsockets = 1\nsold = false\n\n# The tokens it takes";

fn what_is_added_to_the_file_is_made(market: &Market) {
    let file = market.config(&[("# The tokens it takes", YEARLY)]);
    let added = market.done(&create(&file));
    assert_eq!((&added["created"], &added["planCount"]), (&true.into(), &5.into()));
    assert_eq!(
        added["plans"][4]["words"],
        "Basic: $199.00 a year, tier Basic, 20 % off for the own token, 10000 calls and 1 sockets; takes no new \
         subscribers"
    );
    assert_eq!(market.done(&create(&file))["created"], false);
    // What is on the chain and not in the file is told too.
    let words = market.failed(&create(&market.config(&[])), 1);
    assert!(words.contains("plan 4 is Basic: $199.00 a year") && words.contains("says nothing"), "{words}");
}

fn plans_are_added_and_sunset(market: &Market) {
    let add =
        ["store", "plan", "add", "--name", "VIP", "--price", "1999", "--interval", "year", "--tier", "VIP"];
    market.refused_to(&market.bob, &add, "NotAuthority");
    assert_eq!(market.done(&add)["id"], 5);
    let plan: Plan = market.flow.network.read(&market.keys().plan(5));
    assert_eq!((plan.price, plan.tier, plan.interval, plan.discount_bps), (1_999_000_000, 4, 1, 0));
    let words = market.refused(
        &["store", "plan", "add", "--name", "X", "--price", "1", "--interval", "month", "--tier", "7"],
        "UnknownTier",
    );
    assert_eq!(words, "The collection has no such tier");
    for (option, value, code, expected) in [
        ("--tier", "Gold", 1, "no tier 'Gold'"),
        ("--price", "0", 2, "more than nothing"),
        ("--price", "1000000.01", 2, "at most $1000000.00"),
        ("--name", "a name of thirty-three characters", 2, "may have 32 bytes"),
    ] {
        let mut wrong = add;
        let at = wrong.iter().position(|argument| *argument == option).expect("the option");
        wrong[at + 1] = value;
        let words = market.failed(&wrong, code);
        assert!(words.contains(expected), "{words}");
    }

    let words = market.failed(&["store", "plan", "sunset", "vip"], 1);
    assert!(words.contains("give one of the numbers 3, 5"), "{words}");
    let sunset = market.done(&["store", "plan", "sunset", "5"]);
    assert_eq!(sunset["plans"][5]["sold"], false);
    // Told by name, it is the one that is sold.
    market.done(&["store", "plan", "sunset", "VIP"]);
    market.refused(&["store", "plan", "sunset", "3"], "Unchanged");
    market.refused_to(
        &market.bob,
        &["subscribe", "--plan", "3", "--token", &market.usdc.to_string()],
        "Sunset",
    );
    assert!(market.failed(&["store", "plan", "sunset", "9"], 1).contains("no plan number 9"));
}

fn tokens_are_admitted_and_changed(market: &Market) {
    let usdt = market.flow.network.token(9, 0);
    let mint = usdt.to_string();
    let add = ["store", "pay-token", "add", &mint, "--stable", "--keeper-fee-cap", "0.5"];
    market.refused_to(&market.bob, &add, "NotAuthority");
    let added = market.done(&add);
    assert_eq!(
        (&added["kind"], &added["own"], &added["enabled"]),
        (&"stable".into(), &false.into(), &true.into())
    );
    assert_eq!(pay_token(market, &usdt).keeper_fee_cap, 500_000_000);
    assert!(market.failed(&add, 1).contains("pay-token update"));

    let update =
        |options: &[&'static str]| [&["store", "pay-token", "update", mint.as_str()], options].concat();
    assert_eq!(market.done(&update(&["--taken", "no"]))["enabled"], false);
    market.refused_to(&market.bob, &["subscribe", "--plan", "0", "--token", &mint], "TokenDisabled");
    // The first feed brings the rest of what a price needs; what is not named stays.
    let feed = "7".repeat(64);
    let named = ["--feed", &feed, "--max-age", "5 minutes"];
    let priced = market.done(&[&["store", "pay-token", "update", &mint], &named[..]].concat());
    assert_eq!(
        (&priced["kind"], &priced["maxAge"], &priced["enabled"]),
        (&"oracle".into(), &300.into(), &false.into())
    );
    let token = pay_token(market, &usdt);
    assert_eq!((token.feed, token.max_confidence_bps, token.max_deviation_bps), ([0x77; 32], 100, 1_000));
    assert_eq!((token.keeper_fee_cap, token.own), (500_000_000, 0));
    assert!(market.failed(&update(&["--max-age", "2 hours"]), 2).contains("1 second to 1 hour"));
    assert!(market.failed(&update(&["--keeper-fee-cap", "0.0000000001"]), 2).contains("at most 9"));
    let words = market
        .failed(&["store", "pay-token", "update", &market.usdc.to_string(), "--max-age", "1 minute"], 2);
    assert!(words.contains("there is no price to limit"), "{words}");
    let words =
        market.failed(&["store", "pay-token", "update", &market.store.to_string(), "--taken", "no"], 1);
    assert!(words.contains("does not take"), "{words}");
}

fn terms_are_set(market: &Market) {
    let set = market.done(&["store", "terms", "--window", "2 days"]);
    assert_eq!((&set["window"], &set["grace"]), (&172_800.into(), &259_200.into()));
    market.refused_to(&market.bob, &["store", "terms", "--window", "1 day"], "NotAuthority");
    // Longer than that of the badges: only the chain knows.
    let words = market.refused(&["store", "terms", "--grace", "4 days"], "BadStoreTerms");
    assert!(words.contains("no longer than the badges'"), "{words}");
}

fn sales_are_paused(market: &Market) {
    let (bob, usdc) = (market.bob.address.to_string(), market.usdc.to_string());
    assert_eq!(market.refused_to(&market.bob, &["store", "pause"], "NotPauser"), "The signer may not pause");
    assert_eq!(market.done(&["store", "pauser", "set", &bob])["pauser"], bob);
    assert_eq!(market.done_by(&market.bob, &["store", "pause"])["paused"], true);
    let words = market.refused_to(&market.bob, &["subscribe", "--plan", "0", "--token", &usdc], "Paused");
    assert_eq!(words, "The store is paused");
    market.refused_to(&market.bob, &["store", "resume"], "NotAuthority");
    assert_eq!(market.done(&["store", "resume"])["paused"], false);
    market.refused(&["store", "resume"], "Unchanged");
    assert_eq!(market.done(&["store", "pauser", "set", "none"])["pauser"], Value::Null);
}

fn roles_are_handed_over(market: &Market) {
    let (owner, bob) = (market.flow.owner.to_string(), market.bob.address.to_string());
    assert_eq!(market.done(&["store", "operator", "set", &bob])["operator"], bob);
    market.refused_to(&market.alice, &["store", "grant", &bob, "--plan", "0"], "NotOperator");
    market.done(&["store", "operator", "set", &owner]);

    market.refused(&["store", "authority", "cancel"], "NoProposedAuthority");
    market.done(&["store", "authority", "propose", &bob]);
    market.refused(&["store", "authority", "accept"], "NotProposedAuthority");
    assert_eq!(market.done_by(&market.bob, &["store", "authority", "accept"])["authority"], bob);
    market.refused(&["store", "operator", "set", "none"], "NotAuthority");
    market.done_by(&market.bob, &["store", "authority", "propose", &owner]);
    assert_eq!(market.done(&["store", "authority", "accept"])["authority"], owner);

    // Its badges can be offered to another issuer; until that one accepts, the store issues them.
    market.refused_to(&market.bob, &["store", "collection", "offer", &bob], "NotAuthority");
    assert_eq!(market.done(&["store", "collection", "offer", &bob])["issues"], true);
    let collection: Collection = market.flow.network.read(&market.state().collection);
    assert_eq!(collection.proposed_authority, market.bob.address);
    market.refused(&["store", "collection", "take"], "NotProposedAuthority");
    // Offered to the store itself, nobody else has the offer.
    market.done(&["store", "collection", "offer", &market.store.to_string()]);
    let collection: Collection = market.flow.network.read(&market.state().collection);
    assert_eq!((collection.authority, collection.proposed_authority), (market.store, market.store));
    assert_eq!(market.done(&["store", "collection", "take"])["issues"], true);
}

/// The same without `--output json`.
fn people_can_read_it(market: &Market) {
    let shell = Shell::new().with(&["--url", market.flow.network.url()]);
    let shown = market.run_in(&shell, &["store", "show"]);
    assert_eq!((shown.code, shown.stderr.as_str()), (Some(0), ""));
    for words in [
        "Badges              Membership (Basic, Advanced, Premium, VIP)\n",
        "Window to renew     2 days\n",
        "Keeper's fee        0.5 %\n",
        "Premium: $99.90 a month, tier Premium, 20 % off for the own token, 200000 calls and 5 sockets\n",
        "tier VIP, 0 % off for the own token, 0 calls and 0 sockets; takes no new subscribers\n",
        "a dollar each; at most 1 for a keeper\n",
    ] {
        assert!(shown.stdout.contains(words), "'{words}' is not in:\n{}", shown.stdout);
    }
}
