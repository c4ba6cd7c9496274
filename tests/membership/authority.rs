//! Who issues: handed over in two steps.

use membership::MembershipError;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_tests::{Club, Outcome, OutcomeExt, Substitute};

async fn propose(club: &mut Club, by: &Keypair, proposed: Pubkey) -> Outcome {
    let instruction = club.keys.propose_authority(by.pubkey(), proposed);
    club.attempt(instruction, &[by]).await
}

async fn accept(club: &mut Club, by: &Keypair) -> Outcome {
    let instruction = club.keys.accept_authority(by.pubkey());
    club.attempt(instruction, &[by]).await
}

async fn cancel(club: &mut Club, by: &Keypair) -> Outcome {
    let instruction = club.keys.cancel_authority(by.pubkey());
    club.attempt(instruction, &[by]).await
}

/// A club, its authority, and whom that has proposed.
async fn proposed() -> (Club, Keypair, Keypair) {
    let mut club = Club::new().await;
    let (old, new) = (club.issuer.insecure_clone(), Keypair::new());
    propose(&mut club, &old, new.pubkey()).await.unwrap();
    (club, old, new)
}

#[tokio::test]
async fn is_handed_over_in_two_steps_and_nothing_else_changes() {
    let (mut club, old, new) = proposed().await;
    let before = club.collection().await;
    assert_eq!((before.authority, before.proposed_authority), (old.pubkey(), new.pubkey()));
    accept(&mut club, &new).await.unwrap();
    let mut after = club.collection().await;
    assert_eq!((after.authority, after.proposed_authority), (new.pubkey(), Pubkey::default()));
    (after.authority, after.proposed_authority) = (old.pubkey(), new.pubkey());
    assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&before));
}

#[tokio::test]
async fn the_new_one_has_all_power_and_the_old_one_none() {
    let (mut club, old, new) = proposed().await;
    let member = club.member().await;
    accept(&mut club, &new).await.unwrap();
    let (stranger, later) = (club.stranger(), club.after(9).await);

    club.issue(&stranger, 1, 9).await.refused(MembershipError::NotAuthority);
    club.set_tier(&member, 2).await.refused(MembershipError::NotAuthority);
    club.extend(&member, later).await.refused(MembershipError::NotAuthority);
    club.revoke(&member).await.refused(MembershipError::NotAuthority);
    propose(&mut club, &old, old.pubkey()).await.refused(MembershipError::NotAuthority);
    cancel(&mut club, &old).await.refused(MembershipError::NotAuthority);

    club.issuer = new.insecure_clone();
    club.issue(&stranger, 1, 9).await.unwrap();
    club.set_tier(&member, 2).await.unwrap();
    club.extend(&member, later).await.unwrap();
    club.revoke(&member).await.unwrap();
    propose(&mut club, &new, old.pubkey()).await.unwrap();
    cancel(&mut club, &new).await.unwrap();
}

#[tokio::test]
async fn the_heir_has_no_power_before_accepting() {
    let (mut club, old, new) = proposed().await;
    let member = club.member().await;
    club.issuer = new.insecure_clone();
    club.set_tier(&member, 2).await.refused(MembershipError::NotAuthority);
    club.revoke(&member).await.refused(MembershipError::NotAuthority);
    propose(&mut club, &new, new.pubkey()).await.refused(MembershipError::NotAuthority);
    cancel(&mut club, &new).await.refused(MembershipError::NotAuthority);
    club.issuer = old;
    club.set_tier(&member, 2).await.unwrap();
}

#[tokio::test]
async fn only_the_proposed_accepts_and_only_once() {
    let (mut club, old, new) = proposed().await;
    let creator = club.creator.insecure_clone();
    for other in [&old, &creator, &Keypair::new()] {
        accept(&mut club, other).await.refused(MembershipError::NotProposedAuthority);
    }
    accept(&mut club, &new).await.unwrap();
    accept(&mut club, &new).await.refused(MembershipError::NotProposedAuthority);
}

#[tokio::test]
async fn a_later_proposal_replaces_the_earlier() {
    let (mut club, old, first) = proposed().await;
    let second = Keypair::new();
    propose(&mut club, &old, second.pubkey()).await.unwrap();
    accept(&mut club, &first).await.refused(MembershipError::NotProposedAuthority);
    accept(&mut club, &second).await.unwrap();
}

#[tokio::test]
async fn a_proposal_is_taken_back_once() {
    let (mut club, old, new) = proposed().await;
    cancel(&mut club, &old).await.unwrap();
    assert_eq!(club.collection().await.proposed_authority, Pubkey::default());
    accept(&mut club, &new).await.refused(MembershipError::NotProposedAuthority);
    cancel(&mut club, &old).await.refused(MembershipError::NoProposedAuthority);
}

#[tokio::test]
async fn nobody_is_no_heir() {
    let mut club = Club::new().await;
    let issuer = club.issuer.insecure_clone();
    propose(&mut club, &issuer, Pubkey::default()).await.refused(MembershipError::ZeroAddress);
    // The address that stands for nobody has no key.
    let instruction = club.keys.accept_authority(Pubkey::default()).unsigned(Pubkey::default());
    club.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn only_the_authority_proposes_and_cancels() {
    let (mut club, _, _) = proposed().await;
    let creator = club.creator.insecure_clone();
    for other in [&creator, &Keypair::new()] {
        propose(&mut club, other, other.pubkey()).await.refused(MembershipError::NotAuthority);
        cancel(&mut club, other).await.refused(MembershipError::NotAuthority);
    }
}

#[tokio::test]
async fn each_step_wants_its_signature() {
    let (mut club, old, new) = proposed().await;
    let (old, new) = (old.pubkey(), new.pubkey());
    for instruction in [
        club.keys.propose_authority(old, new).unsigned(old),
        club.keys.cancel_authority(old).unsigned(old),
        club.keys.accept_authority(new).unsigned(new),
    ] {
        club.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
    }
}
