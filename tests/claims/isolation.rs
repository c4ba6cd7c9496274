//! What goes wrong with one token, or with new commitments, stops nothing else.

use locker::LockerError;
use revenue::RevenueError;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use spl_token_2022_interface::{
    extension::{
        memo_transfer::instruction::{disable_required_transfer_memos, enable_required_transfer_memos},
        ExtensionType,
    },
    instruction::{freeze_account, thaw_account},
};
use tenure_tests::{Currency, OutcomeExt, Platform, TokenKind};

use crate::{
    impostors::elsewhere,
    stage::{extend_account, weekly, Stage, ACCOUNT_FROZEN},
    views::{claim_all, seen},
};

/// Code of Token-2022.
const NO_MEMO: u32 = 36;

/// [`Stage`], with a second currency that Alice and Bob receive too.
async fn two_currencies() -> (Stage, Currency) {
    let mut stage = Stage::new().await;
    let weth = stage.platform.currency(TokenKind::Token2022(vec![]), 9).await;
    for owner in [&stage.alice, &stage.bob] {
        stage.platform.open_destination(owner, &weth).await;
    }
    (stage, weth)
}

/// Lockers earned 500 of `usdc` and 5,000 of `weth` in the next week, which has closed.
async fn both_earned(platform: &mut Platform, usdc: &Currency, weth: &Currency) {
    platform.advance_weeks(1).await;
    platform.earn(usdc, 1_000).await;
    platform.earn(weth, 10_000).await;
    platform.advance_weeks(1).await;
}

async fn freeze(platform: &mut Platform, currency: &Currency, tokens: &Pubkey) {
    let (mint, program) = (&currency.mint, currency.pool.token_program);
    let freeze = freeze_account(&program, tokens, &mint.address, &mint.authority.pubkey(), &[]).unwrap();
    platform.send(&[freeze], &[&mint.authority]).await.unwrap();
}

async fn thaw(platform: &mut Platform, currency: &Currency, tokens: &Pubkey) {
    let (mint, program) = (&currency.mint, currency.pool.token_program);
    let thaw = thaw_account(&program, tokens, &mint.address, &mint.authority.pubkey(), &[]).unwrap();
    platform.send(&[thaw], &[&mint.authority]).await.unwrap();
}

#[tokio::test]
async fn a_frozen_destination_stops_its_owners_claims_of_that_token_only() {
    let (Stage { mut platform, usdc, alice, bob, .. }, weth) = two_currencies().await;
    both_earned(&mut platform, &usdc, &weth).await;
    let destination = usdc.pool.destination(&alice.address());
    freeze(&mut platform, &usdc, &destination).await;
    platform.claim(&alice, &usdc, 26).await.refused(ACCOUNT_FROZEN);
    assert_eq!(claim_all(&mut platform, &alice, &weth).await, 3_750);
    assert_eq!(claim_all(&mut platform, &bob, &usdc).await, 125);
    assert_eq!(claim_all(&mut platform, &bob, &weth).await, 1_250);
    platform.earn(&usdc, 1_000).await;
    // What she earned waits for her.
    assert_eq!(seen(&mut platform, &alice, &usdc).await.amount, 375);
    thaw(&mut platform, &usdc, &destination).await;
    assert_eq!(claim_all(&mut platform, &alice, &usdc).await, 375);
}

#[tokio::test]
async fn a_destination_that_wants_a_memo_stops_its_owners_claims_of_that_token_only() {
    let (Stage { mut platform, usdc, alice, bob, .. }, weth) = two_currencies().await;
    both_earned(&mut platform, &usdc, &weth).await;
    let (destination, owner) = (weth.pool.destination(&alice.address()), alice.address());
    extend_account(&mut platform, &alice, &destination, ExtensionType::MemoTransfer).await;
    let program = weth.pool.token_program;
    let want = enable_required_transfer_memos(&program, &destination, &owner, &[]).unwrap();
    platform.send(&[want], &[&alice.keypair]).await.unwrap();
    platform.claim(&alice, &weth, 26).await.refused(NO_MEMO);
    assert_eq!(claim_all(&mut platform, &alice, &usdc).await, 375);
    assert_eq!(claim_all(&mut platform, &bob, &weth).await, 1_250);
    // She gets it all once she no longer wants one.
    let no_more = disable_required_transfer_memos(&program, &destination, &owner, &[]).unwrap();
    platform.send(&[no_more], &[&alice.keypair]).await.unwrap();
    assert_eq!(claim_all(&mut platform, &alice, &weth).await, 3_750);
}

#[tokio::test]
async fn weeks_that_earned_nothing_are_claimed_through_a_frozen_account() {
    let Stage { mut platform, usdc, alice, week, .. } = Stage::new().await;
    platform.advance_weeks(2).await;
    let destination = usdc.pool.destination(&alice.address());
    freeze(&mut platform, &usdc, &destination).await;
    platform.claim(&alice, &usdc, 26).await.unwrap();
    assert_eq!(platform.record_of(&alice).await.next_week[0], week + 2);
}

#[tokio::test]
async fn a_frozen_vault_stops_that_token_only() {
    let (Stage { mut platform, usdc, alice, bob, .. }, weth) = two_currencies().await;
    both_earned(&mut platform, &usdc, &weth).await;
    freeze(&mut platform, &usdc, &usdc.pool.vault).await;
    for owner in [&alice, &bob] {
        platform.claim(owner, &usdc, 26).await.refused(ACCOUNT_FROZEN);
    }
    platform.pay_in(&usdc, 1_000).await;
    platform.distribute(&usdc).await.refused(ACCOUNT_FROZEN);
    assert_eq!(claim_all(&mut platform, &alice, &weth).await, 3_750);
    platform.earn(&weth, 8_000).await;
    thaw(&mut platform, &usdc, &usdc.pool.vault).await;
    platform.distribute(&usdc).await.unwrap();
    platform.advance_weeks(1).await;
    assert_eq!(claim_all(&mut platform, &alice, &usdc).await, 375 + 375);
    assert_eq!(claim_all(&mut platform, &alice, &weth).await, 3_000);
}

#[tokio::test]
async fn a_frozen_treasury_stops_no_claim() {
    for (usdc_frozen, due) in [(true, 1_000), (false, 0)] {
        let (Stage { mut platform, usdc, alice, bob, .. }, weth) = two_currencies().await;
        if usdc_frozen {
            freeze(&mut platform, &usdc, &usdc.pool.treasury).await;
        }
        both_earned(&mut platform, &usdc, &weth).await;
        platform.earn(&usdc, 1_000).await;
        assert_eq!(platform.pool(&usdc).await.treasury_due, due);
        assert_eq!(platform.balance(&usdc.pool.treasury).await, 1_000 - due);
        platform.advance_weeks(1).await;
        assert_eq!(claim_all(&mut platform, &alice, &usdc).await, 375 + 375);
        assert_eq!(claim_all(&mut platform, &bob, &usdc).await, 125 + 125);
        // The treasury's share is all that is left.
        assert_eq!(platform.balance(&usdc.pool.vault).await, due);
        assert_eq!(claim_all(&mut platform, &alice, &weth).await, 3_750);
        assert_eq!(platform.balance(&weth.pool.treasury).await, 5_000);
    }
}

#[tokio::test]
async fn claims_go_on_while_splitter_and_locker_are_paused() {
    let mut stage = Stage::new().await;
    let stake = stage.platform.stake_currency().await;
    stage.platform.open_destination(&stage.alice, &stake).await;
    let Stage { mut platform, usdc, alice, bob, .. } = stage;
    platform.advance_weeks(1).await;
    platform.earn(&usdc, 1_000).await;
    platform.earn(&stake, 10_000).await;
    platform.advance_weeks(1).await;
    let guard = platform.guard.insecure_clone();
    let pause = platform.revenue.pause(guard.pubkey());
    platform.attempt(pause, &[&guard]).await.unwrap();
    platform.pay_in(&usdc, 1_000).await;
    platform.distribute(&usdc).await.refused(RevenueError::Paused);
    assert_eq!(claim_all(&mut platform, &bob, &usdc).await, 125);
    // A pause of the splitter does not stop what goes into a lock either; one of the locker does.
    let pauser = platform.pauser.insecure_clone();
    platform.pause(&pauser).await.unwrap();
    platform.claim_and_lock(&alice, &stake, 26).await.refused(LockerError::Paused);
    assert_eq!(claim_all(&mut platform, &alice, &usdc).await, 375);
    let authority = platform.authority.insecure_clone();
    platform.resume(&authority).await.unwrap();
    platform.claim_and_lock(&alice, &stake, 26).await.unwrap();
    assert_eq!(platform.lock_of(&alice.address()).await.amount, 3_000 + 3_750);
}

#[tokio::test]
async fn gifts_to_the_vault_change_no_claim() {
    let (Stage { mut platform, usdc, alice, bob, .. }, weth) = two_currencies().await;
    platform.mint_of(&usdc.mint, &usdc.pool.vault, 1_000_000).await;
    both_earned(&mut platform, &usdc, &weth).await;
    platform.mint_of(&usdc.mint, &usdc.pool.vault, 2_000_000).await;
    assert_eq!(seen(&mut platform, &alice, &usdc).await.amount, 375);
    assert_eq!(claim_all(&mut platform, &alice, &usdc).await, 375);
    assert_eq!(claim_all(&mut platform, &bob, &usdc).await, 125);
    weekly(&mut platform, &usdc, &[400]).await;
    assert_eq!(claim_all(&mut platform, &alice, &usdc).await, 300);
    assert_eq!(platform.pool(&usdc).await.credited.get(), 900);
    // Of this week's 400, Bob's hundred; and the gifts, which nobody can take.
    assert_eq!(platform.balance(&usdc.pool.vault).await, 100 + 3_000_000);
}

#[tokio::test]
async fn what_one_token_owes_is_never_paid_from_another() {
    let (Stage { mut platform, usdc, alice, bob, .. }, weth) = two_currencies().await;
    both_earned(&mut platform, &usdc, &weth).await;
    for owner in [&alice, &bob] {
        claim_all(&mut platform, owner, &weth).await;
    }
    let (paid, waits) = (platform.pool(&weth).await, platform.pool(&usdc).await);
    assert_eq!((paid.paid.get(), paid.remaining()), (5_000, 0));
    assert_eq!((waits.paid.get(), waits.remaining()), (0, 500));
    assert_eq!(platform.balance(&usdc.pool.vault).await, 500);
    assert_eq!(platform.balance(&weth.pool.vault).await, 0);
}

#[tokio::test]
async fn another_splitters_claims_take_nothing_here() {
    let Stage { mut platform, usdc, alice, .. } = Stage::new().await.earned().await;
    let there = elsewhere(&mut platform, &alice, &usdc).await;
    platform.advance_weeks(2).await;
    // Alice's lock there earned nothing; its weeks are claimed there and not here.
    let claim = there.keys.claim(&alice.address(), &there.pool, 26);
    platform.attempt(claim, &[]).await.unwrap();
    assert_eq!(platform.received(&alice, &usdc).await, 0);
    assert_eq!(claim_all(&mut platform, &alice, &usdc).await, 375);
}
