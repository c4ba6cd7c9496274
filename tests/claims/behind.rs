//! Claims where the locker is behind the clock, and at clocks out of range.

use revenue::RevenueError;
use tenure_math::{start_of, WEEK};
use tenure_tests::OutcomeExt;

use crate::{
    stage::{receives, Stage},
    views::{claim_all, paid, seen},
};

#[tokio::test]
async fn a_locker_eight_weeks_behind_is_no_obstacle() {
    let Stage { mut platform, usdc, alice, bob, week } = Stage::new().await.earned().await;
    platform.set_time(start_of(week + 9) - 1).await;
    assert_eq!(platform.locker().await.week, week);
    assert_eq!(paid(&mut platform, &alice, &usdc, 26).await, 375);
    assert_eq!(platform.record_of(&alice).await.next_week[0], week + 8);
    assert_eq!(claim_all(&mut platform, &bob, &usdc).await, 125);
    // A claim does not begin weeks in the locker.
    assert_eq!(platform.locker().await.week, week);
}

#[tokio::test]
async fn a_locker_nine_weeks_behind_wants_to_be_cranked_first() {
    let Stage { mut platform, usdc, alice, week, .. } = Stage::new().await.earned().await;
    platform.set_time(start_of(week + 9)).await;
    platform.claim(&alice, &usdc, 26).await.refused(RevenueError::NeedsCrank);
    let view = seen(&mut platform, &alice, &usdc).await;
    assert_eq!((view.amount, view.to_week), (375, week + 9));
    // One week is enough.
    platform.crank(1).await.unwrap();
    assert_eq!(seen(&mut platform, &alice, &usdc).await, view);
    assert_eq!(claim_all(&mut platform, &alice, &usdc).await, 375);
}

#[tokio::test]
async fn what_a_locker_is_behind_changes_no_share() {
    for cranked in [false, true] {
        let Stage { mut platform, usdc, alice, bob, .. } = Stage::new().await;
        // 2,080 tokens for 4 weeks: 30, 20 and 10 at the start of the next three.
        let carol = platform.owner(2_080).await;
        platform.lock(&carol, 2_080, 4).await.unwrap();
        receives(&mut platform, &carol, &[&usdc]).await;
        for total in [4_030, 4_020, 4_010, 4_000, 4_000] {
            platform.advance_weeks(1).await;
            platform.earn(&usdc, 2 * total).await;
            if cranked {
                platform.crank(1).await.unwrap();
            }
        }
        platform.advance_weeks(1).await;
        assert_eq!(claim_all(&mut platform, &alice, &usdc).await, 5 * 3_000);
        assert_eq!(claim_all(&mut platform, &bob, &usdc).await, 5 * 1_000);
        assert_eq!(claim_all(&mut platform, &carol, &usdc).await, 30 + 20 + 10);
    }
}

#[tokio::test]
async fn a_clock_before_1970_is_refused() {
    let Stage { mut platform, usdc, alice, .. } = Stage::new().await.earned().await;
    let now = platform.now().await;
    for second in [-1, i64::MIN] {
        platform.set_unix_timestamp(second).await;
        platform.claim(&alice, &usdc, 26).await.refused(RevenueError::BadClock);
    }
    platform.set_time(now).await;
    assert_eq!(claim_all(&mut platform, &alice, &usdc).await, 375);
}

#[tokio::test]
async fn a_clock_beyond_all_weeks_is_refused() {
    let Stage { mut platform, usdc, alice, .. } = Stage::new().await.earned().await;
    let now = platform.now().await;
    platform.set_unix_timestamp(i64::MAX).await;
    platform.claim(&alice, &usdc, 26).await.refused(RevenueError::NeedsCrank);
    platform.set_time(now).await;
    assert_eq!(claim_all(&mut platform, &alice, &usdc).await, 375);
}

#[tokio::test]
async fn a_clock_that_runs_back_pays_nothing_twice() {
    let Stage { mut platform, usdc, alice, bob, week } = Stage::new().await.earned().await;
    let now = platform.now().await;
    assert_eq!(paid(&mut platform, &alice, &usdc, 26).await, 375);
    // The locker does not know of the weeks that the pool began: to it, the earning week is running.
    platform.set_time(now - WEEK).await;
    for owner in [&alice, &bob] {
        platform.claim(owner, &usdc, 26).await.refused(RevenueError::NothingToClaim);
    }
    assert_eq!(platform.pool(&usdc).await.week, week + 2);
    platform.set_time(now).await;
    platform.claim(&alice, &usdc, 26).await.refused(RevenueError::NothingToClaim);
    assert_eq!(claim_all(&mut platform, &bob, &usdc).await, 125);
}
