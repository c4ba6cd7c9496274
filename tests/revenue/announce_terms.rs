use revenue::{RevenueError, Terms};
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_signer::Signer;
use tenure_math::{start_of, week_of};
use tenure_tests::{Currency, OutcomeExt, Platform, Substitute, TokenKind, START};

use crate::{impostors, rule};

/// Other than [`Platform::TERMS`], and than each other.
const LESS: Terms = Terms { staker_bps: 2_500, burn_bps: 1_000, min_power: 0 };
const NONE: Terms = Terms { staker_bps: 0, burn_bps: 0, min_power: 0 };

/// The week in which a world begins.
fn first() -> u32 {
    week_of(START)
}

#[tokio::test]
async fn writes_the_next_terms_and_changes_nothing_else() {
    let (mut platform, ruler) = platform().await;
    let before = platform.splitter().await;
    let terms = Terms { staker_bps: 2_500, burn_bps: 1_000, min_power: 77 };

    platform.announce_terms(&ruler, terms).await.unwrap();

    let mut after = platform.splitter().await;
    let next = (after.next_staker_bps, after.next_burn_bps, after.next_min_power);
    assert_eq!((next, after.next_from_week), ((2_500, 1_000, 77), first() + 2));
    (after.next_staker_bps, after.next_burn_bps, after.next_min_power) = (5_000, 0, 0);
    after.next_from_week = 0;
    assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&before));
}

#[tokio::test]
async fn they_count_from_the_start_of_the_second_week_and_not_before() {
    let (mut platform, ruler) = platform().await;
    let usdc = platform.currency(TokenKind::SplToken, 6).await;
    platform.announce_terms(&ruler, LESS).await.unwrap();
    let from = start_of(first() + 2);
    // Half of 1,000 until the last second before; a quarter from the first second on.
    for (t, to_lockers) in
        [(START, 500), (start_of(first() + 1), 500), (from - 1, 500), (from, 250), (from + 1, 250)]
    {
        platform.set_time(t).await;
        assert_eq!(lockers_part(&mut platform, &usdc, 1_000).await, to_lockers, "at {t}");
    }
}

#[tokio::test]
async fn a_week_counts_to_its_last_second() {
    // Announced in a week's last second: one second and one week of notice.
    let (mut platform, ruler) = platform().await;
    platform.set_time(start_of(first() + 1) - 1).await;
    platform.announce_terms(&ruler, LESS).await.unwrap();
    assert_eq!(platform.splitter().await.next_from_week, first() + 2);
    // In the first second of the next one: two weeks.
    platform.set_time(start_of(first() + 1)).await;
    platform.announce_terms(&ruler, LESS).await.unwrap();
    assert_eq!(platform.splitter().await.next_from_week, first() + 3);
}

#[tokio::test]
async fn the_floor_changes_with_them() {
    let (mut platform, ruler) = platform().await;
    let usdc = platform.currency(TokenKind::SplToken, 6).await;
    let alice = platform.owner(1_000).await;
    platform.lock(&alice, 1_000, 208).await.unwrap();
    platform.make_permanent(&alice).await.unwrap();
    platform.announce_terms(&ruler, Terms { min_power: 1_001, ..Platform::TERMS }).await.unwrap();
    platform.advance_weeks(1).await;
    platform.earn(&usdc, 1_000).await;
    assert_eq!(platform.pool(&usdc).await.recycling, 0);
    platform.advance_weeks(1).await;
    platform.earn(&usdc, 1_000).await;
    assert_eq!(platform.pool(&usdc).await.recycling, 500);
}

#[tokio::test]
async fn announcing_again_replaces_what_is_not_in_force() {
    let (mut platform, ruler) = platform().await;
    let usdc = platform.currency(TokenKind::SplToken, 6).await;
    platform.announce_terms(&ruler, NONE).await.unwrap();
    platform.advance_weeks(1).await;
    platform.announce_terms(&ruler, LESS).await.unwrap();
    // The first announcement would count now.
    platform.advance_weeks(1).await;
    assert_eq!(lockers_part(&mut platform, &usdc, 1_000).await, 500);
    platform.advance_weeks(1).await;
    assert_eq!(lockers_part(&mut platform, &usdc, 1_000).await, 250);
}

#[tokio::test]
async fn the_last_of_a_week_counts() {
    let (mut platform, ruler) = platform().await;
    let before = platform.splitter().await;
    platform.announce_terms(&ruler, NONE).await.unwrap();
    platform.announce_terms(&ruler, LESS).await.unwrap();
    let after = platform.splitter().await;
    assert_eq!(after.terms_in(first() + 1), before.terms_in(first()));
    assert_eq!(after.terms_in(first() + 2), LESS);
}

#[tokio::test]
async fn announcing_after_a_change_keeps_that_in_force_until_the_next() {
    let (mut platform, ruler) = platform().await;
    let usdc = platform.currency(TokenKind::SplToken, 6).await;
    platform.announce_terms(&ruler, LESS).await.unwrap();
    platform.advance_weeks(2).await;
    platform.announce_terms(&ruler, NONE).await.unwrap();
    let splitter = platform.splitter().await;
    assert_eq!((splitter.staker_bps, splitter.burn_bps), (2_500, 1_000));
    for to_lockers in [250, 250, 0] {
        assert_eq!(lockers_part(&mut platform, &usdc, 1_000).await, to_lockers);
        platform.advance_weeks(1).await;
    }
}

#[tokio::test]
async fn announcing_the_terms_in_force_takes_a_change_back() {
    let (mut platform, ruler) = platform().await;
    let usdc = platform.currency(TokenKind::SplToken, 6).await;
    platform.announce_terms(&ruler, NONE).await.unwrap();
    platform.advance_weeks(1).await;
    platform.announce_terms(&ruler, Platform::TERMS).await.unwrap();
    for _ in 0..4 {
        platform.advance_weeks(1).await;
        assert_eq!(lockers_part(&mut platform, &usdc, 1_000).await, 500);
    }
}

#[tokio::test]
async fn what_came_in_before_is_split_by_the_terms_of_its_distribution() {
    let (mut platform, ruler) = platform().await;
    let usdc = platform.currency(TokenKind::SplToken, 6).await;
    platform.announce_terms(&ruler, LESS).await.unwrap();
    platform.pay_in(&usdc, 1_000).await;
    platform.advance_weeks(2).await;
    assert_eq!(lockers_part(&mut platform, &usdc, 1_000).await, 500);
    // A quarter of both thousands.
    assert_eq!(platform.balance(&usdc.pool.vault).await, 500);
}

#[tokio::test]
async fn refuses_shares_out_of_bounds() {
    let (mut platform, ruler) = platform().await;
    for (staker_bps, burn_bps) in
        [(5_001, 0), (5_000, 5_001), (0, 10_001), (1, 10_000), (u16::MAX, 1), (1, u16::MAX)]
    {
        println!("{staker_bps}, {burn_bps}");
        let terms = Terms { staker_bps, burn_bps, min_power: 0 };
        platform.announce_terms(&ruler, terms).await.refused(RevenueError::BadShares);
    }
}

#[tokio::test]
async fn takes_shares_at_their_bounds() {
    let (mut platform, ruler) = platform().await;
    for (staker_bps, burn_bps, min_power) in
        [(5_000, 0, 0), (5_000, 5_000, 1), (0, 10_000, u64::MAX), (0, 0, 0), (4_999, 5_001, 0)]
    {
        let terms = Terms { staker_bps, burn_bps, min_power };
        platform.announce_terms(&ruler, terms).await.unwrap();
        assert_eq!(platform.splitter().await.terms_in(first() + 2), terms);
    }
}

#[tokio::test]
async fn needs_no_crank() {
    let (mut platform, ruler) = platform().await;
    platform.advance_weeks(100).await;
    platform.announce_terms(&ruler, LESS).await.unwrap();
    assert_eq!(platform.splitter().await.next_from_week, first() + 102);
}

#[tokio::test]
async fn counts_from_the_week_that_the_locker_has_begun() {
    let (mut platform, ruler) = platform().await;
    platform.advance_weeks(6).await;
    platform.crank(6).await.unwrap();
    platform.set_time(START).await;
    platform.announce_terms(&ruler, LESS).await.unwrap();
    let splitter = platform.splitter().await;
    assert_eq!(splitter.next_from_week, first() + 8);
    assert_eq!(splitter.terms_in(first() + 7), Platform::TERMS);
}

#[tokio::test]
async fn only_the_authority_announces() {
    let (mut platform, ruler) = platform().await;
    let heir = Keypair::new();
    rule::propose(&mut platform, &ruler, heir.pubkey()).await.unwrap();
    let (guard, founder) = (platform.guard.insecure_clone(), platform.authority.insecure_clone());
    for signer in [heir, guard, founder, Keypair::new()] {
        platform.announce_terms(&signer, LESS).await.refused(RevenueError::NotAuthority);
    }
}

#[tokio::test]
async fn wants_a_signature() {
    let (mut platform, ruler) = platform().await;
    let by = ruler.pubkey();
    let instruction = platform.revenue.announce_terms(by, LESS).unsigned(by);
    platform.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn refuses_a_locker_of_a_version_it_does_not_know() {
    let (mut platform, ruler) = platform().await;
    let address = platform.keys.locker;
    let mut account = platform.account(&address).await.unwrap();
    account.data[8] = 2;
    platform.set_account(&address, account);
    platform.announce_terms(&ruler, LESS).await.refused(RevenueError::UnknownVersion);
}

#[tokio::test]
async fn refuses_a_clock_before_1970() {
    let (mut platform, ruler) = platform().await;
    platform.set_unix_timestamp(-1).await;
    platform.announce_terms(&ruler, LESS).await.refused(RevenueError::BadClock);
    // The first second that is one is only a clock that has run back.
    platform.set_unix_timestamp(0).await;
    platform.announce_terms(&ruler, LESS).await.unwrap();
    assert_eq!(platform.splitter().await.next_from_week, first() + 2);
}

#[tokio::test]
async fn refuses_impostors_and_read_only_accounts() {
    let (mut platform, ruler) = platform().await;
    // The other splitter is refused for the locker before its authority is looked at.
    let mut impostors = impostors::of_the_splitter(&mut platform, RevenueError::WrongLocker).await;
    impostors.extend(impostors::of_the_locker(&mut platform).await);
    let instruction = platform.revenue.announce_terms(ruler.pubkey(), LESS);
    platform.refuses_impostors(&instruction, &[&ruler], &impostors).await;
    platform.refuses_read_only(&instruction, &[&ruler]).await;
    platform.attempt(instruction, &[&ruler]).await.unwrap();
}

#[tokio::test]
async fn another_splitter_and_its_locker_are_not_the_authoritys() {
    let (mut platform, ruler) = platform().await;
    let there = crate::neighbour::Neighbour::of(&mut platform).await.keys;
    let instruction = there.announce_terms(ruler.pubkey(), LESS);
    platform.attempt(instruction, &[&ruler]).await.refused(RevenueError::NotAuthority);
}

/// A platform and its splitter's authority.
async fn platform() -> (Platform, Keypair) {
    let platform = Platform::new().await;
    let ruler = platform.ruler.insecure_clone();
    (platform, ruler)
}

/// What the lockers get of `amount` as it is distributed now.
async fn lockers_part(platform: &mut Platform, currency: &Currency, amount: u64) -> u128 {
    let before = platform.pool(currency).await.credited.get();
    platform.earn(currency, amount).await;
    platform.pool(currency).await.credited.get() - before
}
