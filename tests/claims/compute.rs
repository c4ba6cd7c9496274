//! The dearest claims fit what a transaction gets.

use tenure_tests::{Currency, Owner, Platform};

use crate::{
    stage::{crank_all, member, weekly, Stage},
    views::seen,
};

/// What one instruction gets without asking.
pub const DEFAULT: u64 = 200_000;

/// Alice's history is full, with a checkpoint in each of 64 weeks in which lockers earned.
async fn full_history() -> (Platform, Currency, Owner) {
    let mut platform = Platform::new().await;
    let stake = platform.stake_currency().await;
    let alice = member(&mut platform, 3_000, &[&stake]).await;
    platform.mint_to(&alice.tokens, 63).await;
    for _ in 1..64 {
        platform.advance_weeks(1).await;
        platform.increase(&alice, 1).await.unwrap();
        platform.earn(&stake, 20).await;
    }
    (platform, stake, alice)
}

#[tokio::test]
async fn of_26_weeks_from_a_full_history() {
    let (mut platform, stake, alice) = full_history().await;
    platform.advance_weeks(1).await;
    for _ in 0..2 {
        let receipt = platform.claim(&alice, &stake, 26).await.unwrap();
        assert!(receipt.compute_units < DEFAULT, "{}", receipt.compute_units);
    }
    // Alone, she earned 10 in each of 52 weeks.
    assert_eq!(platform.received(&alice, &stake).await, 520);
}

#[tokio::test]
async fn of_26_weeks_into_the_lock() {
    let Stage { mut platform, usdc: stake, alice, .. } = Stage::of_the_stake_mint().await;
    for _ in 0..3 {
        weekly(&mut platform, &stake, &[40; 7]).await;
        crank_all(&mut platform).await;
    }
    // The locker begins eight weeks on the way.
    platform.advance_weeks(8).await;
    let receipt = platform.claim_and_lock(&alice, &stake, 26).await.unwrap();
    assert!(receipt.compute_units < DEFAULT, "{}", receipt.compute_units);
    // Three quarters of 40 in each of 21 weeks: each eighth week had no income.
    assert_eq!(platform.lock_of(&alice.address()).await.amount, 3_000 + 21 * 30);
}

#[tokio::test]
async fn of_26_weeks_where_the_locker_is_eight_weeks_behind() {
    let (mut platform, stake, alice) = full_history().await;
    platform.claim(&alice, &stake, 26).await.unwrap();
    platform.claim(&alice, &stake, 19).await.unwrap();
    // The 26 weeks that are left are 18 of the locker's past and 8 that it has not begun.
    platform.advance_weeks(8).await;
    let receipt = platform.claim(&alice, &stake, 26).await.unwrap();
    assert!(receipt.compute_units < DEFAULT, "{}", receipt.compute_units);
}

#[tokio::test]
async fn of_all_that_can_be_viewed() {
    let Stage { mut platform, usdc, alice, week, .. } = Stage::new().await.earned().await;
    platform.advance_weeks(207).await;
    crank_all(&mut platform).await;
    let instruction = platform.revenue.claimable(&alice.address(), &usdc.pool);
    let receipt = platform.attempt(instruction, &[]).await.unwrap();
    assert!(receipt.compute_units < DEFAULT, "{}", receipt.compute_units);
    let view = seen(&mut platform, &alice, &usdc).await;
    assert_eq!((view.amount, view.from_week, view.to_week), (375, week + 1, week + 209));
}

#[tokio::test]
async fn of_a_view_where_nobody_touched_the_locker_for_a_term() {
    let Stage { mut platform, usdc, alice, .. } = Stage::new().await.earned().await;
    // Alice's lock is permanent: it had power in all of the weeks, and the locker has begun none of them.
    platform.advance_weeks(205).await;
    let instruction = platform.revenue.claimable(&alice.address(), &usdc.pool);
    let receipt = platform.attempt(instruction, &[]).await.unwrap();
    assert!(receipt.compute_units < DEFAULT, "{}", receipt.compute_units);
}
