use std::slice::from_ref;

use anchor_lang::ErrorCode;
use governor::{GovernorError, GovernorParams};
use solana_instruction::Instruction;
use solana_instruction_error::InstructionError;
use solana_signer::Signer;
use tenure_math::{Choice, ProposalState};
use tenure_tests::{Dao, OutcomeExt, Substitute};

use crate::{
    set_council::{everyone_else, of_the_treasurys_calls},
    stage::{Stage, DAY},
    terms,
};

const OTHER: GovernorParams = GovernorParams {
    proposal_threshold: 3_001,
    voting_delay: 0,
    voting_period: 2 * DAY,
    timelock: 3 * DAY,
    grace: 4 * DAY,
    quorum_bps: 5_000,
};

fn update(dao: &Dao, params: GovernorParams) -> Instruction {
    dao.governance.update_params(params)
}

#[tokio::test]
async fn writes_the_terms_and_changes_nothing_else() {
    let mut stage = Stage::new().await;
    let mut before = stage.dao.governor().await;
    let action = update(&stage.dao, OTHER);
    stage.enact(1, &action).await.unwrap();
    let after = stage.dao.governor().await;
    assert_eq!(after.params(), OTHER);
    before.proposal_count = 1;
    before.set_params(&OTHER).unwrap();
    assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&before));
}

#[tokio::test]
async fn takes_terms_at_their_bounds() {
    for params in terms::WITHIN {
        let mut stage = Stage::new().await;
        let action = update(&stage.dao, params);
        stage.enact(1, &action).await.unwrap();
        assert_eq!(stage.dao.governor().await.params(), params);
    }
}

#[tokio::test]
async fn refuses_terms_out_of_bounds_and_leaves_the_action_to_be_tried_again() {
    for params in terms::BEYOND {
        println!("{params:?}");
        let mut stage = Stage::new().await;
        let action = update(&stage.dao, params);
        let proposal = stage.passed(1, from_ref(&action)).await;
        stage.dao.execute(proposal, 0, &action).await.refused(GovernorError::BadParams);
        assert_eq!(stage.dao.governor().await.params(), Dao::PARAMS);
        assert_eq!(stage.dao.state(proposal).await, Some(ProposalState::Succeeded));
    }
}

#[tokio::test]
async fn the_same_terms_again_change_nothing() {
    let mut stage = Stage::new().await;
    let action = update(&stage.dao, Dao::PARAMS);
    stage.enact(1, &action).await.unwrap();
    assert_eq!(stage.dao.governor().await.params(), Dao::PARAMS);
}

#[tokio::test]
async fn what_was_submitted_before_keeps_its_terms() {
    let mut stage = Stage::new().await;
    let action = update(&stage.dao, OTHER);
    let proposal = stage.passed(1, from_ref(&action)).await;
    let running = stage.dao.proposal_of(&stage.bob, 1);
    let grant = crate::stage::grant(&stage.dao);
    stage.dao.propose(&stage.bob, 1, &[grant]).await.unwrap();
    let before = stage.dao.proposal(running).await.proposal;

    stage.dao.execute(proposal, 0, &action).await.unwrap();

    let after = stage.dao.proposal(running).await.proposal;
    assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&before));
    assert_eq!((after.threshold, after.quorum), (100, 400));
    // Nobody could propose now, and the delay would be none.
    stage.dao.propose(&stage.alice, 2, &[action]).await.refused(GovernorError::BelowThreshold);
    stage.dao.vote(&stage.bob, running, Choice::For).await.refused(GovernorError::NotBegun);
    let stranger = stage.alice.keypair.insecure_clone();
    let refused = stage.dao.cancel(&stranger, running, &stage.bob).await;
    refused.refused(GovernorError::StillAboveThreshold);
}

#[tokio::test]
async fn only_the_treasury_signs_it() {
    let mut stage = Stage::new().await;
    let (instruction, treasury) = (update(&stage.dao, OTHER), stage.dao.governance.treasury);
    for signer in everyone_else(&stage) {
        let by_signer = instruction.clone().with(treasury, signer.pubkey());
        stage.dao.attempt(by_signer, &[&signer]).await.refused(GovernorError::NotTreasury);
    }
    let by_payer = instruction.clone().with(treasury, stage.dao.payer());
    stage.dao.attempt(by_payer, &[]).await.refused(GovernorError::NotTreasury);
    let unsigned = instruction.unsigned(treasury);
    stage.dao.attempt(unsigned, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn a_treasury_rules_no_other_governor() {
    let (mut stage, mut neighbour) = Stage::beside_a_neighbour().await;
    let here = update(&stage.dao, OTHER);
    let (governor, there) = (stage.dao.governance.governor, neighbour.governance.governor);
    let abroad = here.clone().with(governor, there);
    stage.enact(1, &abroad).await.refused(GovernorError::NotTreasury);
    neighbour.swap(&mut stage.dao);
    assert_eq!(stage.dao.governor().await.params(), Dao::PARAMS);
}

#[tokio::test]
async fn refuses_impostors_and_read_only_accounts() {
    let action = |dao: &Dao| update(dao, OTHER);
    of_the_treasurys_calls(action).await;
    let mut stage = Stage::new().await;
    let mut read_only = update(&stage.dao, OTHER);
    read_only.accounts[0].is_writable = false;
    stage.enact(1, &read_only).await.refused(ErrorCode::ConstraintMut);
}
