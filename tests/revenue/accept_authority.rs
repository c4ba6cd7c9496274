use revenue::RevenueError;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_tests::{OutcomeExt, Platform, Substitute, TokenKind};

use crate::{impostors, rule};

#[tokio::test]
async fn hands_the_authority_over() {
    let (mut platform, old, new) = proposed().await;
    let before = platform.splitter().await;

    rule::accept(&mut platform, &new).await.unwrap();

    let mut after = platform.splitter().await;
    assert_eq!((after.authority, after.proposed_authority), (new.pubkey(), Pubkey::default()));
    // And nothing else.
    after.authority = old.pubkey();
    after.proposed_authority = new.pubkey();
    assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&before));
}

#[tokio::test]
async fn the_new_authority_has_all_power() {
    let (mut platform, _, new) = proposed().await;
    rule::accept(&mut platform, &new).await.unwrap();
    platform.announce_terms(&new, Platform::TERMS).await.unwrap();
    let key = new.pubkey();
    rule::set_pauser(&mut platform, &new, key).await.unwrap();
    rule::pause(&mut platform, &new).await.unwrap();
    rule::resume(&mut platform, &new).await.unwrap();
    rule::propose(&mut platform, &new, Pubkey::new_unique()).await.unwrap();
    rule::cancel(&mut platform, &new).await.unwrap();
    platform.ruler = new.insecure_clone();
    let usdc = platform.currency(TokenKind::SplToken, 6).await;
    platform.set_treasury(&new, &usdc).await.unwrap();
}

#[tokio::test]
async fn the_old_authority_has_none() {
    let (mut platform, old, new) = proposed().await;
    let usdc = platform.currency(TokenKind::SplToken, 6).await;
    let mint = platform.another_mint(TokenKind::SplToken).await;
    let unpooled = platform.unpooled(mint, usdc.pool.treasury).await;
    rule::accept(&mut platform, &new).await.unwrap();
    let key = old.pubkey();
    platform.announce_terms(&old, Platform::TERMS).await.refused(RevenueError::NotAuthority);
    platform.create_pool(&old, &unpooled).await.refused(RevenueError::NotAuthority);
    platform.set_treasury(&old, &usdc).await.refused(RevenueError::NotAuthority);
    rule::set_pauser(&mut platform, &old, key).await.refused(RevenueError::NotAuthority);
    rule::propose(&mut platform, &old, key).await.refused(RevenueError::NotAuthority);
    rule::cancel(&mut platform, &old).await.refused(RevenueError::NotAuthority);
    rule::pause(&mut platform, &old).await.refused(RevenueError::NotPauser);
    rule::pause(&mut platform, &new).await.unwrap();
    rule::resume(&mut platform, &old).await.refused(RevenueError::NotAuthority);
}

#[tokio::test]
async fn accepts_once() {
    let (mut platform, old, new) = proposed().await;
    rule::accept(&mut platform, &new).await.unwrap();
    for signer in [&new, &old] {
        rule::accept(&mut platform, signer).await.refused(RevenueError::NotProposedAuthority);
    }
}

#[tokio::test]
async fn only_the_proposed_accepts() {
    let (mut platform, old, _) = proposed().await;
    let (guard, founder) = (platform.guard.insecure_clone(), platform.authority.insecure_clone());
    for signer in [old, guard, founder, Keypair::new()] {
        rule::accept(&mut platform, &signer).await.refused(RevenueError::NotProposedAuthority);
    }
}

#[tokio::test]
async fn nobody_accepts_what_was_not_proposed() {
    let mut platform = Platform::new().await;
    let ruler = platform.ruler.insecure_clone();
    rule::accept(&mut platform, &ruler).await.refused(RevenueError::NotProposedAuthority);
    // The address that stands for nobody has no key.
    let instruction = platform.revenue.accept_authority(Pubkey::default()).unsigned(Pubkey::default());
    platform.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn nobody_accepts_what_was_cancelled() {
    let (mut platform, old, new) = proposed().await;
    rule::cancel(&mut platform, &old).await.unwrap();
    rule::accept(&mut platform, &new).await.refused(RevenueError::NotProposedAuthority);
}

#[tokio::test]
async fn the_authority_may_propose_and_accept_itself() {
    let (mut platform, old, new) = proposed().await;
    rule::propose(&mut platform, &old, old.pubkey()).await.unwrap();
    rule::accept(&mut platform, &old).await.unwrap();
    assert_eq!(platform.splitter().await.authority, old.pubkey());
    rule::accept(&mut platform, &new).await.refused(RevenueError::NotProposedAuthority);
}

#[tokio::test]
async fn the_lockers_authority_stays_who_it_is() {
    let (mut platform, _, new) = proposed().await;
    let founder = platform.authority.pubkey();
    rule::accept(&mut platform, &new).await.unwrap();
    assert_eq!(platform.locker().await.authority, founder);
}

#[tokio::test]
async fn wants_a_signature() {
    let (mut platform, _, new) = proposed().await;
    let instruction = platform.revenue.accept_authority(new.pubkey()).unsigned(new.pubkey());
    platform.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn refuses_impostors_and_read_only_accounts() {
    let (mut platform, _, new) = proposed().await;
    let impostors = impostors::of_the_splitter(&mut platform, RevenueError::NotProposedAuthority).await;
    let instruction = platform.revenue.accept_authority(new.pubkey());
    platform.refuses_impostors(&instruction, &[&new], &impostors).await;
    platform.refuses_read_only(&instruction, &[&new]).await;
    platform.attempt(instruction, &[&new]).await.unwrap();
}

/// A platform, its splitter's authority, and whom that has proposed.
async fn proposed() -> (Platform, Keypair, Keypair) {
    let mut platform = Platform::new().await;
    let (old, new) = (platform.ruler.insecure_clone(), Keypair::new());
    rule::propose(&mut platform, &old, new.pubkey()).await.unwrap();
    (platform, old, new)
}
