use anchor_lang::ErrorCode;
use revenue::{ClaimRecord, RevenueError};
use solana_instruction::Instruction;
use solana_instruction_error::InstructionError;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_tests::{IntoCode, OutcomeExt, Owner, Platform, Substitute};

use crate::{
    impostors::elsewhere,
    stage::{overwrite, unknown_version},
};

/// Code of the system program: an account is there already.
const ACCOUNT_ALREADY_IN_USE: u32 = 0;

/// Alice has a lock, and no claim record yet.
async fn locked() -> (Platform, Owner) {
    let mut platform = Platform::new().await;
    let alice = platform.owner(1_000).await;
    platform.lock(&alice, 1_000, 52).await.unwrap();
    (platform, alice)
}

#[tokio::test]
async fn starts_with_nothing_claimed() {
    let (mut platform, alice) = locked().await;
    platform.open_record(&alice).await.unwrap();

    let (splitter, lock) = (platform.revenue.splitter, platform.keys.lock(&alice.address()));
    let seeds = [b"claims", splitter.as_ref(), lock.as_ref()];
    let (address, bump) = Pubkey::find_program_address(&seeds, &revenue::ID);
    assert_eq!(address, platform.revenue.record(&alice.address()));
    let record: ClaimRecord = platform.read(&address).await.unwrap();
    assert_eq!((record.version, record.bump, record.reserved_flags), (1, bump, [0; 6]));
    assert_eq!((record.splitter, record.lock, record.rent_payer), (splitter, lock, platform.payer()));
    assert_eq!((record.next_week, record.destination_bump, record.reserved), ([0; 32], [0; 32], [0; 32]));
    // 8 bytes tell the type.
    assert_eq!(platform.account(&address).await.unwrap().data.len(), 8 + 296);
}

#[tokio::test]
async fn happens_once() {
    let (mut platform, alice) = locked().await;
    platform.open_record(&alice).await.unwrap();
    platform.open_record(&alice).await.refused(ACCOUNT_ALREADY_IN_USE);
}

#[tokio::test]
async fn is_for_each_lock() {
    let (mut platform, alice) = locked().await;
    let bob = platform.owner(1).await;
    platform.lock(&bob, 1, 1).await.unwrap();
    platform.open_record(&bob).await.unwrap();
    platform.open_record(&alice).await.unwrap();
    let (alices, bobs) = (platform.record_of(&alice).await, platform.record_of(&bob).await);
    assert_eq!(alices.lock, platform.keys.lock(&alice.address()));
    assert_eq!(bobs.lock, platform.keys.lock(&bob.address()));
}

#[tokio::test]
async fn wants_a_lock() {
    let (mut platform, _) = locked().await;
    let carol = platform.owner(1).await;
    platform.open_record(&carol).await.refused(InstructionError::UninitializedAccount);
}

#[tokio::test]
async fn goes_on_for_a_lock_that_was_left() {
    let (mut platform, alice) = locked().await;
    platform.exit_early(&alice, u64::MAX).await.unwrap();
    platform.open_record(&alice).await.unwrap();
}

#[tokio::test]
async fn goes_on_while_splitter_and_locker_are_paused() {
    let (mut platform, alice) = locked().await;
    let (guard, pauser) = (platform.guard.insecure_clone(), platform.pauser.insecure_clone());
    let pause = platform.revenue.pause(guard.pubkey());
    platform.attempt(pause, &[&guard]).await.unwrap();
    platform.pause(&pauser).await.unwrap();
    platform.open_record(&alice).await.unwrap();
}

#[tokio::test]
async fn refuses_a_version_it_does_not_know() {
    let (mut platform, alice) = locked().await;
    let lock = platform.keys.lock(&alice.address());
    unknown_version(&mut platform, &lock).await;
    platform.open_record(&alice).await.refused(RevenueError::UnknownVersion);
}

#[tokio::test]
async fn refuses_a_lock_that_names_another_locker() {
    let (mut platform, alice) = locked().await;
    let lock = platform.keys.lock(&alice.address());
    // Behind the type's 8 bytes are 4 of one byte, and numbers of 4, 8, 8, 4 and 4.
    assert_eq!(platform.account(&lock).await.unwrap().data[40..72], platform.keys.locker.to_bytes());
    overwrite(&mut platform, &lock, 40, &[7; 32]).await;
    platform.open_record(&alice).await.refused(RevenueError::WrongLock);
}

#[tokio::test]
async fn wants_the_payer_to_sign() {
    let (mut platform, alice) = locked().await;
    let sponsor = Pubkey::new_unique();
    let instruction = platform.revenue.open_claim_record(sponsor, &alice.address()).unsigned(sponsor);
    platform.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn wants_nobody_elses_signature() {
    let (platform, alice) = locked().await;
    let signers = open_of(&platform, &alice).accounts.into_iter().filter(|meta| meta.is_signer);
    assert_eq!(signers.map(|meta| meta.pubkey).collect::<Vec<_>>(), [platform.payer()]);
}

#[tokio::test]
async fn refuses_a_read_only_record() {
    let (mut platform, alice) = locked().await;
    let mut instruction = open_of(&platform, &alice);
    let record = platform.revenue.record(&alice.address());
    for meta in instruction.accounts.iter_mut().filter(|meta| meta.pubkey == record) {
        meta.is_writable = false;
    }
    platform.attempt(instruction, &[]).await.refused(InstructionError::PrivilegeEscalation);
}

#[tokio::test]
async fn refuses_impostors() {
    let (mut platform, alice) = locked().await;
    let usdc = platform.stake_currency().await;
    let there = elsewhere(&mut platform, &alice, &usdc).await.keys;
    let bob = platform.owner(1).await;
    platform.lock(&bob, 1, 1).await.unwrap();
    let here = platform.revenue;
    let (lock, record) = (here.locker.lock(&alice.address()), here.record(&alice.address()));
    let others_lock = here.locker.lock(&bob.address());
    let forged_splitter = platform.copy(&here.splitter, proxy::ID).await;
    let moved_splitter = platform.copy(&here.splitter, revenue::ID).await;
    let forged_lock = platform.copy(&lock, proxy::ID).await;
    let moved_lock = platform.copy(&lock, locker::ID).await;

    let (alien, seeds) = (ErrorCode::ConstraintOwner.code(), ErrorCode::ConstraintSeeds.code());
    let impostors = [
        (here.splitter, there.splitter, "another splitter", seeds.clone()),
        (here.splitter, moved_splitter, "the splitter at another address", seeds.clone()),
        (here.splitter, forged_splitter, "the splitter's bytes", alien.clone()),
        (here.splitter, usdc.pool.pool, "a pool as splitter", InstructionError::InvalidAccountData),
        (lock, others_lock, "another owner's lock", seeds.clone()),
        (lock, there.locker.lock(&alice.address()), "the owner's lock in another locker", seeds.clone()),
        (lock, moved_lock, "the lock at another address", seeds.clone()),
        (lock, forged_lock, "the lock's bytes", alien),
        (lock, here.locker.locker, "a locker as lock", InstructionError::InvalidAccountData),
        (record, here.record(&bob.address()), "another owner's record", seeds.clone()),
        (record, there.record(&alice.address()), "the owner's record in another splitter", seeds.clone()),
        (record, Pubkey::new_unique(), "an address of nobody", seeds),
        (Pubkey::default(), proxy::ID, "a program as system program", InstructionError::IncorrectProgramId),
    ];
    let instruction = open_of(&platform, &alice);
    platform.refuses_impostors(&instruction, &[], &impostors).await;
    platform.attempt(instruction, &[]).await.unwrap();
}

fn open_of(platform: &Platform, owner: &Owner) -> Instruction {
    platform.revenue.open_claim_record(platform.payer(), &owner.address())
}
