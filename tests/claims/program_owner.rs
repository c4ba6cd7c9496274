//! What a lock earns whose owner is a program address: a DAO's or a multisig's, which signs by CPI.

use revenue::RevenueError;
use solana_instruction::{AccountMeta, Instruction};
use solana_instruction_error::InstructionError;
use solana_pubkey::Pubkey;
use tenure_tests::{Currency, Outcome, OutcomeExt, Platform, Substitute, TokenKind};

use crate::stage::member;

/// The proxy program's address has locked 3,000 tokens for good, and Bob 1,000. Lockers earned 500 of the
/// token that is locked and 5,000 of another.
async fn earned() -> (Platform, Currency, Currency) {
    let mut platform = Platform::new().await;
    let stake = platform.stake_currency().await;
    let usdc = platform.currency(TokenKind::SplToken, 6).await;
    let tokens = platform.token_account(&proxy::owner(), 3_000).await;
    let lock = platform.keys.create_lock(platform.payer(), proxy::owner(), tokens, 3_000, 208);
    by_proxy(&mut platform, lock).await.unwrap();
    let permanent = platform.keys.make_permanent(proxy::owner());
    by_proxy(&mut platform, permanent).await.unwrap();
    member(&mut platform, 1_000, &[]).await;
    let payer = platform.payer();
    let open = [
        platform.revenue.open_claim_record(payer, &proxy::owner()),
        stake.pool.open_destination(&payer, &proxy::owner()),
        usdc.pool.open_destination(&payer, &proxy::owner()),
    ];
    platform.send(&open, &[]).await.unwrap();
    platform.advance_weeks(1).await;
    platform.earn(&stake, 1_000).await;
    platform.earn(&usdc, 10_000).await;
    platform.advance_weeks(1).await;
    (platform, stake, usdc)
}

/// `instruction` as the proxy program calls it: only the proxy's address has not signed yet.
async fn by_proxy(platform: &mut Platform, instruction: Instruction) -> Outcome {
    let mut accounts = vec![AccountMeta::new_readonly(instruction.program_id, false)];
    accounts.extend(instruction.clone().unsigned(proxy::owner()).accounts);
    let call = Instruction { program_id: proxy::ID, accounts, data: instruction.data };
    platform.attempt(call, &[]).await
}

async fn received(platform: &mut Platform, currency: &Currency) -> u64 {
    let destination: Pubkey = currency.pool.destination(&proxy::owner());
    platform.balance(&destination).await
}

#[tokio::test]
async fn anyone_claims_for_it() {
    let (mut platform, _, usdc) = earned().await;
    let claim = platform.revenue.claim(&proxy::owner(), &usdc.pool, 26);
    platform.attempt(claim, &[]).await.unwrap();
    assert_eq!(received(&mut platform, &usdc).await, 3_750);
}

#[tokio::test]
async fn its_program_claims_for_it() {
    let (mut platform, _, usdc) = earned().await;
    let claim = platform.revenue.claim(&proxy::owner(), &usdc.pool, 26);
    by_proxy(&mut platform, claim.clone()).await.unwrap();
    assert_eq!(received(&mut platform, &usdc).await, 3_750);
    by_proxy(&mut platform, claim).await.refused(RevenueError::NothingToClaim);
}

#[tokio::test]
async fn its_program_adds_to_its_lock() {
    let (mut platform, stake, _) = earned().await;
    let claim = platform.revenue.claim_and_lock(&proxy::owner(), &stake.pool, 26);
    by_proxy(&mut platform, claim).await.unwrap();
    assert_eq!(platform.lock_of(&proxy::owner()).await.amount, 3_375);
    assert_eq!(received(&mut platform, &stake).await, 0);
}

#[tokio::test]
async fn nobody_else_adds_to_its_lock() {
    let (mut platform, stake, _) = earned().await;
    let claim = platform.revenue.claim_and_lock(&proxy::owner(), &stake.pool, 26).unsigned(proxy::owner());
    platform.attempt(claim, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn the_proxy_signs_for_nobody_else() {
    let (mut platform, stake, _) = earned().await;
    let alice = member(&mut platform, 1_000, &[&stake]).await;
    let claim = platform.revenue.claim_and_lock(&alice.address(), &stake.pool, 26).unsigned(alice.address());
    by_proxy(&mut platform, claim).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn its_claim_record_closes_once_its_lock_is() {
    let (mut platform, stake, _) = earned().await;
    let (owner, payer) = (proxy::owner(), platform.payer());
    let close = platform.revenue.close_claim_record(&owner, payer);
    platform.attempt(close.clone(), &[]).await.refused(RevenueError::LockExists);
    let exit = platform.keys.exit_early(owner, stake.pool.destination(&owner), u64::MAX);
    by_proxy(&mut platform, exit).await.unwrap();
    let week = platform.week().await;
    let close_lock = platform.keys.close_lock(owner, payer, week + 1);
    by_proxy(&mut platform, close_lock).await.unwrap();
    platform.attempt(close, &[]).await.unwrap();
    let record = platform.revenue.record(&owner);
    assert_eq!(platform.account(&record).await, None);
}
