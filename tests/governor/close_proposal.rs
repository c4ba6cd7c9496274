use std::slice::from_ref;

use anchor_lang::ErrorCode;
use governor::GovernorError;
use solana_instruction::Instruction;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use solana_system_interface::instruction::transfer;
use tenure_math::ProposalState;
use tenure_tests::{Dao, IntoCode, OutcomeExt, Substitute};

use crate::{
    impostors::{of_the_proposal, written_to},
    stage::{drafted, grant, submit, written, Stage, DAY, STATES},
};

fn close(stage: &Stage, signer: Pubkey, proposal: Pubkey) -> Instruction {
    stage.dao.governance.close_proposal(signer, proposal, stage.dao.payer())
}

#[tokio::test]
async fn the_proposer_closes_a_draft_and_who_paid_gets_the_rent() {
    let mut stage = Stage::new().await;
    let (patron, alice) = (Keypair::new(), stage.alice.address());
    let gift = transfer(&stage.dao.payer(), &patron.pubkey(), 1_000_000_000);
    stage.dao.send(&[gift], &[]).await.unwrap();
    let draft = Dao::draft_of(1, &[grant(&stage.dao)]);
    let instruction = stage.dao.governance.draft(patron.pubkey(), alice, &alice, &draft);
    stage.dao.attempt(instruction, &[&patron, &stage.alice.keypair]).await.unwrap();
    let proposal = stage.dao.proposal_of(&stage.alice, 1);
    let rent = stage.dao.account(&proposal).await.unwrap().lamports;
    assert_eq!(stage.dao.account(&patron.pubkey()).await.unwrap().lamports, 1_000_000_000 - rent);

    let instruction = stage.dao.governance.close_proposal(alice, proposal, patron.pubkey());
    stage.dao.refuses_read_only(&instruction, &[&stage.alice.keypair]).await;
    stage.dao.attempt(instruction, &[&stage.alice.keypair]).await.unwrap();

    assert!(stage.dao.account(&proposal).await.is_none());
    assert_eq!(stage.dao.account(&patron.pubkey()).await.unwrap().lamports, 1_000_000_000);
    assert_eq!(stage.dao.governor().await.proposal_count, 0);
}

#[tokio::test]
async fn nobody_else_closes_a_draft() {
    let mut stage = Stage::new().await;
    let proposal = drafted(&mut stage, 1).await;
    stage.dao.set_delegate(&stage.alice, stage.bob.address()).await.unwrap();
    stage.dao.advance_weeks(100).await;
    let strangers = [
        stage.bob.keypair.insecure_clone(),
        stage.dao.council.insecure_clone(),
        stage.dao.authority.insecure_clone(),
        Keypair::new(),
    ];
    for stranger in strangers {
        let instruction = close(&stage, stranger.pubkey(), proposal);
        stage.dao.attempt(instruction, &[&stranger]).await.refused(GovernorError::NotProposer);
    }
    // Not even who paid for it.
    let by_payer = close(&stage, stage.dao.payer(), proposal);
    stage.dao.attempt(by_payer, &[]).await.refused(GovernorError::NotProposer);
}

#[tokio::test]
async fn a_proposal_is_closed_by_anyone_once_its_course_is_over() {
    for state in STATES {
        let mut stage = Stage::new().await;
        let proposal = stage.at(state).await;
        let expires_at = stage.dao.proposal(proposal).await.proposal.expires_at;
        let stranger = Keypair::new();
        let instruction = close(&stage, stranger.pubkey(), proposal);
        let by_proposer = close(&stage, stage.alice.address(), proposal);
        // What has expired is there already.
        if state != ProposalState::Expired {
            for t in [stage.dao.now().await, expires_at - 1] {
                stage.dao.set_time(t).await;
                let outcome = stage.dao.attempt(instruction.clone(), &[&stranger]).await;
                outcome.refused(GovernorError::StillOpen);
                let outcome = stage.dao.attempt(by_proposer.clone(), &[&stage.alice.keypair]).await;
                outcome.refused(GovernorError::StillOpen);
            }
        }
        // In the second in which the grace ends, every state is final.
        stage.dao.set_time(expires_at).await;
        let rent = stage.dao.account(&proposal).await.unwrap().lamports;
        let payer = stage.dao.payer();
        let before = stage.dao.account(&payer).await.unwrap().lamports;
        stage.dao.attempt(instruction, &[&stranger]).await.unwrap();
        assert!(stage.dao.account(&proposal).await.is_none());
        // Two signatures cost 10,000.
        let after = stage.dao.account(&payer).await.unwrap().lamports;
        assert_eq!(after, before + rent - 10_000);
    }
}

#[tokio::test]
async fn happens_once() {
    let mut stage = Stage::new().await;
    let proposal = stage.at(ProposalState::Expired).await;
    let instruction = close(&stage, stage.dao.payer(), proposal);
    stage.dao.attempt(instruction.clone(), &[]).await.unwrap();
    stage.dao.attempt(instruction, &[]).await.refused(InstructionError::AccountDataTooSmall);
}

#[tokio::test]
async fn the_rent_goes_to_nobody_else() {
    let mut stage = Stage::new().await;
    let proposal = stage.at(ProposalState::Expired).await;
    let payer = stage.dao.payer();
    let thieves = [
        stage.alice.address(),
        stage.bob.address(),
        stage.dao.governance.treasury,
        stage.dao.governance.governor,
        Pubkey::new_unique(),
    ];
    for thief in thieves {
        let instruction = stage.dao.governance.close_proposal(payer, proposal, thief);
        stage.dao.attempt(instruction, &[]).await.refused(GovernorError::WrongRentPayer);
    }
}

#[tokio::test]
async fn a_nonce_is_free_again_and_the_new_proposal_begins_anew() {
    let mut stage = Stage::new().await;
    let proposal = stage.at(ProposalState::Executed).await;
    let grant = grant(&stage.dao);
    let used = stage.dao.propose(&stage.alice, 1, from_ref(&grant)).await;
    // The system program's code for an address that is taken.
    used.refused(0);
    stage.dao.pass(7 * DAY).await;
    let instruction = close(&stage, stage.dao.payer(), proposal);
    stage.dao.attempt(instruction, &[]).await.unwrap();

    assert_eq!(stage.proposed().await, proposal);

    let read = stage.dao.proposal(proposal).await.proposal;
    assert_eq!((read.number, read.stage, read.actions, read.actions_run), (2, 1, 1, 0));
    assert_eq!((read.votes_for, read.votes_against, read.votes_abstain), (0, 0, 0));
    assert_eq!(stage.dao.state(proposal).await, Some(ProposalState::Pending));
    stage.dao.execute(proposal, 0, &grant).await.refused(GovernorError::NotSucceeded);
}

#[tokio::test]
async fn a_closed_draft_is_gone_for_every_instruction() {
    let mut stage = Stage::new().await;
    let proposal = drafted(&mut stage, 1).await;
    let alice = stage.alice.address();
    let instruction = close(&stage, alice, proposal);
    stage.dao.attempt(instruction, &[&stage.alice.keypair]).await.unwrap();
    let gone = InstructionError::AccountDataTooSmall;
    submit(&mut stage.dao, &stage.alice, proposal).await.refused(gone.clone());
    let write = stage.dao.governance.write(alice, proposal, 0, &[1]);
    stage.dao.attempt(write, &[&stage.alice.keypair]).await.refused(gone.clone());
    let cancel = stage.dao.governance.cancel(alice, proposal, &alice);
    stage.dao.attempt(cancel, &[&stage.alice.keypair]).await.refused(gone);
    let view = stage.dao.governance.proposal_state(proposal);
    stage.dao.attempt(view, &[]).await.refused(InstructionError::UninitializedAccount);
}

#[tokio::test]
async fn wants_the_signature() {
    let mut stage = Stage::new().await;
    let proposal = drafted(&mut stage, 1).await;
    let alice = stage.alice.address();
    let instruction = close(&stage, alice, proposal).unsigned(alice);
    stage.dao.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn refuses_impostors_and_read_only_accounts() {
    let mut stage = Stage::new().await;
    let proposal = drafted(&mut stage, 1).await;
    let running = stage.proposed_again(2).await;
    let bobs = Dao::draft_of(1, &[grant(&stage.dao)]);
    let bobs = written(&mut stage.dao, &stage.bob, &bobs).await;
    let mut impostors = written_to(of_the_proposal(&mut stage.dao, proposal).await);
    let governor = stage.dao.governance.governor;
    let lock = stage.dao.keys.lock(&stage.alice.address());
    impostors.extend([
        (proposal, bobs, "another proposer's draft", GovernorError::NotProposer.code()),
        (proposal, running, "a proposal that runs", GovernorError::StillOpen.code()),
        (proposal, governor, "the governor itself", InstructionError::InvalidAccountData),
        (proposal, lock, "the lock", ErrorCode::ConstraintOwner.code()),
    ]);
    let instruction = close(&stage, stage.alice.address(), proposal);
    stage.dao.refuses_impostors(&instruction, &[&stage.alice.keypair], &impostors).await;
    stage.dao.refuses_read_only(&instruction, &[&stage.alice.keypair]).await;
    stage.dao.attempt(instruction, &[&stage.alice.keypair]).await.unwrap();
}

#[tokio::test]
async fn the_proposal_does_not_receive_its_own_rent() {
    let mut stage = Stage::new().await;
    let proposal = drafted(&mut stage, 1).await;
    let alice = stage.alice.address();
    let instruction = close(&stage, alice, proposal).with(stage.dao.payer(), proposal);
    let outcome = stage.dao.attempt(instruction, &[&stage.alice.keypair]).await;
    outcome.refused(ErrorCode::ConstraintDuplicateMutableAccount);
}
