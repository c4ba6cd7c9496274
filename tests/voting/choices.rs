//! What a lock says, and says again.

use governor::GovernorError;
use solana_pubkey::Pubkey;
use tenure_math::Choice;
use tenure_tests::{Dao, Outcome, OutcomeExt, Owner};

use crate::stage::{dao, open_vote, tally, DAY, UNIT, WEIGHT};

/// Votes with a choice by its number.
async fn vote_number(dao: &mut Dao, owner: &Owner, proposal: Pubkey, choice: u8) -> Outcome {
    let (payer, by) = (dao.payer(), owner.address());
    let mut vote = dao.governance.vote(payer, by, &by, proposal, Choice::For);
    *vote.data.last_mut().unwrap() = choice;
    dao.attempt(vote, &[&owner.keypair]).await
}

#[tokio::test]
async fn zero_is_against_one_for_and_two_abstains() {
    for (choice, expected) in [(0, (0, WEIGHT, 0)), (1, (WEIGHT, 0, 0)), (2, (0, 0, WEIGHT))] {
        let (mut dao, [alice]) = dao([UNIT]).await;
        let proposal = open_vote(&mut dao, &alice).await;
        vote_number(&mut dao, &alice, proposal, choice).await.unwrap();
        assert_eq!(tally(&mut dao, proposal).await, expected);
        assert_eq!(dao.vote_of(&proposal, &alice).await.unwrap().choice, choice);
    }
}

#[tokio::test]
async fn there_are_no_others() {
    let (mut dao, [alice]) = dao([UNIT]).await;
    let proposal = open_vote(&mut dao, &alice).await;
    for choice in [3, 4, 128, 255] {
        vote_number(&mut dao, &alice, proposal, choice).await.refused(GovernorError::BadChoice);
    }
    assert!(dao.vote_of(&proposal, &alice).await.is_none());
    dao.vote(&alice, proposal, Choice::For).await.unwrap();
    vote_number(&mut dao, &alice, proposal, 3).await.refused(GovernorError::BadChoice);
}

#[tokio::test]
async fn can_be_repeated_and_changed() {
    let (mut dao, [alice, bob]) = dao([UNIT, 2 * UNIT]).await;
    let proposal = open_vote(&mut dao, &alice).await;
    dao.vote(&bob, proposal, Choice::For).await.unwrap();
    use Choice::{Abstain, Against, For};
    for (choice, expected) in [
        (For, (3 * WEIGHT, 0, 0)),
        (For, (3 * WEIGHT, 0, 0)),
        (Against, (2 * WEIGHT, WEIGHT, 0)),
        (Abstain, (2 * WEIGHT, 0, WEIGHT)),
        (Abstain, (2 * WEIGHT, 0, WEIGHT)),
        (Against, (2 * WEIGHT, WEIGHT, 0)),
        (For, (3 * WEIGHT, 0, 0)),
    ] {
        dao.vote(&alice, proposal, choice).await.unwrap();
        assert_eq!(tally(&mut dao, proposal).await, expected, "{choice:?}");
        assert_eq!(dao.vote_of(&proposal, &alice).await.unwrap().weight, WEIGHT);
    }
}

#[tokio::test]
async fn a_change_keeps_the_weight_after_the_owner_pruned() {
    let (mut dao, [alice, bob]) = dao([UNIT, UNIT]).await;
    // A checkpoint in the proposal's week: what the vote counts is the one before it.
    for owner in [&alice, &bob] {
        dao.extend(owner, 208).await.unwrap();
    }
    let proposal = open_vote(&mut dao, &alice).await;
    dao.vote(&alice, proposal, Choice::For).await.unwrap();
    // The next week begins 3.5 days after the proposal.
    dao.pass(3 * DAY).await;
    let week = dao.week().await;
    for owner in [&alice, &bob] {
        dao.prune(owner, week).await.unwrap();
        assert_eq!(dao.lock_of(&owner.address()).await.stake_before(week - 1).amount, 0);
    }
    dao.vote(&alice, proposal, Choice::Against).await.unwrap();
    assert_eq!(tally(&mut dao, proposal).await, (0, WEIGHT, 0));
    // Who had not voted gave up the voice.
    dao.vote(&bob, proposal, Choice::For).await.refused(GovernorError::NoPower);
}

#[tokio::test]
async fn a_change_does_not_count_what_was_added() {
    let (mut dao, [alice]) = dao([UNIT]).await;
    let proposal = open_vote(&mut dao, &alice).await;
    dao.vote(&alice, proposal, Choice::For).await.unwrap();
    dao.mint_to(&alice.tokens, 5 * UNIT).await;
    dao.increase(&alice, 5 * UNIT).await.unwrap();
    dao.make_permanent(&alice).await.unwrap();
    dao.vote(&alice, proposal, Choice::Against).await.unwrap();
    assert_eq!(tally(&mut dao, proposal).await, (0, WEIGHT, 0));
}
