//! Instructions in one transaction, in one week, in another order.

use revenue::{RevenueError, Terms};
use solana_instruction::Instruction;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_tests::{Currency, OutcomeExt, Owner, Platform, TokenKind, World};

const NONE: Terms = Terms { staker_bps: 0, burn_bps: 0, min_power: 0 };

#[tokio::test]
async fn everything_begins_in_one_transaction() {
    let mut platform = Platform::bare(World::new().await);
    let (founder, ruler) = (platform.authority.insecure_clone(), platform.ruler.insecure_clone());
    let (payer, by, keys) = (platform.payer(), ruler.pubkey(), platform.revenue);
    let mint = platform.another_mint(TokenKind::SplToken).await;
    let treasury = platform.tokens_of(&mint, &by, 0).await;
    let pool = keys.pool(mint.address, spl_token::ID, treasury);
    let calls = [
        keys.create_splitter(payer, founder.pubkey(), Platform::TERMS, by, by),
        pool.open_destination(&payer, &keys.splitter),
        keys.create_pool(payer, by, &pool),
        mint.mint_to(&pool.intake, 1_001),
        keys.distribute(&pool),
    ];
    platform.send(&calls, &[&founder, &ruler, &mint.authority]).await.unwrap();
    let currency = Currency { mint: mint.clone(), pool };
    assert_eq!(platform.pool(&currency).await.recycling, 500);
    assert_eq!(platform.balance(&treasury).await, 501);
}

#[tokio::test]
async fn a_second_distribution_in_one_transaction_undoes_the_first() {
    let (mut platform, usdc, _) = earning().await;
    platform.pay_in(&usdc, 1_000).await;
    let call = platform.revenue.distribute(&usdc.pool);
    let outcome = platform.send(&[call.clone(), call.clone()], &[]).await;
    outcome.refused(RevenueError::NothingToDistribute);
    assert_eq!(balances(&mut platform, &usdc).await, (1_000, 0, 0));
    platform.send(&[call], &[]).await.unwrap();
    assert_eq!(balances(&mut platform, &usdc).await, (0, 500, 500));
}

#[tokio::test]
async fn income_between_two_distributions_in_one_transaction_is_split_once() {
    let (mut platform, usdc, _) = earning().await;
    platform.pay_in(&usdc, 1_000).await;
    let (distribute, mint) = (platform.revenue.distribute(&usdc.pool), usdc.mint.clone());
    let calls = [distribute.clone(), mint.mint_to(&usdc.pool.intake, 600), distribute];
    platform.send(&calls, &[&mint.authority]).await.unwrap();
    assert_eq!(balances(&mut platform, &usdc).await, (0, 800, 800));
    assert_eq!(platform.pool(&usdc).await.credited.get(), 800);
}

#[tokio::test]
async fn terms_announced_in_the_same_transaction_do_not_count() {
    let (mut platform, usdc, ruler) = earning().await;
    platform.pay_in(&usdc, 1_000).await;
    let calls =
        [platform.revenue.announce_terms(ruler.pubkey(), NONE), platform.revenue.distribute(&usdc.pool)];
    platform.send(&calls, &[&ruler]).await.unwrap();
    assert_eq!(balances(&mut platform, &usdc).await, (0, 500, 500));
}

#[tokio::test]
async fn announcing_often_brings_nothing_forward() {
    let (mut platform, _, ruler) = earning().await;
    let (by, week) = (ruler.pubkey(), platform.week().await);
    let half = Terms { burn_bps: 5_000, ..Platform::TERMS };
    let calls = [NONE, half, NONE, half].map(|terms| platform.revenue.announce_terms(by, terms));
    platform.send(&calls, &[&ruler]).await.unwrap();
    let splitter = platform.splitter().await;
    assert_eq!(splitter.terms_in(week + 1), Platform::TERMS);
    assert_eq!((splitter.terms_in(week + 2), splitter.next_from_week), (half, week + 2));
}

#[tokio::test]
async fn announcing_week_after_week_postpones_a_change_for_ever() {
    let (mut platform, usdc, ruler) = earning().await;
    for weeks in 1..6 {
        platform.announce_terms(&ruler, NONE).await.unwrap();
        platform.advance_weeks(1).await;
        platform.earn(&usdc, 1_000).await;
        assert_eq!(platform.pool(&usdc).await.credited.get(), 500 * weeks);
    }
}

#[tokio::test]
async fn the_treasury_of_the_same_transaction_counts() {
    let (mut platform, usdc, ruler) = earning().await;
    platform.pay_in(&usdc, 1_000).await;
    let mut named = usdc.pool;
    named.treasury = platform.tokens_of(&usdc.mint, &Pubkey::new_unique(), 0).await;
    let set = platform.revenue.set_treasury(ruler.pubkey(), &named);
    let stale = [set.clone(), platform.revenue.distribute(&usdc.pool)];
    platform.send(&stale, &[&ruler]).await.refused(RevenueError::WrongTreasury);
    let calls = [set, platform.revenue.distribute(&named)];
    platform.send(&calls, &[&ruler]).await.unwrap();
    let (old, new) = (usdc.pool.treasury, named.treasury);
    assert_eq!((platform.balance(&old).await, platform.balance(&new).await), (0, 500));
}

#[tokio::test]
async fn a_pause_counts_at_once_and_so_does_its_end() {
    let (mut platform, usdc, ruler) = earning().await;
    platform.pay_in(&usdc, 1_000).await;
    let (keys, by) = (platform.revenue, ruler.pubkey());
    let (pause, resume, distribute) = (keys.pause(by), keys.resume(by), keys.distribute(&usdc.pool));
    let calls = [pause.clone(), distribute.clone()];
    platform.send(&calls, &[&ruler]).await.refused(RevenueError::Paused);
    assert_eq!(platform.splitter().await.paused, 0);
    let calls = [pause, resume, distribute];
    platform.send(&calls, &[&ruler]).await.unwrap();
    assert_eq!(balances(&mut platform, &usdc).await, (0, 500, 500));
}

#[tokio::test]
async fn a_lock_and_a_distribution_in_one_transaction_earn_nothing() {
    let mut platform = Platform::new().await;
    let usdc = platform.currency(TokenKind::SplToken, 6).await;
    let alice = platform.owner(1_000).await;
    platform.pay_in(&usdc, 1_000).await;
    let calls = [lock(&platform, &alice), platform.revenue.distribute(&usdc.pool)];
    platform.send(&calls, &[&alice.keypair]).await.unwrap();
    assert_eq!(platform.pool(&usdc).await.recycling, 500);
}

#[tokio::test]
async fn a_crank_and_a_distribution_go_in_one_transaction() {
    let (mut platform, usdc, _) = earning().await;
    platform.advance_weeks(100).await;
    platform.pay_in(&usdc, 1_000).await;
    let (crank, distribute) = (platform.keys.crank(256), platform.revenue.distribute(&usdc.pool));
    let calls = [distribute.clone(), crank.clone()];
    platform.send(&calls, &[]).await.refused(RevenueError::NeedsCrank);
    platform.send(&[crank, distribute], &[]).await.unwrap();
    assert_eq!(balances(&mut platform, &usdc).await, (0, 500, 500));
}

#[tokio::test]
async fn handing_over_and_back_in_one_transaction_changes_nothing() {
    let (mut platform, _, ruler) = earning().await;
    let (heir, keys, by) = (Keypair::new(), platform.revenue, ruler.pubkey());
    let before = platform.splitter().await;
    let calls = [
        keys.propose_authority(by, heir.pubkey()),
        keys.accept_authority(heir.pubkey()),
        keys.propose_authority(heir.pubkey(), by),
        keys.accept_authority(by),
    ];
    platform.send(&calls, &[&ruler, &heir]).await.unwrap();
    assert_eq!(bytemuck::bytes_of(&platform.splitter().await), bytemuck::bytes_of(&before));
    // The last step wants the one before it.
    let out_of_order = [calls[1].clone(), calls[0].clone()];
    let outcome = platform.send(&out_of_order, &[&ruler, &heir]).await;
    outcome.refused(RevenueError::NotProposedAuthority);
}

#[tokio::test]
async fn the_order_of_pools_does_not_matter() {
    let mut ends = vec![];
    for backwards in [false, true] {
        let (mut platform, usdc, _) = earning().await;
        let stake = platform.stake_currency().await;
        platform.pay_in(&usdc, 1_001).await;
        platform.pay_in(&stake, 777).await;
        let mut calls = [platform.revenue.distribute(&usdc.pool), platform.revenue.distribute(&stake.pool)];
        if backwards {
            calls.reverse();
        }
        platform.send(&calls, &[]).await.unwrap();
        for (currency, amounts) in [(&usdc, (0, 500, 501)), (&stake, (0, 388, 389))] {
            assert_eq!(balances(&mut platform, currency).await, amounts);
            let pool = platform.pool(currency).await;
            ends.push((pool.credited.get(), pool.revenue, pool.unpaid));
        }
    }
    assert!(ends[..2] == ends[2..]);
}

#[tokio::test]
async fn distributing_bit_by_bit_never_gives_lockers_more() {
    // Anyone may distribute after each payment of the 99, and lockers get half of it, rounded down.
    for (payments, amount, to_lockers) in [(1, 99, 49), (33, 3, 33), (9, 11, 45), (99, 1, 0)] {
        let (mut platform, usdc, _) = earning().await;
        for _ in 0..payments {
            platform.earn(&usdc, amount).await;
        }
        let treasury = 99 - to_lockers;
        assert_eq!(balances(&mut platform, &usdc).await, (0, to_lockers, treasury));
    }
}

#[tokio::test]
async fn what_fails_undoes_what_went_before() {
    let (mut platform, usdc, ruler) = earning().await;
    let (keys, by) = (platform.revenue, ruler.pubkey());
    let nothing = keys.distribute(&usdc.pool);
    let first = [
        keys.announce_terms(by, NONE),
        keys.set_pauser(by, by),
        keys.propose_authority(by, by),
        keys.set_treasury(by, &usdc.pool),
    ];
    for call in first {
        let before = (platform.splitter().await, platform.pool(&usdc).await);
        let calls = [call, nothing.clone()];
        platform.send(&calls, &[&ruler]).await.refused(RevenueError::NothingToDistribute);
        let after = (platform.splitter().await, platform.pool(&usdc).await);
        assert_eq!(bytemuck::bytes_of(&after.0), bytemuck::bytes_of(&before.0));
        assert_eq!(bytemuck::bytes_of(&after.1), bytemuck::bytes_of(&before.1));
    }
    // A pool that would be new is not there, and not counted.
    let mint = platform.another_mint(TokenKind::SplToken).await;
    let treasury = platform.tokens_of(&mint, &by, 0).await;
    let unpooled = platform.unpooled(mint, treasury).await.pool;
    let calls = [keys.create_pool(platform.payer(), by, &unpooled), nothing];
    platform.send(&calls, &[&ruler]).await.refused(RevenueError::NothingToDistribute);
    assert_eq!(platform.account(&unpooled.pool).await, None);
    assert_eq!(platform.account(&unpooled.vault).await, None);
    assert_eq!(platform.splitter().await.pool_count, 1);
}

/// A platform whose week earns, a currency, and the splitter's authority.
async fn earning() -> (Platform, Currency, Keypair) {
    let mut platform = Platform::new().await;
    let usdc = platform.currency(TokenKind::SplToken, 6).await;
    let alice = platform.owner(1_000).await;
    platform.lock(&alice, 1_000, 208).await.unwrap();
    platform.advance_weeks(1).await;
    let ruler = platform.ruler.insecure_clone();
    (platform, usdc, ruler)
}

fn lock(platform: &Platform, owner: &Owner) -> Instruction {
    platform.keys.create_lock(platform.payer(), owner.address(), owner.tokens, 1_000, 208)
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
