//! SOL at an address that is not made yet is in nobody's way.

use solana_signer::Signer;
use solana_system_interface::instruction::transfer;
use tenure_tests::Club;

#[tokio::test]
async fn gifts_to_the_badges_addresses_do_not_stop_its_issue() {
    // Less than any of them needs, and more.
    for lamports in [890_880, 1_000_000_000] {
        let mut club = Club::new().await;
        let member = club.stranger();
        for address in [member.badge, member.mint, member.token] {
            let gift = transfer(&club.payer(), &address, lamports);
            club.send(&[gift], &[]).await.unwrap();
        }
        club.issue(&member, 1, 9).await.unwrap();
        assert!(club.shows(&member).await);
        // And later changes are paid for.
        club.set_tier(&member, 7).await.unwrap();
        club.revoke(&member).await.unwrap();
        club.issue(&member, 1, 9).await.unwrap();
    }
}

#[tokio::test]
async fn gifts_to_the_collections_addresses_do_not_stop_its_creation() {
    for lamports in [890_880, 1_000_000_000] {
        let mut club = Club::bare().await;
        let issuer = club.issuer.pubkey();
        for address in [club.keys.collection, club.keys.group] {
            let gift = transfer(&club.payer(), &address, lamports);
            club.send(&[gift], &[]).await.unwrap();
        }
        club.create_collection(Club::terms(issuer)).await.unwrap();
        club.member().await;
    }
}

#[tokio::test]
async fn gifts_after_the_issue_go_back_with_the_rent() {
    let mut club = Club::new().await;
    let member = club.member().await;
    for address in [member.badge, member.mint, member.token] {
        let gift = transfer(&club.payer(), &address, 5);
        club.send(&[gift], &[]).await.unwrap();
    }
    let badge = club.badge(&member).await.unwrap();
    club.set_time(badge.expires_at + u64::from(Club::GRACE)).await;
    club.expire(&member).await.unwrap();
    assert!(club.account(&member.badge).await.is_none() && club.account(&member.mint).await.is_none());
}

#[tokio::test]
async fn gifts_to_a_token_account_that_was_closed_do_not_stop_a_rebuild() {
    let mut club = Club::new().await;
    let member = club.member().await;
    crate::deed::Deed::BurnAndClose.by(&mut club, &member).await;
    let gift = transfer(&club.payer(), &member.token, 890_880);
    club.send(&[gift], &[]).await.unwrap();
    club.rebuild(&member).await.unwrap();
    assert!(club.shows(&member).await);
}
