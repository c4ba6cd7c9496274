//! Subscriptions through the binary, on a chain, against what the chain holds.

use serde_json::Value;
use spl_associated_token_account_interface::address::get_associated_token_address;
use spl_token_2022_interface::instruction as token;
use tenure_client::{membership::Badge, subscriptions::Mandate};

use crate::{
    market::{units, Market, DAY, PURSE},
    shell::Shell,
};

/// Of a transaction with one signature, in lamports.
const FEE: u64 = 5_000;

#[test]
fn a_customer_of_the_own_token_upgrades_and_lapses() {
    let market = Market::open();
    plans_are_priced(&market);
    // Good for a minute, which a busy machine can take until here.
    market.publish(2_00000000);
    a_customer_subscribes_in_the_own_token(&market);
    people_can_read_it(&market);
    a_switch_is_told_and_done(&market);
    what_follows_is_scheduled(&market);
    a_customer_lapses(&market);
    market.stop();
}

#[test]
fn a_customer_with_a_mandate_is_renewed() {
    let market = Market::open();
    a_customer_subscribes_with_a_mandate(&market);
    a_keeper_renews_for_a_fee(&market);
    the_badges_token_is_made_anew(&market);
    a_lost_delegate_is_noted_and_paid_by_hand(&market);
    a_mandate_is_granted_and_revoked(&market);
    a_cancelled_subscription_is_closed(&market);
    market.stop();
}

fn plans_are_priced(market: &Market) {
    let listed = market.done_by(&market.alice, &["plans"]);
    assert_eq!(listed["plans"].as_array().map(Vec::len), Some(4));
    let (own, usdc) = (&listed["plans"][2]["prices"][0], &listed["plans"][2]["prices"][1]);
    // A fifth off 99.90, at 2 dollars each; rounded up.
    assert_eq!((&own["mint"], &own["own"]), (&market.own().to_string().into(), &true.into()));
    assert_eq!(
        (&own["charge"]["amount"], &own["tokens"]["amount"]),
        (&"79920000".into(), &"39960000".into())
    );
    assert_eq!(
        (&usdc["charge"]["amount"], &usdc["tokens"]["amount"]),
        (&"99900000".into(), &"99900000".into())
    );

    // A price account that is not there, and one that is none.
    for (oracle, words) in [
        (market.store, "not one of Pyth's"),
        (market.bob.address, "there is no price account"),
        (tenure_client::Pubkey::new_unique(), "there is no price account"),
    ] {
        let oracle = oracle.to_string();
        assert_eq!(
            market.done(&["plans", "--oracle", &oracle])["plans"][0]["prices"][0]["tokens"],
            Value::Null
        );
        let shell = Shell::new().with(&["--url", market.flow.network.url()]);
        let told = market.run_in(&shell, &["plans", "--oracle", &oracle]);
        assert!(told.stdout.contains(words), "{}", told.stdout);
        market.refused_to(
            &market.alice,
            &["subscribe", "--plan", "basic", "--token", "own", "--oracle", &oracle],
            "WrongOracle",
        );
    }
}

fn a_customer_subscribes_in_the_own_token(market: &Market) {
    let (alice, own) = (&market.alice, market.own());
    let (keys, user) = (market.keys(), &alice.address);
    let badges = keys.badges;
    market.flow.network.gift(&[
        keys.subscription(user),
        badges.badge(user),
        badges.mint(user),
        badges.token(user),
    ]);
    let words = market.failed_to(alice, &["subscribe", "--plan", "basic"], 2);
    assert!(words.contains("give --token") && words.contains(&own.to_string()), "{words}");
    let words = market.failed_to(alice, &["subscribe", "--plan", "Gold", "--token", "own"], 1);
    assert!(words.contains("no plan called 'Gold'"), "{words}");
    assert!(market.failed_to(alice, &["membership", "show"], 1).contains("has not subscribed"));
    let subscribe = ["subscribe", "--plan", "basic", "--token", "own"];
    let words = market.refused_to(alice, &[&subscribe[..], &["--max", "7.959999"]].concat(), "AboveMaxIn");
    assert_eq!(words, "The charge is above the most that the user agreed to");

    // A fifth off 19.90, at 2 dollars each.
    let report = market.done_by(alice, &[&subscribe[..], &["--max", "7.96"]].concat());
    assert_eq!(market.balance(&alice.address, &own), PURSE - 7_960_000);
    assert_eq!(market.till(&own), 7_960_000);
    let state = market.subscription(alice);
    assert_eq!((state.plan, state.tier, state.price), (0, 1, 19_900_000));
    assert_eq!((&report["status"], &report["plan"]), (&"active".into(), &"Basic".into()));
    assert_eq!(report["paidThrough"], state.paid_through());
    assert_eq!((&report["mandate"], &report["failure"]), (&Value::Null, &Value::Null));
    let badge = &report["badge"][0];
    assert_eq!((&badge["standing"], &badge["tier"]), (&"live".into(), &"Basic".into()));
    assert_eq!(badge["name"], "Membership Basic");
    assert_eq!(badge["expiresAt"], state.paid_through());
    market.refused_to(alice, &subscribe, "NotExpired");
    market.refused_to(alice, &["membership", "pay-now", "--token", "own"], "TooEarly");
    market.refused_to(alice, &["membership", "note-expiry"], "NotExpired");
    market.refused_to(alice, &["membership", "close"], "NotExpired");
}

/// After ten days: what is unused pays first, and the rest has the discount.
fn a_switch_is_told_and_done(market: &Market) {
    let (alice, usdc) = (&market.alice, market.usdc.to_string());
    market.travel_to(market.flow.network.now() + 10 * DAY);
    let before = market.subscription(alice);
    let transactions = market.flow.network.transactions();
    let told = market.done_by(alice, &["membership", "switch", "premium", "--token", "own"]);
    assert_eq!((&told["switched"], market.flow.network.transactions()), (&false.into(), transactions));
    assert_eq!(units(&told, "cost") - units(&told, "unused"), units(&told, "need"));
    assert_eq!(units(&told, "creditAfter"), 0);
    assert_eq!(units(&told, "charge"), units(&told, "need") - units(&told, "need") / 5);

    let switched = market.done_by(alice, &["membership", "switch", "premium", "--token", "own", "--yes"]);
    assert_eq!((&switched["switched"], &switched["plan"]), (&true.into(), &"Premium".into()));
    let state = market.subscription(alice);
    let (now, whole) = (state.current.start, before.current.end - before.current.start);
    let left = u128::from(state.current.end - now);
    // Of what was paid, 15.92, the part of the seconds that are left, down; of 99.90 the same, up.
    let unused = 15_920_000 * left / u128::from(whole);
    let cost = (99_900_000 * left).div_ceil(u128::from(whole));
    let need = cost - unused;
    let charge = need - need / 5;
    assert_eq!((state.current.end, state.tier), (before.current.end, 3));
    assert_eq!(u128::from(state.current.value), unused + charge);
    // At 2 dollars each, rounded up.
    let paid = PURSE - 7_960_000 - market.balance(&alice.address, &market.own());
    assert_eq!(u128::from(paid), charge.div_ceil(2));
    let badge: Badge = market.flow.network.read(&market.keys().badges.badge(&alice.address));
    assert_eq!(badge.tier, 3);

    // The token shows it when somebody sees to that.
    let synced = market.done(&["membership", "sync-badge", &alice.address.to_string()]);
    assert_eq!(synced["badge"][0]["name"], "Membership Premium");
    let words =
        market.refused_to(alice, &["membership", "switch", "basic", "--token", &usdc], "NotAnUpgrade");
    assert!(words.contains("schedule the change"), "{words}");
    market.refused_to(alice, &["membership", "switch", "premium", "--token", &usdc, "--yes"], "SamePlan");
}

fn what_follows_is_scheduled(market: &Market) {
    let alice = &market.alice;
    market.refused_to(alice, &["membership", "unschedule"], "NothingScheduled");
    assert_eq!(market.done_by(alice, &["membership", "schedule", "basic"])["nextPlan"], "Basic");
    assert_eq!(market.subscription(alice).renewal_plan(), 0);
    market.refused_to(alice, &["membership", "schedule", "0"], "SamePlan");
    assert_eq!(market.done_by(alice, &["membership", "unschedule"])["nextPlan"], Value::Null);
}

fn a_customer_lapses(market: &Market) {
    let (alice, user) = (&market.alice, market.alice.address.to_string());
    let end = market.subscription(alice).paid_through();
    let words = market.failed(&["membership", "renew", &user], 1);
    assert!(words.contains("granted no mandate"), "{words}");
    market.refused(&["membership", "remind", &user], "NotInWindow");
    market.travel_to(end - 2 * DAY);
    market.done(&["membership", "remind", &user]);
    assert_eq!(
        market.refused(&["membership", "remind", &user], "AlreadyReminded"),
        "The user has been reminded of this period"
    );

    market.travel_to(end + DAY + 1_800);
    let shown = market.done(&["membership", "show", &user]);
    assert_eq!((&shown["status"], &shown["badge"][0]["standing"]), (&"grace".into(), &"expired".into()));
    let words = shown["statusWords"].as_str().unwrap_or_default();
    assert!(words.starts_with("in grace: unpaid, and it expires in 1 day 23 hours"), "{words}");
    market.refused_to(alice, &["membership", "switch", "advanced", "--token", "own"], "NotAnUpgrade");
    market.refused(&["membership", "expire-badge", &user], "NotExpired");

    market.travel_to(end + 3 * DAY + 1);
    let shown = market.done(&["membership", "show", &user]);
    assert_eq!(shown["status"], "expired");
    market.refused_to(alice, &["membership", "pay-now", "--token", "own"], "Expired");
    market.done(&["membership", "note-expiry", &user]);
    market.refused(&["membership", "note-expiry", &user], "AlreadyNoted");
    let removed = market.done(&["membership", "expire-badge", &user]);
    assert_eq!(removed["rentPayer"], user);
    assert!(!market.flow.network.exists(&market.keys().badges.badge(&alice.address)));
    assert!(market.failed(&["membership", "expire-badge", &user], 1).contains("has no badge"));
    // The days of grace that were used are owed.
    let words = market.refused_to(alice, &["membership", "close"], "OwesGrace");
    assert!(words.contains("has to stay"), "{words}");
}

fn a_customer_subscribes_with_a_mandate(market: &Market) {
    let (bob, usdc) = (&market.bob, market.usdc.to_string());
    let report =
        market.done_by(bob, &["subscribe", "--plan", "Advanced", "--token", &usdc, "--renewals", "12"]);
    assert!(report["signature"].is_string());
    assert_eq!(market.balance(&bob.address, &market.usdc), PURSE - 49_900_000);
    let state = market.subscription(bob);
    let mandate: Mandate = market.flow.network.read(&state.mandate);
    assert_eq!((mandate.per_charge, mandate.per_period), (49_900_000, 49_900_000));
    assert_eq!((mandate.total_left, mandate.incarnation), (12 * 49_900_000, state.incarnation));
    assert_eq!(
        (units(&report, "mandateLeft"), &report["mandate"]),
        (598_800_000, &state.mandate.to_string().into())
    );
}

fn a_keeper_renews_for_a_fee(market: &Market) {
    let (bob, user) = (&market.bob, market.bob.address.to_string());
    market.refused(&["membership", "renew", &user], "TooEarly");
    let before = market.subscription(bob);
    market.travel_to(before.paid_through() - DAY);
    let fee_to = format!("associated:{}", market.alice.address);
    close_the_badges_token(market);
    let (network, keeper) = (&market.flow.network, market.flow.owner);
    let (lamports, transactions) = (network.lamports(&keeper), network.transactions());
    let renewed = market.done(&["membership", "renew", &user, "--fee-to", &fee_to]);
    let synced = market.done(&["membership", "sync-badge", &user]);
    assert_eq!((&synced["synced"], &synced["badge"][0]["standing"]), (&false.into(), &"live".into()));
    assert_eq!(network.transactions(), transactions + 1);
    assert_eq!(network.lamports(&keeper), lamports - FEE);
    // A two-hundredth of 49.90.
    assert_eq!((&renewed["renewed"], units(&renewed, "keeperFee")), (&true.into(), 249_500));
    assert_eq!(market.balance(&market.alice.address, &market.usdc), PURSE + 249_500);
    assert_eq!(market.till(&market.usdc), 2 * 49_900_000 - 249_500);
    let after = market.subscription(bob);
    assert_eq!(after.ahead.start, before.paid_through());
    assert_eq!(renewed["badge"][0]["expiresAt"], after.paid_through());
    market.refused(&["membership", "renew", &user], "TooEarly");
    let wrong = market.flow.owner.to_string();
    market.travel_to(after.paid_through() - DAY);
    let words = market.refused(&["membership", "renew", &user, "--fee-to", &wrong], "WrongKeeperAccount");
    assert_eq!(words, "The keeper's token account cannot take the fee");
}

/// Its holder burns it, and takes its account's rent.
fn close_the_badges_token(market: &Market) {
    let (bob, badges) = (&market.bob, market.keys().badges);
    let (account, mint, program) =
        (badges.token(&bob.address), badges.mint(&bob.address), spl_token_2022_interface::ID);
    let burn = token::burn(&program, &account, &mint, &bob.address, &[], 1).expect("instruction");
    let close =
        token::close_account(&program, &account, &bob.address, &bob.address, &[]).expect("instruction");
    market.flow.network.send(&[burn, close], &[market.flow.network.wallet(), &bob.keypair]);
}

/// A keeper does not pay for it again and again unless it wants to, and the holder does.
fn the_badges_token_is_made_anew(market: &Market) {
    let (bob, user, network) = (&market.bob, market.bob.address.to_string(), &market.flow.network);
    let (account, keeper) = (market.keys().badges.token(&bob.address), market.flow.owner);
    network.gift(&[account]);
    let before = network.lamports(&keeper);
    assert_eq!(market.done(&["membership", "sync-badge", &user])["synced"], false);
    assert_eq!(network.lamports(&keeper), before);
    assert_eq!(market.done(&["membership", "sync-badge", &user, "--pay-rent"])["synced"], true);
    assert_eq!(network.balance(&account), 1);
    assert!(network.lamports(&keeper) < before - FEE);
    close_the_badges_token(market);
    assert_eq!(market.done_by(bob, &["membership", "sync-badge"])["synced"], true);
    assert_eq!(network.balance(&account), 1);
}

fn a_lost_delegate_is_noted_and_paid_by_hand(market: &Market) {
    let (bob, user) = (&market.bob, market.bob.address.to_string());
    let source = get_associated_token_address(&bob.address, &market.usdc);
    let revoke = token::revoke(&spl_token::ID, &source, &bob.address, &[]).expect("instruction");
    market.flow.network.send(&[revoke], &[market.flow.network.wallet(), &bob.keypair]);

    let noted = market.done(&["membership", "renew", &user]);
    assert_eq!(noted["renewed"], false);
    assert_eq!(noted["failure"], "the mandate is no longer the delegate of the token account");
    let words = market.refused(&["membership", "renew", &user], "DelegateLost");
    assert!(words.contains("no longer the delegate"), "{words}");

    let paid_through = market.subscription(bob).paid_through();
    // In grace, and in the other token: a fifth off, at 2 dollars each.
    market.travel_to(paid_through + DAY);
    let paid = market.done_by(bob, &["membership", "pay-now", "--token", "own"]);
    assert_eq!((&paid["failure"], &paid["status"]), (&Value::Null, &"active".into()));
    assert_eq!(market.balance(&bob.address, &market.own()), PURSE - 19_960_000);
    assert_eq!(market.subscription(bob).current.start, paid_through);
}

fn a_mandate_is_granted_and_revoked(market: &Market) {
    let (bob, usdc) = (&market.bob, market.usdc.to_string());
    let grant = ["membership", "mandate", "grant", "--token", &usdc, "--per-charge", "50", "--total", "100"];
    let granted = market.done_by(bob, &[&grant[..], &["--per-period", "75", "--lasts", "60 days"]].concat());
    assert_eq!(units(&granted, "mandateLeft"), 100_000_000);
    let mandate: Mandate = market.flow.network.read(&market.subscription(bob).mandate);
    assert_eq!((mandate.per_charge, mandate.per_period), (50_000_000, 75_000_000));
    let lasts = mandate.expires_at - market.flow.network.now();
    assert!((60 * DAY - 60..=60 * DAY).contains(&lasts), "{lasts}");
    let words = market.refused_to(bob, &[&grant[..], &["--per-period", "49"]].concat(), "BadMandateTerms");
    assert!(words.contains("within a finite total"), "{words}");
    assert!(market
        .failed_to(bob, &[&grant[..6], &["0", "--total", "100"]].concat(), 2)
        .contains("more than nothing"));

    let revoked = market.done_by(bob, &["membership", "mandate", "revoke", "--token", &usdc]);
    assert_eq!(revoked["rentPayer"], bob.address.to_string());
    assert_eq!(market.subscription(bob).mandate, Default::default());
    let words = market.failed_to(bob, &["membership", "mandate", "revoke", "--token", &usdc], 1);
    assert!(words.contains("has granted no mandate"), "{words}");
}

fn a_cancelled_subscription_is_closed(market: &Market) {
    let bob = &market.bob;
    market.refused_to(bob, &["membership", "resume"], "NotCancelled");
    let cancelled = market.done_by(bob, &["membership", "cancel"]);
    assert_eq!((&cancelled["cancelled"], &cancelled["status"]), (&true.into(), &"active".into()));
    assert!(cancelled["statusWords"].as_str().is_some_and(|words| words.ends_with("nothing is renewed")));
    market.refused_to(bob, &["membership", "cancel"], "Cancelled");
    assert_eq!(market.done_by(bob, &["membership", "resume"])["cancelled"], false);
    market.done_by(bob, &["membership", "cancel"]);
    market.travel_to(market.subscription(bob).paid_through());
    let words =
        market.refused_to(bob, &["membership", "close", "--give-up-credit", "0.000001"], "CreditLeft");
    assert_eq!(words, "The credit that is given up is not what is left");
    let closed = market.done_by(bob, &["membership", "close"]);
    assert_eq!(closed["rentPayer"], bob.address.to_string());
    assert!(!market.flow.network.exists(&market.keys().subscription(&bob.address)));
}

/// The same without `--output json`.
fn people_can_read_it(market: &Market) {
    let shell = Shell::new().with(&["--url", market.flow.network.url()]);
    let user = market.alice.address.to_string();
    let shown = market.run_in(&shell, &["membership", "show", &user]);
    assert_eq!((shown.code, shown.stderr.as_str()), (Some(0), ""));
    for words in [
        "Plan          Basic, $19.90 a month\n",
        "Tier          Basic (1)\n",
        "Status        active, paid for ",
        "Credit        $0.00\n",
        "Mandate       none: nobody renews it but its user\n",
        "Token shows  Membership Basic\n",
    ] {
        assert!(shown.stdout.contains(words), "'{words}' is not in:\n{}", shown.stdout);
    }
    let listed = market.run_in(&shell, &["plans"]).stdout;
    for words in [
        "Premium (plan 2)\n",
        "Price              $99.90 a month\n",
        &format!("In the own token   39.96 of {}, at 20 % off: $79.92\n", market.own()),
        &format!("In tokens          99.9 of {}\n", market.usdc),
    ] {
        assert!(listed.contains(words), "'{words}' is not in:\n{listed}");
    }
}
