//! What an attacker passes instead of the accounts of a grant.

use anchor_lang::ErrorCode;
use solana_instruction_error::InstructionError;
use solana_pubkey::Pubkey;
use spl_token_2022_interface::instruction::{set_authority, AuthorityType};
use tenure_client::subscriptions::SubscriptionError;
use tenure_tests::{Impostor, IntoCode, OutcomeExt, Shop, ADVANCED, START};

use crate::{
    elsewhere::Elsewhere,
    stage::{approve, mandated, unknown_version, PRICE},
};

#[tokio::test]
async fn each_account_is_the_right_one() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let bob = mandated(&mut shop, &usdc, PRICE).await;
    let alice = shop.subscriber(ADVANCED, &usdc).await;
    let there = Elsewhere::of(&mut shop, &alice).await;
    let (keys, user, own) = (shop.store, alice.address(), shop.own.clone());
    let mandate = keys.mandate(&user, &usdc.mint.address);
    approve(&mut shop, &alice, &usdc, &mandate, 10 * PRICE).await;
    let other_tokens = shop.tokens_of(&usdc.mint, &user, PRICE).await;
    let subscription = keys.subscription(&user);
    let copied_store = shop.copy(&keys.store, proxy::ID).await;
    let moved_store = shop.copy(&keys.store, subscriptions::ID).await;
    let copied_subscription = shop.copy(&subscription, proxy::ID).await;
    let copied_token = shop.copy(&usdc.keys.pay_token, proxy::ID).await;
    let copied_source = shop.copy(&usdc.keys.source(&user), spl_token::ID).await;
    let copied_mint = shop.copy(&usdc.mint.address, spl_token::ID).await;

    use SubscriptionError::*;
    let small = InstructionError::AccountDataTooSmall;
    let other_type = InstructionError::InvalidAccountData;
    let alien = ErrorCode::ConstraintOwner.code();
    let seeds = ErrorCode::ConstraintSeeds.code();
    let (bobs, source) = (keys.subscription(&bob.address()), usdc.keys.source(&user));
    let pay_token = usdc.keys.pay_token;
    let impostors: Vec<Impostor> = vec![
        // The mandate's address comes from the store's.
        (keys.store, there.store.store, "another store", seeds.clone()),
        (keys.store, moved_store, "the store at another address", seeds.clone()),
        (keys.store, copied_store, "the store's bytes", alien.clone()),
        (keys.store, keys.plan(ADVANCED), "a plan as store", small.clone()),
        (keys.store, bobs, "a subscription as store", other_type.clone()),
        (subscription, bobs, "another's subscription", NotUser.code()),
        (subscription, there.store.subscription(&user), "hers in another store", WrongSubscription.code()),
        (subscription, copied_subscription, "a subscription's bytes", alien.clone()),
        (subscription, keys.plan(ADVANCED), "a plan as subscription", small.clone()),
        (pay_token, there.usdc.keys.pay_token, "another store's pay token", WrongPayToken.code()),
        (pay_token, own.keys.pay_token, "another token's", WrongMint.code()),
        (pay_token, copied_token, "a pay token's bytes", alien.clone()),
        (pay_token, keys.plan(ADVANCED), "a plan as pay token", small),
        (pay_token, bobs, "a subscription as pay token", other_type),
        (usdc.mint.address, own.mint.address, "another mint", seeds.clone()),
        (usdc.mint.address, copied_mint, "the mint at another address", seeds.clone()),
        (source, usdc.keys.source(&bob.address()), "another's tokens", WrongSource.code()),
        (source, other_tokens, "hers, not associated", WrongSource.code()),
        (source, own.keys.source(&user), "hers of another mint", WrongSource.code()),
        (source, copied_source, "hers at another address", WrongSource.code()),
        (source, Pubkey::new_unique(), "nothing", WrongSource.code()),
        (mandate, keys.mandate(&bob.address(), &usdc.mint.address), "another's mandate", seeds.clone()),
        (mandate, there.store.mandate(&user, &usdc.mint.address), "hers in another store", seeds.clone()),
        (mandate, Pubkey::new_unique(), "no mandate's address", seeds),
    ];
    let terms = shop.mandate_terms(PRICE, 10).await;
    let grant = keys.grant_mandate(shop.payer(), &user, &usdc.keys, terms, START);
    shop.refuses_impostors(&grant, &[&alice.keypair], &impostors).await;
    // There is no mandate yet, so that a read-only one cannot be made.
    let mut read_only = grant.clone();
    read_only
        .accounts
        .iter_mut()
        .filter(|meta| meta.pubkey == mandate)
        .for_each(|meta| meta.is_writable = false);
    shop.attempt(read_only, &[&alice.keypair]).await.refused(InstructionError::PrivilegeEscalation);
    for address in [subscription, pay_token] {
        let before = unknown_version(&mut shop, &address).await;
        let outcome = shop.attempt(grant.clone(), &[&alice.keypair]).await;
        outcome.refused(SubscriptionError::UnknownVersion);
        shop.set_account(&address, before);
    }
    shop.attempt(grant.clone(), &[&alice.keypair]).await.unwrap();
    shop.refuses_read_only(&grant, &[&alice.keypair]).await;
}

#[tokio::test]
async fn an_associated_account_that_was_given_away_is_not_charged() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let (alice, bob) = (shop.subscriber(ADVANCED, &usdc).await, shop.customer().await);
    let (user, bobs) = (alice.address(), bob.address());
    let (program, source) = (usdc.keys.token_program, usdc.keys.source(&user));
    let owner = AuthorityType::AccountOwner;
    let give = set_authority(&program, &source, Some(&bobs), owner, &user, &[]).unwrap();
    shop.send(&[give], &[&alice.keypair]).await.unwrap();
    // Bob has made the mandate its delegate.
    let mandate = shop.store.mandate(&user, &usdc.mint.address);
    let terms = shop.mandate_terms(PRICE, 10).await;
    let approve =
        spl_token_2022_interface::instruction::approve(&program, &source, &mandate, &bobs, &[], terms.total);
    shop.send(&[approve.unwrap()], &[&bob.keypair]).await.unwrap();
    let grant = shop.store.grant_mandate(shop.payer(), &user, &usdc.keys, terms, START);
    shop.attempt(grant, &[&alice.keypair]).await.refused(SubscriptionError::WrongSource);
}
