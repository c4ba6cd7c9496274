//! Each change tells what it did: the account, the actor, before and after.

use ::revenue::*;
use anchor_lang::{hash::sha256, Discriminator, Event};
use base64::{engine::general_purpose::STANDARD, Engine};
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use spl_token_2022_interface::instruction::freeze_account;
use tenure_tests::{Currency, Outcome, Platform, Receipt, TokenKind, World};

use crate::rule;

const NOBODY: Pubkey = Pubkey::new_from_array([0; 32]);
const SOMEONE: Pubkey = Pubkey::new_from_array([5; 32]);

/// The events in a transaction's logs, as bytes.
fn events(receipt: &Receipt) -> Vec<Vec<u8>> {
    let data = receipt.logs.iter().filter_map(|line| line.strip_prefix("Program data: "));
    data.map(|base64| STANDARD.decode(base64).expect("base64")).collect()
}

/// The transaction emitted `event` and no other.
#[track_caller]
fn emitted(outcome: Outcome, event: impl Event) {
    assert_eq!(events(&outcome.unwrap()), [event.data()]);
}

#[test]
fn are_told_apart_as_anchor_does() {
    for (name, discriminator) in [
        ("SplitterCreated", SplitterCreated::DISCRIMINATOR),
        ("TermsAnnounced", TermsAnnounced::DISCRIMINATOR),
        ("PoolCreated", PoolCreated::DISCRIMINATOR),
        ("TreasurySet", TreasurySet::DISCRIMINATOR),
        ("PauserSet", PauserSet::DISCRIMINATOR),
        ("Paused", Paused::DISCRIMINATOR),
        ("Resumed", Resumed::DISCRIMINATOR),
        ("AuthorityProposed", AuthorityProposed::DISCRIMINATOR),
        ("AuthorityAccepted", AuthorityAccepted::DISCRIMINATOR),
        ("AuthorityCancelled", AuthorityCancelled::DISCRIMINATOR),
        ("Distributed", Distributed::DISCRIMINATOR),
    ] {
        assert_eq!(discriminator, &sha256(format!("event:{name}").as_bytes())[..8], "{name}");
    }
}

#[tokio::test]
async fn are_laid_out_field_by_field() {
    let (mut platform, usdc) = earning().await;
    platform.pay_in(&usdc, 1_001).await;
    let receipt = platform.distribute(&usdc).await.unwrap();
    let (keys, week) = (usdc.pool, platform.week().await);
    let bytes = [
        &sha256(b"event:Distributed")[..8],
        &platform.revenue.splitter.to_bytes(),
        &keys.pool.to_bytes(),
        &keys.mint.to_bytes(),
        &1_001_u64.to_le_bytes(),
        &500_u64.to_le_bytes(),
        &0_u64.to_le_bytes(),
        &501_u64.to_le_bytes(),
        &501_u64.to_le_bytes(),
        &0_u64.to_le_bytes(),
        &0_u64.to_le_bytes(),
        &0_u64.to_le_bytes(),
        &week.to_le_bytes(),
        &1_u32.to_le_bytes(),
    ];
    assert_eq!(events(&receipt), [bytes.concat()]);
}

#[tokio::test]
async fn create_splitter() {
    let mut platform = Platform::bare(World::new().await);
    let (keys, week) = (platform.revenue, platform.week().await);
    let event = SplitterCreated {
        splitter: keys.splitter,
        locker: platform.keys.locker,
        stake_mint: platform.keys.mint,
        authority: platform.ruler.pubkey(),
        pauser: platform.guard.pubkey(),
        min_power: 77,
        staker_bps: 3_000,
        burn_bps: 1_500,
        week,
    };
    let terms = Terms { staker_bps: 3_000, burn_bps: 1_500, min_power: 77 };
    emitted(platform.create_splitter(terms).await, event);
}

#[tokio::test]
async fn announce_terms() {
    let mut platform = Platform::new().await;
    let (ruler, week) = (platform.ruler.insecure_clone(), platform.week().await);
    let splitter = platform.revenue.splitter;
    let first = TermsAnnounced {
        splitter,
        authority: ruler.pubkey(),
        min_power_before: 0,
        min_power_after: 77,
        staker_bps_before: 5_000,
        staker_bps_after: 3_000,
        burn_bps_before: 0,
        burn_bps_after: 1_500,
        week,
        from_week: week + 2,
    };
    let terms = Terms { staker_bps: 3_000, burn_bps: 1_500, min_power: 77 };
    emitted(platform.announce_terms(&ruler, terms).await, first);
    // What is announced and not in force yet is not what was before...
    platform.advance_weeks(1).await;
    let again = TermsAnnounced { week: week + 1, from_week: week + 3, ..first };
    emitted(platform.announce_terms(&ruler, terms).await, again);
    // ... but once it is in force.
    platform.advance_weeks(2).await;
    let back = TermsAnnounced {
        min_power_before: 77,
        min_power_after: 0,
        staker_bps_before: 3_000,
        staker_bps_after: 5_000,
        burn_bps_before: 1_500,
        burn_bps_after: 0,
        week: week + 3,
        from_week: week + 5,
        ..first
    };
    emitted(platform.announce_terms(&ruler, Platform::TERMS).await, back);
}

#[tokio::test]
async fn create_pool() {
    let mut platform = Platform::new().await;
    let (ruler, splitter) = (platform.ruler.insecure_clone(), platform.revenue.splitter);
    platform.advance_weeks(3).await;
    let week = platform.week().await;
    for (index, kind) in [(0, TokenKind::SplToken), (1, TokenKind::Token2022(vec![]))] {
        let mint = platform.another_mint(kind.clone()).await;
        let treasury = platform.tokens_of(&mint, &SOMEONE, 0).await;
        let currency = platform.unpooled(mint, treasury).await;
        let event = PoolCreated {
            splitter,
            pool: currency.pool.pool,
            mint: currency.mint.address,
            token_program: kind.program(),
            vault: currency.pool.vault,
            intake: currency.pool.intake,
            treasury,
            index,
            week,
        };
        emitted(platform.create_pool(&ruler, &currency).await, event);
    }
}

#[tokio::test]
async fn set_treasury() {
    let mut platform = Platform::new().await;
    let mut usdc = platform.currency(TokenKind::SplToken, 6).await;
    let (ruler, splitter, before) =
        (platform.ruler.insecure_clone(), platform.revenue.splitter, usdc.pool.treasury);
    let after = platform.tokens_of(&usdc.mint, &SOMEONE, 0).await;
    usdc.pool.treasury = after;
    let (pool, authority) = (usdc.pool.pool, ruler.pubkey());
    let event = TreasurySet { splitter, pool, authority, before, after };
    emitted(platform.set_treasury(&ruler, &usdc).await, event);
    let again = TreasurySet { before: after, ..event };
    emitted(platform.set_treasury(&ruler, &usdc).await, again);
}

#[tokio::test]
async fn pausing_and_resuming() {
    let mut platform = Platform::new().await;
    let (splitter, ruler) = (platform.revenue.splitter, platform.ruler.insecure_clone());
    let (authority, old, new) = (ruler.pubkey(), platform.guard.pubkey(), Keypair::new());
    let event = PauserSet { splitter, authority, before: old, after: new.pubkey() };
    emitted(rule::set_pauser(&mut platform, &ruler, new.pubkey()).await, event);
    emitted(rule::pause(&mut platform, &new).await, Paused { splitter, by: new.pubkey() });
    emitted(rule::resume(&mut platform, &ruler).await, Resumed { splitter, by: authority });
    emitted(rule::pause(&mut platform, &ruler).await, Paused { splitter, by: authority });
}

#[tokio::test]
async fn handing_over() {
    let mut platform = Platform::new().await;
    let (splitter, old, new) = (platform.revenue.splitter, platform.ruler.insecure_clone(), Keypair::new());
    let (authority, heir) = (old.pubkey(), new.pubkey());
    let event = AuthorityProposed { splitter, authority, before: NOBODY, proposed: SOMEONE };
    emitted(rule::propose(&mut platform, &old, SOMEONE).await, event);
    let event = AuthorityProposed { splitter, authority, before: SOMEONE, proposed: heir };
    emitted(rule::propose(&mut platform, &old, heir).await, event);
    let event = AuthorityCancelled { splitter, authority, cancelled: heir };
    emitted(rule::cancel(&mut platform, &old).await, event);
    rule::propose(&mut platform, &old, heir).await.unwrap();
    let event = AuthorityAccepted { splitter, before: authority, after: heir };
    emitted(rule::accept(&mut platform, &new).await, event);
}

#[tokio::test]
async fn distribute() {
    let (mut platform, usdc) = earning().await;
    let event = distributed(&mut platform, &usdc).await;
    platform.pay_in(&usdc, 1_001).await;
    let first = Distributed { amount: 1_001, stakers: 500, treasury: 501, treasury_paid: 501, ..event };
    emitted(platform.distribute(&usdc).await, first);
    // Of what came in since, not of all.
    platform.pay_in(&usdc, 3).await;
    let second = Distributed { amount: 3, stakers: 1, treasury: 2, treasury_paid: 2, ..event };
    emitted(platform.distribute(&usdc).await, second);
}

#[tokio::test]
async fn distribute_with_a_burn() {
    let terms = Terms { staker_bps: 2_500, burn_bps: 1_000, min_power: 0 };
    let mut platform = Platform::with(World::new().await, terms).await;
    let stake = platform.stake_currency().await;
    let alice = platform.owner(1_000).await;
    platform.lock(&alice, 1_000, 208).await.unwrap();
    platform.advance_weeks(1).await;
    let event = distributed(&mut platform, &stake).await;
    platform.pay_in(&stake, 1_001).await;
    let event =
        Distributed { amount: 1_001, stakers: 250, burned: 100, treasury: 651, treasury_paid: 651, ..event };
    emitted(platform.distribute(&stake).await, event);
}

#[tokio::test]
async fn distribute_to_a_treasury_that_waits() {
    let (mut platform, usdc) = earning().await;
    let event = distributed(&mut platform, &usdc).await;
    let (by, keys) = (usdc.mint.authority.insecure_clone(), usdc.pool);
    let freeze = freeze_account(&spl_token::ID, &keys.treasury, &keys.mint, &by.pubkey(), &[]).unwrap();
    platform.send(&[freeze], &[&by]).await.unwrap();
    platform.pay_in(&usdc, 1_001).await;
    let first = Distributed { amount: 1_001, stakers: 500, treasury: 501, treasury_due: 501, ..event };
    emitted(platform.distribute(&usdc).await, first);
    platform.pay_in(&usdc, 10).await;
    let second = Distributed { amount: 10, stakers: 5, treasury: 5, treasury_due: 506, ..event };
    emitted(platform.distribute(&usdc).await, second);

    let thaw = spl_token_2022_interface::instruction::thaw_account(
        &spl_token::ID,
        &keys.treasury,
        &keys.mint,
        &by.pubkey(),
        &[],
    );
    platform.send(&[thaw.unwrap()], &[&by]).await.unwrap();
    emitted(platform.distribute(&usdc).await, Distributed { treasury_paid: 506, ..event });
}

#[tokio::test]
async fn distribute_in_weeks_without_and_with_power() {
    let mut platform = Platform::new().await;
    let usdc = platform.currency(TokenKind::SplToken, 6).await;
    let event = distributed(&mut platform, &usdc).await;
    platform.pay_in(&usdc, 2_000).await;
    let without = Distributed {
        amount: 2_000,
        stakers: 1_000,
        treasury: 1_000,
        treasury_paid: 1_000,
        recycling: 1_000,
        powered: 0,
        ..event
    };
    emitted(platform.distribute(&usdc).await, without);

    let alice = platform.owner(1_000).await;
    platform.lock(&alice, 1_000, 208).await.unwrap();
    platform.advance_weeks(1).await;
    let event = distributed(&mut platform, &usdc).await;
    platform.pay_in(&usdc, 4).await;
    // 1,000 / 8 of what waited, when the week begins here; not again.
    let income = Distributed { amount: 4, stakers: 2, treasury: 2, treasury_paid: 2, ..event };
    let begun = Distributed { recycled: 125, recycling: 875, ..income };
    emitted(platform.distribute(&usdc).await, begun);
    platform.pay_in(&usdc, 4).await;
    emitted(platform.distribute(&usdc).await, Distributed { recycling: 875, ..income });
}

/// A platform whose week earns, and a currency.
async fn earning() -> (Platform, Currency) {
    let mut platform = Platform::new().await;
    let usdc = platform.currency(TokenKind::SplToken, 6).await;
    let alice = platform.owner(1_000).await;
    platform.lock(&alice, 1_000, 208).await.unwrap();
    platform.advance_weeks(1).await;
    (platform, usdc)
}

/// The event of a distribution of nothing, in this week, which earns.
async fn distributed(platform: &mut Platform, currency: &Currency) -> Distributed {
    Distributed {
        splitter: platform.revenue.splitter,
        pool: currency.pool.pool,
        mint: currency.mint.address,
        amount: 0,
        stakers: 0,
        burned: 0,
        treasury: 0,
        treasury_paid: 0,
        treasury_due: 0,
        recycled: 0,
        recycling: 0,
        week: platform.week().await,
        powered: 1,
    }
}
