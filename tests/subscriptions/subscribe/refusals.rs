//! When nothing is sold, and to whom not.

use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use spl_token_2022_interface::instruction as token;
use subscriptions::SubscriptionError;
use tenure_tests::{Customer, OutcomeExt, Shop, Substitute, ADVANCED, BASIC, BASIC_YEAR, VIP};

use crate::stage::{
    opened, overwrite, pause, subscribed, unknown_version, ACCOUNT_FROZEN, DAY, GRACE, INSUFFICIENT_FUNDS,
    MONTH_END,
};

/// Of 1 December 9999, the first second.
const LAST_DECEMBER: u64 = 253_402_300_800 - 31 * DAY;

#[tokio::test]
async fn a_paused_store_sells_nothing() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = opened(&mut shop).await;
    pause(&mut shop).await;
    shop.subscribe(&alice, ADVANCED, &usdc).await.refused(SubscriptionError::Paused);
    let ruler = shop.ruler.insecure_clone();
    let resume = shop.store.resume(ruler.pubkey());
    shop.attempt(resume, &[&ruler]).await.unwrap();
    shop.subscribe(&alice, ADVANCED, &usdc).await.unwrap();
}

#[tokio::test]
async fn a_sunset_plan_takes_no_new_subscriber() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = opened(&mut shop).await;
    shop.sunset_plan(ADVANCED).await.unwrap();
    shop.subscribe(&alice, ADVANCED, &usdc).await.refused(SubscriptionError::Sunset);
    shop.subscribe(&alice, BASIC, &usdc).await.unwrap();
}

#[tokio::test]
async fn a_sunset_plan_takes_nobody_back() {
    let (mut shop, alice) = subscribed().await;
    let usdc = shop.usdc.clone();
    shop.sunset_plan(ADVANCED).await.unwrap();
    shop.assert_access(&alice, 2).await.unwrap();
    shop.set_time(MONTH_END + GRACE).await;
    shop.subscribe(&alice, ADVANCED, &usdc).await.refused(SubscriptionError::Sunset);
}

#[tokio::test]
async fn a_token_that_is_not_taken_now_pays_for_nothing() {
    let mut shop = Shop::new().await;
    let (usdc, own) = (shop.usdc.clone(), shop.own.clone());
    let alice = opened(&mut shop).await;
    let terms = tenure_client::subscriptions::TokenTerms { enabled: false, ..Shop::STABLE };
    shop.update_pay_token(&usdc, terms).await.unwrap();
    shop.subscribe(&alice, ADVANCED, &usdc).await.refused(SubscriptionError::TokenDisabled);
    shop.subscribe(&alice, ADVANCED, &own).await.unwrap();
}

#[tokio::test]
async fn an_excluded_user_buys_nothing() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = opened(&mut shop).await;
    shop.exclude(&alice).await.unwrap();
    shop.subscribe(&alice, ADVANCED, &usdc).await.refused(SubscriptionError::Revoked);
    shop.reinstate(&alice).await.unwrap();
    shop.subscribe(&alice, ADVANCED, &usdc).await.unwrap();
}

#[tokio::test]
async fn only_the_user_signs_for_it() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let (alice, bob) = (opened(&mut shop).await, shop.customer().await);
    let subscribe = shop.subscribe_instruction(&alice, ADVANCED, &usdc).await;
    // Another signs, for Alice's tokens and badge.
    let mut by_bob = subscribe.clone();
    assert_eq!(by_bob.accounts[1].pubkey, alice.address());
    by_bob.accounts[1].pubkey = bob.address();
    shop.attempt(by_bob, &[&bob.keypair]).await.refused(SubscriptionError::NotUser);
    // Nor do those who run the store.
    for other in [shop.ruler.insecure_clone(), shop.operator.insecure_clone(), Keypair::new()] {
        let mut by_other = subscribe.clone();
        by_other.accounts[1].pubkey = other.pubkey();
        shop.attempt(by_other, &[&other]).await.refused(SubscriptionError::NotUser);
    }
    let unsigned = subscribe.clone().unsigned(alice.address());
    shop.attempt(unsigned, &[]).await.refused(InstructionError::MissingRequiredSignature);
    shop.attempt(subscribe, &[&alice.keypair]).await.unwrap();
}

#[tokio::test]
async fn a_subscription_that_was_not_opened_holds_nothing() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = shop.customer().await;
    let subscribe = shop.subscribe_instruction(&alice, ADVANCED, &usdc).await;
    let outcome = shop.attempt(subscribe, &[&alice.keypair]).await;
    outcome.refused(InstructionError::AccountDataTooSmall);
}

#[tokio::test]
async fn a_source_with_one_token_less_pays_for_nothing() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = Customer { keypair: Keypair::new() };
    shop.fund(&alice, &usdc, 29_999_999).await;
    shop.open_subscription(&alice).await.unwrap();
    shop.subscribe(&alice, ADVANCED, &usdc).await.refused(INSUFFICIENT_FUNDS);
    shop.fund(&alice, &usdc, 1).await;
    shop.subscribe(&alice, ADVANCED, &usdc).await.unwrap();
    assert_eq!(shop.wallet(&alice, &usdc).await, 0);
}

#[tokio::test]
async fn a_frozen_account_pays_and_receives_nothing() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = opened(&mut shop).await;
    for account in [usdc.keys.source(&alice.address()), usdc.keys.payout] {
        let (program, mint, issuer) = (usdc.keys.token_program, usdc.mint.address, &usdc.mint.authority);
        let by = issuer.pubkey();
        let freeze = token::freeze_account(&program, &account, &mint, &by, &[]).unwrap();
        let thaw = token::thaw_account(&program, &account, &mint, &by, &[]).unwrap();
        shop.send(&[freeze], &[issuer]).await.unwrap();
        shop.subscribe(&alice, ADVANCED, &usdc).await.refused(ACCOUNT_FROZEN);
        shop.send(&[thaw], &[issuer]).await.unwrap();
    }
    shop.subscribe(&alice, ADVANCED, &usdc).await.unwrap();
}

#[tokio::test]
async fn a_payout_account_that_is_given_away_is_refused() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = opened(&mut shop).await;
    // The owner of a token account stands behind its mint.
    overwrite(&mut shop, &usdc.keys.payout, 32, &Pubkey::new_unique().to_bytes()).await;
    shop.subscribe(&alice, ADVANCED, &usdc).await.refused(SubscriptionError::WrongPayout);
}

#[tokio::test]
async fn a_mint_with_other_decimals_than_it_had_is_refused() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = opened(&mut shop).await;
    overwrite(&mut shop, &usdc.mint.address, 44, &[5]).await;
    shop.subscribe(&alice, ADVANCED, &usdc).await.refused(SubscriptionError::MintChanged);
}

#[tokio::test]
async fn no_period_ends_past_the_calendar() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = opened(&mut shop).await;
    for (time, plan) in [
        (LAST_DECEMBER, ADVANCED),
        (LAST_DECEMBER + 31 * DAY, ADVANCED),
        (u64::try_from(i64::MAX).unwrap() - 7_200, ADVANCED),
        (LAST_DECEMBER - 334 * DAY, BASIC_YEAR),
    ] {
        shop.set_time(time).await;
        shop.subscribe(&alice, plan, &usdc).await.refused(SubscriptionError::CalendarEnds);
    }
    // The year from 31 December 9998 ends on the last day; so late a month is sold still.
    shop.set_time(LAST_DECEMBER - 334 * DAY - 1).await;
    shop.subscribe(&alice, BASIC_YEAR, &usdc).await.unwrap();
    assert_eq!(shop.subscription(&alice).await.paid_through(), LAST_DECEMBER + 31 * DAY - 1);
    let bob = opened(&mut shop).await;
    shop.set_time(LAST_DECEMBER - 1).await;
    shop.subscribe(&bob, VIP, &usdc).await.unwrap();
    assert_eq!(shop.subscription(&bob).await.paid_through(), LAST_DECEMBER + 30 * DAY - 1);
}

#[tokio::test]
async fn a_clock_before_1970_sells_nothing() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = opened(&mut shop).await;
    let subscribe = shop.subscribe_instruction(&alice, ADVANCED, &usdc).await;
    shop.set_unix_timestamp(-1).await;
    shop.attempt(subscribe, &[&alice.keypair]).await.refused(SubscriptionError::BadClock);
}

#[tokio::test]
async fn layouts_that_came_later_are_refused() {
    for which in 0..4 {
        let mut shop = Shop::new().await;
        let usdc = shop.usdc.clone();
        let alice = opened(&mut shop).await;
        let subscribe = shop.subscribe_instruction(&alice, ADVANCED, &usdc).await;
        let keys = shop.store;
        let subscription = keys.subscription(&alice.address());
        let address = [keys.store, keys.plan(ADVANCED), subscription, usdc.keys.pay_token][which];
        unknown_version(&mut shop, &address).await;
        let outcome = shop.attempt(subscribe, &[&alice.keypair]).await;
        outcome.refused(SubscriptionError::UnknownVersion);
    }
}
