//! What an attacker passes instead of a claim's accounts.

use anchor_lang::ErrorCode;
use revenue::RevenueError;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use spl_token_2022_interface::ID as TOKEN_2022;
use tenure_client::{
    locker::LockerKeys,
    revenue::{PoolKeys, RevenueKeys},
};
use tenure_tests::{Currency, Impostor, IntoCode, Owner, Platform, TokenKind, World};

use crate::stage::member;

/// A platform of somebody else's on the same chain, for the same tokens.
pub struct Elsewhere {
    pub keys: RevenueKeys,
    pub pool: PoolKeys,
}

/// Another locker of the same mint, its splitter, and a pool of `currency`'s mint there. `owner` has a lock
/// and a claim record in it.
pub async fn elsewhere(platform: &mut Platform, owner: &Owner, currency: &Currency) -> Elsewhere {
    let tokens = platform.token_account(&owner.address(), 1).await;
    let creator = Keypair::new();
    let LockerKeys { mint, token_program, penalty_account, .. } = platform.keys;
    let there = LockerKeys::derive(mint, creator.pubkey(), token_program, penalty_account);
    let home = (platform.keys, platform.revenue, platform.authority.insecure_clone());

    (platform.world.keys, platform.world.authority) = (there, creator);
    platform.revenue = RevenueKeys::derive(there);
    platform.create_locker(World::PARAMS).await.unwrap();
    platform.create_splitter(Platform::TERMS).await.unwrap();
    let pool = platform.pool_of(currency.mint.clone()).await.pool;
    let tenant = Owner { keypair: owner.keypair.insecure_clone(), tokens };
    platform.lock(&tenant, 1, 208).await.unwrap();
    platform.open_record(&tenant).await.unwrap();
    let keys = platform.revenue;

    (platform.world.keys, platform.revenue, platform.world.authority) = home;
    Elsewhere { keys, pool }
}

/// What may be passed in place of each account of a claim of `currency` for `owner`.
pub async fn claim_impostors(platform: &mut Platform, owner: &Owner, currency: &Currency) -> Vec<Impostor> {
    let mut impostors = state_impostors(platform, owner, currency).await;
    impostors.extend(token_impostors(platform, owner, currency).await);
    impostors
}

/// In place of the splitter, the locker, the lock, the record and the pool.
async fn state_impostors(platform: &mut Platform, owner: &Owner, currency: &Currency) -> Vec<Impostor> {
    let there = elsewhere(platform, owner, currency).await;
    let other = member(platform, 1, &[]).await;
    let another = platform.currency(TokenKind::SplToken, 6).await;
    let (here, address) = (platform.revenue, owner.address());
    let (lock, record, pool) = (here.locker.lock(&address), here.record(&address), currency.pool.pool);
    let (others_lock, others_record) = (here.locker.lock(&other.address()), here.record(&other.address()));

    let alien = ErrorCode::ConstraintOwner.code();
    let mut impostors = vec![];
    for (original, program) in [
        (here.splitter, revenue::ID),
        (here.locker.locker, locker::ID),
        (lock, locker::ID),
        (record, revenue::ID),
        (pool, revenue::ID),
    ] {
        let forged = platform.copy(&original, proxy::ID).await;
        impostors.push((original, forged, "the bytes under another program", alien.clone()));
        let alien_program = if program == locker::ID { revenue::ID } else { locker::ID };
        let forged = platform.copy(&original, alien_program).await;
        impostors.push((original, forged, "the bytes under the other program", alien.clone()));
    }
    let moved_splitter = platform.copy(&here.splitter, revenue::ID).await;
    let moved_locker = platform.copy(&here.locker.locker, locker::ID).await;
    let moved_lock = platform.copy(&lock, locker::ID).await;

    use RevenueError::{WrongLocker, WrongPool, WrongRecord, WrongVault};
    let small = InstructionError::AccountDataTooSmall;
    let other_type = InstructionError::InvalidAccountData;
    impostors.extend([
        (here.splitter, there.keys.splitter, "another splitter", WrongLocker.code()),
        (here.splitter, moved_splitter, "the splitter at another address", WrongPool.code()),
        (here.splitter, another.pool.pool, "a pool as splitter", other_type.clone()),
        (here.locker.locker, there.keys.locker.locker, "another locker", WrongLocker.code()),
        (here.locker.locker, moved_locker, "the locker at another address", WrongLocker.code()),
        (lock, others_lock, "another owner's lock", WrongRecord.code()),
        (lock, there.keys.locker.lock(&address), "the owner's lock in another locker", WrongRecord.code()),
        (lock, moved_lock, "the lock at another address", WrongRecord.code()),
        (lock, there.keys.locker.locker, "a locker as lock", other_type.clone()),
        (record, others_record, "another owner's record", WrongRecord.code()),
        (record, there.keys.record(&address), "the owner's record in another splitter", WrongRecord.code()),
        (record, another.pool.pool, "a pool as record", other_type),
        (pool, there.pool.pool, "the mint's pool in another splitter", WrongVault.code()),
        (pool, another.pool.pool, "another mint's pool", WrongVault.code()),
        (pool, others_record, "a record as pool", small),
    ]);
    impostors
}

/// In place of the vault, the mint, the destination and the token program.
async fn token_impostors(platform: &mut Platform, owner: &Owner, currency: &Currency) -> Vec<Impostor> {
    let another = platform.currency(TokenKind::SplToken, 6).await;
    let other = platform.owner(0).await;
    let others_destination = platform.open_destination(&other, currency).await;
    let other_mint_destination = platform.open_destination(owner, &another).await;
    let own = platform.tokens_of(&currency.mint, &owner.address(), 0).await;
    let PoolKeys { vault, mint, token_program, intake, treasury, .. } = currency.pool;
    let destination = currency.pool.destination(&owner.address());
    let copied_vault = platform.copy(&vault, token_program).await;
    let copied_mint = platform.copy(&mint, token_program).await;
    let copied_destination = platform.copy(&destination, token_program).await;

    use RevenueError::{WrongDestination, WrongMint, WrongTokenProgram, WrongVault};
    vec![
        (vault, another.pool.vault, "another mint's vault", WrongVault.code()),
        (vault, treasury, "the treasury as vault", WrongVault.code()),
        (vault, intake, "the intake as vault", WrongVault.code()),
        (vault, copied_vault, "the vault at another address", WrongVault.code()),
        (mint, another.mint.address, "another mint", WrongMint.code()),
        (mint, copied_mint, "the mint at another address", WrongMint.code()),
        (destination, others_destination, "another's associated account", WrongDestination.code()),
        (destination, other_mint_destination, "the owner's, of another mint", WrongDestination.code()),
        (destination, own, "the owner's, not associated", WrongDestination.code()),
        (destination, copied_destination, "the owner's at another address", WrongDestination.code()),
        (destination, treasury, "the treasury", WrongDestination.code()),
        (destination, intake, "the intake", WrongDestination.code()),
        (destination, vault, "the vault", ErrorCode::ConstraintDuplicateMutableAccount.code()),
        (destination, Pubkey::new_unique(), "nothing", WrongDestination.code()),
        (token_program, TOKEN_2022, "the other token program", WrongTokenProgram.code()),
        (token_program, proxy::ID, "a program as token program", WrongTokenProgram.code()),
    ]
}
