//! Amounts at the limits of what sums can hold, and one beside.

use revenue::{Pool, RevenueError, Terms};
use tenure_tests::{Currency, OutcomeExt, Platform, TokenKind, World};

use crate::ring::slot;

const MAX: u64 = u64::MAX;
/// Half of all tokens that a mint can have, rounded down.
const HALF: u64 = MAX / 2;

#[tokio::test]
async fn all_tokens_of_a_mint_come_in_at_once() {
    let (mut platform, usdc) = earning(Platform::TERMS).await;
    platform.earn(&usdc, MAX).await;
    let pool = platform.pool(&usdc).await;
    assert_eq!((pool.credited.get(), pool.remaining()), (u128::from(HALF), u128::from(HALF)));
    let keys = usdc.pool;
    assert_eq!(platform.balance(&keys.vault).await, 9_223_372_036_854_775_807);
    assert_eq!(platform.balance(&keys.treasury).await, 9_223_372_036_854_775_808);
    assert_eq!(platform.balance(&keys.intake).await, 0);
}

#[tokio::test]
async fn all_but_one_too() {
    let (mut platform, usdc) = earning(Platform::TERMS).await;
    platform.earn(&usdc, MAX - 1).await;
    let keys = usdc.pool;
    assert_eq!((platform.balance(&keys.vault).await, platform.balance(&keys.treasury).await), (HALF, HALF));
    platform.earn(&usdc, 1).await;
    assert_eq!(platform.balance(&keys.treasury).await, HALF + 1);
}

#[tokio::test]
async fn all_tokens_wait_where_nobody_has_power() {
    let mut platform = Platform::new().await;
    let usdc = platform.currency(TokenKind::SplToken, 6).await;
    platform.earn(&usdc, MAX).await;
    assert_eq!(platform.pool(&usdc).await.recycling, HALF);
}

#[tokio::test]
async fn burning_makes_room_for_more_than_all_tokens() {
    let terms = Terms { staker_bps: 5_000, burn_bps: 5_000, min_power: 0 };
    let mut platform = Platform::with(World::new().await, terms).await;
    let stake = platform.stake_currency().await;
    platform.earn(&stake, MAX).await;
    // The half of 2^64 - 1 to lockers, as much burned, one unit to the treasury.
    let keys = stake.pool;
    assert_eq!((platform.balance(&keys.vault).await, platform.balance(&keys.treasury).await), (HALF, 1));
    // 2^63 are left of it; so 2^63 - 1 more can be made.
    platform.earn(&stake, HALF).await;
    // floor((2^63 - 1) / 2) = 2^62 - 1 to lockers and to the fire, one unit to the treasury.
    let pool = platform.pool(&stake).await;
    let quarter = 4_611_686_018_427_387_903;
    assert_eq!((pool.recycling, pool.credited.get()), (HALF + quarter, u128::from(HALF + quarter)));
    assert_eq!(platform.balance(&keys.treasury).await, 2);
}

#[tokio::test]
async fn burns_all_tokens() {
    let terms = Terms { staker_bps: 0, burn_bps: 10_000, min_power: 0 };
    let mut platform = Platform::with(World::new().await, terms).await;
    let stake = platform.stake_currency().await;
    for _ in 0..2 {
        platform.earn(&stake, MAX).await;
        let keys = stake.pool;
        assert_eq!((platform.balance(&keys.vault).await, platform.balance(&keys.treasury).await), (0, 0));
    }
}

#[tokio::test]
async fn refuses_what_a_weeks_sum_cannot_hold() {
    let (mut platform, usdc) = earning(Platform::TERMS).await;
    let at = slot(platform.week().await);
    platform.earn(&usdc, 2).await;
    // No income leads here: a mint has no more tokens than the sum can hold.
    write(&mut platform, &usdc, |pool| pool.revenue[at] = MAX - 500).await;
    platform.pay_in(&usdc, 1_002).await;
    platform.distribute(&usdc).await.refused(RevenueError::Overflow);
    write(&mut platform, &usdc, |pool| pool.revenue[at] = MAX - 501).await;
    platform.distribute(&usdc).await.unwrap();
    assert_eq!(platform.pool(&usdc).await.revenue[at], MAX);
}

#[tokio::test]
async fn refuses_what_the_waiting_sum_cannot_hold() {
    let mut platform = Platform::new().await;
    let usdc = platform.currency(TokenKind::SplToken, 6).await;
    write(&mut platform, &usdc, |pool| pool.recycling = MAX - 499).await;
    platform.pay_in(&usdc, 1_000).await;
    platform.distribute(&usdc).await.refused(RevenueError::Overflow);
    write(&mut platform, &usdc, |pool| pool.recycling = MAX - 500).await;
    platform.distribute(&usdc).await.unwrap();
    let pool: Pool = platform.read(&usdc.pool.pool).await.unwrap();
    assert_eq!(pool.recycling, MAX);
}

#[tokio::test]
async fn refuses_what_the_treasurys_sum_cannot_hold() {
    let (mut platform, usdc) = earning(Platform::TERMS).await;
    write(&mut platform, &usdc, |pool| pool.treasury_due = MAX - 499).await;
    platform.pay_in(&usdc, 1_000).await;
    platform.distribute(&usdc).await.refused(RevenueError::Overflow);
}

#[tokio::test]
async fn refuses_what_the_sum_of_all_income_cannot_hold() {
    let (mut platform, usdc) = earning(Platform::TERMS).await;
    write(&mut platform, &usdc, |pool| pool.credited = (u128::MAX - 499).into()).await;
    platform.pay_in(&usdc, 1_000).await;
    platform.distribute(&usdc).await.refused(RevenueError::Overflow);
}

#[tokio::test]
async fn refuses_to_pay_the_treasury_what_the_vault_does_not_have() {
    const INSUFFICIENT_FUNDS: u32 = 1;
    let (mut platform, usdc) = earning(Platform::TERMS).await;
    // The vault gets 1,000; with 501 that were never there, 1,001 would be the treasury's.
    write(&mut platform, &usdc, |pool| pool.treasury_due = 501).await;
    platform.pay_in(&usdc, 1_000).await;
    platform.distribute(&usdc).await.refused(INSUFFICIENT_FUNDS);
}

/// A platform whose week earns, and a currency.
async fn earning(terms: Terms) -> (Platform, Currency) {
    let mut platform = Platform::with(World::new().await, terms).await;
    let usdc = platform.currency(TokenKind::SplToken, 6).await;
    let alice = platform.owner(1_000).await;
    platform.lock(&alice, 1_000, 208).await.unwrap();
    platform.advance_weeks(1).await;
    (platform, usdc)
}

/// Changes a pool as no instruction does.
async fn write(platform: &mut Platform, currency: &Currency, change: impl FnOnce(&mut Pool)) {
    let address = currency.pool.pool;
    let mut pool: Pool = platform.read(&address).await.expect("a pool");
    change(&mut pool);
    let mut account = platform.account(&address).await.expect("a pool");
    account.data[8..].copy_from_slice(bytemuck::bytes_of(&pool));
    platform.set_account(&address, account);
}
