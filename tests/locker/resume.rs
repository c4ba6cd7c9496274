use locker::LockerError;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_signer::Signer;
use tenure_tests::{OutcomeExt, Substitute, World};

#[tokio::test]
async fn allows_new_commitments_again() {
    let (mut world, authority) = paused().await;
    let alice = world.owner(1_000).await;
    world.lock(&alice, 500, 52).await.refused(LockerError::Paused);

    world.resume(&authority).await.unwrap();

    assert_eq!(world.locker().await.paused, 0);
    world.lock(&alice, 500, 52).await.unwrap();
    world.increase(&alice, 1).await.unwrap();
    world.extend(&alice, 100).await.unwrap();
    world.make_permanent(&alice).await.unwrap();
}

#[tokio::test]
async fn undoes_a_pause_and_nothing_else() {
    let mut world = World::new().await;
    let (authority, pauser) = (world.authority.insecure_clone(), world.pauser.insecure_clone());
    let before = world.locker().await;
    for _ in 0..2 {
        world.pause(&pauser).await.unwrap();
        world.resume(&authority).await.unwrap();
    }
    assert_eq!(bytemuck::bytes_of(&world.locker().await), bytemuck::bytes_of(&before));
}

#[tokio::test]
async fn only_the_authority_resumes() {
    let (mut world, authority) = paused().await;
    let (pauser, stranger) = (world.pauser.insecure_clone(), Keypair::new());
    world.propose_authority(&authority, stranger.pubkey()).await.unwrap();
    for signer in [&pauser, &stranger] {
        world.resume(signer).await.refused(LockerError::NotAuthority);
    }
    world.resume(&authority).await.unwrap();
}

#[tokio::test]
async fn resumes_once() {
    let mut world = World::new().await;
    let (authority, pauser) = (world.authority.insecure_clone(), world.pauser.insecure_clone());
    world.resume(&authority).await.refused(LockerError::Unchanged);
    world.pause(&pauser).await.unwrap();
    world.resume(&authority).await.unwrap();
    world.resume(&authority).await.refused(LockerError::Unchanged);
}

#[tokio::test]
async fn wants_a_signature() {
    let (mut world, authority) = paused().await;
    let by = authority.pubkey();
    let instruction = world.keys.resume(by).unsigned(by);
    world.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn refuses_impostors_and_read_only_accounts() {
    let mut world = World::new().await;
    let (authority, pauser) = (world.authority.insecure_clone(), world.pauser.insecure_clone());
    let impostors = world.locker_impostors(LockerError::NotAuthority).await;
    world.pause(&pauser).await.unwrap();
    let instruction = world.keys.resume(authority.pubkey());
    world.refuses_impostors(&instruction, &[&authority], &impostors).await;
    world.refuses_read_only(&instruction, &[&authority]).await;
    world.attempt(instruction, &[&authority]).await.unwrap();
}

/// A world whose locker is paused, and its authority.
async fn paused() -> (World, Keypair) {
    let mut world = World::new().await;
    let (authority, pauser) = (world.authority.insecure_clone(), world.pauser.insecure_clone());
    world.pause(&pauser).await.unwrap();
    (world, authority)
}
