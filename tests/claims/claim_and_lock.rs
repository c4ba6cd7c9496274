use anchor_lang::ErrorCode;
use locker::{Checkpoint, LockerError, LockerParams};
use revenue::RevenueError;
use solana_instruction::Instruction;
use solana_instruction_error::InstructionError;
use spl_token_2022_interface::extension::{cpi_guard::instruction::enable_cpi_guard, ExtensionType};
use tenure_tests::{Currency, Impostor, IntoCode, OutcomeExt, Owner, Platform, Substitute, TokenKind, World};

use crate::{
    impostors::{claim_impostors, elsewhere},
    stage::{
        crank_all, extend_account, member, receives, slot, unknown_version, weekly, Stage, ACCOUNT_FROZEN,
    },
    views::{claim_all, seen},
};

/// Code of Token-2022.
const CPI_GUARD_TRANSFER_BLOCKED: u32 = 42;

#[tokio::test]
async fn adds_to_the_lock_what_it_earned() {
    let stage = Stage::of_the_stake_mint().await.earned().await;
    let Stage { mut platform, usdc: stake, alice, bob, week } = stage;
    let destination = stake.pool.destination(&alice.address());
    // What is in the owner's account already stays there.
    platform.mint_to(&destination, 7).await;
    let view = seen(&mut platform, &alice, &stake).await;
    assert_eq!((view.amount, view.from_week, view.to_week), (375, week + 1, week + 2));

    platform.claim_and_lock(&alice, &stake, 26).await.unwrap();

    assert_eq!(platform.balance(&destination).await, 7);
    let lock = platform.lock_of(&alice.address()).await;
    assert_eq!((lock.amount, lock.end_week, lock.reduced_week), (3_375, u32::MAX, 0));
    assert_eq!(lock.checkpoint_count, 2);
    assert_eq!(*lock.checkpoint(0), Checkpoint { amount: 3_000, end_week: u32::MAX, week });
    assert_eq!(*lock.checkpoint(1), Checkpoint { amount: 3_375, end_week: u32::MAX, week: week + 2 });
    let locker = platform.locker().await;
    assert_eq!((locker.deposits, locker.permanent, locker.week), (4_375, 4_375, week + 2));
    assert_eq!(platform.vault_balance().await, 4_375);
    let pool = platform.pool(&stake).await;
    assert_eq!((pool.credited.get(), pool.paid.get(), pool.remaining()), (500, 375, 125));
    assert_eq!((pool.revenue[slot(week + 1)], pool.unpaid[slot(week + 1)]), (500, 125));
    assert_eq!(platform.balance(&stake.pool.vault).await, 125);
    assert_eq!(platform.record_of(&alice).await.next_week[0], week + 2);
    platform.claim_and_lock(&alice, &stake, 26).await.refused(RevenueError::NothingToClaim);

    // What it added counts from the next week: this one is still shared 3 to 1, the next 3,375 to 1,000.
    platform.earn(&stake, 800).await;
    weekly(&mut platform, &stake, &[4_375]).await;
    assert_eq!(claim_all(&mut platform, &alice, &stake).await, 300 + 3_375);
    assert_eq!(claim_all(&mut platform, &bob, &stake).await, 125 + 100 + 1_000);
}

#[tokio::test]
async fn takes_no_more_weeks_than_it_is_told() {
    let Stage { mut platform, usdc: stake, alice, week, .. } = Stage::of_the_stake_mint().await;
    weekly(&mut platform, &stake, &[4, 40, 400]).await;
    for max_weeks in [0, 27, u8::MAX] {
        platform.claim_and_lock(&alice, &stake, max_weeks).await.refused(RevenueError::BadWeeks);
    }
    for (max_weeks, amount, next) in [(1, 3_003, 2), (26, 3_333, 4)] {
        platform.claim_and_lock(&alice, &stake, max_weeks).await.unwrap();
        assert_eq!(platform.lock_of(&alice.address()).await.amount, amount);
        assert_eq!(platform.record_of(&alice).await.next_week[0], week + next);
        seen(&mut platform, &alice, &stake).await;
    }
    assert_eq!(platform.received(&alice, &stake).await, 0);
}

#[tokio::test]
async fn moves_on_from_weeks_that_earned_nothing_whatever_the_lock() {
    let (mut platform, stake, carol, week) = short_lock(World::PARAMS).await;
    // The lock ended, the locker is paused, and there is nothing to add.
    platform.advance_weeks(3).await;
    let pauser = platform.pauser.insecure_clone();
    platform.pause(&pauser).await.unwrap();
    let before = platform.lock_of(&carol.address()).await;
    platform.claim_and_lock(&carol, &stake, 26).await.unwrap();
    let lock = platform.lock_of(&carol.address()).await;
    assert_eq!(bytemuck::bytes_of(&lock), bytemuck::bytes_of(&before));
    assert_eq!(platform.record_of(&carol).await.next_week[0], week + 3);
    assert_eq!(platform.received(&carol, &stake).await, 0);
}

#[tokio::test]
async fn is_refused_while_the_locker_is_paused() {
    let Stage { mut platform, usdc: stake, alice, .. } = Stage::of_the_stake_mint().await.earned().await;
    let pauser = platform.pauser.insecure_clone();
    platform.pause(&pauser).await.unwrap();
    platform.claim_and_lock(&alice, &stake, 26).await.refused(LockerError::Paused);
    // What she earned is hers all the same.
    assert_eq!(claim_all(&mut platform, &alice, &stake).await, 375);
}

#[tokio::test]
async fn wants_a_running_lock() {
    let (mut platform, stake, carol, _) = short_lock(World::PARAMS).await;
    weekly(&mut platform, &stake, &[100, 100]).await;
    platform.claim_and_lock(&carol, &stake, 26).await.refused(LockerError::Ended);
    platform.withdraw(&carol).await.unwrap();
    platform.claim_and_lock(&carol, &stake, 26).await.refused(LockerError::NothingLocked);
    // 208 tokens with 2 weeks to go, of which one was left when the week began. She was alone in it.
    assert_eq!(claim_all(&mut platform, &carol, &stake).await, 100);
}

#[tokio::test]
async fn commits_what_it_adds_for_the_shortest_term() {
    let params = LockerParams { min_weeks: 2, ..World::PARAMS };
    let (mut platform, stake, carol, _) = short_lock(params).await;
    platform.advance_weeks(1).await;
    platform.earn(&stake, 200).await;
    let alice = platform.owner(208).await;
    platform.lock(&alice, 208, 3).await.unwrap();
    receives(&mut platform, &alice, &[&stake]).await;
    // Alice's lock ends in two weeks from the next, Carol's has ended then.
    platform.advance_weeks(1).await;
    platform.earn(&stake, 200).await;
    platform.advance_weeks(1).await;
    platform.claim_and_lock(&alice, &stake, 26).await.refused(LockerError::TooShort);
    assert_eq!(claim_all(&mut platform, &alice, &stake).await, 100);
    assert_eq!(claim_all(&mut platform, &carol, &stake).await, 100);
}

#[tokio::test]
async fn is_refused_with_a_full_history() {
    let Stage { mut platform, usdc: stake, alice, week, .. } = Stage::of_the_stake_mint().await;
    platform.mint_to(&alice.tokens, 63).await;
    for _ in 1..64 {
        platform.advance_weeks(1).await;
        platform.increase(&alice, 1).await.unwrap();
    }
    weekly(&mut platform, &stake, &[4_063]).await;
    let last = week + 63;
    assert_eq!(platform.lock_of(&alice.address()).await.checkpoint_count, 64);
    for _ in 0..2 {
        // Nothing came in until the last of these weeks.
        platform.claim(&alice, &stake, 26).await.unwrap();
    }
    platform.claim_and_lock(&alice, &stake, 26).await.refused(LockerError::HistoryFull);
    // The weeks up to the last one's checkpoint are claimed or earned nothing.
    platform.prune(&alice, last).await.unwrap();
    platform.claim_and_lock(&alice, &stake, 26).await.unwrap();
    // 3,063 of 4,063 had she in the last week: all of 4,063 is shared by that.
    assert_eq!(platform.lock_of(&alice.address()).await.amount, 3_063 + 3_063);
}

#[tokio::test]
async fn begins_eight_weeks_of_the_locker_by_itself_and_no_more() {
    for (weeks, begins) in [(7, true), (8, false)] {
        // The week that earned began in the locker when Alice locked in it.
        let Stage { mut platform, usdc: stake, alice, week, .. } = Stage::of_the_stake_mint().await;
        platform.advance_weeks(1).await;
        crank_all(&mut platform).await;
        platform.earn(&stake, 1_000).await;
        platform.advance_weeks(weeks + 1).await;
        let view = seen(&mut platform, &alice, &stake).await;
        assert_eq!((view.amount, view.from_week, view.to_week), (375, week + 1, week + weeks + 2));
        let outcome = platform.claim_and_lock(&alice, &stake, 26).await;
        if begins {
            outcome.unwrap();
            assert_eq!(platform.locker().await.week, week + weeks + 2);
        } else {
            outcome.refused(RevenueError::NeedsCrank);
            platform.crank(1).await.unwrap();
            platform.claim_and_lock(&alice, &stake, 26).await.unwrap();
        }
        assert_eq!(platform.lock_of(&alice.address()).await.amount, 3_375);
    }
}

#[tokio::test]
async fn is_of_the_mint_that_is_locked_only() {
    let Stage { mut platform, usdc, alice, .. } = Stage::new().await.earned().await;
    platform.claim_and_lock(&alice, &usdc, 26).await.refused(RevenueError::NotStakeMint);
}

#[tokio::test]
async fn wants_the_owners_account() {
    let Stage { mut platform, usdc: stake, .. } = Stage::of_the_stake_mint().await;
    let carol = member(&mut platform, 1_000, &[]).await;
    weekly(&mut platform, &stake, &[500]).await;
    platform.claim_and_lock(&carol, &stake, 26).await.refused(RevenueError::NoDestination);
    platform.open_destination(&carol, &stake).await;
    platform.claim_and_lock(&carol, &stake, 26).await.unwrap();
    // A fifth of 500.
    assert_eq!(platform.lock_of(&carol.address()).await.amount, 1_100);
}

#[tokio::test]
async fn cannot_pass_through_a_frozen_account() {
    let Stage { mut platform, usdc: stake, alice, .. } = Stage::of_the_stake_mint().await.earned().await;
    let destination = stake.pool.destination(&alice.address());
    platform.freeze(&destination).await;
    platform.claim_and_lock(&alice, &stake, 26).await.refused(ACCOUNT_FROZEN);
}

#[tokio::test]
async fn cannot_pass_through_an_account_that_is_guarded_against_calls() {
    let (mut platform, stake, alice) = of_token_2022().await;
    let destination = stake.pool.destination(&alice.address());
    extend_account(&mut platform, &alice, &destination, ExtensionType::CpiGuard).await;
    let guard = enable_cpi_guard(&stake.pool.token_program, &destination, &alice.address(), &[]).unwrap();
    platform.send(&[guard], &[&alice.keypair]).await.unwrap();
    weekly(&mut platform, &stake, &[500]).await;
    platform.claim_and_lock(&alice, &stake, 26).await.refused(CPI_GUARD_TRANSFER_BLOCKED);
    assert_eq!(claim_all(&mut platform, &alice, &stake).await, 500);
}

#[tokio::test]
async fn wants_a_clock_after_1970() {
    let Stage { mut platform, usdc: stake, alice, .. } = Stage::of_the_stake_mint().await.earned().await;
    platform.set_unix_timestamp(-1).await;
    platform.claim_and_lock(&alice, &stake, 26).await.refused(RevenueError::BadClock);
}

#[tokio::test]
async fn works_for_token_2022() {
    let (mut platform, stake, alice) = of_token_2022().await;
    weekly(&mut platform, &stake, &[500]).await;
    platform.claim_and_lock(&alice, &stake, 26).await.unwrap();
    assert_eq!(platform.lock_of(&alice.address()).await.amount, 3_500);
    assert_eq!((platform.vault_balance().await, platform.received(&alice, &stake).await), (3_500, 0));
}

#[tokio::test]
async fn refuses_versions_it_does_not_know() {
    let Stage { mut platform, usdc: stake, alice, .. } = Stage::of_the_stake_mint().await.earned().await;
    for address in [platform.keys.lock(&alice.address()), platform.keys.locker] {
        let before = platform.account(&address).await.unwrap();
        unknown_version(&mut platform, &address).await;
        platform.claim_and_lock(&alice, &stake, 26).await.refused(RevenueError::UnknownVersion);
        platform.set_account(&address, before);
    }
    platform.claim_and_lock(&alice, &stake, 26).await.unwrap();
}

#[tokio::test]
async fn wants_the_owner_to_sign() {
    let Stage { mut platform, usdc: stake, alice, .. } = Stage::of_the_stake_mint().await.earned().await;
    let instruction = claim_and_lock_of(&platform, &alice, &stake).unsigned(alice.address());
    platform.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn nobody_else_signs_for_the_owner() {
    let stage = Stage::of_the_stake_mint().await.earned().await;
    let Stage { mut platform, usdc: stake, alice, bob, .. } = stage;
    let instruction = claim_and_lock_of(&platform, &alice, &stake).with(alice.address(), bob.address());
    platform.attempt(instruction.clone(), &[&bob.keypair]).await.refused(RevenueError::NotOwner);
    // Nor into a lock of his own.
    let (alices, bobs) = (platform.keys.lock(&alice.address()), platform.keys.lock(&bob.address()));
    let instruction = instruction.with(alices, bobs);
    platform.attempt(instruction, &[&bob.keypair]).await.refused(RevenueError::WrongRecord);
}

#[tokio::test]
async fn refuses_read_only_accounts() {
    let Stage { mut platform, usdc: stake, alice, .. } = Stage::of_the_stake_mint().await.earned().await;
    let instruction = claim_and_lock_of(&platform, &alice, &stake);
    // The owner need not be writable; everything that is must be.
    let writable = instruction.accounts.iter().filter(|meta| meta.is_writable).count();
    assert_eq!(writable, 7);
    platform.refuses_read_only(&instruction, &[&alice.keypair]).await;
}

#[tokio::test]
async fn refuses_impostors() {
    let Stage { mut platform, usdc: stake, alice, .. } = Stage::of_the_stake_mint().await.earned().await;
    let there = elsewhere(&mut platform, &alice, &stake).await;
    let mut impostors = claim_impostors(&mut platform, &alice, &stake).await;
    // The signer is asked for before the record.
    for (_, _, what, error) in &mut impostors {
        if *what == "another owner's lock" {
            *error = RevenueError::NotOwner.code();
        }
    }
    let locker_vault = platform.keys.vault;
    let copied = platform.copy(&locker_vault, stake.pool.token_program).await;
    let twice = ErrorCode::ConstraintDuplicateMutableAccount.code();
    let more: [Impostor; 6] = [
        (locker_vault, there.keys.locker.vault, "another locker's vault", LockerError::WrongVault.code()),
        (locker_vault, copied, "the locker's vault at another address", LockerError::WrongVault.code()),
        (locker_vault, stake.pool.treasury, "the treasury", LockerError::WrongVault.code()),
        (locker_vault, stake.pool.vault, "the pool's vault", twice),
        (locker::ID, proxy::ID, "another program", RevenueError::WrongLockerProgram.code()),
        (locker::ID, revenue::ID, "this program", RevenueError::WrongLockerProgram.code()),
    ];
    impostors.extend(more);
    let instruction = claim_and_lock_of(&platform, &alice, &stake);
    platform.refuses_impostors(&instruction, &[&alice.keypair], &impostors).await;
    platform.attempt(instruction, &[&alice.keypair]).await.unwrap();
}

/// Alice alone has locked, 3,000 of a Token-2022 mint for good.
async fn of_token_2022() -> (Platform, Currency, Owner) {
    let world = World::with(TokenKind::Token2022(vec![]), 9, World::PARAMS).await;
    let mut platform = Platform::with(world, Platform::TERMS).await;
    let stake = platform.stake_currency().await;
    let alice = member(&mut platform, 3_000, &[&stake]).await;
    (platform, stake, alice)
}

/// Carol alone has locked, 208 tokens for two weeks: she earns of the next week, and the lock ends with it.
async fn short_lock(params: LockerParams) -> (Platform, Currency, Owner, u32) {
    let world = World::with(TokenKind::SplToken, 6, params).await;
    let mut platform = Platform::with(world, Platform::TERMS).await;
    let stake = platform.stake_currency().await;
    let carol = platform.owner(208).await;
    platform.lock(&carol, 208, 2).await.unwrap();
    receives(&mut platform, &carol, &[&stake]).await;
    let week = platform.week().await;
    (platform, stake, carol, week)
}

fn claim_and_lock_of(platform: &Platform, owner: &Owner, currency: &Currency) -> Instruction {
    platform.revenue.claim_and_lock(&owner.address(), &currency.pool, 26)
}
