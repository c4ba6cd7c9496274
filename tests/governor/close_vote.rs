use anchor_lang::ErrorCode;
use governor::{GovernorError, Vote};
use solana_instruction::Instruction;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_math::{Choice, ProposalState};
use tenure_tests::{Dao, IntoCode, OutcomeExt, Substitute};

use crate::{
    impostors::{of_anything, written_to},
    stage::{Stage, DAY},
};

/// The proposal runs and Alice has voted: she, or rather the payer, paid for the account.
async fn voted() -> (Stage, Pubkey) {
    let mut stage = Stage::new().await;
    let proposal = stage.at(ProposalState::Active).await;
    stage.dao.vote(&stage.alice, proposal, Choice::For).await.unwrap();
    (stage, proposal)
}

fn close(stage: &Stage, proposal: Pubkey) -> Instruction {
    let payer = stage.dao.payer();
    stage.dao.governance.close_vote(&proposal, &stage.alice.address(), payer)
}

#[tokio::test]
async fn gives_the_rent_back_and_leaves_the_count_alone() {
    let mut stage = Stage::new().await;
    let proposal = stage.at(ProposalState::Active).await;
    let (patron, alice) = (Keypair::new(), stage.alice.address());
    give(&mut stage.dao, &patron.pubkey(), 100_000_000).await;
    let vote = stage.dao.governance.vote(patron.pubkey(), alice, &alice, proposal, Choice::For);
    stage.dao.attempt(vote, &[&patron, &stage.alice.keypair]).await.unwrap();
    let account = stage.dao.governance.vote_account(&proposal, &alice);
    let rent = stage.dao.account(&account).await.unwrap().lamports;
    let left = stage.dao.account(&patron.pubkey()).await.unwrap().lamports;
    assert!(rent > 0);
    assert_eq!(left + rent, 100_000_000);
    let mut before = stage.dao.proposal(proposal).await.proposal;
    stage.dao.pass(5 * DAY).await;

    let instruction = stage.dao.governance.close_vote(&proposal, &alice, patron.pubkey());
    stage.dao.attempt(instruction, &[]).await.unwrap();

    assert!(stage.dao.account(&account).await.is_none());
    assert_eq!(stage.dao.account(&patron.pubkey()).await.unwrap().lamports, 100_000_000);
    let after = stage.dao.proposal(proposal).await.proposal;
    // Nobody votes any more, whatever the clock says.
    before.voting_over = 1;
    assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&before));
    assert_eq!((after.votes_for, after.votes_against, after.votes_abstain), (3_000, 0, 0));
}

#[tokio::test]
async fn from_the_second_on_at_which_voting_ends() {
    let (mut stage, proposal) = voted().await;
    let ends_at = stage.dao.proposal(proposal).await.proposal.voting_ends_at;
    let instruction = close(&stage, proposal);
    for t in [stage.dao.now().await, ends_at - 1] {
        stage.dao.set_time(t).await;
        stage.dao.attempt(instruction.clone(), &[]).await.refused(GovernorError::StillVoting);
    }
    stage.dao.set_time(ends_at).await;
    stage.dao.attempt(instruction, &[]).await.unwrap();
}

#[tokio::test]
async fn not_sooner_if_it_is_cancelled_or_vetoed() {
    for vetoed in [false, true] {
        let (mut stage, proposal) = voted().await;
        let (alice, council) = (stage.alice.keypair.insecure_clone(), stage.dao.council.insecure_clone());
        let outcome = if vetoed {
            stage.dao.veto(&council, proposal).await
        } else {
            stage.dao.cancel(&alice, proposal, &stage.alice).await
        };
        outcome.unwrap();
        let instruction = close(&stage, proposal);
        stage.dao.attempt(instruction.clone(), &[]).await.refused(GovernorError::StillVoting);
        stage.dao.pass(5 * DAY).await;
        stage.dao.attempt(instruction, &[]).await.unwrap();
    }
}

#[tokio::test]
async fn also_when_its_proposal_is_gone() {
    let (mut stage, proposal) = voted().await;
    stage.dao.pass(14 * DAY).await;
    let payer = stage.dao.payer();
    let gone = stage.dao.governance.close_proposal(payer, proposal, payer);
    stage.dao.attempt(gone, &[]).await.unwrap();
    let instruction = close(&stage, proposal);
    stage.dao.attempt(instruction, &[]).await.unwrap();
    assert!(stage.dao.vote_of(&proposal, &stage.alice).await.is_none());
}

#[tokio::test]
async fn happens_once() {
    let (mut stage, proposal) = voted().await;
    stage.dao.pass(5 * DAY).await;
    let instruction = close(&stage, proposal);
    stage.dao.attempt(instruction.clone(), &[]).await.unwrap();
    stage.dao.attempt(instruction, &[]).await.refused(InstructionError::AccountDataTooSmall);
    // Who never voted has nothing to close.
    let payer = stage.dao.payer();
    let bobs = stage.dao.governance.close_vote(&proposal, &stage.bob.address(), payer);
    stage.dao.attempt(bobs, &[]).await.refused(InstructionError::AccountDataTooSmall);
}

#[tokio::test]
async fn the_rent_goes_to_nobody_else() {
    let (mut stage, proposal) = voted().await;
    stage.dao.pass(5 * DAY).await;
    let thieves = [
        stage.alice.address(),
        stage.bob.address(),
        stage.dao.governance.treasury,
        stage.dao.council.pubkey(),
        Pubkey::new_unique(),
    ];
    for thief in thieves {
        let instruction = stage.dao.governance.close_vote(&proposal, &stage.alice.address(), thief);
        stage.dao.attempt(instruction, &[]).await.refused(GovernorError::WrongRentPayer);
    }
    // Nor does it stay where it is, or go to the proposal.
    let vote = stage.dao.governance.vote_account(&proposal, &stage.alice.address());
    for thief in [vote, proposal] {
        let instruction = stage.dao.governance.close_vote(&proposal, &stage.alice.address(), thief);
        let outcome = stage.dao.attempt(instruction, &[]).await;
        outcome.refused(ErrorCode::ConstraintDuplicateMutableAccount);
    }
}

#[tokio::test]
async fn refuses_impostors_and_read_only_accounts() {
    let (mut stage, mut neighbour) = Stage::beside_a_neighbour().await;
    let there = neighbour.proposed(&mut stage.dao, &stage.alice).await;
    let proposal = stage.at(ProposalState::Active).await;
    stage.dao.vote(&stage.alice, proposal, Choice::For).await.unwrap();
    let other = stage.proposed_again(2).await;
    stage.dao.pass(5 * DAY).await;
    let governor = stage.dao.governance.governor;
    let vote = stage.dao.governance.vote_account(&proposal, &stage.alice.address());
    let lock = stage.dao.keys.lock(&stage.alice.address());
    let copied = stage.dao.copy(&proposal, governor::ID).await;
    let mut impostors = written_to(of_anything(&mut stage.dao, vote).await);
    let wrong = GovernorError::WrongProposal.code();
    impostors.extend([
        (vote, other, "a proposal as vote", InstructionError::InvalidAccountData),
        (vote, governor, "the governor as vote", InstructionError::InvalidAccountData),
        (vote, lock, "a lock as vote", ErrorCode::ConstraintOwner.code()),
        (proposal, other, "another proposal", wrong.clone()),
        (proposal, there, "another governor's proposal", wrong.clone()),
        (proposal, copied, "the proposal at another address", wrong.clone()),
        (proposal, governor, "the governor as proposal", wrong.clone()),
        (proposal, Pubkey::new_unique(), "a proposal that is gone", wrong),
    ]);
    let instruction = close(&stage, proposal);
    stage.dao.refuses_impostors(&instruction, &[], &impostors).await;
    stage.dao.refuses_read_only(&instruction, &[]).await;
    stage.dao.attempt(instruction, &[]).await.unwrap();
}

#[tokio::test]
async fn the_rent_payers_account_must_be_written_to() {
    let mut stage = Stage::new().await;
    let proposal = stage.at(ProposalState::Active).await;
    let (patron, alice) = (Keypair::new(), stage.alice.address());
    give(&mut stage.dao, &patron.pubkey(), 100_000_000).await;
    let vote = stage.dao.governance.vote(patron.pubkey(), alice, &alice, proposal, Choice::For);
    stage.dao.attempt(vote, &[&patron, &stage.alice.keypair]).await.unwrap();
    stage.dao.pass(5 * DAY).await;
    let instruction = stage.dao.governance.close_vote(&proposal, &alice, patron.pubkey());
    stage.dao.refuses_read_only(&instruction, &[]).await;
}

#[tokio::test]
async fn a_closed_vote_does_not_count_again_though_the_clock_runs_back() {
    let mut stage = Stage::new().await;
    let proposal = stage.at(ProposalState::Active).await;
    let during = stage.dao.now().await;
    stage.dao.vote(&stage.bob, proposal, Choice::For).await.unwrap();
    stage.dao.pass(5 * DAY).await;
    let payer = stage.dao.payer();
    let close = stage.dao.governance.close_vote(&proposal, &stage.bob.address(), payer);
    stage.dao.attempt(close, &[]).await.unwrap();
    stage.dao.set_time(during).await;
    stage.dao.vote(&stage.bob, proposal, Choice::For).await.refused(GovernorError::VotingOver);
    // Bob has 1,000.
    assert_eq!(stage.dao.proposal(proposal).await.proposal.votes_for, 1_000);
}

#[tokio::test]
async fn a_vote_of_a_proposal_before_does_not_count_at_the_same_address() {
    let (mut stage, proposal) = voted().await;
    stage.dao.pass(14 * DAY).await;
    let payer = stage.dao.payer();
    let gone = stage.dao.governance.close_proposal(payer, proposal, payer);
    stage.dao.attempt(gone, &[]).await.unwrap();

    // The same nonce again, and so the same addresses.
    let delegate = Keypair::new();
    stage.dao.set_delegate(&stage.alice, delegate.pubkey()).await.unwrap();
    assert_eq!(stage.proposed().await, proposal);
    let old: Vote = stage.dao.vote_of(&proposal, &stage.alice).await.unwrap();
    assert_eq!((old.number, old.by_owner, old.choice), (1, 1, 1));
    stage.dao.pass(DAY).await;
    let before = stage.dao.proposal(proposal).await.proposal;
    assert_eq!((before.number, before.votes_for), (2, 0));

    // The owner's old vote does not bind the delegate, and its choice is not moved.
    stage.dao.vote_as(&delegate, &stage.alice, proposal, Choice::Against).await.unwrap();
    let after = stage.dao.proposal(proposal).await.proposal;
    assert_eq!((after.votes_for, after.votes_against, after.votes_abstain), (0, 3_000, 0));
    let new: Vote = stage.dao.vote_of(&proposal, &stage.alice).await.unwrap();
    assert_eq!((new.number, new.by_owner, new.choice, new.weight), (2, 0, 0, 3_000));
    assert_eq!((new.voter, new.rent_payer), (delegate.pubkey(), payer));
    assert_eq!(new.voting_ends_at, after.voting_ends_at);
    // The lock is marked for the new vote, and the account is no longer an old one.
    let until = stage.dao.lock_of(&stage.alice.address()).await.voting_until;
    assert_eq!(u64::try_from(until).unwrap(), after.voting_ends_at);
    let instruction = close(&stage, proposal);
    stage.dao.attempt(instruction, &[]).await.refused(GovernorError::StillVoting);
    // Then the owner overrides, and the delegate cannot change that.
    stage.dao.vote(&stage.alice, proposal, Choice::Abstain).await.unwrap();
    let outcome = stage.dao.vote_as(&delegate, &stage.alice, proposal, Choice::For).await;
    outcome.refused(GovernorError::OwnerVoted);
    let last = stage.dao.proposal(proposal).await.proposal;
    assert_eq!((last.votes_for, last.votes_against, last.votes_abstain), (0, 0, 3_000));
}

#[tokio::test]
async fn closing_an_old_vote_does_not_end_the_new_one_at_the_same_address() {
    let (mut stage, proposal) = voted().await;
    stage.dao.pass(14 * DAY).await;
    let payer = stage.dao.payer();
    let gone = stage.dao.governance.close_proposal(payer, proposal, payer);
    stage.dao.attempt(gone, &[]).await.unwrap();
    assert_eq!(stage.proposed().await, proposal);
    stage.dao.pass(DAY).await;
    let before = stage.dao.account(&proposal).await;
    let instruction = close(&stage, proposal);
    stage.dao.attempt(instruction, &[]).await.unwrap();
    assert_eq!(stage.dao.account(&proposal).await, before);
    stage.dao.vote(&stage.alice, proposal, Choice::For).await.unwrap();
    assert_eq!(stage.dao.proposal(proposal).await.proposal.votes_for, 3_000);
}

#[tokio::test]
async fn an_old_vote_of_a_lock_without_power_gives_none_in_the_new_one() {
    let (mut stage, proposal) = voted().await;
    stage.dao.pass(14 * DAY).await;
    let payer = stage.dao.payer();
    let gone = stage.dao.governance.close_proposal(payer, proposal, payer);
    stage.dao.attempt(gone, &[]).await.unwrap();
    stage.dao.crank(u16::MAX).await.unwrap();
    // Alice leaves in the week of the new proposal: what her old vote says must not be moved.
    assert_eq!(stage.proposed().await, proposal);
    stage.dao.begin_unlock(&stage.alice).await.unwrap();
    stage.dao.pass(DAY).await;
    for choice in [Choice::For, Choice::Against, Choice::Abstain] {
        stage.dao.vote(&stage.alice, proposal, choice).await.refused(GovernorError::NoPower);
    }
    let after = stage.dao.proposal(proposal).await.proposal;
    assert_eq!((after.votes_for, after.votes_against, after.votes_abstain), (0, 0, 0));
    // The old account is as closable as before.
    let instruction = close(&stage, proposal).with(payer, payer);
    stage.dao.attempt(instruction, &[]).await.unwrap();
}

async fn give(dao: &mut Dao, to: &Pubkey, lamports: u64) {
    let gift = solana_system_interface::instruction::transfer(&dao.payer(), to, lamports);
    dao.send(&[gift], &[]).await.unwrap();
}
