//! Switching with any token of the store.

use tenure_client::subscriptions::SubscriptionError;
use tenure_tests::{OutcomeExt, Shop, TokenKind, ADVANCED, BASIC, BASIC_YEAR, START, VIP};

use crate::stage::{Stage, DAY, HALF, MONTH};

#[tokio::test]
async fn the_discount_is_off_what_is_left_to_pay_only() {
    let mut stage = Stage::on_with_own(BASIC).await;
    assert_eq!(stage.tills().await, (0, 4_000_000_000));
    stage.at(HALF).await;
    stage.switch_with_own(ADVANCED).await.unwrap();
    let seen = stage.seen().await;
    // Of the 8 dollars 4 are unused. Of the 15 that half of Advanced costs 11 are missing: less a fifth, 8.80.
    assert_eq!((seen.current.value, seen.credit), (12_800_000, 0));
    assert_eq!(stage.tills().await, (0, 4_000_000_000 + 4_400_000_000));
    assert_eq!((seen.receipt_charged, seen.receipt_tokens), (12_800_000, 6_400_000_000));
    assert_eq!(seen.receipt_mint, stage.own.mint.address);
}

#[tokio::test]
async fn a_new_price_counts_for_the_charge_and_not_for_what_was_paid() {
    let mut stage = Stage::on_with_own(BASIC).await;
    stage.set_time(START + HALF).await;
    stage.set_price(4_00000000).await;
    stage.switch_with_own(ADVANCED).await.unwrap();
    let seen = stage.seen().await;
    assert_eq!(seen.current.value, 12_800_000);
    assert_eq!(stage.tills().await, (0, 4_000_000_000 + 2_200_000_000));
    // Half of the first tokens, and the new ones.
    assert_eq!((seen.receipt_charged, seen.receipt_tokens), (12_800_000, 4_200_000_000));
}

#[tokio::test]
async fn with_another_token_than_before_what_can_be_refunded_begins_anew() {
    let mut stage = Stage::on(BASIC).await;
    stage.at(HALF).await;
    stage.switch_with_own(ADVANCED).await.unwrap();
    let seen = stage.seen().await;
    // 5 dollars in USDC are unused, and count in full; the other 10 are 8 in the own token.
    assert_eq!((seen.current.value, seen.receipt_mint), (13_000_000, stage.own.mint.address));
    assert_eq!((seen.receipt_charged, seen.receipt_tokens), (8_000_000, 4_000_000_000));
    assert_eq!(stage.tills().await, (10_000_000, 4_000_000_000));
}

#[tokio::test]
async fn from_the_own_token_to_another_there_is_no_discount_on_the_rest() {
    let mut stage = Stage::on_with_own(BASIC).await;
    stage.at(HALF).await;
    stage.switch(ADVANCED).await.unwrap();
    let seen = stage.seen().await;
    assert_eq!((seen.current.value, seen.receipt_mint), (15_000_000, stage.usdc.mint.address));
    assert_eq!((seen.receipt_charged, seen.receipt_tokens), (11_000_000, 11_000_000));
    assert_eq!(stage.tills().await, (11_000_000, 4_000_000_000));
}

#[tokio::test]
async fn where_nothing_is_charged_the_receipt_stays_in_its_token() {
    let mut stage = Stage::on(VIP).await;
    // The own token's price is two weeks old: nobody asks for it.
    stage.set_time(START + HALF).await;
    stage.switch_with_own(BASIC_YEAR).await.unwrap();
    let seen = stage.seen().await;
    assert_eq!((seen.credit, seen.receipt_mint), (50_000_000, stage.usdc.mint.address));
    assert_eq!((seen.receipt_charged, seen.receipt_tokens), (150_000_000, 150_000_000));
    assert_eq!(stage.tills().await, (300_000_000, 0));
}

#[tokio::test]
async fn there_and_back_between_tokens_no_dollar_is_counted_twice() {
    let mut stage = Stage::on(BASIC).await;
    stage.switch_with_own(ADVANCED).await.unwrap();
    stage.switch(VIP).await.unwrap();
    let seen = stage.seen().await;
    // 10 dollars, then 16 for 20, then 274 for what is missing of 300.
    assert_eq!((seen.current.value, seen.credit), (300_000_000, 0));
    assert_eq!((seen.receipt_charged, seen.receipt_tokens), (274_000_000, 274_000_000));
    assert_eq!(stage.tills().await, (284_000_000, 8_000_000_000));
}

#[tokio::test]
async fn a_price_that_is_too_old_is_refused() {
    let mut stage = Stage::on(BASIC).await;
    stage.at(HALF).await;
    stage.set_time(START + HALF + 61).await;
    stage.switch_with_own(ADVANCED).await.refused(SubscriptionError::StalePrice);
    stage.set_time(START + HALF + 60).await;
    stage.switch_with_own(ADVANCED).await.unwrap();
}

#[tokio::test]
async fn a_token_of_token_2022_with_two_decimals_is_charged_rounded_up() {
    let mut stage = Stage::bare().await;
    let cents = stage.money(TokenKind::Token2022(vec![]), 2).await;
    stage.create_pay_token(&cents, Shop::STABLE).await.unwrap();
    stage.shop.fund(&stage.alice, &cents, 100_000).await;
    stage.shop.subscribe(&stage.alice, BASIC, &cents).await.unwrap();
    assert_eq!(stage.till(&cents).await, 1_000);

    // A day before the end: 967,742 less 322,580 millionths, which are 64.5 cents.
    stage.at(MONTH - DAY).await;
    stage.shop.switch_plan(&stage.alice, ADVANCED, &cents).await.unwrap();
    let seen = stage.seen().await;
    assert_eq!((stage.till(&cents).await, stage.shop.wallet(&stage.alice, &cents).await), (1_065, 98_935));
    // Of the 1,000 cents 32 are kept for what was unused.
    assert_eq!((seen.receipt_charged, seen.receipt_tokens), (967_742, 32 + 65));
    assert_eq!((seen.current.value, seen.credit), (967_742, 0));
}

#[tokio::test]
async fn any_account_of_her_own_can_pay() {
    let mut stage = Stage::on(BASIC).await;
    let (mint, user) = (stage.usdc.mint.clone(), stage.alice.address());
    let purse = stage.tokens_of(&mint, &user, 20_000_000).await;
    let consent = stage.consenting(u64::MAX, u64::MAX).await;
    let switch = stage.store.switch_plan(&user, ADVANCED, &stage.usdc.keys, purse, consent);
    let signer = stage.alice.keypair.insecure_clone();
    stage.attempt(switch, &[&signer]).await.unwrap();
    assert_eq!(stage.balance(&purse).await, 0);
    assert_eq!(stage.tills().await, (30_000_000, 0));
}
