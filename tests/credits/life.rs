//! A credit from beginning to end, in every kind of token that a store takes.

use spl_token_2022_interface::extension::ExtensionType::MetadataPointer;
use tenure_client::subscriptions::SubscriptionError;
use tenure_tests::{Money, OutcomeExt, Shop, TokenKind, START};

use crate::stage::{admitted, admitted_mint, deposited, disable, pause, Neighbour, DEPOSIT, NOTICE};

/// What somebody new has of a token.
const MILLION: u64 = 1_000_000_000_000;

/// A hundred calls are paid for, and the last 39 of them not made.
async fn lived(shop: &mut Shop, money: &Money) {
    let tab = shop.tab(money, DEPOSIT).await;
    for calls in [1, 2, 40] {
        shop.settle(&tab, calls * Shop::CALL).await.unwrap();
    }
    shop.request_close_credit(&tab).await.unwrap();
    let closes_at = shop.credit(&tab).await.closes_at;
    shop.set_time(closes_at - 1).await;
    shop.settle(&tab, 61 * Shop::CALL).await.unwrap();
    shop.withdraw_credit(&tab).await.refused(SubscriptionError::CreditOpen);
    shop.set_time(closes_at).await;
    shop.withdraw_credit(&tab).await.unwrap();
    assert_eq!(shop.till(money).await, 1_037_000);
    assert_eq!(shop.balance(&tab.wallet()).await, MILLION - 1_037_000);
    assert!(shop.account(&tab.vault).await.is_none());
}

#[tokio::test]
async fn in_an_spl_token() {
    let mut shop = Shop::new().await;
    let money = admitted(&mut shop, TokenKind::SplToken).await;
    lived(&mut shop, &money).await;
}

#[tokio::test]
async fn in_a_token_2022_token() {
    let mut shop = Shop::new().await;
    let money = admitted(&mut shop, TokenKind::Token2022(vec![])).await;
    lived(&mut shop, &money).await;
}

#[tokio::test]
async fn in_a_token_2022_token_with_an_extension_that_is_admitted() {
    let mut shop = Shop::new().await;
    let mint = shop.mint_with(&[MetadataPointer]).await;
    let money = admitted_mint(&mut shop, mint).await;
    lived(&mut shop, &money).await;
}

#[tokio::test]
async fn what_a_store_can_take_ends_with_what_was_used() {
    let (mut shop, tab) = deposited().await;
    // The store is paused and takes the token no more: the customer gets out all the same, with all but what
    // vouchers say.
    disable(&mut shop, &tab.money).await;
    pause(&mut shop).await;
    shop.settle(&tab, 17_000).await.unwrap();
    shop.request_close_credit(&tab).await.unwrap();
    shop.set_time(START + NOTICE).await;
    shop.withdraw_credit(&tab).await.unwrap();
    assert_eq!(shop.till(&tab.money).await, 17_000);
    assert_eq!(shop.balance(&tab.wallet()).await, MILLION - 17_000);
}

#[tokio::test]
async fn two_stores_and_two_customers_do_not_touch_each_other() {
    let (mut shop, alices) = deposited().await;
    let usdc = alices.money.clone();
    let there = Neighbour::of(&mut shop, &usdc).await;
    let theirs = there.tab(&mut shop, &alices).await;
    let bobs = shop.tab(&usdc, DEPOSIT).await;
    shop.settle(&alices, 17_000).await.unwrap();
    shop.settle(&bobs, 34_000).await.unwrap();
    shop.request_close_credit(&alices).await.unwrap();
    shop.set_time(START + NOTICE).await;
    shop.withdraw_credit(&alices).await.unwrap();

    assert_eq!(shop.till(&usdc).await, 51_000);
    assert_eq!(shop.till(&there.money).await, 0);
    let (bob, other) = (shop.credit(&bobs).await, shop.credit(&theirs).await);
    assert_eq!((bob.deposited, bob.settled, bob.closes_at), (DEPOSIT, 34_000, 0));
    assert_eq!((other.deposited, other.settled, other.closes_at), (DEPOSIT, 0, 0));
    assert_eq!(shop.balance(&bobs.vault).await, DEPOSIT - 34_000);
    assert_eq!(shop.balance(&theirs.vault).await, DEPOSIT);
    shop.settle(&bobs, 51_000).await.unwrap();
}
