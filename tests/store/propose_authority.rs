use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_client::subscriptions::SubscriptionError;
use tenure_tests::{OutcomeExt, Shop, Substitute};

use crate::{impostors, open, rule};

#[tokio::test]
async fn names_an_heir_and_changes_nothing_else() {
    let (mut shop, ruler) = open::empty().await;
    let heir = Pubkey::new_unique();
    let before = shop.store().await;
    rule::propose(&mut shop, &ruler, heir).await.unwrap();
    let mut after = shop.store().await;
    assert_eq!((after.authority, after.proposed_authority), (ruler.pubkey(), heir));
    after.proposed_authority = Pubkey::default();
    assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&before));
}

#[tokio::test]
async fn the_heir_has_no_power_yet() {
    let mut shop = Shop::new().await;
    let (ruler, heir, usdc) = (shop.ruler.insecure_clone(), Keypair::new(), shop.usdc.clone());
    rule::propose(&mut shop, &ruler, heir.pubkey()).await.unwrap();
    open::has_no_power(&mut shop, &heir, &usdc).await;
    rule::pause(&mut shop, &heir).await.refused(SubscriptionError::NotPauser);
    rule::update(&mut shop, &ruler, Shop::TERMS).await.unwrap();
}

#[tokio::test]
async fn a_later_proposal_replaces_the_earlier() {
    let (mut shop, ruler, first) = open::with_heir().await;
    let second = Keypair::new();
    rule::propose(&mut shop, &ruler, second.pubkey()).await.unwrap();
    rule::accept(&mut shop, &first).await.refused(SubscriptionError::NotProposedAuthority);
    rule::accept(&mut shop, &second).await.unwrap();
    assert_eq!(shop.store().await.authority, second.pubkey());
}

#[tokio::test]
async fn refuses_nobody_as_heir() {
    let (mut shop, ruler) = open::empty().await;
    let outcome = rule::propose(&mut shop, &ruler, Pubkey::default()).await;
    outcome.refused(SubscriptionError::ZeroAddress);
}

#[tokio::test]
async fn only_the_authority_proposes() {
    let (mut shop, _, heir) = open::with_heir().await;
    for signer in open::everybody_else(&shop, heir) {
        let outcome = rule::propose(&mut shop, &signer, signer.pubkey()).await;
        outcome.refused(SubscriptionError::NotAuthority);
    }
}

#[tokio::test]
async fn wants_a_signature() {
    let (mut shop, ruler) = open::empty().await;
    let by = ruler.pubkey();
    let instruction = shop.store.propose_authority(by, Pubkey::new_unique()).unsigned(by);
    shop.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn refuses_impostors_and_read_only_accounts() {
    let (mut shop, ruler) = open::empty().await;
    let impostors = impostors::of_the_store(&mut shop, SubscriptionError::NotAuthority).await;
    let instruction = shop.store.propose_authority(ruler.pubkey(), Pubkey::new_unique());
    shop.refuses_impostors(&instruction, &[&ruler], &impostors).await;
    shop.refuses_read_only(&instruction, &[&ruler]).await;
    shop.attempt(instruction, &[&ruler]).await.unwrap();
}
