use anchor_lang::ErrorCode;
use membership::MembershipError;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_client::subscriptions::{StoreKeys, SubscriptionError};
use tenure_tests::{IntoCode, Outcome, OutcomeExt, Shop, Substitute, BASIC};

use crate::{
    impostors,
    neighbour::Neighbour,
    open::{self, collection, refused_by_membership},
    rule,
};

#[tokio::test]
async fn names_an_issuer_and_changes_nothing_else() {
    let (mut shop, ruler) = open::empty().await;
    let heir = Pubkey::new_unique();
    let (before, store_before) = (collection(&mut shop).await, shop.store().await);

    rule::offer(&mut shop, &ruler, heir).await.unwrap();

    let mut after = collection(&mut shop).await;
    assert_eq!((after.authority, after.proposed_authority), (shop.store.store, heir));
    after.proposed_authority = Pubkey::default();
    assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&before));
    assert_eq!(bytemuck::bytes_of(&shop.store().await), bytemuck::bytes_of(&store_before));
}

#[tokio::test]
async fn the_store_issues_until_the_offer_is_accepted_and_no_longer() {
    let mut shop = Shop::new().await;
    let (ruler, heir, usdc) = (shop.ruler.insecure_clone(), Keypair::new(), shop.usdc.clone());
    let early = shop.subscriber(BASIC, &usdc).await;
    rule::offer(&mut shop, &ruler, heir.pubkey()).await.unwrap();
    shop.subscriber(BASIC, &usdc).await;
    accept(&mut shop, &heir).await.unwrap();
    assert_eq!(collection(&mut shop).await.authority, heir.pubkey());

    let late = shop.customer().await;
    shop.subscribe(&late, BASIC, &usdc).await.refused(SubscriptionError::NotIssuer);
    shop.sync_badge(&early).await.refused(SubscriptionError::NotIssuer);
    // What was sold goes on; its badge is the heir's to change.
    let shown = shop.badge(&early).await.unwrap();
    shop.go_to_end(&early, -1).await;
    shop.pay_now(&early, &usdc).await.unwrap();
    shop.assert_access(&early, 1).await.unwrap();
    assert_eq!(shop.till(&usdc).await, 30_000_000);
    let badge = shop.badge(&early).await.unwrap();
    assert_eq!(bytemuck::bytes_of(&badge), bytemuck::bytes_of(&shown));
}

#[tokio::test]
async fn a_collection_that_was_given_away_can_come_back() {
    let mut shop = Shop::new().await;
    let (ruler, heir, usdc) = (shop.ruler.insecure_clone(), Keypair::new(), shop.usdc.clone());
    let alice = shop.subscriber(BASIC, &usdc).await;
    rule::offer(&mut shop, &ruler, heir.pubkey()).await.unwrap();
    accept(&mut shop, &heir).await.unwrap();
    shop.go_to_end(&alice, -1).await;
    shop.pay_now(&alice, &usdc).await.unwrap();

    let back = shop.store.badges.propose_authority(heir.pubkey(), shop.store.store);
    shop.attempt(back, &[&heir]).await.unwrap();
    rule::take(&mut shop, &ruler).await.unwrap();

    let paid_through = shop.subscription(&alice).await.paid_through();
    assert!(shop.badge(&alice).await.unwrap().expires_at < paid_through);
    shop.sync_badge(&alice).await.unwrap();
    assert_eq!(shop.badge(&alice).await.unwrap().expires_at, paid_through);
    shop.subscriber(BASIC, &usdc).await;
}

#[tokio::test]
async fn one_store_hands_over_to_another() {
    let mut shop = Shop::new().await;
    let (ruler, payer, creator) = (shop.ruler.insecure_clone(), shop.payer(), shop.creator.insecure_clone());
    let next = StoreKeys::derive(&creator.pubkey(), 8, shop.store.badges.collection);
    let create = next.create_store(payer, creator.pubkey(), 8, Shop::TERMS, shop.roles());
    shop.attempt(create, &[&creator]).await.unwrap();

    rule::offer(&mut shop, &ruler, next.store).await.unwrap();
    // What is offered to one store is not for another.
    let outcome = rule::take(&mut shop, &ruler).await;
    refused_by_membership(outcome, MembershipError::NotProposedAuthority);
    shop.attempt(next.take_collection(ruler.pubkey()), &[&ruler]).await.unwrap();
    assert_eq!(collection(&mut shop).await.authority, next.store);
    let outcome = rule::offer(&mut shop, &ruler, ruler.pubkey()).await;
    refused_by_membership(outcome, MembershipError::NotAuthority);
}

#[tokio::test]
async fn a_later_offer_replaces_the_earlier() {
    let (mut shop, ruler) = open::empty().await;
    let (first, second) = (Keypair::new(), Keypair::new());
    rule::offer(&mut shop, &ruler, first.pubkey()).await.unwrap();
    rule::offer(&mut shop, &ruler, second.pubkey()).await.unwrap();
    refused_by_membership(accept(&mut shop, &first).await, MembershipError::NotProposedAuthority);
    accept(&mut shop, &second).await.unwrap();
}

#[tokio::test]
async fn an_offer_to_the_store_itself_takes_the_earlier_back() {
    let (mut shop, ruler) = open::empty().await;
    let (heir, before) = (Keypair::new(), collection(&mut shop).await);
    rule::offer(&mut shop, &ruler, heir.pubkey()).await.unwrap();
    let own = shop.store.store;
    rule::offer(&mut shop, &ruler, own).await.unwrap();
    rule::take(&mut shop, &ruler).await.unwrap();
    refused_by_membership(accept(&mut shop, &heir).await, MembershipError::NotProposedAuthority);
    assert_eq!(bytemuck::bytes_of(&collection(&mut shop).await), bytemuck::bytes_of(&before));
}

#[tokio::test]
async fn refuses_nobody_as_issuer() {
    let (mut shop, ruler) = open::empty().await;
    let outcome = rule::offer(&mut shop, &ruler, Pubkey::default()).await;
    refused_by_membership(outcome, MembershipError::ZeroAddress);
}

#[tokio::test]
async fn refuses_a_collection_that_is_a_wallets() {
    let (mut shop, ruler, issuer) = open::without_its_collection().await;
    let outcome = rule::offer(&mut shop, &ruler, issuer.pubkey()).await;
    refused_by_membership(outcome, MembershipError::NotAuthority);
}

#[tokio::test]
async fn only_the_authority_offers() {
    let (mut shop, _, heir) = open::with_heir().await;
    for signer in open::everybody_else(&shop, heir) {
        let outcome = rule::offer(&mut shop, &signer, signer.pubkey()).await;
        outcome.refused(SubscriptionError::NotAuthority);
    }
    // Nor does anybody by the membership program itself: the store signs for nobody else.
    let ruler = shop.ruler.insecure_clone();
    let outright = shop.store.badges.propose_authority(ruler.pubkey(), ruler.pubkey());
    let outcome = shop.attempt(outright, &[&ruler]).await;
    refused_by_membership(outcome, MembershipError::NotAuthority);
}

#[tokio::test]
async fn wants_a_signature() {
    let (mut shop, ruler) = open::empty().await;
    let by = ruler.pubkey();
    let instruction = shop.store.offer_collection(by, by).unsigned(by);
    shop.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn refuses_impostors_and_read_only_accounts() {
    let (mut shop, ruler) = open::empty().await;
    let mut impostors = impostors::of_the_read_store(&mut shop, SubscriptionError::NotAuthority).await;
    impostors.extend(impostors::of_the_written_collection(&mut shop).await);
    let sister = Neighbour::sister(&mut shop).await;
    let wrong = SubscriptionError::WrongCollection.code();
    let program = SubscriptionError::WrongMembershipProgram.code();
    impostors.extend([
        (shop.store.store, sister.store.store, "another store of the same authority", wrong),
        (membership::ID, proxy::ID, "another program", program),
    ]);
    let instruction = shop.store.offer_collection(ruler.pubkey(), ruler.pubkey());
    shop.refuses_impostors(&instruction, &[&ruler], &impostors).await;
    let mut read_only = instruction.clone();
    read_only.accounts.iter_mut().for_each(|meta| meta.is_writable = false);
    shop.attempt(read_only, &[&ruler]).await.refused(ErrorCode::ConstraintMut);
    shop.attempt(instruction, &[&ruler]).await.unwrap();
}

/// By the membership program.
async fn accept(shop: &mut Shop, heir: &Keypair) -> Outcome {
    let instruction = shop.store.badges.accept_authority(heir.pubkey());
    shop.attempt(instruction, &[heir]).await
}
