//! Instructions in one transaction, in one week, in another order.

use locker::{Checkpoint, LockerError};
use solana_instruction::Instruction;
use solana_system_interface::instruction::transfer;
use tenure_client::locker::PowerView;
use tenure_math::WEEK;
use tenure_tests::{OutcomeExt, Owner, World, START};

/// The week in which a world begins.
const FIRST: u32 = (START / WEEK) as u32;

#[tokio::test]
async fn lock_and_exit_in_one_transaction_costs_the_penalty() {
    let (mut world, alice) = alice().await;
    let calls = [lock(&world, &alice, 1_000_000, 52), exit(&world, &alice)];
    world.send(&calls, &[&alice.keypair]).await.unwrap();
    // ceil(200,000 * 51.5 / 208).
    assert_eq!(world.balance(&alice.tokens).await, 2_000_000 - 49_520);
    is_empty(&mut world, &alice).await;
}

#[tokio::test]
async fn everything_in_one_transaction_leaves_one_checkpoint_of_nothing() {
    let (mut world, alice) = alice().await;
    let (keys, owner) = (world.keys, alice.address());
    let calls = [
        lock(&world, &alice, 1_000_000, 52),
        keys.increase(owner, alice.tokens, 500_000),
        keys.extend(owner, 208),
        keys.make_permanent(owner),
        keys.begin_unlock(owner),
        exit(&world, &alice),
    ];
    world.send(&calls, &[&alice.keypair]).await.unwrap();
    // begin_unlock leaves 208 weeks from this one's start: ceil(300,000 * 207.5 / 208 = 299,278.8).
    assert_eq!(world.balance(&alice.tokens).await, 2_000_000 - 299_279);
    is_empty(&mut world, &alice).await;
}

#[tokio::test]
async fn exit_and_lock_in_one_transaction_restores_the_sums() {
    let (mut world, alice) = alice().await;
    world.lock(&alice, 1_000_000, 52).await.unwrap();
    let before = world.locker().await;
    let calls = [exit(&world, &alice), lock(&world, &alice, 1_000_000, 52)];
    world.send(&calls, &[&alice.keypair]).await.unwrap();
    assert_eq!(bytemuck::bytes_of(&world.locker().await), bytemuck::bytes_of(&before));
    let lock = world.lock_of(&alice.address()).await;
    assert_eq!((lock.checkpoint_count, lock.reduced_week), (1, FIRST));
    assert_eq!(*lock.checkpoint(0), Checkpoint { amount: 1_000_000, end_week: FIRST + 52, week: FIRST });
}

#[tokio::test]
async fn withdrawing_twice_in_one_transaction_pays_nothing() {
    let (mut world, alice) = alice().await;
    world.lock(&alice, 1_000_000, 1).await.unwrap();
    world.advance_weeks(1).await;
    let call = world.keys.withdraw(alice.address(), alice.tokens);
    world.send(&[call.clone(), call.clone()], &[&alice.keypair]).await.refused(LockerError::NothingLocked);
    assert_eq!(world.vault_balance().await, 1_000_000);
    world.send(&[call], &[&alice.keypair]).await.unwrap();
    assert_eq!(world.balance(&alice.tokens).await, 2_000_000);
}

#[tokio::test]
async fn leaving_twice_in_one_transaction_pays_nothing() {
    let (mut world, alice) = alice().await;
    world.lock(&alice, 1_000_000, 52).await.unwrap();
    let call = exit(&world, &alice);
    world.send(&[call.clone(), call], &[&alice.keypair]).await.refused(LockerError::NothingLocked);
    assert_eq!(world.vault_balance().await, 1_000_000);
}

#[tokio::test]
async fn close_and_lock_in_one_transaction_begins_anew() {
    let (mut world, alice) = alice().await;
    world.lock(&alice, 1_000_000, 1).await.unwrap();
    world.advance_weeks(1).await;
    world.withdraw(&alice).await.unwrap();
    let close = world.keys.close_lock(alice.address(), world.payer(), 0);
    let calls = [close, lock(&world, &alice, 300, 10)];
    world.send(&calls, &[&alice.keypair]).await.unwrap();
    let lock = world.lock_of(&alice.address()).await;
    assert_eq!((lock.amount, lock.end_week, lock.created_week), (300, FIRST + 11, FIRST + 1));
    assert_eq!((lock.checkpoint_count, lock.oldest), (1, 0));
}

#[tokio::test]
async fn a_closed_lock_is_not_revived_by_rent() {
    let (mut world, alice) = alice().await;
    world.lock(&alice, 1_000_000, 1).await.unwrap();
    world.advance_weeks(1).await;
    world.withdraw(&alice).await.unwrap();
    // The account's rent comes back before the transaction ends.
    let (address, payer) = (world.keys.lock(&alice.address()), world.payer());
    let close = world.keys.close_lock(alice.address(), payer, 0);
    let rent = transfer(&payer, &address, 50_000_000);
    world.send(&[close, rent], &[&alice.keypair]).await.unwrap();

    let left = world.account(&address).await.unwrap();
    assert_eq!((left.data.len(), left.owner), (0, Default::default()));
    // And does not stop a new lock.
    world.lock(&alice, 300, 10).await.unwrap();
    let lock = world.lock_of(&alice.address()).await;
    assert_eq!((lock.amount, lock.checkpoint_count), (300, 1));
}

#[tokio::test]
async fn everything_that_ended_goes_in_one_transaction() {
    let (mut world, alice) = alice().await;
    world.lock(&alice, 1_000_000, 52).await.unwrap();
    world.advance_weeks(52).await;
    let (keys, owner, payer) = (world.keys, alice.address(), world.payer());
    let calls =
        [keys.crank(60), keys.withdraw(owner, alice.tokens), keys.close_lock(owner, payer, FIRST + 52)];
    world.send(&calls, &[&alice.keypair]).await.unwrap();
    assert_eq!(world.account(&keys.lock(&owner)).await, None);
    assert_eq!(world.balance(&alice.tokens).await, 2_000_000);
}

#[tokio::test]
async fn what_fails_undoes_what_went_before() {
    let (mut world, alice) = alice().await;
    world.lock(&alice, 1_000_000, 52).await.unwrap();
    let (keys, owner) = (world.keys, alice.address());
    let too_cheap = keys.exit_early(owner, alice.tokens, 1);
    let first = [
        keys.increase(owner, alice.tokens, 1_000),
        keys.extend(owner, 100),
        keys.make_permanent(owner),
        keys.set_delegate(owner, owner),
    ];
    for call in first {
        let before = state(&mut world, &alice).await;
        let calls = [call, too_cheap.clone()];
        world.send(&calls, &[&alice.keypair]).await.refused(LockerError::PenaltyAboveMost);
        assert!(state(&mut world, &alice).await == before);
    }
    // A lock that would be new is not there, and its rent is not paid.
    let bob = world.owner(1_000_000).await;
    let calls = [lock(&world, &bob, 1_000_000, 52), keys.exit_early(bob.address(), bob.tokens, 1)];
    world.send(&calls, &[&bob.keypair]).await.refused(LockerError::PenaltyAboveMost);
    assert_eq!(world.account(&keys.lock(&bob.address())).await, None);
}

#[tokio::test]
async fn actions_of_one_week_share_a_checkpoint() {
    let (mut world, alice) = alice().await;
    world.lock(&alice, 100_000, 10).await.unwrap();
    world.increase(&alice, 1).await.unwrap();
    world.advance_weeks(1).await;
    world.increase(&alice, 2).await.unwrap();
    world.extend(&alice, 20).await.unwrap();
    world.increase(&alice, 3).await.unwrap();
    let lock = world.lock_of(&alice.address()).await;
    assert_eq!(lock.checkpoint_count, 2);
    let (first, second) = (*lock.checkpoint(0), *lock.checkpoint(1));
    assert_eq!(first, Checkpoint { amount: 100_001, end_week: FIRST + 10, week: FIRST });
    assert_eq!(second, Checkpoint { amount: 100_006, end_week: FIRST + 21, week: FIRST + 1 });
}

#[tokio::test]
async fn the_order_within_a_week_does_not_matter() {
    let mut ends = vec![];
    for increase_first in [true, false] {
        let (mut world, alice) = alice().await;
        let (keys, owner) = (world.keys, alice.address());
        world.lock(&alice, 1_000_000, 10).await.unwrap();
        world.advance_weeks(1).await;
        let mut calls = [keys.increase(owner, alice.tokens, 500), keys.extend(owner, 30)];
        if !increase_first {
            calls.reverse();
        }
        world.send(&calls, &[&alice.keypair]).await.unwrap();
        let (locker, lock) = (world.locker().await, world.lock_of(&owner).await);
        ends.push((*lock.checkpoint(1), locker.decaying_end.get(), locker.expiring, locker.power_at));
    }
    assert!(ends[0] == ends[1]);
}

#[tokio::test]
async fn leaving_and_locking_again_keeps_the_history_right() {
    let (mut world, alice) = alice().await;
    world.lock(&alice, 1_000_000, 10).await.unwrap();
    world.advance_weeks(2).await;
    world.exit_early(&alice, u64::MAX).await.unwrap();
    world.lock(&alice, 500_000, 100).await.unwrap();
    world.advance_weeks(1).await;
    world.exit_early(&alice, u64::MAX).await.unwrap();
    world.advance_weeks(1).await;
    // 9 and 8 of 208 weeks of a million; then 99 of 208 of half a million; then nothing.
    for (week, power) in [(0, 0), (1, 43_269), (2, 38_461), (3, 237_980), (4, 0)] {
        let snapshot = world.power_at_week(&alice, FIRST + week).await.unwrap();
        assert_eq!(snapshot, PowerView { lock: power, total: power }, "in week {week}");
    }
}

#[tokio::test]
async fn a_full_history_stops_changes_and_no_withdrawal() {
    let (mut world, alice) = alice_with_a_full_history(65).await;
    // In the week of the newest checkpoint changes still overwrite it.
    world.increase(&alice, 1).await.unwrap();
    world.advance_weeks(1).await;
    world.increase(&alice, 1).await.refused(LockerError::HistoryFull);
    world.extend(&alice, 208).await.refused(LockerError::HistoryFull);
    world.make_permanent(&alice).await.refused(LockerError::HistoryFull);
    world.exit_early(&alice, u64::MAX).await.refused(LockerError::HistoryFull);
    world.set_delegate(&alice, alice.address()).await.unwrap();
    world.advance_weeks(1).await;
    world.withdraw(&alice).await.unwrap();
    assert_eq!(world.balance(&alice.tokens).await, 2_000_000);
    world.lock(&alice, 1, 1).await.refused(LockerError::HistoryFull);
    // Giving up the snapshot of the first week with power frees one place.
    world.prune(&alice, FIRST + 2).await.unwrap();
    world.lock(&alice, 1, 1).await.unwrap();
    assert_eq!(world.lock_of(&alice.address()).await.checkpoint_count, 64);
}

#[tokio::test]
async fn prune_and_exit_in_one_transaction_frees_a_full_history() {
    let (mut world, alice) = alice_with_a_full_history(65).await;
    world.advance_weeks(1).await;
    let calls = [world.keys.prune(alice.address(), FIRST + 2), exit(&world, &alice)];
    world.send(&calls, &[&alice.keypair]).await.unwrap();
    assert_eq!(world.vault_balance().await, 0);
}

#[tokio::test]
async fn a_full_history_stops_the_unlock_of_a_permanent_lock_until_it_is_pruned() {
    let (mut world, alice) = alice_with_a_full_history(65).await;
    world.make_permanent(&alice).await.unwrap();
    world.advance_weeks(1).await;
    world.begin_unlock(&alice).await.refused(LockerError::HistoryFull);
    world.prune(&alice, FIRST + 2).await.unwrap();
    world.begin_unlock(&alice).await.unwrap();
}

/// A world and Alice with two million tokens.
async fn alice() -> (World, Owner) {
    let mut world = World::new().await;
    let alice = world.owner(2_000_000).await;
    (world, alice)
}

/// Alice has locked for `weeks`, and added to it in each of the 63 weeks after.
async fn alice_with_a_full_history(weeks: u16) -> (World, Owner) {
    let (mut world, alice) = alice().await;
    world.lock(&alice, 1_000_000, weeks).await.unwrap();
    for _ in 1..64 {
        world.advance_weeks(1).await;
        world.increase(&alice, 1_000).await.unwrap();
    }
    assert_eq!(world.lock_of(&alice.address()).await.checkpoint_count, 64);
    (world, alice)
}

fn lock(world: &World, owner: &Owner, amount: u64, weeks: u16) -> Instruction {
    world.keys.create_lock(world.payer(), owner.address(), owner.tokens, amount, weeks)
}

fn exit(world: &World, owner: &Owner) -> Instruction {
    world.keys.exit_early(owner.address(), owner.tokens, u64::MAX)
}

/// The owner's lock, the locker, the vault and the owner's tokens.
async fn state(world: &mut World, owner: &Owner) -> Vec<Option<solana_account::Account>> {
    let keys = world.keys;
    let mut state = vec![];
    for address in [keys.lock(&owner.address()), keys.locker, keys.vault, owner.tokens] {
        state.push(world.account(&address).await);
    }
    state
}

/// Of what the owner did in the first week nothing is left, now and in the next snapshot.
async fn is_empty(world: &mut World, owner: &Owner) {
    let (locker, lock) = (world.locker().await, world.lock_of(&owner.address()).await);
    assert_eq!((locker.deposits, locker.decaying, locker.permanent), (0, 0, 0));
    assert_eq!((locker.decaying_end.get(), locker.expiring), (0, [0; 256]));
    assert_eq!((lock.amount, lock.checkpoint_count), (0, 1));
    assert_eq!(*lock.checkpoint(0), Checkpoint { amount: 0, end_week: 0, week: FIRST });
    assert_eq!(world.vault_balance().await, 0);
    world.advance_weeks(1).await;
    let snapshot = world.power_at_week(owner, FIRST + 1).await.unwrap();
    assert_eq!(snapshot, PowerView { lock: 0, total: 0 });
}
