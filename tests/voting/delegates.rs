//! A lock's owner and its delegate, each with the same voice.

use governor::GovernorError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_math::Choice;
use tenure_tests::{Dao, OutcomeExt, Owner};

use crate::stage::{dao, open_vote, tally, UNIT, WEIGHT};

/// Alice's proposal is voted on. Bob's lock has Dave as delegate.
async fn stage() -> (Dao, Owner, Owner, Keypair, Pubkey) {
    let (mut dao, [alice, bob]) = dao([UNIT, 2 * UNIT]).await;
    let dave = Keypair::new();
    dao.set_delegate(&bob, dave.pubkey()).await.unwrap();
    let proposal = open_vote(&mut dao, &alice).await;
    (dao, alice, bob, dave, proposal)
}

#[tokio::test]
async fn the_delegate_votes_with_the_locks_weight() {
    let (mut dao, _, bob, dave, proposal) = stage().await;
    dao.vote_as(&dave, &bob, proposal, Choice::For).await.unwrap();
    assert_eq!(tally(&mut dao, proposal).await, (2 * WEIGHT, 0, 0));
    let vote = dao.vote_of(&proposal, &bob).await.unwrap();
    assert_eq!((vote.voter, vote.by_owner), (dave.pubkey(), 0));
    dao.vote_as(&dave, &bob, proposal, Choice::Abstain).await.unwrap();
    assert_eq!(tally(&mut dao, proposal).await, (0, 0, 2 * WEIGHT));
}

#[tokio::test]
async fn the_owner_overrides_and_the_delegate_is_then_refused() {
    let (mut dao, _, bob, dave, proposal) = stage().await;
    dao.vote_as(&dave, &bob, proposal, Choice::For).await.unwrap();
    dao.vote(&bob, proposal, Choice::Against).await.unwrap();
    assert_eq!(tally(&mut dao, proposal).await, (0, 2 * WEIGHT, 0));
    let vote = dao.vote_of(&proposal, &bob).await.unwrap();
    assert_eq!((vote.voter, vote.by_owner), (bob.address(), 1));
    for choice in [Choice::For, Choice::Against, Choice::Abstain] {
        dao.vote_as(&dave, &bob, proposal, choice).await.refused(GovernorError::OwnerVoted);
    }
    dao.vote(&bob, proposal, Choice::Abstain).await.unwrap();
    assert_eq!(tally(&mut dao, proposal).await, (0, 0, 2 * WEIGHT));
}

#[tokio::test]
async fn the_owner_first_leaves_nothing_to_the_delegate() {
    let (mut dao, _, bob, dave, proposal) = stage().await;
    dao.vote(&bob, proposal, Choice::For).await.unwrap();
    dao.vote_as(&dave, &bob, proposal, Choice::Against).await.refused(GovernorError::OwnerVoted);
    // Nor to the next one.
    let erin = Keypair::new();
    dao.set_delegate(&bob, erin.pubkey()).await.unwrap();
    dao.vote_as(&erin, &bob, proposal, Choice::Against).await.refused(GovernorError::OwnerVoted);
    assert_eq!(tally(&mut dao, proposal).await, (2 * WEIGHT, 0, 0));
}

#[tokio::test]
async fn an_owner_named_as_delegate_votes_as_owner() {
    let (mut dao, _, bob, _, proposal) = stage().await;
    dao.set_delegate(&bob, bob.address()).await.unwrap();
    dao.vote(&bob, proposal, Choice::For).await.unwrap();
    assert_eq!(dao.vote_of(&proposal, &bob).await.unwrap().by_owner, 1);
}

#[tokio::test]
async fn a_new_delegate_changes_what_the_old_one_said() {
    let (mut dao, _, bob, dave, proposal) = stage().await;
    dao.vote_as(&dave, &bob, proposal, Choice::For).await.unwrap();
    let erin = Keypair::new();
    dao.set_delegate(&bob, erin.pubkey()).await.unwrap();
    dao.vote_as(&dave, &bob, proposal, Choice::For).await.refused(GovernorError::NotVoter);
    dao.vote_as(&erin, &bob, proposal, Choice::Against).await.unwrap();
    assert_eq!(tally(&mut dao, proposal).await, (0, 2 * WEIGHT, 0));
    assert_eq!(dao.vote_of(&proposal, &bob).await.unwrap().voter, erin.pubkey());
}

#[tokio::test]
async fn what_a_dismissed_delegate_said_stands_until_changed() {
    let (mut dao, _, bob, dave, proposal) = stage().await;
    dao.vote_as(&dave, &bob, proposal, Choice::For).await.unwrap();
    dao.set_delegate(&bob, Pubkey::default()).await.unwrap();
    dao.vote_as(&dave, &bob, proposal, Choice::Against).await.refused(GovernorError::NotVoter);
    assert_eq!(tally(&mut dao, proposal).await, (2 * WEIGHT, 0, 0));
    dao.vote(&bob, proposal, Choice::Against).await.unwrap();
    assert_eq!(tally(&mut dao, proposal).await, (0, 2 * WEIGHT, 0));
}

#[tokio::test]
async fn one_delegate_votes_with_several_locks_each_as_it_likes() {
    let (mut dao, alice, bob, dave, proposal) = stage().await;
    dao.set_delegate(&alice, dave.pubkey()).await.unwrap();
    dao.vote_as(&dave, &alice, proposal, Choice::For).await.unwrap();
    dao.vote_as(&dave, &bob, proposal, Choice::Against).await.unwrap();
    assert_eq!(tally(&mut dao, proposal).await, (WEIGHT, 2 * WEIGHT, 0));
    // The owner of one takes its own voice back, and that only.
    dao.vote(&alice, proposal, Choice::Against).await.unwrap();
    dao.vote_as(&dave, &bob, proposal, Choice::Abstain).await.unwrap();
    assert_eq!(tally(&mut dao, proposal).await, (0, WEIGHT, 2 * WEIGHT));
}

#[tokio::test]
async fn a_delegate_with_a_lock_of_its_own_votes_with_both() {
    let (mut dao, alice, bob, _, proposal) = stage().await;
    dao.set_delegate(&bob, alice.address()).await.unwrap();
    dao.vote(&alice, proposal, Choice::For).await.unwrap();
    dao.vote_as(&alice.keypair, &bob, proposal, Choice::For).await.unwrap();
    assert_eq!(tally(&mut dao, proposal).await, (3 * WEIGHT, 0, 0));
    let votes = [dao.vote_of(&proposal, &alice).await, dao.vote_of(&proposal, &bob).await];
    assert_eq!(votes.map(|vote| vote.unwrap().by_owner), [1, 0]);
}
