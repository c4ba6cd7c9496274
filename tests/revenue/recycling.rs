//! Weeks that earn nothing, as nobody or too little power was there when they began: what comes in for
//! lockers waits, and each week with power gets an eighth of it.

use revenue::Terms;
use tenure_tests::{Currency, Owner, Platform, TokenKind, World};

use crate::ring::slot;

/// A platform on half to lockers and a floor of `min_power`, and a currency.
async fn with_floor(min_power: u64) -> (Platform, Currency) {
    let mut platform = Platform::with(World::new().await, Terms { min_power, ..Platform::TERMS }).await;
    let usdc = platform.currency(TokenKind::SplToken, 6).await;
    (platform, usdc)
}

/// Someone with `power` in every week to come.
async fn permanent(platform: &mut Platform, power: u64) -> Owner {
    let owner = platform.owner(power).await;
    platform.lock(&owner, power, 208).await.unwrap();
    platform.make_permanent(&owner).await.unwrap();
    owner
}

/// What waits, and what the current week has to give.
async fn books(platform: &mut Platform, currency: &Currency) -> (u64, u64) {
    let (week, pool) = (platform.week().await, platform.pool(currency).await);
    assert_eq!(pool.week, week);
    let at = slot(week);
    // Nobody has claimed anything.
    assert_eq!(pool.unpaid[at], pool.revenue[at]);
    (pool.recycling, pool.revenue[at])
}

#[tokio::test]
async fn without_locks_all_waits() {
    let (mut platform, usdc) = with_floor(0).await;
    platform.earn(&usdc, 1_001).await;
    assert_eq!(books(&mut platform, &usdc).await, (500, 0));
    platform.earn(&usdc, 1_000).await;
    assert_eq!(books(&mut platform, &usdc).await, (1_000, 0));
    platform.advance_weeks(1).await;
    platform.earn(&usdc, 1_000).await;
    assert_eq!(books(&mut platform, &usdc).await, (1_500, 0));
    // The treasury does not wait.
    assert_eq!(platform.balance(&usdc.pool.treasury).await, 501 + 500 + 500);
    let pool = platform.pool(&usdc).await;
    assert_eq!((pool.credited.get(), pool.remaining()), (1_500, 0));
}

#[tokio::test]
async fn a_lock_made_in_the_same_week_does_not_make_it_earn() {
    let (mut platform, usdc) = with_floor(0).await;
    permanent(&mut platform, 1_000).await;
    platform.earn(&usdc, 1_000).await;
    assert_eq!(books(&mut platform, &usdc).await, (500, 0));
}

#[tokio::test]
async fn each_week_with_power_gets_an_eighth_rounded_up() {
    let (mut platform, usdc) = with_floor(0).await;
    permanent(&mut platform, 1_000).await;
    platform.earn(&usdc, 2_001).await;
    assert_eq!(books(&mut platform, &usdc).await, (1_000, 0));
    // 1,000 / 8 = 125; 875 / 8 = 109.375; 765 / 8 = 95.625; 669 / 8 = 83.625. Each with 2 / 2 of income.
    for (waiting, part) in [(875, 125), (765, 110), (669, 96), (585, 84)] {
        platform.advance_weeks(1).await;
        platform.earn(&usdc, 2).await;
        assert_eq!(books(&mut platform, &usdc).await, (waiting, part + 1));
    }
    let pool = platform.pool(&usdc).await;
    // 1,000 and four times 1 came in: 415 + 4 in the weeks, 585 wait.
    assert_eq!((pool.credited.get(), pool.remaining()), (1_004, 419));
}

#[tokio::test]
async fn the_last_unit_does_not_wait_for_ever() {
    for (income, part) in [(2, 1), (4, 1), (14, 1), (16, 1), (18, 2)] {
        // Half of it waits: 1, 2, 7, 8 and 9.
        let (mut platform, usdc) = with_floor(0).await;
        permanent(&mut platform, 1_000).await;
        platform.earn(&usdc, income).await;
        platform.advance_weeks(1).await;
        // One unit comes in, and is the treasury's.
        platform.earn(&usdc, 1).await;
        assert_eq!(books(&mut platform, &usdc).await, (income / 2 - part, part));
    }
}

#[tokio::test]
async fn a_week_gets_its_eighth_once() {
    let (mut platform, usdc) = with_floor(0).await;
    permanent(&mut platform, 1_000).await;
    platform.earn(&usdc, 2_000).await;
    platform.advance_weeks(1).await;
    for (income, has) in [(1, 125), (1, 125), (100, 175), (1, 175)] {
        platform.earn(&usdc, income).await;
        assert_eq!(books(&mut platform, &usdc).await, (875, has));
    }
}

#[tokio::test]
async fn weeks_that_nobody_began_get_nothing() {
    let (mut platform, usdc) = with_floor(0).await;
    permanent(&mut platform, 1_000).await;
    platform.earn(&usdc, 2_000).await;
    // Five weeks pass: the fifth gets one eighth, not five.
    platform.advance_weeks(5).await;
    platform.earn(&usdc, 1).await;
    assert_eq!(books(&mut platform, &usdc).await, (875, 125));
    assert_eq!(platform.pool(&usdc).await.remaining(), 125);
}

#[tokio::test]
async fn weeks_without_power_leave_it_waiting() {
    let (mut platform, usdc) = with_floor(0).await;
    let alice = platform.owner(1_000).await;
    platform.lock(&alice, 1_000, 2).await.unwrap();
    platform.earn(&usdc, 2_000).await;
    // The lock's last week earns: its power at the start is floor(1,000 / 208) = 4.
    platform.advance_weeks(1).await;
    platform.earn(&usdc, 1).await;
    assert_eq!(books(&mut platform, &usdc).await, (875, 125));
    // The next begins with the lock's end.
    for waiting in [885, 895] {
        platform.advance_weeks(1).await;
        platform.earn(&usdc, 20).await;
        assert_eq!(books(&mut platform, &usdc).await, (waiting, 0));
    }
    // And someone else's lock makes weeks earn again: ceil((895 + 0) / 8) = ceil(111.875).
    permanent(&mut platform, 7).await;
    platform.advance_weeks(1).await;
    platform.earn(&usdc, 1).await;
    assert_eq!(books(&mut platform, &usdc).await, (783, 112));
}

#[tokio::test]
async fn power_at_the_floor_is_enough_and_below_is_not() {
    for (min_power, power, earns) in [
        (0, 1, true),
        (1, 1, true),
        (2, 1, false),
        (999, 1_000, true),
        (1_000, 1_000, true),
        (1_001, 1_000, false),
        (u64::MAX, 1_000, false),
    ] {
        println!("floor {min_power}, power {power}");
        let (mut platform, usdc) = with_floor(min_power).await;
        permanent(&mut platform, power).await;
        platform.advance_weeks(1).await;
        platform.earn(&usdc, 1_000).await;
        let expected = if earns { (0, 500) } else { (500, 0) };
        assert_eq!(books(&mut platform, &usdc).await, expected);
    }
}

#[tokio::test]
async fn the_floor_is_compared_with_everybodys_power() {
    let (mut platform, usdc) = with_floor(1_000).await;
    permanent(&mut platform, 600).await;
    permanent(&mut platform, 400).await;
    platform.advance_weeks(1).await;
    platform.earn(&usdc, 1_000).await;
    assert_eq!(books(&mut platform, &usdc).await, (0, 500));
}

#[tokio::test]
async fn below_the_floor_all_waits() {
    let (mut platform, usdc) = with_floor(1_000).await;
    permanent(&mut platform, 999).await;
    platform.advance_weeks(1).await;
    platform.earn(&usdc, 2_000).await;
    permanent(&mut platform, 1).await;
    platform.earn(&usdc, 1).await;
    assert_eq!(books(&mut platform, &usdc).await, (1_000, 0));
    // The floor is reached: an eighth, and what comes in.
    platform.advance_weeks(1).await;
    platform.earn(&usdc, 200).await;
    assert_eq!(books(&mut platform, &usdc).await, (875, 225));
}

#[tokio::test]
async fn power_that_leaves_within_a_week_does_not_stop_it_from_earning() {
    let (mut platform, usdc) = with_floor(0).await;
    let alice = platform.owner(1_000).await;
    platform.lock(&alice, 1_000, 208).await.unwrap();
    platform.advance_weeks(1).await;
    platform.exit_early(&alice, u64::MAX).await.unwrap();
    platform.earn(&usdc, 1_000).await;
    // She was there at its start, and earned it.
    assert_eq!(books(&mut platform, &usdc).await, (0, 500));
    platform.advance_weeks(1).await;
    platform.earn(&usdc, 1_000).await;
    assert_eq!(books(&mut platform, &usdc).await, (500, 0));
}

#[tokio::test]
async fn what_nobody_claims_in_208_weeks_is_shared_again() {
    let (mut platform, usdc) = with_floor(0).await;
    permanent(&mut platform, 1_000).await;
    platform.advance_weeks(1).await;
    platform.earn(&usdc, 2_000).await;
    // Exactly 208 weeks later it can still be claimed.
    platform.advance_weeks(208).await;
    platform.crank(u16::MAX).await.unwrap();
    platform.earn(&usdc, 1).await;
    assert_eq!(books(&mut platform, &usdc).await, (0, 0));
    assert_eq!(platform.pool(&usdc).await.remaining(), 1_000);
    // One later no more.
    platform.advance_weeks(1).await;
    platform.earn(&usdc, 1).await;
    assert_eq!(books(&mut platform, &usdc).await, (875, 125));
    assert_eq!(platform.pool(&usdc).await.remaining(), 125);
}

#[tokio::test]
async fn a_pool_left_alone_for_years_shares_all_again() {
    let (mut platform, usdc) = with_floor(0).await;
    permanent(&mut platform, 1_000).await;
    for _ in 0..3 {
        platform.advance_weeks(1).await;
        platform.earn(&usdc, 2_000).await;
    }
    platform.advance_weeks(1_000).await;
    while platform.locker().await.week < platform.week().await {
        platform.crank(256).await.unwrap();
    }
    platform.earn(&usdc, 2).await;
    // ceil(3,000 / 8) and the lockers' half of 2.
    assert_eq!(books(&mut platform, &usdc).await, (2_625, 376));
    assert_eq!(platform.pool(&usdc).await.remaining(), 376);
}
