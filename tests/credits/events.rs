//! Each change tells what it did: where, for whom, and what was before and after.

use anchor_lang::Event;
use base64::{engine::general_purpose::STANDARD, Engine};
use solana_signer::Signer;
use subscriptions::{CreditCloseRequested, CreditDeposited, CreditOpened, CreditWithdrawn, VoucherSettled};
use tenure_client::subscriptions::{events, Event as Read};
use tenure_tests::{Outcome, Shop, START};

use crate::stage::{deposited, patron, NOTICE};

/// The transaction emitted `event` and no other, and the client reads it.
#[track_caller]
fn emitted(outcome: Outcome, event: impl Event) {
    let logs = outcome.unwrap().logs;
    let data = logs.iter().filter_map(|line| line.strip_prefix("Program data: "));
    let data: Vec<_> = data.map(|base64| STANDARD.decode(base64).expect("base64")).collect();
    assert_eq!(data, [event.data()]);
    assert_eq!(events(&logs).len(), 1);
}

#[tokio::test]
async fn of_a_credit_from_opening_to_withdrawal() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let tab = shop.unopened_tab(&usdc).await;
    let (store, credit, user, mint) = (shop.store.store, tab.credit, tab.user(), usdc.mint.address);
    let session_key = tab.session.pubkey();
    shop.set_time(START + 3).await;
    let incarnation = START + 3;
    let opened = CreditOpened { store, credit, user, mint, session_key, incarnation, notice: 86_400 };
    emitted(shop.open_credit(&tab).await, opened);

    let own_deposit = CreditDeposited {
        store,
        credit,
        user,
        depositor: user,
        mint,
        amount: 34_000,
        deposited_before: 0,
        deposited_after: 34_000,
    };
    emitted(shop.deposit_credit(&tab, 34_000).await, own_deposit);
    let bob = shop.customer().await;
    let by = bob.address();
    let gift = shop.store.deposit_credit(by, &user, &usdc.keys, usdc.keys.source(&by), 17_000);
    let bobs_deposit = CreditDeposited {
        store,
        credit,
        user,
        depositor: by,
        mint,
        amount: 17_000,
        deposited_before: 34_000,
        deposited_after: 51_000,
    };
    emitted(shop.attempt(gift, &[&bob.keypair]).await, bobs_deposit);

    let settled = |amount, settled_before, settled_after| VoucherSettled {
        store,
        credit,
        user,
        mint,
        amount,
        settled_before,
        settled_after,
    };
    emitted(shop.settle(&tab, 17_000).await, settled(17_000, 0, 17_000));
    emitted(shop.settle(&tab, 18_000).await, settled(1_000, 17_000, 18_000));

    shop.set_time(START + 10).await;
    let closes_at = START + 10 + NOTICE;
    let requested = CreditCloseRequested { store, credit, user, closes_at };
    emitted(shop.request_close_credit(&tab).await, requested);

    shop.set_time(closes_at).await;
    shop.mint_of(&usdc.mint, &tab.vault, 5).await;
    let destination = shop.tokens_of(&usdc.mint, &by, 0).await;
    // What was given is withdrawn with what was left.
    let withdrawn =
        CreditWithdrawn { store, credit, user, mint, destination, amount: 33_005, settled: 18_000 };
    emitted(shop.withdraw_credit_to(&tab, destination).await, withdrawn);
}

#[tokio::test]
async fn of_a_withdrawal_of_nothing() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let tab = shop.tab(&usdc, 0).await;
    shop.request_close_credit(&tab).await.unwrap();
    shop.set_time(START + NOTICE).await;
    let withdrawn = CreditWithdrawn {
        store: shop.store.store,
        credit: tab.credit,
        user: tab.user(),
        mint: usdc.mint.address,
        destination: tab.wallet(),
        amount: 0,
        settled: 0,
    };
    emitted(shop.withdraw_credit(&tab).await, withdrawn);
}

#[tokio::test]
async fn of_an_opening_that_another_pays_name_the_user() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let (tab, patron) = (shop.unopened_tab(&usdc).await, patron(&mut shop).await);
    let session_key = tab.session.pubkey();
    let open = shop.store.open_credit(patron.pubkey(), &tab.user(), &usdc.keys, session_key);
    let opened = CreditOpened {
        store: shop.store.store,
        credit: tab.credit,
        user: tab.user(),
        mint: usdc.mint.address,
        session_key,
        incarnation: START,
        notice: NOTICE,
    };
    emitted(shop.attempt(open, &[&tab.customer.keypair, &patron]).await, opened);
}

#[tokio::test]
async fn the_client_knows_them_by_name() {
    let (mut shop, tab) = deposited().await;
    let receipt = shop.settle(&tab, 17_000).await.unwrap();
    let found = events(&receipt.logs);
    assert_eq!((found[0].name(), found[0].store()), ("VoucherSettled", shop.store.store));
    let Read::VoucherSettled(event) = found[0] else { panic!("another event") };
    assert_eq!((event.credit, event.amount), (tab.credit, 17_000));
}

#[tokio::test]
async fn of_refused_settlements_there_are_none() {
    let (mut shop, tab) = deposited().await;
    let failure = shop.settle(&tab, u64::MAX).await.unwrap_err();
    assert!(!failure.logs.iter().any(|line| line.starts_with("Program data: ")));
}
