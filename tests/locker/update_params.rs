use anchor_lang::ErrorCode;
use locker::{LockerError, LockerParams};
use solana_instruction::Instruction;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_tests::{IntoCode, OutcomeExt, Substitute, TokenKind, World};

const OTHER: LockerParams = LockerParams {
    min_weeks: 4,
    max_weeks: 104,
    penalty_bps: 1_500,
    governor: Pubkey::new_from_array([9; 32]),
};

async fn update(world: &mut World, params: LockerParams) -> tenure_tests::Outcome {
    let authority = world.authority.insecure_clone();
    world.update_params(&authority, params).await
}

#[tokio::test]
async fn sets_terms_penalty_receiver_and_governor() {
    let mut world = World::new().await;
    let receiver = world.token_account(&Pubkey::new_unique(), 0).await;
    world.keys.penalty_account = receiver;

    update(&mut world, OTHER).await.unwrap();

    let locker = world.locker().await;
    assert_eq!((locker.min_weeks, locker.max_weeks, locker.penalty_bps), (4, 104, 1_500));
    assert_eq!((locker.governor, locker.penalty_account), (OTHER.governor, receiver));
}

#[tokio::test]
async fn changes_nothing_else() {
    let mut world = World::new().await;
    let alice = world.owner(1_000).await;
    world.lock(&alice, 1_000, 208).await.unwrap();
    let (before, lock) = (world.locker().await, world.lock_of(&alice.address()).await);

    update(&mut world, OTHER).await.unwrap();
    update(&mut world, World::PARAMS).await.unwrap();

    let after = world.locker().await;
    assert!(bytes(&before) == bytes(&after), "going there and back leaves the locker as it was");
    assert!(bytes(&lock) == bytes(&world.lock_of(&alice.address()).await));
}

#[tokio::test]
async fn leaves_running_locks_alone() {
    let mut world = World::new().await;
    let alice = world.owner(1_000).await;
    world.lock(&alice, 500, 208).await.unwrap();
    let power = world.power(&alice).await.unwrap();

    // Terms that the lock would not meet today.
    update(&mut world, LockerParams { min_weeks: 2, max_weeks: 4, ..OTHER }).await.unwrap();

    assert_eq!(world.power(&alice).await.unwrap(), power);
    world.increase(&alice, 1).await.unwrap();
    world.extend(&alice, 208).await.refused(LockerError::TooLong);
}

#[tokio::test]
async fn sets_the_price_of_leaving_from_now_on() {
    let mut world = World::new().await;
    let alice = world.owner(1_000).await;
    world.lock(&alice, 1_000, 208).await.unwrap();
    update(&mut world, LockerParams { penalty_bps: 5_000, ..World::PARAMS }).await.unwrap();
    // ceil(1,000 * 50% * 207.5 / 208) = ceil(498.79..): the owner's own limit holds against it.
    world.exit_early(&alice, 498).await.refused(LockerError::PenaltyAboveMost);
    world.exit_early(&alice, 499).await.unwrap();
    assert_eq!(world.balance(&alice.tokens).await, 501);
}

#[tokio::test]
async fn sends_later_penalties_to_the_new_receiver() {
    let mut world = World::new().await;
    let alice = world.owner(1_000).await;
    world.lock(&alice, 1_000, 208).await.unwrap();
    let old = world.keys.penalty_account;
    let new = world.token_account(&Pubkey::new_unique(), 0).await;
    world.keys.penalty_account = new;
    update(&mut world, World::PARAMS).await.unwrap();

    let exit = world.keys.exit_early(alice.address(), alice.tokens, u64::MAX);
    world
        .attempt(exit.clone().with(new, old), &[&alice.keypair])
        .await
        .refused(LockerError::WrongPenaltyAccount);
    world.attempt(exit, &[&alice.keypair]).await.unwrap();

    // ceil(1,000 * 20% * 207.5 / 208) = ceil(199.51..)
    assert_eq!((world.balance(&old).await, world.balance(&new).await), (0, 200));
}

#[tokio::test]
async fn refuses_terms_out_of_bounds() {
    let mut world = World::new().await;
    for (min_weeks, max_weeks) in [(0, 0), (0, 208), (1, 209), (209, 209), (2, 1), (1, 0), (1, u16::MAX)] {
        let params = LockerParams { min_weeks, max_weeks, ..OTHER };
        update(&mut world, params).await.refused(LockerError::BadTerm);
    }
    for (min_weeks, max_weeks) in [(1, 1), (1, 208), (208, 208)] {
        update(&mut world, LockerParams { min_weeks, max_weeks, ..OTHER }).await.unwrap();
    }
}

#[tokio::test]
async fn takes_at_most_half_as_penalty() {
    let mut world = World::new().await;
    for penalty_bps in [5_001, 10_000, u16::MAX] {
        update(&mut world, LockerParams { penalty_bps, ..OTHER }).await.refused(LockerError::PenaltyTooHigh);
    }
    for penalty_bps in [5_000, 0] {
        update(&mut world, LockerParams { penalty_bps, ..OTHER }).await.unwrap();
    }
}

#[tokio::test]
async fn never_makes_the_vault_the_receiver() {
    let mut world = World::new().await;
    world.keys.penalty_account = world.keys.vault;
    update(&mut world, OTHER).await.refused(LockerError::PenaltyToVault);
}

#[tokio::test]
async fn works_while_paused_and_while_behind() {
    let mut world = World::new().await;
    let pauser = world.pauser.insecure_clone();
    world.pause(&pauser).await.unwrap();
    world.advance_weeks(300).await;
    update(&mut world, OTHER).await.unwrap();
}

#[tokio::test]
async fn is_for_the_authority_alone() {
    let mut world = World::new().await;
    let (pauser, stranger) = (world.pauser.insecure_clone(), Keypair::new());
    for signer in [pauser, stranger] {
        world.update_params(&signer, OTHER).await.refused(LockerError::NotAuthority);
    }
}

#[tokio::test]
async fn is_for_the_new_authority_once_it_accepted() {
    let mut world = World::new().await;
    let (old, new) = (world.authority.insecure_clone(), Keypair::new());
    world.propose_authority(&old, new.pubkey()).await.unwrap();
    world.update_params(&new, OTHER).await.refused(LockerError::NotAuthority);
    world.accept_authority(&new).await.unwrap();
    world.update_params(&old, OTHER).await.refused(LockerError::NotAuthority);
    world.update_params(&new, OTHER).await.unwrap();
}

#[tokio::test]
async fn wants_the_authority_to_sign() {
    let mut world = World::new().await;
    let instruction = update_of(&world).unsigned(world.authority.pubkey());
    world.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn refuses_a_read_only_locker() {
    let mut world = World::new().await;
    let (instruction, authority) = (update_of(&world), world.authority.insecure_clone());
    world.refuses_read_only(&instruction, &[&authority]).await;
}

#[tokio::test]
async fn refuses_impostors() {
    let mut world = World::new().await;
    let (keys, authority) = (world.keys, world.authority.insecure_clone());
    let alice = world.owner(1_000).await;
    world.lock(&alice, 1_000, 52).await.unwrap();
    let there = world.another_locker().await;
    let another = world.another_mint(TokenKind::SplToken).await;
    let other_tokens = world.tokens_of(&another, &authority.pubkey(), 0).await;
    let copied_locker = world.copy(&keys.locker, proxy::ID).await;
    let copied_tokens = world.copy(&keys.penalty_account, proxy::ID).await;
    let lock = keys.lock(&alice.address());
    let impostors = [
        (keys.locker, there.locker, "another creator's locker", LockerError::NotAuthority.code()),
        (keys.locker, lock, "a lock as locker", InstructionError::AccountDataTooSmall),
        (keys.locker, copied_locker, "the locker's bytes", ErrorCode::ConstraintOwner.code()),
        (keys.penalty_account, other_tokens, "tokens of another mint", LockerError::WrongMint.code()),
        (keys.penalty_account, keys.mint, "the mint", LockerError::WrongMint.code()),
        (keys.penalty_account, copied_tokens, "tokens' bytes", LockerError::WrongTokenProgram.code()),
        (keys.penalty_account, alice.address(), "a wallet", LockerError::WrongTokenProgram.code()),
    ];
    let instruction = update_of(&world);
    world.refuses_impostors(&instruction, &[&authority], &impostors).await;
    world.attempt(instruction, &[&authority]).await.unwrap();
}

fn update_of(world: &World) -> Instruction {
    world.keys.update_params(world.authority.pubkey(), OTHER)
}

fn bytes<T>(account: &T) -> &[u8]
where
    T: bytemuck::Pod,
{
    bytemuck::bytes_of(account)
}
