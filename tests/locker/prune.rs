use anchor_lang::ErrorCode;
use locker::LockerError;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_signer::Signer;
use tenure_tests::{OutcomeExt, Owner, Substitute, World};

#[tokio::test]
async fn drops_what_the_owner_gives_up() {
    // Checkpoints of weeks 0, 1, 2 and 3, counted from the first; now is week 4.
    let (mut world, alice, first) = alice_with_checkpoints(4).await;

    // Week 2's snapshot is served by the checkpoint of week 1, so only that of week 0 goes.
    world.prune(&alice, first + 2).await.unwrap();

    assert_eq!(weeks(&mut world, &alice).await, [first + 1, first + 2, first + 3]);
    let lock = world.lock_of(&alice.address()).await;
    assert_eq!((lock.oldest, lock.checkpoint_count), (1, 3));
}

#[tokio::test]
async fn keeps_the_snapshots_that_are_not_given_up() {
    for give_up in 2..=4 {
        let (mut world, alice, first) = alice_with_checkpoints(4).await;
        let mut before = vec![];
        for week in first..=first + 4 {
            before.push(world.power_at_week(&alice, week).await.unwrap());
        }
        world.prune(&alice, first + give_up).await.unwrap();
        for (age, power) in before.into_iter().enumerate() {
            let after = world.power_at_week(&alice, first + age as u32).await.unwrap();
            // The total stands whatever is given up. Weeks 0 and 1 had the checkpoint of week 0 or none.
            assert_eq!(after.total, power.total);
            let kept = age as u32 >= give_up;
            assert_eq!(after.lock == power.lock, kept || power.lock == 0, "week {age}, {give_up} given up");
        }
    }
}

#[tokio::test]
async fn drops_nothing_that_is_still_needed() {
    let (mut world, alice, first) = alice_with_checkpoints(4).await;
    // The checkpoint of week 0 serves the snapshot of week 1.
    for give_up_before in [0, first, first + 1] {
        world.prune(&alice, give_up_before).await.refused(LockerError::NothingToPrune);
    }
    world.prune(&alice, first + 2).await.unwrap();
    world.prune(&alice, first + 2).await.refused(LockerError::NothingToPrune);
}

#[tokio::test]
async fn the_newest_checkpoint_stays() {
    let (mut world, alice, first) = alice_with_checkpoints(4).await;
    world.advance_weeks(300).await;
    let now = world.week().await;
    world.prune(&alice, now).await.unwrap();
    assert_eq!(weeks(&mut world, &alice).await, [first + 3]);
    world.prune(&alice, now).await.refused(LockerError::NothingToPrune);
}

#[tokio::test]
async fn gives_up_this_week_at_the_latest() {
    let (mut world, alice, first) = alice_with_checkpoints(4).await;
    world.prune(&alice, first + 5).await.refused(LockerError::WeekNotBegun);
    world.prune(&alice, u32::MAX).await.refused(LockerError::WeekNotBegun);
    world.prune(&alice, first + 4).await.unwrap();
    assert_eq!(weeks(&mut world, &alice).await, [first + 3]);
}

#[tokio::test]
async fn frees_by_itself_what_no_snapshot_of_208_weeks_needs() {
    let (mut world, alice, first) = alice_with_checkpoints(4).await;
    // In week 209 the oldest snapshot is week 1's, which the checkpoint of week 0 serves.
    world.advance_weeks(205).await;
    world.prune(&alice, 0).await.refused(LockerError::NothingToPrune);
    // In week 210 it is week 2's.
    world.advance_weeks(1).await;
    world.prune(&alice, 0).await.unwrap();
    assert_eq!(weeks(&mut world, &alice).await, [first + 1, first + 2, first + 3]);
}

#[tokio::test]
async fn the_clock_counts_and_not_how_far_the_locker_is() {
    let (mut world, alice, first) = alice_with_checkpoints(4).await;
    world.advance_weeks(100).await;
    assert!(world.locker().await.week < world.week().await);
    world.prune(&alice, first + 104).await.unwrap();
    assert_eq!(weeks(&mut world, &alice).await, [first + 3]);
}

#[tokio::test]
async fn changes_neither_stake_nor_sums() {
    let (mut world, alice, first) = alice_with_checkpoints(4).await;
    let (lock, power) = (world.lock_of(&alice.address()).await, world.power(&alice).await.unwrap());
    let locker = world.locker().await;

    world.prune(&alice, first + 4).await.unwrap();

    let after = world.lock_of(&alice.address()).await;
    assert_eq!((after.amount, after.end_week), (lock.amount, lock.end_week));
    assert_eq!((after.reduced_week, after.voting_until), (lock.reduced_week, lock.voting_until));
    assert_eq!(world.power(&alice).await.unwrap(), power);
    assert_eq!(bytemuck::bytes_of(&world.locker().await), bytemuck::bytes_of(&locker));
}

#[tokio::test]
async fn makes_room_in_a_full_history() {
    let (mut world, alice, first) = alice_with_checkpoints(64).await;
    world.increase(&alice, 1).await.refused(LockerError::HistoryFull);
    world.prune(&alice, first + 2).await.unwrap();

    // One place: the ring goes round, and is full again.
    world.increase(&alice, 1).await.unwrap();

    let lock = world.lock_of(&alice.address()).await;
    assert_eq!((lock.oldest, lock.checkpoint_count), (1, 64));
    assert_eq!(weeks(&mut world, &alice).await, (first + 1..=first + 64).collect::<Vec<_>>());
    world.advance_weeks(1).await;
    world.increase(&alice, 1).await.refused(LockerError::HistoryFull);
}

#[tokio::test]
async fn refuses_who_never_locked() {
    let mut world = World::new().await;
    let bob = world.owner(0).await;
    world.prune(&bob, 0).await.refused(InstructionError::AccountDataTooSmall);
}

#[tokio::test]
async fn wants_the_owner_to_sign() {
    let (mut world, alice, first) = alice_with_checkpoints(4).await;
    let mallory = Keypair::new();
    let instruction = world.keys.prune(alice.address(), first + 4);
    let unsigned = instruction.clone().unsigned(alice.address());
    world.attempt(unsigned, &[]).await.refused(InstructionError::MissingRequiredSignature);
    let by_mallory = instruction.with(alice.address(), mallory.pubkey());
    world.attempt(by_mallory, &[&mallory]).await.refused(ErrorCode::ConstraintSeeds);
}

#[tokio::test]
async fn refuses_impostors_and_read_only_accounts() {
    let (mut world, alice, first) = alice_with_checkpoints(4).await;
    let impostors = world.lock_impostors(&alice).await;
    let instruction = world.keys.prune(alice.address(), first + 4);
    world.refuses_impostors(&instruction, &[&alice.keypair], &impostors).await;
    world.refuses_read_only(&instruction, &[&alice.keypair]).await;
    world.attempt(instruction, &[&alice.keypair]).await.unwrap();
}

/// Alice has locked and then added to it in each of `count` weeks; the week after has begun.
/// Returns the first of them too.
async fn alice_with_checkpoints(count: u32) -> (World, Owner, u32) {
    let mut world = World::new().await;
    let alice = world.owner(1_000_000).await;
    let first = world.week().await;
    world.lock(&alice, 100_000, 208).await.unwrap();
    for _ in 1..count {
        world.advance_weeks(1).await;
        world.increase(&alice, 1_000).await.unwrap();
    }
    world.advance_weeks(1).await;
    (world, alice, first)
}

/// The weeks of an owner's checkpoints, oldest first.
async fn weeks(world: &mut World, owner: &Owner) -> Vec<u32> {
    let lock = world.lock_of(&owner.address()).await;
    (0..usize::from(lock.checkpoint_count)).map(|age| lock.checkpoint(age).week).collect()
}
