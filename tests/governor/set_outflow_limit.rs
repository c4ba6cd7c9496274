use anchor_lang::ErrorCode;
use governor::{GovernorError, GovernorParams, OutflowLimit};
use solana_instruction::Instruction;
use solana_instruction_error::InstructionError;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_math::{start_of, ProposalState};
use tenure_tests::{Dao, OutcomeExt, Substitute};

use crate::{
    set_council::{everyone_else, of_the_treasurys_calls},
    stage::{Stage, DAY},
};

const SOL: Pubkey = Pubkey::new_from_array([0; 32]);
const NONE: u64 = u64::MAX;

/// The `index`th of mints that no one has.
fn mint(index: u8) -> Pubkey {
    Pubkey::new_from_array([100 + index; 32])
}

fn limit(dao: &Dao, mint: Pubkey, limit: u64) -> Instruction {
    dao.governance.set_outflow_limit(mint, limit)
}

async fn set(stage: &mut Stage, nonce: u64, mint: Pubkey, amount: u64) {
    let action = limit(&stage.dao, mint, amount);
    stage.enact(nonce, &action).await.unwrap();
}

async fn row(stage: &mut Stage, at: usize) -> OutflowLimit {
    stage.dao.governor().await.outflow_limits[at]
}

#[tokio::test]
async fn a_first_limit_counts_at_once_and_nothing_else_changes() {
    let mut stage = Stage::new().await;
    let mut before = stage.dao.governor().await;
    set(&mut stage, 1, SOL, 1_000).await;
    let week = stage.dao.week().await;
    let after = stage.dao.governor().await;
    before.proposal_count = 1;
    before.outflow_limits[0] =
        OutflowLimit { mint: SOL, limit: 1_000, next_limit: 1_000, spent: 0, next_from_week: 0, week };
    assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&before));
    assert_eq!((after.outflow_limit(week, &SOL), after.outflow_limit(week, &mint(1))), (1_000, NONE));
}

#[tokio::test]
async fn a_lower_one_counts_at_once() {
    let mut stage = Stage::new().await;
    set(&mut stage, 1, SOL, 1_000).await;
    set(&mut stage, 2, SOL, 999).await;
    let (week, after) = (stage.dao.week().await, row(&mut stage, 0).await);
    assert_eq!((after.in_force(week), after.in_force(week + 2)), (999, 999));
    set(&mut stage, 3, SOL, 0).await;
    let week = stage.dao.week().await;
    assert_eq!(row(&mut stage, 0).await.in_force(week), 0);
}

#[tokio::test]
async fn a_higher_one_counts_from_the_second_week_after() {
    let mut stage = Stage::new().await;
    set(&mut stage, 1, SOL, 1_000).await;
    set(&mut stage, 2, SOL, 1_001).await;
    let (week, after) = (stage.dao.week().await, row(&mut stage, 0).await);
    assert_eq!((after.limit, after.next_limit, after.next_from_week), (1_000, 1_001, week + 2));
    assert_eq!((after.in_force(week + 1), after.in_force(week + 2)), (1_000, 1_001));
}

#[tokio::test]
async fn a_lower_one_takes_back_a_higher_one_that_does_not_count_yet() {
    let mut stage = Stage::new().await;
    set(&mut stage, 1, SOL, 1_000).await;
    // Both in one proposal: the higher one never counts.
    let actions = [limit(&stage.dao, SOL, 5_000), limit(&stage.dao, SOL, 1_000)];
    let proposal = stage.passed(2, &actions).await;
    stage.dao.execute(proposal, 0, &actions[0]).await.unwrap();
    stage.dao.execute(proposal, 1, &actions[1]).await.unwrap();
    let (week, after) = (stage.dao.week().await, row(&mut stage, 0).await);
    assert_eq!((after.in_force(week), after.in_force(week + 2)), (1_000, 1_000));
}

#[tokio::test]
async fn no_limit_is_a_higher_one() {
    let mut stage = Stage::new().await;
    set(&mut stage, 1, SOL, 1_000).await;
    set(&mut stage, 2, SOL, NONE).await;
    let (week, after) = (stage.dao.week().await, stage.dao.governor().await);
    assert_eq!(after.outflow_limit(week + 1, &SOL), 1_000);
    assert_eq!(after.outflow_limit(week + 2, &SOL), NONE);
    assert!(!after.outflow_limits[0].is_free(week + 1) && after.outflow_limits[0].is_free(week + 2));
}

#[tokio::test]
async fn no_limit_for_a_mint_that_has_none_takes_no_room() {
    let mut stage = Stage::new().await;
    set(&mut stage, 1, mint(1), NONE).await;
    let (week, after) = (stage.dao.week().await, row(&mut stage, 0).await);
    assert!(after.is_free(week));
    set(&mut stage, 2, mint(2), 7).await;
    assert_eq!(row(&mut stage, 0).await.mint, mint(2));
}

/// Sixteen mints have a limit, each its number, on terms that leave four weeks to execute.
async fn sixteen() -> Stage {
    let params = GovernorParams { grace: 28 * DAY, ..Dao::PARAMS };
    let mut stage = Stage::with(params).await;
    let actions: Vec<_> = (0..16).map(|at| limit(&stage.dao, mint(at), u64::from(at))).collect();
    let proposal = stage.passed(1, &actions).await;
    for (index, action) in (0..).zip(&actions) {
        stage.dao.execute(proposal, index, action).await.unwrap();
    }
    stage
}

#[tokio::test]
async fn sixteen_mints_have_room_and_a_seventeenth_has_not() {
    let mut stage = sixteen().await;
    let (week, governor) = (stage.dao.week().await, stage.dao.governor().await);
    for (index, row) in (0..).zip(&governor.outflow_limits) {
        assert_eq!((row.mint, row.in_force(week)), (mint(index), u64::from(index)));
    }
    for (nonce, seventeenth) in [(2, 1), (3, NONE)] {
        let action = limit(&stage.dao, mint(16), seventeenth);
        stage.enact(nonce, &action).await.refused(GovernorError::TooManyLimits);
    }
    // One that is there can still be changed.
    set(&mut stage, 4, mint(15), 3).await;
    let week = stage.dao.week().await;
    assert_eq!(row(&mut stage, 15).await.in_force(week), 3);
}

#[tokio::test]
async fn a_seventeenth_has_room_from_the_second_on_at_which_a_limit_ends() {
    let mut stage = sixteen().await;
    let actions = [limit(&stage.dao, mint(4), NONE), limit(&stage.dao, mint(16), 1)];
    let proposal = stage.passed(2, &actions).await;
    stage.dao.execute(proposal, 0, &actions[0]).await.unwrap();
    let free = start_of(stage.dao.week().await + 2);
    for t in [stage.dao.now().await, free - 1] {
        stage.dao.set_time(t).await;
        let outcome = stage.dao.execute(proposal, 1, &actions[1]).await;
        outcome.refused(GovernorError::TooManyLimits);
    }
    stage.dao.set_time(free).await;
    stage.dao.execute(proposal, 1, &actions[1]).await.unwrap();
    let week = stage.dao.week().await;
    let expected =
        OutflowLimit { mint: mint(16), limit: 1, next_limit: 1, spent: 0, next_from_week: 0, week };
    assert_eq!(row(&mut stage, 4).await, expected);
}

#[tokio::test]
async fn a_refused_limit_is_to_be_tried_again() {
    let mut stage = Stage::new().await;
    let mut action = limit(&stage.dao, SOL, 1);
    // Half of the limit is missing.
    action.data.truncate(44);
    let proposal = stage.passed(1, &[action.clone()]).await;
    let outcome = stage.dao.execute(proposal, 0, &action).await;
    outcome.refused(ErrorCode::InstructionDidNotDeserialize);
    assert_eq!(stage.dao.state(proposal).await, Some(ProposalState::Succeeded));
}

#[tokio::test]
async fn only_the_treasury_signs_it() {
    let mut stage = Stage::new().await;
    let (instruction, treasury) = (limit(&stage.dao, SOL, 1), stage.dao.governance.treasury);
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
async fn refuses_impostors_and_read_only_accounts() {
    of_the_treasurys_calls(|dao| limit(dao, SOL, 1)).await;
    let mut stage = Stage::new().await;
    let mut read_only = limit(&stage.dao, SOL, 1);
    read_only.accounts[0].is_writable = false;
    stage.enact(1, &read_only).await.refused(ErrorCode::ConstraintMut);
}
