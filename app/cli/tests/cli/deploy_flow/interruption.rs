//! Deployments that did not come to their end at once, or that nothing is ready for.

use spl_associated_token_account_interface::address::get_associated_token_address;
use tenure_client::{
    governor::{governor_address, treasury_address},
    membership::collection_address,
    revenue::{pool_address, splitter_address},
    subscriptions::{pay_token_address, plan_address, store_address},
};

use super::{
    site::{count, words, Site},
    SOL,
};
use crate::cable::Cable;

#[test]
fn a_deployment_that_is_cut_anywhere_goes_on() {
    let site = Site::new();
    // The company's accounts, which all of these deployments share.
    [site.usdc, site.weth].iter().for_each(|mint| site.give(mint, &site.company, 0));
    let whole = site.deployer(SOL);
    let before = site.transactions();
    let made = site.deploy(&whole, &[], &[]).done();
    let transactions = count(&made, "sent");
    assert_eq!(site.transactions() - before, u64::try_from(transactions).expect("a few"));
    let spent = SOL - site.lamports(&whole.address);

    for last in 1..=transactions {
        let deployer = site.deployer(SOL);
        let before = site.transactions();
        let cable = Cable::new(site.url(), last);
        let run = site.deploy_at(&cable.url, &deployer, &[]);
        assert_eq!((run.code, cable.sent()), (Some(1), last), "{}", run.stdout);
        assert!(words(&run).contains("does not answer as it should"), "{}", run.stdout);
        assert_eq!(site.transactions() - before, u64::try_from(last).expect("a few"));

        let rest = site.deploy(&deployer, &[], &[]).done();
        assert_eq!(count(&rest, "sent"), transactions - last, "after {last}");
        assert_eq!((count(&rest, "same"), count(&rest, "waiting")), (24, 5), "after {last}");
        assert_eq!(SOL - site.lamports(&deployer.address), spent, "after {last}");
    }
    site.stop();
}

#[test]
fn a_wallet_that_runs_out_goes_on_once_it_is_funded() {
    let site = Site::new();
    let rich = site.deployer(SOL);
    site.deploy(&rich, &[], &[]).done();
    let deployer = site.deployer((SOL - site.lamports(&rich.address)) / 2);
    let before = site.transactions();
    let run = site.deploy(&deployer, &[], &[]);
    assert_eq!(run.code, Some(1), "{}", run.stdout);
    let words = words(&run);
    assert!(words.contains("too little SOL"), "{words}");
    assert!(words.ends_with("the same command goes on from there"), "{words}");
    let made = site.transactions() - before;
    assert!(made > 0, "it ran out at once");

    site.fund(&deployer.address, SOL);
    let rest = site.deploy(&deployer, &[], &[]).done();
    assert_eq!((count(&rest, "same"), count(&rest, "waiting")), (24, 5));
    site.stop();
}

/// Anybody can send lamports to what is not made yet: before the first transaction, and behind it.
#[test]
fn gifts_ahead_stop_nothing() {
    let site = Site::new();
    let deployer = site.deployer(SOL);
    let (splitter, governor) = (splitter_address(&deployer.locker), governor_address(&deployer.locker));
    let (collection, treasury) =
        (collection_address(&deployer.address, 1u32.to_le_bytes()), treasury_address(&governor));
    let store = store_address(&deployer.address, 1);
    let ahead = [
        deployer.locker,
        splitter,
        governor,
        treasury,
        collection,
        store,
        plan_address(&store, 0),
        pay_token_address(&store, &site.usdc),
        pool_address(&splitter, &site.usdc),
        get_associated_token_address(&treasury, &site.mint),
        get_associated_token_address(&splitter, &site.usdc),
    ];
    site.gift(&ahead);
    let cable = Cable::new(site.url(), 1);
    assert_eq!((site.deploy_at(&cable.url, &deployer, &[]).code, cable.sent()), (Some(1), 1));
    site.gift(&ahead);
    let rest = site.deploy(&deployer, &[], &[]).done();
    assert_eq!((count(&rest, "same"), count(&rest, "waiting")), (24, 5));
    site.stop();
}

/// Addresses are derived, and nothing else is needed.
#[test]
fn a_dry_run_works_where_nothing_is_there() {
    let site = Site::new();
    let deployer = site.deployer(SOL);
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let mut empty =
        runtime.block_on(surfpool_sdk::Surfnet::builder().offline(true).start()).expect("a chain");
    let told = site.deploy_at(empty.rpc_url(), &deployer, &["--dry-run"]).done();
    assert_eq!((count(&told, "needed"), count(&told, "same")), (8, 0));
    assert_eq!(told["locker"], deployer.locker.to_string());
    let there = site.deploy(&deployer, &[], &["--dry-run"]).done();
    assert_eq!(told["transactions"], there["transactions"]);

    let run = site.deploy_at(empty.rpc_url(), &deployer, &[]);
    assert_eq!(run.code, Some(1));
    let words = words(&run);
    assert!(words.contains("nothing was sent") && words.contains("the locker program, "), "{words}");
    assert!(words.contains(&format!("the token TMAI, {}: make it first", site.mint)), "{words}");
    empty.stop().expect("stopped");
    site.stop();
}
