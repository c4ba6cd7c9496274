//! Which week takes income in: the locker's, whatever the clock does.

use revenue::RevenueError;
use tenure_math::{start_of, WEEK};
use tenure_tests::{Currency, OutcomeExt, Platform, TokenKind, START};

use crate::ring::slot;

/// The week in which a world begins.
const FIRST: u32 = (START / WEEK) as u32;

/// A platform where 1,000 tokens are locked until the start of the week `FIRST` + `weeks`, and a currency.
async fn locked(weeks: u16) -> (Platform, Currency) {
    let mut platform = Platform::new().await;
    let usdc = platform.currency(TokenKind::SplToken, 6).await;
    let alice = platform.owner(1_000).await;
    platform.lock(&alice, 1_000, weeks).await.unwrap();
    (platform, usdc)
}

/// What `week` has to give.
async fn revenue_of(platform: &mut Platform, currency: &Currency, week: u32) -> u64 {
    platform.pool(currency).await.revenue[slot(week)]
}

#[tokio::test]
async fn a_locker_eight_weeks_behind_is_near_enough() {
    let (mut platform, usdc) = locked(208).await;
    platform.advance_weeks(8).await;
    platform.earn(&usdc, 1_000).await;
    assert_eq!(revenue_of(&mut platform, &usdc, FIRST + 8).await, 500);
    // Distribution only reads the locker.
    assert_eq!(platform.locker().await.week, FIRST);
}

#[tokio::test]
async fn a_locker_nine_weeks_behind_is_cranked_first() {
    let (mut platform, usdc) = locked(208).await;
    platform.advance_weeks(9).await;
    platform.pay_in(&usdc, 1_000).await;
    platform.distribute(&usdc).await.refused(RevenueError::NeedsCrank);
    // One week begun leaves eight.
    platform.crank(1).await.unwrap();
    assert_eq!(platform.locker().await.week, FIRST + 1);
    platform.distribute(&usdc).await.unwrap();
    assert_eq!(revenue_of(&mut platform, &usdc, FIRST + 9).await, 500);
}

#[tokio::test]
async fn the_last_second_of_the_eighth_week_behind_is_near_enough() {
    let (mut platform, usdc) = locked(208).await;
    let ninth = start_of(FIRST + 9);
    platform.set_time(ninth - 1).await;
    platform.earn(&usdc, 1_000).await;
    platform.pay_in(&usdc, 1_000).await;
    platform.set_time(ninth).await;
    platform.distribute(&usdc).await.refused(RevenueError::NeedsCrank);
}

#[tokio::test]
async fn locks_that_ended_since_the_locker_was_touched_count_no_more() {
    // Ended in the fifth of eight weeks behind, at the start of the eighth, and a week later.
    for (weeks, earns) in [(5, false), (8, false), (9, true)] {
        let (mut platform, usdc) = locked(weeks).await;
        platform.advance_weeks(8).await;
        platform.earn(&usdc, 1_000).await;
        let expected = if earns { (0, 500) } else { (500, 0) };
        let pool = platform.pool(&usdc).await;
        assert_eq!((pool.recycling, pool.revenue[slot(FIRST + 8)]), expected);
    }
}

#[tokio::test]
async fn it_makes_no_difference_whether_the_locker_was_cranked() {
    let mut pools = vec![];
    for cranked in [false, true] {
        let (mut platform, usdc) = locked(208).await;
        platform.earn(&usdc, 1_000).await;
        platform.advance_weeks(7).await;
        if cranked {
            platform.crank(8).await.unwrap();
        }
        platform.earn(&usdc, 1_000).await;
        let pool = platform.pool(&usdc).await;
        pools.push((pool.week, pool.recycling, pool.credited.get(), pool.revenue, pool.unpaid));
    }
    assert!(pools[0] == pools[1]);
}

#[tokio::test]
async fn income_counts_to_a_weeks_last_second() {
    let (mut platform, usdc) = locked(208).await;
    let second = start_of(FIRST + 2);
    // Lockers' halves: 50, 100 and 200.
    for (t, amount) in [(second - 1, 100), (second, 200), (second + 1, 400)] {
        platform.set_time(t).await;
        platform.earn(&usdc, amount).await;
    }
    assert_eq!(revenue_of(&mut platform, &usdc, FIRST + 1).await, 50);
    assert_eq!(revenue_of(&mut platform, &usdc, FIRST + 2).await, 100 + 200);
}

#[tokio::test]
async fn what_is_locked_in_a_weeks_last_second_makes_the_next_one_earn() {
    for (t, earns) in [(start_of(FIRST + 1) - 1, true), (start_of(FIRST + 1), false)] {
        let mut platform = Platform::new().await;
        let usdc = platform.currency(TokenKind::SplToken, 6).await;
        let alice = platform.owner(1_000).await;
        platform.set_time(t).await;
        platform.lock(&alice, 1_000, 208).await.unwrap();
        platform.set_time(start_of(FIRST + 1)).await;
        platform.earn(&usdc, 1_000).await;
        assert_eq!(platform.pool(&usdc).await.recycling, if earns { 0 } else { 500 });
    }
}

#[tokio::test]
async fn before_1970_there_are_no_weeks() {
    let (mut platform, usdc) = locked(208).await;
    platform.pay_in(&usdc, 1_000).await;
    for t in [-1, -604_800, i64::MIN] {
        platform.set_unix_timestamp(t).await;
        platform.distribute(&usdc).await.refused(RevenueError::BadClock);
    }
    // The first second that is one is only a clock that has run back.
    platform.set_unix_timestamp(0).await;
    platform.distribute(&usdc).await.unwrap();
    assert_eq!(platform.pool(&usdc).await.week, FIRST);
}

#[tokio::test]
async fn run_back_behind_the_locker_it_begins_no_week_again() {
    let (mut platform, usdc) = locked(208).await;
    platform.advance_weeks(3).await;
    platform.crank(3).await.unwrap();
    platform.earn(&usdc, 1_000).await;
    platform.set_time(START).await;

    platform.earn(&usdc, 600).await;

    let pool = platform.pool(&usdc).await;
    assert_eq!((pool.week, pool.recycling), (FIRST + 3, 0));
    assert_eq!(revenue_of(&mut platform, &usdc, FIRST + 3).await, 500 + 300);
    assert_eq!(revenue_of(&mut platform, &usdc, FIRST).await, 0);
}

#[tokio::test]
async fn run_back_behind_the_book_alone_it_begins_no_week_again() {
    // Nobody has touched the locker in between, so that it does not know of the later week.
    let (mut platform, usdc) = locked(208).await;
    platform.earn(&usdc, 2_000).await;
    platform.advance_weeks(3).await;
    platform.earn(&usdc, 1_000).await;
    platform.set_time(START + WEEK).await;

    platform.earn(&usdc, 600).await;

    // The third week has an eighth of 1,000, and keeps what it got; the first gets nothing after it.
    let pool = platform.pool(&usdc).await;
    assert_eq!((pool.week, pool.recycling), (FIRST + 3, 875));
    assert_eq!(revenue_of(&mut platform, &usdc, FIRST + 3).await, 125 + 500 + 300);
    assert_eq!(revenue_of(&mut platform, &usdc, FIRST + 1).await, 0);
    // When the clock is right again, nothing is given twice.
    platform.set_time(start_of(FIRST + 3)).await;
    platform.earn(&usdc, 1).await;
    assert_eq!(platform.pool(&usdc).await.recycling, 875);
}

#[tokio::test]
async fn standing_still_it_gives_nothing_twice() {
    let (mut platform, usdc) = locked(208).await;
    platform.earn(&usdc, 2_000).await;
    platform.set_time(start_of(FIRST + 1)).await;
    for has in [126, 127, 128] {
        platform.earn(&usdc, 2).await;
        assert_eq!(revenue_of(&mut platform, &usdc, FIRST + 1).await, has);
        assert_eq!(platform.pool(&usdc).await.recycling, 875);
    }
}

#[tokio::test]
async fn a_locker_of_a_version_it_does_not_know_stops_distribution() {
    let (mut platform, usdc) = locked(208).await;
    platform.pay_in(&usdc, 1_000).await;
    let address = platform.keys.locker;
    let right = platform.account(&address).await.unwrap();
    for version in [0, 2, 255] {
        let mut account = right.clone();
        account.data[8] = version;
        platform.set_account(&address, account);
        platform.distribute(&usdc).await.refused(RevenueError::UnknownVersion);
    }
    platform.set_account(&address, right);
    platform.distribute(&usdc).await.unwrap();
}
