//! Each change tells what it did: where, for whom, and what was before and after.

use anchor_lang::Event;
use base64::{engine::general_purpose::STANDARD, Engine};
use membership::{
    AuthorityAccepted, AuthorityCancelled, AuthorityProposed, CollectionCreated, Expired, Extended, Issued,
    Rebuilt, Revoked, TierSet,
};
use solana_keypair::Keypair;
use solana_signer::Signer;
use tenure_client::membership::{events, Event as Read};
use tenure_tests::{Club, Outcome};

/// The transaction emitted `event` and no other of the program, and the client reads it.
#[track_caller]
fn emitted(outcome: Outcome, event: impl Event) {
    let logs = outcome.unwrap().logs;
    let data = logs.iter().filter_map(|line| line.strip_prefix("Program data: "));
    let data: Vec<_> = data.map(|base64| STANDARD.decode(base64).expect("base64")).collect();
    assert_eq!(data, [event.data()]);
    assert_eq!(events(&logs).len(), 1);
}

#[tokio::test]
async fn of_the_collection() {
    let mut club = Club::bare().await;
    let (issuer, heir) = (club.issuer.insecure_clone(), Keypair::new());
    let keys = club.keys;
    let (collection, group) = (keys.collection, keys.group);
    let outcome = club.create_collection(Club::terms(issuer.pubkey())).await;
    let creator = club.creator.pubkey();
    emitted(
        outcome,
        CollectionCreated {
            collection,
            creator,
            authority: issuer.pubkey(),
            group,
            grace: 259_200,
            tiers: 5,
        },
    );
    let (by, to, nobody) = (issuer.pubkey(), heir.pubkey(), Default::default());
    let outcome = club.attempt(keys.propose_authority(by, to), &[&issuer]).await;
    emitted(outcome, AuthorityProposed { collection, authority: by, before: nobody, proposed: to });
    let outcome = club.attempt(keys.propose_authority(by, creator), &[&issuer]).await;
    emitted(outcome, AuthorityProposed { collection, authority: by, before: to, proposed: creator });
    let outcome = club.attempt(keys.cancel_authority(by), &[&issuer]).await;
    emitted(outcome, AuthorityCancelled { collection, authority: by, cancelled: creator });
    club.attempt(keys.propose_authority(by, to), &[&issuer]).await.unwrap();
    let outcome = club.attempt(keys.accept_authority(to), &[&heir]).await;
    emitted(outcome, AuthorityAccepted { collection, before: by, after: to });
}

#[tokio::test]
async fn of_a_badge_from_issue_to_removal() {
    let mut club = Club::new().await;
    let (collection, authority, payer) = (club.keys.collection, club.issuer.pubkey(), club.payer());
    let (member, now) = (club.stranger(), club.now().await);
    let (holder, badge, mint) = (member.address(), member.badge, member.mint);
    let issued = |tier, granted, anew, expires_at| Issued {
        collection,
        badge,
        holder,
        authority,
        payer,
        mint,
        issued_at: now,
        expires_at,
        tier,
        granted,
        anew,
        reserved: 0,
    };
    emitted(club.issue(&member, 2, 9).await, issued(2, 0, 0, now + 9));

    for (outcome, before, after, shown) in [
        (club.set_tier(&member, 3).await, 2, 3, 1),
        (club.set_tier_quietly(&member, 4).await, 3, 4, 0),
        (club.set_tier(&member, 4).await, 4, 4, 1),
    ] {
        emitted(outcome, TierSet { collection, badge, holder, authority, before, after, shown });
    }
    let extended = |before, after, granted_before, granted_after, shown| Extended {
        collection,
        badge,
        holder,
        authority,
        before,
        after,
        granted_before,
        granted_after,
        shown,
        reserved: 0,
    };
    emitted(club.extend_quietly(&member, now + 20, true).await, extended(now + 9, now + 20, 0, 1, 0));
    emitted(club.extend(&member, now + 10).await, extended(now + 20, now + 10, 1, 0, 1));

    let expires_at = now + 10;
    let rebuilt = |minted| Rebuilt { collection, badge, holder, payer, expires_at, tier: 4, minted };
    emitted(club.rebuild(&member).await, rebuilt(0));
    crate::deed::Deed::Burn.by(&mut club, &member).await;
    emitted(club.rebuild(&member).await, rebuilt(1));

    let revoked =
        |tier, burned, expires_at| Revoked { collection, badge, holder, authority, expires_at, tier, burned };
    emitted(club.revoke(&member).await, revoked(4, 1, expires_at));
    emitted(club.issue(&member, 1, 5).await, issued(1, 0, 1, now + 5));
    crate::deed::Deed::Burn.by(&mut club, &member).await;
    emitted(club.revoke(&member).await, revoked(1, 0, now + 5));
    let expired = |tier, revoked, burned, expires_at| Expired {
        collection,
        badge,
        holder,
        rent_payer: payer,
        expires_at,
        tier,
        revoked,
        burned,
        reserved: 0,
    };
    club.set_time(now + 5 + u64::from(Club::GRACE)).await;
    emitted(club.expire(&member).await, expired(1, 1, 0, now + 5));

    let member = club.member().await;
    let (holder, badge) = (member.address(), member.badge);
    let until = club.badge(&member).await.unwrap().expires_at;
    club.set_time(until + u64::from(Club::GRACE)).await;
    let outcome = club.expire(&member).await;
    emitted(outcome, Expired { holder, badge, ..expired(1, 0, 1, until) });
}

#[tokio::test]
async fn the_client_knows_them_by_name() {
    let mut club = Club::new().await;
    let member = club.stranger();
    let receipt = club.issue(&member, 2, 9).await.unwrap();
    let found = events(&receipt.logs);
    assert_eq!((found[0].name(), found[0].collection()), ("Issued", club.keys.collection));
    let Read::Issued(event) = found[0] else { panic!("another event") };
    assert_eq!((event.holder, event.tier), (member.address(), 2));
}
