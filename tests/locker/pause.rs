use locker::LockerError;
use solana_instruction::Instruction;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_tests::{OutcomeExt, Owner, Substitute, World};

#[tokio::test]
async fn the_pauser_pauses() {
    let mut world = World::new().await;
    let before = world.locker().await;
    assert_eq!(before.paused, 0);
    let pauser = world.pauser.insecure_clone();
    world.pause(&pauser).await.unwrap();
    let mut after = world.locker().await;
    assert_eq!(after.paused, 1);
    // And nothing else.
    after.paused = 0;
    assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&before));
}

#[tokio::test]
async fn the_authority_pauses_too() {
    let mut world = World::new().await;
    let authority = world.authority.insecure_clone();
    world.pause(&authority).await.unwrap();
    assert_eq!(world.locker().await.paused, 1);
}

#[tokio::test]
async fn nobody_else_pauses() {
    let mut world = World::new().await;
    let (authority, stranger) = (world.authority.insecure_clone(), Keypair::new());
    let alice = world.owner(1).await;
    world.lock(&alice, 1, 1).await.unwrap();
    world.propose_authority(&authority, stranger.pubkey()).await.unwrap();
    for signer in [&stranger, &alice.keypair] {
        world.pause(signer).await.refused(LockerError::NotPauser);
    }
}

#[tokio::test]
async fn a_locker_without_a_pauser_is_paused_by_its_authority() {
    let mut world = World::new().await;
    let (authority, pauser) = (world.authority.insecure_clone(), world.pauser.insecure_clone());
    world.set_pauser(&authority, Pubkey::default()).await.unwrap();
    world.pause(&pauser).await.refused(LockerError::NotPauser);
    // Nobody has the key of the address that stands for nobody.
    let instruction = world.keys.pause(Pubkey::default()).unsigned(Pubkey::default());
    world.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
    world.pause(&authority).await.unwrap();
}

#[tokio::test]
async fn pauses_once() {
    let mut world = World::new().await;
    let (authority, pauser) = (world.authority.insecure_clone(), world.pauser.insecure_clone());
    world.pause(&pauser).await.unwrap();
    world.pause(&pauser).await.refused(LockerError::Unchanged);
    world.pause(&authority).await.refused(LockerError::Unchanged);
}

#[tokio::test]
async fn wants_a_signature() {
    let mut world = World::new().await;
    let pauser = world.pauser.pubkey();
    let instruction = world.keys.pause(pauser).unsigned(pauser);
    world.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn refuses_impostors_and_read_only_accounts() {
    let mut world = World::new().await;
    let pauser = world.pauser.insecure_clone();
    let impostors = world.locker_impostors(LockerError::NotPauser).await;
    let instruction = world.keys.pause(pauser.pubkey());
    world.refuses_impostors(&instruction, &[&pauser], &impostors).await;
    world.refuses_read_only(&instruction, &[&pauser]).await;
    world.attempt(instruction, &[&pauser]).await.unwrap();
}

#[tokio::test]
async fn stops_new_commitments() {
    let (mut world, alice) = alice_locked().await;
    let bob = world.owner(1_000).await;
    let pauser = world.pauser.insecure_clone();
    world.pause(&pauser).await.unwrap();

    world.lock(&bob, 1_000, 52).await.refused(LockerError::Paused);
    world.increase(&alice, 1).await.refused(LockerError::Paused);
    world.extend(&alice, 100).await.refused(LockerError::Paused);
    world.make_permanent(&alice).await.refused(LockerError::Paused);
    // Even for a locker that lags.
    world.advance_weeks(9).await;
    world.lock(&bob, 1_000, 52).await.refused(LockerError::Paused);
}

#[tokio::test]
async fn never_stops_an_exit() {
    let (mut world, alice) = alice_locked().await;
    let (bob, carol) = (world.owner(1_000).await, world.owner(1_000).await);
    world.lock(&bob, 1_000, 52).await.unwrap();
    world.lock(&carol, 1_000, 1).await.unwrap();
    world.make_permanent(&carol).await.unwrap();
    let pauser = world.pauser.insecure_clone();
    world.pause(&pauser).await.unwrap();

    world.begin_unlock(&carol).await.unwrap();
    world.exit_early(&bob, u64::MAX).await.unwrap();
    world.advance_weeks(52).await;
    world.crank(60).await.unwrap();
    world.withdraw(&alice).await.unwrap();
    let week = world.week().await;
    world.close_lock(&alice, week).await.unwrap();
}

#[tokio::test]
async fn never_stops_what_moves_no_tokens() {
    let (mut world, alice) = alice_locked().await;
    world.advance_weeks(1).await;
    world.increase(&alice, 1).await.unwrap();
    world.advance_weeks(1).await;
    let (authority, pauser) = (world.authority.insecure_clone(), world.pauser.insecure_clone());
    world.pause(&pauser).await.unwrap();

    let (keys, by) = (world.keys, authority.pubkey());
    let (owner, week, heir) = (alice.address(), world.week().await, Keypair::new());
    let calls: [(Instruction, &[&Keypair]); 9] = [
        (keys.crank(1), &[]),
        (keys.set_delegate(owner, heir.pubkey()), &[&alice.keypair]),
        (keys.prune(owner, week), &[&alice.keypair]),
        (keys.power(&owner), &[]),
        (keys.power_at_week(&owner, week), &[]),
        (keys.update_params(by, World::PARAMS), &[&authority]),
        (keys.set_pauser(by, heir.pubkey()), &[&authority]),
        (keys.propose_authority(by, heir.pubkey()), &[&authority]),
        (keys.cancel_authority(by), &[&authority]),
    ];
    for (instruction, signers) in calls {
        world.attempt(instruction, signers).await.unwrap();
    }
    world.propose_authority(&authority, heir.pubkey()).await.unwrap();
    world.accept_authority(&heir).await.unwrap();
    assert_eq!(world.locker().await.paused, 1);
    world.resume(&heir).await.unwrap();
}

/// A world where Alice, with 500 tokens left, has locked 1,000 for 52 weeks.
async fn alice_locked() -> (World, Owner) {
    let mut world = World::new().await;
    let alice = world.owner(1_500).await;
    world.lock(&alice, 1_000, 52).await.unwrap();
    (world, alice)
}
