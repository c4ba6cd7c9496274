use revenue::RevenueError;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_signer::Signer;
use tenure_tests::{OutcomeExt, Platform, Substitute, TokenKind};

use crate::{impostors, rule};

#[tokio::test]
async fn allows_distribution_again() {
    let (mut platform, ruler) = paused().await;
    let usdc = platform.currency(TokenKind::SplToken, 6).await;
    platform.pay_in(&usdc, 1_000).await;
    platform.distribute(&usdc).await.refused(RevenueError::Paused);

    rule::resume(&mut platform, &ruler).await.unwrap();

    assert_eq!(platform.splitter().await.paused, 0);
    platform.distribute(&usdc).await.unwrap();
    let treasury = platform.balance(&usdc.pool.treasury).await;
    assert_eq!((platform.balance(&usdc.pool.vault).await, treasury), (500, 500));
}

#[tokio::test]
async fn undoes_a_pause_and_nothing_else() {
    let mut platform = Platform::new().await;
    let (ruler, guard) = (platform.ruler.insecure_clone(), platform.guard.insecure_clone());
    let before = platform.splitter().await;
    for _ in 0..2 {
        rule::pause(&mut platform, &guard).await.unwrap();
        rule::resume(&mut platform, &ruler).await.unwrap();
    }
    assert_eq!(bytemuck::bytes_of(&platform.splitter().await), bytemuck::bytes_of(&before));
}

#[tokio::test]
async fn only_the_authority_resumes() {
    let (mut platform, ruler) = paused().await;
    let (guard, stranger) = (platform.guard.insecure_clone(), Keypair::new());
    let (founder, pauser) = (platform.authority.insecure_clone(), platform.pauser.insecure_clone());
    rule::propose(&mut platform, &ruler, stranger.pubkey()).await.unwrap();
    for signer in [guard, founder, pauser, stranger] {
        rule::resume(&mut platform, &signer).await.refused(RevenueError::NotAuthority);
    }
    rule::resume(&mut platform, &ruler).await.unwrap();
}

#[tokio::test]
async fn resumes_once() {
    let mut platform = Platform::new().await;
    let (ruler, guard) = (platform.ruler.insecure_clone(), platform.guard.insecure_clone());
    rule::resume(&mut platform, &ruler).await.refused(RevenueError::Unchanged);
    rule::pause(&mut platform, &guard).await.unwrap();
    rule::resume(&mut platform, &ruler).await.unwrap();
    rule::resume(&mut platform, &ruler).await.refused(RevenueError::Unchanged);
}

#[tokio::test]
async fn wants_a_signature() {
    let (mut platform, ruler) = paused().await;
    let by = ruler.pubkey();
    let instruction = platform.revenue.resume(by).unsigned(by);
    platform.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn refuses_impostors_and_read_only_accounts() {
    let (mut platform, ruler) = paused().await;
    let impostors = impostors::of_the_splitter(&mut platform, RevenueError::NotAuthority).await;
    let instruction = platform.revenue.resume(ruler.pubkey());
    platform.refuses_impostors(&instruction, &[&ruler], &impostors).await;
    platform.refuses_read_only(&instruction, &[&ruler]).await;
    platform.attempt(instruction, &[&ruler]).await.unwrap();
}

/// A platform whose splitter is paused, and its authority.
async fn paused() -> (Platform, Keypair) {
    let mut platform = Platform::new().await;
    let (ruler, guard) = (platform.ruler.insecure_clone(), platform.guard.insecure_clone());
    rule::pause(&mut platform, &guard).await.unwrap();
    (platform, ruler)
}
