use revenue::RevenueError;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_tests::{OutcomeExt, Platform, Substitute};

use crate::{impostors, rule};

#[tokio::test]
async fn takes_the_proposal_back() {
    let mut platform = Platform::new().await;
    let ruler = platform.ruler.insecure_clone();
    let before = platform.splitter().await;
    rule::propose(&mut platform, &ruler, Pubkey::new_unique()).await.unwrap();
    rule::cancel(&mut platform, &ruler).await.unwrap();
    assert_eq!(bytemuck::bytes_of(&platform.splitter().await), bytemuck::bytes_of(&before));
}

#[tokio::test]
async fn refuses_without_a_proposal() {
    let mut platform = Platform::new().await;
    let ruler = platform.ruler.insecure_clone();
    rule::cancel(&mut platform, &ruler).await.refused(RevenueError::NoProposedAuthority);
    rule::propose(&mut platform, &ruler, Pubkey::new_unique()).await.unwrap();
    rule::cancel(&mut platform, &ruler).await.unwrap();
    rule::cancel(&mut platform, &ruler).await.refused(RevenueError::NoProposedAuthority);
}

#[tokio::test]
async fn comes_too_late_after_the_acceptance() {
    let mut platform = Platform::new().await;
    let (old, new) = (platform.ruler.insecure_clone(), Keypair::new());
    rule::propose(&mut platform, &old, new.pubkey()).await.unwrap();
    rule::accept(&mut platform, &new).await.unwrap();
    rule::cancel(&mut platform, &old).await.refused(RevenueError::NotAuthority);
    rule::cancel(&mut platform, &new).await.refused(RevenueError::NoProposedAuthority);
}

#[tokio::test]
async fn another_can_be_proposed_afterwards() {
    let mut platform = Platform::new().await;
    let (old, new) = (platform.ruler.insecure_clone(), Keypair::new());
    rule::propose(&mut platform, &old, Pubkey::new_unique()).await.unwrap();
    rule::cancel(&mut platform, &old).await.unwrap();
    rule::propose(&mut platform, &old, new.pubkey()).await.unwrap();
    rule::accept(&mut platform, &new).await.unwrap();
    assert_eq!(platform.splitter().await.authority, new.pubkey());
}

#[tokio::test]
async fn only_the_authority_cancels() {
    let mut platform = Platform::new().await;
    let (ruler, heir) = (platform.ruler.insecure_clone(), Keypair::new());
    rule::propose(&mut platform, &ruler, heir.pubkey()).await.unwrap();
    let (guard, founder) = (platform.guard.insecure_clone(), platform.authority.insecure_clone());
    for signer in [heir, guard, founder, Keypair::new()] {
        rule::cancel(&mut platform, &signer).await.refused(RevenueError::NotAuthority);
    }
}

#[tokio::test]
async fn wants_a_signature() {
    let mut platform = Platform::new().await;
    let ruler = platform.ruler.insecure_clone();
    let by = ruler.pubkey();
    rule::propose(&mut platform, &ruler, Pubkey::new_unique()).await.unwrap();
    let instruction = platform.revenue.cancel_authority(by).unsigned(by);
    platform.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn refuses_impostors_and_read_only_accounts() {
    let mut platform = Platform::new().await;
    let ruler = platform.ruler.insecure_clone();
    let impostors = impostors::of_the_splitter(&mut platform, RevenueError::NotAuthority).await;
    rule::propose(&mut platform, &ruler, Pubkey::new_unique()).await.unwrap();
    let instruction = platform.revenue.cancel_authority(ruler.pubkey());
    platform.refuses_impostors(&instruction, &[&ruler], &impostors).await;
    platform.refuses_read_only(&instruction, &[&ruler]).await;
    platform.attempt(instruction, &[&ruler]).await.unwrap();
}
