use std::slice::from_ref;

use anchor_lang::ErrorCode;
use governor::GovernorError;
use solana_instruction::Instruction;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_math::ProposalState;
use tenure_tests::{Dao, OutcomeExt, Substitute};

use crate::{
    impostors::{of_the_governor, written_to},
    stage::{grant, Stage},
};

const SOMEONE: Pubkey = Pubkey::new_from_array([5; 32]);

/// All who have a part in the DAO or none, but not its treasury.
pub fn everyone_else(stage: &Stage) -> Vec<Keypair> {
    let Stage { dao, alice, bob } = stage;
    let clones = [
        &dao.council,
        &dao.authority,
        &dao.pauser,
        &dao.ruler,
        &dao.guard,
        &alice.keypair,
        &bob.keypair,
        &Keypair::new(),
    ];
    clones.map(Keypair::insecure_clone).into()
}

/// A call for the treasury to sign is refused, when a proposal makes it, with another governor's account,
/// or one of another type, in the place of its own.
pub async fn of_the_treasurys_calls(call: impl Fn(&Dao) -> Instruction) {
    let (mut stage, mut neighbour) = Stage::beside_a_neighbour().await;
    let there = neighbour.proposed(&mut stage.dao, &stage.alice).await;
    let instruction = call(&stage.dao);
    let elsewhere = neighbour.governance.governor;
    let impostors = of_the_governor(&mut stage.dao, elsewhere, there, GovernorError::NotTreasury).await;
    for (place, (original, other, what, error)) in (1..).zip(written_to(impostors)) {
        println!("{what}");
        let action = instruction.clone().with(original, other);
        stage.enact(place, &action).await.refused(error);
    }
    stage.enact(100, &instruction).await.unwrap();
}

#[tokio::test]
async fn writes_the_council_and_changes_nothing_else() {
    let mut stage = Stage::new().await;
    let mut before = stage.dao.governor().await;
    let action = stage.dao.governance.set_council(SOMEONE);
    stage.enact(1, &action).await.unwrap();
    let after = stage.dao.governor().await;
    (before.proposal_count, before.council) = (1, SOMEONE);
    assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&before));
}

#[tokio::test]
async fn the_new_council_can_veto_at_once_and_the_old_one_cannot() {
    let mut stage = Stage::new().await;
    let (old, new) = (stage.dao.council.insecure_clone(), Keypair::new());
    let action = stage.dao.governance.set_council(new.pubkey());
    let proposal = stage.passed(1, from_ref(&action)).await;
    let grant = grant(&stage.dao);
    stage.dao.propose(&stage.bob, 1, &[grant]).await.unwrap();
    let running = stage.dao.proposal_of(&stage.bob, 1);
    stage.dao.veto(&new, running).await.refused(GovernorError::NotCouncil);

    stage.dao.execute(proposal, 0, &action).await.unwrap();

    stage.dao.veto(&old, running).await.refused(GovernorError::NotCouncil);
    stage.dao.veto(&new, running).await.unwrap();
    assert_eq!(stage.dao.state(running).await, Some(ProposalState::Vetoed));
}

#[tokio::test]
async fn zero_is_nobody() {
    let mut stage = Stage::new().await;
    let old = stage.dao.council.insecure_clone();
    let action = stage.dao.governance.set_council(Pubkey::default());
    stage.enact(1, &action).await.unwrap();
    assert_eq!(stage.dao.governor().await.council, Pubkey::default());
    let running = stage.proposed_again(2).await;
    stage.dao.veto(&old, running).await.refused(GovernorError::NotCouncil);
    // The system program's address, which nobody can sign for.
    let instruction = stage.dao.governance.veto(Pubkey::default(), running).unsigned(Pubkey::default());
    stage.dao.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn the_council_can_stop_its_own_end() {
    let mut stage = Stage::new().await;
    let council = stage.dao.council.insecure_clone();
    let action = stage.dao.governance.set_council(SOMEONE);
    let proposal = stage.passed(1, from_ref(&action)).await;
    stage.dao.veto(&council, proposal).await.unwrap();
    stage.dao.execute(proposal, 0, &action).await.refused(GovernorError::NotSucceeded);
    assert_eq!(stage.dao.governor().await.council, council.pubkey());
}

#[tokio::test]
async fn only_the_treasury_signs_it() {
    let mut stage = Stage::new().await;
    let (keys, council) = (stage.dao.governance, stage.dao.council.pubkey());
    let instruction = keys.set_council(SOMEONE);
    for signer in everyone_else(&stage) {
        let by_signer = instruction.clone().with(keys.treasury, signer.pubkey());
        stage.dao.attempt(by_signer, &[&signer]).await.refused(GovernorError::NotTreasury);
    }
    let by_payer = instruction.clone().with(keys.treasury, stage.dao.payer());
    stage.dao.attempt(by_payer, &[]).await.refused(GovernorError::NotTreasury);
    let unsigned = instruction.unsigned(keys.treasury);
    stage.dao.attempt(unsigned, &[]).await.refused(InstructionError::MissingRequiredSignature);
    assert_eq!(stage.dao.governor().await.council, council);
}

#[tokio::test]
async fn another_governors_treasury_does_not() {
    let (mut stage, mut neighbour) = Stage::beside_a_neighbour().await;
    let (here, there) = (stage.dao.governance, neighbour.governance);
    let action = here.set_council(SOMEONE).with(here.treasury, there.treasury);
    let council = stage.dao.council.pubkey();
    // Alice has all the power there.
    neighbour.swap(&mut stage.dao);
    stage.enact(1, &action).await.refused(GovernorError::NotTreasury);
    neighbour.swap(&mut stage.dao);
    assert_eq!(stage.dao.governor().await.council, council);
}

#[tokio::test]
async fn refuses_impostors_and_read_only_accounts() {
    of_the_treasurys_calls(|dao| dao.governance.set_council(SOMEONE)).await;
    let mut stage = Stage::new().await;
    let mut read_only = stage.dao.governance.set_council(SOMEONE);
    read_only.accounts[0].is_writable = false;
    stage.enact(1, &read_only).await.refused(ErrorCode::ConstraintMut);
}
