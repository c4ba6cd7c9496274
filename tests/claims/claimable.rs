use anchor_lang::ErrorCode;
use revenue::RevenueError;
use solana_account::Account;
use solana_instruction::Instruction;
use solana_instruction_error::InstructionError;
use tenure_client::revenue::{claim_record_address, claimable_at, ClaimableView};
use tenure_math::WEEK;
use tenure_tests::{Currency, IntoCode, OutcomeExt, Owner, Platform, Substitute};

use crate::{
    impostors::elsewhere,
    stage::{unknown_version, weekly, Stage},
    views::{claim_all, paid, seen},
};

/// Carol has 4,000 of 8,000 for good, and neither a claim record nor an account to receive.
async fn newcomer() -> (Stage, Owner) {
    let mut stage = Stage::new().await;
    let carol = stage.platform.owner(4_000).await;
    stage.platform.lock(&carol, 4_000, 208).await.unwrap();
    stage.platform.make_permanent(&carol).await.unwrap();
    (stage, carol)
}

#[tokio::test]
async fn answers_before_there_is_a_record() {
    let (stage, carol) = newcomer().await;
    let Stage { mut platform, usdc, week, .. } = stage.earned().await;
    let view = ClaimableView { amount: 250, from_week: week + 1, to_week: week + 2 };
    assert_eq!(seen(&mut platform, &carol, &usdc).await, view);
    platform.open_record(&carol).await.unwrap();
    assert_eq!(seen(&mut platform, &carol, &usdc).await, view);
    platform.open_destination(&carol, &usdc).await;
    assert_eq!(claim_all(&mut platform, &carol, &usdc).await, 250);
}

#[tokio::test]
async fn does_not_mind_lamports_where_the_record_will_be() {
    let (stage, carol) = newcomer().await;
    let Stage { mut platform, usdc, .. } = stage.earned().await;
    let record = platform.revenue.record(&carol.address());
    let gift = Account { lamports: 1_000_000, ..Default::default() };
    platform.set_account(&record, gift);
    assert_eq!(platform.claimable(&carol, &usdc).await.unwrap().amount, 250);
}

#[tokio::test]
async fn follows_what_is_earned_and_claimed() {
    let Stage { mut platform, usdc, alice, bob, week } = Stage::new().await;
    // Locked in this week, so the first week of which it earns has not begun.
    let view = seen(&mut platform, &alice, &usdc).await;
    assert_eq!(view, ClaimableView { amount: 0, from_week: week, to_week: week });
    platform.advance_weeks(1).await;
    platform.earn(&usdc, 800).await;
    let view = seen(&mut platform, &alice, &usdc).await;
    assert_eq!(view, ClaimableView { amount: 0, from_week: week + 1, to_week: week + 1 });
    platform.advance_weeks(1).await;
    let view = seen(&mut platform, &alice, &usdc).await;
    assert_eq!(view, ClaimableView { amount: 300, from_week: week + 1, to_week: week + 2 });
    // What comes in during the next week adds nothing to it until that week closes.
    platform.earn(&usdc, 8_000).await;
    assert_eq!(seen(&mut platform, &alice, &usdc).await, view);
    platform.advance_weeks(1).await;
    let view = seen(&mut platform, &alice, &usdc).await;
    assert_eq!(view, ClaimableView { amount: 3_300, from_week: week + 1, to_week: week + 3 });
    // Bob's claim takes nothing of Alice's.
    assert_eq!(claim_all(&mut platform, &bob, &usdc).await, 1_100);
    assert_eq!(seen(&mut platform, &alice, &usdc).await, view);
    assert_eq!(paid(&mut platform, &alice, &usdc, 1).await, 300);
    let view = seen(&mut platform, &alice, &usdc).await;
    assert_eq!(view, ClaimableView { amount: 3_000, from_week: week + 2, to_week: week + 3 });
    assert_eq!(claim_all(&mut platform, &alice, &usdc).await, 3_000);
}

#[tokio::test]
async fn answers_for_a_pool_that_nobody_touched_for_weeks() {
    let Stage { mut platform, usdc, alice, week, .. } = Stage::new().await.earned().await;
    platform.advance_weeks(6).await;
    // The pool's newest week is the one that earned; the seven after it closed without it.
    assert_eq!(platform.pool(&usdc).await.week, week + 1);
    let view = seen(&mut platform, &alice, &usdc).await;
    assert_eq!(view, ClaimableView { amount: 375, from_week: week + 1, to_week: week + 8 });
    assert_eq!(claim_all(&mut platform, &alice, &usdc).await, 375);
}

#[tokio::test]
async fn answers_for_a_locker_that_is_far_behind() {
    let Stage { mut platform, usdc, alice, week, .. } = Stage::new().await.earned().await;
    platform.advance_weeks(100).await;
    let view = seen(&mut platform, &alice, &usdc).await;
    assert_eq!(view, ClaimableView { amount: 375, from_week: week + 1, to_week: week + 102 });
    platform.claim(&alice, &usdc, 26).await.refused(RevenueError::NeedsCrank);
    platform.crank(102).await.unwrap();
    assert_eq!(seen(&mut platform, &alice, &usdc).await, view);
    assert_eq!(claim_all(&mut platform, &alice, &usdc).await, 375);
}

#[tokio::test]
async fn answers_at_a_clock_that_ran_back() {
    let Stage { mut platform, usdc, alice, .. } = Stage::new().await.earned().await;
    platform.crank(2).await.unwrap();
    let view = seen(&mut platform, &alice, &usdc).await;
    let back = platform.now().await - 5 * WEEK;
    platform.set_time(back).await;
    // The locker's newest week counts.
    assert_eq!(seen(&mut platform, &alice, &usdc).await, view);
    assert_eq!(claim_all(&mut platform, &alice, &usdc).await, 375);
}

#[tokio::test]
async fn wants_a_lock() {
    let Stage { mut platform, usdc, .. } = Stage::new().await.earned().await;
    let carol = platform.owner(0).await;
    platform.claimable(&carol, &usdc).await.refused(InstructionError::UninitializedAccount);
}

#[tokio::test]
async fn writes_nothing_wants_no_signature_and_emits_nothing() {
    let Stage { mut platform, usdc, alice, .. } = Stage::new().await.earned().await;
    let instruction = view_of(&platform, &alice, &usdc);
    assert!(instruction.accounts.iter().all(|meta| !meta.is_signer && !meta.is_writable));
    let receipt = platform.attempt(instruction, &[]).await.unwrap();
    assert!(!receipt.logs.iter().any(|line| line.starts_with("Program data: ")));
    // Of 8, 4 and 4 bytes.
    assert_eq!(receipt.return_data.len(), 16);
}

#[tokio::test]
async fn wants_a_clock_after_1970() {
    let Stage { mut platform, usdc, alice, .. } = Stage::new().await.earned().await;
    platform.set_unix_timestamp(-1).await;
    platform.claimable(&alice, &usdc).await.refused(RevenueError::BadClock);
}

#[tokio::test]
async fn refuses_a_locker_version_it_does_not_know() {
    let Stage { mut platform, usdc, alice, .. } = Stage::new().await.earned().await;
    let locker = platform.keys.locker;
    unknown_version(&mut platform, &locker).await;
    platform.claimable(&alice, &usdc).await.refused(RevenueError::UnknownVersion);
}

#[tokio::test]
async fn refuses_a_lock_version_it_does_not_know() {
    let Stage { mut platform, usdc, alice, .. } = Stage::new().await.earned().await;
    let lock = platform.keys.lock(&alice.address());
    unknown_version(&mut platform, &lock).await;
    platform.claimable(&alice, &usdc).await.refused(RevenueError::UnknownVersion);
}

#[tokio::test]
async fn refuses_a_record_that_is_cut() {
    let Stage { mut platform, usdc, alice, .. } = Stage::new().await.earned().await;
    let address = platform.revenue.record(&alice.address());
    let whole = platform.account(&address).await.unwrap();
    for len in [0, 7, 8, whole.data.len() - 1] {
        let mut cut = whole.clone();
        cut.data.truncate(len);
        platform.set_account(&address, cut);
        platform.claimable(&alice, &usdc).await.refused(RevenueError::WrongRecord);
    }
}

#[tokio::test]
async fn refuses_impostors() {
    let Stage { mut platform, usdc, alice, bob, .. } = Stage::new().await.earned().await;
    let there = elsewhere(&mut platform, &alice, &usdc).await;
    let (here, address) = (platform.revenue, alice.address());
    let (lock, record, pool) = (here.locker.lock(&address), here.record(&address), usdc.pool.pool);
    let locker = here.locker.locker;
    let forged_locker = platform.copy(&locker, proxy::ID).await;
    let moved_locker = platform.copy(&locker, locker::ID).await;
    let forged_lock = platform.copy(&lock, proxy::ID).await;
    let moved_lock = platform.copy(&lock, locker::ID).await;
    let forged_record = platform.copy(&record, revenue::ID).await;
    let forged_pool = platform.copy(&pool, proxy::ID).await;
    let forged_splitter = platform.copy(&here.splitter, proxy::ID).await;

    let (alien, seeds) = (ErrorCode::ConstraintOwner.code(), ErrorCode::ConstraintSeeds.code());
    let other_type = InstructionError::InvalidAccountData;
    let (no_locker, no_pool) = (RevenueError::WrongLocker.code(), RevenueError::WrongPool.code());
    let impostors = [
        (here.splitter, there.keys.splitter, "another splitter", no_locker.clone()),
        (here.splitter, forged_splitter, "the splitter's bytes", alien.clone()),
        (here.splitter, pool, "the pool as splitter", other_type.clone()),
        (locker, there.keys.locker.locker, "another locker", no_locker.clone()),
        (locker, moved_locker, "the locker at another address", no_locker),
        (locker, forged_locker, "the locker's bytes", alien.clone()),
        (lock, here.locker.lock(&bob.address()), "another owner's lock", seeds.clone()),
        (lock, there.keys.locker.lock(&address), "the owner's lock in another locker", seeds.clone()),
        (lock, moved_lock, "the lock at another address", seeds.clone()),
        (lock, forged_lock, "the lock's bytes", alien.clone()),
        (lock, locker, "the locker as lock", other_type),
        (record, here.record(&bob.address()), "another owner's record", seeds.clone()),
        (record, there.keys.record(&address), "the owner's record in another splitter", seeds.clone()),
        (record, forged_record, "the record at another address", seeds),
        (pool, there.pool.pool, "the mint's pool in another splitter", no_pool),
        (pool, forged_pool, "the pool's bytes", alien),
        (pool, record, "the record as pool", InstructionError::AccountDataTooSmall),
    ];
    let instruction = view_of(&platform, &alice, &usdc);
    platform.refuses_impostors(&instruction, &[], &impostors).await;
}

#[tokio::test]
async fn refuses_a_lock_of_another_locker_with_the_record_that_it_would_have() {
    let Stage { mut platform, usdc, alice, .. } = Stage::new().await.earned().await;
    let there = elsewhere(&mut platform, &alice, &usdc).await.keys;
    let (here, address) = (platform.revenue, alice.address());
    let lock = there.locker.lock(&address);
    let record = claim_record_address(&here.splitter, &lock);
    let instruction = view_of(&platform, &alice, &usdc);
    let instruction = instruction.with(here.locker.lock(&address), lock).with(here.record(&address), record);
    platform.attempt(instruction, &[]).await.refused(RevenueError::WrongLock);
}

#[tokio::test]
async fn the_client_looks_ahead() {
    let Stage { mut platform, usdc, alice, week, .. } = Stage::new().await;
    weekly(&mut platform, &usdc, &[400]).await;
    platform.earn(&usdc, 8_000).await;
    let (locker, lock) = (platform.locker().await, platform.lock_of(&alice.address()).await);
    let (record, pool) = (platform.record_of(&alice).await, platform.pool(&usdc).await);
    // If nothing changes until then, the running week's 3/4 of 4,000 are added when it has closed.
    let then = platform.now().await + WEEK;
    let view = claimable_at(&locker, &lock, Some(&record), &pool, then);
    let expected = ClaimableView { amount: 3_300, from_week: week + 1, to_week: week + 3 };
    assert_eq!(view, Some(expected));
    platform.advance_weeks(1).await;
    assert_eq!(seen(&mut platform, &alice, &usdc).await, expected);
    assert_eq!(claim_all(&mut platform, &alice, &usdc).await, 3_300);
}

fn view_of(platform: &Platform, owner: &Owner, currency: &Currency) -> Instruction {
    platform.revenue.claimable(&owner.address(), &currency.pool)
}
