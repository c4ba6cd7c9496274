use revenue::RevenueError;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_tests::{OutcomeExt, Platform, Substitute};

use crate::{impostors, rule};

#[tokio::test]
async fn names_an_heir_and_changes_nothing_else() {
    let mut platform = Platform::new().await;
    let (ruler, heir) = (platform.ruler.insecure_clone(), Pubkey::new_unique());
    let before = platform.splitter().await;
    rule::propose(&mut platform, &ruler, heir).await.unwrap();
    let mut after = platform.splitter().await;
    assert_eq!((after.authority, after.proposed_authority), (ruler.pubkey(), heir));
    after.proposed_authority = Pubkey::default();
    assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&before));
}

#[tokio::test]
async fn the_heir_has_no_power_yet() {
    let mut platform = Platform::new().await;
    let (ruler, heir) = (platform.ruler.insecure_clone(), Keypair::new());
    rule::propose(&mut platform, &ruler, heir.pubkey()).await.unwrap();
    platform.announce_terms(&heir, Platform::TERMS).await.refused(RevenueError::NotAuthority);
    let key = heir.pubkey();
    rule::set_pauser(&mut platform, &heir, key).await.refused(RevenueError::NotAuthority);
    rule::propose(&mut platform, &heir, key).await.refused(RevenueError::NotAuthority);
    rule::cancel(&mut platform, &heir).await.refused(RevenueError::NotAuthority);
    rule::pause(&mut platform, &heir).await.refused(RevenueError::NotPauser);
    platform.announce_terms(&ruler, Platform::TERMS).await.unwrap();
}

#[tokio::test]
async fn a_later_proposal_replaces_the_earlier() {
    let mut platform = Platform::new().await;
    let (ruler, first, second) = (platform.ruler.insecure_clone(), Keypair::new(), Keypair::new());
    rule::propose(&mut platform, &ruler, first.pubkey()).await.unwrap();
    rule::propose(&mut platform, &ruler, second.pubkey()).await.unwrap();
    rule::accept(&mut platform, &first).await.refused(RevenueError::NotProposedAuthority);
    rule::accept(&mut platform, &second).await.unwrap();
    assert_eq!(platform.splitter().await.authority, second.pubkey());
}

#[tokio::test]
async fn refuses_nobody_as_heir() {
    let mut platform = Platform::new().await;
    let ruler = platform.ruler.insecure_clone();
    let outcome = rule::propose(&mut platform, &ruler, Pubkey::default()).await;
    outcome.refused(RevenueError::ZeroAddress);
}

#[tokio::test]
async fn only_the_authority_proposes() {
    let mut platform = Platform::new().await;
    let signers = [platform.guard.insecure_clone(), platform.authority.insecure_clone(), Keypair::new()];
    for signer in signers {
        let outcome = rule::propose(&mut platform, &signer, signer.pubkey()).await;
        outcome.refused(RevenueError::NotAuthority);
    }
}

#[tokio::test]
async fn wants_a_signature() {
    let mut platform = Platform::new().await;
    let by = platform.ruler.pubkey();
    let instruction = platform.revenue.propose_authority(by, Pubkey::new_unique()).unsigned(by);
    platform.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn refuses_impostors_and_read_only_accounts() {
    let mut platform = Platform::new().await;
    let ruler = platform.ruler.insecure_clone();
    let impostors = impostors::of_the_splitter(&mut platform, RevenueError::NotAuthority).await;
    let instruction = platform.revenue.propose_authority(ruler.pubkey(), Pubkey::new_unique());
    platform.refuses_impostors(&instruction, &[&ruler], &impostors).await;
    platform.refuses_read_only(&instruction, &[&ruler]).await;
    platform.attempt(instruction, &[&ruler]).await.unwrap();
}
