use locker::LockerError;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_tests::{OutcomeExt, Substitute, World};

#[tokio::test]
async fn hands_the_authority_over() {
    let (mut world, old, new) = proposed().await;
    let before = world.locker().await;

    world.accept_authority(&new).await.unwrap();

    let mut after = world.locker().await;
    assert_eq!((after.authority, after.proposed_authority), (new.pubkey(), Pubkey::default()));
    // And nothing else: the creator, part of the address, stays.
    after.authority = old.pubkey();
    after.proposed_authority = new.pubkey();
    assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&before));
}

#[tokio::test]
async fn the_new_authority_has_all_power() {
    let (mut world, _, new) = proposed().await;
    world.accept_authority(&new).await.unwrap();
    world.update_params(&new, World::PARAMS).await.unwrap();
    world.set_pauser(&new, new.pubkey()).await.unwrap();
    world.pause(&new).await.unwrap();
    world.resume(&new).await.unwrap();
    world.propose_authority(&new, Pubkey::new_unique()).await.unwrap();
    world.cancel_authority(&new).await.unwrap();
}

#[tokio::test]
async fn the_old_authority_has_none() {
    let (mut world, old, new) = proposed().await;
    world.accept_authority(&new).await.unwrap();
    world.update_params(&old, World::PARAMS).await.refused(LockerError::NotAuthority);
    world.set_pauser(&old, old.pubkey()).await.refused(LockerError::NotAuthority);
    world.propose_authority(&old, old.pubkey()).await.refused(LockerError::NotAuthority);
    world.cancel_authority(&old).await.refused(LockerError::NotAuthority);
    world.pause(&old).await.refused(LockerError::NotPauser);
    world.pause(&new).await.unwrap();
    world.resume(&old).await.refused(LockerError::NotAuthority);
}

#[tokio::test]
async fn accepts_once() {
    let (mut world, old, new) = proposed().await;
    world.accept_authority(&new).await.unwrap();
    for signer in [&new, &old] {
        world.accept_authority(signer).await.refused(LockerError::NotProposedAuthority);
    }
}

#[tokio::test]
async fn only_the_proposed_accepts() {
    let (mut world, old, _) = proposed().await;
    for signer in [old, world.pauser.insecure_clone(), Keypair::new()] {
        world.accept_authority(&signer).await.refused(LockerError::NotProposedAuthority);
    }
}

#[tokio::test]
async fn nobody_accepts_what_was_not_proposed() {
    let mut world = World::new().await;
    let authority = world.authority.insecure_clone();
    world.accept_authority(&authority).await.refused(LockerError::NotProposedAuthority);
    // The address that stands for nobody has no key.
    let instruction = world.keys.accept_authority(Pubkey::default()).unsigned(Pubkey::default());
    world.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn nobody_accepts_what_was_cancelled() {
    let (mut world, old, new) = proposed().await;
    world.cancel_authority(&old).await.unwrap();
    world.accept_authority(&new).await.refused(LockerError::NotProposedAuthority);
}

#[tokio::test]
async fn the_authority_may_propose_and_accept_itself() {
    let (mut world, old, new) = proposed().await;
    world.propose_authority(&old, old.pubkey()).await.unwrap();
    world.accept_authority(&old).await.unwrap();
    assert_eq!(world.locker().await.authority, old.pubkey());
    world.accept_authority(&new).await.refused(LockerError::NotProposedAuthority);
}

#[tokio::test]
async fn wants_a_signature() {
    let (mut world, _, new) = proposed().await;
    let instruction = world.keys.accept_authority(new.pubkey()).unsigned(new.pubkey());
    world.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn refuses_impostors_and_read_only_accounts() {
    let (mut world, _, new) = proposed().await;
    let impostors = world.locker_impostors(LockerError::NotProposedAuthority).await;
    let instruction = world.keys.accept_authority(new.pubkey());
    world.refuses_impostors(&instruction, &[&new], &impostors).await;
    world.refuses_read_only(&instruction, &[&new]).await;
    world.attempt(instruction, &[&new]).await.unwrap();
}

/// A world, its authority, and whom that has proposed.
async fn proposed() -> (World, Keypair, Keypair) {
    let mut world = World::new().await;
    let (old, new) = (world.authority.insecure_clone(), Keypair::new());
    world.propose_authority(&old, new.pubkey()).await.unwrap();
    (world, old, new)
}
