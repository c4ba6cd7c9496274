use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_signer::Signer;
use tenure_client::subscriptions::SubscriptionError;
use tenure_tests::{OutcomeExt, Shop, Substitute};

use crate::{impostors, open, rule};

#[tokio::test]
async fn undoes_a_pause_and_nothing_else() {
    let (mut shop, ruler) = open::empty().await;
    let guard = shop.guard.insecure_clone();
    let before = shop.store().await;
    for _ in 0..2 {
        rule::pause(&mut shop, &guard).await.unwrap();
        rule::resume(&mut shop, &ruler).await.unwrap();
    }
    assert_eq!(bytemuck::bytes_of(&shop.store().await), bytemuck::bytes_of(&before));
}

#[tokio::test]
async fn only_the_authority_resumes() {
    let (mut shop, ruler) = paused().await;
    let heir = Keypair::new();
    rule::propose(&mut shop, &ruler, heir.pubkey()).await.unwrap();
    // The pauser, who has paused it, too is not asked.
    for signer in open::everybody_else(&shop, heir) {
        rule::resume(&mut shop, &signer).await.refused(SubscriptionError::NotAuthority);
    }
    rule::resume(&mut shop, &ruler).await.unwrap();
}

#[tokio::test]
async fn resumes_once() {
    let (mut shop, ruler) = open::empty().await;
    rule::resume(&mut shop, &ruler).await.refused(SubscriptionError::Unchanged);
    rule::pause(&mut shop, &ruler).await.unwrap();
    rule::resume(&mut shop, &ruler).await.unwrap();
    rule::resume(&mut shop, &ruler).await.refused(SubscriptionError::Unchanged);
}

#[tokio::test]
async fn wants_a_signature() {
    let (mut shop, ruler) = paused().await;
    let by = ruler.pubkey();
    let instruction = shop.store.resume(by).unsigned(by);
    shop.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn refuses_impostors_and_read_only_accounts() {
    let (mut shop, ruler) = paused().await;
    let impostors = impostors::of_the_store(&mut shop, SubscriptionError::NotAuthority).await;
    let instruction = shop.store.resume(ruler.pubkey());
    shop.refuses_impostors(&instruction, &[&ruler], &impostors).await;
    shop.refuses_read_only(&instruction, &[&ruler]).await;
    shop.attempt(instruction, &[&ruler]).await.unwrap();
}

/// A store that its pauser has paused, and its authority.
async fn paused() -> (Shop, Keypair) {
    let (mut shop, ruler) = open::empty().await;
    let guard = shop.guard.insecure_clone();
    rule::pause(&mut shop, &guard).await.unwrap();
    (shop, ruler)
}
