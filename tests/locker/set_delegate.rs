use anchor_lang::ErrorCode;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_tests::{OutcomeExt, Owner, Substitute, World};

#[tokio::test]
async fn names_who_may_vote() {
    let (mut world, alice) = alice_locked().await;
    let (bob, carol) = (Pubkey::new_unique(), Pubkey::new_unique());
    for delegate in [bob, carol, carol] {
        world.set_delegate(&alice, delegate).await.unwrap();
        assert_eq!(world.lock_of(&alice.address()).await.delegate, delegate);
    }
}

#[tokio::test]
async fn zero_is_nobody() {
    let (mut world, alice) = alice_locked().await;
    world.set_delegate(&alice, Pubkey::new_unique()).await.unwrap();
    world.set_delegate(&alice, Pubkey::default()).await.unwrap();
    assert_eq!(world.lock_of(&alice.address()).await.delegate, Pubkey::default());
}

#[tokio::test]
async fn the_owner_can_be_named() {
    let (mut world, alice) = alice_locked().await;
    world.set_delegate(&alice, alice.address()).await.unwrap();
    assert_eq!(world.lock_of(&alice.address()).await.delegate, alice.address());
}

#[tokio::test]
async fn changes_nothing_else() {
    let (mut world, alice) = alice_locked().await;
    let (locker, lock) = (world.locker().await, world.lock_of(&alice.address()).await);
    let delegate = Pubkey::new_unique();

    world.set_delegate(&alice, delegate).await.unwrap();

    let mut after = world.lock_of(&alice.address()).await;
    after.delegate = lock.delegate;
    assert_eq!(bytes(&after), bytes(&lock));
    assert_eq!(bytes(&world.locker().await), bytes(&locker));
}

#[tokio::test]
async fn stays_until_the_owner_changes_it() {
    let (mut world, alice) = alice_locked().await;
    let delegate = Pubkey::new_unique();
    world.set_delegate(&alice, delegate).await.unwrap();
    world.increase(&alice, 100).await.unwrap();
    world.extend(&alice, 100).await.unwrap();
    world.exit_early(&alice, u64::MAX).await.unwrap();
    world.lock(&alice, 100, 1).await.unwrap();
    assert_eq!(world.lock_of(&alice.address()).await.delegate, delegate);
}

#[tokio::test]
async fn works_on_an_ended_or_emptied_lock_of_a_lagging_locker() {
    let (mut world, alice) = alice_locked().await;
    world.advance_weeks(100).await;
    world.set_delegate(&alice, Pubkey::new_unique()).await.unwrap();
    world.crank(100).await.unwrap();
    world.withdraw(&alice).await.unwrap();
    world.set_delegate(&alice, Pubkey::new_unique()).await.unwrap();
}

#[tokio::test]
async fn the_delegate_can_do_nothing_here() {
    let (mut world, alice) = alice_locked().await;
    let bob = world.owner(1_000).await;
    world.set_delegate(&alice, bob.address()).await.unwrap();
    let (lock, bobs) = (world.keys.lock(&alice.address()), world.keys.lock(&bob.address()));
    let (keys, by, payer) = (world.keys, bob.address(), world.payer());
    for instruction in [
        keys.increase(by, bob.tokens, 1),
        keys.extend(by, 100),
        keys.make_permanent(by),
        keys.begin_unlock(by),
        keys.withdraw(by, bob.tokens),
        keys.exit_early(by, bob.tokens, u64::MAX),
        keys.set_delegate(by, Pubkey::new_unique()),
        keys.prune(by, 0),
        keys.close_lock(by, payer, 0),
    ] {
        let instruction = instruction.with(bobs, lock);
        world.attempt(instruction, &[&bob.keypair]).await.refused(ErrorCode::ConstraintSeeds);
    }
}

#[tokio::test]
async fn refuses_who_never_locked() {
    let (mut world, _) = alice_locked().await;
    let bob = world.owner(0).await;
    world.set_delegate(&bob, bob.address()).await.refused(InstructionError::AccountDataTooSmall);
}

#[tokio::test]
async fn wants_the_owner_to_sign() {
    let (mut world, alice) = alice_locked().await;
    let mallory = Keypair::new();
    let instruction = world.keys.set_delegate(alice.address(), mallory.pubkey());
    let unsigned = instruction.clone().unsigned(alice.address());
    world.attempt(unsigned, &[]).await.refused(InstructionError::MissingRequiredSignature);
    let by_mallory = instruction.with(alice.address(), mallory.pubkey());
    world.attempt(by_mallory, &[&mallory]).await.refused(ErrorCode::ConstraintSeeds);
}

#[tokio::test]
async fn refuses_impostors_and_read_only_accounts() {
    let (mut world, alice) = alice_locked().await;
    let impostors = world.lock_impostors(&alice).await;
    let instruction = world.keys.set_delegate(alice.address(), Pubkey::new_unique());
    world.refuses_impostors(&instruction, &[&alice.keypair], &impostors).await;
    world.refuses_read_only(&instruction, &[&alice.keypair]).await;
    world.attempt(instruction, &[&alice.keypair]).await.unwrap();
}

/// A world where Alice, with 500 tokens left, has locked 1,000 for 52 weeks.
async fn alice_locked() -> (World, Owner) {
    let mut world = World::new().await;
    let alice = world.owner(1_500).await;
    world.lock(&alice, 1_000, 52).await.unwrap();
    (world, alice)
}

fn bytes<T: bytemuck::Pod>(account: &T) -> Vec<u8> {
    bytemuck::bytes_of(account).to_vec()
}
