use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_client::subscriptions::SubscriptionError;
use tenure_tests::{OutcomeExt, Shop, Substitute, TokenKind};

use crate::{impostors, open, rule};

#[tokio::test]
async fn hands_the_authority_over_and_nothing_else_changes() {
    let (mut shop, old, new) = open::with_heir().await;
    let before = shop.store().await;
    rule::accept(&mut shop, &new).await.unwrap();
    let mut after = shop.store().await;
    assert_eq!((after.authority, after.proposed_authority), (new.pubkey(), Pubkey::default()));
    // The payout owner too stays.
    (after.authority, after.proposed_authority) = (old.pubkey(), new.pubkey());
    assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&before));
}

#[tokio::test]
async fn the_new_authority_has_all_power_and_the_old_one_none() {
    let mut shop = Shop::new().await;
    let (old, new, usdc) = (shop.ruler.insecure_clone(), Keypair::new(), shop.usdc.clone());
    rule::propose(&mut shop, &old, new.pubkey()).await.unwrap();
    rule::accept(&mut shop, &new).await.unwrap();

    open::has_no_power(&mut shop, &old, &usdc).await;
    rule::pause(&mut shop, &old).await.refused(SubscriptionError::NotPauser);

    let dai = shop.money(TokenKind::SplToken, 6).await;
    let (keys, payer, by) = (shop.store, shop.payer(), new.pubkey());
    for instruction in [
        keys.update_store(by, Shop::TERMS),
        keys.set_operator(by, by),
        keys.set_pauser(by, by),
        keys.pause(by),
        keys.resume(by),
        keys.create_plan(payer, by, 6, Shop::plan_terms("New", 1, 1, 0)),
        keys.sunset_plan(by, 0),
        keys.create_pay_token(payer, by, &dai.keys, Shop::STABLE),
        keys.update_pay_token(by, &usdc.keys, Shop::STABLE),
        keys.offer_collection(by, keys.store),
        keys.take_collection(by),
        keys.propose_authority(by, old.pubkey()),
        keys.cancel_authority(by),
    ] {
        shop.attempt(instruction, &[&new]).await.unwrap();
    }
}

#[tokio::test]
async fn accepts_once() {
    let (mut shop, old, new) = open::with_heir().await;
    rule::accept(&mut shop, &new).await.unwrap();
    for signer in [&new, &old] {
        rule::accept(&mut shop, signer).await.refused(SubscriptionError::NotProposedAuthority);
    }
}

#[tokio::test]
async fn only_the_proposed_accepts() {
    let (mut shop, old, new) = open::with_heir().await;
    let [guard, operator, creator, new, stranger] = open::everybody_else(&shop, new);
    for signer in [old, guard, operator, creator, stranger] {
        rule::accept(&mut shop, &signer).await.refused(SubscriptionError::NotProposedAuthority);
    }
    rule::accept(&mut shop, &new).await.unwrap();
}

#[tokio::test]
async fn nobody_accepts_what_was_not_proposed() {
    let (mut shop, ruler) = open::empty().await;
    rule::accept(&mut shop, &ruler).await.refused(SubscriptionError::NotProposedAuthority);
    // The address that stands for nobody has no key.
    let instruction = shop.store.accept_authority(Pubkey::default()).unsigned(Pubkey::default());
    shop.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn nobody_accepts_what_was_cancelled() {
    let (mut shop, old, new) = open::with_heir().await;
    rule::cancel(&mut shop, &old).await.unwrap();
    rule::accept(&mut shop, &new).await.refused(SubscriptionError::NotProposedAuthority);
}

#[tokio::test]
async fn the_authority_may_propose_and_accept_itself() {
    let (mut shop, old, new) = open::with_heir().await;
    rule::propose(&mut shop, &old, old.pubkey()).await.unwrap();
    rule::accept(&mut shop, &old).await.unwrap();
    assert_eq!(shop.store().await.authority, old.pubkey());
    rule::accept(&mut shop, &new).await.refused(SubscriptionError::NotProposedAuthority);
}

#[tokio::test]
async fn wants_a_signature() {
    let (mut shop, _, new) = open::with_heir().await;
    let instruction = shop.store.accept_authority(new.pubkey()).unsigned(new.pubkey());
    shop.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn refuses_impostors_and_read_only_accounts() {
    let (mut shop, _, new) = open::with_heir().await;
    let impostors = impostors::of_the_store(&mut shop, SubscriptionError::NotProposedAuthority).await;
    let instruction = shop.store.accept_authority(new.pubkey());
    shop.refuses_impostors(&instruction, &[&new], &impostors).await;
    shop.refuses_read_only(&instruction, &[&new]).await;
    shop.attempt(instruction, &[&new]).await.unwrap();
}
