use locker::{Locker, LockerError};
use solana_instruction_error::InstructionError;
use tenure_math::start_of;
use tenure_tests::{IntoCode, OutcomeExt, Owner, Substitute, World};

/// Weeks without a crank, and whether a change still works by itself.
const ABSENCES: [(u32, bool); 5] = [(1, true), (8, true), (9, false), (60, false), (300, false)];

#[tokio::test]
async fn begins_every_week_that_has_passed() {
    for (weeks, _) in ABSENCES {
        let (mut world, locks) = people().await;
        let first = world.week().await;
        world.advance_weeks(weeks).await;
        world.crank(300).await.unwrap();
        shows(&world.locker().await, &locks, first, first + weeks);
    }
}

#[tokio::test]
async fn in_pieces_equals_at_once() {
    for (weeks, _) in ABSENCES {
        let (mut world, locks) = people().await;
        let first = world.week().await;
        world.advance_weeks(weeks).await;
        let pieces = [1, 2, 5, 1, 40, 7, 100, 200];
        let mut begun = first;
        for piece in pieces {
            world.crank(piece).await.unwrap();
            begun = (begun + u32::from(piece)).min(first + weeks);
            shows(&world.locker().await, &locks, first, begun);
        }
        assert_eq!(begun, first + weeks);
    }
}

#[tokio::test]
async fn week_by_week_as_they_come_equals_at_once() {
    let (mut world, locks) = people().await;
    let first = world.week().await;
    for _ in 0..60 {
        world.advance_weeks(1).await;
        world.crank(1).await.unwrap();
    }
    shows(&world.locker().await, &locks, first, first + 60);
}

#[tokio::test]
async fn a_change_begins_eight_weeks_by_itself_and_no_more() {
    for (weeks, by_itself) in ABSENCES {
        let (mut world, locks) = people().await;
        let (dave, first) = (world.owner(1_000).await, world.week().await);
        world.advance_weeks(weeks).await;
        if !by_itself {
            world.lock(&dave, 1_000, 1).await.refused(LockerError::NeedsCrank);
            let missing = u16::try_from(weeks - 8).unwrap();
            if missing > 1 {
                world.crank(missing - 1).await.unwrap();
                world.lock(&dave, 1_000, 1).await.refused(LockerError::NeedsCrank);
                world.crank(1).await.unwrap();
            } else {
                world.crank(missing).await.unwrap();
            }
        }
        world.lock(&dave, 1_000, 1).await.unwrap();
        world.exit_early(&dave, u64::MAX).await.unwrap();
        shows(&world.locker().await, &locks, first, first + weeks);
    }
}

#[tokio::test]
async fn every_change_wants_it_after_nine_weeks() {
    let (mut world, _) = people().await;
    let (alice, bob) = (world.owner(1_000).await, world.owner(2_000).await);
    let (carol, dave) = (world.owner(2_000).await, world.owner(2_000).await);
    world.lock(&bob, 1_000, 52).await.unwrap();
    world.lock(&carol, 1_000, 1).await.unwrap();
    world.lock(&dave, 1_000, 1).await.unwrap();
    world.make_permanent(&dave).await.unwrap();
    world.advance_weeks(9).await;

    world.lock(&alice, 1_000, 52).await.refused(LockerError::NeedsCrank);
    world.increase(&bob, 1_000).await.refused(LockerError::NeedsCrank);
    world.extend(&bob, 208).await.refused(LockerError::NeedsCrank);
    world.make_permanent(&bob).await.refused(LockerError::NeedsCrank);
    world.exit_early(&bob, u64::MAX).await.refused(LockerError::NeedsCrank);
    world.withdraw(&carol).await.refused(LockerError::NeedsCrank);
    world.begin_unlock(&dave).await.refused(LockerError::NeedsCrank);

    world.crank(1).await.unwrap();
    world.lock(&alice, 1_000, 52).await.unwrap();
    world.increase(&bob, 1_000).await.unwrap();
    world.extend(&bob, 208).await.unwrap();
    world.make_permanent(&bob).await.unwrap();
    world.exit_early(&bob, u64::MAX).await.unwrap();
    world.withdraw(&carol).await.unwrap();
    world.begin_unlock(&dave).await.unwrap();
}

#[tokio::test]
async fn the_authority_does_not_wait_for_it() {
    let (mut world, _) = people().await;
    let (authority, pauser) = (world.authority.insecure_clone(), world.pauser.insecure_clone());
    world.advance_weeks(300).await;
    world.pause(&pauser).await.unwrap();
    world.resume(&authority).await.unwrap();
    world.update_params(&authority, World::PARAMS).await.unwrap();
}

#[tokio::test]
async fn begins_no_more_than_it_is_asked_for() {
    let (mut world, _) = people().await;
    let first = world.week().await;
    world.advance_weeks(20).await;
    world.crank(3).await.unwrap();
    assert_eq!(world.locker().await.week, first + 3);
    world.crank(u16::MAX).await.unwrap();
    assert_eq!(world.locker().await.week, first + 20);
}

#[tokio::test]
async fn refuses_no_weeks() {
    let (mut world, _) = people().await;
    world.crank(0).await.refused(LockerError::ZeroWeeks);
    world.advance_weeks(1).await;
    world.crank(0).await.refused(LockerError::ZeroWeeks);
}

#[tokio::test]
async fn a_repeat_does_nothing_and_says_nothing() {
    let (mut world, _) = people().await;
    world.advance_weeks(20).await;
    let receipt = world.crank(20).await.unwrap();
    assert!(has_event(&receipt.logs));
    let before = world.locker().await;
    for weeks in [1, 20, u16::MAX] {
        let receipt = world.crank(weeks).await.unwrap();
        assert!(!has_event(&receipt.logs), "{:?}", receipt.logs);
    }
    assert_eq!(bytemuck::bytes_of(&world.locker().await), bytemuck::bytes_of(&before));
}

#[tokio::test]
async fn nothing_is_due_before_the_weeks_first_second() {
    let (mut world, _) = people().await;
    let week = world.week().await;
    world.set_time(start_of(week + 1) - 1).await;
    world.crank(1).await.unwrap();
    assert_eq!(world.locker().await.week, week);
    world.set_time(start_of(week + 1)).await;
    world.crank(1).await.unwrap();
    assert_eq!(world.locker().await.week, week + 1);
}

#[tokio::test]
async fn an_old_slot_of_the_ring_is_written_anew() {
    let (mut world, locks) = people().await;
    let first = world.week().await;
    world.advance_weeks(300).await;
    world.crank(300).await.unwrap();
    // The slot of the lock's first snapshot, week 1, is week 257's: only the permanent 70 is left.
    let ring = world.locker().await.power_at;
    assert_eq!(ring[(first as usize + 1) % 256], 70);
    // A lock made now uses the slots of those that ended, and a second round goes as the first.
    let (dave, now) = (world.owner(1_000).await, first + 300);
    world.lock(&dave, 1_000, 208).await.unwrap();
    world.advance_weeks(300).await;
    world.crank(300).await.unwrap();
    let locks = [&locks[..], &[(1_000, now + 208)]].concat();
    shows(&world.locker().await, &locks, now, now + 300);
}

#[tokio::test]
async fn a_wide_gap_costs_one_transaction() {
    let (mut world, _) = people().await;
    world.advance_weeks(300).await;
    // Well below the 200,000 of a transaction that asks for nothing.
    assert!(world.crank(300).await.unwrap().compute_units < 100_000);
}

#[tokio::test]
async fn refuses_impostors_and_read_only_accounts() {
    let (mut world, _) = people().await;
    world.advance_weeks(1).await;
    // Another creator's locker is as good as this: anyone cranks any.
    let mut impostors = world.locker_impostors(LockerError::Unchanged).await;
    impostors.retain(|(_, _, _, error)| *error != LockerError::Unchanged.code());
    let (locker, mint) = (world.keys.locker, world.keys.mint);
    impostors.push((locker, mint, "a mint as locker", InstructionError::AccountDataTooSmall));
    let instruction = world.keys.crank(1);
    world.refuses_impostors(&instruction, &[], &impostors).await;
    world.refuses_read_only(&instruction, &[]).await;
    let there = world.another_locker().await;
    world.send(&[instruction.with(locker, there.locker)], &[]).await.unwrap();
}

/// A world with locks of 1,000 for 52 weeks, 300 for 208, 7 for 5, and a permanent 70.
async fn people() -> (World, Vec<(u64, u32)>) {
    let mut world = World::new().await;
    let week = world.week().await;
    for (amount, weeks) in [(1_000, 52), (300, 208), (7, 5)] {
        let owner = world.owner(amount).await;
        world.lock(&owner, amount, weeks).await.unwrap();
    }
    let carol: Owner = world.owner(70).await;
    world.lock(&carol, 70, 1).await.unwrap();
    world.make_permanent(&carol).await.unwrap();
    (world, vec![(1_000, week + 52), (300, week + 208), (7, week + 5), (70, u32::MAX)])
}

/// The locker has begun `now` and shows what `locks`, amounts and end weeks, made in `first`, come
/// to: sums, what expires when, and the total at the start of each week that its ring holds.
#[track_caller]
fn shows(locker: &Locker, locks: &[(u64, u32)], first: u32, now: u32) {
    let permanent = locks.iter().filter(|lock| lock.1 == u32::MAX).map(|lock| lock.0).sum::<u64>();
    let running = |week| locks.iter().filter(move |lock| lock.1 != u32::MAX && lock.1 > week);
    assert_eq!((locker.week, locker.permanent), (now, permanent));
    assert_eq!(locker.decaying, running(now).map(|lock| lock.0).sum::<u64>());
    let ends = running(now).map(|lock| u128::from(lock.0) * u128::from(lock.1)).sum::<u128>();
    assert_eq!(locker.decaying_end.get(), ends);
    let mut expiring = [0; 256];
    running(now).for_each(|lock| expiring[lock.1 as usize % 256] += lock.0);
    assert_eq!(locker.expiring, expiring);
    for week in (first + 1).max(now.saturating_sub(255))..=now {
        let left = running(week).map(|lock| lock.0 * u64::from(lock.1 - week)).sum::<u64>();
        assert_eq!(locker.power_at[week as usize % 256], left / 208 + permanent, "week {week}");
    }
}

fn has_event(logs: &[String]) -> bool {
    logs.iter().any(|line| line.starts_with("Program data:"))
}
