use anchor_lang::ErrorCode;
use revenue::RevenueError;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use spl_token_2022_interface::instruction::freeze_account;
use tenure_tests::{Currency, IntoCode, OutcomeExt, Platform, Substitute, TokenKind};

use crate::{impostors, neighbour::Neighbour, rule};

#[tokio::test]
async fn names_another_account_and_changes_nothing_else() {
    let (mut platform, ruler, usdc, named) = platform().await;
    let before = platform.pool(&usdc).await;
    let splitter = platform.splitter().await;

    platform.set_treasury(&ruler, &named).await.unwrap();

    let mut after = platform.pool(&usdc).await;
    assert_eq!(after.treasury, named.pool.treasury);
    after.treasury = usdc.pool.treasury;
    assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&before));
    assert_eq!(bytemuck::bytes_of(&platform.splitter().await), bytemuck::bytes_of(&splitter));
}

#[tokio::test]
async fn what_is_distributed_then_goes_there() {
    let (mut platform, ruler, usdc, named) = platform().await;
    platform.earn(&usdc, 1_000).await;
    platform.pay_in(&usdc, 200).await;
    platform.set_treasury(&ruler, &named).await.unwrap();
    platform.distribute(&usdc).await.refused(RevenueError::WrongTreasury);
    platform.distribute(&named).await.unwrap();
    let (old, new) = (usdc.pool.treasury, named.pool.treasury);
    assert_eq!((platform.balance(&old).await, platform.balance(&new).await), (500, 100));
}

#[tokio::test]
async fn what_is_due_then_goes_there() {
    let (mut platform, ruler, usdc, named) = platform().await;
    let by = usdc.mint.authority.insecure_clone();
    let (mint, old) = (usdc.mint.address, usdc.pool.treasury);
    let freeze = freeze_account(&spl_token::ID, &old, &mint, &by.pubkey(), &[]).unwrap();
    platform.send(&[freeze], &[&by]).await.unwrap();
    platform.earn(&usdc, 1_000).await;
    assert_eq!(platform.pool(&usdc).await.treasury_due, 500);
    platform.set_treasury(&ruler, &named).await.unwrap();
    assert_eq!(platform.pool(&usdc).await.treasury_due, 500);
    platform.distribute(&named).await.unwrap();
    let pool = platform.pool(&usdc).await;
    assert_eq!((pool.treasury_due, platform.balance(&named.pool.treasury).await), (0, 500));
}

#[tokio::test]
async fn the_same_again_is_no_error() {
    let (mut platform, ruler, usdc, _) = platform().await;
    platform.set_treasury(&ruler, &usdc).await.unwrap();
    platform.set_treasury(&ruler, &usdc).await.unwrap();
    assert_eq!(platform.pool(&usdc).await.treasury, usdc.pool.treasury);
}

#[tokio::test]
async fn of_token_2022_too() {
    let mut platform = Platform::new().await;
    let ruler = platform.ruler.insecure_clone();
    let eurc = platform.currency(TokenKind::Token2022(vec![]), 6).await;
    let named = renamed(&mut platform, &eurc).await;
    platform.set_treasury(&ruler, &named).await.unwrap();
    platform.earn(&named, 1_000).await;
    assert_eq!(platform.balance(&named.pool.treasury).await, 500);
}

#[tokio::test]
async fn refuses_what_is_no_treasury() {
    let (mut platform, ruler, usdc, _) = platform().await;
    let (splitter, pool) = (platform.revenue.splitter, usdc.pool.pool);
    let another = platform.another_mint(TokenKind::SplToken).await;
    let of_another_mint = platform.tokens_of(&another, &ruler.pubkey(), 0).await;
    let the_splitters = platform.tokens_of(&usdc.mint, &splitter, 0).await;
    let the_pools = platform.tokens_of(&usdc.mint, &pool, 0).await;
    let eurc = platform.currency(TokenKind::Token2022(vec![]), 6).await;
    let copied = platform.copy(&usdc.pool.treasury, proxy::ID).await;
    for (treasury, error) in [
        (of_another_mint, RevenueError::WrongMint),
        (another.address, RevenueError::WrongMint),
        (the_splitters, RevenueError::TreasuryToPool),
        (the_pools, RevenueError::TreasuryToPool),
        (usdc.pool.intake, RevenueError::TreasuryToPool),
        (usdc.pool.vault, RevenueError::TreasuryToPool),
        (eurc.pool.treasury, RevenueError::WrongTokenProgram),
        (copied, RevenueError::WrongTokenProgram),
        (ruler.pubkey(), RevenueError::WrongTokenProgram),
        (Pubkey::new_unique(), RevenueError::WrongTokenProgram),
    ] {
        println!("{error:?}");
        let named = with_treasury(&usdc, treasury);
        platform.set_treasury(&ruler, &named).await.refused(error);
    }
}

#[tokio::test]
async fn only_the_authority_names_it() {
    let (mut platform, ruler, _, named) = platform().await;
    let heir = Keypair::new();
    rule::propose(&mut platform, &ruler, heir.pubkey()).await.unwrap();
    let (guard, founder) = (platform.guard.insecure_clone(), platform.authority.insecure_clone());
    for signer in [heir, guard, founder, Keypair::new()] {
        platform.set_treasury(&signer, &named).await.refused(RevenueError::NotAuthority);
    }
}

#[tokio::test]
async fn wants_a_signature() {
    let (mut platform, ruler, _, named) = platform().await;
    let by = ruler.pubkey();
    let instruction = platform.revenue.set_treasury(by, &named.pool).unsigned(by);
    platform.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn refuses_impostors_and_read_only_accounts() {
    let (mut platform, ruler, usdc, named) = platform().await;
    let mut impostors = impostors::of_the_read_splitter(&mut platform, RevenueError::NotAuthority).await;
    let neighbour = Neighbour::of(&mut platform).await;
    let theirs = neighbour.pool_of(&mut platform, &usdc.mint).await.pool.pool;
    let other = platform.currency(TokenKind::SplToken, 6).await.pool.pool;
    let pool = usdc.pool.pool;
    let copied = platform.copy(&pool, proxy::ID).await;
    let (too_small, wallet) = (InstructionError::AccountDataTooSmall, impostors::wallet(&mut platform));
    impostors.extend([
        (pool, theirs, "another splitter's pool of the mint", RevenueError::WrongPool.code()),
        (pool, other, "another mint's pool", RevenueError::WrongMint.code()),
        (pool, copied, "the pool's bytes", ErrorCode::ConstraintOwner.code()),
        (pool, usdc.pool.vault, "the vault as pool", too_small.clone()),
        (pool, neighbour.keys.splitter, "another splitter as pool", too_small.clone()),
        (pool, wallet, "a wallet as pool", too_small.clone()),
        (pool, Pubkey::new_unique(), "an address of no one as pool", too_small),
    ]);
    let instruction = platform.revenue.set_treasury(ruler.pubkey(), &named.pool);
    platform.refuses_impostors(&instruction, &[&ruler], &impostors).await;
    platform.refuses_read_only(&instruction, &[&ruler]).await;
    platform.attempt(instruction, &[&ruler]).await.unwrap();
}

#[tokio::test]
async fn the_neighbours_authority_has_none_here() {
    let (mut platform, _, _, named) = platform().await;
    let neighbour = Neighbour::of(&mut platform).await;
    let by = neighbour.ruler.insecure_clone();
    // Neither by this splitter nor by its own.
    let ours = platform.revenue.set_treasury(by.pubkey(), &named.pool);
    platform.attempt(ours, &[&by]).await.refused(RevenueError::NotAuthority);
    let theirs = neighbour.keys.set_treasury(by.pubkey(), &named.pool);
    platform.attempt(theirs, &[&by]).await.refused(RevenueError::WrongPool);
}

fn with_treasury(currency: &Currency, treasury: Pubkey) -> Currency {
    let mut pool = currency.pool;
    pool.treasury = treasury;
    Currency { mint: currency.mint.clone(), pool }
}

/// The currency, with another treasury account.
async fn renamed(platform: &mut Platform, currency: &Currency) -> Currency {
    let treasury = platform.tokens_of(&currency.mint, &Pubkey::new_unique(), 0).await;
    with_treasury(currency, treasury)
}

/// A platform, its splitter's authority, a currency, and the same with another treasury account.
async fn platform() -> (Platform, Keypair, Currency, Currency) {
    let mut platform = Platform::new().await;
    let ruler = platform.ruler.insecure_clone();
    let usdc = platform.currency(TokenKind::SplToken, 6).await;
    let named = renamed(&mut platform, &usdc).await;
    (platform, ruler, usdc, named)
}
