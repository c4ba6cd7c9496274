use membership::{Badge, MembershipError, ID};
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use solana_system_interface::instruction::transfer;
use tenure_tests::{Club, OutcomeExt};

use crate::deed::DEEDS;

#[tokio::test]
async fn writes_the_badge_and_mints_its_token() {
    let mut club = Club::new().await;
    let member = club.stranger();
    club.issue(&member, 3, 1_000).await.unwrap();

    let (badge, now) = (club.badge(&member).await.unwrap(), club.now().await);
    let find = |seeds: &[&[u8]]| Pubkey::find_program_address(seeds, &ID);
    let holder = member.address();
    let (address, bump) = find(&[b"badge", club.keys.collection.as_ref(), holder.as_ref()]);
    let (mint, mint_bump) = find(&[b"badge_mint", address.as_ref()]);
    let (token, token_bump) = find(&[b"badge_token", address.as_ref()]);
    assert_eq!((address, mint, token), (member.badge, member.mint, member.token));
    assert_eq!((badge.version, badge.bump), (1, bump));
    assert_eq!((badge.mint_bump, badge.token_bump), (mint_bump, token_bump));
    assert_eq!((badge.status, badge.tier, badge.granted), (Badge::LIVE, 3, 0));
    assert_eq!((badge.issued_at, badge.expires_at), (now, now + 1_000));
    assert_eq!((badge.collection, badge.holder), (club.keys.collection, holder));
    assert_eq!((badge.rent_payer, badge.mint_payer), (club.payer(), club.payer()));
    assert_eq!((badge.reserved_flag, badge.reserved), (0, [0; 32]));
    assert_eq!(club.account(&address).await.unwrap().data.len(), 8 + 184);
    assert!(club.shows(&member).await);
}

#[tokio::test]
async fn a_second_while_one_is_live_is_refused() {
    let mut club = Club::new().await;
    let member = club.member().await;
    club.issue(&member, 2, 9).await.refused(MembershipError::AlreadyIssued);
    // Nor once it has lapsed, while it is not removed.
    let badge = club.badge(&member).await.unwrap();
    club.set_time(badge.expires_at + u64::from(Club::GRACE) + 1).await;
    club.issue(&member, 2, 9).await.refused(MembershipError::AlreadyIssued);
    assert_eq!(club.supply(&member).await, Some(1));
}

#[tokio::test]
async fn a_holder_who_destroys_the_token_gets_no_second_badge() {
    for deed in DEEDS {
        let mut club = Club::new().await;
        let member = club.member().await;
        deed.by(&mut club, &member).await;
        club.issue(&member, 2, 9).await.refused(MembershipError::AlreadyIssued);
    }
}

#[tokio::test]
async fn holders_and_collections_have_badges_of_their_own() {
    let mut club = Club::new().await;
    let (one, two) = (club.member().await, club.member().await);
    assert_ne!((one.badge, one.mint, one.token), (two.badge, two.mint, two.token));

    let first = club.keys;
    let creator = club.creator.insecure_clone();
    club.keys = tenure_client::membership::CollectionKeys::derive(&creator.pubkey(), *b"next");
    let (payer, terms) = (club.payer(), Club::terms(club.issuer.pubkey()));
    let create = club.keys.create_collection(payer, creator.pubkey(), *b"next", terms);
    club.attempt(create, &[&creator]).await.unwrap();
    let same = club.known_as(one.keypair.insecure_clone());
    club.issue(&same, 2, 9).await.unwrap();
    assert!(club.shows(&same).await && club.shows(&one).await);
    club.keys = first;
    assert_eq!(club.badge(&one).await.unwrap().tier, 1);
}

#[tokio::test]
async fn refuses_tiers_that_there_are_not() {
    let mut club = Club::new().await;
    let member = club.stranger();
    for tier in [0, 5, 6, 8, 9, 255] {
        club.issue(&member, tier, 9).await.refused(MembershipError::UnknownTier);
    }
    assert!(club.badge(&member).await.is_none());
    club.issue(&member, 7, 9).await.unwrap();
}

#[tokio::test]
async fn the_expiry_is_after_now_and_before_the_year_10000() {
    let mut club = Club::new().await;
    let (payer, issuer, now) = (club.payer(), club.issuer.insecure_clone(), club.now().await);
    const LAST: u64 = 253_402_300_799;
    for (expires_at, fine) in [
        (0, false),
        (now - 1, false),
        (now, false),
        (now + 1, true),
        (LAST, true),
        (LAST + 1, false),
        (u64::MAX, false),
    ] {
        let member = club.stranger();
        let instruction = club.keys.issue(payer, issuer.pubkey(), &member.address(), 1, expires_at, false);
        let outcome = club.attempt(instruction, &[&issuer]).await;
        if fine {
            outcome.unwrap();
            assert_eq!(club.badge(&member).await.unwrap().expires_at, expires_at);
        } else {
            outcome.refused(MembershipError::BadExpiry);
        }
    }
}

#[tokio::test]
async fn a_grant_is_marked_by_1_and_nothing_else_by_more() {
    let mut club = Club::new().await;
    let (payer, issuer, later) = (club.payer(), club.issuer.insecure_clone(), club.after(9).await);
    let member = club.stranger();
    let granted = club.keys.issue(payer, issuer.pubkey(), &member.address(), 1, later, true);
    for mark in [2, 255] {
        let mut wrong = granted.clone();
        *wrong.data.last_mut().unwrap() = mark;
        club.attempt(wrong, &[&issuer]).await.refused(MembershipError::BadGrant);
    }
    club.attempt(granted, &[&issuer]).await.unwrap();
    assert_eq!(club.badge(&member).await.unwrap().granted, 1);
}

#[tokio::test]
async fn only_the_authority_issues() {
    let mut club = Club::new().await;
    let (member, creator) = (club.stranger(), club.creator.insecure_clone());
    for signer in [creator, member.keypair.insecure_clone(), Keypair::new()] {
        club.issuer = signer;
        club.issue(&member, 1, 9).await.refused(MembershipError::NotAuthority);
    }
}

#[tokio::test]
async fn refuses_a_clock_before_1970() {
    let mut club = Club::new().await;
    let (payer, issuer, member) = (club.payer(), club.issuer.insecure_clone(), club.stranger());
    let instruction = club.keys.issue(payer, issuer.pubkey(), &member.address(), 1, 9, false);
    club.set_unix_timestamp(-1).await;
    club.attempt(instruction.clone(), &[&issuer]).await.refused(MembershipError::BadClock);
    club.set_unix_timestamp(0).await;
    club.attempt(instruction, &[&issuer]).await.unwrap();
}

#[tokio::test]
async fn holder_authority_and_payer_may_be_one() {
    let mut club = Club::new().await;
    let issuer = club.issuer.insecure_clone();
    let gift = transfer(&club.payer(), &issuer.pubkey(), 1_000_000_000);
    club.send(&[gift], &[]).await.unwrap();
    let member = club.known_as(issuer.insecure_clone());
    club.issue_paid_by(&issuer, &member, 9).await.unwrap();
    assert!(club.shows(&member).await);
}

#[tokio::test]
async fn follows_a_revoked_badge_with_a_new_one() {
    for deed in DEEDS {
        let mut club = Club::new().await;
        let member = club.member().await;
        deed.by(&mut club, &member).await;
        club.revoke(&member).await.unwrap();
        let then = club.after(100).await;
        club.set_time(then).await;
        club.issue(&member, 4, 9).await.unwrap();
        let badge = club.badge(&member).await.unwrap();
        assert_eq!((badge.status, badge.tier), (Badge::LIVE, 4), "{deed:?}");
        assert_eq!((badge.issued_at, badge.expires_at), (then, then + 9));
        assert!(club.shows(&member).await, "{deed:?}");
        assert_eq!(club.metadata(&member).await.name, "Token Metrics VIP");
    }
}

#[tokio::test]
async fn each_payer_gets_back_what_that_payer_paid() {
    let mut club = Club::new().await;
    let (first, second) = (Keypair::new(), Keypair::new());
    for payer in [&first, &second] {
        let gift = transfer(&club.payer(), &payer.pubkey(), 1_000_000_000);
        club.send(&[gift], &[]).await.unwrap();
    }
    let member = club.stranger();
    club.issue_paid_by(&first, &member, 1_000).await.unwrap();
    let (badge_rent, mint_rent) = (club.lamports(&member.badge).await, club.lamports(&member.mint).await);
    let token_rent = club.lamports(&member.token).await;
    assert_eq!(club.lamports(&first.pubkey()).await, 1_000_000_000 - badge_rent - mint_rent - token_rent);

    club.revoke(&member).await.unwrap();
    assert_eq!(club.lamports(&first.pubkey()).await, 1_000_000_000 - badge_rent - token_rent);
    club.issue_paid_by(&second, &member, 1_000).await.unwrap();
    // The badge's account and the holder's token account are there already.
    assert_eq!(club.lamports(&second.pubkey()).await, 1_000_000_000 - mint_rent);
    let badge = club.badge(&member).await.unwrap();
    assert_eq!((badge.rent_payer, badge.mint_payer), (first.pubkey(), second.pubkey()));

    club.set_time(badge.expires_at + u64::from(Club::GRACE)).await;
    club.expire(&member).await.unwrap();
    assert_eq!(club.lamports(&second.pubkey()).await, 1_000_000_000);
    // The token account stays with its holder.
    assert_eq!(club.lamports(&first.pubkey()).await, 1_000_000_000 - token_rent);
    assert_eq!(club.lamports(&member.token).await, token_rent);
}

#[tokio::test]
async fn follows_a_removed_badge_with_a_new_one() {
    for deed in DEEDS {
        let mut club = Club::new().await;
        let member = club.member().await;
        deed.by(&mut club, &member).await;
        let badge = club.badge(&member).await.unwrap();
        club.set_time(badge.expires_at + u64::from(Club::GRACE)).await;
        club.expire(&member).await.unwrap();
        club.issue(&member, 2, 9).await.unwrap();
        assert!(club.shows(&member).await, "{deed:?}");
        assert_eq!(club.badge(&member).await.unwrap().tier, 2);
    }
}
