use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_client::subscriptions::SubscriptionError;
use tenure_tests::{OutcomeExt, Substitute};

use crate::{impostors, open, rule};

#[tokio::test]
async fn takes_the_proposal_back() {
    let (mut shop, ruler) = open::empty().await;
    let before = shop.store().await;
    rule::propose(&mut shop, &ruler, Pubkey::new_unique()).await.unwrap();
    rule::cancel(&mut shop, &ruler).await.unwrap();
    assert_eq!(bytemuck::bytes_of(&shop.store().await), bytemuck::bytes_of(&before));
}

#[tokio::test]
async fn refuses_without_a_proposal() {
    let (mut shop, ruler) = open::empty().await;
    rule::cancel(&mut shop, &ruler).await.refused(SubscriptionError::NoProposedAuthority);
    rule::propose(&mut shop, &ruler, Pubkey::new_unique()).await.unwrap();
    rule::cancel(&mut shop, &ruler).await.unwrap();
    rule::cancel(&mut shop, &ruler).await.refused(SubscriptionError::NoProposedAuthority);
}

#[tokio::test]
async fn comes_too_late_after_the_acceptance() {
    let (mut shop, old, new) = open::with_heir().await;
    rule::accept(&mut shop, &new).await.unwrap();
    rule::cancel(&mut shop, &old).await.refused(SubscriptionError::NotAuthority);
    rule::cancel(&mut shop, &new).await.refused(SubscriptionError::NoProposedAuthority);
}

#[tokio::test]
async fn another_can_be_proposed_afterwards() {
    let (mut shop, old, _) = open::with_heir().await;
    let new = Keypair::new();
    rule::cancel(&mut shop, &old).await.unwrap();
    rule::propose(&mut shop, &old, new.pubkey()).await.unwrap();
    rule::accept(&mut shop, &new).await.unwrap();
    assert_eq!(shop.store().await.authority, new.pubkey());
}

#[tokio::test]
async fn only_the_authority_cancels() {
    let (mut shop, _, heir) = open::with_heir().await;
    for signer in open::everybody_else(&shop, heir) {
        rule::cancel(&mut shop, &signer).await.refused(SubscriptionError::NotAuthority);
    }
}

#[tokio::test]
async fn wants_a_signature() {
    let (mut shop, ruler, _) = open::with_heir().await;
    let by = ruler.pubkey();
    let instruction = shop.store.cancel_authority(by).unsigned(by);
    shop.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn refuses_impostors_and_read_only_accounts() {
    let (mut shop, ruler, _) = open::with_heir().await;
    let impostors = impostors::of_the_store(&mut shop, SubscriptionError::NotAuthority).await;
    let instruction = shop.store.cancel_authority(ruler.pubkey());
    shop.refuses_impostors(&instruction, &[&ruler], &impostors).await;
    shop.refuses_read_only(&instruction, &[&ruler]).await;
    shop.attempt(instruction, &[&ruler]).await.unwrap();
}
