use membership::MembershipError;
use solana_keypair::Keypair;
use solana_signer::Signer;
use tenure_tests::{Club, OutcomeExt};

use crate::deed::DEEDS;

#[tokio::test]
async fn moves_the_expiry_either_way_and_nothing_else() {
    let mut club = Club::new().await;
    let member = club.member().await;
    let before = club.badge(&member).await.unwrap();
    for expires_at in [before.expires_at + 1, before.expires_at - 1, before.expires_at] {
        club.extend(&member, expires_at).await.unwrap();
        let mut after = club.badge(&member).await.unwrap();
        assert_eq!(after.expires_at, expires_at);
        after.expires_at = before.expires_at;
        assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&before));
    }
    assert!(club.shows(&member).await);
}

#[tokio::test]
async fn takes_the_same_expiry_again() {
    let mut club = Club::new().await;
    let member = club.member().await;
    let badge = club.badge(&member).await.unwrap();
    club.extend(&member, badge.expires_at).await.unwrap();
    assert_eq!(bytemuck::bytes_of(&club.badge(&member).await.unwrap()), bytemuck::bytes_of(&badge));
}

#[tokio::test]
async fn without_the_mint_only_the_badge_changes() {
    let mut club = Club::new().await;
    let (member, later) = (club.member().await, club.after(77).await);
    let before = club.account(&member.mint).await;
    club.extend_quietly(&member, later, true).await.unwrap();
    let badge = club.badge(&member).await.unwrap();
    assert_eq!((badge.expires_at, badge.granted), (later, 1));
    assert_eq!(club.account(&member.mint).await, before);
    // And what is paid for on chain again is granted no more.
    club.extend_quietly(&member, later, false).await.unwrap();
    assert_eq!(club.badge(&member).await.unwrap().granted, 0);
}

#[tokio::test]
async fn the_expiry_is_now_at_the_earliest_and_in_the_year_9999_at_the_latest() {
    let mut club = Club::new().await;
    let (member, now) = (club.member().await, club.now().await);
    const LAST: u64 = 253_402_300_799;
    for expires_at in [0, now - 1, LAST + 1, u64::MAX] {
        club.extend(&member, expires_at).await.refused(MembershipError::BadExpiry);
        club.extend_quietly(&member, expires_at, false).await.refused(MembershipError::BadExpiry);
    }
    for expires_at in [now, LAST] {
        club.extend(&member, expires_at).await.unwrap();
        assert_eq!(club.badge(&member).await.unwrap().expires_at, expires_at);
    }
}

#[tokio::test]
async fn a_badge_that_lapsed_is_extended_too() {
    let mut club = Club::new().await;
    let member = club.member().await;
    let badge = club.badge(&member).await.unwrap();
    club.set_time(badge.expires_at + u64::from(Club::GRACE) + 1).await;
    let later = club.after(9).await;
    club.extend(&member, later).await.unwrap();
    club.expire(&member).await.refused(MembershipError::NotExpired);
    assert!(club.shows(&member).await);
}

#[tokio::test]
async fn refuses_marks_of_a_grant_above_1() {
    let mut club = Club::new().await;
    let (issuer, member, later) = (club.issuer.insecure_clone(), club.member().await, club.after(9).await);
    for mark in [2, 255] {
        let mut instruction = club.keys.extend(issuer.pubkey(), &member.address(), later, true, false);
        *instruction.data.last_mut().unwrap() = mark;
        club.attempt(instruction, &[&issuer]).await.refused(MembershipError::BadGrant);
    }
}

#[tokio::test]
async fn a_revoked_badge_is_not_extended() {
    let mut club = Club::new().await;
    let (member, later) = (club.member().await, club.after(9).await);
    club.revoke(&member).await.unwrap();
    club.extend(&member, later).await.refused(MembershipError::NotLive);
    club.extend_quietly(&member, later, false).await.refused(MembershipError::NotLive);
}

#[tokio::test]
async fn only_the_authority_extends() {
    let mut club = Club::new().await;
    let (member, creator, later) = (club.member().await, club.creator.insecure_clone(), club.after(9).await);
    for signer in [creator, member.keypair.insecure_clone(), Keypair::new()] {
        club.issuer = signer;
        club.extend(&member, later).await.refused(MembershipError::NotAuthority);
        club.extend_quietly(&member, later, false).await.refused(MembershipError::NotAuthority);
    }
}

#[tokio::test]
async fn refuses_a_clock_before_1970() {
    let mut club = Club::new().await;
    let (member, later) = (club.member().await, club.after(9).await);
    club.set_unix_timestamp(-1).await;
    club.extend(&member, later).await.refused(MembershipError::BadClock);
}

#[tokio::test]
async fn nothing_that_the_holder_does_is_in_the_way() {
    for deed in DEEDS {
        let mut club = Club::new().await;
        let (member, later) = (club.member().await, club.after(9).await);
        deed.by(&mut club, &member).await;
        club.extend(&member, later).await.unwrap();
        assert_eq!(club.badge(&member).await.unwrap().expires_at, later, "{deed:?}");
        club.extend_quietly(&member, later + 1, false).await.unwrap();
    }
}

#[tokio::test]
async fn a_mint_that_is_gone_is_not_in_the_way() {
    let mut club = Club::new().await;
    let (member, later) = (club.member().await, club.after(9).await);
    club.set_account(&member.mint, Default::default());
    club.extend(&member, later).await.unwrap();
    assert_eq!(club.badge(&member).await.unwrap().expires_at, later);
}
