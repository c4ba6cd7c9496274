use anchor_lang::ErrorCode;
use revenue::{RevenueError, Terms};
use solana_instruction_error::InstructionError;
use solana_pubkey::Pubkey;
use spl_token_2022_interface::{
    extension::StateWithExtensions, instruction::transfer_checked, state::Mint as MintState, ID as TOKEN_2022,
};
use tenure_tests::{
    Currency, Impostor, IntoCode, Mint, OutcomeExt, Owner, Platform, Substitute, TokenKind, World,
};

use crate::{impostors, neighbour::Neighbour, ring::slot};

/// A quarter to lockers, a tenth burned, no floor.
const TERMS: Terms = Terms { staker_bps: 2_500, burn_bps: 1_000, min_power: 0 };

#[tokio::test]
async fn splits_what_came_in() {
    let (mut platform, usdc, _) = earning(Platform::TERMS).await;
    platform.pay_in(&usdc, 1_001).await;
    let (before, splitter, week) =
        (platform.pool(&usdc).await, platform.splitter().await, platform.week().await);

    platform.distribute(&usdc).await.unwrap();

    // floor(1,001 / 2) to lockers, the rest to the treasury, at once.
    assert_eq!(balances(&mut platform, &usdc).await, (0, 500, 501));
    let mut after = platform.pool(&usdc).await;
    let at = slot(week);
    assert_eq!((after.revenue[at], after.unpaid[at]), (500, 500));
    assert_eq!((after.credited.get(), after.week, after.created_week), (500, week, week - 1));
    // And nothing else.
    (after.revenue[at], after.unpaid[at], after.week) = (0, 0, week - 1);
    after.credited = 0.into();
    assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&before));
    assert_eq!(bytemuck::bytes_of(&platform.splitter().await), bytemuck::bytes_of(&splitter));
}

#[tokio::test]
async fn burns_of_the_mint_that_is_locked() {
    let (mut platform, _, _) = earning(TERMS).await;
    let stake = platform.stake_currency().await;
    platform.pay_in(&stake, 1_001).await;
    let supply = supply_of(&mut platform, &stake.mint).await;

    platform.distribute(&stake).await.unwrap();

    // floor(250.25) to lockers, floor(100.1) burned, 1,001 - 250 - 100 to the treasury.
    assert_eq!(balances(&mut platform, &stake).await, (0, 250, 651));
    assert_eq!(supply_of(&mut platform, &stake.mint).await, supply - 100);
    assert_eq!(platform.pool(&stake).await.credited.get(), 250);
}

#[tokio::test]
async fn burns_of_no_other_mint() {
    let (mut platform, usdc, _) = earning(TERMS).await;
    platform.earn(&usdc, 1_001).await;
    // What would be burned is the treasury's.
    assert_eq!(balances(&mut platform, &usdc).await, (0, 250, 751));
    assert_eq!(supply_of(&mut platform, &usdc.mint).await, 1_001);
}

#[tokio::test]
async fn burns_a_stake_mint_of_token_2022() {
    let world = World::with(TokenKind::Token2022(vec![]), 9, World::PARAMS).await;
    let mut platform = Platform::with(world, TERMS).await;
    let stake = platform.stake_currency().await;
    platform.pay_in(&stake, 1_001).await;
    platform.distribute(&stake).await.unwrap();
    assert_eq!(balances(&mut platform, &stake).await, (0, 250, 651));
    assert_eq!(supply_of(&mut platform, &stake.mint).await, 901);
}

#[tokio::test]
async fn splits_a_mint_of_either_program_and_of_any_decimals() {
    let mut platform = Platform::with(World::new().await, TERMS).await;
    for kind in [TokenKind::SplToken, TokenKind::Token2022(vec![])] {
        for decimals in [0, 6, 9, 18, 255] {
            println!("{kind:?}, {decimals}");
            let currency = platform.currency(kind.clone(), decimals).await;
            platform.earn(&currency, 1_001).await;
            assert_eq!(balances(&mut platform, &currency).await, (0, 250, 751));
            assert_eq!(platform.pool(&currency).await.decimals, decimals);
        }
    }
}

#[tokio::test]
async fn rounds_against_lockers_and_fire() {
    // Of each amount a quarter, and a tenth, rounded down.
    for (amount, stakers, burned) in
        [(1, 0, 0), (3, 0, 0), (4, 1, 0), (9, 2, 0), (10, 2, 1), (19, 4, 1), (20, 5, 2), (9_999, 2_499, 999)]
    {
        let mut platform = Platform::with(World::new().await, TERMS).await;
        let stake = platform.stake_currency().await;
        let supply = supply_of(&mut platform, &stake.mint).await;
        platform.earn(&stake, amount).await;
        let treasury = amount - stakers - burned;
        assert_eq!(balances(&mut platform, &stake).await, (0, stakers, treasury), "of {amount}");
        assert_eq!(supply_of(&mut platform, &stake.mint).await, supply + amount - burned);
    }
}

#[tokio::test]
async fn splits_by_terms_at_their_bounds() {
    // Of 1,001: to lockers, burned, to the treasury.
    for (staker_bps, burn_bps, (stakers, burned, treasury)) in [
        (0, 0, (0, 0, 1_001)),
        (0, 10_000, (0, 1_001, 0)),
        (5_000, 5_000, (500, 500, 1)),
        (5_000, 0, (500, 0, 501)),
        (0, 5_000, (0, 500, 501)),
        (4_999, 5_001, (500, 500, 1)),
        (1, 9_999, (0, 1_000, 1)),
        (1, 1, (0, 0, 1_001)),
    ] {
        println!("{staker_bps}, {burn_bps}");
        let terms = Terms { staker_bps, burn_bps, min_power: 0 };
        let mut platform = Platform::with(World::new().await, terms).await;
        let (stake, usdc) =
            (platform.stake_currency().await, platform.currency(TokenKind::SplToken, 6).await);
        let supply = supply_of(&mut platform, &stake.mint).await;
        platform.earn(&stake, 1_001).await;
        assert_eq!(balances(&mut platform, &stake).await, (0, stakers, treasury));
        assert_eq!(supply_of(&mut platform, &stake.mint).await, supply + 1_001 - burned);
        platform.earn(&usdc, 1_001).await;
        assert_eq!(balances(&mut platform, &usdc).await, (0, stakers, treasury + burned));
    }
}

#[tokio::test]
async fn several_in_one_week_add_up() {
    let (mut platform, usdc, _) = earning(Platform::TERMS).await;
    let at = slot(platform.week().await);
    for (amount, in_all) in [(1_001, 500), (1, 500), (3, 501), (999, 1_000)] {
        platform.earn(&usdc, amount).await;
        let pool = platform.pool(&usdc).await;
        assert_eq!((pool.revenue[at], pool.unpaid[at]), (in_all, in_all));
        assert_eq!(pool.credited.get(), u128::from(in_all));
    }
    // 2,004 came in.
    assert_eq!(balances(&mut platform, &usdc).await, (0, 1_000, 1_004));
}

#[tokio::test]
async fn each_week_has_its_own() {
    let (mut platform, usdc, _) = earning(Platform::TERMS).await;
    let first = platform.week().await;
    platform.earn(&usdc, 1_000).await;
    platform.advance_weeks(2).await;
    platform.earn(&usdc, 600).await;
    let pool = platform.pool(&usdc).await;
    let revenue = [0, 1, 2].map(|weeks| pool.revenue[slot(first + weeks)]);
    assert_eq!((revenue, pool.week), ([500, 0, 300], first + 2));
    assert_eq!((pool.credited.get(), pool.remaining()), (800, 800));
}

#[tokio::test]
async fn anyones_transfer_is_income() {
    let (mut platform, _, alice) = earning(Platform::TERMS).await;
    let stake = platform.stake_currency().await;
    let (from, to, mint) = (alice.tokens, stake.pool.intake, stake.mint.address);
    let payment =
        transfer_checked(&spl_token::ID, &from, &mint, &to, &alice.address(), &[], 1_001, 6).unwrap();
    platform.send(&[payment], &[&alice.keypair]).await.unwrap();
    platform.distribute(&stake).await.unwrap();
    assert_eq!(balances(&mut platform, &stake).await, (0, 500, 501));
}

#[tokio::test]
async fn with_nothing_to_distribute_it_is_refused() {
    let (mut platform, usdc, _) = earning(Platform::TERMS).await;
    platform.distribute(&usdc).await.refused(RevenueError::NothingToDistribute);
    platform.earn(&usdc, 1_000).await;
    platform.distribute(&usdc).await.refused(RevenueError::NothingToDistribute);
    // A new week alone is nothing to distribute.
    platform.advance_weeks(1).await;
    platform.distribute(&usdc).await.refused(RevenueError::NothingToDistribute);
    assert_eq!(platform.pool(&usdc).await.week, platform.week().await - 1);
}

#[tokio::test]
async fn gifts_to_the_vault_stay_out_of_the_books() {
    let (mut platform, usdc, _) = earning(Platform::TERMS).await;
    let vault = usdc.pool.vault;
    let mint = usdc.mint.clone();
    platform.mint_of(&mint, &vault, 7_777).await;
    // They are no income...
    platform.distribute(&usdc).await.refused(RevenueError::NothingToDistribute);
    let pool = platform.pool(&usdc).await;
    assert_eq!((pool.credited.get(), pool.remaining(), pool.recycling), (0, 0, 0));
    // ... and do not count as what a transfer brought.
    platform.earn(&usdc, 1_000).await;
    let pool = platform.pool(&usdc).await;
    assert_eq!((pool.credited.get(), pool.remaining(), pool.recycling), (500, 500, 0));
    assert_eq!(balances(&mut platform, &usdc).await, (0, 8_277, 500));
}

#[tokio::test]
async fn gifts_to_the_treasury_stay_out_of_the_books() {
    let (mut platform, usdc, _) = earning(Platform::TERMS).await;
    let (mint, treasury) = (usdc.mint.clone(), usdc.pool.treasury);
    platform.mint_of(&mint, &treasury, 7_777).await;
    platform.earn(&usdc, 1_000).await;
    assert_eq!(balances(&mut platform, &usdc).await, (0, 500, 8_277));
    assert_eq!(platform.pool(&usdc).await.treasury_due, 0);
}

#[tokio::test]
async fn one_pool_leaves_the_others_alone() {
    let (mut platform, usdc, _) = earning(Platform::TERMS).await;
    let eurc = platform.currency(TokenKind::Token2022(vec![]), 6).await;
    platform.pay_in(&eurc, 400).await;
    let before = platform.pool(&eurc).await;
    platform.earn(&usdc, 1_000).await;
    assert_eq!(bytemuck::bytes_of(&platform.pool(&eurc).await), bytemuck::bytes_of(&before));
    assert_eq!(balances(&mut platform, &eurc).await, (400, 0, 0));
}

#[tokio::test]
async fn a_frozen_intake_or_vault_stops_its_own_pool_alone() {
    // The freezing authority of a mint can stop its income, and that of no other.
    const ACCOUNT_FROZEN: u32 = 17;
    let (mut platform, usdc, _) = earning(Platform::TERMS).await;
    let stake = platform.stake_currency().await;
    platform.pay_in(&stake, 1_000).await;
    for (frozen, in_all) in [(stake.pool.intake, 500), (stake.pool.vault, 1_000)] {
        platform.freeze(&frozen).await;
        platform.distribute(&stake).await.refused(ACCOUNT_FROZEN);
        platform.earn(&usdc, 1_000).await;
        assert_eq!(balances(&mut platform, &stake).await, (1_000, 0, 0));
        assert_eq!(balances(&mut platform, &usdc).await, (0, in_all, in_all));
    }
}

#[tokio::test]
async fn refuses_another_splitters_pool() {
    let (mut platform, usdc, _) = earning(Platform::TERMS).await;
    let neighbour = Neighbour::of(&mut platform).await;
    let theirs = neighbour.pool_of(&mut platform, &usdc.mint).await;
    platform.pay_in(&usdc, 1_000).await;
    platform.pay_in(&theirs, 1_000).await;
    // Their pool with all of its accounts by this splitter, and this one's by theirs.
    let instruction = platform.revenue.distribute(&theirs.pool);
    platform.attempt(instruction, &[]).await.refused(RevenueError::WrongPool);
    let instruction = neighbour.keys.distribute(&usdc.pool);
    platform.attempt(instruction, &[]).await.refused(RevenueError::WrongPool);
    // Each by its own goes.
    platform.distribute(&usdc).await.unwrap();
    let instruction = neighbour.keys.distribute(&theirs.pool);
    platform.attempt(instruction, &[]).await.unwrap();
    assert_eq!(balances(&mut platform, &usdc).await, (0, 500, 500));
    assert_eq!(balances(&mut platform, &theirs).await, (0, 500, 500));
}

#[tokio::test]
async fn refuses_impostors_and_read_only_accounts() {
    let (mut platform, usdc, _) = earning(Platform::TERMS).await;
    let mut impostors = impostors::of_the_read_splitter(&mut platform, RevenueError::WrongLocker).await;
    impostors.extend(impostors::of_the_locker(&mut platform).await);
    impostors.extend(impostors_of_the_pool(&mut platform, &usdc).await);
    platform.pay_in(&usdc, 1_000).await;
    let instruction = platform.revenue.distribute(&usdc.pool);
    platform.refuses_impostors(&instruction, &[], &impostors).await;
    platform.refuses_read_only(&instruction, &[]).await;
    platform.attempt(instruction, &[]).await.unwrap();
}

/// In place of the pool and its accounts.
async fn impostors_of_the_pool(platform: &mut Platform, usdc: &Currency) -> Vec<Impostor> {
    let neighbour = Neighbour::of(platform).await;
    let theirs = neighbour.pool_of(platform, &usdc.mint).await.pool;
    let other = platform.currency(TokenKind::SplToken, 6).await.pool;
    let (keys, mint, splitter) = (usdc.pool, usdc.mint.clone(), platform.revenue.splitter);
    let splitters_tokens = platform.tokens_of(&mint, &splitter, 1_000).await;
    let pools_tokens = platform.tokens_of(&mint, &keys.pool, 0).await;
    let thiefs_tokens = platform.tokens_of(&mint, &Pubkey::new_unique(), 0).await;
    let copied_pool = platform.copy(&keys.pool, proxy::ID).await;
    let copied_mint = platform.copy(&keys.mint, spl_token::ID).await;
    let wallet = impostors::wallet(platform);

    use RevenueError::{WrongIntake, WrongMint, WrongTokenProgram, WrongTreasury, WrongVault};
    let too_small = InstructionError::AccountDataTooSmall;
    let twice = ErrorCode::ConstraintDuplicateMutableAccount.code();
    vec![
        (keys.pool, theirs.pool, "another splitter's pool of the mint", WrongIntake.code()),
        (keys.pool, other.pool, "another mint's pool", WrongMint.code()),
        (keys.pool, copied_pool, "the pool's bytes", ErrorCode::ConstraintOwner.code()),
        (keys.pool, neighbour.keys.splitter, "a splitter as pool", too_small.clone()),
        (keys.pool, wallet, "a wallet as pool", too_small.clone()),
        (keys.pool, Pubkey::new_unique(), "an address of no one as pool", too_small),
        (keys.mint, other.mint, "another mint", WrongMint.code()),
        (keys.mint, copied_mint, "the mint at another address", WrongMint.code()),
        (keys.mint, wallet, "a wallet as mint", WrongMint.code()),
        (keys.intake, theirs.intake, "another splitter's intake", WrongIntake.code()),
        (keys.intake, other.intake, "another mint's intake", WrongIntake.code()),
        (keys.intake, splitters_tokens, "other tokens of the splitter", WrongIntake.code()),
        (keys.intake, keys.vault, "the vault as intake", twice.clone()),
        (keys.intake, wallet, "a wallet as intake", WrongIntake.code()),
        (keys.vault, theirs.vault, "another splitter's vault", WrongVault.code()),
        (keys.vault, other.vault, "another mint's vault", WrongVault.code()),
        (keys.vault, pools_tokens, "other tokens of the pool", WrongVault.code()),
        (keys.vault, thiefs_tokens, "someone's tokens as vault", WrongVault.code()),
        (keys.vault, wallet, "a wallet as vault", WrongVault.code()),
        (keys.vault, keys.treasury, "the treasury's account as vault", twice.clone()),
        (keys.treasury, theirs.treasury, "another splitter's treasury", WrongTreasury.code()),
        (keys.treasury, thiefs_tokens, "someone's tokens as treasury", WrongTreasury.code()),
        (keys.treasury, wallet, "a wallet as treasury", WrongTreasury.code()),
        (keys.treasury, keys.vault, "the vault as treasury", twice.clone()),
        (keys.treasury, keys.intake, "the intake as treasury", twice),
        (keys.token_program, TOKEN_2022, "the other token program", WrongTokenProgram.code()),
        (keys.token_program, proxy::ID, "a program as token program", WrongTokenProgram.code()),
    ]
}

#[tokio::test]
async fn a_neighbours_income_of_the_same_mint_is_its_own() {
    let (mut platform, usdc, _) = earning(Platform::TERMS).await;
    let neighbour = Neighbour::of(&mut platform).await;
    let theirs = neighbour.pool_of(&mut platform, &usdc.mint).await;
    platform.pay_in(&theirs, 1_000).await;
    platform.distribute(&usdc).await.refused(RevenueError::NothingToDistribute);
    let instruction = platform.revenue.distribute(&usdc.pool).with(usdc.pool.intake, theirs.pool.intake);
    platform.attempt(instruction, &[]).await.refused(RevenueError::WrongIntake);
}

/// A platform whose week earns, as Alice has locked in the week before, and a currency. She has 5,000
/// more.
async fn earning(terms: Terms) -> (Platform, Currency, Owner) {
    let mut platform = Platform::with(World::new().await, terms).await;
    let usdc = platform.currency(TokenKind::SplToken, 6).await;
    let alice = platform.owner(6_000).await;
    platform.lock(&alice, 1_000, 208).await.unwrap();
    platform.advance_weeks(1).await;
    (platform, usdc, alice)
}

/// Of the intake, the vault and the treasury.
async fn balances(platform: &mut Platform, currency: &Currency) -> (u64, u64, u64) {
    let keys = currency.pool;
    (
        platform.balance(&keys.intake).await,
        platform.balance(&keys.vault).await,
        platform.balance(&keys.treasury).await,
    )
}

async fn supply_of(platform: &mut Platform, mint: &Mint) -> u64 {
    let data = platform.account(&mint.address).await.expect("a mint").data;
    StateWithExtensions::<MintState>::unpack(&data).expect("a mint").base.supply
}
