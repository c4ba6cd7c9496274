//! Each change tells what it did: where, for whom, and how much.

use anchor_lang::{hash::sha256, Discriminator, Event};
use base64::{engine::general_purpose::STANDARD, Engine};
use locker::Increased;
use revenue::{ClaimRecordClosed, ClaimRecordOpened, Claimed};
use solana_account::Account;
use solana_keypair::Keypair;
use solana_signer::Signer;
use tenure_client::revenue::Event as Read;
use tenure_tests::{Outcome, Receipt};

use crate::stage::{weekly, Stage};

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

/// What a claim of Alice's for the weeks from the first, up to but without the second, emits.
fn claimed(stage: &Stage, amount: u64, from_week: u32, to_week: u32) -> Claimed {
    let Stage { platform, usdc, alice, .. } = stage;
    Claimed {
        splitter: platform.revenue.splitter,
        pool: usdc.pool.pool,
        mint: usdc.mint.address,
        lock: platform.keys.lock(&alice.address()),
        owner: alice.address(),
        destination: usdc.pool.destination(&alice.address()),
        amount,
        from_week,
        to_week,
    }
}

#[test]
fn are_told_apart_as_anchor_does() {
    for (name, discriminator) in [
        ("ClaimRecordOpened", ClaimRecordOpened::DISCRIMINATOR),
        ("ClaimRecordClosed", ClaimRecordClosed::DISCRIMINATOR),
        ("Claimed", Claimed::DISCRIMINATOR),
    ] {
        assert_eq!(discriminator, &sha256(format!("event:{name}").as_bytes())[..8], "{name}");
    }
}

#[tokio::test]
async fn are_laid_out_field_by_field() {
    let Stage { mut platform, usdc, alice, week, .. } = Stage::new().await.earned().await;
    let receipt = platform.claim(&alice, &usdc, 26).await.unwrap();
    let bytes = [
        &sha256(b"event:Claimed")[..8],
        &platform.revenue.splitter.to_bytes(),
        &usdc.pool.pool.to_bytes(),
        &usdc.mint.address.to_bytes(),
        &platform.keys.lock(&alice.address()).to_bytes(),
        &alice.address().to_bytes(),
        &usdc.pool.destination(&alice.address()).to_bytes(),
        &375_u64.to_le_bytes(),
        &(week + 1).to_le_bytes(),
        &(week + 2).to_le_bytes(),
    ];
    assert_eq!(events(&receipt), [bytes.concat()]);
}

#[tokio::test]
async fn claim() {
    let mut stage = Stage::new().await;
    let week = stage.week;
    weekly(&mut stage.platform, &stage.usdc, &[4, 40, 400]).await;
    for (max_weeks, amount, from, to) in [(1, 3, 1, 2), (26, 330, 2, 4)] {
        let event = claimed(&stage, amount, week + from, week + to);
        emitted(stage.platform.claim(&stage.alice, &stage.usdc, max_weeks).await, event);
    }
}

#[tokio::test]
async fn claim_of_weeks_that_earned_nothing() {
    let mut stage = Stage::new().await;
    stage.platform.advance_weeks(3).await;
    let event = claimed(&stage, 0, stage.week + 1, stage.week + 3);
    emitted(stage.platform.claim(&stage.alice, &stage.usdc, 26).await, event);
}

#[tokio::test]
async fn claim_and_lock() {
    let mut stage = Stage::of_the_stake_mint().await.earned().await;
    let week = stage.week;
    let event = claimed(&stage, 375, week + 1, week + 2);
    let increased = Increased {
        locker: stage.platform.keys.locker,
        lock: stage.platform.keys.lock(&stage.alice.address()),
        owner: stage.alice.address(),
        amount_before: 3_000,
        amount_after: 3_375,
        end_week: u32::MAX,
        week: week + 2,
    };
    let receipt = stage.platform.claim_and_lock(&stage.alice, &stage.usdc, 26).await.unwrap();
    // The splitter's, and then the locker's own.
    assert_eq!(events(&receipt), [event.data(), increased.data()]);
    let read = tenure_client::revenue::events(&receipt.logs);
    let [Read::Claimed(read)] = read[..] else { panic!("one of the splitter's") };
    assert_eq!(read.data(), event.data());
}

#[tokio::test]
async fn open_and_close_claim_record() {
    let Stage { mut platform, .. } = Stage::new().await;
    let (carol, sponsor) = (platform.owner(100).await, Keypair::new());
    let funds = Account { lamports: 1_000_000_000, ..Account::default() };
    platform.set_account(&sponsor.pubkey(), funds);
    platform.lock(&carol, 100, 1).await.unwrap();
    let (splitter, lock) = (platform.revenue.splitter, platform.keys.lock(&carol.address()));
    let (owner, rent_payer) = (carol.address(), sponsor.pubkey());

    let open = platform.revenue.open_claim_record(rent_payer, &owner);
    let event = ClaimRecordOpened { splitter, lock, owner, rent_payer };
    emitted(platform.attempt(open, &[&sponsor]).await, event);

    platform.exit_early(&carol, u64::MAX).await.unwrap();
    platform.close_lock(&carol, 0).await.unwrap();
    let close = platform.revenue.close_claim_record(&owner, rent_payer);
    emitted(platform.attempt(close, &[]).await, ClaimRecordClosed { splitter, lock, rent_payer });
}

#[tokio::test]
async fn of_refused_claims_there_are_none() {
    let Stage { mut platform, usdc, alice, .. } = Stage::new().await;
    let failure = platform.claim(&alice, &usdc, 26).await.unwrap_err();
    assert!(!failure.logs.iter().any(|line| line.starts_with("Program data: ")));
}
