//! Which weeks a claim takes, and how many.

use revenue::RevenueError;
use tenure_client::revenue::ClaimableView;
use tenure_math::{start_of, week_of};
use tenure_tests::{OutcomeExt, TokenKind};

use crate::{
    stage::{crank_all, slot, weekly, Stage},
    views::{claim_all, paid, seen},
};

#[tokio::test]
async fn are_one_to_26_a_call() {
    let Stage { mut platform, usdc, alice, .. } = Stage::new().await.earned().await;
    for max_weeks in [0, 27, 28, u8::MAX] {
        platform.claim(&alice, &usdc, max_weeks).await.refused(RevenueError::BadWeeks);
    }
    for max_weeks in [1, 26] {
        platform.claim(&alice, &usdc, max_weeks).await.unwrap();
        platform.advance_weeks(1).await;
    }
}

#[tokio::test]
async fn are_the_oldest_ones_first() {
    let Stage { mut platform, usdc, alice, week, .. } = Stage::new().await;
    weekly(&mut platform, &usdc, &[4, 40, 400, 4_000]).await;
    for (max_weeks, amount, next) in [(1, 3, 2), (2, 30 + 300, 4), (26, 3_000, 5)] {
        assert_eq!(paid(&mut platform, &alice, &usdc, max_weeks).await, amount);
        assert_eq!(platform.record_of(&alice).await.next_week[0], week + next);
        seen(&mut platform, &alice, &usdc).await;
    }
    platform.claim(&alice, &usdc, 1).await.refused(RevenueError::NothingToClaim);
}

#[tokio::test]
async fn move_the_cursor_of_their_pool_and_lock_only() {
    let Stage { mut platform, usdc, alice, bob, week } = Stage::new().await;
    let weth = platform.currency(TokenKind::SplToken, 9).await;
    platform.open_destination(&alice, &weth).await;
    platform.advance_weeks(1).await;
    platform.earn(&usdc, 800).await;
    platform.earn(&weth, 8_000).await;
    platform.advance_weeks(1).await;
    platform.claim(&alice, &weth, 26).await.unwrap();
    let record = platform.record_of(&alice).await;
    let mut expected = [0; 32];
    expected[1] = week + 2;
    assert_eq!(record.next_week, expected);
    assert_eq!((record.destination_bump[0], record.destination_bump[1] > 0), (0, true));
    assert_eq!(platform.record_of(&bob).await.next_week, [0; 32]);
    // 3/4 of 4,000, and of 400.
    assert_eq!(platform.received(&alice, &weth).await, 3_000);
    assert_eq!(claim_all(&mut platform, &alice, &usdc).await, 300);
    expected[0] = week + 2;
    assert_eq!(platform.record_of(&alice).await.next_week, expected);
}

#[tokio::test]
async fn begin_with_the_pool() {
    let Stage { mut platform, alice, week, .. } = Stage::new().await;
    platform.advance_weeks(5).await;
    let weth = platform.currency(TokenKind::SplToken, 9).await;
    platform.open_destination(&alice, &weth).await;
    // The pool's first week closes only now.
    let none = ClaimableView { amount: 0, from_week: week + 5, to_week: week + 5 };
    assert_eq!(seen(&mut platform, &alice, &weth).await, none);
    platform.claim(&alice, &weth, 26).await.refused(RevenueError::NothingToClaim);
    platform.earn(&weth, 8).await;
    platform.advance_weeks(1).await;
    let first = ClaimableView { amount: 3, from_week: week + 5, to_week: week + 6 };
    assert_eq!(seen(&mut platform, &alice, &weth).await, first);
    assert_eq!(paid(&mut platform, &alice, &weth, 1).await, 3);
}

#[tokio::test]
async fn number_200_in_eight_calls() {
    let Stage { mut platform, usdc, alice, bob, week } = Stage::new().await;
    // In week i lockers get 4 i: Alice 3 i, Bob i.
    for i in 1..=200 {
        platform.advance_weeks(1).await;
        platform.earn(&usdc, 8 * i).await;
        if i % 8 == 0 {
            crank_all(&mut platform).await;
        }
    }
    platform.advance_weeks(1).await;
    // 3 * 200 * 201 / 2
    let all = ClaimableView { amount: 60_300, from_week: week + 1, to_week: week + 201 };
    assert_eq!(seen(&mut platform, &alice, &usdc).await, all);

    let mut left = 60_300;
    for call in 0..8 {
        // 3 * 26 * (first + last) / 2, where first = 26 call + 1 and last = 26 call + 26; the last call has
        // 18 weeks, from 183 to 200: 3 * 18 * 383 / 2.
        let amount = if call < 7 { 39 * (52 * u64::from(call) + 27) } else { 10_341 };
        assert_eq!(paid(&mut platform, &alice, &usdc, 26).await, amount);
        left -= amount;
        let next = week + 201.min(26 * (call + 1) + 1);
        assert_eq!(platform.record_of(&alice).await.next_week[0], next);
        let view = ClaimableView { amount: left, from_week: next, to_week: week + 201 };
        assert_eq!(seen(&mut platform, &alice, &usdc).await, view);
    }
    assert_eq!(left, 0);
    platform.claim(&alice, &usdc, 26).await.refused(RevenueError::NothingToClaim);
    assert_eq!(claim_all(&mut platform, &bob, &usdc).await, 20_100);
    let pool = platform.pool(&usdc).await;
    assert_eq!((pool.credited.get(), pool.paid.get(), pool.remaining()), (80_400, 80_400, 0));
    assert_eq!(platform.balance(&usdc.pool.vault).await, 0);
}

#[tokio::test]
async fn can_be_claimed_for_208_weeks() {
    let Stage { mut platform, usdc, alice, bob, week } = Stage::new().await.earned().await;
    // The last second of the 208th week after the one that earned.
    platform.set_time(start_of(week + 1 + 209) - 1).await;
    crank_all(&mut platform).await;
    let view = ClaimableView { amount: 375, from_week: week + 1, to_week: week + 209 };
    assert_eq!(seen(&mut platform, &alice, &usdc).await, view);
    assert_eq!(paid(&mut platform, &alice, &usdc, 1).await, 375);
    assert_eq!(claim_all(&mut platform, &bob, &usdc).await, 125);
}

#[tokio::test]
async fn expire_after_208_weeks() {
    let Stage { mut platform, usdc, alice, bob, week } = Stage::new().await.earned().await;
    assert_eq!(claim_all(&mut platform, &bob, &usdc).await, 125);
    platform.set_time(start_of(week + 1 + 209)).await;
    crank_all(&mut platform).await;
    assert_eq!(week_of(platform.now().await), week + 210);
    let view = ClaimableView { amount: 0, from_week: week + 2, to_week: week + 210 };
    assert_eq!(seen(&mut platform, &alice, &usdc).await, view);
    assert_eq!(paid(&mut platform, &alice, &usdc, 26).await, 0);
    // Bob's 125 are gone; of Alice's 375 this week gets ceil(375 / 8) = 47.
    let pool = platform.pool(&usdc).await;
    assert_eq!((pool.revenue[slot(week + 1)], pool.unpaid[slot(week + 1)]), (0, 0));
    assert_eq!((pool.revenue[slot(week + 210)], pool.recycling), (47, 328));
    assert_eq!((pool.credited.get(), pool.paid.get()), (500, 125));
    assert_eq!(platform.balance(&usdc.pool.vault).await, 375);
    // floor(47 * 3/4) of it is hers once it closed.
    platform.advance_weeks(1).await;
    assert_eq!(claim_all(&mut platform, &alice, &usdc).await, 35);
}

#[tokio::test]
async fn are_skipped_by_a_claim_once_they_expired() {
    let Stage { mut platform, usdc, alice, week, .. } = Stage::new().await;
    weekly(&mut platform, &usdc, &[400, 4_000]).await;
    // Week 1 expired, and week 2 is the oldest.
    platform.set_time(start_of(week + 210)).await;
    crank_all(&mut platform).await;
    assert_eq!(paid(&mut platform, &alice, &usdc, 1).await, 3_000);
    assert_eq!(platform.record_of(&alice).await.next_week[0], week + 3);
}
