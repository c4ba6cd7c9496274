use locker::LockerError;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_tests::{OutcomeExt, Substitute, World};

#[tokio::test]
async fn names_an_heir_and_changes_nothing_else() {
    let mut world = World::new().await;
    let (authority, heir) = (world.authority.insecure_clone(), Pubkey::new_unique());
    let before = world.locker().await;
    world.propose_authority(&authority, heir).await.unwrap();
    let mut after = world.locker().await;
    assert_eq!((after.authority, after.proposed_authority), (authority.pubkey(), heir));
    after.proposed_authority = Pubkey::default();
    assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&before));
}

#[tokio::test]
async fn the_heir_has_no_power_yet() {
    let mut world = World::new().await;
    let (authority, heir) = (world.authority.insecure_clone(), Keypair::new());
    world.propose_authority(&authority, heir.pubkey()).await.unwrap();
    world.update_params(&heir, World::PARAMS).await.refused(LockerError::NotAuthority);
    world.set_pauser(&heir, heir.pubkey()).await.refused(LockerError::NotAuthority);
    world.propose_authority(&heir, heir.pubkey()).await.refused(LockerError::NotAuthority);
    world.cancel_authority(&heir).await.refused(LockerError::NotAuthority);
    world.pause(&heir).await.refused(LockerError::NotPauser);
    world.update_params(&authority, World::PARAMS).await.unwrap();
}

#[tokio::test]
async fn a_later_proposal_replaces_the_earlier() {
    let mut world = World::new().await;
    let (authority, first, second) = (world.authority.insecure_clone(), Keypair::new(), Keypair::new());
    world.propose_authority(&authority, first.pubkey()).await.unwrap();
    world.propose_authority(&authority, second.pubkey()).await.unwrap();
    world.accept_authority(&first).await.refused(LockerError::NotProposedAuthority);
    world.accept_authority(&second).await.unwrap();
    assert_eq!(world.locker().await.authority, second.pubkey());
}

#[tokio::test]
async fn refuses_nobody_as_heir() {
    let mut world = World::new().await;
    let authority = world.authority.insecure_clone();
    world.propose_authority(&authority, Pubkey::default()).await.refused(LockerError::ZeroAddress);
}

#[tokio::test]
async fn only_the_authority_proposes() {
    let mut world = World::new().await;
    for signer in [world.pauser.insecure_clone(), Keypair::new()] {
        world.propose_authority(&signer, signer.pubkey()).await.refused(LockerError::NotAuthority);
    }
}

#[tokio::test]
async fn wants_a_signature() {
    let mut world = World::new().await;
    let by = world.authority.pubkey();
    let instruction = world.keys.propose_authority(by, Pubkey::new_unique()).unsigned(by);
    world.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn refuses_impostors_and_read_only_accounts() {
    let mut world = World::new().await;
    let authority = world.authority.insecure_clone();
    let impostors = world.locker_impostors(LockerError::NotAuthority).await;
    let instruction = world.keys.propose_authority(authority.pubkey(), Pubkey::new_unique());
    world.refuses_impostors(&instruction, &[&authority], &impostors).await;
    world.refuses_read_only(&instruction, &[&authority]).await;
    world.attempt(instruction, &[&authority]).await.unwrap();
}
