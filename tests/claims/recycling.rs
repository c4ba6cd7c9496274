//! What no lock earned comes back to later weeks, little by little.

use revenue::{RevenueError, Terms};
use tenure_math::start_of;
use tenure_tests::{Currency, OutcomeExt, Platform, TokenKind, World};

use crate::{
    stage::{crank_all, member, receives, slot, weekly},
    views::{claim_all, paid, seen},
};

async fn empty(min_power: u64) -> (Platform, Currency) {
    let mut platform = Platform::with(World::new().await, Terms { min_power, ..Platform::TERMS }).await;
    let usdc = platform.currency(TokenKind::SplToken, 6).await;
    (platform, usdc)
}

/// What waits, and what the newest week of the pool has to give.
async fn waiting_and_given(platform: &mut Platform, currency: &Currency) -> (u64, u64) {
    let pool = platform.pool(currency).await;
    (pool.recycling, pool.revenue[slot(pool.week)])
}

#[tokio::test]
async fn an_eighth_goes_to_each_week_with_power() {
    let (mut platform, usdc) = empty(0).await;
    platform.earn(&usdc, 2_000).await;
    assert_eq!(waiting_and_given(&mut platform, &usdc).await, (1_000, 0));
    let alice = member(&mut platform, 1, &[&usdc]).await;
    // What arrives after she locked, in a week that began with nobody, waits too.
    platform.earn(&usdc, 40).await;
    assert_eq!(waiting_and_given(&mut platform, &usdc).await, (1_020, 0));

    // 1,020 / 8 = 127.5, rounded up, and 1 of the week's own.
    platform.advance_weeks(1).await;
    platform.earn(&usdc, 2).await;
    assert_eq!(waiting_and_given(&mut platform, &usdc).await, (892, 129));
    // Once a week, however often it is touched.
    platform.earn(&usdc, 2).await;
    assert_eq!(waiting_and_given(&mut platform, &usdc).await, (892, 130));
    // 892 / 8 = 111.5
    platform.advance_weeks(1).await;
    platform.earn(&usdc, 2).await;
    assert_eq!(waiting_and_given(&mut platform, &usdc).await, (780, 113));
    // A claim begins the week as well: 780 / 8 = 97.5.
    platform.advance_weeks(1).await;
    assert_eq!(paid(&mut platform, &alice, &usdc, 26).await, 130 + 113);
    assert_eq!(waiting_and_given(&mut platform, &usdc).await, (682, 98));
    platform.advance_weeks(1).await;
    assert_eq!(claim_all(&mut platform, &alice, &usdc).await, 98);
    // 682 / 8 = 85.25
    assert_eq!(waiting_and_given(&mut platform, &usdc).await, (596, 86));
    let pool = platform.pool(&usdc).await;
    // 1,000 + 20 + 1 + 1 + 1
    assert_eq!((pool.credited.get(), pool.paid.get()), (1_023, 130 + 113 + 98));
}

#[tokio::test]
async fn the_first_who_locks_alone_gets_no_windfall() {
    let (mut platform, usdc) = empty(0).await;
    // Ten weeks without anybody.
    for _ in 0..10 {
        platform.earn(&usdc, 200_000).await;
        platform.advance_weeks(1).await;
        crank_all(&mut platform).await;
    }
    let alice = member(&mut platform, 1, &[&usdc]).await;
    platform.advance_weeks(1).await;
    platform.earn(&usdc, 2).await;
    // She leaves as soon as she can claim.
    platform.advance_weeks(1).await;
    // An eighth of 1,000,000, and 1.
    assert_eq!(claim_all(&mut platform, &alice, &usdc).await, 125_001);
    // The rest of it waits but for the next eighth: 875,000 / 8.
    assert_eq!(waiting_and_given(&mut platform, &usdc).await, (765_625, 109_375));
}

#[tokio::test]
async fn weeks_that_nobody_began_get_nothing() {
    let (mut platform, usdc) = empty(0).await;
    platform.earn(&usdc, 1_600).await;
    let alice = member(&mut platform, 1, &[&usdc]).await;
    // Four weeks with power pass without a distribution; the fifth gets one eighth.
    platform.advance_weeks(5).await;
    platform.earn(&usdc, 2).await;
    assert_eq!(waiting_and_given(&mut platform, &usdc).await, (700, 101));
    assert_eq!(claim_all(&mut platform, &alice, &usdc).await, 0);
    platform.advance_weeks(1).await;
    assert_eq!(claim_all(&mut platform, &alice, &usdc).await, 101);
}

#[tokio::test]
async fn power_below_the_floor_earns_nothing() {
    for (amount, powered) in [(999, false), (1_000, true)] {
        let (mut platform, usdc) = empty(1_000).await;
        let alice = member(&mut platform, amount, &[&usdc]).await;
        platform.advance_weeks(1).await;
        platform.earn(&usdc, 1_600).await;
        let expected = if powered { (0, 800) } else { (800, 0) };
        assert_eq!(waiting_and_given(&mut platform, &usdc).await, expected);
        platform.advance_weeks(1).await;
        let earned = claim_all(&mut platform, &alice, &usdc).await;
        assert_eq!(earned, if powered { 800 } else { 0 });
    }
}

#[tokio::test]
async fn reaching_the_floor_later_brings_an_eighth_a_week() {
    let (mut platform, usdc) = empty(1_000).await;
    let alice = member(&mut platform, 999, &[&usdc]).await;
    platform.advance_weeks(1).await;
    platform.earn(&usdc, 1_600).await;
    // Bob brings it to 1,000 in the next week, which began below the floor still.
    platform.advance_weeks(1).await;
    let bob = member(&mut platform, 1, &[&usdc]).await;
    platform.earn(&usdc, 1_600).await;
    assert_eq!(waiting_and_given(&mut platform, &usdc).await, (1_600, 0));
    // 1,600 / 8 and 800.
    platform.advance_weeks(1).await;
    platform.earn(&usdc, 1_600).await;
    assert_eq!(waiting_and_given(&mut platform, &usdc).await, (1_400, 1_000));
    platform.advance_weeks(1).await;
    assert_eq!(claim_all(&mut platform, &alice, &usdc).await, 999);
    assert_eq!(claim_all(&mut platform, &bob, &usdc).await, 1);
}

#[tokio::test]
async fn a_floor_counts_from_its_week_and_not_before() {
    let (mut platform, usdc) = empty(0).await;
    let alice = member(&mut platform, 10, &[&usdc]).await;
    let ruler = platform.ruler.insecure_clone();
    let terms = Terms { min_power: 11, ..Platform::TERMS };
    platform.announce_terms(&ruler, terms).await.unwrap();
    // The week after is under the old terms; the one behind it is not.
    weekly(&mut platform, &usdc, &[100, 100]).await;
    assert_eq!(claim_all(&mut platform, &alice, &usdc).await, 100);
    assert_eq!(platform.pool(&usdc).await.recycling, 100);
}

#[tokio::test]
async fn an_ended_lock_leaves_what_comes_later_to_others() {
    let (mut platform, usdc) = empty(0).await;
    let alice = platform.owner(208).await;
    platform.lock(&alice, 208, 2).await.unwrap();
    receives(&mut platform, &alice, &[&usdc]).await;
    weekly(&mut platform, &usdc, &[100, 800]).await;
    // In the second week the lock had ended: nobody had power.
    assert_eq!(claim_all(&mut platform, &alice, &usdc).await, 100);
    assert_eq!(platform.pool(&usdc).await.recycling, 800);
    let bob = member(&mut platform, 1, &[&usdc]).await;
    weekly(&mut platform, &usdc, &[1]).await;
    assert_eq!(claim_all(&mut platform, &bob, &usdc).await, 101);
    assert_eq!(claim_all(&mut platform, &alice, &usdc).await, 0);
}

#[tokio::test]
async fn dust_and_unclaimed_shares_come_back_after_208_weeks() {
    let (mut platform, usdc) = empty(0).await;
    let mut owners = vec![];
    for _ in 0..3 {
        owners.push(member(&mut platform, 1, &[&usdc]).await);
    }
    let week = platform.week().await;
    weekly(&mut platform, &usdc, &[100]).await;
    // floor(100 / 3) each, and nobody's is 1. The third does not claim.
    for owner in &owners[..2] {
        assert_eq!(claim_all(&mut platform, owner, &usdc).await, 33);
    }
    assert_eq!(platform.pool(&usdc).await.remaining(), 34);
    // The last second in which it can be claimed.
    platform.set_time(start_of(week + 210) - 1).await;
    crank_all(&mut platform).await;
    platform.earn(&usdc, 2).await;
    assert_eq!(waiting_and_given(&mut platform, &usdc).await, (0, 1));
    assert_eq!(seen(&mut platform, &owners[2], &usdc).await.amount, 33);
    // A second later: 34 / 8 = 4.25 come back to this week, and 29 wait.
    platform.set_time(start_of(week + 210)).await;
    platform.earn(&usdc, 2).await;
    assert_eq!(waiting_and_given(&mut platform, &usdc).await, (29, 5 + 1));
    assert_eq!(seen(&mut platform, &owners[2], &usdc).await.amount, 0);
    platform.advance_weeks(1).await;
    // floor(1 / 3) of the week before, and floor(6 / 3).
    assert_eq!(claim_all(&mut platform, &owners[2], &usdc).await, 2);
    let pool = platform.pool(&usdc).await;
    assert_eq!((pool.credited.get(), pool.paid.get()), (102, 66 + 2));
}

#[tokio::test]
async fn what_waits_comes_to_an_end() {
    let (mut platform, usdc) = empty(0).await;
    platform.earn(&usdc, 40).await;
    let alice = member(&mut platform, 1, &[&usdc]).await;
    let mut given = vec![];
    for _ in 0..15 {
        platform.advance_weeks(1).await;
        platform.crank(1).await.unwrap();
        platform.earn(&usdc, 2).await;
        given.push(waiting_and_given(&mut platform, &usdc).await.1 - 1);
    }
    // Of 20, 17, 14, 12, 10, 8, 7, 6 .. 1 an eighth, rounded up.
    assert_eq!(given, [3, 3, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0]);
    assert_eq!(platform.pool(&usdc).await.recycling, 0);
    platform.advance_weeks(1).await;
    assert_eq!(claim_all(&mut platform, &alice, &usdc).await, 20 + 15);
}

#[tokio::test]
async fn a_refused_claim_begins_no_week() {
    let (mut platform, usdc) = empty(0).await;
    platform.earn(&usdc, 1_600).await;
    let alice = member(&mut platform, 1, &[&usdc]).await;
    platform.advance_weeks(1).await;
    platform.claim(&alice, &usdc, 26).await.refused(RevenueError::NothingToClaim);
    assert_eq!(waiting_and_given(&mut platform, &usdc).await, (800, 0));
}
