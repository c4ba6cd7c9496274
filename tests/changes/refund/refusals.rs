//! Who refunds, from where and to where.

use anchor_lang::ErrorCode;
use solana_instruction::Instruction;
use solana_instruction_error::InstructionError;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use spl_token_2022_interface::{instruction as token, ID as TOKEN_2022};
use tenure_client::subscriptions::{SubscriptionError, TokenTerms};
use tenure_tests::{Impostor, IntoCode, OutcomeExt, Shop, Substitute, BASIC, PREMIUM};
use SubscriptionError::{NotAuthority, WrongDestination, WrongMint, WrongSubscription, WrongTokenProgram};

use crate::{
    impostors,
    neighbour::Neighbour,
    stage::{Stage, ACCOUNT_FROZEN, HALF, INSUFFICIENT_FUNDS, OWNER_MISMATCH},
};

/// Alice has 5 dollars of credit, and the authority a purse with 5 dollars of its own.
async fn ended() -> (Stage, Pubkey) {
    let mut stage = Stage::on(BASIC).await;
    stage.at(HALF).await;
    stage.ending().await.unwrap();
    let (mint, ruler) = (stage.usdc.mint.clone(), stage.ruler.pubkey());
    let purse = stage.tokens_of(&mint, &ruler, 5_000_000).await;
    (stage, purse)
}

/// The authority refunds `amount` from `purse` to Alice's associated account.
fn refunding(stage: &Stage, purse: Pubkey, amount: u64) -> Instruction {
    let (user, keys) = (stage.alice.address(), stage.usdc.keys);
    stage.store.refund(stage.ruler.pubkey(), &user, &keys, purse, keys.source(&user), amount)
}

#[tokio::test]
async fn the_authority_alone_refunds() {
    let (mut stage, purse) = ended().await;
    let (user, keys) = (stage.alice.address(), stage.usdc.keys);
    let refund = |stage: &Stage, by| stage.store.refund(by, &user, &keys, purse, keys.source(&user), 1);
    impostors::refuses_other_authorities(&mut stage, refund, &[]).await;
    let ruler = stage.ruler.pubkey();
    let refund = refund(&stage, ruler).unsigned(ruler);
    let outcome = stage.attempt(refund, &[]).await;
    outcome.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn the_purse_holds_enough() {
    let (mut stage, _) = ended().await;
    let (mint, ruler) = (stage.usdc.mint.clone(), stage.ruler.insecure_clone());
    let purse = stage.tokens_of(&mint, &ruler.pubkey(), 4_999_999).await;
    let refund = refunding(&stage, purse, 5_000_000);
    stage.attempt(refund.clone(), &[&ruler]).await.refused(INSUFFICIENT_FUNDS);
    stage.mint_of(&mint, &purse, 1).await;
    stage.attempt(refund, &[&ruler]).await.unwrap();
    assert_eq!(stage.balance(&purse).await, 0);
}

#[tokio::test]
async fn nobody_elses_tokens_are_refunded_with() {
    let (mut stage, _) = ended().await;
    let ruler = stage.ruler.insecure_clone();
    let keys = stage.usdc.keys;
    let bob = stage.customer().await;
    // What was paid is the payout owner's: the authority cannot take it back out.
    for source in [keys.payout, keys.source(&bob.address())] {
        let refund = refunding(&stage, source, 5_000_000);
        stage.attempt(refund, &[&ruler]).await.refused(OWNER_MISMATCH);
    }
    let itself = refunding(&stage, keys.source(&stage.alice.address()), 5_000_000);
    stage.attempt(itself, &[&ruler]).await.refused(ErrorCode::ConstraintDuplicateMutableAccount);
}

#[tokio::test]
async fn who_approves_the_authority_can_pay() {
    let (mut stage, _) = ended().await;
    let (ruler, keys) = (stage.ruler.insecure_clone(), stage.usdc.keys);
    let bob = stage.customer().await;
    let bobs = keys.source(&bob.address());
    let (by, program) = (bob.address(), keys.token_program);
    let approve = token::approve(&program, &bobs, &ruler.pubkey(), &by, &[], 4_000_000).unwrap();
    stage.send(&[approve], &[&bob.keypair]).await.unwrap();
    let refund = refunding(&stage, bobs, 4_000_001);
    stage.attempt(refund, &[&ruler]).await.refused(INSUFFICIENT_FUNDS);
    let refund = refunding(&stage, bobs, 4_000_000);
    stage.attempt(refund, &[&ruler]).await.unwrap();
    assert_eq!(stage.balance(&bobs).await, 1_000_000_000_000 - 4_000_000);
}

#[tokio::test]
async fn any_account_of_the_users_is_paid() {
    let (mut stage, purse) = ended().await;
    let (mint, user) = (stage.usdc.mint.clone(), stage.alice.address());
    let twin = stage.tokens_of(&mint, &user, 0).await;
    let ruler = stage.ruler.insecure_clone();
    let refund = refunding(&stage, purse, 5_000_000).with(stage.usdc.keys.source(&user), twin);
    stage.attempt(refund, &[&ruler]).await.unwrap();
    assert_eq!((stage.balance(&twin).await, stage.balance(&purse).await), (5_000_000, 0));
}

#[tokio::test]
async fn a_frozen_account_is_not_paid() {
    let (mut stage, purse) = ended().await;
    let (keys, mint, user) = (stage.usdc.keys, stage.usdc.mint.clone(), stage.alice.address());
    let (source, by) = (keys.source(&user), mint.authority.pubkey());
    let freeze = token::freeze_account(&keys.token_program, &source, &keys.mint, &by, &[]).unwrap();
    stage.send(&[freeze], &[&mint.authority]).await.unwrap();
    let (refund, ruler) = (refunding(&stage, purse, 5_000_000), stage.ruler.insecure_clone());
    stage.attempt(refund, &[&ruler]).await.refused(ACCOUNT_FROZEN);
}

#[tokio::test]
async fn a_token_that_is_not_taken_any_more_is_refunded() {
    let (mut stage, _) = ended().await;
    let usdc = stage.usdc.clone();
    stage.update_pay_token(&usdc, TokenTerms { enabled: false, ..Shop::STABLE }).await.unwrap();
    stage.refunding(5_000_000).await.unwrap();
}

#[tokio::test]
async fn who_was_never_charged_gets_nothing() {
    let mut stage = Stage::bare().await;
    stage.shop.open_subscription(&stage.alice).await.unwrap();
    stage.refunding(1).await.refused(WrongMint);
    stage.shop.grant(&stage.alice, PREMIUM).await.unwrap();
    stage.ending().await.unwrap();
    stage.refunding(1).await.refused(WrongMint);
}

#[tokio::test]
async fn a_token_program_that_does_not_own_the_mint_is_refused() {
    let (mut stage, purse) = ended().await;
    let ruler = stage.ruler.insecure_clone();
    let (refund, program) = (refunding(&stage, purse, 1), stage.usdc.keys.token_program);
    for other in [TOKEN_2022, proxy::ID, Pubkey::new_unique()] {
        stage.attempt(refund.clone().with(program, other), &[&ruler]).await.refused(WrongTokenProgram);
    }
}

#[tokio::test]
async fn with_another_account_than_each_is_refused() {
    let (mut stage, purse) = ended().await;
    let there = Neighbour::of(&mut stage).await;
    let ruler = stage.ruler.insecure_clone();
    let mut table = impostors::of_the_store(&mut stage, &there, NotAuthority).await;
    // Another user's has no credit to take, and the tokens would go to its user.
    table.extend(impostors::of_the_subscription(&mut stage, WrongDestination).await);
    table.push(impostors::of_her_other_subscription(&stage, &there));
    table.extend(of_the_tokens(&mut stage, purse).await);
    let refund = refunding(&stage, purse, 5_000_000);
    stage.refuses_impostors(&refund, &[&ruler], &table).await;
    stage.refuses_read_only(&refund, &[&ruler]).await;

    // The authority of another store refunds nothing here.
    let theirs =
        refund.clone().with(stage.store.store, there.keys.store).with(ruler.pubkey(), there.ruler.pubkey());
    stage.attempt(theirs, &[&there.ruler]).await.refused(WrongSubscription);
    stage.attempt(refund, &[&ruler]).await.unwrap();
    assert_eq!((stage.balance(&purse).await, stage.seen().await.credit), (0, 0));
}

/// In place of the purse, of Alice's account and of the mint.
async fn of_the_tokens(stage: &mut Stage, purse: Pubkey) -> Vec<Impostor> {
    let (keys, own, alice) = (stage.usdc.keys, stage.own.clone(), stage.alice.address());
    let ruler = stage.ruler.pubkey();
    let destination = keys.source(&alice);
    let bob = stage.customer().await;
    let other_purse = stage.tokens_of(&own.mint, &ruler, 5_000_000).await;
    let forged_purse = stage.copy(&purse, proxy::ID).await;
    let forged_destination = stage.copy(&destination, proxy::ID).await;
    let copied_mint = stage.copy(&keys.mint, keys.token_program).await;
    let twice = ErrorCode::ConstraintDuplicateMutableAccount.code();
    let bobs = keys.source(&bob.address());
    vec![
        (purse, other_purse, "a purse of another mint", WrongMint.code()),
        (purse, own.keys.mint, "a mint as purse", WrongMint.code()),
        (purse, forged_purse, "the purse's bytes", WrongTokenProgram.code()),
        (purse, Pubkey::new_unique(), "nothing as purse", WrongTokenProgram.code()),
        (destination, bobs, "another user's tokens", WrongDestination.code()),
        (destination, keys.payout, "the payout as destination", WrongDestination.code()),
        (destination, purse, "the purse as destination", twice),
        (destination, own.keys.source(&alice), "her tokens of another mint", WrongMint.code()),
        (destination, forged_destination, "her tokens' bytes", WrongTokenProgram.code()),
        (destination, Pubkey::new_unique(), "nothing as destination", WrongTokenProgram.code()),
        (keys.mint, own.mint.address, "another mint", WrongMint.code()),
        (keys.mint, copied_mint, "the mint at another address", WrongMint.code()),
        (keys.mint, Pubkey::new_unique(), "no mint", WrongMint.code()),
    ]
}
