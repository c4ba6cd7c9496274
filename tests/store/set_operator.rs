use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_client::subscriptions::SubscriptionError;
use tenure_tests::{OutcomeExt, Shop, Substitute, BASIC};

use crate::{impostors, open, rule};

#[tokio::test]
async fn names_who_grants_and_changes_nothing_else() {
    let mut shop = Shop::new().await;
    let (ruler, old, new) = (shop.ruler.insecure_clone(), shop.operator.insecure_clone(), Keypair::new());
    let alice = shop.customer().await;
    let before = shop.store().await;
    rule::set_operator(&mut shop, &ruler, new.pubkey()).await.unwrap();
    let mut after = shop.store().await;
    assert_eq!((before.operator, after.operator), (old.pubkey(), new.pubkey()));
    after.operator = before.operator;
    assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&before));

    shop.grant(&alice, BASIC).await.refused(SubscriptionError::NotOperator);
    shop.operator = new;
    shop.grant(&alice, BASIC).await.unwrap();
    assert_eq!(shop.subscription(&alice).await.granted, 1);
}

#[tokio::test]
async fn zero_is_nobody() {
    let mut shop = Shop::new().await;
    let ruler = shop.ruler.insecure_clone();
    let alice = shop.customer().await;
    rule::set_operator(&mut shop, &ruler, Pubkey::default()).await.unwrap();
    shop.grant(&alice, BASIC).await.refused(SubscriptionError::NotOperator);
    // The authority names an operator: it is none itself.
    shop.operator = ruler.insecure_clone();
    shop.grant(&alice, BASIC).await.refused(SubscriptionError::NotOperator);
    rule::set_operator(&mut shop, &ruler, ruler.pubkey()).await.unwrap();
    shop.grant(&alice, BASIC).await.unwrap();
}

#[tokio::test]
async fn the_same_again_is_no_error() {
    let (mut shop, ruler) = open::empty().await;
    let before = shop.store().await;
    rule::set_operator(&mut shop, &ruler, before.operator).await.unwrap();
    assert_eq!(bytemuck::bytes_of(&shop.store().await), bytemuck::bytes_of(&before));
}

#[tokio::test]
async fn only_the_authority_names_the_operator() {
    let (mut shop, _, heir) = open::with_heir().await;
    for signer in open::everybody_else(&shop, heir) {
        let outcome = rule::set_operator(&mut shop, &signer, signer.pubkey()).await;
        outcome.refused(SubscriptionError::NotAuthority);
    }
}

#[tokio::test]
async fn an_operator_has_no_other_power() {
    let mut shop = Shop::new().await;
    let (operator, usdc) = (shop.operator.insecure_clone(), shop.usdc.clone());
    open::has_no_power(&mut shop, &operator, &usdc).await;
    rule::pause(&mut shop, &operator).await.refused(SubscriptionError::NotPauser);
}

#[tokio::test]
async fn wants_a_signature() {
    let (mut shop, ruler) = open::empty().await;
    let by = ruler.pubkey();
    let instruction = shop.store.set_operator(by, Pubkey::new_unique()).unsigned(by);
    shop.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn refuses_impostors_and_read_only_accounts() {
    let (mut shop, ruler) = open::empty().await;
    let impostors = impostors::of_the_store(&mut shop, SubscriptionError::NotAuthority).await;
    let instruction = shop.store.set_operator(ruler.pubkey(), Pubkey::new_unique());
    shop.refuses_impostors(&instruction, &[&ruler], &impostors).await;
    shop.refuses_read_only(&instruction, &[&ruler]).await;
    shop.attempt(instruction, &[&ruler]).await.unwrap();
}
