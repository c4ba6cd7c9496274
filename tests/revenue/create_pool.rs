use anchor_lang::ErrorCode;
use revenue::{Pool, RevenueError};
use solana_instruction::Instruction;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use solana_system_interface::instruction::transfer;
use spl_token_2022_interface::{instruction::freeze_account, state::AccountState, ID as TOKEN_2022};
use tenure_client::revenue::ID;
use tenure_tests::{Currency, IntoCode, OutcomeExt, Platform, Substitute, TokenKind};

use crate::{impostors, neighbour::Neighbour, rule};

/// The system program's code for an address that is taken.
const ALREADY_IN_USE: u32 = 0;

#[tokio::test]
async fn writes_the_pool() {
    let (mut platform, ruler, usdc) = unpooled(TokenKind::SplToken).await;
    platform.advance_weeks(3).await;
    let week = platform.week().await;

    platform.create_pool(&ruler, &usdc).await.unwrap();

    let (pool, keys) = (platform.pool(&usdc).await, usdc.pool);
    let splitter = platform.revenue.splitter;
    let seeds: [&[u8]; 3] = [b"pool", splitter.as_ref(), keys.mint.as_ref()];
    let (address, bump) = Pubkey::find_program_address(&seeds, &ID);
    let (vault, vault_bump) = Pubkey::find_program_address(&[b"vault", address.as_ref()], &ID);
    assert_eq!((address, vault), (keys.pool, keys.vault));
    assert_eq!((pool.version, pool.bump, pool.vault_bump, pool.decimals), (1, bump, vault_bump, 6));
    assert_eq!((pool.week, pool.created_week, pool.index), (week, week, 0));
    assert_eq!((pool.treasury_due, pool.recycling), (0, 0));
    assert_eq!((pool.credited.get(), pool.paid.get()), (0, 0));
    assert_eq!((pool.splitter, pool.mint, pool.token_program), (splitter, keys.mint, spl_token::ID));
    assert_eq!((pool.vault, pool.intake, pool.treasury), (keys.vault, keys.intake, keys.treasury));
    assert!(pool.revenue.iter().chain(&pool.unpaid).all(|amount| *amount == 0));
    assert_eq!((pool.reserved_flags, pool.reserved), ([0; 3], [0; 64]));
    let account = platform.account(&address).await.unwrap();
    // The discriminator and the account.
    assert_eq!((account.owner, account.data.len()), (ID, 8 + 4_416));
}

#[tokio::test]
async fn gives_the_vault_to_the_pool() {
    for kind in [TokenKind::SplToken, TokenKind::Token2022(vec![])] {
        let (mut platform, ruler, usdc) = unpooled(kind.clone()).await;
        platform.create_pool(&ruler, &usdc).await.unwrap();
        let account = platform.account(&usdc.pool.vault).await.unwrap();
        assert_eq!((account.owner, account.data.len()), (kind.program(), 165));
        assert_eq!(account.data[..32], usdc.mint.address.to_bytes());
        assert_eq!(account.data[32..64], usdc.pool.pool.to_bytes());
        // No tokens, no delegate, initialized, not native, no close authority.
        assert_eq!(account.data[64..108], [0; 44]);
        assert_eq!(account.data[108], AccountState::Initialized as u8);
        assert_eq!(account.data[109..], [0; 56]);
    }
}

#[tokio::test]
async fn counts_the_pool_and_changes_nothing_else() {
    let (mut platform, ruler, usdc) = unpooled(TokenKind::SplToken).await;
    let before = platform.splitter().await;
    platform.create_pool(&ruler, &usdc).await.unwrap();
    let mut after = platform.splitter().await;
    assert_eq!(after.pool_count, 1);
    after.pool_count = 0;
    assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&before));
}

#[tokio::test]
async fn a_splitter_has_room_for_32() {
    let mut platform = Platform::new().await;
    let ruler = platform.ruler.insecure_clone();
    for index in 0..32 {
        let currency = platform.currency(TokenKind::SplToken, 6).await;
        assert_eq!(platform.pool(&currency).await.index, index);
    }
    assert_eq!(platform.splitter().await.pool_count, 32);
    let mint = platform.another_mint(TokenKind::SplToken).await;
    let treasury = platform.tokens_of(&mint, &Pubkey::new_unique(), 0).await;
    let beyond = platform.unpooled(mint, treasury).await;
    platform.create_pool(&ruler, &beyond).await.refused(RevenueError::TooManyPools);
}

#[tokio::test]
async fn happens_once_for_a_mint() {
    let (mut platform, ruler, usdc) = unpooled(TokenKind::SplToken).await;
    platform.create_pool(&ruler, &usdc).await.unwrap();
    platform.create_pool(&ruler, &usdc).await.refused(ALREADY_IN_USE);
    assert_eq!(platform.splitter().await.pool_count, 1);
}

#[tokio::test]
async fn another_splitter_has_its_own_for_the_same_mint() {
    let (mut platform, ruler, usdc) = unpooled(TokenKind::SplToken).await;
    platform.create_pool(&ruler, &usdc).await.unwrap();
    let neighbour = Neighbour::of(&mut platform).await;
    let theirs = neighbour.pool_of(&mut platform, &usdc.mint).await;
    assert_ne!(theirs.pool.pool, usdc.pool.pool);
    let pool = platform.pool(&theirs).await;
    assert_eq!((pool.splitter, pool.mint, pool.index), (neighbour.keys.splitter, usdc.mint.address, 0));
}

#[tokio::test]
async fn takes_in_what_came_before_it() {
    let (mut platform, ruler, usdc) = unpooled(TokenKind::SplToken).await;
    platform.pay_in(&usdc, 1_000).await;
    platform.create_pool(&ruler, &usdc).await.unwrap();
    platform.distribute(&usdc).await.unwrap();
    assert_eq!(platform.balance(&usdc.pool.vault).await, 500);
}

#[tokio::test]
async fn a_gift_of_rent_does_not_stop_it() {
    let (mut platform, ruler, usdc) = unpooled(TokenKind::SplToken).await;
    let payer = platform.payer();
    let gifts = [usdc.pool.pool, usdc.pool.vault].map(|to| transfer(&payer, &to, 1_000_000));
    platform.send(&gifts, &[]).await.unwrap();
    platform.create_pool(&ruler, &usdc).await.unwrap();
    assert_eq!(platform.pool(&usdc).await.version, Pool::VERSION);
}

#[tokio::test]
async fn needs_the_intake_and_no_other_account() {
    let (mut platform, ruler, usdc) = unpooled(TokenKind::SplToken).await;
    let splitter = platform.revenue.splitter;
    let mint = platform.another_mint(TokenKind::SplToken).await;
    let treasury = platform.tokens_of(&mint, &Pubkey::new_unique(), 0).await;
    // Nobody has created the intake yet.
    let pool = platform.revenue.pool(mint.address, spl_token::ID, treasury);
    let currency = Currency { mint: mint.clone(), pool };
    platform.create_pool(&ruler, &currency).await.refused(RevenueError::WrongTokenProgram);

    let not_associated = platform.tokens_of(&usdc.mint, &splitter, 0).await;
    let someones = usdc.pool.destination(&ruler.pubkey());
    let of_another_mint = pool.intake;
    for intake in [not_associated, someones, of_another_mint, usdc.pool.treasury] {
        let instruction = create(&platform, &ruler, &usdc).with(usdc.pool.intake, intake);
        platform.attempt(instruction, &[&ruler]).await.refused(RevenueError::WrongIntake);
    }
    platform.create_pool(&ruler, &usdc).await.unwrap();
}

#[tokio::test]
async fn needs_a_treasury_of_the_mint_outside_of_splitter_and_pool() {
    let (mut platform, ruler, usdc) = unpooled(TokenKind::SplToken).await;
    let (splitter, pool) = (platform.revenue.splitter, usdc.pool.pool);
    let another = platform.another_mint(TokenKind::SplToken).await;
    let of_another_mint = platform.tokens_of(&another, &ruler.pubkey(), 0).await;
    let the_splitters = platform.tokens_of(&usdc.mint, &splitter, 0).await;
    let the_pools = platform.tokens_of(&usdc.mint, &pool, 0).await;
    let copied = platform.copy(&usdc.pool.treasury, proxy::ID).await;
    for (treasury, error) in [
        (of_another_mint, RevenueError::WrongMint),
        (another.address, RevenueError::WrongMint),
        (the_splitters, RevenueError::TreasuryToPool),
        (the_pools, RevenueError::TreasuryToPool),
        (usdc.pool.intake, RevenueError::TreasuryToPool),
        (copied, RevenueError::WrongTokenProgram),
        (ruler.pubkey(), RevenueError::WrongTokenProgram),
        (Pubkey::new_unique(), RevenueError::WrongTokenProgram),
    ] {
        println!("{error:?}");
        let instruction = create(&platform, &ruler, &usdc).with(usdc.pool.treasury, treasury);
        platform.attempt(instruction, &[&ruler]).await.refused(error);
    }
    platform.create_pool(&ruler, &usdc).await.unwrap();
}

#[tokio::test]
async fn takes_a_frozen_treasury() {
    let (mut platform, ruler, usdc) = unpooled(TokenKind::SplToken).await;
    let (mint, by) = (usdc.mint.address, usdc.mint.authority.insecure_clone());
    let freeze = freeze_account(&spl_token::ID, &usdc.pool.treasury, &mint, &by.pubkey(), &[]).unwrap();
    platform.send(&[freeze], &[&by]).await.unwrap();
    platform.create_pool(&ruler, &usdc).await.unwrap();
    assert_eq!(platform.pool(&usdc).await.treasury, usdc.pool.treasury);
}

#[tokio::test]
async fn needs_no_crank() {
    let (mut platform, ruler, usdc) = unpooled(TokenKind::SplToken).await;
    platform.advance_weeks(100).await;
    let week = platform.week().await;
    platform.create_pool(&ruler, &usdc).await.unwrap();
    assert_eq!(platform.pool(&usdc).await.created_week, week);
}

#[tokio::test]
async fn refuses_a_locker_of_a_version_it_does_not_know() {
    let (mut platform, ruler, usdc) = unpooled(TokenKind::SplToken).await;
    let address = platform.keys.locker;
    let mut account = platform.account(&address).await.unwrap();
    account.data[8] = 2;
    platform.set_account(&address, account);
    platform.create_pool(&ruler, &usdc).await.refused(RevenueError::UnknownVersion);
}

#[tokio::test]
async fn refuses_a_clock_before_1970() {
    let (mut platform, ruler, usdc) = unpooled(TokenKind::SplToken).await;
    platform.set_unix_timestamp(-1).await;
    platform.create_pool(&ruler, &usdc).await.refused(RevenueError::BadClock);
}

#[tokio::test]
async fn only_the_authority_chooses_the_tokens() {
    let (mut platform, ruler, usdc) = unpooled(TokenKind::SplToken).await;
    let heir = Keypair::new();
    rule::propose(&mut platform, &ruler, heir.pubkey()).await.unwrap();
    let (guard, founder) = (platform.guard.insecure_clone(), platform.authority.insecure_clone());
    for signer in [heir, guard, founder, usdc.mint.authority.insecure_clone()] {
        platform.create_pool(&signer, &usdc).await.refused(RevenueError::NotAuthority);
    }
}

#[tokio::test]
async fn wants_both_signatures() {
    let (mut platform, ruler, usdc) = unpooled(TokenKind::SplToken).await;
    let missing = InstructionError::MissingRequiredSignature;
    let instruction = create(&platform, &ruler, &usdc).unsigned(ruler.pubkey());
    platform.attempt(instruction, &[]).await.refused(missing.clone());
    let payer = Keypair::new().pubkey();
    let instruction = create(&platform, &ruler, &usdc).with(platform.payer(), payer).unsigned(payer);
    platform.attempt(instruction, &[&ruler]).await.refused(missing);
}

#[tokio::test]
async fn refuses_impostors() {
    let (mut platform, ruler, usdc) = unpooled(TokenKind::SplToken).await;
    // The pool's address follows from the splitter's.
    let mut impostors = impostors::of_the_splitter(&mut platform, ErrorCode::ConstraintSeeds).await;
    impostors.extend(impostors::of_the_locker(&mut platform).await);
    let neighbour = Neighbour::of(&mut platform).await;
    let theirs = neighbour.pool_of(&mut platform, &usdc.mint).await.pool;
    let other = platform.currency(TokenKind::SplToken, 6).await.pool;
    let copied_mint = platform.copy(&usdc.pool.mint, spl_token::ID).await;
    let copied_intake = platform.copy(&usdc.pool.intake, spl_token::ID).await;
    let keys = usdc.pool;
    let seeds = ErrorCode::ConstraintSeeds.code();
    impostors.extend([
        (keys.mint, other.mint, "another mint", seeds.clone()),
        (keys.mint, copied_mint, "the mint at another address", seeds.clone()),
        (keys.pool, theirs.pool, "another splitter's pool", seeds.clone()),
        (keys.pool, other.pool, "another mint's pool", seeds.clone()),
        (keys.pool, Pubkey::new_unique(), "an address of no one as pool", seeds.clone()),
        (keys.vault, theirs.vault, "another splitter's vault", seeds.clone()),
        (keys.vault, other.vault, "another mint's vault", seeds.clone()),
        (keys.vault, Pubkey::new_unique(), "an address of no one as vault", seeds),
        (keys.intake, theirs.intake, "another splitter's intake", RevenueError::WrongIntake.code()),
        (keys.intake, other.intake, "another mint's intake", RevenueError::WrongIntake.code()),
        (keys.intake, copied_intake, "the intake at another address", RevenueError::WrongIntake.code()),
        (keys.treasury, keys.vault, "the vault", ErrorCode::ConstraintDuplicateMutableAccount.code()),
        (keys.token_program, TOKEN_2022, "Token-2022", RevenueError::WrongTokenProgram.code()),
        (keys.token_program, proxy::ID, "a program", InstructionError::IncorrectProgramId),
        (Pubkey::default(), proxy::ID, "a system program", InstructionError::IncorrectProgramId),
    ]);
    let instruction = create(&platform, &ruler, &usdc);
    platform.refuses_impostors(&instruction, &[&ruler], &impostors).await;
    platform.attempt(instruction, &[&ruler]).await.unwrap();
}

#[tokio::test]
async fn refuses_read_only_accounts() {
    let (mut platform, ruler, usdc) = unpooled(TokenKind::SplToken).await;
    let right = create(&platform, &ruler, &usdc);
    for (account, error) in [
        (platform.revenue.splitter, ErrorCode::ConstraintMut.code()),
        (usdc.pool.pool, InstructionError::PrivilegeEscalation),
        (usdc.pool.vault, ErrorCode::ConstraintMut.code()),
    ] {
        let mut instruction = right.clone();
        for meta in instruction.accounts.iter_mut().filter(|meta| meta.pubkey == account) {
            meta.is_writable = false;
        }
        platform.attempt(instruction, &[&ruler]).await.refused(error);
    }
    platform.attempt(right, &[&ruler]).await.unwrap();
}

fn create(platform: &Platform, authority: &Keypair, currency: &Currency) -> Instruction {
    platform.revenue.create_pool(platform.payer(), authority.pubkey(), &currency.pool)
}

/// A platform, its splitter's authority, and a currency without a pool.
async fn unpooled(kind: TokenKind) -> (Platform, Keypair, Currency) {
    let mut platform = Platform::new().await;
    let ruler = platform.ruler.insecure_clone();
    let mint = platform.another_mint(kind).await;
    let treasury = platform.tokens_of(&mint, &Pubkey::new_unique(), 0).await;
    let currency = platform.unpooled(mint, treasury).await;
    (platform, ruler, currency)
}
