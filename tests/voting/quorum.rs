//! How much of the power has to take part. All locks here are permanent: their weight is their amount.

use governor::GovernorParams;
use solana_pubkey::Pubkey;
use tenure_math::{Choice, ProposalState};
use tenure_tests::{Dao, Owner};

use crate::stage::{fields, open_vote, permanent_dao, permanent_holder, propose, DAY};

use Choice::{Abstain, Against, For};
use ProposalState::{Defeated, Queued};

/// The state, once the vote is over, of a proposal by one who has what is left of `total`, and does not vote.
async fn outcome<const N: usize>(total: u64, votes: [(u64, Choice); N]) -> ProposalState {
    let voting: u64 = votes.iter().map(|(amount, _)| amount).sum();
    let mut dao = Dao::new().await;
    let proposer = permanent_holder(&mut dao, total - voting).await;
    let mut voters = vec![];
    for (amount, _) in votes {
        voters.push(permanent_holder(&mut dao, amount).await);
    }
    dao.advance_weeks(1).await;
    let proposal = open_vote(&mut dao, &proposer).await;
    assert_eq!(fields(&mut dao, proposal).await.total_power, total);
    for (voter, (_, choice)) in voters.iter().zip(votes) {
        dao.vote(voter, proposal, choice).await.unwrap();
    }
    dao.pass(5 * DAY).await;
    dao.state(proposal).await.unwrap()
}

#[tokio::test]
async fn a_tenth_of_the_power_exactly_meets_it() {
    assert_eq!(outcome(1_000, [(100, For)]).await, Queued);
}

#[tokio::test]
async fn one_less_misses_it() {
    assert_eq!(outcome(1_000, [(99, For)]).await, Defeated);
}

#[tokio::test]
async fn it_is_rounded_up() {
    // ceil(1,001 / 10) = 101
    assert_eq!(outcome(1_001, [(100, For)]).await, Defeated);
    assert_eq!(outcome(1_001, [(101, For)]).await, Queued);
    // ceil(1,010 / 10) = 101
    assert_eq!(outcome(1_010, [(101, For)]).await, Queued);
}

#[tokio::test]
async fn who_abstains_counts() {
    assert_eq!(outcome(1_000, [(60, For), (40, Abstain)]).await, Queued);
    assert_eq!(outcome(1_000, [(60, For), (39, Abstain)]).await, Defeated);
    assert_eq!(outcome(1_000, [(1, For), (99, Abstain)]).await, Queued);
}

#[tokio::test]
async fn who_is_against_does_not() {
    assert_eq!(outcome(1_000, [(60, For), (40, Against)]).await, Defeated);
    assert_eq!(outcome(1_000, [(99, For), (98, Against)]).await, Defeated);
    assert_eq!(outcome(1_000, [(100, For), (99, Against)]).await, Queued);
    assert_eq!(outcome(1_000, [(70, For), (29, Abstain), (69, Against)]).await, Defeated);
    assert_eq!(outcome(1_000, [(70, For), (30, Abstain), (69, Against)]).await, Queued);
}

/// Of 1,000 in all, Bob has 100 and votes for Alice's proposal, which is in its first second.
async fn barely_met() -> (Dao, Owner, Owner, Pubkey) {
    let (mut dao, [alice, bob]) = permanent_dao([900, 100]).await;
    let proposal = open_vote(&mut dao, &alice).await;
    dao.vote(&bob, proposal, For).await.unwrap();
    assert_eq!(fields(&mut dao, proposal).await.quorum, 100);
    (dao, alice, bob, proposal)
}

/// The quorum is still 100 of 1,000, and met.
async fn is_met(mut dao: Dao, proposal: Pubkey) {
    dao.pass(5 * DAY).await;
    let fields = fields(&mut dao, proposal).await;
    assert_eq!((fields.quorum, fields.total_power), (100, 1_000));
    assert_eq!(dao.state(proposal).await, Some(Queued));
}

#[tokio::test]
async fn later_locks_do_not_raise_it() {
    let (mut dao, _, bob, proposal) = barely_met().await;
    let whale = dao.holder(1_000_000).await;
    dao.make_permanent(&whale).await.unwrap();
    dao.mint_to(&bob.tokens, 1_000_000).await;
    dao.increase(&bob, 1_000_000).await.unwrap();
    is_met(dao, proposal).await;
}

#[tokio::test]
async fn later_exits_do_not_lower_it() {
    let (mut dao, [alice, bob]) = permanent_dao([901, 99]).await;
    let proposal = open_vote(&mut dao, &alice).await;
    dao.vote(&bob, proposal, For).await.unwrap();
    dao.begin_unlock(&alice).await.unwrap();
    dao.exit_early(&alice, u64::MAX).await.unwrap();
    // 99 of the 99 that are left.
    assert_eq!(dao.locker().await.permanent, 99);
    dao.pass(5 * DAY).await;
    assert_eq!(fields(&mut dao, proposal).await.quorum, 100);
    assert_eq!(dao.state(proposal).await, Some(Defeated));
}

#[tokio::test]
async fn nor_do_they_raise_it() {
    let (mut dao, alice, _, proposal) = barely_met().await;
    dao.begin_unlock(&alice).await.unwrap();
    is_met(dao, proposal).await;
}

#[tokio::test]
async fn edited_parameters_count_for_proposals_to_come_only() {
    let (mut dao, [alice, bob]) = permanent_dao([900, 100]).await;
    let params = GovernorParams {
        proposal_threshold: 500,
        voting_delay: 2 * DAY,
        voting_period: 3 * DAY,
        timelock: 4 * DAY,
        grace: 5 * DAY,
        quorum_bps: 5_000,
    };
    let edit = dao.governance.update_params(params);
    let first = propose(&mut dao, &alice, 1, std::slice::from_ref(&edit)).await;
    dao.pass(DAY).await;
    dao.vote(&alice, first, For).await.unwrap();
    // A day and a half before the edit can run, Alice proposes again.
    dao.pass(5 * DAY + DAY / 2).await;
    let payment = dao.sol_to(&Pubkey::new_unique(), 0);
    let second = propose(&mut dao, &alice, 2, std::slice::from_ref(&payment)).await;
    dao.pass(DAY).await;
    dao.vote(&bob, second, For).await.unwrap();
    let before = fields(&mut dao, second).await;
    dao.pass(DAY / 2).await;
    dao.execute(first, 0, &edit).await.unwrap();
    assert_eq!(dao.governor().await.params(), params);

    assert_eq!(bytemuck::bytes_of(&fields(&mut dao, second).await), bytemuck::bytes_of(&before));
    dao.set_time(before.voting_ends_at - 1).await;
    assert_eq!(dao.state(second).await, Some(ProposalState::Active));
    dao.set_time(before.voting_ends_at).await;
    assert_eq!((before.quorum, dao.state(second).await), (100, Some(Queued)));
    dao.set_time(before.executable_at).await;
    dao.execute(second, 0, &payment).await.unwrap();

    // The next one follows the new terms.
    let third = propose(&mut dao, &alice, 3, &[payment]).await;
    let third = fields(&mut dao, third).await;
    assert_eq!((third.threshold, third.quorum), (500, 500));
    assert_eq!(third.voting_starts_at - third.submitted_at, 2 * 86_400);
    assert_eq!(third.voting_ends_at - third.voting_starts_at, 3 * 86_400);
    assert_eq!(third.executable_at - third.voting_ends_at, 4 * 86_400);
    assert_eq!(third.expires_at - third.executable_at, 5 * 86_400);
}
