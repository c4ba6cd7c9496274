//! Calls paid from a deposit, through the binary, against what the chain holds.

use base64::{prelude::BASE64_STANDARD, Engine};
use solana_keypair::Keypair;
use solana_signer::Signer;
use tenure_client::subscriptions::Credit;

use crate::market::{units, Market, DAY, PURSE};

/// 100 calls at 0.017.
#[test]
fn calls_are_paid_with_vouchers() {
    let market = Market::open();
    let (alice, usdc, key) = (&market.alice, market.usdc.to_string(), Keypair::new());
    let user = alice.address.to_string();
    let credits = |arguments: &[&str]| {
        let all = [&["credits"], arguments, &["--token", &usdc]].concat();
        market.done_by(alice, &all)
    };
    let words = market.failed_to(alice, &["credits", "show", "--token", &usdc], 1);
    assert!(words.contains("has no credit") && words.contains("tenure credits open"), "{words}");
    let opened = credits(&["open", "--session-key", &key.pubkey().to_string()]);
    assert_eq!((units(&opened, "left"), &opened["sessionKey"]), (0, &key.pubkey().to_string().into()));
    let deposited = credits(&["deposit", "5"]);
    assert_eq!((units(&deposited, "deposited"), units(&deposited, "left")), (5_000_000, 5_000_000));
    // Anyone can add to it.
    let deposit = ["credits", "deposit", "1", "--user", &user, "--token", &usdc];
    assert_eq!(units(&market.done_by(&market.bob, &deposit), "left"), 6_000_000);
    assert!(market
        .failed_to(alice, &["credits", "deposit", "0", "--token", &usdc], 2)
        .contains("more than nothing"));

    let session = alice.shell.file("session.json", &format!("{:?}", key.to_bytes()));
    let session = session.to_string_lossy();
    let wallet = alice.shell.path().join("wallet.json");
    let voucher = |used: &str, valid: &str| {
        let signed = credits(&["voucher", used, "--valid", valid, "--session-keypair", &session]);
        signed["voucher"].as_str().expect("base64").to_owned()
    };
    let wrong = ["credits", "voucher", "1", "--token", &usdc, "--session-keypair", &wallet.to_string_lossy()];
    assert!(market.failed_to(alice, &wrong, 2).contains("are signed by"));
    let (first, second) = (voucher("1.7", "7 days"), voucher("3.4", "7 days"));
    let (late, above) = (voucher("3.5", "1 hour"), voucher("6.000001", "7 days"));

    // The founder settles: the store is paid the difference.
    let settle = |voucher: &str| market.done(&["credits", "settle", voucher]);
    assert_eq!((units(&settle(&first), "paid"), market.till(&market.usdc)), (1_700_000, 1_700_000));
    assert_eq!(
        market.refused(&["credits", "settle", &first], "NothingNew"),
        "The voucher settles no more than has been settled"
    );
    let settled = settle(&second);
    assert_eq!((units(&settled, "paid"), units(&settled, "left")), (1_700_000, 2_600_000));
    assert_eq!(
        market.refused(&["credits", "settle", &above], "AboveDeposit"),
        "The voucher is above the deposit"
    );
    let mut forged = BASE64_STANDARD.decode(&above).expect("base64");
    // The least of the number that was used.
    forged[56] ^= 1;
    let forged = BASE64_STANDARD.encode(forged);
    let run = market.run_in(&market.flow.shell, &["credits", "settle", &forged]);
    assert_eq!(run.code, Some(1), "{}", run.stdout);
    assert_eq!(market.till(&market.usdc), 3_400_000);
    for text in ["", "AAAA", &second[4..]] {
        let run = market.run_in(&market.flow.shell, &["credits", "settle", text]);
        assert_eq!(run.code, Some(2), "{text}");
        assert!(run.stderr.contains("not a voucher"), "{}", run.stderr);
    }
    market.travel_to(market.flow.network.now() + 3_601);
    assert_eq!(market.refused(&["credits", "settle", &late], "VoucherExpired"), "The voucher's time is over");

    let withdraw = ["credits", "withdraw", "--token", &usdc];
    let words = market.refused_to(alice, &withdraw, "CreditOpen");
    assert_eq!(words, "The notice still runs, or was never given");
    let requested = credits(&["request-close"]);
    assert!(requested["closing"].as_str().is_some_and(|words| words.contains("can be withdrawn in")));
    market.refused_to(alice, &["credits", "request-close", "--token", &usdc], "CreditClosing");
    // Within the notice vouchers are settled still.
    let last = voucher("3.6", "7 days");
    assert_eq!(units(&settle(&last), "paid"), 200_000);
    market.refused_to(alice, &withdraw, "CreditOpen");
    market.travel_to(requested["closesAt"].as_u64().expect("a second"));
    market.refused(&["credits", "settle", &above], "CreditClosing");
    let keys = market.keys();
    let credit: Credit = market.flow.network.read(&keys.credit(&alice.address, &market.usdc));
    assert_eq!(credit.tab().left(), 2_400_000);
    let withdrawn = credits(&["withdraw"]);
    assert_eq!(units(&withdrawn, "amount"), 2_400_000);
    assert_eq!(market.balance(&alice.address, &market.usdc), PURSE - 5_000_000 + 2_400_000);
    assert!(!market.flow.network.exists(&keys.credit(&alice.address, &market.usdc)));

    // Opened anew, it knows the old vouchers no more.
    credits(&["open", "--session-key", &key.pubkey().to_string()]);
    credits(&["deposit", "5"]);
    market.travel_to(market.flow.network.now() + DAY);
    market.refused(&["credits", "settle", &above], "WrongVoucher");
    market.stop();
}
