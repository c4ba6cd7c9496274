use membership::{Badge, MembershipError};
use solana_keypair::Keypair;
use tenure_tests::{Club, OutcomeExt};

use crate::deed::DEEDS;

#[tokio::test]
async fn changes_the_tier_and_nothing_else() {
    let mut club = Club::new().await;
    let member = club.member().await;
    let before = club.badge(&member).await.unwrap();
    for tier in [2, 7, 1] {
        club.set_tier(&member, tier).await.unwrap();
        let mut after = club.badge(&member).await.unwrap();
        assert_eq!(after.tier, tier);
        after.tier = before.tier;
        assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&before));
    }
    assert!(club.shows(&member).await);
}

#[tokio::test]
async fn takes_the_same_tier_again() {
    let mut club = Club::new().await;
    let member = club.member().await;
    club.set_tier(&member, 1).await.unwrap();
    club.set_tier_quietly(&member, 1).await.unwrap();
    assert_eq!(club.badge(&member).await.unwrap().tier, 1);
}

#[tokio::test]
async fn without_the_mint_only_the_badge_changes() {
    let mut club = Club::new().await;
    let member = club.member().await;
    let before = club.account(&member.mint).await;
    club.set_tier_quietly(&member, 4).await.unwrap();
    assert_eq!(club.badge(&member).await.unwrap().tier, 4);
    assert_eq!(club.account(&member.mint).await, before);
}

#[tokio::test]
async fn refuses_tiers_that_there_are_not() {
    let mut club = Club::new().await;
    let member = club.member().await;
    for tier in [0, 5, 6, 8, 9, 255] {
        club.set_tier(&member, tier).await.refused(MembershipError::UnknownTier);
        club.set_tier_quietly(&member, tier).await.refused(MembershipError::UnknownTier);
    }
}

#[tokio::test]
async fn a_revoked_badge_keeps_its_tier() {
    let mut club = Club::new().await;
    let member = club.member().await;
    club.revoke(&member).await.unwrap();
    club.set_tier(&member, 2).await.refused(MembershipError::NotLive);
    club.set_tier_quietly(&member, 2).await.refused(MembershipError::NotLive);
    let badge = club.badge(&member).await.unwrap();
    assert_eq!((badge.status, badge.tier), (Badge::REVOKED, 1));
}

#[tokio::test]
async fn only_the_authority_sets_it() {
    let mut club = Club::new().await;
    let (member, creator) = (club.member().await, club.creator.insecure_clone());
    for signer in [creator, member.keypair.insecure_clone(), Keypair::new()] {
        club.issuer = signer;
        club.set_tier(&member, 2).await.refused(MembershipError::NotAuthority);
        club.set_tier_quietly(&member, 2).await.refused(MembershipError::NotAuthority);
    }
}

#[tokio::test]
async fn nothing_that_the_holder_does_is_in_the_way() {
    for deed in DEEDS {
        let mut club = Club::new().await;
        let member = club.member().await;
        deed.by(&mut club, &member).await;
        club.set_tier(&member, 3).await.unwrap();
        assert_eq!(club.badge(&member).await.unwrap().tier, 3, "{deed:?}");
        assert_eq!(club.metadata(&member).await.name, "Token Metrics Premium", "{deed:?}");
        club.set_tier_quietly(&member, 2).await.unwrap();
    }
}

#[tokio::test]
async fn a_mint_that_is_gone_is_not_in_the_way() {
    let mut club = Club::new().await;
    let member = club.member().await;
    club.set_account(&member.mint, Default::default());
    club.set_tier(&member, 3).await.unwrap();
    assert_eq!(club.badge(&member).await.unwrap().tier, 3);
}
