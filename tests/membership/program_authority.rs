//! A collection whose authority is another program's address: it signs by its seeds.

use membership::{Badge, MembershipError};
use solana_instruction::{AccountMeta, Instruction};
use solana_signer::Signer;
use tenure_tests::{Club, OutcomeExt};

/// `instruction` as the proxy program passes it on, signing for its own address.
fn by_proxy(instruction: Instruction) -> Instruction {
    let own = proxy::owner();
    let mut accounts = vec![AccountMeta::new_readonly(instruction.program_id, false)];
    accounts.extend(instruction.accounts.into_iter().map(|mut meta| {
        meta.is_signer &= meta.pubkey != own;
        meta
    }));
    Instruction { program_id: proxy::ID, accounts, data: instruction.data }
}

#[tokio::test]
async fn a_programs_address_issues_changes_and_revokes() {
    let mut club = Club::bare().await;
    let own = proxy::owner();
    club.create_collection(Club::terms(own)).await.unwrap();
    let (keys, payer, member) = (club.keys, club.payer(), club.stranger());
    let (holder, later) = (member.address(), club.after(1_000).await);

    let issue = keys.issue(payer, own, &holder, 2, later, false);
    club.attempt(by_proxy(issue), &[]).await.unwrap();
    assert!(club.shows(&member).await);
    for show in [false, true] {
        club.attempt(by_proxy(keys.set_tier(own, &holder, 3, show)), &[]).await.unwrap();
        club.attempt(by_proxy(keys.extend(own, &holder, later + 1, true, show)), &[]).await.unwrap();
    }
    let badge = club.badge(&member).await.unwrap();
    assert_eq!((badge.tier, badge.expires_at, badge.granted), (3, later + 1, 1));
    assert_eq!(club.metadata(&member).await.name, "Token Metrics Premium");
    club.attempt(by_proxy(keys.revoke(own, &badge)), &[]).await.unwrap();
    assert_eq!(club.badge(&member).await.unwrap().status, Badge::REVOKED);
}

#[tokio::test]
async fn a_wallet_hands_over_to_a_program_and_back() {
    let mut club = Club::new().await;
    let (own, issuer, keys) = (proxy::owner(), club.issuer.insecure_clone(), club.keys);
    let member = club.member().await;
    club.attempt(keys.propose_authority(issuer.pubkey(), own), &[&issuer]).await.unwrap();
    club.attempt(by_proxy(keys.accept_authority(own)), &[]).await.unwrap();
    club.set_tier(&member, 2).await.refused(MembershipError::NotAuthority);
    club.attempt(by_proxy(keys.set_tier(own, &member.address(), 2, true)), &[]).await.unwrap();

    club.attempt(by_proxy(keys.propose_authority(own, issuer.pubkey())), &[]).await.unwrap();
    club.attempt(by_proxy(keys.cancel_authority(own)), &[]).await.unwrap();
    club.attempt(by_proxy(keys.propose_authority(own, issuer.pubkey())), &[]).await.unwrap();
    club.attempt(keys.accept_authority(issuer.pubkey()), &[&issuer]).await.unwrap();
    club.set_tier(&member, 3).await.unwrap();
    let outcome = club.attempt(by_proxy(keys.set_tier(own, &member.address(), 2, true)), &[]).await;
    outcome.refused(MembershipError::NotAuthority);
}

#[tokio::test]
async fn a_programs_address_holds_a_badge() {
    let mut club = Club::new().await;
    let (holder, payer, issuer) = (proxy::owner(), club.payer(), club.issuer.insecure_clone());
    let later = club.after(9).await;
    let issue = club.keys.issue(payer, issuer.pubkey(), &holder, 1, later, false);
    club.attempt(issue, &[&issuer]).await.unwrap();
    let badge: Badge = club.world.read(&club.keys.badge(&holder)).await.unwrap();
    assert_eq!((badge.holder, badge.status), (holder, Badge::LIVE));
}
