use anchor_lang::ErrorCode;
use locker::{Checkpoint, Lock, LockerError};
use solana_instruction_error::InstructionError;
use tenure_math::PERMANENT;
use tenure_tests::{OutcomeExt, Owner, Substitute, World};

/// Alice has locked 1,000 tokens permanently.
async fn permanent() -> (World, Owner) {
    let mut world = World::new().await;
    let alice = world.owner(1_000).await;
    world.lock(&alice, 1_000, 10).await.unwrap();
    world.make_permanent(&alice).await.unwrap();
    (world, alice)
}

#[tokio::test]
async fn starts_the_longest_term() {
    let (mut world, alice) = permanent().await;
    let week = world.week().await;
    world.advance_weeks(3).await;

    world.begin_unlock(&alice).await.unwrap();

    let end = week + 3 + 208;
    let lock = world.lock_of(&alice.address()).await;
    assert_eq!((lock.amount, lock.end_week, lock.reduced_week), (1_000, end, week + 3));
    assert_eq!(lock.checkpoint_count, 2);
    assert_eq!(*lock.checkpoint(0), Checkpoint { amount: 1_000, end_week: PERMANENT, week });
    assert_eq!(*lock.checkpoint(1), Checkpoint { amount: 1_000, end_week: end, week: week + 3 });
    let locker = world.locker().await;
    assert_eq!((locker.deposits, locker.decaying, locker.permanent), (1_000, 1_000, 0));
    assert_eq!(locker.decaying_end.get(), 1_000 * u128::from(end));
    assert_eq!(locker.expiring[end as usize % 256], 1_000);
    assert_eq!(world.vault_balance().await, 1_000);
    // floor(1,000 * 207.5 / 208)
    let power = world.power(&alice).await.unwrap();
    assert_eq!((power.lock, power.total), (997, 997));
}

#[tokio::test]
async fn frees_the_tokens_after_208_weeks() {
    let (mut world, alice) = permanent().await;
    world.begin_unlock(&alice).await.unwrap();
    world.advance_weeks(207).await;
    world.crank(207).await.unwrap();
    world.withdraw(&alice).await.refused(LockerError::NotEnded);
    world.advance_weeks(1).await;
    world.withdraw(&alice).await.unwrap();
    assert_eq!((world.balance(&alice.tokens).await, world.vault_balance().await), (1_000, 0));
}

#[tokio::test]
async fn counts_from_the_next_week_only() {
    let (mut world, alice) = permanent().await;
    world.advance_weeks(1).await;
    let week = world.week().await;
    world.begin_unlock(&alice).await.unwrap();
    let power = world.power_at_week(&alice, week).await.unwrap();
    assert_eq!((power.lock, power.total), (1_000, 1_000));
    // floor(1,000 * 207 / 208)
    world.advance_weeks(1).await;
    let power = world.power_at_week(&alice, week + 1).await.unwrap();
    assert_eq!((power.lock, power.total), (995, 995));
}

#[tokio::test]
async fn can_be_taken_back_and_begun_again() {
    let (mut world, alice) = permanent().await;
    world.begin_unlock(&alice).await.unwrap();
    world.make_permanent(&alice).await.unwrap();
    world.begin_unlock(&alice).await.unwrap();
    let locker = world.locker().await;
    assert_eq!((locker.deposits, locker.decaying, locker.permanent), (1_000, 1_000, 0));
    assert_eq!(world.lock_of(&alice.address()).await.checkpoint_count, 1);
}

#[tokio::test]
async fn happens_once() {
    let (mut world, alice) = permanent().await;
    world.begin_unlock(&alice).await.unwrap();
    world.begin_unlock(&alice).await.refused(LockerError::NotPermanent);
}

#[tokio::test]
async fn wants_a_permanent_lock() {
    let mut world = World::new().await;
    let alice = world.owner(1_000).await;
    world.lock(&alice, 1_000, 1).await.unwrap();
    world.begin_unlock(&alice).await.refused(LockerError::NotPermanent);
    world.advance_weeks(1).await;
    world.begin_unlock(&alice).await.refused(LockerError::Ended);
    world.withdraw(&alice).await.unwrap();
    world.begin_unlock(&alice).await.refused(LockerError::NothingLocked);
}

#[tokio::test]
async fn wants_a_lock() {
    let mut world = World::new().await;
    let alice = world.owner(1_000).await;
    world.begin_unlock(&alice).await.refused(InstructionError::AccountDataTooSmall);
}

#[tokio::test]
async fn waits_for_running_votes() {
    let (mut world, alice) = permanent().await;
    let now = world.now().await;
    vote_until(&mut world, &alice, now + 10).await;
    world.begin_unlock(&alice).await.refused(LockerError::Voting);
    world.set_time(now + 9).await;
    world.begin_unlock(&alice).await.refused(LockerError::Voting);
    world.set_time(now + 10).await;
    world.begin_unlock(&alice).await.unwrap();
}

#[tokio::test]
async fn is_allowed_while_paused() {
    let (mut world, alice) = permanent().await;
    let pauser = world.pauser.insecure_clone();
    world.pause(&pauser).await.unwrap();
    world.begin_unlock(&alice).await.unwrap();
}

#[tokio::test]
async fn begins_eight_weeks_by_itself_and_no_more() {
    let (mut world, alice) = permanent().await;
    world.advance_weeks(9).await;
    world.begin_unlock(&alice).await.refused(LockerError::NeedsCrank);
    world.crank(1).await.unwrap();
    world.begin_unlock(&alice).await.unwrap();
}

#[tokio::test]
async fn is_refused_with_a_full_history() {
    let mut world = World::new().await;
    let alice = world.owner(100).await;
    world.lock(&alice, 1, 10).await.unwrap();
    world.make_permanent(&alice).await.unwrap();
    for _ in 1..64 {
        world.advance_weeks(1).await;
        world.increase(&alice, 1).await.unwrap();
    }
    world.advance_weeks(1).await;
    world.begin_unlock(&alice).await.refused(LockerError::HistoryFull);
    let week = world.week().await;
    world.prune(&alice, week).await.unwrap();
    world.begin_unlock(&alice).await.unwrap();
}

#[tokio::test]
async fn wants_the_owner_to_sign() {
    let (mut world, alice) = permanent().await;
    let instruction = world.keys.begin_unlock(alice.address()).unsigned(alice.address());
    world.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn nobody_else_signs_for_the_owner() {
    let (mut world, alice) = permanent().await;
    let bob = world.owner(0).await;
    let instruction = world.keys.begin_unlock(alice.address()).with(alice.address(), bob.address());
    world.attempt(instruction, &[&bob.keypair]).await.refused(ErrorCode::ConstraintSeeds);
}

#[tokio::test]
async fn refuses_read_only_accounts() {
    let (mut world, alice) = permanent().await;
    let instruction = world.keys.begin_unlock(alice.address());
    world.refuses_read_only(&instruction, &[&alice.keypair]).await;
}

#[tokio::test]
async fn refuses_impostors() {
    let (mut world, alice) = permanent().await;
    let impostors = world.lock_impostors(&alice).await;
    let instruction = world.keys.begin_unlock(alice.address());
    world.refuses_impostors(&instruction, &[&alice.keypair], &impostors).await;
    world.attempt(instruction, &[&alice.keypair]).await.unwrap();
}

/// Marks the owner's lock as the governor will: a vote counts it until the second `until`.
async fn vote_until(world: &mut World, owner: &Owner, until: u64) {
    let address = world.keys.lock(&owner.address());
    let mut account = world.account(&address).await.unwrap();
    let at = 8 + core::mem::offset_of!(Lock, voting_until);
    account.data[at..at + 8].copy_from_slice(&until.to_le_bytes());
    world.set_account(&address, account);
}
