use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_client::subscriptions::SubscriptionError;
use tenure_tests::{OutcomeExt, Shop, Substitute};

use crate::{impostors, open, rule};

#[tokio::test]
async fn hands_the_pause_over_and_changes_nothing_else() {
    let (mut shop, ruler) = open::empty().await;
    let (old, new) = (shop.guard.insecure_clone(), Keypair::new());
    let before = shop.store().await;
    rule::set_pauser(&mut shop, &ruler, new.pubkey()).await.unwrap();
    let mut after = shop.store().await;
    assert_eq!((before.pauser, after.pauser), (old.pubkey(), new.pubkey()));
    after.pauser = before.pauser;
    assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&before));
    rule::pause(&mut shop, &old).await.refused(SubscriptionError::NotPauser);
    rule::pause(&mut shop, &new).await.unwrap();
}

#[tokio::test]
async fn zero_is_nobody() {
    let (mut shop, ruler) = open::empty().await;
    let old = shop.guard.insecure_clone();
    rule::set_pauser(&mut shop, &ruler, Pubkey::default()).await.unwrap();
    rule::pause(&mut shop, &old).await.refused(SubscriptionError::NotPauser);
    rule::set_pauser(&mut shop, &ruler, old.pubkey()).await.unwrap();
    rule::pause(&mut shop, &old).await.unwrap();
}

#[tokio::test]
async fn the_same_again_is_no_error() {
    let (mut shop, ruler) = open::empty().await;
    let guard = shop.guard.insecure_clone();
    rule::set_pauser(&mut shop, &ruler, guard.pubkey()).await.unwrap();
    rule::pause(&mut shop, &guard).await.unwrap();
}

#[tokio::test]
async fn a_paused_store_can_have_a_new_pauser() {
    let (mut shop, ruler) = open::empty().await;
    let guard = shop.guard.insecure_clone();
    rule::pause(&mut shop, &guard).await.unwrap();
    rule::set_pauser(&mut shop, &ruler, ruler.pubkey()).await.unwrap();
    let store = shop.store().await;
    assert_eq!((store.pauser, store.paused), (ruler.pubkey(), 1));
}

#[tokio::test]
async fn only_the_authority_names_the_pauser() {
    let (mut shop, _, heir) = open::with_heir().await;
    for signer in open::everybody_else(&shop, heir) {
        let outcome = rule::set_pauser(&mut shop, &signer, signer.pubkey()).await;
        outcome.refused(SubscriptionError::NotAuthority);
    }
}

#[tokio::test]
async fn a_pauser_has_no_other_power() {
    let mut shop = Shop::new().await;
    let (guard, usdc) = (shop.guard.insecure_clone(), shop.usdc.clone());
    rule::pause(&mut shop, &guard).await.unwrap();
    open::has_no_power(&mut shop, &guard, &usdc).await;
}

#[tokio::test]
async fn wants_a_signature() {
    let (mut shop, ruler) = open::empty().await;
    let by = ruler.pubkey();
    let instruction = shop.store.set_pauser(by, Pubkey::new_unique()).unsigned(by);
    shop.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn refuses_impostors_and_read_only_accounts() {
    let (mut shop, ruler) = open::empty().await;
    let impostors = impostors::of_the_store(&mut shop, SubscriptionError::NotAuthority).await;
    let instruction = shop.store.set_pauser(ruler.pubkey(), Pubkey::new_unique());
    shop.refuses_impostors(&instruction, &[&ruler], &impostors).await;
    shop.refuses_read_only(&instruction, &[&ruler]).await;
    shop.attempt(instruction, &[&ruler]).await.unwrap();
}
