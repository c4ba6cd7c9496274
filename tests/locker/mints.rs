//! Which mints are admitted.

use locker::LockerError;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use spl_token_2022_interface::{extension::ExtensionType, ID as TOKEN_2022};
use tenure_client::locker::LockerKeys;
use tenure_tests::{behind_base, Mint, Outcome, OutcomeExt, TokenKind, World, SOMEONE};
use ExtensionType::*;

/// Turns the world to `mint`, and makes a locker for it.
async fn create_locker_of(world: &mut World, mint: Mint) -> Outcome {
    let (program, creator) = (mint.kind.program(), world.authority.insecure_clone());
    let penalties = world.tokens_of(&mint, &SOMEONE, 0).await;
    world.keys = LockerKeys::derive(mint.address, creator.pubkey(), program, penalties);
    world.mint = mint;
    world.create_locker(World::PARAMS).await
}

/// Lock, increase, withdraw, lock again and leave early.
async fn works_through(world: &mut World) {
    let alice = world.owner(1_000).await;
    world.lock(&alice, 400, 1).await.unwrap();
    world.increase(&alice, 600).await.unwrap();
    assert_eq!((world.balance(&alice.tokens).await, world.vault_balance().await), (0, 1_000));
    world.advance_weeks(1).await;
    world.withdraw(&alice).await.unwrap();
    assert_eq!((world.balance(&alice.tokens).await, world.vault_balance().await), (1_000, 0));
    world.lock(&alice, 1_000, 208).await.unwrap();
    world.exit_early(&alice, 200).await.unwrap();
    // ceil(1,000 * 20% * 207.5 / 208) = ceil(199.51..)
    let penalties = world.keys.penalty_account;
    assert_eq!((world.balance(&alice.tokens).await, world.vault_balance().await), (800, 0));
    assert_eq!(world.balance(&penalties).await, 200);
}

#[tokio::test]
async fn of_spl_token() {
    works_through(&mut World::with(TokenKind::SplToken, 6, World::PARAMS).await).await;
}

#[tokio::test]
async fn of_token_2022() {
    works_through(&mut World::with(TokenKind::Token2022(vec![]), 9, World::PARAMS).await).await;
}

#[tokio::test]
async fn with_each_admitted_extension() {
    for extension in [MetadataPointer, GroupPointer, GroupMemberPointer] {
        let mut world = World::new().await;
        let mint = world.mint_with(&[extension]).await;
        create_locker_of(&mut world, mint).await.unwrap();
        works_through(&mut world).await;
    }
}

#[tokio::test]
async fn with_metadata() {
    let mut world = World::new().await;
    let mint = world.mint_with(&[MetadataPointer]).await;
    let (address, authority) = (mint.address, mint.authority.insecure_clone());
    let metadata = spl_token_metadata_interface::instruction::initialize(
        &TOKEN_2022,
        &address,
        &SOMEONE,
        &address,
        &authority.pubkey(),
        "Tenure".into(),
        "TEN".into(),
        "https://example.com/a-link-of-some-length.json".into(),
    );
    world.send(&[metadata], &[&authority]).await.unwrap();
    create_locker_of(&mut world, mint).await.unwrap();
    works_through(&mut world).await;
}

#[tokio::test]
async fn of_a_group_and_of_its_member() {
    use spl_token_group_interface::instruction::{initialize_group, initialize_member};
    let mut world = World::new().await;
    let group = world.mint_with(&[GroupPointer]).await;
    let member = world.mint_with(&[GroupMemberPointer]).await;
    let (by, key) = (group.authority.insecure_clone(), group.authority.pubkey());
    let lead = initialize_group(&TOKEN_2022, &group.address, &group.address, &key, Some(key), 1);
    world.send(&[lead], &[&by]).await.unwrap();
    let member_by = member.authority.insecure_clone();
    let join = initialize_member(
        &TOKEN_2022,
        &member.address,
        &member.address,
        &member_by.pubkey(),
        &group.address,
        &key,
    );
    world.send(&[join], &[&by, &member_by]).await.unwrap();
    for mint in [group, member] {
        create_locker_of(&mut world, mint).await.unwrap();
        works_through(&mut world).await;
    }
}

/// Every extension that Token-2022 initialises on a mint and the locker does not admit.
const REFUSED: [(&[ExtensionType], LockerError); 12] = [
    (&[TransferFeeConfig], LockerError::ExtensionTransferFee),
    (&[MintCloseAuthority], LockerError::ExtensionMintCloseAuthority),
    (&[ConfidentialTransferMint], LockerError::ExtensionConfidentialTransfer),
    (&[DefaultAccountState], LockerError::ExtensionDefaultAccountState),
    (&[NonTransferable], LockerError::ExtensionNonTransferable),
    (&[InterestBearingConfig], LockerError::ExtensionInterestBearing),
    (&[PermanentDelegate], LockerError::ExtensionPermanentDelegate),
    (&[TransferHook], LockerError::ExtensionTransferHook),
    (&[ScaledUiAmount], LockerError::ExtensionScaledUiAmount),
    (&[Pausable], LockerError::ExtensionPausable),
    // It wants both of what it extends.
    (
        &[ConfidentialTransferFeeConfig, TransferFeeConfig, ConfidentialTransferMint],
        LockerError::ExtensionConfidentialTransferFee,
    ),
    (&[ConfidentialMintBurn, ConfidentialTransferMint], LockerError::ExtensionConfidentialMintBurn),
];

#[tokio::test]
async fn never_with_another_extension() {
    let mut world = World::new().await;
    for (extensions, error) in REFUSED {
        println!("{extensions:?}");
        refused(&mut world, extensions, error).await;
    }
}

#[tokio::test]
async fn never_with_another_extension_behind_an_admitted_one() {
    let mut world = World::new().await;
    refused(&mut world, &[MetadataPointer, TransferHook], LockerError::ExtensionTransferHook).await;
    refused(&mut world, &[GroupPointer, PermanentDelegate], LockerError::ExtensionPermanentDelegate).await;
}

#[tokio::test]
async fn never_of_the_other_token_program() {
    let mut world = World::new().await;
    let creator = world.authority.insecure_clone();
    let mint = world.mint_with(&[]).await;
    let penalties = world.tokens_of(&mint, &SOMEONE, 0).await;
    world.keys = LockerKeys::derive(mint.address, creator.pubkey(), spl_token::ID, penalties);
    world.create_locker(World::PARAMS).await.refused(LockerError::WrongTokenProgram);
}

#[tokio::test]
async fn never_with_an_extension_of_token_accounts() {
    for kind in [ImmutableOwner, PausableAccount] {
        let mut world = World::new().await;
        let tail = behind_base(1, &[kind as u8, 0, 0, 0]);
        forged(&mut world, tail).await.refused(LockerError::ExtensionUnknown);
    }
}

#[tokio::test]
async fn never_for_what_is_no_mint() {
    let mut world = World::new().await;
    let tokens = world.keys.penalty_account;
    let copied = world.copy(&world.mint.address.clone(), proxy::ID).await;
    for (address, program, error) in [
        (tokens, spl_token::ID, LockerError::BadMint),
        (copied, spl_token::ID, LockerError::WrongTokenProgram),
        (Pubkey::new_unique(), spl_token::ID, LockerError::WrongTokenProgram),
    ] {
        let creator = world.authority.insecure_clone();
        world.keys = LockerKeys::derive(address, creator.pubkey(), program, tokens);
        world.create_locker(World::PARAMS).await.refused(error);
    }
}

#[tokio::test]
async fn never_with_malformed_bytes() {
    for (what, tail, error) in [
        ("padding without a type", vec![0; 165 - 82], LockerError::BadMint),
        ("no type", behind_base(0, &[]), LockerError::BadMint),
        ("the type of accounts", behind_base(2, &[]), LockerError::BadMint),
        ("a cut extension", behind_base(1, &[18, 0, 64, 0, 1]), LockerError::BadMint),
        (
            "an extension newer than the engine",
            behind_base(1, &[28, 0, 0, 0]),
            LockerError::ExtensionPermissionedBurn,
        ),
        ("an unknown extension", behind_base(1, &[99, 0, 0, 0]), LockerError::ExtensionUnknown),
    ] {
        println!("{what}");
        let mut world = World::new().await;
        forged(&mut world, tail).await.refused(error);
    }
}

/// Tries with a mint whose base is followed by `tail`.
async fn forged(world: &mut World, tail: Vec<u8>) -> Outcome {
    let mint = world.mint_with(&[]).await;
    let mut account = world.account(&mint.address).await.unwrap();
    account.data.extend(tail);
    world.set_account(&mint.address, account);
    attempt(world, &mint.address).await
}

async fn refused(world: &mut World, extensions: &[ExtensionType], error: LockerError) {
    let mint = world.mint_with(extensions).await;
    attempt(world, &mint.address).await.refused(error);
}

/// Tries to make a locker for a mint of Token-2022 that is refused before its penalty account is
/// looked at.
async fn attempt(world: &mut World, mint: &Pubkey) -> Outcome {
    let creator = world.authority.insecure_clone();
    let keys = LockerKeys::derive(*mint, creator.pubkey(), TOKEN_2022, world.keys.penalty_account);
    let roles = locker::Roles { authority: creator.pubkey(), pauser: creator.pubkey() };
    let instruction = keys.create_locker(world.payer(), creator.pubkey(), World::PARAMS, roles);
    world.attempt(instruction, &[&creator]).await
}
