use anchor_lang::ErrorCode;
use locker::{Checkpoint, LockerError, LockerParams};
use solana_instruction::Instruction;
use solana_instruction_error::InstructionError;
use tenure_tests::{OutcomeExt, Owner, Substitute, TokenKind, World};

/// Codes of the token programs.
const INSUFFICIENT_FUNDS: u32 = 1;
const ACCOUNT_FROZEN: u32 = 17;

/// Alice holds 1,000 tokens, of which 400 are locked for 52 weeks.
async fn locked() -> (World, Owner) {
    let mut world = World::new().await;
    let alice = world.owner(1_000).await;
    world.lock(&alice, 400, 52).await.unwrap();
    (world, alice)
}

#[tokio::test]
async fn adds_to_the_lock() {
    let (mut world, alice) = locked().await;
    let week = world.week().await;
    world.advance_weeks(2).await;

    world.increase(&alice, 600).await.unwrap();

    assert_eq!((world.balance(&alice.tokens).await, world.vault_balance().await), (0, 1_000));
    let lock = world.lock_of(&alice.address()).await;
    assert_eq!((lock.amount, lock.end_week, lock.reduced_week), (1_000, week + 52, 0));
    assert_eq!(lock.checkpoint_count, 2);
    assert_eq!(*lock.checkpoint(0), Checkpoint { amount: 400, end_week: week + 52, week });
    assert_eq!(*lock.checkpoint(1), Checkpoint { amount: 1_000, end_week: week + 52, week: week + 2 });
    let locker = world.locker().await;
    assert_eq!((locker.deposits, locker.decaying, locker.permanent), (1_000, 1_000, 0));
    assert_eq!(locker.decaying_end.get(), 1_000 * u128::from(week + 52));
    assert_eq!(locker.expiring[(week as usize + 52) % 256], 1_000);
    // floor(1,000 * 49.5 / 208)
    let power = world.power(&alice).await.unwrap();
    assert_eq!((power.lock, power.total), (237, 237));
}

#[tokio::test]
async fn of_one_week_share_a_checkpoint() {
    let (mut world, alice) = locked().await;
    let week = world.week().await;
    world.increase(&alice, 1).await.unwrap();
    world.increase(&alice, 2).await.unwrap();
    let lock = world.lock_of(&alice.address()).await;
    assert_eq!((lock.amount, lock.checkpoint_count), (403, 1));
    assert_eq!(*lock.checkpoint(0), Checkpoint { amount: 403, end_week: week + 52, week });
}

#[tokio::test]
async fn adds_to_a_permanent_lock() {
    let (mut world, alice) = locked().await;
    world.make_permanent(&alice).await.unwrap();
    world.increase(&alice, 600).await.unwrap();
    let locker = world.locker().await;
    assert_eq!((locker.deposits, locker.decaying, locker.permanent), (1_000, 0, 1_000));
    assert_eq!((locker.decaying_end.get(), locker.expiring.iter().sum::<u64>()), (0, 0));
    let power = world.power(&alice).await.unwrap();
    assert_eq!((power.lock, power.total), (1_000, 1_000));
}

#[tokio::test]
async fn counts_from_the_next_week_only() {
    let (mut world, alice) = locked().await;
    world.advance_weeks(1).await;
    let week = world.week().await;
    world.increase(&alice, 600).await.unwrap();
    // This week's start saw 400 tokens with 51 weeks left: floor(400 * 51 / 208).
    let power = world.power_at_week(&alice, week).await.unwrap();
    assert_eq!((power.lock, power.total), (98, 98));
    // The next one's sees 1,000 with 50: floor(1,000 * 50 / 208).
    world.advance_weeks(1).await;
    let power = world.power_at_week(&alice, week + 1).await.unwrap();
    assert_eq!((power.lock, power.total), (240, 240));
}

#[tokio::test]
async fn refuses_nothing() {
    let (mut world, alice) = locked().await;
    world.increase(&alice, 0).await.refused(LockerError::ZeroAmount);
}

#[tokio::test]
async fn wants_a_lock() {
    let mut world = World::new().await;
    let alice = world.owner(1_000).await;
    // There is no account yet: its bytes are missing.
    world.increase(&alice, 1).await.refused(InstructionError::AccountDataTooSmall);
}

#[tokio::test]
async fn wants_tokens_in_the_lock() {
    let (mut world, alice) = locked().await;
    world.exit_early(&alice, u64::MAX).await.unwrap();
    world.increase(&alice, 1).await.refused(LockerError::NothingLocked);
}

#[tokio::test]
async fn wants_a_running_lock() {
    let (mut world, alice) = locked().await;
    world.advance_weeks(8).await;
    world.extend(&alice, 45).await.unwrap();
    // Ends in week 53; it is in week 8.
    for _ in 0..5 {
        world.advance_weeks(8).await;
        world.crank(8).await.unwrap();
    }
    world.advance_weeks(4).await;
    world.increase(&alice, 1).await.unwrap();
    world.advance_weeks(1).await;
    world.increase(&alice, 1).await.refused(LockerError::Ended);
}

#[tokio::test]
async fn commits_new_tokens_for_the_shortest_term() {
    let params = LockerParams { min_weeks: 4, ..World::PARAMS };
    let mut world = World::with(TokenKind::SplToken, 6, params).await;
    let alice = world.owner(1_000).await;
    world.lock(&alice, 400, 6).await.unwrap();
    world.advance_weeks(2).await;
    world.increase(&alice, 1).await.unwrap();
    world.advance_weeks(1).await;
    world.increase(&alice, 1).await.refused(LockerError::TooShort);
}

#[tokio::test]
async fn is_refused_while_paused() {
    let (mut world, alice) = locked().await;
    let pauser = world.pauser.insecure_clone();
    world.pause(&pauser).await.unwrap();
    world.increase(&alice, 1).await.refused(LockerError::Paused);
}

#[tokio::test]
async fn begins_eight_weeks_by_itself_and_no_more() {
    let (mut world, alice) = locked().await;
    world.advance_weeks(8).await;
    world.increase(&alice, 1).await.unwrap();
    world.advance_weeks(9).await;
    world.increase(&alice, 1).await.refused(LockerError::NeedsCrank);
}

#[tokio::test]
async fn is_refused_with_a_full_history() {
    let mut world = World::new().await;
    let alice = world.owner(1_000).await;
    world.lock(&alice, 1, 208).await.unwrap();
    for _ in 1..64 {
        world.advance_weeks(1).await;
        world.increase(&alice, 1).await.unwrap();
    }
    // The week's own checkpoint can still change.
    world.increase(&alice, 1).await.unwrap();
    world.advance_weeks(1).await;
    world.increase(&alice, 1).await.refused(LockerError::HistoryFull);
}

#[tokio::test]
async fn wants_the_tokens_in_full() {
    let (mut world, alice) = locked().await;
    world.increase(&alice, 601).await.refused(INSUFFICIENT_FUNDS);
    world.increase(&alice, 600).await.unwrap();
}

#[tokio::test]
async fn cannot_take_frozen_tokens() {
    let (mut world, alice) = locked().await;
    world.freeze(&alice.tokens).await;
    world.increase(&alice, 1).await.refused(ACCOUNT_FROZEN);
}

#[tokio::test]
async fn wants_the_owner_to_sign() {
    let (mut world, alice) = locked().await;
    let instruction = increase_of(&world, &alice).unsigned(alice.address());
    world.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn nobody_else_signs_for_the_owner() {
    let (mut world, alice) = locked().await;
    let bob = world.owner(1_000).await;
    let instruction = increase_of(&world, &alice).with(alice.address(), bob.address());
    world.attempt(instruction, &[&bob.keypair]).await.refused(ErrorCode::ConstraintSeeds);
    // A gift of Bob's own tokens is not taken either.
    let instruction = world.keys.increase(alice.address(), bob.tokens, 1);
    let instruction = instruction.with(alice.address(), bob.address());
    world.attempt(instruction, &[&bob.keypair]).await.refused(ErrorCode::ConstraintSeeds);
    world.lock(&bob, 400, 52).await.unwrap();
    let instruction = world.keys.increase(bob.address(), alice.tokens, 1);
    world.attempt(instruction, &[&bob.keypair]).await.refused(LockerError::WrongSource);
}

#[tokio::test]
async fn refuses_read_only_accounts() {
    let (mut world, alice) = locked().await;
    let instruction = increase_of(&world, &alice);
    world.refuses_read_only(&instruction, &[&alice.keypair]).await;
}

#[tokio::test]
async fn refuses_impostors() {
    let (mut world, alice) = locked().await;
    let mut impostors = world.lock_impostors(&alice).await;
    impostors.extend(world.deposit_impostors(&alice).await);
    let instruction = increase_of(&world, &alice);
    world.refuses_impostors(&instruction, &[&alice.keypair], &impostors).await;
    world.attempt(instruction, &[&alice.keypair]).await.unwrap();
}

fn increase_of(world: &World, owner: &Owner) -> Instruction {
    world.keys.increase(owner.address(), owner.tokens, 1)
}
