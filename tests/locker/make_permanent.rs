use anchor_lang::ErrorCode;
use locker::{Checkpoint, LockerError};
use solana_instruction_error::InstructionError;
use tenure_math::PERMANENT;
use tenure_tests::{OutcomeExt, Owner, Substitute, World};

/// Alice has locked 1,000 tokens for 10 weeks.
async fn locked() -> (World, Owner) {
    let mut world = World::new().await;
    let alice = world.owner(1_000).await;
    world.lock(&alice, 1_000, 10).await.unwrap();
    (world, alice)
}

#[tokio::test]
async fn stops_the_decay() {
    let (mut world, alice) = locked().await;
    let week = world.week().await;
    world.advance_weeks(2).await;

    world.make_permanent(&alice).await.unwrap();

    let lock = world.lock_of(&alice.address()).await;
    assert_eq!((lock.amount, lock.end_week, lock.reduced_week), (1_000, PERMANENT, 0));
    assert_eq!(lock.checkpoint_count, 2);
    assert_eq!(*lock.checkpoint(0), Checkpoint { amount: 1_000, end_week: week + 10, week });
    assert_eq!(*lock.checkpoint(1), Checkpoint { amount: 1_000, end_week: PERMANENT, week: week + 2 });
    let locker = world.locker().await;
    assert_eq!((locker.deposits, locker.decaying, locker.permanent), (1_000, 0, 1_000));
    assert_eq!((locker.decaying_end.get(), locker.expiring.iter().sum::<u64>()), (0, 0));
    assert_eq!(world.vault_balance().await, 1_000);
    for _ in 0..3 {
        let power = world.power(&alice).await.unwrap();
        assert_eq!((power.lock, power.total), (1_000, 1_000));
        world.advance_weeks(100).await;
    }
}

#[tokio::test]
async fn leaves_the_others_decaying() {
    let (mut world, alice) = locked().await;
    let bob = world.owner(416).await;
    world.lock(&bob, 416, 10).await.unwrap();
    let week = world.week().await;

    world.make_permanent(&alice).await.unwrap();

    let locker = world.locker().await;
    assert_eq!((locker.deposits, locker.decaying, locker.permanent), (1_416, 416, 1_000));
    assert_eq!(locker.decaying_end.get(), 416 * u128::from(week + 10));
    assert_eq!(locker.expiring[(week as usize + 10) % 256], 416);
    // 416 * 9.5 / 208 = 19
    let power = world.power(&bob).await.unwrap();
    assert_eq!((power.lock, power.total), (19, 1_019));
}

#[tokio::test]
async fn counts_from_the_next_week_only() {
    let (mut world, alice) = locked().await;
    world.advance_weeks(1).await;
    let week = world.week().await;
    world.make_permanent(&alice).await.unwrap();
    // floor(1,000 * 9 / 208)
    let power = world.power_at_week(&alice, week).await.unwrap();
    assert_eq!((power.lock, power.total), (43, 43));
    world.advance_weeks(1).await;
    let power = world.power_at_week(&alice, week + 1).await.unwrap();
    assert_eq!((power.lock, power.total), (1_000, 1_000));
}

#[tokio::test]
async fn holds_the_tokens_until_an_unlock_ends() {
    let (mut world, alice) = locked().await;
    world.make_permanent(&alice).await.unwrap();
    world.advance_weeks(8).await;
    world.withdraw(&alice).await.refused(LockerError::NotEnded);
}

#[tokio::test]
async fn happens_once() {
    let (mut world, alice) = locked().await;
    world.make_permanent(&alice).await.unwrap();
    world.make_permanent(&alice).await.refused(LockerError::Permanent);
}

#[tokio::test]
async fn wants_a_lock() {
    let mut world = World::new().await;
    let alice = world.owner(1_000).await;
    world.make_permanent(&alice).await.refused(InstructionError::AccountDataTooSmall);
}

#[tokio::test]
async fn wants_tokens_in_the_lock() {
    let (mut world, alice) = locked().await;
    world.exit_early(&alice, u64::MAX).await.unwrap();
    world.make_permanent(&alice).await.refused(LockerError::NothingLocked);
}

#[tokio::test]
async fn wants_a_running_lock() {
    let (mut world, alice) = locked().await;
    world.advance_weeks(8).await;
    world.crank(8).await.unwrap();
    world.advance_weeks(2).await;
    world.make_permanent(&alice).await.refused(LockerError::Ended);
}

#[tokio::test]
async fn is_refused_while_paused() {
    let (mut world, alice) = locked().await;
    let pauser = world.pauser.insecure_clone();
    world.pause(&pauser).await.unwrap();
    world.make_permanent(&alice).await.refused(LockerError::Paused);
}

#[tokio::test]
async fn begins_eight_weeks_by_itself_and_no_more() {
    let (mut world, alice) = locked().await;
    world.advance_weeks(9).await;
    world.make_permanent(&alice).await.refused(LockerError::NeedsCrank);
    world.crank(1).await.unwrap();
    world.make_permanent(&alice).await.unwrap();
}

#[tokio::test]
async fn is_refused_with_a_full_history() {
    let (mut world, alice) = locked().await;
    for _ in 1..64 {
        world.advance_weeks(1).await;
        world.extend(&alice, 10).await.unwrap();
    }
    world.advance_weeks(1).await;
    world.make_permanent(&alice).await.refused(LockerError::HistoryFull);
}

#[tokio::test]
async fn wants_the_owner_to_sign() {
    let (mut world, alice) = locked().await;
    let instruction = world.keys.make_permanent(alice.address()).unsigned(alice.address());
    world.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn nobody_else_signs_for_the_owner() {
    let (mut world, alice) = locked().await;
    let bob = world.owner(0).await;
    let instruction = world.keys.make_permanent(alice.address()).with(alice.address(), bob.address());
    world.attempt(instruction, &[&bob.keypair]).await.refused(ErrorCode::ConstraintSeeds);
}

#[tokio::test]
async fn refuses_read_only_accounts() {
    let (mut world, alice) = locked().await;
    let instruction = world.keys.make_permanent(alice.address());
    world.refuses_read_only(&instruction, &[&alice.keypair]).await;
}

#[tokio::test]
async fn refuses_impostors() {
    let (mut world, alice) = locked().await;
    let impostors = world.lock_impostors(&alice).await;
    let instruction = world.keys.make_permanent(alice.address());
    world.refuses_impostors(&instruction, &[&alice.keypair], &impostors).await;
    world.attempt(instruction, &[&alice.keypair]).await.unwrap();
}
