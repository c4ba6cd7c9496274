use anchor_lang::ErrorCode;
use membership::MembershipError;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_client::subscriptions::{StoreKeys, SubscriptionError};
use tenure_tests::{IntoCode, OutcomeExt, Shop, Substitute, BASIC};

use crate::{
    impostors,
    neighbour::Neighbour,
    open::{self, collection, refused_by_membership},
    rule,
};

#[tokio::test]
async fn makes_the_store_the_issuer_and_changes_nothing_else() {
    let (mut shop, ruler, issuer) = offered().await;
    let (before, store_before) = (collection(&mut shop).await, shop.store().await);

    rule::take(&mut shop, &ruler).await.unwrap();

    let store = shop.store.store;
    let mut after = collection(&mut shop).await;
    assert_eq!((before.authority, before.proposed_authority), (issuer.pubkey(), store));
    assert_eq!((after.authority, after.proposed_authority), (store, Pubkey::default()));
    (after.authority, after.proposed_authority) = (issuer.pubkey(), store);
    assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&before));
    assert_eq!(bytemuck::bytes_of(&shop.store().await), bytemuck::bytes_of(&store_before));
}

#[tokio::test]
async fn nobody_subscribes_before() {
    let (mut shop, ruler, _) = offered().await;
    let (alice, usdc) = (shop.customer().await, shop.usdc.clone());
    shop.subscribe(&alice, BASIC, &usdc).await.refused(SubscriptionError::NotIssuer);
    shop.grant(&alice, BASIC).await.refused(SubscriptionError::NotIssuer);
    rule::take(&mut shop, &ruler).await.unwrap();
    shop.subscribe(&alice, BASIC, &usdc).await.unwrap();
    assert_eq!(shop.till(&usdc).await, 10_000_000);
    assert_eq!(shop.badge(&alice).await.expect("a badge").tier, 1);
}

#[tokio::test]
async fn the_wallet_issues_until_then_and_no_longer() {
    let (mut shop, ruler, issuer) = offered().await;
    let (badges, payer, until) = (shop.store.badges, shop.payer(), shop.now().await + 1_000);
    let issue = |holder: Pubkey| badges.issue(payer, issuer.pubkey(), &holder, 1, until, false);
    shop.attempt(issue(Pubkey::new_unique()), &[&issuer]).await.unwrap();
    rule::take(&mut shop, &ruler).await.unwrap();
    let outcome = shop.attempt(issue(Pubkey::new_unique()), &[&issuer]).await;
    refused_by_membership(outcome, MembershipError::NotAuthority);
}

#[tokio::test]
async fn a_badge_that_the_wallet_issued_is_the_subscribers() {
    let (mut shop, ruler, issuer) = offered().await;
    let (alice, usdc) = (shop.customer().await, shop.usdc.clone());
    let until = shop.now().await + 1_000;
    let issue = shop.store.badges.issue(shop.payer(), issuer.pubkey(), &alice.address(), 4, until, true);
    shop.attempt(issue, &[&issuer]).await.unwrap();
    rule::take(&mut shop, &ruler).await.unwrap();
    shop.subscribe(&alice, BASIC, &usdc).await.unwrap();
    let (badge, subscription) = (shop.badge(&alice).await.unwrap(), shop.subscription(&alice).await);
    assert_eq!((badge.tier, badge.granted, badge.expires_at), (1, 0, subscription.paid_through()));
}

#[tokio::test]
async fn refuses_what_was_not_offered() {
    let (mut shop, ruler, issuer) = open::without_its_collection().await;
    let outcome = rule::take(&mut shop, &ruler).await;
    refused_by_membership(outcome, MembershipError::NotProposedAuthority);

    // Offered to the store's authority is not offered to the store.
    let badges = shop.store.badges;
    let offer = badges.propose_authority(issuer.pubkey(), ruler.pubkey());
    shop.attempt(offer, &[&issuer]).await.unwrap();
    let outcome = rule::take(&mut shop, &ruler).await;
    refused_by_membership(outcome, MembershipError::NotProposedAuthority);

    let offer = badges.propose_authority(issuer.pubkey(), shop.store.store);
    shop.attempt(offer, &[&issuer]).await.unwrap();
    shop.attempt(badges.cancel_authority(issuer.pubkey()), &[&issuer]).await.unwrap();
    let outcome = rule::take(&mut shop, &ruler).await;
    refused_by_membership(outcome, MembershipError::NotProposedAuthority);
}

#[tokio::test]
async fn takes_once() {
    let (mut shop, ruler, _) = offered().await;
    rule::take(&mut shop, &ruler).await.unwrap();
    let outcome = rule::take(&mut shop, &ruler).await;
    refused_by_membership(outcome, MembershipError::NotProposedAuthority);
}

#[tokio::test]
async fn a_store_that_names_anothers_collection_does_not_get_it() {
    let mut shop = Shop::new().await;
    let (usdc, thief) = (shop.usdc.clone(), Keypair::new());
    let (collection, payer, by) = (shop.store.badges.collection, shop.payer(), thief.pubkey());
    let theirs = StoreKeys::derive(&by, Shop::ID, collection);
    let mut roles = shop.roles();
    (roles.authority, roles.operator) = (by, by);
    let mut money = usdc.keys;
    money.pay_token = theirs.token(money.mint, money.token_program, money.payout).pay_token;
    for instruction in [
        theirs.create_store(payer, by, Shop::ID, Shop::TERMS, roles),
        theirs.create_plan(payer, by, 0, Shop::plan_terms("Fake", 1, 4, 0)),
        theirs.create_pay_token(payer, by, &money, Shop::STABLE),
    ] {
        shop.attempt(instruction, &[&thief]).await.unwrap();
    }
    let outcome = shop.attempt(theirs.take_collection(by), &[&thief]).await;
    refused_by_membership(outcome, MembershipError::NotProposedAuthority);
    let outcome = shop.attempt(theirs.offer_collection(by, by), &[&thief]).await;
    refused_by_membership(outcome, MembershipError::NotAuthority);
    let open = theirs.open_subscription(payer, &by);
    shop.attempt(open, &[]).await.unwrap();
    let grant = theirs.grant(payer, by, &by, 0);
    shop.attempt(grant, &[&thief]).await.refused(SubscriptionError::NotIssuer);
}

#[tokio::test]
async fn only_the_authority_takes_it() {
    let (mut shop, ruler, issuer) = offered().await;
    let heir = Keypair::new();
    rule::propose(&mut shop, &ruler, heir.pubkey()).await.unwrap();
    rule::take(&mut shop, &issuer).await.refused(SubscriptionError::NotAuthority);
    for signer in open::everybody_else(&shop, heir) {
        rule::take(&mut shop, &signer).await.refused(SubscriptionError::NotAuthority);
    }
}

#[tokio::test]
async fn wants_a_signature() {
    let (mut shop, ruler, _) = offered().await;
    let instruction = shop.store.take_collection(ruler.pubkey()).unsigned(ruler.pubkey());
    shop.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn refuses_impostors_and_read_only_accounts() {
    let (mut shop, ruler, _) = offered().await;
    let mut impostors = impostors::of_the_read_store(&mut shop, SubscriptionError::NotAuthority).await;
    impostors.extend(impostors::of_the_written_collection(&mut shop).await);
    let sister = Neighbour::sister(&mut shop).await;
    let wrong = SubscriptionError::WrongCollection.code();
    impostors.extend([
        (shop.store.store, sister.store.store, "another store of the same authority", wrong),
        (membership::ID, proxy::ID, "another program", SubscriptionError::WrongMembershipProgram.code()),
    ]);
    let instruction = shop.store.take_collection(ruler.pubkey());
    shop.refuses_impostors(&instruction, &[&ruler], &impostors).await;
    let mut read_only = instruction.clone();
    read_only.accounts.iter_mut().for_each(|meta| meta.is_writable = false);
    shop.attempt(read_only, &[&ruler]).await.refused(ErrorCode::ConstraintMut);
    shop.attempt(instruction, &[&ruler]).await.unwrap();
}

/// A store, its authority, and the wallet that has offered it its collection.
async fn offered() -> (Shop, Keypair, Keypair) {
    let (mut shop, ruler, issuer) = open::without_its_collection().await;
    let offer = shop.store.badges.propose_authority(issuer.pubkey(), shop.store.store);
    shop.attempt(offer, &[&issuer]).await.expect("the collection is offered");
    (shop, ruler, issuer)
}
