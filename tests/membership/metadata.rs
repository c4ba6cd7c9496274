//! What the token says in wallets: tier, issue and expiry, as the badge has them.

use solana_signer::Signer;
use tenure_client::membership::padded;
use tenure_tests::{Club, Member};

/// The token says of its badge what the badge says.
async fn agrees(club: &mut Club, member: &Member, name: &str, issued: &str, expires: &str) {
    let (metadata, badge) = (club.metadata(member).await, club.badge(member).await.unwrap());
    assert_eq!(metadata.name, name);
    assert_eq!(metadata.field("tier"), Some(badge.tier.to_string().as_str()));
    assert_eq!((metadata.field("issued"), metadata.field("expires")), (Some(issued), Some(expires)));
    assert_eq!((metadata.update_authority, metadata.mint), (Some(club.keys.collection), member.mint));
    assert_eq!(metadata.symbol, "TMAI");
}

#[tokio::test]
async fn says_tier_issue_and_expiry_and_follows_changes() {
    let mut club = Club::new().await;
    // In the first week of 2026.
    club.set_time(1_767_610_800).await;
    let member = club.member().await;
    let issued = "2026-01-05T11:00:00Z";
    agrees(&mut club, &member, "Token Metrics Basic", issued, "2027-01-05T11:00:00Z").await;
    assert_eq!(
        club.metadata(&member).await.uri,
        "https://example.com/badges.json?tier=1&issued=2026-01-05T11:00:00Z&expires=2027-01-05T11:00:00Z"
    );

    club.set_time(1_767_610_801).await;
    club.set_tier(&member, 7).await.unwrap();
    let longest = "Token Metrics Grandfathered 26";
    agrees(&mut club, &member, longest, issued, "2027-01-05T11:00:00Z").await;
    // The leap day of 2028.
    club.extend(&member, 1_835_481_599).await.unwrap();
    agrees(&mut club, &member, longest, issued, "2028-02-29T23:59:59Z").await;
    club.set_tier(&member, 4).await.unwrap();
    agrees(&mut club, &member, "Token Metrics VIP", issued, "2028-02-29T23:59:59Z").await;

    club.revoke(&member).await.unwrap();
    club.issue(&member, 2, 59).await.unwrap();
    let (issued, expires) = ("2026-01-05T11:00:01Z", "2026-01-05T11:01:00Z");
    agrees(&mut club, &member, "Token Metrics Advanced", issued, expires).await;
}

#[tokio::test]
async fn the_longest_texts_fit_and_no_change_needs_money() {
    let mut club = Club::bare().await;
    let mut terms = Club::terms(club.issuer.pubkey());
    terms.name = [b'n'; 32];
    terms.symbol = [b's'; 8];
    terms.uri = [b'u'; 96];
    terms.tiers[0] = padded("a").unwrap();
    terms.tiers[7] = [b't'; 16];
    club.create_collection(terms).await.unwrap();
    let member = club.member().await;
    let lamports = club.lamports(&member.mint).await;
    for tier in [8, 1, 8] {
        club.set_tier(&member, tier).await.unwrap();
    }
    club.extend(&member, 253_402_300_799).await.unwrap();
    club.rebuild(&member).await.unwrap();
    assert_eq!(club.lamports(&member.mint).await, lamports);
    let metadata = club.metadata(&member).await;
    assert_eq!(metadata.name, format!("{} {}", "n".repeat(32), "t".repeat(16)));
    assert_eq!((metadata.uri.len(), metadata.field("expires")), (160, Some("9999-12-31T23:59:59Z")));
}

#[tokio::test]
async fn a_link_with_a_query_keeps_it() {
    let mut club = Club::bare().await;
    let mut terms = Club::terms(club.issuer.pubkey());
    terms.uri = padded("https://example.com/b?v=2&tier=none").unwrap();
    club.create_collection(terms).await.unwrap();
    let member = club.member().await;
    let metadata = club.metadata(&member).await;
    assert!(metadata.uri.starts_with("https://example.com/b?v=2&tier=none&tier=1&issued="));
    assert_eq!((metadata.field("v"), metadata.field("tier")), (Some("2"), Some("1")));
}
