//! Case 12: a mint that is closed and made anew at its address.

use tenure_client::subscriptions::SubscriptionError;
use tenure_tests::{OutcomeExt, Shop, TokenKind, ADVANCED};

use crate::stage::promised;

const PRICE: u64 = 30_000_000;
const DECIMALS: usize = 44;
const INITIALIZED: usize = 45;

#[tokio::test]
async fn case_12_a_mint_of_other_decimals_is_refused_by_every_charge() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = promised(&mut shop, ADVANCED, &usdc, PRICE).await;
    let tab = shop.tab(&usdc, 1_000_000).await;
    let other = shop.unopened_tab(&usdc).await;
    let new = shop.customer().await;
    shop.open_subscription(&new).await.unwrap();
    shop.go_to_end(&alice, -5).await;
    for decimals in [0, 5, 7, 255] {
        let mut mint = shop.account(&usdc.mint.address).await.unwrap();
        mint.data[DECIMALS] = decimals;
        shop.set_account(&usdc.mint.address, mint);
        let changed = SubscriptionError::MintChanged;
        shop.subscribe(&new, ADVANCED, &usdc).await.refused(changed);
        shop.renew(&alice, &usdc).await.refused(changed);
        shop.pay_now(&alice, &usdc).await.refused(changed);
        shop.switch_plan(&alice, 2, &usdc).await.refused(changed);
        shop.open_credit(&other).await.refused(changed);
        shop.deposit_credit(&tab, 1).await.refused(changed);
        shop.settle(&tab, 1).await.refused(changed);
    }
    assert_eq!(shop.till(&usdc).await, PRICE);
}

#[tokio::test]
async fn case_12_a_mint_of_another_program_or_none_is_refused() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = promised(&mut shop, ADVANCED, &usdc, PRICE).await;
    shop.go_to_end(&alice, -5).await;
    let mint = shop.account(&usdc.mint.address).await.unwrap();
    let of = |owner| solana_account::Account { owner, ..mint.clone() };
    for other in [
        of(spl_token_2022_interface::ID),
        of(proxy::ID),
        // Closed, and paid for by someone.
        solana_account::Account { lamports: 1_000_000, ..Default::default() },
    ] {
        shop.set_account(&usdc.mint.address, other);
        shop.renew(&alice, &usdc).await.refused(SubscriptionError::WrongTokenProgram);
        shop.pay_now(&alice, &usdc).await.refused(SubscriptionError::WrongTokenProgram);
    }
    let mut uninitialized = mint.clone();
    uninitialized.data[INITIALIZED] = 0;
    shop.set_account(&usdc.mint.address, uninitialized);
    shop.renew(&alice, &usdc).await.refused(SubscriptionError::BadMint);
    shop.set_account(&usdc.mint.address, mint);
    shop.renew(&alice, &usdc).await.unwrap();
}

#[tokio::test]
async fn case_12_a_mint_that_can_be_closed_was_never_listed() {
    let mut shop = Shop::new().await;
    let mint =
        shop.mint_with(&[spl_token_2022_interface::extension::ExtensionType::MintCloseAuthority]).await;
    let payout_owner = shop.payout_owner;
    let payout = shop.tokens_of(&mint, &payout_owner, 0).await;
    let keys = shop.store.token(mint.address, mint.kind.program(), payout);
    let money = tenure_tests::Money { mint, keys };
    let outcome = shop.create_pay_token(&money, Shop::STABLE).await;
    outcome.refused(SubscriptionError::ExtensionMintCloseAuthority);
}

#[tokio::test]
async fn case_12_a_token_of_more_decimals_than_dollars_can_be_told_in_is_not_listed() {
    let mut shop = Shop::new().await;
    let fine = shop.money(TokenKind::SplToken, 12).await;
    shop.create_pay_token(&fine, Shop::STABLE).await.unwrap();
    let over = shop.money(TokenKind::SplToken, 13).await;
    shop.create_pay_token(&over, Shop::STABLE).await.refused(SubscriptionError::DecimalsOutOfRange);
}
