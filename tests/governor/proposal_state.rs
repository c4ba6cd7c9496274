use governor::GovernorError;
use solana_instruction_error::InstructionError;
use solana_pubkey::Pubkey;
use tenure_math::{Choice, ProposalState};
use tenure_tests::{Dao, OutcomeExt, START};
use ProposalState::{Active, Cancelled, Defeated, Executed, Expired, Pending, Queued, Succeeded, Vetoed};

use crate::{
    impostors::of_the_proposal,
    stage::{grant, written, Stage, DAY},
};

/// The state at seconds counted from the proposal's submission.
async fn states_at(stage: &mut Stage, proposal: Pubkey, expected: &[(u32, ProposalState)]) {
    let submitted_at = stage.dao.proposal(proposal).await.proposal.submitted_at;
    for (seconds, state) in expected {
        stage.dao.set_time(submitted_at + u64::from(*seconds)).await;
        assert_eq!(stage.dao.state(proposal).await, Some(*state), "after {seconds} s");
    }
}

/// Alice's proposal, for which she has voted.
async fn won() -> (Stage, Pubkey) {
    let mut stage = Stage::new().await;
    let proposal = stage.at(Active).await;
    stage.dao.vote(&stage.alice, proposal, Choice::For).await.unwrap();
    (stage, proposal)
}

#[tokio::test]
async fn of_a_draft_there_is_none_however_old() {
    let mut stage = Stage::new().await;
    let draft = Dao::draft_of(1, &[grant(&stage.dao)]);
    let proposal = written(&mut stage.dao, &stage.alice, &draft).await;
    for weeks in [0, 1, 100] {
        stage.dao.advance_weeks(weeks).await;
        assert_eq!(stage.dao.state(proposal).await, None);
    }
}

#[tokio::test]
async fn of_what_is_won_at_each_states_first_and_last_second() {
    let (mut stage, proposal) = won().await;
    let course = [
        (0, Pending),
        (DAY - 1, Pending),
        (DAY, Active),
        (6 * DAY - 1, Active),
        (6 * DAY, Queued),
        (8 * DAY - 1, Queued),
        (8 * DAY, Succeeded),
        (15 * DAY - 1, Succeeded),
        (15 * DAY, Expired),
        (4_000 * DAY, Expired),
    ];
    states_at(&mut stage, proposal, &course).await;
}

#[tokio::test]
async fn of_what_is_lost() {
    let mut stage = Stage::new().await;
    let proposal = stage.proposed().await;
    let course = [
        (DAY - 1, Pending),
        (DAY, Active),
        (6 * DAY - 1, Active),
        (6 * DAY, Defeated),
        (8 * DAY, Defeated),
        (15 * DAY, Defeated),
    ];
    states_at(&mut stage, proposal, &course).await;
}

#[tokio::test]
async fn without_a_delay_voting_begins_at_once() {
    let params = governor::GovernorParams { voting_delay: 0, ..Dao::PARAMS };
    let mut stage = Stage::with(params).await;
    let proposal = stage.proposed().await;
    states_at(&mut stage, proposal, &[(0, Active), (5 * DAY - 1, Active), (5 * DAY, Defeated)]).await;
}

#[tokio::test]
async fn what_has_run_is_executed_for_good() {
    let mut stage = Stage::new().await;
    let proposal = stage.at(Executed).await;
    let course = [(8 * DAY, Executed), (15 * DAY - 1, Executed), (15 * DAY, Executed), (0, Executed)];
    states_at(&mut stage, proposal, &course).await;
}

#[tokio::test]
async fn what_has_run_in_part_is_not_executed() {
    let mut stage = Stage::new().await;
    let action = grant(&stage.dao);
    let proposal = stage.passed(1, &[action.clone(), action.clone()]).await;
    stage.dao.execute(proposal, 0, &action).await.unwrap();
    states_at(&mut stage, proposal, &[(15 * DAY - 1, Succeeded), (15 * DAY, Expired)]).await;
    stage.dao.execute(proposal, 1, &action).await.refused(GovernorError::Expired);
}

#[tokio::test]
async fn what_is_cancelled_or_vetoed_stays_so() {
    for state in [Cancelled, Vetoed] {
        let mut stage = Stage::new().await;
        let proposal = stage.at(state).await;
        let course = [0, DAY, 6 * DAY, 8 * DAY, 15 * DAY].map(|seconds| (seconds, state));
        states_at(&mut stage, proposal, &course).await;
    }
}

#[tokio::test]
async fn the_council_stops_what_is_won_after_the_vote_too() {
    let (mut stage, proposal) = won().await;
    stage.dao.pass(6 * DAY).await;
    let council = stage.dao.council.insecure_clone();
    stage.dao.veto(&council, proposal).await.unwrap();
    states_at(&mut stage, proposal, &[(8 * DAY, Vetoed), (15 * DAY, Vetoed)]).await;
}

#[tokio::test]
async fn depends_on_nobodys_call() {
    // Nobody did anything since the vote; the locker is weeks behind.
    let (mut stage, proposal) = won().await;
    stage.dao.advance_weeks(30).await;
    assert_eq!(stage.dao.state(proposal).await, Some(Expired));
}

#[tokio::test]
async fn says_each_state_by_its_number() {
    let numbers = [
        (Pending, 1),
        (Active, 2),
        (Defeated, 3),
        (Queued, 4),
        (Succeeded, 5),
        (Executed, 6),
        (Expired, 7),
        (Cancelled, 8),
        (Vetoed, 9),
    ];
    for (state, number) in numbers {
        let mut stage = Stage::new().await;
        let proposal = stage.at(state).await;
        let view = stage.dao.governance.proposal_state(proposal);
        assert_eq!(stage.dao.attempt(view, &[]).await.unwrap().return_data, [number]);
    }
}

#[tokio::test]
async fn changes_nothing() {
    let (mut stage, proposal) = won().await;
    let before = stage.dao.account(&proposal).await;
    stage.dao.pass(15 * DAY).await;
    assert_eq!(stage.dao.state(proposal).await, Some(Expired));
    assert_eq!(stage.dao.account(&proposal).await, before);
}

#[tokio::test]
async fn a_clock_before_1970_is_refused_and_one_that_ran_back_is_believed() {
    let (mut stage, proposal) = won().await;
    stage.dao.set_time(START).await;
    assert_eq!(stage.dao.state(proposal).await, Some(Pending));
    stage.dao.set_unix_timestamp(-1).await;
    let view = stage.dao.governance.proposal_state(proposal);
    stage.dao.attempt(view, &[]).await.refused(GovernorError::BadClock);
}

#[tokio::test]
async fn refuses_impostors() {
    let mut stage = Stage::new().await;
    let proposal = stage.proposed().await;
    let locker = stage.dao.keys.locker;
    let mut impostors = of_the_proposal(&mut stage.dao, proposal).await;
    let alien = tenure_tests::IntoCode::code(anchor_lang::ErrorCode::ConstraintOwner);
    impostors.push((proposal, locker, "the locker", alien));
    let governor = stage.dao.governance.governor;
    impostors.push((proposal, governor, "the governor", InstructionError::InvalidAccountData));
    let view = stage.dao.governance.proposal_state(proposal);
    stage.dao.refuses_impostors(&view, &[], &impostors).await;
}
