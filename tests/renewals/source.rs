//! What a user does to the token account that a mandate charges: each has its own reason, and an end once
//! the user pays by hand.

use anchor_lang::ErrorCode;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use spl_token_2022_interface::instruction::{close_account, set_authority, AuthorityType};
use tenure_client::subscriptions::{Failure, SubscriptionError};
use tenure_tests::{Customer, OutcomeExt, Shop, TokenKind, World, ADVANCED};

use crate::{
    failures::noted,
    stage::{approve, disown, freeze, leave, thaw, Stage, ENDS, PRICE},
};

/// Alice pays with her own tokens instead, which ends it.
async fn recovers(stage: &mut Stage) {
    let own = stage.shop.own.clone();
    let (shop, alice) = (&mut stage.shop, &stage.alice);
    shop.set_price(2_00000000).await;
    shop.pay_now(alice, &own).await.unwrap();
    let subscription = shop.subscription(alice).await;
    assert_eq!((subscription.failure, subscription.paid_through()), (0, ENDS[1]));
    assert_eq!(subscription.receipt_mint, own.mint.address);
    assert_eq!(shop.till(&own).await, 12_000_000_000);
}

fn mandate_of(stage: &Stage) -> Pubkey {
    stage.shop.store.mandate(&stage.alice.address(), &stage.money.mint.address)
}

/// Whoever has Alice's key closes the account, which is empty.
async fn close(stage: &mut Stage) {
    leave(&mut stage.shop, &stage.alice, &stage.money, 0).await;
    let (program, user) = (stage.money.keys.token_program, stage.alice.address());
    let close = close_account(&program, &stage.money.keys.source(&user), &user, &user, &[]).unwrap();
    stage.shop.send(&[close], &[&stage.alice.keypair]).await.unwrap();
}

/// Who owns what is paid has their tokens in the payout account: a mandate would charge them to themselves.
#[tokio::test]
async fn the_payout_owners_own_is_not_charged_but_another_of_theirs_is() {
    let owner = Customer { keypair: Keypair::new() };
    let world = World::bare(TokenKind::SplToken, 6, &[]).await;
    let mut shop = Shop::paid_to(world, Shop::TERMS, owner.address()).await;
    let (usdc, user) = (shop.usdc.clone(), owner.address());
    assert_eq!(usdc.keys.source(&user), usdc.keys.payout);
    let purse = shop.tokens_of(&usdc.mint, &user, 2 * PRICE).await;
    shop.open_subscription(&owner).await.unwrap();
    let twice = || ErrorCode::ConstraintDuplicateMutableAccount;
    shop.subscribe(&owner, ADVANCED, &usdc).await.refused(twice());
    let consent = shop.consent(&owner).await;
    let subscribe = shop.store.subscribe(shop.payer(), &user, ADVANCED, &usdc.keys, purse, consent);
    shop.attempt(subscribe, &[&owner.keypair]).await.unwrap();

    let terms = shop.mandate_terms(PRICE, 10).await;
    shop.grant_mandate(&owner, &usdc, terms).await.unwrap();
    shop.go_to_end(&owner, -1).await;
    shop.renew(&owner, &usdc).await.refused(twice());
    let consent = shop.consent(&owner).await;
    let pay = shop.store.pay_now(&user, ADVANCED, &usdc.keys, purse, consent);
    shop.attempt(pay, &[&owner.keypair]).await.unwrap();
    assert_eq!((shop.balance(&purse).await, shop.till(&usdc).await), (0, 2 * PRICE));
}

#[tokio::test]
async fn an_account_that_was_closed_is_gone() {
    let mut stage = Stage::due().await;
    close(&mut stage).await;
    noted(&mut stage, Failure::SourceGone, SubscriptionError::SourceGone).await;
    recovers(&mut stage).await;
}

#[tokio::test]
async fn one_that_was_opened_anew_has_no_delegate() {
    let mut stage = Stage::due().await;
    close(&mut stage).await;
    stage.shop.fund(&stage.alice, &stage.money, PRICE).await;
    noted(&mut stage, Failure::DelegateLost, SubscriptionError::DelegateLost).await;
    let mandate = mandate_of(&stage);
    approve(&mut stage.shop, &stage.alice, &stage.money, &mandate, PRICE).await;
    stage.renew().await.unwrap();
    assert_eq!(stage.purses().await, (0, 2 * PRICE));
}

#[tokio::test]
async fn an_account_that_was_given_away_is_gone() {
    let mut stage = Stage::due().await;
    let (program, user) = (stage.money.keys.token_program, stage.alice.address());
    let source = stage.money.keys.source(&user);
    let bob = stage.shop.customer().await;
    let (kind, bobs) = (AuthorityType::AccountOwner, bob.address());
    let give = set_authority(&program, &source, Some(&bobs), kind, &user, &[]).unwrap();
    stage.shop.send(&[give], &[&stage.alice.keypair]).await.unwrap();
    // Whose delegate the mandate is again, and who is not Alice.
    let mandate = mandate_of(&stage);
    let approve = spl_token_2022_interface::instruction::approve(
        &program,
        &source,
        &mandate,
        &bob.address(),
        &[],
        10 * PRICE,
    );
    stage.shop.send(&[approve.unwrap()], &[&bob.keypair]).await.unwrap();
    noted(&mut stage, Failure::SourceGone, SubscriptionError::SourceGone).await;
    recovers(&mut stage).await;
}

#[tokio::test]
async fn a_frozen_account_is_told_apart() {
    let mut stage = Stage::due().await;
    let source = stage.money.keys.source(&stage.alice.address());
    freeze(&mut stage.shop, &stage.money, &source).await;
    noted(&mut stage, Failure::SourceFrozen, SubscriptionError::SourceFrozen).await;
    thaw(&mut stage.shop, &stage.money, &source).await;
    stage.renew().await.unwrap();
    assert_eq!(stage.purses().await, (1_000_000_000_000 - 2 * PRICE, 2 * PRICE));
}

#[tokio::test]
async fn a_frozen_account_is_paid_around() {
    let mut stage = Stage::due().await;
    let source = stage.money.keys.source(&stage.alice.address());
    freeze(&mut stage.shop, &stage.money, &source).await;
    noted(&mut stage, Failure::SourceFrozen, SubscriptionError::SourceFrozen).await;
    recovers(&mut stage).await;
}

#[tokio::test]
async fn a_delegate_that_was_revoked_is_lost() {
    let mut stage = Stage::due().await;
    disown(&mut stage.shop, &stage.alice, &stage.money).await;
    noted(&mut stage, Failure::DelegateLost, SubscriptionError::DelegateLost).await;
    recovers(&mut stage).await;
}

#[tokio::test]
async fn a_delegate_that_was_overwritten_is_lost() {
    let mut stage = Stage::due().await;
    approve(&mut stage.shop, &stage.alice, &stage.money, &Pubkey::new_unique(), u64::MAX).await;
    noted(&mut stage, Failure::DelegateLost, SubscriptionError::DelegateLost).await;
    recovers(&mut stage).await;
}

#[tokio::test]
async fn a_delegate_may_take_too_little() {
    let mut stage = Stage::due().await;
    let mandate = mandate_of(&stage);
    approve(&mut stage.shop, &stage.alice, &stage.money, &mandate, PRICE - 1).await;
    noted(&mut stage, Failure::DelegationShort, SubscriptionError::DelegationShort).await;
    approve(&mut stage.shop, &stage.alice, &stage.money, &mandate, 0).await;
    stage.renew().await.refused(SubscriptionError::DelegationShort);
    recovers(&mut stage).await;
}

#[tokio::test]
async fn a_delegate_may_take_just_enough() {
    let mut stage = Stage::due().await;
    let mandate = mandate_of(&stage);
    approve(&mut stage.shop, &stage.alice, &stage.money, &mandate, PRICE).await;
    // The keeper's fee is part of it: two transfers take it all.
    let keeper = stage.shop.tokens_of(&stage.money.mint, &Pubkey::new_unique(), 0).await;
    stage.shop.renew_for(&stage.alice, &stage.money, Some(keeper)).await.unwrap();
    assert_eq!(stage.purses().await, (1_000_000_000_000 - 2 * PRICE, 2 * PRICE - 150_000));
    assert_eq!(stage.shop.balance(&keeper).await, 150_000);
}

#[tokio::test]
async fn the_tokens_may_be_too_few_by_one() {
    let mut stage = Stage::due().await;
    leave(&mut stage.shop, &stage.alice, &stage.money, PRICE - 1).await;
    noted(&mut stage, Failure::TooFewTokens, SubscriptionError::TooFewTokens).await;
    stage.shop.fund(&stage.alice, &stage.money, 1).await;
    stage.renew().await.unwrap();
    assert_eq!(stage.purses().await, (0, 2 * PRICE));
}

#[tokio::test]
async fn the_tokens_may_be_too_few_and_paid_around() {
    let mut stage = Stage::due().await;
    leave(&mut stage.shop, &stage.alice, &stage.money, PRICE - 1).await;
    noted(&mut stage, Failure::TooFewTokens, SubscriptionError::TooFewTokens).await;
    recovers(&mut stage).await;
}

#[tokio::test]
async fn of_several_reasons_the_first_is_told() {
    // A frozen account, without a delegate or tokens enough.
    let mut stage = Stage::due().await;
    let source = stage.money.keys.source(&stage.alice.address());
    leave(&mut stage.shop, &stage.alice, &stage.money, 0).await;
    let mandate = mandate_of(&stage);
    approve(&mut stage.shop, &stage.alice, &stage.money, &mandate, 1).await;
    noted(&mut stage, Failure::DelegationShort, SubscriptionError::DelegationShort).await;
    disown(&mut stage.shop, &stage.alice, &stage.money).await;
    noted(&mut stage, Failure::DelegateLost, SubscriptionError::DelegateLost).await;
    freeze(&mut stage.shop, &stage.money, &source).await;
    noted(&mut stage, Failure::SourceFrozen, SubscriptionError::SourceFrozen).await;
}
