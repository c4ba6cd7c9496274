use governor::GovernorError;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_math::{Choice, ProposalState};
use tenure_tests::{Dao, IntoCode, OutcomeExt, Owner, Substitute};

use crate::{
    impostors::{of_the_governor, of_the_proposal, written_to},
    stage::{begin_week, grant, member, submit_as, written, Stage, DAY, STATES},
};

fn clone(owner: &Owner) -> Keypair {
    owner.keypair.insecure_clone()
}

#[tokio::test]
async fn the_proposer_withdraws_it_and_changes_nothing_else() {
    let mut stage = Stage::new().await;
    let proposal = stage.at(ProposalState::Active).await;
    stage.dao.vote(&stage.bob, proposal, Choice::Abstain).await.unwrap();
    let mut before = stage.dao.proposal(proposal).await.proposal;
    let alice = clone(&stage.alice);
    stage.dao.cancel(&alice, proposal, &stage.alice).await.unwrap();
    let after = stage.dao.proposal(proposal).await.proposal;
    before.stage = 2;
    assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&before));
    assert_eq!(stage.dao.state(proposal).await, Some(ProposalState::Cancelled));
}

#[tokio::test]
async fn only_what_is_not_decided_can_be() {
    for state in STATES {
        let mut stage = Stage::new().await;
        let proposal = stage.at(state).await;
        let alice = clone(&stage.alice);
        let outcome = stage.dao.cancel(&alice, proposal, &stage.alice).await;
        if matches!(state, ProposalState::Pending | ProposalState::Active) {
            outcome.unwrap();
        } else {
            outcome.refused(GovernorError::Final);
            assert_eq!(stage.dao.state(proposal).await, Some(state));
        }
    }
}

#[tokio::test]
async fn until_the_last_second_of_the_vote() {
    for (seconds, cancelled) in [(6 * DAY - 1, true), (6 * DAY, false)] {
        let mut stage = Stage::new().await;
        let proposal = stage.proposed().await;
        stage.dao.pass(seconds).await;
        let alice = clone(&stage.alice);
        let outcome = stage.dao.cancel(&alice, proposal, &stage.alice).await;
        if cancelled {
            outcome.unwrap();
        } else {
            outcome.refused(GovernorError::Final);
        }
    }
}

#[tokio::test]
async fn it_is_over_then() {
    let mut stage = Stage::new().await;
    let proposal = stage.at(ProposalState::Cancelled).await;
    stage.dao.pass(DAY).await;
    stage.dao.vote(&stage.alice, proposal, Choice::For).await.refused(GovernorError::VotingOver);
    stage.dao.pass(7 * DAY).await;
    let action = grant(&stage.dao);
    stage.dao.execute(proposal, 0, &action).await.refused(GovernorError::NotSucceeded);
}

#[tokio::test]
async fn a_draft_is_closed_and_not_cancelled() {
    let mut stage = Stage::new().await;
    let draft = Dao::draft_of(1, &[grant(&stage.dao)]);
    let proposal = written(&mut stage.dao, &stage.alice, &draft).await;
    let (alice, bob) = (clone(&stage.alice), clone(&stage.bob));
    stage.dao.cancel(&alice, proposal, &stage.alice).await.refused(GovernorError::Draft);
    let outcome = stage.dao.cancel(&bob, proposal, &stage.alice).await;
    outcome.refused(GovernorError::StillAboveThreshold);
}

#[tokio::test]
async fn nobody_else_does_while_the_proposer_has_the_power() {
    // To propose takes all that Alice has.
    for proposal_threshold in [100, 3_000] {
        let mut stage = Stage::with(governor::GovernorParams { proposal_threshold, ..Dao::PARAMS }).await;
        let proposal = stage.proposed().await;
        let strangers = [
            clone(&stage.bob),
            stage.dao.council.insecure_clone(),
            stage.dao.authority.insecure_clone(),
            Keypair::new(),
        ];
        for stranger in strangers {
            let outcome = stage.dao.cancel(&stranger, proposal, &stage.alice).await;
            outcome.refused(GovernorError::StillAboveThreshold);
        }
        // More power and another delegate make no difference.
        stage.dao.increase(&stage.alice, 1).await.unwrap();
        stage.dao.set_delegate(&stage.alice, stage.bob.address()).await.unwrap();
        let bob = clone(&stage.bob);
        let outcome = stage.dao.cancel(&bob, proposal, &stage.alice).await;
        outcome.refused(GovernorError::StillAboveThreshold);
    }
}

#[tokio::test]
async fn anyone_does_once_the_proposer_unlocks() {
    let mut stage = Stage::new().await;
    let proposal = stage.proposed().await;
    stage.dao.begin_unlock(&stage.alice).await.unwrap();
    let bob = clone(&stage.bob);
    stage.dao.cancel(&bob, proposal, &stage.alice).await.unwrap();
    assert_eq!(stage.dao.state(proposal).await, Some(ProposalState::Cancelled));
}

/// Carol has 1,000 in a lock that runs out, and has proposed.
async fn by_carol() -> (Stage, Owner, Pubkey) {
    let mut stage = Stage::new().await;
    let carol = stage.dao.owner(2_000).await;
    stage.dao.lock(&carol, 1_000, 208).await.unwrap();
    begin_week(&mut stage.dao).await;
    let grant = grant(&stage.dao);
    stage.dao.propose(&carol, 1, &[grant]).await.unwrap();
    let proposal = stage.dao.proposal_of(&carol, 1);
    (stage, carol, proposal)
}

#[tokio::test]
async fn anyone_does_once_the_proposer_left() {
    let (mut stage, carol, proposal) = by_carol().await;
    let bob = clone(&stage.bob);
    let outcome = stage.dao.cancel(&bob, proposal, &carol).await;
    outcome.refused(GovernorError::StillAboveThreshold);
    stage.dao.exit_early(&carol, u64::MAX).await.unwrap();
    stage.dao.cancel(&bob, proposal, &carol).await.unwrap();
}

#[tokio::test]
async fn locking_again_does_not_help() {
    let (mut stage, carol, proposal) = by_carol().await;
    stage.dao.exit_early(&carol, u64::MAX).await.unwrap();
    stage.dao.lock(&carol, 1_000, 208).await.unwrap();
    let bob = clone(&stage.bob);
    stage.dao.cancel(&bob, proposal, &carol).await.unwrap();
}

#[tokio::test]
async fn anyone_does_once_the_lock_is_closed() {
    let (mut stage, carol, proposal) = by_carol().await;
    stage.dao.exit_early(&carol, u64::MAX).await.unwrap();
    let week = stage.dao.week().await;
    stage.dao.close_lock(&carol, week + 1).await.unwrap();
    let lock = stage.dao.keys.lock(&carol.address());
    assert!(stage.dao.account(&lock).await.is_none());
    let bob = clone(&stage.bob);
    stage.dao.cancel(&bob, proposal, &carol).await.unwrap();
}

#[tokio::test]
async fn anyone_does_once_the_lock_is_closed_and_made_anew() {
    let (mut stage, carol, proposal) = by_carol().await;
    stage.dao.exit_early(&carol, u64::MAX).await.unwrap();
    let week = stage.dao.week().await;
    stage.dao.close_lock(&carol, week + 1).await.unwrap();
    stage.dao.lock(&carol, 1_000, 208).await.unwrap();
    assert_eq!(stage.dao.lock_of(&carol.address()).await.reduced_week, 0);
    let bob = clone(&stage.bob);
    stage.dao.cancel(&bob, proposal, &carol).await.unwrap();
}

#[tokio::test]
async fn anyone_does_once_the_proposer_gave_up_the_history_it_came_from() {
    let (mut stage, carol, proposal) = by_carol().await;
    let (week, bob) = (stage.dao.week().await, clone(&stage.bob));
    stage.dao.increase(&carol, 1).await.unwrap();
    stage.dao.pass(5 * DAY).await;
    assert_eq!(stage.dao.week().await, week + 1);
    let outcome = stage.dao.cancel(&bob, proposal, &carol).await;
    outcome.refused(GovernorError::StillAboveThreshold);
    // The checkpoint of the week in which Carol locked, which alone serves the snapshot.
    stage.dao.prune(&carol, week + 1).await.unwrap();
    stage.dao.cancel(&bob, proposal, &carol).await.unwrap();
}

#[tokio::test]
async fn who_voted_cannot_leave_and_so_keeps_the_proposal() {
    let (mut stage, carol, proposal) = by_carol().await;
    stage.dao.pass(DAY).await;
    stage.dao.vote(&carol, proposal, Choice::For).await.unwrap();
    stage.dao.exit_early(&carol, u64::MAX).await.refused(locker::LockerError::Voting);
    let bob = clone(&stage.bob);
    let outcome = stage.dao.cancel(&bob, proposal, &carol).await;
    outcome.refused(GovernorError::StillAboveThreshold);
}

#[tokio::test]
async fn a_delegate_withdraws_what_it_proposed_and_the_owner_does_not() {
    let mut stage = Stage::new().await;
    let delegate = Keypair::new();
    stage.dao.set_delegate(&stage.alice, delegate.pubkey()).await.unwrap();
    let (payer, alice) = (stage.dao.payer(), stage.alice.address());
    let draft = Dao::draft_of(1, &[grant(&stage.dao)]);
    let steps = stage.dao.governance.propose(payer, delegate.pubkey(), &alice, &draft);
    stage.dao.send(&steps, &[&delegate]).await.unwrap();
    let proposal = stage.dao.governance.proposal(&delegate.pubkey(), 1);
    let owner = clone(&stage.alice);
    let outcome = stage.dao.cancel(&owner, proposal, &stage.alice).await;
    outcome.refused(GovernorError::StillAboveThreshold);
    // What it proposed stays its own when it is the delegate no more.
    stage.dao.set_delegate(&stage.alice, Pubkey::default()).await.unwrap();
    stage.dao.cancel(&delegate, proposal, &stage.alice).await.unwrap();
}

#[tokio::test]
async fn wants_the_signature() {
    let mut stage = Stage::new().await;
    let proposal = stage.proposed().await;
    let alice = stage.alice.address();
    let instruction = stage.dao.governance.cancel(alice, proposal, &alice).unsigned(alice);
    stage.dao.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn refuses_impostors_and_read_only_accounts() {
    let (mut stage, mut neighbour) = Stage::beside_a_neighbour().await;
    let there = neighbour.proposed(&mut stage.dao, &stage.alice).await;
    let proposal = stage.proposed().await;
    let (alice, bob) = (stage.alice.address(), stage.bob.address());
    let draft = Dao::draft_of(2, &[grant(&stage.dao)]);
    let drafted = written(&mut stage.dao, &stage.alice, &draft).await;
    let bobs = Dao::draft_of(1, &[grant(&stage.dao)]);
    let bobs = written(&mut stage.dao, &stage.bob, &bobs).await;
    submit_as(&mut stage.dao, &stage.bob.keypair, &stage.bob, bobs).await.unwrap();
    // Who has left there, and not here.
    let carol = member(&mut stage.dao, 1).await;

    let elsewhere = neighbour.governance.governor;
    let wrong = GovernorError::WrongProposal;
    let mut impostors = of_the_governor(&mut stage.dao, elsewhere, there, wrong).await;
    impostors.extend(written_to(of_the_proposal(&mut stage.dao, proposal).await));
    let (lock, locker) = (stage.dao.keys.lock(&alice), stage.dao.keys.locker);
    let copied = stage.dao.copy(&lock, locker::ID).await;
    let not_its_lock = GovernorError::WrongLock.code();
    impostors.extend([
        (proposal, there, "another governor's proposal", not_its_lock.clone()),
        (proposal, bobs, "another proposer's proposal", not_its_lock.clone()),
        (proposal, drafted, "a draft", GovernorError::Draft.code()),
        (lock, stage.dao.keys.lock(&bob), "another owner's lock", not_its_lock.clone()),
        (lock, stage.dao.keys.lock(&carol.address()), "a lock without power", not_its_lock.clone()),
        (lock, neighbour.keys.lock(&alice), "the lock in another locker", not_its_lock.clone()),
        (lock, copied, "a lock at another address", not_its_lock.clone()),
        (lock, locker, "the locker as lock", not_its_lock.clone()),
        (lock, Pubkey::new_unique(), "a lock that is gone", not_its_lock),
    ]);
    let instruction = stage.dao.governance.cancel(alice, proposal, &alice);
    stage.dao.refuses_impostors(&instruction, &[&stage.alice.keypair], &impostors).await;
    // Nor does a stranger find a lock that has the power no more.
    let stranger = Keypair::new();
    let by_stranger = instruction.clone().with(alice, stranger.pubkey());
    let mut others = impostors;
    others.retain(|(original, ..)| *original == lock);
    stage.dao.refuses_impostors(&by_stranger, &[&stranger], &others).await;
    stage.dao.refuses_read_only(&instruction, &[&stage.alice.keypair]).await;
    stage.dao.attempt(instruction, &[&stage.alice.keypair]).await.unwrap();
}

#[tokio::test]
async fn another_governors_proposal_by_the_same_lock_stays() {
    // Both governors' accounts as they are, but crosswise.
    let (mut stage, mut neighbour) = Stage::beside_a_neighbour().await;
    let there = neighbour.proposed(&mut stage.dao, &stage.alice).await;
    let alice = stage.alice.address();
    let governor = stage.dao.governance.governor;
    let crosswise =
        neighbour.governance.cancel(alice, there, &alice).with(neighbour.governance.governor, governor);
    let outcome = stage.dao.attempt(crosswise, &[&stage.alice.keypair]).await;
    outcome.refused(GovernorError::WrongProposal);
}
