//! Instructions in one transaction, in one second, in another order.

use std::slice::from_ref;

use governor::GovernorError;
use solana_instruction::Instruction;
use solana_instruction_error::InstructionError;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_client::governor::Draft;
use tenure_math::{Choice, ProposalState};
use tenure_tests::{Dao, OutcomeExt, Platform};

use crate::stage::{grant, member, Stage, DAY};

/// The system program's code for an address that is taken.
const ALREADY_IN_USE: u32 = 0;

/// What Alice does with her proposal, one call each.
struct Calls {
    draft: Instruction,
    write: Instruction,
    crank: Instruction,
    submit: Instruction,
    cancel: Instruction,
    veto: Instruction,
    close: Instruction,
    vote: Instruction,
    proposal: Pubkey,
}

impl Calls {
    fn of(stage: &Stage) -> Self {
        let (keys, alice, payer) = (stage.dao.governance, stage.alice.address(), stage.dao.payer());
        let draft = Dao::draft_of(1, &[grant(&stage.dao)]);
        let proposal = keys.proposal(&alice, 1);
        Self {
            draft: keys.draft(payer, alice, &alice, &draft),
            write: keys.write(alice, proposal, 0, &draft.actions),
            crank: stage.dao.keys.crank(u16::MAX),
            submit: keys.submit(alice, proposal, &alice),
            cancel: keys.cancel(alice, proposal, &alice),
            veto: keys.veto(stage.dao.council.pubkey(), proposal),
            close: keys.close_proposal(alice, proposal, payer),
            vote: keys.vote(payer, alice, &alice, proposal, Choice::For),
            proposal,
        }
    }
}

/// The calls, in one transaction of Alice's.
async fn send(stage: &mut Stage, calls: &[&Instruction]) -> tenure_tests::Outcome {
    let calls: Vec<_> = calls.iter().map(|call| (*call).clone()).collect();
    stage.dao.send(&calls, &[&stage.alice.keypair]).await
}

#[tokio::test]
async fn it_is_all_proposed_in_one_transaction_though_the_locker_is_behind() {
    let mut stage = Stage::new().await;
    stage.dao.advance_weeks(60).await;
    let calls = Calls::of(&stage);
    let out_of_order = [&calls.draft, &calls.write, &calls.submit, &calls.crank];
    send(&mut stage, &out_of_order).await.refused(GovernorError::NeedsCrank);
    assert!(stage.dao.account(&calls.proposal).await.is_none());
    let in_order = [&calls.draft, &calls.write, &calls.crank, &calls.submit];
    send(&mut stage, &in_order).await.unwrap();
    assert_eq!(stage.dao.state(calls.proposal).await, Some(ProposalState::Pending));
}

#[tokio::test]
async fn a_governor_of_this_transaction_has_proposals_already() {
    let mut dao = Dao::bare(Platform::new().await);
    let alice = member(&mut dao, 3_000).await;
    dao.advance_weeks(1).await;
    let founder = dao.authority.insecure_clone();
    let (payer, keys, council) = (dao.payer(), dao.governance, dao.council.pubkey());
    let draft = Draft { nonce: 1, title: "t".into(), link: String::new(), actions: vec![] };
    let calls = [
        keys.create_governor(payer, founder.pubkey(), Dao::PARAMS, council),
        keys.draft(payer, alice.address(), &alice.address(), &draft),
    ];
    dao.send(&calls, &[&founder, &alice.keypair]).await.unwrap();
    let proposal = dao.proposal_of(&alice, 1);
    assert_eq!(dao.state(proposal).await, None);
}

#[tokio::test]
async fn a_second_submission_undoes_the_first() {
    let mut stage = Stage::new().await;
    let calls = Calls::of(&stage);
    send(&mut stage, &[&calls.draft, &calls.write]).await.unwrap();
    send(&mut stage, &[&calls.submit, &calls.submit]).await.refused(GovernorError::Submitted);
    assert_eq!(stage.dao.state(calls.proposal).await, None);
    assert_eq!(stage.dao.governor().await.proposal_count, 0);
    send(&mut stage, &[&calls.submit]).await.unwrap();
    send(&mut stage, &[&calls.submit]).await.refused(GovernorError::Submitted);
    assert_eq!(stage.dao.governor().await.proposal_count, 1);
}

#[tokio::test]
async fn nothing_is_written_after_the_submission() {
    let mut stage = Stage::new().await;
    let calls = Calls::of(&stage);
    send(&mut stage, &[&calls.draft, &calls.write]).await.unwrap();
    send(&mut stage, &[&calls.submit, &calls.write]).await.refused(GovernorError::Submitted);
    assert_eq!(stage.dao.state(calls.proposal).await, None);
    send(&mut stage, &[&calls.write, &calls.submit]).await.unwrap();
    send(&mut stage, &[&calls.write]).await.refused(GovernorError::Submitted);
}

#[tokio::test]
async fn nothing_happens_before_the_draft() {
    let mut stage = Stage::new().await;
    let calls = Calls::of(&stage);
    for call in [&calls.write, &calls.submit, &calls.cancel, &calls.close, &calls.vote] {
        let outcome = send(&mut stage, &[call, &calls.draft]).await;
        outcome.refused(InstructionError::AccountDataTooSmall);
    }
    // Nor anything but writing, submitting and closing before the submission.
    for (call, error) in [
        (&calls.cancel, GovernorError::Draft),
        (&calls.vote, GovernorError::Draft),
        (&calls.submit, GovernorError::BadActions),
    ] {
        send(&mut stage, &[&calls.draft, call]).await.refused(error);
    }
}

#[tokio::test]
async fn proposing_and_voting_in_one_transaction_takes_a_vote_without_delay() {
    let mut stage = Stage::new().await;
    let calls = Calls::of(&stage);
    let all = [&calls.draft, &calls.write, &calls.submit, &calls.vote];
    send(&mut stage, &all).await.refused(GovernorError::NotBegun);

    let params = governor::GovernorParams { voting_delay: 0, ..Dao::PARAMS };
    let mut stage = Stage::with(params).await;
    let calls = Calls::of(&stage);
    let all = [&calls.draft, &calls.write, &calls.submit, &calls.vote];
    send(&mut stage, &all).await.unwrap();
    assert_eq!(stage.dao.proposal(calls.proposal).await.proposal.votes_for, 3_000);
    // The vote is not over before its time, nor executed.
    let action = grant(&stage.dao);
    stage.dao.execute(calls.proposal, 0, &action).await.refused(GovernorError::NotSucceeded);
}

#[tokio::test]
async fn the_first_of_two_that_stop_it_stands() {
    for vetoed in [false, true] {
        let mut stage = Stage::new().await;
        let calls = Calls::of(&stage);
        let council = stage.dao.council.insecure_clone();
        stage.proposed().await;
        let (first, second) =
            if vetoed { (&calls.veto, &calls.cancel) } else { (&calls.cancel, &calls.veto) };
        let signers = [&stage.alice.keypair, &council];
        let both = stage.dao.send(&[first.clone(), second.clone()], &signers).await;
        both.refused(GovernorError::Final);
        assert_eq!(stage.dao.state(calls.proposal).await, Some(ProposalState::Pending));
        // The signers of both calls are not those of one.
        let signers = if vetoed { [&council] } else { [&stage.alice.keypair] };
        stage.dao.send(from_ref(first), &signers).await.unwrap();
        stage.dao.send(from_ref(first), &signers).await.refused(GovernorError::Final);
        let signers = if vetoed { [&stage.alice.keypair] } else { [&council] };
        stage.dao.send(from_ref(second), &signers).await.refused(GovernorError::Final);
        let state = if vetoed { ProposalState::Vetoed } else { ProposalState::Cancelled };
        assert_eq!(stage.dao.state(calls.proposal).await, Some(state));
    }
}

#[tokio::test]
async fn what_is_proposed_and_cancelled_at_once_is_counted() {
    let mut stage = Stage::new().await;
    let calls = Calls::of(&stage);
    let all = [&calls.draft, &calls.write, &calls.submit, &calls.cancel];
    send(&mut stage, &all).await.unwrap();
    assert_eq!(stage.dao.state(calls.proposal).await, Some(ProposalState::Cancelled));
    assert_eq!(stage.dao.governor().await.proposal_count, 1);
    // It keeps its address until its course would be over: the nonce is not free again.
    send(&mut stage, &[&calls.close]).await.refused(GovernorError::StillOpen);
    send(&mut stage, &[&calls.draft]).await.refused(ALREADY_IN_USE);
}

#[tokio::test]
async fn a_draft_is_closed_once_and_made_anew_in_one_transaction() {
    let mut stage = Stage::new().await;
    let calls = Calls::of(&stage);
    send(&mut stage, &[&calls.draft, &calls.write]).await.unwrap();
    let twice = send(&mut stage, &[&calls.close, &calls.close]).await;
    twice.refused(InstructionError::AccountDataTooSmall);
    // What was written is not there any more.
    send(&mut stage, &[&calls.close, &calls.draft]).await.unwrap();
    let read = stage.dao.proposal(calls.proposal).await;
    assert_eq!((read.actions, read.title.as_str()), (vec![0; 113], "Proposal 1"));
    send(&mut stage, &[&calls.submit]).await.refused(GovernorError::BadActions);
    // And it is closed for good in the transaction that makes and closes it.
    let all = [&calls.close, &calls.draft, &calls.write, &calls.close];
    send(&mut stage, &all).await.unwrap();
    assert!(stage.dao.account(&calls.proposal).await.is_none());
}

#[tokio::test]
async fn a_proposal_is_closed_and_proposed_anew_in_one_transaction() {
    let mut stage = Stage::new().await;
    let proposal = stage.at(ProposalState::Executed).await;
    stage.dao.pass(7 * DAY).await;
    let calls = Calls::of(&stage);
    let all = [&calls.close, &calls.draft, &calls.write, &calls.crank, &calls.submit];
    send(&mut stage, &all).await.unwrap();
    let read = stage.dao.proposal(proposal).await.proposal;
    assert_eq!((read.number, read.actions_run, read.votes_for), (2, 0, 0));
}

#[tokio::test]
async fn a_closed_vote_does_not_count_again() {
    let mut stage = Stage::new().await;
    let proposal = stage.at(ProposalState::Active).await;
    let (alice, payer) = (stage.alice.address(), stage.dao.payer());
    stage.dao.vote(&stage.alice, proposal, Choice::For).await.unwrap();
    let calls = Calls::of(&stage);
    let close = stage.dao.governance.close_vote(&proposal, &alice, payer);
    send(&mut stage, &[&close, &calls.vote]).await.refused(GovernorError::StillVoting);
    stage.dao.pass(5 * DAY).await;
    send(&mut stage, &[&close, &calls.vote]).await.refused(GovernorError::VotingOver);
    stage.dao.attempt(close, &[]).await.unwrap();
    send(&mut stage, &[&calls.vote]).await.refused(GovernorError::VotingOver);
    assert_eq!(stage.dao.proposal(proposal).await.proposal.votes_for, 3_000);
}

#[tokio::test]
async fn who_leaves_in_the_transaction_that_proposes_can_be_cancelled_by_all() {
    let mut stage = Stage::new().await;
    let calls = Calls::of(&stage);
    let unlock = stage.dao.keys.begin_unlock(stage.alice.address());
    let first = [&unlock, &calls.draft, &calls.write, &calls.submit];
    send(&mut stage, &first).await.refused(GovernorError::BelowThreshold);
    let then = [&calls.draft, &calls.write, &calls.submit, &unlock];
    send(&mut stage, &then).await.unwrap();
    let bob = stage.bob.keypair.insecure_clone();
    stage.dao.cancel(&bob, calls.proposal, &stage.alice).await.unwrap();
}
