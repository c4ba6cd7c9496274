use solana_instruction_error::InstructionError;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_client::subscriptions::SubscriptionError;
use tenure_tests::{OutcomeExt, Substitute};

use crate::{impostors, open, rule};

#[tokio::test]
async fn the_pauser_pauses_and_nothing_else_changes() {
    let (mut shop, _) = open::empty().await;
    let before = shop.store().await;
    assert_eq!(before.paused, 0);
    let guard = shop.guard.insecure_clone();
    rule::pause(&mut shop, &guard).await.unwrap();
    let mut after = shop.store().await;
    assert_eq!(after.paused, 1);
    after.paused = 0;
    assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&before));
}

#[tokio::test]
async fn the_authority_pauses_too() {
    let (mut shop, ruler) = open::empty().await;
    rule::pause(&mut shop, &ruler).await.unwrap();
    assert_eq!(shop.store().await.paused, 1);
}

#[tokio::test]
async fn nobody_else_pauses() {
    let (mut shop, _, heir) = open::with_heir().await;
    let [_, others @ ..] = open::everybody_else(&shop, heir);
    for signer in others {
        rule::pause(&mut shop, &signer).await.refused(SubscriptionError::NotPauser);
    }
}

#[tokio::test]
async fn a_store_without_a_pauser_is_paused_by_its_authority() {
    let (mut shop, ruler) = open::empty().await;
    let guard = shop.guard.insecure_clone();
    rule::set_pauser(&mut shop, &ruler, Pubkey::default()).await.unwrap();
    rule::pause(&mut shop, &guard).await.refused(SubscriptionError::NotPauser);
    // Nobody has the key of the address that stands for nobody.
    let instruction = shop.store.pause(Pubkey::default()).unsigned(Pubkey::default());
    shop.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
    rule::pause(&mut shop, &ruler).await.unwrap();
}

#[tokio::test]
async fn pauses_once() {
    let (mut shop, ruler) = open::empty().await;
    let guard = shop.guard.insecure_clone();
    rule::pause(&mut shop, &guard).await.unwrap();
    rule::pause(&mut shop, &guard).await.refused(SubscriptionError::Unchanged);
    rule::pause(&mut shop, &ruler).await.refused(SubscriptionError::Unchanged);
}

#[tokio::test]
async fn wants_a_signature() {
    let (mut shop, _) = open::empty().await;
    let guard = shop.guard.pubkey();
    let instruction = shop.store.pause(guard).unsigned(guard);
    shop.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn refuses_impostors_and_read_only_accounts() {
    let (mut shop, _) = open::empty().await;
    let guard = shop.guard.insecure_clone();
    let impostors = impostors::of_the_store(&mut shop, SubscriptionError::NotPauser).await;
    let instruction = shop.store.pause(guard.pubkey());
    shop.refuses_impostors(&instruction, &[&guard], &impostors).await;
    shop.refuses_read_only(&instruction, &[&guard]).await;
    shop.attempt(instruction, &[&guard]).await.unwrap();
}
