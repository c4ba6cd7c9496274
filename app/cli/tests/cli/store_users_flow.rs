//! What a store does for its users, and to them: through the binary, against what the chain holds.

use serde_json::Value;
use tenure_client::subscriptions::Subscription;

use crate::market::{units, Market, DAY};

#[test]
fn the_store_grants_ends_refunds_and_excludes() {
    let market = Market::open();
    a_period_is_granted(&market);
    paid_time_is_ended_and_refunded(&market);
    a_user_is_excluded_and_reinstated(&market);
    market.stop();
}

fn a_period_is_granted(market: &Market) {
    let (alice, user) = (&market.alice, market.alice.address.to_string());
    market.refused_to(alice, &["store", "grant", &user, "--plan", "vip"], "NotOperator");
    let granted = market.done(&["store", "grant", &user, "--plan", "vip"]);
    assert_eq!((&granted["granted"], &granted["badge"][0]["granted"]), (&true.into(), &true.into()));
    assert_eq!((granted["plan"].as_str(), market.subscription(alice).tier), (Some("VIP"), 4));
    market.refused(&["store", "grant", &user, "--plan", "vip"], "TooEarly");
    let words = market.failed(&["store", "refund", &user, "1"], 1);
    assert!(words.contains("has paid nothing here"), "{words}");
}

fn paid_time_is_ended_and_refunded(market: &Market) {
    let (bob, user, usdc) = (&market.bob, market.bob.address.to_string(), market.usdc.to_string());
    market.done_by(bob, &["subscribe", "--plan", "vip", "--token", &usdc]);
    let paid = market.subscription(bob);
    market.travel_to(paid.current.start + 6 * DAY);
    let keypair = bob.shell.path().join("wallet.json").to_string_lossy().into_owned();
    market.refused_to(&market.alice, &["store", "end", "--user-keypair", &keypair], "NotAuthority");
    let ended = market.done(&["store", "end", "--user-keypair", &keypair]);
    assert_eq!(ended["status"], "expired");
    let state: Subscription = market.subscription(bob);
    let (left, whole) = (paid.current.end - state.current.end, paid.current.end - paid.current.start);
    let unused = 199_900_000 * u128::from(left) / u128::from(whole);
    assert_eq!((u128::from(state.credit), units(&ended, "credit")), (unused, state.credit));

    market.refused_to(&market.alice, &["store", "refund", &user, "10"], "NotAuthority");
    assert_eq!(market.refused(&["store", "refund", &user, "199.9"], "AboveCredit"), "More than the credit");
    assert!(market.failed(&["store", "refund", &user, "0"], 2).contains("more than nothing"));
    let before = market.balance(&bob.address, &market.usdc);
    let refunded = market.done(&["store", "refund", &user, "100.50"]);
    assert_eq!((units(&refunded, "refunded"), units(&refunded, "paid")), (100_500_000, 100_500_000));
    assert_eq!(market.balance(&bob.address, &market.usdc), before + 100_500_000);
    assert_eq!(market.subscription(bob).credit, state.credit - 100_500_000);
}

fn a_user_is_excluded_and_reinstated(market: &Market) {
    let (alice, user) = (&market.alice, market.alice.address.to_string());
    market.refused_to(alice, &["store", "exclude", &user], "NotAuthority");
    let excluded = market.done(&["store", "exclude", &user]);
    assert_eq!(
        (&excluded["excluded"], &excluded["statusWords"]),
        (&true.into(), &"excluded by the store".into())
    );
    assert_eq!(excluded["badge"][0]["standing"], "revoked");
    assert_eq!(excluded["badge"][0]["shown"], Value::Null);
    market.refused(&["store", "exclude", &user], "Revoked");
    market.refused(&["membership", "sync-badge", &user], "Revoked");
    assert_eq!(market.done(&["store", "reinstate", &user])["excluded"], false);
    market.refused(&["store", "reinstate", &user], "Unchanged");
    let synced = market.done_by(alice, &["membership", "sync-badge"]);
    assert_eq!(
        (&synced["badge"][0]["standing"], &synced["badge"][0]["name"]),
        (&"live".into(), &"Membership VIP".into())
    );
}
