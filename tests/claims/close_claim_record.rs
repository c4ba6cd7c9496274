use anchor_lang::ErrorCode;
use revenue::RevenueError;
use solana_account::Account;
use solana_instruction::Instruction;
use solana_instruction_error::InstructionError;
use solana_pubkey::Pubkey;
use tenure_tests::{IntoCode, OutcomeExt, Owner, Platform, Substitute};

use crate::impostors::elsewhere;

/// Alice's lock is gone; her claim record is not.
async fn unlocked() -> (Platform, Owner) {
    let mut platform = Platform::new().await;
    let alice = platform.owner(1_000).await;
    platform.lock(&alice, 1_000, 52).await.unwrap();
    platform.open_record(&alice).await.unwrap();
    platform.exit_early(&alice, u64::MAX).await.unwrap();
    platform.close_lock(&alice, 0).await.unwrap();
    (platform, alice)
}

#[tokio::test]
async fn removes_the_account() {
    let (mut platform, alice) = unlocked().await;
    let record = platform.revenue.record(&alice.address());
    assert!(platform.account(&record).await.is_some());
    platform.close_record(&alice).await.unwrap();
    assert_eq!(platform.account(&record).await, None);
    // There are no bytes left.
    platform.close_record(&alice).await.refused(InstructionError::AccountDataTooSmall);
}

#[tokio::test]
async fn waits_for_the_lock_to_be_closed() {
    let mut platform = Platform::new().await;
    let alice = platform.owner(1_000).await;
    platform.lock(&alice, 1_000, 2).await.unwrap();
    platform.open_record(&alice).await.unwrap();
    platform.close_record(&alice).await.refused(RevenueError::LockExists);
    platform.advance_weeks(2).await;
    platform.close_record(&alice).await.refused(RevenueError::LockExists);
    platform.withdraw(&alice).await.unwrap();
    platform.close_record(&alice).await.refused(RevenueError::LockExists);
    // It ended in the second week after that in which it began, and had power in one.
    let week = platform.week().await;
    platform.close_lock(&alice, week).await.unwrap();
    platform.close_record(&alice).await.unwrap();
}

#[tokio::test]
async fn is_refused_when_the_lock_is_made_anew() {
    let (mut platform, alice) = unlocked().await;
    let tokens = platform.balance(&alice.tokens).await;
    platform.lock(&alice, tokens, 1).await.unwrap();
    platform.close_record(&alice).await.refused(RevenueError::LockExists);
}

#[tokio::test]
async fn does_not_mind_lamports_at_the_locks_address() {
    let (mut platform, alice) = unlocked().await;
    let lock = platform.keys.lock(&alice.address());
    platform.set_account(&lock, Account { lamports: 1_000_000_000, ..Account::default() });
    platform.close_record(&alice).await.unwrap();
}

#[tokio::test]
async fn wants_nobodys_signature() {
    let (platform, alice) = unlocked().await;
    assert!(close_of(&platform, &alice).accounts.iter().all(|meta| !meta.is_signer));
}

#[tokio::test]
async fn names_the_lock_of_the_record() {
    let (mut platform, alice) = unlocked().await;
    let bob = platform.owner(1).await;
    let instruction = close_of(&platform, &alice);
    let lock = platform.keys.lock(&alice.address());
    // That of nobody's lock, and of an owner who has none.
    for other in [Pubkey::new_unique(), platform.keys.lock(&bob.address()), platform.revenue.splitter] {
        let instruction = instruction.clone().with(lock, other);
        platform.attempt(instruction, &[]).await.refused(RevenueError::WrongLock);
    }
}

#[tokio::test]
async fn refuses_read_only_accounts() {
    let (mut platform, alice) = unlocked().await;
    let instruction = close_of(&platform, &alice);
    platform.refuses_read_only(&instruction, &[]).await;
}

#[tokio::test]
async fn refuses_impostors() {
    let (mut platform, alice) = unlocked().await;
    let bob = platform.owner(1_000).await;
    platform.lock(&bob, 1_000, 52).await.unwrap();
    platform.open_record(&bob).await.unwrap();
    let stake = platform.stake_currency().await;
    let there = elsewhere(&mut platform, &bob, &stake).await.keys;
    let record = platform.revenue.record(&alice.address());
    let bobs = platform.revenue.record(&bob.address());
    let forged = platform.copy(&record, proxy::ID).await;
    let locker_forged = platform.copy(&record, locker::ID).await;

    let alien = ErrorCode::ConstraintOwner.code();
    let impostors = [
        (record, bobs, "another owner's record", RevenueError::WrongLock.code()),
        (record, there.record(&bob.address()), "one in another splitter", RevenueError::WrongLock.code()),
        (record, forged, "the bytes under another program", alien.clone()),
        (record, locker_forged, "the bytes under the locker", alien),
        (record, stake.pool.pool, "a pool as record", InstructionError::InvalidAccountData),
    ];
    let instruction = close_of(&platform, &alice);
    platform.refuses_impostors(&instruction, &[], &impostors).await;
    platform.attempt(instruction, &[]).await.unwrap();
}

fn close_of(platform: &Platform, owner: &Owner) -> Instruction {
    platform.revenue.close_claim_record(&owner.address(), platform.payer())
}
