//! Each account of it, replaced by another that an attacker could pass.

use anchor_lang::ErrorCode;
use solana_instruction_error::InstructionError;
use solana_pubkey::Pubkey;
use spl_token_2022_interface::ID as TOKEN_2022;
use subscriptions::SubscriptionError as Error;
use tenure_tests::{Impostor, IntoCode, ADVANCED};

use crate::impostors::{Scene, NOTHING_TO_READ, NOTHING_TO_WRITE};

/// In place of the accounts of the payment of Alice's.
async fn payments(scene: &mut Scene) -> Vec<Impostor> {
    let (alice, bob) = (scene.alice.address(), scene.bob.address());
    let (usdc, own) = (scene.shop.usdc.clone(), scene.shop.own.clone());
    let (pay_token, payout, mint) = (usdc.keys.pay_token, usdc.keys.payout, usdc.mint.address);
    let source = usdc.keys.source(&alice);
    let forged_pay_token = scene.shop.copy(&pay_token, proxy::ID).await;
    let forged_source = scene.shop.copy(&source, proxy::ID).await;
    let moved_payout = scene.shop.copy(&payout, spl_token::ID).await;
    let moved_mint = scene.shop.copy(&mint, spl_token::ID).await;
    let subscription = scene.shop.store.subscription(&bob);
    let (there, plan) = (&scene.there, scene.shop.store.plan(ADVANCED));

    let twice = ErrorCode::ConstraintDuplicateMutableAccount.code();
    let alien = ErrorCode::ConstraintOwner.code();
    vec![
        (pay_token, there.pay_token, "how another store takes it", Error::WrongPayToken.code()),
        (pay_token, there.usdc.keys.pay_token, "another token of another store", Error::WrongPayToken.code()),
        (pay_token, own.keys.pay_token, "another token of the store", Error::WrongMint.code()),
        (pay_token, plan, "a plan as pay token", InstructionError::AccountDataTooSmall),
        (pay_token, subscription, "a subscription as pay token", InstructionError::InvalidAccountData),
        (pay_token, Pubkey::new_unique(), "no pay token", NOTHING_TO_READ),
        (pay_token, forged_pay_token, "the pay token's bytes", alien),
        (source, usdc.keys.source(&bob), "another's tokens", Error::WrongSource.code()),
        (source, own.keys.source(&alice), "the user's tokens of another mint", Error::WrongMint.code()),
        (source, forged_source, "the tokens' bytes", Error::WrongTokenProgram.code()),
        (source, Pubkey::new_unique(), "no tokens", Error::WrongTokenProgram.code()),
        (source, payout, "the payout account", twice.clone()),
        (payout, source, "the user's account as payout", twice),
        (payout, usdc.keys.source(&bob), "another's account as payout", Error::WrongPayout.code()),
        (payout, there.usdc.keys.payout, "the owner's account of another mint", Error::WrongPayout.code()),
        (payout, moved_payout, "the payout account at another address", Error::WrongPayout.code()),
        (mint, own.mint.address, "another mint", Error::WrongMint.code()),
        (mint, moved_mint, "the mint at another address", Error::WrongMint.code()),
        (spl_token::ID, TOKEN_2022, "the other token program", Error::WrongTokenProgram.code()),
        (spl_token::ID, proxy::ID, "a program as token program", Error::WrongTokenProgram.code()),
    ]
}

#[tokio::test]
async fn impostors_are_refused() {
    let mut scene = Scene::new().await;
    let usdc = scene.shop.usdc.clone();
    let signer = scene.alice.keypair.insecure_clone();
    let subscribe = scene.shop.subscribe_instruction(&scene.alice, ADVANCED, &usdc).await;
    let mut impostors = scene.stores(Error::WrongSubscription).await;
    impostors.extend(scene.plans(ADVANCED).await);
    impostors.extend(scene.subscriptions(Error::NotUser, NOTHING_TO_WRITE).await);
    impostors.extend(payments(&mut scene).await);
    impostors.extend(scene.issued_badges());
    scene.shop.refuses_impostors(&subscribe, &[&signer], &impostors).await;
    // Behind payer, user, store, plan, subscription and the payment's six.
    scene.refuses_another_holder(&subscribe, &[&signer], 11).await;
    scene.shop.refuses_read_only(&subscribe, &[&signer]).await;
    scene.shop.attempt(subscribe, &[&signer]).await.unwrap();
}

#[tokio::test]
async fn impostors_are_refused_where_a_badge_is_live() {
    let mut scene = Scene::new().await;
    let usdc = scene.shop.usdc.clone();
    let signer = scene.alice.keypair.insecure_clone();
    scene.shop.subscribe(&scene.alice, ADVANCED, &usdc).await.unwrap();
    scene.shop.end(&scene.alice).await.unwrap();
    let again = scene.shop.subscribe_instruction(&scene.alice, ADVANCED, &usdc).await;
    let impostors = scene.changed_badges().await;
    scene.shop.refuses_impostors(&again, &[&signer], &impostors).await;
    scene.refuses_another_holder(&again, &[&signer], 11).await;
    scene.shop.attempt(again, &[&signer]).await.unwrap();
}

#[tokio::test]
async fn another_price_is_refused_for_a_priced_token() {
    let mut scene = Scene::new().await;
    let own = scene.shop.own.clone();
    let signer = scene.alice.keypair.insecure_clone();
    let subscribe = scene.shop.subscribe_instruction(&scene.alice, ADVANCED, &own).await;
    let forged = scene.shop.copy(&own.keys.price, proxy::ID).await;
    let impostors = [
        (own.keys.price, forged, "the price's bytes", Error::WrongOracle.code()),
        (own.keys.price, Pubkey::new_unique(), "no price", Error::WrongOracle.code()),
        (own.keys.price, own.mint.address, "a mint as price", Error::WrongOracle.code()),
    ];
    scene.shop.refuses_impostors(&subscribe, &[&signer], &impostors).await;
    scene.shop.attempt(subscribe, &[&signer]).await.unwrap();
}

#[tokio::test]
async fn a_stable_token_needs_no_price() {
    let mut scene = Scene::new().await;
    let usdc = scene.shop.usdc.clone();
    let signer = scene.alice.keypair.insecure_clone();
    let mut subscribe = scene.shop.subscribe_instruction(&scene.alice, ADVANCED, &usdc).await;
    assert_eq!(subscribe.accounts[10].pubkey, subscriptions::ID);
    subscribe.accounts[10].pubkey = Pubkey::new_unique();
    scene.shop.attempt(subscribe, &[&signer]).await.unwrap();
}
