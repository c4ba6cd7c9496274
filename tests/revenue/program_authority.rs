//! A splitter whose authority is a program address: a DAO's or a multisig's, which signs by CPI.

use revenue::{RevenueError, Terms};
use solana_instruction::{AccountMeta, Instruction};
use solana_instruction_error::InstructionError;
use solana_pubkey::Pubkey;
use tenure_tests::{Currency, Outcome, OutcomeExt, Platform, TokenKind};

use crate::rule;

const NONE: Terms = Terms { staker_bps: 0, burn_bps: 0, min_power: 0 };

/// A platform whose authority is the proxy program's address.
async fn ruled_by_proxy() -> Platform {
    let mut platform = Platform::new().await;
    let ruler = platform.ruler.insecure_clone();
    rule::propose(&mut platform, &ruler, proxy::owner()).await.unwrap();
    let accept = platform.revenue.accept_authority(proxy::owner());
    by_proxy(&mut platform, accept).await.unwrap();
    assert_eq!(platform.splitter().await.authority, proxy::owner());
    platform
}

/// `instruction` as the proxy program calls it: only the proxy's address has not signed yet.
async fn by_proxy(platform: &mut Platform, instruction: Instruction) -> Outcome {
    let mut accounts = vec![AccountMeta::new_readonly(instruction.program_id, false)];
    accounts.extend(instruction.accounts);
    for meta in accounts.iter_mut().filter(|meta| meta.pubkey == proxy::owner()) {
        meta.is_signer = false;
    }
    let call = Instruction { program_id: proxy::ID, accounts, data: instruction.data };
    platform.attempt(call, &[]).await
}

/// A currency without a pool.
async fn unpooled(platform: &mut Platform) -> Currency {
    let mint = platform.another_mint(TokenKind::SplToken).await;
    let treasury = platform.tokens_of(&mint, &proxy::owner(), 0).await;
    platform.unpooled(mint, treasury).await
}

#[tokio::test]
async fn announces_terms() {
    let mut platform = ruled_by_proxy().await;
    let week = platform.week().await;
    let announce = platform.revenue.announce_terms(proxy::owner(), NONE);
    by_proxy(&mut platform, announce).await.unwrap();
    assert_eq!(platform.splitter().await.terms_in(week + 2), NONE);
}

#[tokio::test]
async fn makes_a_pool_and_names_its_treasury() {
    let mut platform = ruled_by_proxy().await;
    let mut usdc = unpooled(&mut platform).await;
    let create = platform.revenue.create_pool(platform.payer(), proxy::owner(), &usdc.pool);
    by_proxy(&mut platform, create).await.unwrap();
    usdc.pool.treasury = platform.tokens_of(&usdc.mint, &Pubkey::new_unique(), 0).await;
    let set = platform.revenue.set_treasury(proxy::owner(), &usdc.pool);
    by_proxy(&mut platform, set).await.unwrap();
    platform.earn(&usdc, 1_001).await;
    assert_eq!(platform.balance(&usdc.pool.treasury).await, 501);
}

#[tokio::test]
async fn pauses_resumes_and_hands_over() {
    let mut platform = ruled_by_proxy().await;
    let (keys, by, heir) = (platform.revenue, proxy::owner(), Pubkey::new_unique());
    for instruction in [
        keys.set_pauser(by, by),
        keys.pause(by),
        keys.resume(by),
        keys.propose_authority(by, heir),
        keys.cancel_authority(by),
    ] {
        by_proxy(&mut platform, instruction).await.unwrap();
    }
    let splitter = platform.splitter().await;
    assert_eq!((splitter.pauser, splitter.paused), (by, 0));
    assert_eq!((splitter.authority, splitter.proposed_authority), (by, Pubkey::default()));
}

#[tokio::test]
async fn a_program_distributes_as_anyone_does() {
    let mut platform = Platform::new().await;
    let usdc = platform.currency(TokenKind::SplToken, 6).await;
    platform.pay_in(&usdc, 1_001).await;
    let distribute = platform.revenue.distribute(&usdc.pool);
    by_proxy(&mut platform, distribute).await.unwrap();
    assert_eq!(platform.balance(&usdc.pool.treasury).await, 501);
    assert_eq!(platform.pool(&usdc).await.recycling, 500);
}

#[tokio::test]
async fn is_bound_by_the_same_rules() {
    let mut platform = ruled_by_proxy().await;
    let above = Terms { staker_bps: 5_001, ..NONE };
    let announce = platform.revenue.announce_terms(proxy::owner(), above);
    by_proxy(&mut platform, announce).await.refused(RevenueError::BadShares);
    let resume = platform.revenue.resume(proxy::owner());
    by_proxy(&mut platform, resume).await.refused(RevenueError::Unchanged);
}

#[tokio::test]
async fn never_by_a_strangers_call() {
    let mut platform = ruled_by_proxy().await;
    let usdc = unpooled(&mut platform).await;
    let (keys, by) = (platform.revenue, proxy::owner());
    for mut instruction in [
        keys.announce_terms(by, NONE),
        keys.create_pool(platform.payer(), by, &usdc.pool),
        keys.set_pauser(by, by),
        keys.pause(by),
        keys.propose_authority(by, by),
        keys.cancel_authority(by),
    ] {
        for meta in instruction.accounts.iter_mut().filter(|meta| meta.pubkey == by) {
            meta.is_signer = false;
        }
        platform.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
    }
}

#[tokio::test]
async fn the_proxy_signs_for_nobody_else() {
    let mut platform = Platform::new().await;
    let ruler = solana_signer::Signer::pubkey(&platform.ruler);
    let mut announce = platform.revenue.announce_terms(ruler, NONE);
    for meta in announce.accounts.iter_mut().filter(|meta| meta.pubkey == ruler) {
        meta.is_signer = false;
    }
    by_proxy(&mut platform, announce).await.refused(InstructionError::MissingRequiredSignature);
}
