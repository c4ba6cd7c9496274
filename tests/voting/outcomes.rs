//! What votes and time make of a proposal.

use governor::GovernorError;
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use tenure_math::{Choice, ProposalState};
use tenure_tests::{Dao, OutcomeExt, Owner, START};

use crate::stage::{fields, lamports, open_vote, permanent_dao, propose};

use Choice::{Abstain, Against, For};
use ProposalState::{Active, Defeated, Executed, Expired, Pending, Queued, Succeeded};

const PROPOSED: u64 = START + 604_800;
const STARTS: u64 = PROPOSED + 86_400;
const ENDS: u64 = STARTS + 5 * 86_400;
const EXECUTABLE: u64 = ENDS + 2 * 86_400;
const EXPIRES: u64 = EXECUTABLE + 7 * 86_400;

/// The state, once the vote is over, of a proposal of the first voter's.
async fn outcome<const N: usize>(votes: [(u64, Option<Choice>); N]) -> ProposalState {
    let (mut dao, holders) = permanent_dao(votes.map(|(amount, _)| amount)).await;
    let proposal = open_vote(&mut dao, &holders[0]).await;
    for (holder, (_, choice)) in holders.iter().zip(votes) {
        if let Some(choice) = choice {
            dao.vote(holder, proposal, choice).await.unwrap();
        }
    }
    dao.set_time(ENDS).await;
    dao.state(proposal).await.unwrap()
}

#[tokio::test]
async fn a_tie_is_defeated() {
    assert_eq!(outcome([(500, Some(For)), (500, Some(Against))]).await, Defeated);
    assert_eq!(outcome([(500, Some(For)), (500, Some(Against)), (700, Some(Abstain))]).await, Defeated);
    assert_eq!(outcome([(501, Some(For)), (500, Some(Against))]).await, Queued);
    assert_eq!(outcome([(500, Some(For)), (501, Some(Against))]).await, Defeated);
}

#[tokio::test]
async fn where_nobody_votes_it_is_defeated() {
    assert_eq!(outcome([(500, None)]).await, Defeated);
}

#[tokio::test]
async fn where_all_abstain_it_is_defeated() {
    assert_eq!(outcome([(500, Some(Abstain)), (500, Some(Abstain))]).await, Defeated);
}

#[tokio::test]
async fn one_for_beats_none_against() {
    assert_eq!(outcome([(999, Some(Abstain)), (1, Some(For))]).await, Queued);
}

/// Alice's proposal to pay a new address 5 SOL, for which she has voted.
async fn payment() -> (Dao, Owner, Pubkey, Instruction, Pubkey) {
    let (mut dao, [alice]) = permanent_dao([1_000]).await;
    dao.fund_treasury(10_000_000_000).await;
    let to = Pubkey::new_unique();
    let payment = dao.sol_to(&to, 5_000_000_000);
    let proposal = propose(&mut dao, &alice, 1, std::slice::from_ref(&payment)).await;
    dao.set_time(STARTS).await;
    dao.vote(&alice, proposal, For).await.unwrap();
    (dao, alice, proposal, payment, to)
}

#[tokio::test]
async fn each_state_ends_with_its_last_second() {
    let (mut dao, _, proposal, _, _) = payment().await;
    let before = fields(&mut dao, proposal).await;
    let times = (before.submitted_at, before.voting_starts_at, before.voting_ends_at);
    assert_eq!(times, (PROPOSED, STARTS, ENDS));
    assert_eq!((before.executable_at, before.expires_at), (EXECUTABLE, EXPIRES));
    for (t, state) in [
        (PROPOSED, Pending),
        (STARTS - 1, Pending),
        (STARTS, Active),
        (ENDS - 1, Active),
        (ENDS, Queued),
        (EXECUTABLE - 1, Queued),
        (EXECUTABLE, Succeeded),
        (EXPIRES - 1, Succeeded),
        (EXPIRES, Expired),
        (EXPIRES + 1_000_000_000, Expired),
        // Nobody has to call, and none who calls leaves a trace: time alone decides.
        (STARTS, Active),
    ] {
        dao.set_time(t).await;
        assert_eq!(dao.state(proposal).await, Some(state), "at {t}");
    }
    assert_eq!(bytemuck::bytes_of(&fields(&mut dao, proposal).await), bytemuck::bytes_of(&before));
}

#[tokio::test]
async fn a_defeat_is_for_good() {
    let (mut dao, alice, proposal, payment, _) = payment().await;
    dao.vote(&alice, proposal, Against).await.unwrap();
    for t in [ENDS, EXECUTABLE, EXPIRES - 1, EXPIRES, EXPIRES + 1_000_000_000] {
        dao.set_time(t).await;
        assert_eq!(dao.state(proposal).await, Some(Defeated));
        dao.execute(proposal, 0, &payment).await.refused(GovernorError::NotSucceeded);
    }
}

#[tokio::test]
async fn nothing_runs_before_the_vote_is_over() {
    let (mut dao, _, proposal, payment, _) = payment().await;
    for t in [PROPOSED, STARTS, ENDS - 1] {
        dao.set_time(t).await;
        dao.execute(proposal, 0, &payment).await.refused(GovernorError::NotSucceeded);
    }
}

#[tokio::test]
async fn nothing_runs_a_second_before_the_timelock_is_over() {
    let (mut dao, _, proposal, payment, to) = payment().await;
    for t in [ENDS, EXECUTABLE - 1] {
        dao.set_time(t).await;
        dao.execute(proposal, 0, &payment).await.refused(GovernorError::Timelocked);
    }
    assert_eq!(lamports(&mut dao, &to).await, 0);
    dao.set_time(EXECUTABLE).await;
    dao.execute(proposal, 0, &payment).await.unwrap();
    assert_eq!(lamports(&mut dao, &to).await, 5_000_000_000);
}

#[tokio::test]
async fn the_last_second_of_grace_is_in_time() {
    let (mut dao, _, proposal, payment, to) = payment().await;
    dao.set_time(EXPIRES - 1).await;
    dao.execute(proposal, 0, &payment).await.unwrap();
    assert_eq!(lamports(&mut dao, &to).await, 5_000_000_000);
    // What has run has run.
    dao.set_time(EXPIRES).await;
    assert_eq!(dao.state(proposal).await, Some(Executed));
}

#[tokio::test]
async fn the_second_after_is_too_late() {
    let (mut dao, _, proposal, payment, to) = payment().await;
    for t in [EXPIRES, EXPIRES + 1, EXPIRES + 1_000_000_000] {
        dao.set_time(t).await;
        dao.execute(proposal, 0, &payment).await.refused(GovernorError::Expired);
    }
    assert_eq!(lamports(&mut dao, &to).await, 0);
}

#[tokio::test]
async fn no_draft_runs() {
    let (mut dao, [alice]) = permanent_dao([1_000]).await;
    let payment = dao.sol_to(&Pubkey::new_unique(), 0);
    let (payer, by) = (dao.payer(), alice.address());
    let draft = Dao::draft_of(1, std::slice::from_ref(&payment));
    let write = dao.governance.write(by, dao.proposal_of(&alice, 1), 0, &draft.actions);
    let steps = [dao.governance.draft(payer, by, &by, &draft), write];
    dao.send(&steps, &[&alice.keypair]).await.unwrap();
    let proposal = dao.proposal_of(&alice, 1);
    for t in [PROPOSED, EXECUTABLE, EXPIRES] {
        dao.set_time(t).await;
        assert_eq!(dao.state(proposal).await, None);
        dao.execute(proposal, 0, &payment).await.refused(GovernorError::Draft);
    }
}
