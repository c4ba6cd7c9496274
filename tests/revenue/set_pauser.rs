use revenue::RevenueError;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_tests::{OutcomeExt, Platform, Substitute};

use crate::{impostors, rule};

#[tokio::test]
async fn hands_the_pause_over() {
    let mut platform = Platform::new().await;
    let (ruler, old, new) =
        (platform.ruler.insecure_clone(), platform.guard.insecure_clone(), Keypair::new());
    rule::set_pauser(&mut platform, &ruler, new.pubkey()).await.unwrap();
    assert_eq!(platform.splitter().await.pauser, new.pubkey());
    rule::pause(&mut platform, &old).await.refused(RevenueError::NotPauser);
    rule::pause(&mut platform, &new).await.unwrap();
}

#[tokio::test]
async fn changes_nothing_else() {
    let mut platform = Platform::new().await;
    let ruler = platform.ruler.insecure_clone();
    let before = platform.splitter().await;
    rule::set_pauser(&mut platform, &ruler, Pubkey::new_unique()).await.unwrap();
    let mut after = platform.splitter().await;
    assert_ne!(after.pauser, before.pauser);
    after.pauser = before.pauser;
    assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&before));
}

#[tokio::test]
async fn zero_is_nobody() {
    let mut platform = Platform::new().await;
    let (ruler, old) = (platform.ruler.insecure_clone(), platform.guard.insecure_clone());
    rule::set_pauser(&mut platform, &ruler, Pubkey::default()).await.unwrap();
    rule::pause(&mut platform, &old).await.refused(RevenueError::NotPauser);
}

#[tokio::test]
async fn the_same_again_is_no_error() {
    let mut platform = Platform::new().await;
    let (ruler, guard) = (platform.ruler.insecure_clone(), platform.guard.insecure_clone());
    rule::set_pauser(&mut platform, &ruler, guard.pubkey()).await.unwrap();
    rule::pause(&mut platform, &guard).await.unwrap();
}

#[tokio::test]
async fn a_paused_splitter_can_have_a_new_pauser() {
    let mut platform = Platform::new().await;
    let (ruler, guard) = (platform.ruler.insecure_clone(), platform.guard.insecure_clone());
    rule::pause(&mut platform, &guard).await.unwrap();
    rule::set_pauser(&mut platform, &ruler, ruler.pubkey()).await.unwrap();
    let splitter = platform.splitter().await;
    assert_eq!((splitter.pauser, splitter.paused), (ruler.pubkey(), 1));
}

#[tokio::test]
async fn only_the_authority_names_the_pauser() {
    let mut platform = Platform::new().await;
    let (ruler, heir) = (platform.ruler.insecure_clone(), Keypair::new());
    rule::propose(&mut platform, &ruler, heir.pubkey()).await.unwrap();
    // The locker's authority and pauser rule the locker, not its splitter.
    let signers = [
        platform.guard.insecure_clone(),
        platform.authority.insecure_clone(),
        platform.pauser.insecure_clone(),
        heir,
    ];
    for signer in signers {
        let outcome = rule::set_pauser(&mut platform, &signer, signer.pubkey()).await;
        outcome.refused(RevenueError::NotAuthority);
    }
}

#[tokio::test]
async fn a_pauser_has_no_other_power() {
    let mut platform = Platform::new().await;
    let (guard, heir) = (platform.guard.insecure_clone(), Pubkey::new_unique());
    rule::pause(&mut platform, &guard).await.unwrap();
    rule::resume(&mut platform, &guard).await.refused(RevenueError::NotAuthority);
    platform.announce_terms(&guard, Platform::TERMS).await.refused(RevenueError::NotAuthority);
    rule::propose(&mut platform, &guard, heir).await.refused(RevenueError::NotAuthority);
    rule::cancel(&mut platform, &guard).await.refused(RevenueError::NotAuthority);
    rule::accept(&mut platform, &guard).await.refused(RevenueError::NotProposedAuthority);
}

#[tokio::test]
async fn wants_a_signature() {
    let mut platform = Platform::new().await;
    let by = platform.ruler.pubkey();
    let instruction = platform.revenue.set_pauser(by, Pubkey::new_unique()).unsigned(by);
    platform.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn refuses_impostors_and_read_only_accounts() {
    let mut platform = Platform::new().await;
    let ruler = platform.ruler.insecure_clone();
    let impostors = impostors::of_the_splitter(&mut platform, RevenueError::NotAuthority).await;
    let instruction = platform.revenue.set_pauser(ruler.pubkey(), Pubkey::new_unique());
    platform.refuses_impostors(&instruction, &[&ruler], &impostors).await;
    platform.refuses_read_only(&instruction, &[&ruler]).await;
    platform.attempt(instruction, &[&ruler]).await.unwrap();
}
