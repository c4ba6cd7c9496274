//! Who pays the rent: one of the signers, or someone with no other part in it.

use locker::Roles;
use revenue::{RevenueError, Terms};
use solana_instruction::Instruction;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use solana_system_interface::instruction::transfer;
use tenure_client::{
    locker::LockerKeys,
    revenue::{PoolKeys, RevenueKeys},
};
use tenure_tests::{OutcomeExt, Platform, Substitute, TokenKind, World};

/// A platform whose payer has founded a locker of its own, and that locker's splitter, which is not there
/// yet.
async fn of_a_wallet() -> (Platform, Pubkey, RevenueKeys) {
    let mut platform = Platform::new().await;
    let wallet = platform.payer();
    let LockerKeys { mint, token_program, penalty_account, .. } = platform.keys;
    let locker = LockerKeys::derive(mint, wallet, token_program, penalty_account);
    let roles = Roles { authority: wallet, pauser: wallet };
    let found = locker.create_locker(wallet, wallet, World::PARAMS, roles);
    platform.send(&[found], &[]).await.unwrap();
    (platform, wallet, RevenueKeys::derive(locker))
}

#[tokio::test]
async fn a_wallet_does_everything_alone() {
    let (mut platform, wallet, keys) = of_a_wallet().await;
    let create = keys.create_splitter(wallet, wallet, Platform::TERMS, wallet, wallet);
    platform.attempt(create, &[]).await.unwrap();

    let pool = pool_of(&mut platform, &keys, &wallet).await;
    let terms = Terms { staker_bps: 1, ..Platform::TERMS };
    let calls: [Instruction; 9] = [
        keys.create_pool(wallet, wallet, &pool),
        keys.set_treasury(wallet, &pool),
        keys.announce_terms(wallet, terms),
        keys.set_pauser(wallet, wallet),
        keys.pause(wallet),
        keys.resume(wallet),
        keys.propose_authority(wallet, wallet),
        keys.accept_authority(wallet),
        keys.propose_authority(wallet, wallet),
    ];
    for instruction in calls {
        platform.attempt(instruction, &[]).await.unwrap();
    }
    platform.attempt(keys.cancel_authority(wallet), &[]).await.unwrap();
}

#[tokio::test]
async fn the_lockers_authority_pays_for_the_splitter() {
    let mut platform = Platform::bare(World::new().await);
    let founder = platform.authority.insecure_clone();
    let (by, ruler, guard) = (founder.pubkey(), platform.ruler.pubkey(), platform.guard.pubkey());
    give(&mut platform, &by, 1_000_000_000).await;
    let instruction = platform.revenue.create_splitter(by, by, Platform::TERMS, ruler, guard);
    platform.attempt(instruction, &[&founder]).await.unwrap();
    let splitter = platform.revenue.splitter;
    paid_for(&mut platform, &by, &[splitter]).await;
}

#[tokio::test]
async fn the_authority_pays_for_a_pool() {
    let mut platform = Platform::new().await;
    let ruler = platform.ruler.insecure_clone();
    let by = ruler.pubkey();
    give(&mut platform, &by, 1_000_000_000).await;
    let keys = platform.revenue;
    let pool = pool_of(&mut platform, &keys, &by).await;
    let instruction = keys.create_pool(by, by, &pool);
    platform.attempt(instruction, &[&ruler]).await.unwrap();
    paid_for(&mut platform, &by, &[pool.pool, pool.vault]).await;
}

#[tokio::test]
async fn a_stranger_pays_and_gets_nothing_for_it() {
    let mut platform = Platform::new().await;
    let (ruler, patron) = (platform.ruler.insecure_clone(), Keypair::new());
    let by = patron.pubkey();
    give(&mut platform, &by, 1_000_000_000).await;
    let keys = platform.revenue;
    let pool = pool_of(&mut platform, &keys, &ruler.pubkey()).await;
    let instruction = keys.create_pool(by, ruler.pubkey(), &pool);
    platform.attempt(instruction, &[&ruler, &patron]).await.unwrap();
    paid_for(&mut platform, &by, &[pool.pool, pool.vault]).await;
    let terms = keys.announce_terms(by, Platform::TERMS);
    platform.attempt(terms, &[&patron]).await.refused(RevenueError::NotAuthority);
}

#[tokio::test]
async fn who_cannot_pay_creates_nothing() {
    /// The system program's code for an account that has too little.
    const TOO_LITTLE: u32 = 1;
    let mut platform = Platform::new().await;
    let ruler = platform.ruler.insecure_clone();
    let by = ruler.pubkey();
    // Enough to exist, and not for a pool.
    give(&mut platform, &by, 1_000_000).await;
    let keys = platform.revenue;
    let pool = pool_of(&mut platform, &keys, &by).await;
    let instruction = keys.create_pool(by, by, &pool);
    platform.attempt(instruction, &[&ruler]).await.refused(TOO_LITTLE);
}

#[tokio::test]
async fn the_pauser_may_be_the_authority() {
    let (mut platform, wallet, keys) = of_a_wallet().await;
    let ruler = platform.ruler.insecure_clone();
    let by = ruler.pubkey();
    let create = keys.create_splitter(wallet, wallet, Platform::TERMS, by, by);
    platform.attempt(create, &[]).await.unwrap();
    platform.attempt(keys.pause(by), &[&ruler]).await.unwrap();
    platform.attempt(keys.resume(by), &[&ruler]).await.unwrap();
    // The payer, who founded the locker, is nobody here.
    let pause = keys.pause(by).with(by, wallet);
    platform.attempt(pause, &[]).await.refused(RevenueError::NotPauser);
}

/// The keys of a pool of a new mint whose treasury belongs to `keeper`, and its intake.
async fn pool_of(platform: &mut Platform, keys: &RevenueKeys, keeper: &Pubkey) -> PoolKeys {
    let mint = platform.another_mint(TokenKind::SplToken).await;
    let treasury = platform.tokens_of(&mint, keeper, 0).await;
    let pool = keys.pool(mint.address, spl_token::ID, treasury);
    let intake = pool.open_destination(&platform.payer(), &keys.splitter);
    platform.send(&[intake], &[]).await.unwrap();
    pool
}

async fn give(platform: &mut Platform, to: &Pubkey, lamports: u64) {
    let gift = transfer(&platform.payer(), to, lamports);
    platform.send(&[gift], &[]).await.unwrap();
}

/// Of the billion that `payer` had, `accounts` have what is missing.
async fn paid_for(platform: &mut Platform, payer: &Pubkey, accounts: &[Pubkey]) {
    let mut rent = 0;
    for address in accounts {
        rent += platform.account(address).await.unwrap().lamports;
    }
    assert!(rent > 0);
    let left = platform.account(payer).await.unwrap().lamports;
    assert_eq!(left, 1_000_000_000 - rent);
}
