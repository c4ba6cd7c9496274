use locker::LockerError;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_tests::{OutcomeExt, Substitute, World};

#[tokio::test]
async fn takes_the_proposal_back() {
    let mut world = World::new().await;
    let authority = world.authority.insecure_clone();
    let before = world.locker().await;
    world.propose_authority(&authority, Pubkey::new_unique()).await.unwrap();
    world.cancel_authority(&authority).await.unwrap();
    assert_eq!(bytemuck::bytes_of(&world.locker().await), bytemuck::bytes_of(&before));
}

#[tokio::test]
async fn refuses_without_a_proposal() {
    let mut world = World::new().await;
    let authority = world.authority.insecure_clone();
    world.cancel_authority(&authority).await.refused(LockerError::NoProposedAuthority);
    world.propose_authority(&authority, Pubkey::new_unique()).await.unwrap();
    world.cancel_authority(&authority).await.unwrap();
    world.cancel_authority(&authority).await.refused(LockerError::NoProposedAuthority);
}

#[tokio::test]
async fn comes_too_late_after_the_acceptance() {
    let mut world = World::new().await;
    let (old, new) = (world.authority.insecure_clone(), Keypair::new());
    world.propose_authority(&old, new.pubkey()).await.unwrap();
    world.accept_authority(&new).await.unwrap();
    world.cancel_authority(&old).await.refused(LockerError::NotAuthority);
    world.cancel_authority(&new).await.refused(LockerError::NoProposedAuthority);
}

#[tokio::test]
async fn another_can_be_proposed_afterwards() {
    let mut world = World::new().await;
    let (old, new) = (world.authority.insecure_clone(), Keypair::new());
    world.propose_authority(&old, Pubkey::new_unique()).await.unwrap();
    world.cancel_authority(&old).await.unwrap();
    world.propose_authority(&old, new.pubkey()).await.unwrap();
    world.accept_authority(&new).await.unwrap();
    assert_eq!(world.locker().await.authority, new.pubkey());
}

#[tokio::test]
async fn only_the_authority_cancels() {
    let mut world = World::new().await;
    let (authority, heir) = (world.authority.insecure_clone(), Keypair::new());
    world.propose_authority(&authority, heir.pubkey()).await.unwrap();
    for signer in [heir, world.pauser.insecure_clone(), Keypair::new()] {
        world.cancel_authority(&signer).await.refused(LockerError::NotAuthority);
    }
}

#[tokio::test]
async fn wants_a_signature() {
    let mut world = World::new().await;
    let authority = world.authority.insecure_clone();
    let by = authority.pubkey();
    world.propose_authority(&authority, Pubkey::new_unique()).await.unwrap();
    let instruction = world.keys.cancel_authority(by).unsigned(by);
    world.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn refuses_impostors_and_read_only_accounts() {
    let mut world = World::new().await;
    let authority = world.authority.insecure_clone();
    let impostors = world.locker_impostors(LockerError::NotAuthority).await;
    world.propose_authority(&authority, Pubkey::new_unique()).await.unwrap();
    let instruction = world.keys.cancel_authority(authority.pubkey());
    world.refuses_impostors(&instruction, &[&authority], &impostors).await;
    world.refuses_read_only(&instruction, &[&authority]).await;
    world.attempt(instruction, &[&authority]).await.unwrap();
}
