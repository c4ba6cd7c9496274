use revenue::RevenueError;
use solana_instruction::Instruction;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_tests::{OutcomeExt, Platform, Substitute, TokenKind};

use crate::{impostors, rule};

#[tokio::test]
async fn the_pauser_pauses() {
    let mut platform = Platform::new().await;
    let before = platform.splitter().await;
    assert_eq!(before.paused, 0);
    let guard = platform.guard.insecure_clone();
    rule::pause(&mut platform, &guard).await.unwrap();
    let mut after = platform.splitter().await;
    assert_eq!(after.paused, 1);
    // And nothing else.
    after.paused = 0;
    assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&before));
}

#[tokio::test]
async fn the_authority_pauses_too() {
    let mut platform = Platform::new().await;
    let ruler = platform.ruler.insecure_clone();
    rule::pause(&mut platform, &ruler).await.unwrap();
    assert_eq!(platform.splitter().await.paused, 1);
}

#[tokio::test]
async fn nobody_else_pauses() {
    let mut platform = Platform::new().await;
    let (ruler, stranger) = (platform.ruler.insecure_clone(), Keypair::new());
    rule::propose(&mut platform, &ruler, stranger.pubkey()).await.unwrap();
    // The locker's authority and pauser can stop the locker, not its splitter.
    let (founder, pauser) = (platform.authority.insecure_clone(), platform.pauser.insecure_clone());
    for signer in [stranger, founder, pauser] {
        rule::pause(&mut platform, &signer).await.refused(RevenueError::NotPauser);
    }
}

#[tokio::test]
async fn a_splitter_without_a_pauser_is_paused_by_its_authority() {
    let mut platform = Platform::new().await;
    let (ruler, guard) = (platform.ruler.insecure_clone(), platform.guard.insecure_clone());
    rule::set_pauser(&mut platform, &ruler, Pubkey::default()).await.unwrap();
    rule::pause(&mut platform, &guard).await.refused(RevenueError::NotPauser);
    // Nobody has the key of the address that stands for nobody.
    let instruction = platform.revenue.pause(Pubkey::default()).unsigned(Pubkey::default());
    platform.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
    rule::pause(&mut platform, &ruler).await.unwrap();
}

#[tokio::test]
async fn pauses_once() {
    let mut platform = Platform::new().await;
    let (ruler, guard) = (platform.ruler.insecure_clone(), platform.guard.insecure_clone());
    rule::pause(&mut platform, &guard).await.unwrap();
    rule::pause(&mut platform, &guard).await.refused(RevenueError::Unchanged);
    rule::pause(&mut platform, &ruler).await.refused(RevenueError::Unchanged);
}

#[tokio::test]
async fn wants_a_signature() {
    let mut platform = Platform::new().await;
    let guard = platform.guard.pubkey();
    let instruction = platform.revenue.pause(guard).unsigned(guard);
    platform.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn refuses_impostors_and_read_only_accounts() {
    let mut platform = Platform::new().await;
    let guard = platform.guard.insecure_clone();
    let impostors = impostors::of_the_splitter(&mut platform, RevenueError::NotPauser).await;
    let instruction = platform.revenue.pause(guard.pubkey());
    platform.refuses_impostors(&instruction, &[&guard], &impostors).await;
    platform.refuses_read_only(&instruction, &[&guard]).await;
    platform.attempt(instruction, &[&guard]).await.unwrap();
}

#[tokio::test]
async fn stops_distribution_of_every_pool() {
    let mut platform = Platform::new().await;
    let guard = platform.guard.insecure_clone();
    let currencies = [
        platform.currency(TokenKind::SplToken, 6).await,
        platform.currency(TokenKind::Token2022(vec![]), 9).await,
        platform.stake_currency().await,
    ];
    rule::pause(&mut platform, &guard).await.unwrap();
    for currency in &currencies {
        platform.distribute(currency).await.refused(RevenueError::Paused);
        platform.pay_in(currency, 1_000).await;
        platform.distribute(currency).await.refused(RevenueError::Paused);
        assert_eq!(platform.balance(&currency.pool.intake).await, 1_000);
    }
    // Even for a locker that lags.
    platform.advance_weeks(9).await;
    platform.distribute(&currencies[0]).await.refused(RevenueError::Paused);
}

#[tokio::test]
async fn never_stops_claims() {
    let mut platform = Platform::new().await;
    let guard = platform.guard.insecure_clone();
    let (usdc, stake) = (platform.currency(TokenKind::SplToken, 6).await, platform.stake_currency().await);
    let alice = platform.owner(1_000).await;
    platform.lock(&alice, 1_000, 208).await.unwrap();
    platform.advance_weeks(1).await;
    platform.earn(&usdc, 1_000).await;
    platform.earn(&stake, 1_000).await;
    platform.advance_weeks(1).await;
    rule::pause(&mut platform, &guard).await.unwrap();

    platform.open_record(&alice).await.unwrap();
    platform.open_destination(&alice, &usdc).await;
    platform.open_destination(&alice, &stake).await;
    // Alice is alone: all of the lockers' half.
    assert_eq!(platform.claimable(&alice, &usdc).await.unwrap().amount, 500);
    platform.claim(&alice, &usdc, 26).await.unwrap();
    platform.claim_and_lock(&alice, &stake, 26).await.unwrap();
    assert_eq!(platform.received(&alice, &usdc).await, 500);
    assert_eq!(platform.lock_of(&alice.address()).await.amount, 1_500);
}

#[tokio::test]
async fn never_stops_the_authority() {
    let mut platform = Platform::new().await;
    let (ruler, guard, heir) =
        (platform.ruler.insecure_clone(), platform.guard.insecure_clone(), Keypair::new());
    let usdc = platform.currency(TokenKind::SplToken, 6).await;
    rule::pause(&mut platform, &guard).await.unwrap();

    let (keys, by) = (platform.revenue, ruler.pubkey());
    let calls: [Instruction; 5] = [
        keys.announce_terms(by, Platform::TERMS),
        keys.set_treasury(by, &usdc.pool),
        keys.set_pauser(by, heir.pubkey()),
        keys.propose_authority(by, heir.pubkey()),
        keys.cancel_authority(by),
    ];
    for instruction in calls {
        platform.attempt(instruction, &[&ruler]).await.unwrap();
    }
    platform.stake_currency().await;
    rule::propose(&mut platform, &ruler, heir.pubkey()).await.unwrap();
    rule::accept(&mut platform, &heir).await.unwrap();
    assert_eq!(platform.splitter().await.paused, 1);
    rule::resume(&mut platform, &heir).await.unwrap();
}

#[tokio::test]
async fn a_paused_locker_does_not_stop_distribution() {
    let mut platform = Platform::new().await;
    let pauser = platform.pauser.insecure_clone();
    let usdc = platform.currency(TokenKind::SplToken, 6).await;
    platform.world.pause(&pauser).await.unwrap();
    platform.earn(&usdc, 1_000).await;
    assert_eq!(platform.pool(&usdc).await.recycling, 500);
}
