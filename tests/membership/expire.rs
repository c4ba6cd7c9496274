use membership::{Badge, MembershipError};
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_signer::Signer;
use solana_system_interface::instruction::transfer;
use tenure_tests::{Club, OutcomeExt};

use crate::deed::DEEDS;

/// Sets the clock so many seconds beside the first at which the badge can be removed.
async fn ripe(club: &mut Club, badge: &Badge, beside: i64) {
    let removable = i64::try_from(badge.expires_at + u64::from(Club::GRACE)).unwrap();
    club.set_unix_timestamp(removable + beside).await;
}

#[tokio::test]
async fn waits_for_the_end_of_the_grace() {
    let mut club = Club::new().await;
    let member = club.member().await;
    let badge = club.badge(&member).await.unwrap();
    for t in [badge.expires_at - 1, badge.expires_at, badge.expires_at + 1] {
        club.set_time(t).await;
        club.expire(&member).await.refused(MembershipError::NotExpired);
    }
    ripe(&mut club, &badge, -1).await;
    club.expire(&member).await.refused(MembershipError::NotExpired);
    ripe(&mut club, &badge, 0).await;
    club.expire(&member).await.unwrap();
}

#[tokio::test]
async fn without_grace_the_expiry_is_the_end() {
    let mut club = Club::bare().await;
    let terms = Club::terms(club.issuer.pubkey());
    club.create_collection(membership::CollectionTerms { grace: 0, ..terms }).await.unwrap();
    let member = club.member().await;
    let badge = club.badge(&member).await.unwrap();
    club.set_time(badge.expires_at - 1).await;
    club.expire(&member).await.refused(MembershipError::NotExpired);
    club.set_time(badge.expires_at).await;
    club.expire(&member).await.unwrap();
}

#[tokio::test]
async fn leaves_nothing_and_all_rent_goes_back() {
    let mut club = Club::new().await;
    let payer = Keypair::new();
    let gift = transfer(&club.payer(), &payer.pubkey(), 1_000_000_000);
    club.send(&[gift], &[]).await.unwrap();
    let member = club.stranger();
    club.issue_paid_by(&payer, &member, Club::TERM).await.unwrap();
    let badge = club.badge(&member).await.unwrap();
    let rent = club.lamports(&member.badge).await + club.lamports(&member.mint).await;
    let before = club.lamports(&payer.pubkey()).await;
    ripe(&mut club, &badge, 0).await;
    club.expire(&member).await.unwrap();
    assert!(club.account(&member.badge).await.is_none());
    assert!(club.account(&member.mint).await.is_none());
    assert_eq!(club.lamports(&payer.pubkey()).await, before + rent);
    assert_eq!(club.balance(&member.token).await, 0);
}

#[tokio::test]
async fn a_revoked_badge_is_removed_at_its_time_too() {
    let mut club = Club::new().await;
    let member = club.member().await;
    let badge = club.badge(&member).await.unwrap();
    club.revoke(&member).await.unwrap();
    ripe(&mut club, &badge, -1).await;
    club.expire(&member).await.refused(MembershipError::NotExpired);
    ripe(&mut club, &badge, 0).await;
    club.expire(&member).await.unwrap();
    assert!(club.account(&member.badge).await.is_none());
}

#[tokio::test]
async fn an_extension_puts_it_off() {
    let mut club = Club::new().await;
    let member = club.member().await;
    let badge = club.badge(&member).await.unwrap();
    ripe(&mut club, &badge, 0).await;
    club.extend_quietly(&member, badge.expires_at + u64::from(Club::GRACE) + 5, false).await.unwrap();
    club.expire(&member).await.refused(MembershipError::NotExpired);
}

#[tokio::test]
async fn nothing_that_the_holder_does_is_in_the_way() {
    for deed in DEEDS {
        let mut club = Club::new().await;
        let member = club.member().await;
        let badge = club.badge(&member).await.unwrap();
        deed.by(&mut club, &member).await;
        ripe(&mut club, &badge, 0).await;
        club.expire(&member).await.unwrap();
        assert!(club.account(&member.badge).await.is_none(), "{deed:?}");
        assert!(club.account(&member.mint).await.is_none(), "{deed:?}");
    }
}

#[tokio::test]
async fn a_mint_that_is_gone_is_not_in_the_way() {
    let mut club = Club::new().await;
    let member = club.member().await;
    let badge = club.badge(&member).await.unwrap();
    club.set_account(&member.mint, Default::default());
    ripe(&mut club, &badge, 0).await;
    club.expire(&member).await.unwrap();
    assert!(club.account(&member.badge).await.is_none());
}

#[tokio::test]
async fn happens_once() {
    let mut club = Club::new().await;
    let member = club.member().await;
    let badge = club.badge(&member).await.unwrap();
    let instruction = club.keys.expire(&badge);
    ripe(&mut club, &badge, 0).await;
    club.attempt(instruction.clone(), &[]).await.unwrap();
    club.attempt(instruction, &[]).await.refused(InstructionError::AccountDataTooSmall);
}

#[tokio::test]
async fn refuses_a_clock_before_1970() {
    let mut club = Club::new().await;
    let member = club.member().await;
    club.set_unix_timestamp(-1).await;
    club.expire(&member).await.refused(MembershipError::BadClock);
}
