use membership::{Badge, MembershipError};
use solana_keypair::Keypair;
use solana_signer::Signer;
use tenure_tests::{Club, OutcomeExt};

use crate::deed::{Deed, DEEDS};

#[tokio::test]
async fn burns_the_token_and_keeps_the_record() {
    let mut club = Club::new().await;
    let member = club.member().await;
    let before = club.badge(&member).await.unwrap();
    club.revoke(&member).await.unwrap();

    let mut after = club.badge(&member).await.unwrap();
    assert_eq!(after.status, Badge::REVOKED);
    after.status = Badge::LIVE;
    assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&before));
    assert!(club.account(&member.mint).await.is_none());
    assert_eq!(club.balance(&member.token).await, 0);
}

#[tokio::test]
async fn the_mints_rent_goes_back_to_its_payer() {
    let mut club = Club::new().await;
    let member = club.stranger();
    let payer = Keypair::new();
    let gift = solana_system_interface::instruction::transfer(&club.payer(), &payer.pubkey(), 1_000_000_000);
    club.send(&[gift], &[]).await.unwrap();
    club.issue_paid_by(&payer, &member, 9).await.unwrap();
    let (before, rent) = (club.lamports(&payer.pubkey()).await, club.lamports(&member.mint).await);
    club.revoke(&member).await.unwrap();
    assert!(rent > 0);
    assert_eq!(club.lamports(&payer.pubkey()).await, before + rent);
}

#[tokio::test]
async fn happens_once() {
    let mut club = Club::new().await;
    let member = club.member().await;
    club.revoke(&member).await.unwrap();
    club.revoke(&member).await.refused(MembershipError::NotLive);
}

#[tokio::test]
async fn a_badge_that_lapsed_is_revoked_too() {
    let mut club = Club::new().await;
    let member = club.member().await;
    let badge = club.badge(&member).await.unwrap();
    club.set_time(badge.expires_at + 1).await;
    club.revoke(&member).await.unwrap();
    assert_eq!(club.badge(&member).await.unwrap().status, Badge::REVOKED);
}

#[tokio::test]
async fn only_the_authority_revokes() {
    let mut club = Club::new().await;
    let (member, creator) = (club.member().await, club.creator.insecure_clone());
    for signer in [creator, member.keypair.insecure_clone(), Keypair::new()] {
        club.issuer = signer;
        club.revoke(&member).await.refused(MembershipError::NotAuthority);
    }
}

#[tokio::test]
async fn nothing_that_the_holder_does_is_in_the_way() {
    for deed in DEEDS {
        let mut club = Club::new().await;
        let member = club.member().await;
        deed.by(&mut club, &member).await;
        club.revoke(&member).await.unwrap();
        assert_eq!(club.badge(&member).await.unwrap().status, Badge::REVOKED, "{deed:?}");
        assert!(club.account(&member.mint).await.is_none(), "{deed:?}");
        if deed == Deed::BurnAndClose {
            assert!(club.account(&member.token).await.is_none());
        } else {
            assert_eq!(club.balance(&member.token).await, 0, "{deed:?}");
        }
    }
}

#[tokio::test]
async fn a_mint_that_is_gone_is_not_in_the_way() {
    let mut club = Club::new().await;
    let member = club.member().await;
    club.set_account(&member.mint, Default::default());
    club.revoke(&member).await.unwrap();
    assert_eq!(club.badge(&member).await.unwrap().status, Badge::REVOKED);
}

#[tokio::test]
async fn the_holder_closes_what_is_left() {
    let mut club = Club::new().await;
    let member = club.member().await;
    club.revoke(&member).await.unwrap();
    let rent = club.lamports(&member.token).await;
    club.send(&[crate::deed::close(&member)], &[&member.keypair]).await.unwrap();
    assert_eq!(club.lamports(&member.address()).await, rent);
}
