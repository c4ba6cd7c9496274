//! Which mints have pools.

use revenue::RevenueError;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use spl_token_2022_interface::{extension::ExtensionType, instruction as token, ID as TOKEN_2022};
use tenure_tests::{behind_base, Currency, Mint, Outcome, OutcomeExt, Platform, TokenKind, SOMEONE};
use ExtensionType::*;

/// A pool takes income of `mint` in, pays the treasury, and pays a claim.
async fn works_through(platform: &mut Platform, mint: Mint) {
    let currency = platform.pool_of(mint).await;
    let alice = platform.owner(1_000).await;
    platform.lock(&alice, 1_000, 208).await.unwrap();
    platform.advance_weeks(1).await;
    platform.earn(&currency, 1_001).await;
    assert_eq!(platform.balance(&currency.pool.treasury).await, 501);
    platform.advance_weeks(1).await;
    platform.open_record(&alice).await.unwrap();
    platform.open_destination(&alice, &currency).await;
    platform.claim(&alice, &currency, 26).await.unwrap();
    // She is alone.
    assert_eq!(platform.received(&alice, &currency).await, 500);
    assert_eq!(platform.balance(&currency.pool.vault).await, 0);
}

#[tokio::test]
async fn of_either_token_program() {
    for kind in [TokenKind::SplToken, TokenKind::Token2022(vec![])] {
        let mut platform = Platform::new().await;
        let mint = platform.another_mint(kind).await;
        works_through(&mut platform, mint).await;
    }
}

#[tokio::test]
async fn with_each_admitted_extension() {
    for extension in [MetadataPointer, GroupPointer, GroupMemberPointer] {
        let mut platform = Platform::new().await;
        let mint = platform.mint_with(&[extension]).await;
        works_through(&mut platform, mint).await;
    }
}

#[tokio::test]
async fn with_metadata() {
    let mut platform = Platform::new().await;
    let mint = platform.mint_with(&[MetadataPointer]).await;
    let (address, authority) = (mint.address, mint.authority.insecure_clone());
    let metadata = spl_token_metadata_interface::instruction::initialize(
        &TOKEN_2022,
        &address,
        &SOMEONE,
        &address,
        &authority.pubkey(),
        "Euro Coin".into(),
        "EURC".into(),
        "https://example.com/a-link-of-some-length.json".into(),
    );
    platform.send(&[metadata], &[&authority]).await.unwrap();
    works_through(&mut platform, mint).await;
}

#[tokio::test]
async fn of_a_group_and_of_its_member() {
    use spl_token_group_interface::instruction::{initialize_group, initialize_member};
    let mut platform = Platform::new().await;
    let group = platform.mint_with(&[GroupPointer]).await;
    let member = platform.mint_with(&[GroupMemberPointer]).await;
    let (by, key) = (group.authority.insecure_clone(), group.authority.pubkey());
    let lead = initialize_group(&TOKEN_2022, &group.address, &group.address, &key, Some(key), 1);
    platform.send(&[lead], &[&by]).await.unwrap();
    let member_by = member.authority.insecure_clone();
    let join = initialize_member(
        &TOKEN_2022,
        &member.address,
        &member.address,
        &member_by.pubkey(),
        &group.address,
        &key,
    );
    platform.send(&[join], &[&by, &member_by]).await.unwrap();
    for mint in [group, member] {
        let currency = platform.pool_of(mint).await;
        platform.earn(&currency, 1_001).await;
        assert_eq!(platform.balance(&currency.pool.treasury).await, 501);
    }
}

#[tokio::test]
async fn of_wrapped_sol() {
    let mut platform = Platform::new().await;
    let native = Mint { address: spl_token::native_mint::ID, ..platform.mint.clone() };
    let (payer, keeper) = (platform.payer(), Pubkey::new_unique());
    // The mint as every cluster has it: of no authority, with 9 decimals.
    let any = platform.mint.address;
    let mut account = platform.account(&any).await.unwrap();
    account.data = vec![0; 82];
    (account.data[44], account.data[45]) = (9, 1);
    platform.set_account(&native.address, account);
    let ruler = platform.ruler.insecure_clone();
    let keys = platform.revenue.pool(native.address, spl_token::ID, Pubkey::default());
    let treasury = keys.destination(&keeper);
    platform.send(&[keys.open_destination(&payer, &keeper)], &[]).await.unwrap();
    let sol = platform.unpooled(native, treasury).await;
    platform.create_pool(&ruler, &sol).await.unwrap();

    // Lamports are income once the token program has been told to look.
    let lamports = solana_system_interface::instruction::transfer(&payer, &sol.pool.intake, 1_001);
    platform.send(&[lamports], &[]).await.unwrap();
    platform.distribute(&sol).await.refused(RevenueError::NothingToDistribute);
    let look = token::sync_native(&spl_token::ID, &sol.pool.intake).unwrap();
    platform.send(&[look], &[]).await.unwrap();
    platform.distribute(&sol).await.unwrap();
    assert_eq!(platform.balance(&sol.pool.treasury).await, 501);
    assert_eq!((platform.pool(&sol).await.recycling, platform.balance(&sol.pool.vault).await), (500, 500));
}

/// Every extension that Token-2022 initialises on a mint and no pool admits.
const REFUSED: [(&[ExtensionType], RevenueError); 12] = [
    (&[TransferFeeConfig], RevenueError::ExtensionTransferFee),
    (&[MintCloseAuthority], RevenueError::ExtensionMintCloseAuthority),
    (&[ConfidentialTransferMint], RevenueError::ExtensionConfidentialTransfer),
    (&[DefaultAccountState], RevenueError::ExtensionDefaultAccountState),
    (&[NonTransferable], RevenueError::ExtensionNonTransferable),
    (&[InterestBearingConfig], RevenueError::ExtensionInterestBearing),
    (&[PermanentDelegate], RevenueError::ExtensionPermanentDelegate),
    (&[TransferHook], RevenueError::ExtensionTransferHook),
    (&[ScaledUiAmount], RevenueError::ExtensionScaledUiAmount),
    (&[Pausable], RevenueError::ExtensionPausable),
    // It wants both of what it extends.
    (
        &[ConfidentialTransferFeeConfig, TransferFeeConfig, ConfidentialTransferMint],
        RevenueError::ExtensionConfidentialTransferFee,
    ),
    (&[ConfidentialMintBurn, ConfidentialTransferMint], RevenueError::ExtensionConfidentialMintBurn),
];

#[tokio::test]
async fn never_with_another_extension() {
    let mut platform = Platform::new().await;
    for (extensions, error) in REFUSED {
        println!("{extensions:?}");
        refused(&mut platform, extensions, error).await;
    }
}

#[tokio::test]
async fn never_with_another_extension_behind_an_admitted_one() {
    let mut platform = Platform::new().await;
    refused(&mut platform, &[MetadataPointer, TransferHook], RevenueError::ExtensionTransferHook).await;
    refused(&mut platform, &[GroupPointer, PermanentDelegate], RevenueError::ExtensionPermanentDelegate)
        .await;
}

#[tokio::test]
async fn never_of_the_other_token_program() {
    let mut platform = Platform::new().await;
    let classic = platform.another_mint(TokenKind::SplToken).await;
    let mint = platform.mint_with(&[]).await;
    for (mint, program) in [(mint, spl_token::ID), (classic, TOKEN_2022)] {
        create_pool(&mut platform, mint, program).await.refused(RevenueError::WrongTokenProgram);
    }
}

#[tokio::test]
async fn never_with_an_extension_of_token_accounts() {
    // ImmutableOwner and PausableAccount.
    for kind in [7, 27] {
        let mut platform = Platform::new().await;
        let tail = behind_base(1, &[kind, 0, 0, 0]);
        forged(&mut platform, tail).await.refused(RevenueError::ExtensionUnknown);
    }
}

#[tokio::test]
async fn never_for_what_is_no_mint() {
    let mut platform = Platform::new().await;
    let mint = platform.another_mint(TokenKind::SplToken).await;
    let tokens = platform.tokens_of(&mint, &SOMEONE, 0).await;
    let copied = platform.copy(&mint.address, proxy::ID).await;
    let wallet = crate::impostors::wallet(&mut platform);
    for (address, error) in [
        (tokens, RevenueError::BadMint),
        (copied, RevenueError::WrongTokenProgram),
        (wallet, RevenueError::WrongTokenProgram),
        (Pubkey::new_unique(), RevenueError::WrongTokenProgram),
    ] {
        let no_mint = Mint { address, ..mint.clone() };
        create_pool(&mut platform, no_mint, spl_token::ID).await.refused(error);
    }
}

#[tokio::test]
async fn never_with_malformed_bytes() {
    for (what, tail, error) in [
        ("padding without a type", vec![0; 165 - 82], RevenueError::BadMint),
        ("no type", behind_base(0, &[]), RevenueError::BadMint),
        ("the type of accounts", behind_base(2, &[]), RevenueError::BadMint),
        ("a cut extension", behind_base(1, &[18, 0, 64, 0, 1]), RevenueError::BadMint),
        (
            "an extension newer than the engine",
            behind_base(1, &[28, 0, 0, 0]),
            RevenueError::ExtensionPermissionedBurn,
        ),
        ("an unknown extension", behind_base(1, &[99, 0, 0, 0]), RevenueError::ExtensionUnknown),
    ] {
        println!("{what}");
        let mut platform = Platform::new().await;
        forged(&mut platform, tail).await.refused(error);
    }
}

#[tokio::test]
async fn never_before_it_is_set_up() {
    for kind in [TokenKind::SplToken, TokenKind::Token2022(vec![])] {
        let mut platform = Platform::new().await;
        let mint = platform.another_mint(kind).await;
        let mut account = platform.account(&mint.address).await.unwrap();
        account.data = vec![0; 82];
        platform.set_account(&mint.address, account);
        let program = mint.kind.program();
        create_pool(&mut platform, mint, program).await.refused(RevenueError::BadMint);
    }
}

/// Tries with a mint whose base is followed by `tail`.
async fn forged(platform: &mut Platform, tail: Vec<u8>) -> Outcome {
    let mint = platform.mint_with(&[]).await;
    let mut account = platform.account(&mint.address).await.unwrap();
    account.data.extend(tail);
    platform.set_account(&mint.address, account);
    create_pool(platform, mint, TOKEN_2022).await
}

async fn refused(platform: &mut Platform, extensions: &[ExtensionType], error: RevenueError) {
    let mint = platform.mint_with(extensions).await;
    create_pool(platform, mint, TOKEN_2022).await.refused(error);
}

/// Tries to make a pool of `mint`, which is refused before intake and treasury are looked at.
async fn create_pool(platform: &mut Platform, mint: Mint, program: Pubkey) -> Outcome {
    let (ruler, treasury) = (platform.ruler.insecure_clone(), Pubkey::new_unique());
    let pool = platform.revenue.pool(mint.address, program, treasury);
    platform.create_pool(&ruler, &Currency { mint, pool }).await
}
