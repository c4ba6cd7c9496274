use governor::{GovernorError, GovernorParams};
use locker::LockerError;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_math::{Choice, ProposalState};
use tenure_tests::{Dao, OutcomeExt, Owner, Substitute};

use crate::stage::{dao, fields, open_vote, permanent_dao, propose, succeeded, DAY, UNIT};

/// Anyone.
fn stranger() -> Keypair {
    Keypair::new()
}

#[tokio::test]
async fn the_proposer_can_until_the_vote_ends() {
    // Pending from the first second on, active to the last.
    for after in [0, DAY - 1, DAY, 6 * DAY - 1] {
        let (mut dao, [alice]) = permanent_dao([1_000]).await;
        let payment = dao.sol_to(&Pubkey::new_unique(), 0);
        let proposal = propose(&mut dao, &alice, 1, std::slice::from_ref(&payment)).await;
        dao.pass(after).await;
        let mut expected = fields(&mut dao, proposal).await;
        dao.cancel(&alice.keypair, proposal, &alice).await.unwrap();
        expected.stage = 2;
        assert_eq!(bytemuck::bytes_of(&fields(&mut dao, proposal).await), bytemuck::bytes_of(&expected));
        dao.pass(8 * DAY).await;
        assert_eq!(dao.state(proposal).await, Some(ProposalState::Cancelled));
        dao.execute(proposal, 0, &payment).await.refused(GovernorError::NotSucceeded);
    }
}

#[tokio::test]
async fn nor_is_it_the_proposers_once_it_is_decided() {
    let (mut dao, [alice, bob]) = permanent_dao([1_000, 1_000]).await;
    let payment = dao.sol_to(&Pubkey::new_unique(), 0);
    let won = propose(&mut dao, &alice, 1, std::slice::from_ref(&payment)).await;
    let lost = propose(&mut dao, &alice, 2, std::slice::from_ref(&payment)).await;
    dao.pass(DAY).await;
    dao.vote(&bob, won, Choice::For).await.unwrap();
    // Queued, succeeded; the exit of the proposer, who did not vote, changes nothing.
    dao.begin_unlock(&alice).await.unwrap();
    for days in [5, 2] {
        dao.pass(days * DAY).await;
        for proposal in [won, lost] {
            dao.cancel(&alice.keypair, proposal, &alice).await.refused(GovernorError::Final);
            dao.cancel(&stranger(), proposal, &alice).await.refused(GovernorError::Final);
        }
    }
    dao.execute(won, 0, &payment).await.unwrap();
    dao.cancel(&alice.keypair, won, &alice).await.refused(GovernorError::Final);
    assert_eq!(dao.state(won).await, Some(ProposalState::Executed));
    assert_eq!(dao.state(lost).await, Some(ProposalState::Defeated));
}

#[tokio::test]
async fn not_twice_nor_after_a_veto_or_the_end() {
    let (mut dao, [alice]) = permanent_dao([1_000]).await;
    let payment = dao.sol_to(&Pubkey::new_unique(), 0);
    let cancelled = propose(&mut dao, &alice, 1, std::slice::from_ref(&payment)).await;
    let vetoed = propose(&mut dao, &alice, 2, std::slice::from_ref(&payment)).await;
    let council = dao.council.insecure_clone();
    dao.cancel(&alice.keypair, cancelled, &alice).await.unwrap();
    dao.veto(&council, vetoed).await.unwrap();
    for proposal in [cancelled, vetoed] {
        dao.cancel(&alice.keypair, proposal, &alice).await.refused(GovernorError::Final);
    }
    let expired = succeeded(&mut dao, &alice, 3, &[payment]).await;
    dao.pass(7 * DAY).await;
    assert_eq!(dao.state(expired).await, Some(ProposalState::Expired));
    dao.cancel(&alice.keypair, expired, &alice).await.refused(GovernorError::Final);
}

#[tokio::test]
async fn not_a_draft() {
    let (mut dao, [alice]) = permanent_dao([1_000]).await;
    let (payer, by) = (dao.payer(), alice.address());
    let draft = dao.governance.draft(payer, by, &by, &Dao::draft_of(1, &[]));
    dao.attempt(draft, &[&alice.keypair]).await.unwrap();
    let proposal = dao.proposal_of(&alice, 1);
    dao.cancel(&alice.keypair, proposal, &alice).await.refused(GovernorError::Draft);
}

#[tokio::test]
async fn nobody_else_can_while_the_proposer_has_the_power() {
    // Just the threshold.
    let (mut dao, [alice, bob]) = permanent_dao([100, 1_000]).await;
    let proposal = open_vote(&mut dao, &alice).await;
    let dave = Keypair::new();
    dao.set_delegate(&alice, dave.pubkey()).await.unwrap();
    let (founder, council) = (dao.authority.insecure_clone(), dao.council.insecure_clone());
    let others = [bob.keypair.insecure_clone(), dave, founder, council, stranger()];
    for signer in &others {
        dao.cancel(signer, proposal, &alice).await.refused(GovernorError::StillAboveThreshold);
    }
    // Not with another lock either.
    for signer in &others {
        dao.cancel(signer, proposal, &bob).await.refused(GovernorError::WrongLock);
    }
    dao.cancel(&alice.keypair, proposal, &bob).await.refused(GovernorError::WrongLock);
    assert_eq!(dao.state(proposal).await, Some(ProposalState::Active));
}

#[tokio::test]
async fn anyone_can_once_the_proposer_left() {
    let (mut dao, [alice]) = dao([UNIT]).await;
    let payment = dao.sol_to(&Pubkey::new_unique(), 0);
    for nonce in [1, 2] {
        propose(&mut dao, &alice, nonce, std::slice::from_ref(&payment)).await;
    }
    let [pending, active] = [1, 2].map(|nonce| dao.proposal_of(&alice, nonce));
    dao.cancel(&stranger(), pending, &alice).await.refused(GovernorError::StillAboveThreshold);
    dao.exit_early(&alice, u64::MAX).await.unwrap();
    dao.cancel(&stranger(), pending, &alice).await.unwrap();
    // Also if the tokens were locked again.
    dao.lock(&alice, UNIT / 2, 208).await.unwrap();
    dao.pass(6 * DAY - 1).await;
    dao.cancel(&stranger(), active, &alice).await.unwrap();
    for proposal in [pending, active] {
        assert_eq!(dao.state(proposal).await, Some(ProposalState::Cancelled));
    }
}

#[tokio::test]
async fn anyone_can_once_the_proposers_lock_is_gone() {
    let (mut dao, [alice]) = dao([UNIT]).await;
    let proposal = open_vote(&mut dao, &alice).await;
    let week = dao.week().await;
    dao.exit_early(&alice, u64::MAX).await.unwrap();
    dao.close_lock(&alice, week + 1).await.unwrap();
    let lock = dao.keys.lock(&alice.address());
    assert!(dao.account(&lock).await.is_none());
    dao.cancel(&stranger(), proposal, &alice).await.unwrap();
    assert_eq!(dao.state(proposal).await, Some(ProposalState::Cancelled));
}

#[tokio::test]
async fn anyone_can_once_the_proposer_unlocks_a_permanent_lock() {
    let (mut dao, [alice]) = permanent_dao([1_000]).await;
    let proposal = open_vote(&mut dao, &alice).await;
    dao.begin_unlock(&alice).await.unwrap();
    dao.cancel(&stranger(), proposal, &alice).await.unwrap();
}

#[tokio::test]
async fn a_proposer_who_voted_cannot_be_made_to_fall_below() {
    let (mut dao, [alice]) = dao([UNIT]).await;
    let proposal = open_vote(&mut dao, &alice).await;
    dao.vote(&alice, proposal, Choice::For).await.unwrap();
    dao.exit_early(&alice, u64::MAX).await.refused(LockerError::Voting);
    dao.cancel(&stranger(), proposal, &alice).await.refused(GovernorError::StillAboveThreshold);
}

#[tokio::test]
async fn a_higher_threshold_is_for_proposals_to_come() {
    let (mut dao, [alice, bob]) = permanent_dao([1_000, 200]).await;
    let params = GovernorParams { proposal_threshold: 500, ..Dao::PARAMS };
    let edit = dao.governance.update_params(params);
    let first = propose(&mut dao, &alice, 1, std::slice::from_ref(&edit)).await;
    dao.pass(DAY).await;
    dao.vote(&alice, first, Choice::For).await.unwrap();
    dao.pass(6 * DAY).await;
    let second = open_vote(&mut dao, &bob).await;
    dao.execute(first, 0, &edit).await.unwrap();
    dao.cancel(&stranger(), second, &bob).await.refused(GovernorError::StillAboveThreshold);
    let payment = dao.sol_to(&Pubkey::new_unique(), 0);
    dao.propose(&bob, 2, &[payment]).await.refused(GovernorError::BelowThreshold);
}

/// Bob proposed as delegate of Alice's lock.
async fn delegates_proposal() -> (Dao, Owner, Owner, Pubkey) {
    let (mut dao, [alice, bob]) = permanent_dao([1_000, 1]).await;
    dao.set_delegate(&alice, bob.address()).await.unwrap();
    let payment = dao.sol_to(&Pubkey::new_unique(), 0);
    let steps =
        dao.governance.propose(dao.payer(), bob.address(), &alice.address(), &Dao::draft_of(1, &[payment]));
    dao.send(&steps, &[&bob.keypair]).await.unwrap();
    let proposal = dao.proposal_of(&bob, 1);
    (dao, alice, bob, proposal)
}

#[tokio::test]
async fn a_delegates_proposal_is_the_delegates_to_cancel() {
    let (mut dao, alice, bob, proposal) = delegates_proposal().await;
    // Neither is it the owner's, nor is the delegate bound by having been dismissed.
    dao.cancel(&alice.keypair, proposal, &alice).await.refused(GovernorError::StillAboveThreshold);
    dao.set_delegate(&alice, Pubkey::default()).await.unwrap();
    dao.cancel(&alice.keypair, proposal, &alice).await.refused(GovernorError::StillAboveThreshold);
    dao.cancel(&bob.keypair, proposal, &alice).await.unwrap();
}

#[tokio::test]
async fn the_owner_whose_power_it_took_cancels_it_by_leaving() {
    let (mut dao, alice, _, proposal) = delegates_proposal().await;
    dao.begin_unlock(&alice).await.unwrap();
    dao.cancel(&alice.keypair, proposal, &alice).await.unwrap();
}

#[tokio::test]
async fn wants_the_signature() {
    let (mut dao, [alice]) = permanent_dao([1_000]).await;
    let proposal = open_vote(&mut dao, &alice).await;
    let by = alice.address();
    let unsigned = dao.governance.cancel(by, proposal, &by).unsigned(by);
    let error = InstructionError::MissingRequiredSignature;
    dao.attempt(unsigned, &[]).await.refused(error);
}
