use anchor_lang::ErrorCode;
use locker::{Checkpoint, LockerError, LockerParams};
use solana_instruction_error::InstructionError;
use tenure_tests::{OutcomeExt, Owner, Substitute, TokenKind, World};

/// Alice has locked 1,000 tokens for 10 weeks.
async fn locked() -> (World, Owner) {
    let mut world = World::new().await;
    let alice = world.owner(1_000).await;
    world.lock(&alice, 1_000, 10).await.unwrap();
    (world, alice)
}

#[tokio::test]
async fn moves_the_end() {
    let (mut world, alice) = locked().await;
    let week = world.week().await;
    world.advance_weeks(2).await;

    world.extend(&alice, 52).await.unwrap();

    let end = week + 2 + 52;
    let lock = world.lock_of(&alice.address()).await;
    assert_eq!((lock.amount, lock.end_week, lock.reduced_week), (1_000, end, 0));
    assert_eq!(lock.checkpoint_count, 2);
    assert_eq!(*lock.checkpoint(0), Checkpoint { amount: 1_000, end_week: week + 10, week });
    assert_eq!(*lock.checkpoint(1), Checkpoint { amount: 1_000, end_week: end, week: week + 2 });
    let locker = world.locker().await;
    assert_eq!((locker.deposits, locker.decaying, locker.permanent), (1_000, 1_000, 0));
    assert_eq!(locker.decaying_end.get(), 1_000 * u128::from(end));
    assert_eq!(locker.expiring[(week as usize + 10) % 256], 0);
    assert_eq!(locker.expiring[end as usize % 256], 1_000);
    assert_eq!(world.vault_balance().await, 1_000);
    // floor(1,000 * 51.5 / 208)
    let power = world.power(&alice).await.unwrap();
    assert_eq!((power.lock, power.total), (247, 247));
}

#[tokio::test]
async fn counts_from_the_next_week_only() {
    let (mut world, alice) = locked().await;
    world.advance_weeks(1).await;
    let week = world.week().await;
    world.extend(&alice, 208).await.unwrap();
    // floor(1,000 * 9 / 208) at this week's start, floor(1,000 * 207 / 208) at the next one's.
    let power = world.power_at_week(&alice, week).await.unwrap();
    assert_eq!((power.lock, power.total), (43, 43));
    world.advance_weeks(1).await;
    let power = world.power_at_week(&alice, week + 1).await.unwrap();
    assert_eq!((power.lock, power.total), (995, 995));
}

#[tokio::test]
async fn refuses_an_earlier_or_the_same_end() {
    let (mut world, alice) = locked().await;
    world.extend(&alice, 9).await.refused(LockerError::Shortening);
    world.extend(&alice, 10).await.refused(LockerError::Shortening);
    world.extend(&alice, 11).await.unwrap();
    world.extend(&alice, 11).await.refused(LockerError::Shortening);
    world.advance_weeks(1).await;
    world.extend(&alice, 10).await.refused(LockerError::Shortening);
    world.extend(&alice, 11).await.unwrap();
}

#[tokio::test]
async fn keeps_to_the_term() {
    let params = LockerParams { min_weeks: 4, max_weeks: 104, ..World::PARAMS };
    let mut world = World::with(TokenKind::SplToken, 6, params).await;
    let alice = world.owner(1_000).await;
    world.lock(&alice, 1_000, 4).await.unwrap();
    world.advance_weeks(3).await;
    world.extend(&alice, 3).await.refused(LockerError::TooShort);
    world.extend(&alice, 105).await.refused(LockerError::TooLong);
    world.extend(&alice, 4).await.unwrap();
    world.extend(&alice, 104).await.unwrap();
}

#[tokio::test]
async fn goes_to_the_longest_term_and_no_further() {
    let (mut world, alice) = locked().await;
    world.extend(&alice, 0).await.refused(LockerError::TooShort);
    world.extend(&alice, 209).await.refused(LockerError::TooLong);
    world.extend(&alice, u16::MAX).await.refused(LockerError::TooLong);
    world.extend(&alice, 208).await.unwrap();
    // floor(1,000 * 207.5 / 208)
    assert_eq!(world.power(&alice).await.unwrap().lock, 997);
}

#[tokio::test]
async fn wants_a_lock() {
    let mut world = World::new().await;
    let alice = world.owner(1_000).await;
    world.extend(&alice, 52).await.refused(InstructionError::AccountDataTooSmall);
}

#[tokio::test]
async fn wants_tokens_in_the_lock() {
    let (mut world, alice) = locked().await;
    world.exit_early(&alice, u64::MAX).await.unwrap();
    world.extend(&alice, 52).await.refused(LockerError::NothingLocked);
}

#[tokio::test]
async fn wants_a_running_lock() {
    let (mut world, alice) = locked().await;
    world.advance_weeks(8).await;
    world.crank(8).await.unwrap();
    world.advance_weeks(2).await;
    world.extend(&alice, 52).await.refused(LockerError::Ended);
}

#[tokio::test]
async fn refuses_a_permanent_lock() {
    let (mut world, alice) = locked().await;
    world.make_permanent(&alice).await.unwrap();
    world.extend(&alice, 208).await.refused(LockerError::Permanent);
}

#[tokio::test]
async fn is_refused_while_paused() {
    let (mut world, alice) = locked().await;
    let pauser = world.pauser.insecure_clone();
    world.pause(&pauser).await.unwrap();
    world.extend(&alice, 52).await.refused(LockerError::Paused);
}

#[tokio::test]
async fn begins_eight_weeks_by_itself_and_no_more() {
    let (mut world, alice) = locked().await;
    world.advance_weeks(8).await;
    world.extend(&alice, 52).await.unwrap();
    world.advance_weeks(9).await;
    world.extend(&alice, 52).await.refused(LockerError::NeedsCrank);
}

#[tokio::test]
async fn is_refused_with_a_full_history() {
    let (mut world, alice) = locked().await;
    for _ in 1..64 {
        world.advance_weeks(1).await;
        world.extend(&alice, 10).await.unwrap();
    }
    world.advance_weeks(1).await;
    world.extend(&alice, 10).await.refused(LockerError::HistoryFull);
}

#[tokio::test]
async fn wants_the_owner_to_sign() {
    let (mut world, alice) = locked().await;
    let instruction = world.keys.extend(alice.address(), 52).unsigned(alice.address());
    world.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn nobody_else_signs_for_the_owner() {
    let (mut world, alice) = locked().await;
    let bob = world.owner(0).await;
    let instruction = world.keys.extend(alice.address(), 52).with(alice.address(), bob.address());
    world.attempt(instruction, &[&bob.keypair]).await.refused(ErrorCode::ConstraintSeeds);
}

#[tokio::test]
async fn refuses_read_only_accounts() {
    let (mut world, alice) = locked().await;
    let instruction = world.keys.extend(alice.address(), 52);
    world.refuses_read_only(&instruction, &[&alice.keypair]).await;
}

#[tokio::test]
async fn refuses_impostors() {
    let (mut world, alice) = locked().await;
    let impostors = world.lock_impostors(&alice).await;
    let instruction = world.keys.extend(alice.address(), 52);
    world.refuses_impostors(&instruction, &[&alice.keypair], &impostors).await;
    world.attempt(instruction, &[&alice.keypair]).await.unwrap();
}

#[tokio::test]
async fn refuses_a_locker_as_lock() {
    let (mut world, alice) = locked().await;
    let another = world.another_locker().await;
    let lock = world.keys.lock(&alice.address());
    let instruction = world.keys.extend(alice.address(), 52).with(lock, another.locker);
    world.attempt(instruction, &[&alice.keypair]).await.refused(InstructionError::InvalidAccountData);
    let instruction = world.keys.extend(alice.address(), 52).with(lock, world.keys.locker);
    let twice = ErrorCode::ConstraintDuplicateMutableAccount;
    world.attempt(instruction, &[&alice.keypair]).await.refused(twice);
}
