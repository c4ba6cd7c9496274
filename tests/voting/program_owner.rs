//! A lock whose owner is a program address votes by CPI.

use governor::GovernorError;
use solana_instruction_error::InstructionError;
use solana_pubkey::Pubkey;
use tenure_math::Choice;
use tenure_tests::{Dao, OutcomeExt, Owner, Substitute};

use crate::{
    proxy_call::through_proxy,
    stage::{marked_until, open_vote, tally, UNIT, WEIGHT},
};

/// The proxy program's address has a unit locked, and so has Alice, whose proposal is voted on.
async fn stage() -> (Dao, Owner, Pubkey) {
    let mut dao = Dao::new().await;
    let alice = dao.holder(UNIT).await;
    let tokens = dao.token_account(&proxy::owner(), UNIT).await;
    let lock = dao.keys.create_lock(dao.payer(), proxy::owner(), tokens, UNIT, 208);
    dao.attempt(through_proxy(&lock), &[]).await.unwrap();
    dao.advance_weeks(1).await;
    let proposal = open_vote(&mut dao, &alice).await;
    (dao, alice, proposal)
}

#[tokio::test]
async fn votes_and_votes_again() {
    let (mut dao, _, proposal) = stage().await;
    let (payer, owner) = (dao.payer(), proxy::owner());
    for (choice, expected) in [(Choice::For, (WEIGHT, 0, 0)), (Choice::Against, (0, WEIGHT, 0))] {
        let vote = dao.governance.vote(payer, owner, &owner, proposal, choice);
        dao.attempt(through_proxy(&vote), &[]).await.unwrap();
        assert_eq!(tally(&mut dao, proposal).await, expected);
    }
    let ends = dao.proposal(proposal).await.proposal.voting_ends_at;
    assert_eq!(marked_until(&mut dao, &owner).await, ends);
}

#[tokio::test]
async fn votes_as_the_delegate_of_another() {
    let (mut dao, alice, proposal) = stage().await;
    let (payer, owner) = (dao.payer(), proxy::owner());
    dao.set_delegate(&alice, owner).await.unwrap();
    let vote = dao.governance.vote(payer, owner, &alice.address(), proposal, Choice::For);
    dao.attempt(through_proxy(&vote), &[]).await.unwrap();
    assert_eq!(tally(&mut dao, proposal).await, (WEIGHT, 0, 0));
    dao.vote(&alice, proposal, Choice::Against).await.unwrap();
    dao.attempt(through_proxy(&vote), &[]).await.refused(GovernorError::OwnerVoted);
}

#[tokio::test]
async fn never_by_a_strangers_call() {
    let (mut dao, alice, proposal) = stage().await;
    let (payer, owner) = (dao.payer(), proxy::owner());
    let vote = dao.governance.vote(payer, owner, &owner, proposal, Choice::For).unsigned(owner);
    dao.attempt(vote, &[]).await.refused(InstructionError::MissingRequiredSignature);
    // The proxy signs for nobody else.
    let by = alice.address();
    let vote = dao.governance.vote(payer, by, &by, proposal, Choice::For).unsigned(by);
    dao.attempt(through_proxy(&vote), &[]).await.refused(InstructionError::MissingRequiredSignature);
}
