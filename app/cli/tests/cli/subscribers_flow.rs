//! Who is due, as the command lists it, held against what the program does when it is asked to renew.

use serde_json::{json, Value};
use spl_associated_token_account_interface::address::get_associated_token_address;
use spl_token_2022_interface::instruction as token;
use tenure_client::Pubkey;

use crate::{
    market::{units, Market, Person, DAY, PURSE},
    shell::Shell,
};

const HOUR: u64 = 3_600;
const DELEGATE_LOST: &str = "the mandate is no longer the delegate of the token account";
const TOO_FEW: &str = "the token account holds less than the charge";
const ABOVE_CHARGE: &str = "the charge is above the mandate's cap for one charge";
const DELEGATION_SHORT: &str = "the delegate may take less than the charge";
const EXPIRED: &str = "the mandate has expired";

impl Market {
    fn subscribers(&self, options: &[&str]) -> Vec<Value> {
        let listed = self.done(&[&["store", "subscribers"], options].concat());
        listed["subscribers"].as_array().expect("subscribers").clone()
    }

    fn listed(&self, user: &Pubkey) -> Value {
        let all = self.subscribers(&[]);
        all.into_iter().find(|listed| listed["user"] == user.to_string()).expect("that user")
    }

    /// Whom `--due` lists.
    fn due(&self) -> Vec<String> {
        let users = self.subscribers(&["--due"]).into_iter();
        let mut users: Vec<_> = users.map(|listed| listed["user"].as_str().expect("text").into()).collect();
        users.sort();
        users
    }

    /// A charge of so many micro-USD is due, in so many base units, and nothing stands in its way.
    fn is_due(&self, person: &Person, charge: u64, tokens: u64) {
        let listed = self.listed(&person.address);
        assert_eq!((&listed["due"], &listed["notChargedBecause"]), (&json!(true), &Value::Null), "{listed}");
        assert_eq!((units(&listed, "charge"), units(&listed, "tokens")), (charge, tokens));
        assert!(self.due().contains(&person.address.to_string()));
    }

    /// It is not due, for this reason, and the program refuses by that name.
    fn is_not_due(&self, person: &Person, words: &str, name: &str) {
        let listed = self.listed(&person.address);
        assert_eq!((&listed["due"], &listed["charge"]), (&json!(false), &Value::Null), "{listed}");
        let because = listed["notChargedBecause"].as_str().expect("words");
        assert!(because.starts_with(words), "{because}");
        assert!(!self.due().contains(&person.address.to_string()));
        self.refused(&["membership", "renew", &person.address.to_string()], name);
    }

    /// It is due only until it is noted why nothing can be charged.
    fn is_due_to_be_noted(&self, person: &Person, words: &str, name: &str) {
        let listed = self.listed(&person.address);
        assert_eq!((&listed["due"], &listed["notChargedBecause"]), (&json!(true), &json!(words)), "{listed}");
        let noted = self.done(&["membership", "renew", &person.address.to_string()]);
        assert_eq!((&noted["renewed"], &noted["failure"]), (&json!(false), &json!(words)));
        assert_eq!(self.listed(&person.address)["failure"], words);
        self.is_not_due(person, &format!("still {words}"), name);
    }
}

#[test]
fn a_store_lists_its_subscribers_and_who_is_due() {
    let market = Market::open();
    assert_eq!(market.subscribers(&[]), Vec::<Value>::new());
    let carol = Pubkey::new_unique();
    they_subscribe(&market, &carol);
    in_the_window_they_are_due(&market);
    what_the_store_does_counts(&market);
    what_a_user_does_counts(&market);
    what_cannot_be_charged_is_due_once(&market);
    once_paid_nothing_is_due(&market);
    time_alone_moves_them_on(&market, &carol);
    market.stop();
}

/// Bob and Alice with mandates, in two tokens; Carol has paid elsewhere.
fn they_subscribe(market: &Market, carol: &Pubkey) {
    let (alice, bob, usdc) = (&market.alice, &market.bob, market.usdc.to_string());
    market.done_by(bob, &["subscribe", "--plan", "Advanced", "--token", &usdc, "--renewals", "12"]);
    market.done_by(alice, &["subscribe", "--plan", "Basic", "--token", "own", "--renewals", "2"]);
    market.done(&["store", "grant", &carol.to_string(), "--plan", "vip"]);

    let (listed, state) = (market.listed(&bob.address), market.subscription(bob));
    assert_eq!(
        (&listed["plan"], &listed["status"], &listed["nextPlan"]),
        (&json!("Advanced"), &json!("active"), &json!("Advanced"))
    );
    assert_eq!(listed["paidThrough"], state.paid_through());
    assert_eq!(listed["renewableFrom"], state.paid_through() - 3 * DAY);
    assert_eq!((units(&listed, "nextPrice"), units(&listed, "mandateLeft")), (49_900_000, 598_800_000));
    assert_eq!((&listed["renewalsAllowed"], &listed["failure"]), (&json!(true), &Value::Null));
    let listed = market.listed(carol);
    assert_eq!((&listed["renewalsAllowed"], &listed["mandate"]), (&json!(false), &Value::Null));
    assert_eq!(
        (&listed["due"], &listed["notChargedBecause"]),
        (&json!(false), &json!("there is no mandate"))
    );

    // Before the window.
    let from = state.paid_through() - 3 * DAY;
    market.travel_to(from - 60);
    assert_eq!(market.due(), Vec::<String>::new());
    market.is_not_due(bob, "not before ", "TooEarly");
    for (status, count) in [("active", 3), ("grace", 0), ("expired", 0)] {
        assert_eq!(market.subscribers(&["--status", status]).len(), count, "{status}");
    }
}

fn in_the_window_they_are_due(market: &Market) {
    let (alice, bob) = (&market.alice, &market.bob);
    let from = |person| market.subscription(person).paid_through() - 3 * DAY;
    market.travel_to(from(alice).max(from(bob)));
    market.is_due(bob, 49_900_000, 49_900_000);
    // A fifth off 19.90, at 2 dollars each.
    market.is_due(alice, 15_920_000, 7_960_000);
    let mut both = [alice, bob].map(|person| person.address.to_string());
    both.sort();
    assert_eq!(market.due(), both);
    assert_eq!(market.subscribers(&["--due", "--status", "active"]).len(), 2);
    assert_eq!(market.subscribers(&["--due", "--status", "grace"]).len(), 0);
    people_can_read_it(market);

    // Nobody publishes the price for two minutes.
    market.flow.network.travel_to(market.flow.network.now() + 120);
    market.is_not_due(alice, "the price is too old", "StalePrice");
    market.is_due(bob, 49_900_000, 49_900_000);
    market.publish(2_50000000);
    market.is_due(alice, 15_920_000, 6_368_000);
    market.publish(2_00000000);
}

fn people_can_read_it(market: &Market) {
    let shell = Shell::new().with(&["--url", market.flow.network.url()]);
    let listed = market.run_in(&shell, &["store", "subscribers", "--due"]);
    assert_eq!((listed.code, listed.stderr.as_str()), (Some(0), ""));
    for words in [
        &format!("\n{}\n", market.bob.address),
        "  Plan              Advanced\n",
        "  Next              Advanced, $49.90 a month\n",
        "  Renewals allowed  yes\n",
        "  Due               yes, 49.9 tokens\n",
    ] {
        assert!(listed.stdout.contains(words), "'{words}' is not in:\n{}", listed.stdout);
    }
    let none = market.run_in(&shell, &["store", "subscribers", "--status", "expired"]).stdout;
    assert!(none.starts_with("There are none.\n"), "{none}");
}

fn what_the_store_does_counts(market: &Market) {
    let (bob, usdc, user) = (&market.bob, market.usdc.to_string(), market.bob.address.to_string());
    for (there, back, words, name) in [
        (vec!["store", "pause"], vec!["store", "resume"], "the store is paused", "Paused"),
        (
            vec!["store", "pay-token", "update", &usdc, "--taken", "no"],
            vec!["store", "pay-token", "update", &usdc, "--taken", "yes"],
            "the store does not take the mandate's token now",
            "TokenDisabled",
        ),
        (
            vec!["store", "exclude", &user],
            vec!["store", "reinstate", &user],
            "the store has excluded the user",
            "Revoked",
        ),
    ] {
        market.done(&there);
        market.is_not_due(bob, words, name);
        market.done(&back);
        market.is_due(bob, 49_900_000, 49_900_000);
    }
}

fn what_a_user_does_counts(market: &Market) {
    let bob = &market.bob;
    market.done_by(bob, &["membership", "cancel"]);
    market.is_not_due(bob, "it is cancelled", "Cancelled");
    market.done_by(bob, &["membership", "resume"]);

    // What was chosen to follow begins when the paid time is over.
    market.done_by(bob, &["membership", "schedule", "basic"]);
    let listed = market.listed(&bob.address);
    assert_eq!((&listed["plan"], &listed["nextPlan"]), (&json!("Advanced"), &json!("Basic")));
    assert_eq!(units(&listed, "nextPrice"), 19_900_000);
    assert_eq!(listed["renewableFrom"], market.subscription(bob).paid_through());
    market.is_not_due(bob, "not before ", "TooEarly");
    market.done_by(bob, &["membership", "unschedule"]);
    market.is_due(bob, 49_900_000, 49_900_000);
}

/// Each reason is noted once, and asked for again only if it is another, or gone.
fn what_cannot_be_charged_is_due_once(market: &Market) {
    let (bob, usdc, network) = (&market.bob, market.usdc.to_string(), &market.flow.network);
    let source = get_associated_token_address(&bob.address, &market.usdc);
    let by_bob = |instruction| network.send(&[instruction], &[network.wallet(), &bob.keypair]);
    by_bob(token::revoke(&spl_token::ID, &source, &bob.address, &[]).expect("instruction"));
    market.is_due_to_be_noted(bob, DELEGATE_LOST, "DelegateLost");

    let mandate = market.subscription(bob).mandate;
    by_bob(token::approve(&spl_token::ID, &source, &mandate, &bob.address, &[], 1).expect("instruction"));
    market.is_due_to_be_noted(bob, DELEGATION_SHORT, "DelegationShort");

    let grant = ["membership", "mandate", "grant", "--token", &usdc, "--total", "100", "--per-charge"];
    market.done_by(bob, &[&grant[..], &["49.899999"]].concat());
    market.is_due_to_be_noted(bob, ABOVE_CHARGE, "AboveCharge");
    market.done_by(bob, &[&grant[..], &["49.9"]].concat());
    market.is_due(bob, 49_900_000, 49_900_000);

    let (held, purse) =
        (network.balance(&source), get_associated_token_address(&market.flow.owner, &market.usdc));
    let spent = held - 49_899_999;
    by_bob(
        token::transfer_checked(&spl_token::ID, &source, &market.usdc, &purse, &bob.address, &[], spent, 6)
            .expect("instruction"),
    );
    market.is_due_to_be_noted(bob, TOO_FEW, "TooFewTokens");
    network.give(&market.usdc, &bob.address, spent);
    market.is_due(bob, 49_900_000, 49_900_000);
    assert_eq!(market.listed(&bob.address)["failure"], TOO_FEW);

    let alice = &market.alice;
    let grant = ["membership", "mandate", "grant", "--token", "own", "--per-charge", "10", "--total", "10"];
    market.done_by(alice, &[&grant[..], &["--lasts", "1 hour"]].concat());
    market.publish(2_00000000);
    market.is_due(alice, 15_920_000, 7_960_000);
    market.travel_to(network.now() + HOUR);
    assert_eq!(market.listed(&alice.address)["renewalsAllowed"], false);
    market.is_due_to_be_noted(alice, EXPIRED, "MandateExpired");
}

fn once_paid_nothing_is_due(market: &Market) {
    let bob = &market.bob;
    let renewed = market.done(&["membership", "renew", &bob.address.to_string()]);
    assert_eq!((&renewed["renewed"], &renewed["failure"]), (&json!(true), &Value::Null));
    assert_eq!(market.balance(&bob.address, &market.usdc), PURSE - 2 * 49_900_000);
    market.is_not_due(bob, "not before ", "TooEarly");
    assert_eq!(market.due(), Vec::<String>::new());
}

fn time_alone_moves_them_on(market: &Market, carol: &Pubkey) {
    let (alice, bob) = (&market.alice, &market.bob);
    let users = |status: &str| {
        let listed = market.subscribers(&["--status", status]);
        let mut users: Vec<_> = listed.iter().map(|listed| listed["user"].clone()).collect();
        users.sort_by_key(ToString::to_string);
        users
    };
    let mut others = [alice.address, *carol].map(|user| json!(user.to_string()));
    others.sort_by_key(ToString::to_string);
    let lapses_at = market.listed(&alice.address)["lapsesAt"].as_u64().expect("a second");
    market.travel_to(lapses_at - DAY);
    // After what was granted there is no grace.
    let each = [alice.address, *carol, bob.address].map(|user| vec![json!(user.to_string())]);
    assert_eq!(["grace", "expired", "active"].map(users), each);
    market.is_not_due(alice, &format!("still {EXPIRED}"), "MandateExpired");
    market.travel_to(lapses_at);
    assert_eq!((users("expired"), users("grace")), (others.to_vec(), vec![]));
    market.is_not_due(alice, "it has expired", "Expired");
    // Who lapses first comes first.
    let last = market.subscribers(&[]).last().cloned().unwrap_or_default();
    assert_eq!(last["user"], bob.address.to_string());
}
