use anchor_lang::ErrorCode;
use locker::{LockerError, LockerParams, Roles};
use solana_instruction::Instruction;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use spl_token_2022_interface::{state::AccountState, ID as TOKEN_2022};
use tenure_client::locker::LockerKeys;
use tenure_tests::{IntoCode, OutcomeExt, Substitute, TokenKind, World};

/// The system program's code for an address that is taken.
const ALREADY_IN_USE: u32 = 0;

/// A mint without a locker.
async fn bare() -> World {
    World::bare(TokenKind::SplToken, 9, &[]).await
}

fn roles(world: &World) -> Roles {
    Roles { authority: Pubkey::new_from_array([7; 32]), pauser: world.pauser.pubkey() }
}

fn create(world: &World, params: LockerParams) -> Instruction {
    world.keys.create_locker(world.payer(), world.authority.pubkey(), params, roles(world))
}

#[tokio::test]
async fn writes_the_locker() {
    let mut world = bare().await;
    let governor = Pubkey::new_from_array([9; 32]);
    let params = LockerParams { min_weeks: 4, max_weeks: 104, penalty_bps: 1_500, governor };
    let (instruction, creator) = (create(&world, params), world.authority.insecure_clone());

    world.attempt(instruction, &[&creator]).await.unwrap();

    let (locker, keys, week) = (world.locker().await, world.keys, world.week().await);
    assert_eq!((locker.version, locker.decimals, locker.paused, locker.week), (1, 9, 0, week));
    assert_eq!((locker.min_weeks, locker.max_weeks, locker.penalty_bps), (4, 104, 1_500));
    assert_eq!((locker.mint, locker.token_program), (keys.mint, keys.token_program));
    assert_eq!((locker.vault, locker.penalty_account), (keys.vault, keys.penalty_account));
    assert_eq!((locker.creator, locker.governor), (creator.pubkey(), governor));
    let roles = roles(&world);
    assert_eq!((locker.authority, locker.pauser), (roles.authority, roles.pauser));
    assert_eq!(locker.proposed_authority, Pubkey::default());
    assert_eq!((locker.deposits, locker.decaying, locker.permanent), (0, 0, 0));
    assert_eq!(locker.decaying_end.get(), 0);
    assert!(locker.expiring.iter().chain(&locker.power_at).all(|sum| *sum == 0));
}

#[tokio::test]
async fn gives_the_vault_to_the_locker() {
    let mut world = bare().await;
    world.create_locker(World::PARAMS).await.unwrap();
    let (vault, locker) = (world.keys.vault, world.keys.locker);
    let account = world.account(&vault).await.unwrap();
    assert_eq!((account.owner, account.data.len()), (spl_token::ID, 165));
    assert_eq!(account.data[..32], world.keys.mint.to_bytes());
    assert_eq!(account.data[32..64], locker.to_bytes());
    // No tokens, no delegate, initialized, not native, no close authority.
    assert_eq!(account.data[64..108], [0; 44]);
    assert_eq!(account.data[108], AccountState::Initialized as u8);
    assert_eq!(account.data[109..], [0; 56]);
}

#[tokio::test]
async fn works_without_pauser_and_governor() {
    let mut world = bare().await;
    let roles = Roles { authority: world.authority.pubkey(), pauser: Pubkey::default() };
    let creator = world.authority.insecure_clone();
    let instruction = world.keys.create_locker(world.payer(), creator.pubkey(), World::PARAMS, roles);
    world.attempt(instruction, &[&creator]).await.unwrap();
    let locker = world.locker().await;
    assert_eq!((locker.pauser, locker.governor), (Pubkey::default(), Pubkey::default()));
}

#[tokio::test]
async fn happens_once() {
    let mut world = bare().await;
    world.create_locker(World::PARAMS).await.unwrap();
    world.create_locker(World::PARAMS).await.refused(ALREADY_IN_USE);
}

#[tokio::test]
async fn refuses_terms_out_of_bounds() {
    let mut world = bare().await;
    for (min_weeks, max_weeks) in [(0, 0), (0, 208), (1, 209), (209, 209), (2, 1), (1, 0), (1, u16::MAX)] {
        let params = LockerParams { min_weeks, max_weeks, ..World::PARAMS };
        refused(&mut world, params, LockerError::BadTerm).await;
    }
}

#[tokio::test]
async fn takes_the_shortest_and_the_longest_terms() {
    for (min_weeks, max_weeks) in [(1, 1), (1, 208), (208, 208)] {
        let params = LockerParams { min_weeks, max_weeks, ..World::PARAMS };
        bare().await.create_locker(params).await.unwrap();
    }
}

#[tokio::test]
async fn takes_at_most_half_as_penalty() {
    let mut world = bare().await;
    let params = LockerParams { penalty_bps: 5_001, ..World::PARAMS };
    refused(&mut world, params, LockerError::PenaltyTooHigh).await;
    let params = LockerParams { penalty_bps: u16::MAX, ..World::PARAMS };
    refused(&mut world, params, LockerError::PenaltyTooHigh).await;
    world.create_locker(LockerParams { penalty_bps: 5_000, ..World::PARAMS }).await.unwrap();
    bare().await.create_locker(LockerParams { penalty_bps: 0, ..World::PARAMS }).await.unwrap();
}

#[tokio::test]
async fn wants_an_authority() {
    let mut world = bare().await;
    let creator = world.authority.insecure_clone();
    let roles = Roles { authority: Pubkey::default(), pauser: world.pauser.pubkey() };
    let instruction = world.keys.create_locker(world.payer(), creator.pubkey(), World::PARAMS, roles);
    world.attempt(instruction, &[&creator]).await.refused(LockerError::ZeroAddress);
}

#[tokio::test]
async fn wants_the_creator_to_sign() {
    let mut world = bare().await;
    let instruction = create(&world, World::PARAMS).unsigned(world.authority.pubkey());
    world.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn wants_the_payer_to_sign() {
    let mut world = bare().await;
    let (creator, payer) = (world.authority.insecure_clone(), Keypair::new().pubkey());
    let instruction = create(&world, World::PARAMS).with(world.payer(), payer).unsigned(payer);
    world.attempt(instruction, &[&creator]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn nobody_else_signs_for_the_creator() {
    let mut world = bare().await;
    let stranger = Keypair::new();
    let instruction = create(&world, World::PARAMS).with(world.authority.pubkey(), stranger.pubkey());
    world.attempt(instruction, &[&stranger]).await.refused(ErrorCode::ConstraintSeeds);
}

#[tokio::test]
async fn a_wallet_pays_for_its_own() {
    let mut world = bare().await;
    let wallet = world.payer();
    let keys =
        LockerKeys::derive(world.keys.mint, wallet, world.keys.token_program, world.keys.penalty_account);
    let instruction = keys.create_locker(wallet, wallet, World::PARAMS, roles(&world));
    world.attempt(instruction, &[]).await.unwrap();
}

#[tokio::test]
async fn refuses_impostors() {
    let mut world = bare().await;
    let (keys, creator) = (world.keys, world.authority.insecure_clone());
    let there = world.another_locker().await;
    let another = world.another_mint(TokenKind::SplToken).await;
    let other_tokens = world.tokens_of(&another, &creator.pubkey(), 0).await;
    let copied_mint = world.copy(&keys.mint, proxy::ID).await;
    let copied_tokens = world.copy(&keys.penalty_account, proxy::ID).await;
    let seeds = ErrorCode::ConstraintSeeds.code();
    let impostors = [
        (keys.mint, another.address, "another mint", seeds.clone()),
        (keys.mint, copied_mint, "a mint's bytes", seeds.clone()),
        (keys.mint, keys.penalty_account, "tokens as mint", seeds.clone()),
        (keys.locker, there.locker, "another creator's locker", seeds.clone()),
        (keys.locker, Pubkey::new_unique(), "an address of no one", seeds.clone()),
        (keys.vault, there.vault, "another locker's vault", seeds.clone()),
        (keys.vault, Pubkey::new_unique(), "an address of no one as vault", seeds),
        (keys.penalty_account, keys.vault, "the vault", ErrorCode::ConstraintDuplicateMutableAccount.code()),
        (keys.penalty_account, other_tokens, "tokens of another mint", LockerError::WrongMint.code()),
        (keys.penalty_account, another.address, "a mint", LockerError::WrongMint.code()),
        (keys.penalty_account, copied_tokens, "tokens' bytes", LockerError::WrongTokenProgram.code()),
        (keys.penalty_account, creator.pubkey(), "a wallet", LockerError::WrongTokenProgram.code()),
        (keys.token_program, TOKEN_2022, "Token-2022", LockerError::WrongTokenProgram.code()),
        (keys.token_program, proxy::ID, "a program", InstructionError::IncorrectProgramId),
        (Pubkey::default(), proxy::ID, "a system program", InstructionError::IncorrectProgramId),
    ];
    let instruction = create(&world, World::PARAMS);
    world.refuses_impostors(&instruction, &[&creator], &impostors).await;
    world.attempt(instruction, &[&creator]).await.unwrap();
}

async fn refused(world: &mut World, params: LockerParams, error: LockerError) {
    let (instruction, creator) = (create(world, params), world.authority.insecure_clone());
    world.attempt(instruction, &[&creator]).await.refused(error);
}
