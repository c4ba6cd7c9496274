use governor::GovernorError;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_signer::Signer;
use tenure_math::{Choice, ProposalState};
use tenure_tests::{Dao, IntoCode, OutcomeExt, Substitute};

use crate::{
    impostors::{of_the_governor, of_the_proposal, written_to},
    stage::{grant, written, Stage, DAY, GRANTEE, STATES},
};

#[tokio::test]
async fn the_council_stops_it_and_changes_nothing_else() {
    let mut stage = Stage::new().await;
    let proposal = stage.at(ProposalState::Succeeded).await;
    let council = stage.dao.council.insecure_clone();
    let mut before = stage.dao.proposal(proposal).await.proposal;
    let governor = stage.dao.governor().await;
    stage.dao.veto(&council, proposal).await.unwrap();
    let after = stage.dao.proposal(proposal).await.proposal;
    before.stage = 3;
    assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&before));
    assert_eq!(bytemuck::bytes_of(&stage.dao.governor().await), bytemuck::bytes_of(&governor));
    assert_eq!(stage.dao.state(proposal).await, Some(ProposalState::Vetoed));
}

#[tokio::test]
async fn until_nothing_can_come_of_it() {
    use ProposalState::{Active, Pending, Queued, Succeeded};
    for state in STATES {
        let mut stage = Stage::new().await;
        let proposal = stage.at(state).await;
        let council = stage.dao.council.insecure_clone();
        let outcome = stage.dao.veto(&council, proposal).await;
        if matches!(state, Pending | Active | Queued | Succeeded) {
            outcome.unwrap();
            stage.dao.veto(&council, proposal).await.refused(GovernorError::Final);
        } else {
            outcome.refused(GovernorError::Final);
            assert_eq!(stage.dao.state(proposal).await, Some(state));
        }
    }
}

#[tokio::test]
async fn until_the_last_second_of_the_grace() {
    for (seconds, vetoed) in [(7 * DAY - 1, true), (7 * DAY, false)] {
        let mut stage = Stage::new().await;
        let proposal = stage.at(ProposalState::Succeeded).await;
        stage.dao.pass(seconds).await;
        let council = stage.dao.council.insecure_clone();
        let outcome = stage.dao.veto(&council, proposal).await;
        if vetoed {
            outcome.unwrap();
        } else {
            outcome.refused(GovernorError::Final);
        }
    }
}

#[tokio::test]
async fn it_is_over_then() {
    let mut stage = Stage::new().await;
    let proposal = stage.at(ProposalState::Vetoed).await;
    stage.dao.pass(DAY).await;
    stage.dao.vote(&stage.alice, proposal, Choice::For).await.refused(GovernorError::VotingOver);
    stage.dao.pass(7 * DAY).await;
    let action = grant(&stage.dao);
    stage.dao.execute(proposal, 0, &action).await.refused(GovernorError::NotSucceeded);
}

#[tokio::test]
async fn what_has_run_has_run_and_the_rest_never_does() {
    let mut stage = Stage::new().await;
    let action = grant(&stage.dao);
    let proposal = stage.passed(1, &[action.clone(), action.clone()]).await;
    let council = stage.dao.council.insecure_clone();
    stage.dao.execute(proposal, 0, &action).await.unwrap();
    stage.dao.veto(&council, proposal).await.unwrap();
    stage.dao.execute(proposal, 1, &action).await.refused(GovernorError::NotSucceeded);
    assert_eq!(stage.dao.proposal(proposal).await.proposal.actions_run, 1);
    assert_eq!(stage.dao.account(&GRANTEE).await.unwrap().lamports, 1_000_000);
}

#[tokio::test]
async fn a_draft_cannot_be_stopped() {
    let mut stage = Stage::new().await;
    let draft = Dao::draft_of(1, &[grant(&stage.dao)]);
    let proposal = written(&mut stage.dao, &stage.alice, &draft).await;
    let council = stage.dao.council.insecure_clone();
    stage.dao.veto(&council, proposal).await.refused(GovernorError::Draft);
}

#[tokio::test]
async fn only_the_council_does() {
    let (mut stage, neighbour) = Stage::beside_a_neighbour().await;
    let proposal = stage.proposed().await;
    let strangers = [
        neighbour.council.insecure_clone(),
        stage.alice.keypair.insecure_clone(),
        stage.bob.keypair.insecure_clone(),
        stage.dao.authority.insecure_clone(),
        stage.dao.pauser.insecure_clone(),
        Keypair::new(),
    ];
    for stranger in strangers {
        stage.dao.veto(&stranger, proposal).await.refused(GovernorError::NotCouncil);
    }
    let council = stage.dao.council.pubkey();
    let unsigned = stage.dao.governance.veto(council, proposal).unsigned(council);
    stage.dao.attempt(unsigned, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn refuses_impostors_and_read_only_accounts() {
    let (mut stage, mut neighbour) = Stage::beside_a_neighbour().await;
    let there = neighbour.proposed(&mut stage.dao, &stage.alice).await;
    let proposal = stage.proposed().await;
    let council = stage.dao.council.insecure_clone();
    let elsewhere = neighbour.governance.governor;
    let wrong = GovernorError::NotCouncil;
    let mut impostors = of_the_governor(&mut stage.dao, elsewhere, there, wrong).await;
    impostors.extend(written_to(of_the_proposal(&mut stage.dao, proposal).await));
    let wrong = GovernorError::WrongProposal.code();
    impostors.push((proposal, there, "another governor's proposal", wrong));
    let instruction = stage.dao.governance.veto(council.pubkey(), proposal);
    stage.dao.refuses_impostors(&instruction, &[&council], &impostors).await;
    // Its own council, with this governor's proposal, stops nothing either.
    let abroad = instruction
        .clone()
        .with(council.pubkey(), neighbour.council.pubkey())
        .with(stage.dao.governance.governor, elsewhere);
    stage.dao.attempt(abroad, &[&neighbour.council]).await.refused(GovernorError::WrongProposal);
    stage.dao.refuses_read_only(&instruction, &[&council]).await;
    stage.dao.attempt(instruction, &[&council]).await.unwrap();
}
