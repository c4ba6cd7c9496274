use anchor_lang::ErrorCode;
use locker::{Checkpoint, LockerError};
use solana_instruction_error::InstructionError;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_math::start_of;
use tenure_tests::{IntoCode, OutcomeExt, Owner, Substitute, TokenKind, World};

/// The token programs' code for a frozen account.
const ACCOUNT_FROZEN: u32 = 17;

#[tokio::test]
async fn returns_the_tokens() {
    let (mut world, alice) = alice_locked(52).await;
    advance_to_the_end(&mut world, &alice).await;

    world.withdraw(&alice).await.unwrap();

    assert_eq!((world.balance(&alice.tokens).await, world.vault_balance().await), (1_500, 0));
    let locker = world.locker().await;
    assert_eq!((locker.deposits, locker.decaying, locker.permanent), (0, 0, 0));
    assert_eq!(locker.decaying_end.get(), 0);
    assert!(locker.expiring.iter().all(|amount| *amount == 0));
    let power = world.power(&alice).await.unwrap();
    assert_eq!((power.lock, power.total), (0, 0));
}

#[tokio::test]
async fn empties_the_lock_and_keeps_its_history() {
    let (mut world, alice) = alice_locked(52).await;
    let week = world.week().await;
    let delegate = Pubkey::new_unique();
    world.set_delegate(&alice, delegate).await.unwrap();
    advance_to_the_end(&mut world, &alice).await;

    world.withdraw(&alice).await.unwrap();

    let lock = world.lock_of(&alice.address()).await;
    assert_eq!((lock.amount, lock.end_week, lock.delegate), (0, week + 52, delegate));
    assert_eq!((lock.reduced_week, lock.created_week, lock.checkpoint_count), (0, week, 1));
    assert_eq!(*lock.checkpoint(0), Checkpoint { amount: 1_000, end_week: week + 52, week });
    // In the snapshot after the lock was made, 51 weeks were left: floor(1,000 * 51 / 208).
    assert_eq!(world.power_at_week(&alice, week + 1).await.unwrap().lock, 245);
}

#[tokio::test]
async fn refuses_before_the_end() {
    let (mut world, alice) = alice_locked(1).await;
    let end = start_of(world.week().await + 1);
    for t in [end - 300_000, end - 1] {
        world.set_time(t).await;
        world.withdraw(&alice).await.refused(LockerError::NotEnded);
    }
    world.set_time(end).await;
    world.withdraw(&alice).await.unwrap();
}

#[tokio::test]
async fn refuses_a_permanent_lock_for_ever() {
    let (mut world, alice) = alice_locked(1).await;
    world.make_permanent(&alice).await.unwrap();
    for _ in 0..2 {
        world.advance_weeks(300).await;
        world.crank(300).await.unwrap();
        world.withdraw(&alice).await.refused(LockerError::NotEnded);
    }
}

#[tokio::test]
async fn pays_once() {
    let (mut world, alice) = alice_locked(1).await;
    let bob = world.owner(1_000).await;
    world.lock(&bob, 1_000, 1).await.unwrap();
    world.advance_weeks(1).await;
    world.withdraw(&alice).await.unwrap();
    world.withdraw(&alice).await.refused(LockerError::NothingLocked);
    assert_eq!((world.balance(&alice.tokens).await, world.vault_balance().await), (1_500, 1_000));
}

#[tokio::test]
async fn pays_what_was_locked_and_not_what_was_given() {
    let (mut world, alice) = alice_locked(1).await;
    let vault = world.keys.vault;
    world.mint_to(&vault, 77).await;
    world.advance_weeks(1).await;
    world.withdraw(&alice).await.unwrap();
    assert_eq!((world.balance(&alice.tokens).await, world.vault_balance().await), (1_500, 77));
    assert_eq!(world.locker().await.deposits, 0);
}

#[tokio::test]
async fn leaves_others_as_they_are() {
    let (mut world, alice) = alice_locked(1).await;
    let (bob, carol) = (world.owner(300).await, world.owner(70).await);
    world.lock(&bob, 300, 2).await.unwrap();
    world.lock(&carol, 70, 1).await.unwrap();
    world.make_permanent(&carol).await.unwrap();
    world.advance_weeks(1).await;

    world.withdraw(&alice).await.unwrap();

    let (locker, week) = (world.locker().await, world.week().await);
    assert_eq!((locker.deposits, locker.decaying, locker.permanent), (370, 300, 70));
    assert_eq!(locker.decaying_end.get(), 300 * u128::from(week + 1));
    assert_eq!(locker.expiring[(week as usize + 1) % 256], 300);
    assert_eq!(world.vault_balance().await, 370);
}

#[tokio::test]
async fn pays_into_any_account_of_the_owner() {
    let (mut world, alice) = alice_locked(1).await;
    let second = world.token_account(&alice.address(), 1).await;
    world.advance_weeks(1).await;
    let instruction = world.keys.withdraw(alice.address(), second);
    world.attempt(instruction, &[&alice.keypair]).await.unwrap();
    assert_eq!((world.balance(&alice.tokens).await, world.balance(&second).await), (500, 1_001));
}

#[tokio::test]
async fn waits_for_a_frozen_account() {
    let (mut world, alice) = alice_locked(1).await;
    world.advance_weeks(1).await;
    world.freeze(&alice.tokens).await;
    world.withdraw(&alice).await.refused(ACCOUNT_FROZEN);
    let second = world.token_account(&alice.address(), 0).await;
    let instruction = world.keys.withdraw(alice.address(), second);
    world.attempt(instruction, &[&alice.keypair]).await.unwrap();
}

#[tokio::test]
async fn begins_eight_weeks_by_itself_and_no_more() {
    let (mut world, alice) = alice_locked(1).await;
    let bob = world.owner(1_000).await;
    world.lock(&bob, 1_000, 1).await.unwrap();
    world.advance_weeks(8).await;
    world.withdraw(&alice).await.unwrap();
    world.advance_weeks(9).await;
    world.withdraw(&bob).await.refused(LockerError::NeedsCrank);
    world.crank(1).await.unwrap();
    world.withdraw(&bob).await.unwrap();
}

#[tokio::test]
async fn pays_at_any_time_after_the_end() {
    let (mut world, alice) = alice_locked(1).await;
    world.advance_weeks(1_000).await;
    world.crank(1_000).await.unwrap();
    world.withdraw(&alice).await.unwrap();
    assert_eq!(world.balance(&alice.tokens).await, 1_500);
}

#[tokio::test]
async fn pays_with_token_2022() {
    let mut world = World::with(TokenKind::Token2022(vec![]), 9, World::PARAMS).await;
    let alice = world.owner(1_500).await;
    world.lock(&alice, 1_000, 1).await.unwrap();
    world.advance_weeks(1).await;
    world.withdraw(&alice).await.unwrap();
    assert_eq!((world.balance(&alice.tokens).await, world.vault_balance().await), (1_500, 0));
}

#[tokio::test]
async fn refuses_who_never_locked() {
    let (mut world, _) = alice_locked(1).await;
    let bob = world.owner(0).await;
    world.advance_weeks(1).await;
    world.withdraw(&bob).await.refused(InstructionError::AccountDataTooSmall);
}

#[tokio::test]
async fn wants_the_owner_to_sign() {
    let (mut world, alice) = alice_locked(1).await;
    world.advance_weeks(1).await;
    let instruction = world.keys.withdraw(alice.address(), alice.tokens).unsigned(alice.address());
    world.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn pays_nobody_else() {
    let (mut world, alice) = alice_locked(1).await;
    let bob = world.owner(0).await;
    world.advance_weeks(1).await;
    // Bob signs for Alice's lock; and, with her delegation, too.
    let instruction = world.keys.withdraw(alice.address(), bob.tokens).with(alice.address(), bob.address());
    world.set_delegate(&alice, bob.address()).await.unwrap();
    world.attempt(instruction, &[&bob.keypair]).await.refused(ErrorCode::ConstraintSeeds);
    // The authority has no hand in it either.
    let authority = world.authority.insecure_clone();
    let tokens = world.token_account(&authority.pubkey(), 0).await;
    let instruction = world.keys.withdraw(alice.address(), tokens).with(alice.address(), authority.pubkey());
    world.attempt(instruction, &[&authority]).await.refused(ErrorCode::ConstraintSeeds);
}

#[tokio::test]
async fn refuses_impostors_and_read_only_accounts() {
    let (mut world, alice) = alice_locked(1).await;
    let mut impostors = world.lock_impostors(&alice).await;
    impostors.extend(world.payout_impostors(&alice).await);
    let penalties = world.keys.penalty_account;
    let stranger = LockerError::WrongDestination.code();
    impostors.push((alice.tokens, penalties, "the penalty account as destination", stranger));
    world.advance_weeks(1).await;
    let instruction = world.keys.withdraw(alice.address(), alice.tokens);
    world.refuses_impostors(&instruction, &[&alice.keypair], &impostors).await;
    world.refuses_read_only(&instruction, &[&alice.keypair]).await;
    world.attempt(instruction, &[&alice.keypair]).await.unwrap();
}

/// A world where Alice, with 1,500 tokens, has locked 1,000 for `weeks`.
async fn alice_locked(weeks: u16) -> (World, Owner) {
    let mut world = World::new().await;
    let alice = world.owner(1_500).await;
    world.lock(&alice, 1_000, weeks).await.unwrap();
    (world, alice)
}

async fn advance_to_the_end(world: &mut World, owner: &Owner) {
    let end = world.lock_of(&owner.address()).await.end_week;
    world.set_time(start_of(end)).await;
    world.crank(u16::MAX).await.unwrap();
}
