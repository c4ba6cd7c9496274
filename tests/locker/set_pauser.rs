use locker::LockerError;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_tests::{OutcomeExt, Substitute, World};

#[tokio::test]
async fn hands_the_pause_over() {
    let mut world = World::new().await;
    let (authority, old, new) =
        (world.authority.insecure_clone(), world.pauser.insecure_clone(), Keypair::new());
    world.set_pauser(&authority, new.pubkey()).await.unwrap();
    assert_eq!(world.locker().await.pauser, new.pubkey());
    world.pause(&old).await.refused(LockerError::NotPauser);
    world.pause(&new).await.unwrap();
}

#[tokio::test]
async fn changes_nothing_else() {
    let mut world = World::new().await;
    let authority = world.authority.insecure_clone();
    let before = world.locker().await;
    world.set_pauser(&authority, Pubkey::new_unique()).await.unwrap();
    let mut after = world.locker().await;
    after.pauser = before.pauser;
    assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&before));
}

#[tokio::test]
async fn zero_is_nobody() {
    let mut world = World::new().await;
    let (authority, old) = (world.authority.insecure_clone(), world.pauser.insecure_clone());
    world.set_pauser(&authority, Pubkey::default()).await.unwrap();
    world.pause(&old).await.refused(LockerError::NotPauser);
}

#[tokio::test]
async fn the_same_again_is_no_error() {
    let mut world = World::new().await;
    let (authority, pauser) = (world.authority.insecure_clone(), world.pauser.insecure_clone());
    world.set_pauser(&authority, pauser.pubkey()).await.unwrap();
    world.pause(&pauser).await.unwrap();
}

#[tokio::test]
async fn only_the_authority_names_the_pauser() {
    let mut world = World::new().await;
    let (authority, pauser, heir) =
        (world.authority.insecure_clone(), world.pauser.insecure_clone(), Keypair::new());
    world.propose_authority(&authority, heir.pubkey()).await.unwrap();
    for signer in [&pauser, &heir] {
        world.set_pauser(signer, signer.pubkey()).await.refused(LockerError::NotAuthority);
    }
}

#[tokio::test]
async fn a_pauser_has_no_other_power() {
    let mut world = World::new().await;
    let pauser = world.pauser.insecure_clone();
    let heir = Pubkey::new_unique();
    world.pause(&pauser).await.unwrap();
    world.resume(&pauser).await.refused(LockerError::NotAuthority);
    world.update_params(&pauser, World::PARAMS).await.refused(LockerError::NotAuthority);
    world.propose_authority(&pauser, heir).await.refused(LockerError::NotAuthority);
    world.cancel_authority(&pauser).await.refused(LockerError::NotAuthority);
    world.accept_authority(&pauser).await.refused(LockerError::NotProposedAuthority);
}

#[tokio::test]
async fn wants_a_signature() {
    let mut world = World::new().await;
    let by = world.authority.pubkey();
    let instruction = world.keys.set_pauser(by, Pubkey::new_unique()).unsigned(by);
    world.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn refuses_impostors_and_read_only_accounts() {
    let mut world = World::new().await;
    let authority = world.authority.insecure_clone();
    let impostors = world.locker_impostors(LockerError::NotAuthority).await;
    let instruction = world.keys.set_pauser(authority.pubkey(), Pubkey::new_unique());
    world.refuses_impostors(&instruction, &[&authority], &impostors).await;
    world.refuses_read_only(&instruction, &[&authority]).await;
    world.attempt(instruction, &[&authority]).await.unwrap();
}
