use membership::MembershipError;
use solana_keypair::Keypair;
use solana_signer::Signer;
use solana_system_interface::instruction::transfer;
use tenure_tests::{Club, OutcomeExt};

use crate::deed::DEEDS;

#[tokio::test]
async fn the_token_is_back_whatever_its_holder_did() {
    for deed in DEEDS {
        let mut club = Club::new().await;
        let member = club.member().await;
        let before = club.badge(&member).await.unwrap();
        deed.by(&mut club, &member).await;
        club.rebuild(&member).await.unwrap();
        assert!(club.shows(&member).await, "{deed:?}");
        let after = club.badge(&member).await.unwrap();
        assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&before), "{deed:?}");
    }
}

#[tokio::test]
async fn there_is_never_more_than_one_token() {
    let mut club = Club::new().await;
    let member = club.member().await;
    for _ in 0..3 {
        club.rebuild(&member).await.unwrap();
        assert!(club.shows(&member).await);
    }
    crate::deed::Deed::BurnAndClose.by(&mut club, &member).await;
    for _ in 0..3 {
        club.rebuild(&member).await.unwrap();
        assert!(club.shows(&member).await);
    }
}

#[tokio::test]
async fn the_token_shows_what_was_changed_without_it() {
    let mut club = Club::new().await;
    let (member, later) = (club.member().await, club.after(86_400).await);
    club.set_tier_quietly(&member, 4).await.unwrap();
    club.extend_quietly(&member, later, false).await.unwrap();
    club.rebuild(&member).await.unwrap();
    let metadata = club.metadata(&member).await;
    assert_eq!((metadata.name.as_str(), metadata.field("tier")), ("Token Metrics VIP", Some("4")));
    assert_eq!(metadata.field("expires"), Some("2026-01-05T12:00:00Z"));
}

#[tokio::test]
async fn anyone_pays_for_it() {
    let mut club = Club::new().await;
    let member = club.member().await;
    crate::deed::Deed::BurnAndClose.by(&mut club, &member).await;
    let kind = Keypair::new();
    let gift = transfer(&club.payer(), &kind.pubkey(), 1_000_000_000);
    club.send(&[gift], &[]).await.unwrap();
    let instruction = club.keys.rebuild(kind.pubkey(), &member.address());
    club.attempt(instruction, &[&kind]).await.unwrap();
    let rent = club.lamports(&member.token).await;
    assert!(rent > 0);
    assert_eq!(club.lamports(&kind.pubkey()).await, 1_000_000_000 - rent);
    // What is paid for is the holder's account: the mint was there.
    assert_eq!(club.badge(&member).await.unwrap().mint_payer, club.payer());
}

#[tokio::test]
async fn a_mint_that_is_gone_is_made_again_and_its_rent_is_owed_to_who_paid() {
    let mut club = Club::new().await;
    let member = club.member().await;
    club.set_account(&member.mint, Default::default());
    club.set_account(&member.token, Default::default());
    let kind = Keypair::new();
    let gift = transfer(&club.payer(), &kind.pubkey(), 1_000_000_000);
    club.send(&[gift], &[]).await.unwrap();
    let instruction = club.keys.rebuild(kind.pubkey(), &member.address());
    club.attempt(instruction, &[&kind]).await.unwrap();
    assert!(club.shows(&member).await);
    assert_eq!(club.metadata(&member).await.name, "Token Metrics Basic");

    let rent = club.lamports(&member.mint).await;
    let before = club.lamports(&kind.pubkey()).await;
    club.revoke(&member).await.unwrap();
    assert_eq!(club.lamports(&kind.pubkey()).await, before + rent);
}

#[tokio::test]
async fn a_badge_that_lapsed_is_shown_until_it_is_removed() {
    let mut club = Club::new().await;
    let member = club.member().await;
    let badge = club.badge(&member).await.unwrap();
    crate::deed::Deed::Burn.by(&mut club, &member).await;
    club.set_time(badge.expires_at + u64::from(Club::GRACE) + 1).await;
    club.rebuild(&member).await.unwrap();
    assert!(club.shows(&member).await);
    club.expire(&member).await.unwrap();
}

#[tokio::test]
async fn a_revoked_badge_is_not_shown_again() {
    let mut club = Club::new().await;
    let member = club.member().await;
    club.revoke(&member).await.unwrap();
    club.rebuild(&member).await.refused(MembershipError::NotLive);
}
