//! Every way a switch is refused that is not about its amount.

use solana_instruction_error::InstructionError;
use solana_signer::Signer;
use spl_token_2022_interface::instruction as token;
use tenure_client::subscriptions::{SubscriptionError, TokenTerms};
use tenure_tests::{Customer, OutcomeExt, Shop, Substitute, ADVANCED, BASIC, BASIC_YEAR, PREMIUM};

use crate::{
    impostors,
    neighbour::Neighbour,
    stage::{Stage, ACCOUNT_FROZEN, HALF, INSUFFICIENT_FUNDS},
};

#[tokio::test]
async fn to_the_plan_she_has() {
    let mut stage = Stage::on(BASIC).await;
    stage.switch(BASIC).await.refused(SubscriptionError::SamePlan);
    stage.switch(ADVANCED).await.unwrap();
    stage.switch(ADVANCED).await.refused(SubscriptionError::SamePlan);
    stage.switch(BASIC).await.refused(SubscriptionError::NotAnUpgrade);
}

#[tokio::test]
async fn to_a_plan_that_is_sunset() {
    let mut stage = Stage::on(BASIC).await;
    stage.sunset_plan(ADVANCED).await.unwrap();
    stage.switch(ADVANCED).await.refused(SubscriptionError::Sunset);
    // From one it is none of the store's business.
    stage.sunset_plan(BASIC).await.unwrap();
    stage.switch(PREMIUM).await.unwrap();
}

#[tokio::test]
async fn while_the_store_is_paused() {
    let mut stage = Stage::on(BASIC).await;
    stage.pausing().await;
    stage.switch(ADVANCED).await.refused(SubscriptionError::Paused);
    let ruler = stage.ruler.insecure_clone();
    let resume = stage.store.resume(ruler.pubkey());
    stage.attempt(resume, &[&ruler]).await.unwrap();
    stage.switch(ADVANCED).await.unwrap();
}

#[tokio::test]
async fn with_a_token_that_is_not_taken_now() {
    let mut stage = Stage::on(BASIC).await;
    let usdc = stage.usdc.clone();
    stage.update_pay_token(&usdc, TokenTerms { enabled: false, ..Shop::STABLE }).await.unwrap();
    stage.switch(ADVANCED).await.refused(SubscriptionError::TokenDisabled);
    // Even if there is nothing to charge.
    stage.switch(BASIC_YEAR).await.refused(SubscriptionError::TokenDisabled);
    stage.switch_with_own(ADVANCED).await.unwrap();
}

#[tokio::test]
async fn by_one_whom_the_store_has_excluded() {
    let mut stage = Stage::on(BASIC).await;
    stage.shop.exclude(&stage.alice).await.unwrap();
    stage.switch(ADVANCED).await.refused(SubscriptionError::Revoked);
}

#[tokio::test]
async fn before_there_is_a_subscription() {
    let mut stage = Stage::bare().await;
    stage.shop.open_subscription(&stage.alice).await.unwrap();
    stage.switch(ADVANCED).await.refused(SubscriptionError::Expired);
    stage.switch(BASIC_YEAR).await.refused(SubscriptionError::Expired);
}

#[tokio::test]
async fn after_it_was_ended() {
    let mut stage = Stage::on(BASIC).await;
    stage.ending().await.unwrap();
    stage.switch(ADVANCED).await.refused(SubscriptionError::Expired);
}

#[tokio::test]
async fn by_anyone_but_the_user() {
    let mut stage = Stage::on(BASIC).await;
    let (keys, alice) = (stage.usdc.keys, stage.alice.address());
    let consent = stage.consenting(u64::MAX, u64::MAX).await;
    let bob = stage.customer().await;
    let others = [
        bob,
        Customer { keypair: stage.ruler.insecure_clone() },
        Customer { keypair: stage.operator.insecure_clone() },
    ];
    for other in others {
        let (user, source) = (other.address(), keys.source(&other.address()));
        let switch = stage.switching(ADVANCED, consent).with(alice, user).with(keys.source(&alice), source);
        stage.attempt(switch, &[&other.keypair]).await.refused(SubscriptionError::NotUser);
    }
    let unsigned = stage.switching(ADVANCED, consent).unsigned(alice);
    stage.attempt(unsigned, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn with_tokens_she_may_spend_but_does_not_own() {
    let mut stage = Stage::on(BASIC).await;
    let (keys, alice) = (stage.usdc.keys, stage.alice.address());
    let bob = stage.customer().await;
    let bobs = keys.source(&bob.address());
    let approve = token::approve(&keys.token_program, &bobs, &alice, &bob.address(), &[], u64::MAX).unwrap();
    stage.send(&[approve], &[&bob.keypair]).await.unwrap();
    let consent = stage.consenting(u64::MAX, u64::MAX).await;
    let switch = stage.switching(ADVANCED, consent).with(keys.source(&alice), bobs);
    let signer = stage.alice.keypair.insecure_clone();
    stage.attempt(switch, &[&signer]).await.refused(SubscriptionError::WrongSource);
}

#[tokio::test]
async fn without_the_tokens_and_with_one_too_few() {
    let mut stage = Stage::on(BASIC).await;
    stage.at(HALF).await;
    let (mint, user) = (stage.usdc.mint.clone(), stage.alice.address());
    let signer = stage.alice.keypair.insecure_clone();
    let consent = stage.consenting(u64::MAX, u64::MAX).await;
    let purse = stage.tokens_of(&mint, &user, 9_999_999).await;
    let switch = stage.switching(ADVANCED, consent).with(stage.usdc.keys.source(&user), purse);
    stage.attempt(switch.clone(), &[&signer]).await.refused(INSUFFICIENT_FUNDS);
    stage.mint_of(&mint, &purse, 1).await;
    stage.attempt(switch, &[&signer]).await.unwrap();
    assert_eq!(stage.balance(&purse).await, 0);
}

#[tokio::test]
async fn with_tokens_that_are_frozen() {
    let mut stage = Stage::on(BASIC).await;
    let (keys, mint) = (stage.usdc.keys, stage.usdc.mint.clone());
    let source = keys.source(&stage.alice.address());
    let by = mint.authority.pubkey();
    let freeze = token::freeze_account(&keys.token_program, &source, &keys.mint, &by, &[]).unwrap();
    stage.send(&[freeze], &[&mint.authority]).await.unwrap();
    stage.switch(ADVANCED).await.refused(ACCOUNT_FROZEN);
    stage.switch_with_own(ADVANCED).await.unwrap();
}

#[tokio::test]
async fn with_another_account_than_each() {
    let mut stage = Stage::on(BASIC).await;
    let there = Neighbour::of(&mut stage).await;
    let mut table = impostors::of_the_store(&mut stage, &there, SubscriptionError::WrongSubscription).await;
    table.extend(impostors::of_the_plan(&mut stage, &there, ADVANCED).await);
    table.extend(impostors::of_the_subscription(&mut stage, SubscriptionError::NotUser).await);
    table.push(impostors::of_her_other_subscription(&stage, &there));
    table.extend(impostors::of_the_payment(&mut stage, &there).await);
    table.extend(impostors::of_the_badge(&mut stage, &there).await);
    let consent = stage.consenting(u64::MAX, u64::MAX).await;
    let (switch, signer) = (stage.switching(ADVANCED, consent), stage.alice.keypair.insecure_clone());
    stage.refuses_impostors(&switch, &[&signer], &table).await;
    stage.refuses_read_only(&switch, &[&signer]).await;
    stage.attempt(switch, &[&signer]).await.unwrap();
}

#[tokio::test]
async fn with_another_account_than_the_oracles() {
    let mut stage = Stage::on(BASIC).await;
    let (keys, user) = (stage.own.keys, stage.alice.address());
    let forged = stage.copy(&keys.price, proxy::ID).await;
    let consent = stage.consenting(u64::MAX, u64::MAX).await;
    let switch = stage.store.switch_plan(&user, ADVANCED, &keys, keys.source(&user), consent);
    let signer = stage.alice.keypair.insecure_clone();
    let wrong = tenure_tests::IntoCode::code(SubscriptionError::WrongOracle);
    let table = [
        (keys.price, forged, "the price's bytes", wrong.clone()),
        (keys.price, stage.store.store, "the store as price", wrong.clone()),
        (keys.price, solana_pubkey::Pubkey::new_unique(), "no price", wrong),
    ];
    stage.refuses_impostors(&switch, &[&signer], &table).await;
    stage.attempt(switch, &[&signer]).await.unwrap();
}
