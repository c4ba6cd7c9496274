//! Times, terms and amounts at their limits, and one beside.

use locker::{LockerError, LockerParams};
use tenure_math::{start_of, MAX_SECONDS};
use tenure_tests::{balance_of, OutcomeExt, Owner, TokenKind, World, START};

/// A week's first second, a little after the world begins.
fn boundary() -> u64 {
    start_of(tenure_math::week_of(START) + 1)
}

/// Alice has locked one token for each second of the longest term, so that her power is the seconds
/// left; the lock ends at [`boundary`] + 1 week.
async fn ending() -> (World, Owner, u64) {
    let mut world = World::new().await;
    let alice = world.owner(MAX_SECONDS + 1_000).await;
    world.lock(&alice, MAX_SECONDS, 2).await.unwrap();
    (world, alice, boundary() + start_of(1))
}

#[tokio::test]
async fn power_ends_with_the_last_second() {
    let (mut world, alice, end) = ending().await;
    for (t, left) in [(end - 2, 2), (end - 1, 1), (end, 0), (end + 1, 0)] {
        world.set_time(t).await;
        let power = world.power(&alice).await.unwrap();
        assert_eq!((power.lock, power.total), (left, left), "{left} seconds before the end");
    }
}

#[tokio::test]
async fn power_falls_through_a_weeks_start_without_a_step() {
    let (mut world, alice, end) = ending().await;
    for t in [boundary() - 1, boundary(), boundary() + 1] {
        world.set_time(t).await;
        let power = world.power(&alice).await.unwrap();
        assert_eq!((power.lock, power.total), (end - t, end - t));
        world.crank(1).await.unwrap();
        assert_eq!(world.power(&alice).await.unwrap(), power);
    }
}

#[tokio::test]
async fn withdraws_from_the_end_on() {
    for (after, free) in [(-1, false), (0, true), (1, true)] {
        let (mut world, alice, end) = ending().await;
        world.set_time(end.checked_add_signed(after).unwrap()).await;
        let outcome = world.withdraw(&alice).await;
        if free {
            outcome.unwrap();
        } else {
            outcome.refused(LockerError::NotEnded);
        }
    }
}

#[tokio::test]
async fn grows_until_the_last_second() {
    let (mut world, alice, end) = ending().await;
    world.set_time(end - 1).await;
    world.increase(&alice, 1).await.unwrap();
    world.set_time(end).await;
    world.increase(&alice, 1).await.refused(LockerError::Ended);
}

#[tokio::test]
async fn extends_until_the_last_second() {
    let (mut world, alice, end) = ending().await;
    world.set_time(end).await;
    world.extend(&alice, 1).await.refused(LockerError::Ended);
    world.set_time(end - 1).await;
    world.extend(&alice, 1).await.refused(LockerError::Shortening);
    world.extend(&alice, 2).await.unwrap();
}

#[tokio::test]
async fn becomes_permanent_until_the_last_second() {
    let (mut world, alice, end) = ending().await;
    world.set_time(end).await;
    world.make_permanent(&alice).await.refused(LockerError::Ended);
    world.set_time(end - 1).await;
    world.make_permanent(&alice).await.unwrap();
}

#[tokio::test]
async fn leaves_early_until_the_last_second() {
    let (mut world, alice, end) = ending().await;
    world.set_time(end).await;
    world.exit_early(&alice, u64::MAX).await.refused(LockerError::Ended);
    world.set_time(end - 1).await;
    // 20% of one second's token, rounded up.
    world.exit_early(&alice, 0).await.refused(LockerError::PenaltyAboveMost);
    world.exit_early(&alice, 1).await.unwrap();
}

#[tokio::test]
async fn a_week_counts_from_its_first_second() {
    for (after, passed) in [(-1, 0), (0, 1), (1, 1)] {
        let mut world = World::new().await;
        let alice = world.owner(MAX_SECONDS).await;
        let week = world.week().await + passed;
        world.set_time(boundary().checked_add_signed(after).unwrap()).await;
        world.lock(&alice, MAX_SECONDS, 1).await.unwrap();
        let lock = world.lock_of(&alice.address()).await;
        assert_eq!((lock.end_week, lock.checkpoint(0).week), (week + 1, week));
        // A lock of one week made a second before the week's start lasts that second.
        let left = start_of(week + 1) - boundary().checked_add_signed(after).unwrap();
        assert_eq!(world.power(&alice).await.unwrap().lock, left);
    }
}

#[tokio::test]
async fn a_snapshot_sees_what_was_locked_the_second_before() {
    let mut world = World::new().await;
    let (alice, bob) = (world.owner(MAX_SECONDS).await, world.owner(MAX_SECONDS).await);
    let week = world.week().await + 1;
    world.set_time(boundary() - 1).await;
    world.lock(&alice, MAX_SECONDS, 2).await.unwrap();
    world.set_time(boundary()).await;
    world.lock(&bob, MAX_SECONDS, 2).await.unwrap();
    // One week left for Alice; Bob came with the week itself.
    let power = world.power_at_week(&alice, week).await.unwrap();
    assert_eq!((power.lock, power.total), (604_800, 604_800));
    let power = world.power_at_week(&bob, week).await.unwrap();
    assert_eq!((power.lock, power.total), (0, 604_800));
}

#[tokio::test]
async fn the_longest_lock_at_a_weeks_start_has_full_power() {
    let mut world = World::new().await;
    let alice = world.owner(1_000).await;
    world.set_time(boundary()).await;
    world.lock(&alice, 1_000, 208).await.unwrap();
    assert_eq!(world.power(&alice).await.unwrap().lock, 1_000);
    world.set_time(boundary() + 1).await;
    assert_eq!(world.power(&alice).await.unwrap().lock, 999);
}

#[tokio::test]
async fn terms_from_1_to_208_weeks() {
    let mut world = World::new().await;
    for (weeks, error) in [
        (0, Some(LockerError::TooShort)),
        (1, None),
        (208, None),
        (209, Some(LockerError::TooLong)),
        (u16::MAX, Some(LockerError::TooLong)),
    ] {
        let owner = world.owner(1).await;
        let outcome = world.lock(&owner, 1, weeks).await;
        match error {
            Some(error) => outcome.refused(error),
            None => drop(outcome.unwrap()),
        }
    }
}

#[tokio::test]
async fn a_term_of_one_length_only() {
    let params = LockerParams { min_weeks: 52, max_weeks: 52, ..World::PARAMS };
    let mut world = World::with(TokenKind::SplToken, 6, params).await;
    let alice = world.owner(10).await;
    world.lock(&alice, 1, 51).await.refused(LockerError::TooShort);
    world.lock(&alice, 1, 53).await.refused(LockerError::TooLong);
    world.lock(&alice, 1, 52).await.unwrap();
    world.increase(&alice, 1).await.unwrap();
    world.extend(&alice, 52).await.refused(LockerError::Shortening);
    world.advance_weeks(1).await;
    world.increase(&alice, 1).await.refused(LockerError::TooShort);
    world.extend(&alice, 52).await.unwrap();
}

#[tokio::test]
async fn one_base_unit() {
    let mut world = World::new().await;
    let alice = world.owner(1).await;
    world.set_time(boundary()).await;
    world.lock(&alice, 1, 208).await.unwrap();
    assert_eq!(world.power(&alice).await.unwrap().lock, 1);
    world.set_time(boundary() + 1).await;
    assert_eq!(world.power(&alice).await.unwrap().lock, 0);
    // 20% of a unit is a whole one, rounded up.
    world.exit_early(&alice, 1).await.unwrap();
    let penalties = world.keys.penalty_account;
    assert_eq!((world.balance(&alice.tokens).await, world.balance(&penalties).await), (0, 1));
}

#[tokio::test]
async fn all_tokens_there_can_be() {
    let mut world = World::new().await;
    let alice = world.owner(u64::MAX).await;
    world.set_time(boundary()).await;
    world.lock(&alice, u64::MAX, 208).await.unwrap();

    let (locker, end) = (world.locker().await, world.week().await + 208);
    assert_eq!((locker.deposits, locker.decaying), (u64::MAX, u64::MAX));
    assert_eq!(locker.decaying_end.get(), u128::from(u64::MAX) * u128::from(end));
    let power = world.power(&alice).await.unwrap();
    assert_eq!((power.lock, power.total), (u64::MAX, u64::MAX));
    // One second later: u64::MAX - ceil(u64::MAX / 125,798,400).
    world.set_time(boundary() + 1).await;
    let power = world.power(&alice).await.unwrap();
    let lost = u64::MAX.div_ceil(MAX_SECONDS);
    assert_eq!((power.lock, power.total), (u64::MAX - lost, u64::MAX - lost));

    world.make_permanent(&alice).await.unwrap();
    assert_eq!(world.power(&alice).await.unwrap().total, u64::MAX);
    world.begin_unlock(&alice).await.unwrap();
    world.advance_weeks(208).await;
    world.crank(208).await.unwrap();
    world.withdraw(&alice).await.unwrap();
    assert_eq!(world.balance(&alice.tokens).await, u64::MAX);
}

#[tokio::test]
async fn the_penalty_of_all_tokens_there_can_be() {
    let params = LockerParams { penalty_bps: 5_000, ..World::PARAMS };
    let mut world = World::with(TokenKind::SplToken, 6, params).await;
    let alice = world.owner(u64::MAX).await;
    world.set_time(boundary()).await;
    world.lock(&alice, u64::MAX, 208).await.unwrap();
    // Half, rounded up.
    let half = 1 << 63;
    world.exit_early(&alice, half - 1).await.refused(LockerError::PenaltyAboveMost);
    world.exit_early(&alice, half).await.unwrap();
    let penalties = world.keys.penalty_account;
    assert_eq!((world.balance(&alice.tokens).await, world.balance(&penalties).await), (half - 1, half));
}

#[tokio::test]
async fn refuses_more_tokens_than_there_can_be() {
    let mut world = World::new().await;
    let (alice, bob) = (world.owner(u64::MAX - 1).await, world.owner(1).await);
    world.lock(&alice, u64::MAX - 1, 52).await.unwrap();
    // No mint can do this: two tokens where only one can exist.
    forge_balance(&mut world, &bob, 2).await;
    world.lock(&bob, 2, 52).await.refused(LockerError::Overflow);
    world.lock(&bob, 1, 52).await.unwrap();
    world.increase(&bob, 1).await.refused(LockerError::Overflow);
}

#[tokio::test]
async fn refuses_more_in_one_lock_than_there_can_be() {
    let mut world = World::new().await;
    let alice = world.owner(u64::MAX).await;
    world.lock(&alice, u64::MAX, 52).await.unwrap();
    forge_balance(&mut world, &alice, 1).await;
    world.increase(&alice, 1).await.refused(LockerError::Overflow);
}

#[tokio::test]
async fn permanent_and_decaying_tokens_share_the_limit() {
    let mut world = World::new().await;
    let (alice, bob) = (world.owner(u64::MAX).await, world.owner(0).await);
    world.lock(&alice, u64::MAX, 52).await.unwrap();
    world.make_permanent(&alice).await.unwrap();
    forge_balance(&mut world, &bob, 1).await;
    world.lock(&bob, 1, 52).await.refused(LockerError::Overflow);
}

#[tokio::test]
async fn any_number_of_decimals() {
    for decimals in [0, 6, 9, 255] {
        let mut world = World::with(TokenKind::SplToken, decimals, World::PARAMS).await;
        let alice = world.owner(1_500_000_000).await;
        world.lock(&alice, 1_000_000_000, 1).await.unwrap();
        world.increase(&alice, 500_000_000).await.unwrap();
        // floor(1,500,000,000 * 0.5 / 208)
        assert_eq!(world.power(&alice).await.unwrap().lock, 3_605_769);
        world.advance_weeks(1).await;
        world.withdraw(&alice).await.unwrap();
        world.lock(&alice, 1_500_000_000, 208).await.unwrap();
        world.exit_early(&alice, u64::MAX).await.unwrap();
        // ceil(1,500,000,000 * 20% * 207.5 / 208) = ceil(299,278,846.15..)
        assert_eq!(world.balance(&alice.tokens).await, 1_500_000_000 - 299_278_847);
    }
}

/// Writes a balance that the mint never made.
async fn forge_balance(world: &mut World, owner: &Owner, balance: u64) {
    let mut account = world.account(&owner.tokens).await.unwrap();
    account.data[64..72].copy_from_slice(&balance.to_le_bytes());
    assert_eq!(balance_of(&account.data), balance);
    world.set_account(&owner.tokens, account);
}
