use locker::LockerError;
use tenure_math::{start_of, WEEK};
use tenure_tests::{OutcomeExt, Owner, World, START};

/// The week in which a world begins.
const FIRST: u32 = (START / WEEK) as u32;

#[tokio::test]
async fn stands_still() {
    let (mut world, alice) = alice_locked(10).await;
    let power = world.power(&alice).await.unwrap();
    // Everything in one and the same second.
    for _ in 0..3 {
        world.crank(8).await.unwrap();
        world.increase(&alice, 100).await.unwrap();
        world.increase(&alice, 100).await.unwrap();
        world.exit_early(&alice, u64::MAX).await.unwrap();
        world.lock(&alice, 1_000_000, 10).await.unwrap();
        world.withdraw(&alice).await.refused(LockerError::NotEnded);
        assert_eq!(world.power(&alice).await.unwrap(), power);
    }
    assert_eq!(world.now().await, START);
    assert_eq!(world.lock_of(&alice.address()).await.checkpoint_count, 1);
    assert_eq!(world.locker().await.week, FIRST);
}

#[tokio::test]
async fn repeats_a_second() {
    let (mut world, alice) = alice_locked(10).await;
    world.advance_weeks(3).await;
    world.crank(3).await.unwrap();
    let (now, locker, power) = (world.now().await, world.locker().await, world.power(&alice).await.unwrap());
    for _ in 0..3 {
        world.set_time(now).await;
        world.crank(3).await.unwrap();
        assert_eq!(world.power(&alice).await.unwrap(), power);
    }
    assert_eq!(bytemuck::bytes_of(&world.locker().await), bytemuck::bytes_of(&locker));
}

#[tokio::test]
async fn runs_back_within_a_week() {
    let (mut world, alice) = alice_locked(10).await;
    let power = world.power(&alice).await.unwrap();
    world.set_time(START + 1_000).await;
    world.increase(&alice, 1).await.unwrap();
    world.exit_early(&alice, u64::MAX).await.unwrap();
    world.lock(&alice, 1_000_000, 10).await.unwrap();
    // The power of a second is the same whenever it is asked for.
    world.set_time(START).await;
    assert_eq!(world.power(&alice).await.unwrap(), power);
    assert_eq!(world.lock_of(&alice.address()).await.end_week, FIRST + 10);
}

#[tokio::test]
async fn runs_back_across_weeks_and_begins_none_again() {
    let (mut world, alice) = alice_locked(10).await;
    world.advance_weeks(6).await;
    world.crank(6).await.unwrap();
    let (locker, snapshot) = (world.locker().await, world.power_at_week(&alice, FIRST + 6).await.unwrap());

    world.set_time(START).await;
    world.crank(u16::MAX).await.unwrap();

    assert_eq!(bytemuck::bytes_of(&world.locker().await), bytemuck::bytes_of(&locker));
    // The week that has begun goes on: its first second is what counts.
    let power = world.power(&alice).await.unwrap();
    assert_eq!(power, snapshot);
    // floor(1,000,000 * 4 / 208).
    assert_eq!((power.lock, power.total), (19_230, 19_230));
    assert_eq!(world.power_at_week(&alice, FIRST + 6).await.unwrap(), snapshot);
    world.power_at_week(&alice, FIRST + 7).await.refused(LockerError::WeekNotBegun);
}

#[tokio::test]
async fn a_lock_made_when_it_has_run_back_ends_after_the_week_that_has_begun() {
    let (mut world, _) = alice_locked(10).await;
    let bob = world.owner(1_000).await;
    run_to_and_back(&mut world, 6).await;

    world.lock(&bob, 1_000, 2).await.unwrap();

    let lock = world.lock_of(&bob.address()).await;
    assert_eq!((lock.end_week, lock.created_week), (FIRST + 8, FIRST + 6));
    assert_eq!(lock.checkpoint(0).week, FIRST + 6);
    // Two whole weeks: floor(1,000 * 2 / 208), and floor((4,000,000 + 2,000) / 208) in all.
    let power = world.power(&bob).await.unwrap();
    assert_eq!((power.lock, power.total), (9, 19_240));
    // When the clock is right again, it is as if the lock had been made in the week's first second.
    world.set_time(start_of(FIRST + 7)).await;
    assert_eq!(world.power_at_week(&bob, FIRST + 7).await.unwrap().lock, 4);
}

#[tokio::test]
async fn changes_when_it_has_run_back_overwrite_the_newest_checkpoint() {
    let (mut world, alice) = alice_locked(10).await;
    world.advance_weeks(6).await;
    world.increase(&alice, 100).await.unwrap();
    world.set_time(START).await;

    world.increase(&alice, 100).await.unwrap();
    world.extend(&alice, 5).await.unwrap();

    let lock = world.lock_of(&alice.address()).await;
    assert_eq!((lock.amount, lock.end_week, lock.checkpoint_count), (1_000_200, FIRST + 11, 2));
    assert_eq!((lock.checkpoint(0).week, lock.checkpoint(1).week), (FIRST, FIRST + 6));
    assert!(lock.invariant(FIRST + 6));
    // The snapshots of the weeks that it runs through again stand: floor(1,000,000 * 8 / 208).
    assert_eq!(world.power_at_week(&alice, FIRST + 2).await.unwrap().lock, 38_461);
}

#[tokio::test]
async fn an_early_exit_when_it_has_run_back_pays_for_what_is_left_of_the_begun_week() {
    let (mut world, alice) = alice_locked(10).await;
    run_to_and_back(&mut world, 6).await;
    // 20% of 4 of 208 weeks: ceil(200,000 * 4 / 208 = 3,846.15).
    world.exit_early(&alice, 3_846).await.refused(LockerError::PenaltyAboveMost);
    world.exit_early(&alice, 3_847).await.unwrap();
    assert_eq!(world.lock_of(&alice.address()).await.reduced_week, FIRST + 6);
    assert_eq!((world.locker().await.decaying, world.vault_balance().await), (0, 0));
}

#[tokio::test]
async fn what_has_ended_stays_ended() {
    let (mut world, alice) = alice_locked(1).await;
    run_to_and_back(&mut world, 1).await;
    // By the clock the lock would still run; it has left the sums, and is free.
    world.exit_early(&alice, u64::MAX).await.refused(LockerError::Ended);
    world.increase(&alice, 1).await.refused(LockerError::Ended);
    world.extend(&alice, 52).await.refused(LockerError::Ended);
    assert_eq!(world.power(&alice).await.unwrap().lock, 0);
    world.withdraw(&alice).await.unwrap();
    assert_eq!(world.balance(&alice.tokens).await, 2_000_000);
}

#[tokio::test]
async fn what_no_one_has_begun_is_not_ended_when_it_has_run_back() {
    let (mut world, alice) = alice_locked(1).await;
    // The clock passes the end, but nothing happens in the locker until it has run back.
    world.advance_weeks(1).await;
    world.set_time(START).await;
    world.withdraw(&alice).await.refused(LockerError::NotEnded);
    world.increase(&alice, 1).await.unwrap();
    let locker = world.locker().await;
    assert_eq!((locker.decaying, locker.week), (1_000_001, FIRST));
}

#[tokio::test]
async fn nothing_is_lost_or_gained_by_running_to_and_fro() {
    let (mut world, alice) = alice_locked(10).await;
    let (mut other, same) = alice_locked(10).await;
    // In one world the clock jumps about; in the other it does not.
    for (there, back) in [(3, 1), (5, 0), (7, 6)] {
        world.set_time(START + start_of(there)).await;
        world.crank(300).await.unwrap();
        world.set_time(START + start_of(back)).await;
        world.crank(300).await.unwrap();
        other.set_time(START + start_of(there)).await;
        other.crank(300).await.unwrap();
    }
    world.set_time(START + start_of(12)).await;
    other.set_time(START + start_of(12)).await;
    for (world, alice) in [(&mut world, &alice), (&mut other, &same)] {
        world.withdraw(alice).await.unwrap();
        assert_eq!((world.balance(&alice.tokens).await, world.vault_balance().await), (2_000_000, 0));
    }
    let (locker, undisturbed) = (world.locker().await, other.locker().await);
    assert_eq!(locker.power_at, undisturbed.power_at);
    assert_eq!((locker.decaying, locker.decaying_end.get()), (0, 0));
    assert_eq!(locker.expiring, undisturbed.expiring);
}

#[tokio::test]
async fn a_week_begins_with_its_first_second() {
    let mut world = World::new().await;
    let next = start_of(FIRST + 1);
    // The last second of the week, the first of the next, and the second.
    for (t, week) in [(next - 1, FIRST), (next, FIRST + 1), (next + 1, FIRST + 1)] {
        world.set_time(t).await;
        let owner = world.owner(1_000_000).await;
        world.lock(&owner, 1_000_000, 52).await.unwrap();
        let lock = world.lock_of(&owner.address()).await;
        assert_eq!((lock.created_week, lock.end_week), (week, week + 52));
        world.set_time(next + 1).await;
        // Only what was locked before the week's first second counts in its snapshot.
        let power = world.power_at_week(&owner, FIRST + 1).await.unwrap();
        assert_eq!(power.lock, if t < next { 245_192 } else { 0 });
        // Which the total shows too, whatever came later: floor(1,000,000 * 51 / 208).
        assert_eq!(power.total, 245_192);
    }
}

#[tokio::test]
async fn before_1970_there_are_no_weeks() {
    let (mut world, alice) = alice_locked(1).await;
    world.set_unix_timestamp(-1).await;
    world.crank(1).await.refused(LockerError::BadClock);
    world.increase(&alice, 1).await.refused(LockerError::BadClock);
    world.withdraw(&alice).await.refused(LockerError::BadClock);
    world.power(&alice).await.refused(LockerError::BadClock);
    world.prune(&alice, 0).await.refused(LockerError::BadClock);
    // The first second that is one is only a clock that has run back.
    world.set_unix_timestamp(0).await;
    world.crank(1).await.unwrap();
    world.increase(&alice, 1).await.unwrap();
}

/// A world where Alice, with a million tokens left, has locked a million for `weeks`.
async fn alice_locked(weeks: u16) -> (World, Owner) {
    let mut world = World::new().await;
    let alice = world.owner(2_000_000).await;
    world.lock(&alice, 1_000_000, weeks).await.unwrap();
    (world, alice)
}

/// The locker begins the week `weeks` ahead, and then the clock runs back to where it was.
async fn run_to_and_back(world: &mut World, weeks: u32) {
    world.advance_weeks(weeks).await;
    world.crank(u16::MAX).await.unwrap();
    world.set_time(START).await;
}
