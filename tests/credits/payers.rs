//! Who pays the rent: the user, or someone with no other part in it.

use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use solana_system_interface::instruction::transfer;
use tenure_client::subscriptions::SubscriptionError;
use tenure_tests::{Outcome, OutcomeExt, Shop, Substitute, Tab, START};

use crate::stage::{lamports, patron, NOTICE};

/// A customer without a credit.
async fn unopened() -> (Shop, Tab) {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let tab = shop.unopened_tab(&usdc).await;
    (shop, tab)
}

async fn give(shop: &mut Shop, to: &Pubkey, amount: u64) {
    let gift = transfer(&shop.payer(), to, amount);
    shop.send(&[gift], &[]).await.unwrap();
}

/// Opens the credit with `payer`'s lamports.
async fn open(shop: &mut Shop, tab: &Tab, payer: &Keypair) -> Outcome {
    let session = tab.session.pubkey();
    let open = shop.store.open_credit(payer.pubkey(), &tab.user(), &tab.money.keys, session);
    match payer.pubkey() == tab.user() {
        true => shop.attempt(open, &[payer]).await,
        false => shop.attempt(open, &[&tab.customer.keypair, payer]).await,
    }
}

async fn close(shop: &mut Shop, tab: &Tab) {
    shop.request_close_credit(tab).await.unwrap();
    shop.set_time(START + NOTICE).await;
    shop.withdraw_credit(tab).await.unwrap();
}

#[tokio::test]
async fn a_user_pays_and_gets_it_back() {
    let (mut shop, tab) = unopened().await;
    let user = tab.user();
    give(&mut shop, &user, 1_000_000_000).await;
    open(&mut shop, &tab, &tab.customer.keypair).await.unwrap();
    let rent = lamports(&mut shop, &tab.credit).await + lamports(&mut shop, &tab.vault).await;
    assert_eq!(lamports(&mut shop, &user).await, 1_000_000_000 - rent);
    assert_eq!(shop.credit(&tab).await.rent_payer, user);
    close(&mut shop, &tab).await;
    assert_eq!(lamports(&mut shop, &user).await, 1_000_000_000);
}

#[tokio::test]
async fn a_patron_pays_and_gets_it_back_and_nothing_else() {
    let (mut shop, tab) = unopened().await;
    let patron = patron(&mut shop).await;
    let by = patron.pubkey();
    open(&mut shop, &tab, &patron).await.unwrap();
    let rent = lamports(&mut shop, &tab.credit).await + lamports(&mut shop, &tab.vault).await;
    assert_eq!(lamports(&mut shop, &by).await, 1_000_000_000 - rent);
    let request = shop.store.request_close_credit(&tab.user(), &tab.money.mint.address);
    let forged = request.with(tab.user(), by);
    shop.attempt(forged, &[&patron]).await.refused(SubscriptionError::NotUser);
    close(&mut shop, &tab).await;
    assert_eq!(lamports(&mut shop, &by).await, 1_000_000_000);
    assert_eq!(lamports(&mut shop, &tab.user()).await, 0);
}

#[tokio::test]
async fn rent_that_was_there_before_counts() {
    let (mut shop, tab) = unopened().await;
    let patron = patron(&mut shop).await;
    // More than the credit needs, and less than the vault does.
    let (credit, vault) = (tab.credit, tab.vault);
    give(&mut shop, &credit, 10_000_000).await;
    give(&mut shop, &vault, 1_000_000).await;
    open(&mut shop, &tab, &patron).await.unwrap();
    assert_eq!(lamports(&mut shop, &credit).await, 10_000_000);
    let paid = lamports(&mut shop, &vault).await - 1_000_000;
    assert_eq!(lamports(&mut shop, &patron.pubkey()).await, 1_000_000_000 - paid);
}

#[tokio::test]
async fn who_cannot_pay_opens_nothing() {
    /// The system program's code for an account that has too little.
    const TOO_LITTLE: u32 = 1;
    let (mut shop, tab) = unopened().await;
    let user = tab.user();
    // Enough to exist, and not for a credit; then for the credit, and not for its vault.
    for more in [1_000_000, 3_000_000] {
        give(&mut shop, &user, more).await;
        open(&mut shop, &tab, &tab.customer.keypair).await.refused(TOO_LITTLE);
    }
    give(&mut shop, &user, 3_000_000).await;
    open(&mut shop, &tab, &tab.customer.keypair).await.unwrap();
}

#[tokio::test]
async fn a_payer_who_is_gone_is_paid_all_the_same() {
    let (mut shop, tab) = unopened().await;
    let patron = patron(&mut shop).await;
    let by = patron.pubkey();
    open(&mut shop, &tab, &patron).await.unwrap();
    let rent = lamports(&mut shop, &tab.credit).await + lamports(&mut shop, &tab.vault).await;
    let (left, payer) = (lamports(&mut shop, &by).await, shop.payer());
    shop.send(&[transfer(&by, &payer, left)], &[&patron]).await.unwrap();
    assert!(shop.account(&by).await.is_none());
    close(&mut shop, &tab).await;
    assert_eq!(lamports(&mut shop, &by).await, rent);
}
