//! Whose locks have a voice in a vote, and how much, whatever happens around it. Times left are in
//! half-days: a lock of `W` weeks made in a world's first second has `14 * W - 33` left when a vote ends that
//! was proposed a week later, of 2,912; see [`crate::stage::UNIT`].

use governor::{GovernorError, GovernorParams};
use locker::LockerError;
use solana_pubkey::Pubkey;
use tenure_math::{start_of, Choice, ProposalState, MAX_SECONDS};
use tenure_tests::{Dao, OutcomeExt, Owner, START};

use crate::stage::{dao, dao_on, fields, lamports, open_vote, tally, DAY, UNIT, WEIGHT};

/// When the votes end that are proposed a week after the world's beginning: in the week after.
const ENDS: u64 = START + 604_800 + 6 * 86_400;

/// Lets `owner` vote, which must count `weight`, or have no power if that is 0.
async fn weighs(dao: &mut Dao, owner: &Owner, proposal: Pubkey, weight: u64) {
    let before = tally(dao, proposal).await;
    let outcome = dao.vote(owner, proposal, Choice::For).await;
    if weight == 0 {
        outcome.refused(GovernorError::NoPower);
    } else {
        outcome.unwrap();
    }
    assert_eq!(tally(dao, proposal).await, (before.0 + weight, before.1, before.2));
}

async fn total(dao: &mut Dao, proposal: Pubkey) -> u64 {
    fields(dao, proposal).await.total_power
}

#[tokio::test]
async fn who_exits_has_no_voice_in_what_is_proposed_then_not_by_locking_again() {
    let (mut dao, [alice, bob]) = dao([UNIT, 10 * UNIT]).await;
    dao.exit_early(&bob, u64::MAX).await.unwrap();
    let proposal = open_vote(&mut dao, &alice).await;
    dao.lock(&bob, UNIT, 208).await.unwrap();
    weighs(&mut dao, &bob, proposal, 0).await;
    // What left before the proposal is not in the total either.
    weighs(&mut dao, &alice, proposal, WEIGHT).await;
    assert_eq!(total(&mut dao, proposal).await, WEIGHT);
}

#[tokio::test]
async fn nor_by_locking_again_before_it_is_proposed() {
    let (mut dao, [alice, bob]) = dao([UNIT, 10 * UNIT]).await;
    dao.exit_early(&bob, u64::MAX).await.unwrap();
    dao.lock(&bob, UNIT, 208).await.unwrap();
    let proposal = open_vote(&mut dao, &alice).await;
    weighs(&mut dao, &bob, proposal, 0).await;
    // The new lock, made a week later, has 14 half-days more left than Alice's: 2,893. The sums of the
    // moment count it; those at the week's start counted 11 units with 2,912 - 7 - 7 = 2,898.
    assert_eq!(total(&mut dao, proposal).await, WEIGHT + 2_893);
}

#[tokio::test]
async fn nor_who_exits_and_locks_again_once_it_is_proposed() {
    let (mut dao, [alice, bob]) = dao([UNIT, 10 * UNIT]).await;
    let proposal = open_vote(&mut dao, &alice).await;
    dao.exit_early(&bob, u64::MAX).await.unwrap();
    weighs(&mut dao, &bob, proposal, 0).await;
    dao.lock(&bob, UNIT, 208).await.unwrap();
    weighs(&mut dao, &bob, proposal, 0).await;
    assert_eq!(total(&mut dao, proposal).await, 11 * WEIGHT);
}

#[tokio::test]
async fn nor_with_a_lock_closed_and_made_anew() {
    let (mut dao, [alice, bob]) = dao([UNIT, 10 * UNIT]).await;
    let week = dao.week().await;
    dao.exit_early(&bob, u64::MAX).await.unwrap();
    dao.close_lock(&bob, week + 1).await.unwrap();
    let proposal = open_vote(&mut dao, &alice).await;
    dao.lock(&bob, UNIT, 208).await.unwrap();
    assert_eq!(dao.lock_of(&bob.address()).await.reduced_week, 0);
    weighs(&mut dao, &bob, proposal, 0).await;
}

#[tokio::test]
async fn who_exited_cannot_propose_with_what_is_locked_again() {
    let (mut dao, [bob]) = dao([10 * UNIT]).await;
    dao.exit_early(&bob, u64::MAX).await.unwrap();
    dao.lock(&bob, UNIT, 208).await.unwrap();
    let payment = dao.sol_to(&Pubkey::new_unique(), 0);
    dao.propose(&bob, 1, std::slice::from_ref(&payment)).await.refused(GovernorError::BelowThreshold);
    // From the next week on it can.
    dao.advance_weeks(1).await;
    dao.propose(&bob, 1, &[payment]).await.unwrap();
}

#[tokio::test]
async fn no_tokens_vote_twice_by_changing_hands() {
    let (mut dao, [alice, bob]) = dao([UNIT, 10 * UNIT]).await;
    let proposal = open_vote(&mut dao, &alice).await;
    weighs(&mut dao, &bob, proposal, 10 * WEIGHT).await;
    // The tokens that voted cannot leave; those that can have no voice with anyone.
    dao.exit_early(&bob, u64::MAX).await.refused(LockerError::Voting);
    let carol = dao.owner(UNIT).await;
    dao.exit_early(&alice, u64::MAX).await.unwrap();
    dao.lock(&carol, UNIT / 2, 208).await.unwrap();
    weighs(&mut dao, &carol, proposal, 0).await;
    weighs(&mut dao, &alice, proposal, 0).await;
}

#[tokio::test]
async fn lock_vote_and_exit_in_one_transaction() {
    let (mut dao, [alice, bob]) = dao([UNIT, UNIT]).await;
    let carol = dao.owner(9 * UNIT).await;
    let proposal = open_vote(&mut dao, &alice).await;
    let (payer, by, keys) = (dao.payer(), carol.address(), dao.keys);
    let lock = keys.create_lock(payer, by, carol.tokens, 9 * UNIT, 208);
    let vote = dao.governance.vote(payer, by, &by, proposal, Choice::For);
    let exit = keys.exit_early(by, carol.tokens, u64::MAX);
    dao.send(&[lock, vote, exit], &[&carol.keypair]).await.refused(GovernorError::NoPower);
    assert!(dao.account(&keys.lock(&by)).await.is_none());
    assert_eq!(dao.balance(&carol.tokens).await, 9 * UNIT);

    // Who has a voice cannot leave with it.
    let by = bob.address();
    let vote = dao.governance.vote(payer, by, &by, proposal, Choice::For);
    let exit = keys.exit_early(by, bob.tokens, u64::MAX);
    dao.send(&[vote.clone(), exit.clone()], &[&bob.keypair]).await.refused(LockerError::Voting);
    dao.send(&[exit, vote], &[&bob.keypair]).await.refused(GovernorError::NoPower);
    assert!(dao.vote_of(&proposal, &bob).await.is_none());
    assert_eq!(dao.lock_of(&bob.address()).await.amount, UNIT);
    assert_eq!(tally(&mut dao, proposal).await, (0, 0, 0));
}

#[tokio::test]
async fn propose_vote_and_execute_in_one_transaction() {
    // Even where votes count at once.
    let params = GovernorParams { voting_delay: 0, ..Dao::PARAMS };
    let (mut dao, [alice]) = dao_on(params, [UNIT]).await;
    dao.fund_treasury(1_000_000_000).await;
    let to = Pubkey::new_unique();
    let payment = dao.sol_to(&to, 1_000_000_000);
    let (payer, by) = (dao.payer(), alice.address());
    let proposal = dao.proposal_of(&alice, 1);
    let draft = Dao::draft_of(1, std::slice::from_ref(&payment));
    let mut steps = dao.governance.propose(payer, by, &by, &draft);
    steps.push(dao.governance.vote(payer, by, &by, proposal, Choice::For));
    let mut all = steps.clone();
    all.push(dao.governance.execute(proposal, 0, &payment));
    dao.send(&all, &[&alice.keypair]).await.refused(GovernorError::NotSucceeded);
    assert!(dao.account(&proposal).await.is_none());
    assert_eq!(lamports(&mut dao, &to).await, 0);

    dao.send(&steps, &[&alice.keypair]).await.unwrap();
    assert_eq!(dao.state(proposal).await, Some(ProposalState::Active));
    dao.execute(proposal, 0, &payment).await.refused(GovernorError::NotSucceeded);
}

#[tokio::test]
async fn a_top_up_counts_if_it_was_before_the_proposals_week() {
    let mut dao = Dao::new().await;
    let (alice, bob) = (dao.holder(UNIT).await, dao.holder(UNIT).await);
    dao.mint_to(&bob.tokens, 2 * UNIT).await;
    // The last second of the week before.
    let week = dao.week().await + 1;
    dao.set_time(start_of(week) - 1).await;
    dao.increase(&bob, 2 * UNIT).await.unwrap();
    dao.set_time(START + 604_800).await;
    let proposal = open_vote(&mut dao, &alice).await;
    weighs(&mut dao, &bob, proposal, 3 * WEIGHT).await;
    assert_eq!(total(&mut dao, proposal).await, 4 * WEIGHT);
}

#[tokio::test]
async fn a_top_up_in_the_proposals_week_does_not() {
    let mut dao = Dao::new().await;
    let (alice, bob) = (dao.holder(UNIT).await, dao.holder(UNIT).await);
    dao.mint_to(&bob.tokens, 2 * UNIT).await;
    // Its first second.
    let week = dao.week().await + 1;
    dao.set_time(start_of(week)).await;
    dao.increase(&bob, 2 * UNIT).await.unwrap();
    dao.set_time(START + 604_800).await;
    let proposal = open_vote(&mut dao, &alice).await;
    weighs(&mut dao, &bob, proposal, WEIGHT).await;
    // The sums of the moment have 4 units; those at the week's start, which count, two of 2,912 - 14.
    assert_eq!(total(&mut dao, proposal).await, 2 * 2_898);
}

#[tokio::test]
async fn nor_does_one_during_the_vote_or_after_the_voter_voted() {
    let (mut dao, [alice, bob]) = dao([UNIT, UNIT]).await;
    for owner in [&alice, &bob] {
        dao.mint_to(&owner.tokens, 7 * UNIT).await;
    }
    let proposal = open_vote(&mut dao, &alice).await;
    dao.increase(&bob, 7 * UNIT).await.unwrap();
    weighs(&mut dao, &bob, proposal, WEIGHT).await;
    weighs(&mut dao, &alice, proposal, WEIGHT).await;
    dao.increase(&alice, 7 * UNIT).await.unwrap();
    // In the next week too, and once the vote is over.
    dao.pass(4 * DAY).await;
    dao.vote(&alice, proposal, Choice::For).await.unwrap();
    dao.set_time(ENDS).await;
    assert_eq!(tally(&mut dao, proposal).await, (2 * WEIGHT, 0, 0));
    assert_eq!(total(&mut dao, proposal).await, 2 * WEIGHT);
}

#[tokio::test]
async fn an_extension_counts_if_it_was_before_the_proposals_week() {
    let mut dao = Dao::new().await;
    let alice = dao.holder(UNIT).await;
    let bob = dao.owner(UNIT).await;
    dao.lock(&bob, UNIT, 52).await.unwrap();
    dao.extend(&bob, 104).await.unwrap();
    dao.advance_weeks(1).await;
    let proposal = open_vote(&mut dao, &alice).await;
    // 14 * 104 - 33
    weighs(&mut dao, &bob, proposal, 1_423).await;
    assert_eq!(total(&mut dao, proposal).await, WEIGHT + 1_423);
}

#[tokio::test]
async fn an_extension_in_the_proposals_week_or_later_does_not() {
    for after in [false, true] {
        let mut dao = Dao::new().await;
        let alice = dao.holder(UNIT).await;
        let bob = dao.owner(UNIT).await;
        dao.lock(&bob, UNIT, 52).await.unwrap();
        dao.advance_weeks(1).await;
        if !after {
            dao.extend(&bob, 208).await.unwrap();
        }
        let proposal = open_vote(&mut dao, &alice).await;
        if after {
            dao.extend(&bob, 208).await.unwrap();
        }
        // 14 * 52 - 33
        weighs(&mut dao, &bob, proposal, 695).await;
        dao.extend(&bob, 208).await.refused(LockerError::Shortening);
        // Bob's lock in the sums: 695, or what it had at the week's start: 14 * 52 - 14 = 714, and Alice's
        // 2,898, together less than at the end by the sums with 208 weeks from then, 2,879 + 2,893.
        assert_eq!(total(&mut dao, proposal).await, if after { WEIGHT + 695 } else { 2_898 + 714 });
    }
}

#[tokio::test]
async fn permanence_counts_if_it_was_before_the_proposals_week() {
    let mut dao = Dao::new().await;
    let (alice, bob, carol, dave) =
        (dao.holder(UNIT).await, dao.holder(UNIT).await, dao.holder(UNIT).await, dao.holder(UNIT).await);
    dao.make_permanent(&bob).await.unwrap();
    dao.advance_weeks(1).await;
    dao.make_permanent(&carol).await.unwrap();
    let proposal = open_vote(&mut dao, &alice).await;
    dao.make_permanent(&dave).await.unwrap();
    weighs(&mut dao, &bob, proposal, UNIT).await;
    weighs(&mut dao, &carol, proposal, WEIGHT).await;
    weighs(&mut dao, &dave, proposal, WEIGHT).await;
    dao.make_permanent(&alice).await.unwrap();
    weighs(&mut dao, &alice, proposal, WEIGHT).await;
    // By the sums of the moment two were permanent: less than 2,912 + 3 * 2,898 at the week's start.
    assert_eq!(total(&mut dao, proposal).await, 2 * UNIT + 2 * WEIGHT);
}

#[tokio::test]
async fn a_permanent_lock_that_begins_to_unlock_is_reduced() {
    let mut dao = Dao::new().await;
    let alice = dao.holder(UNIT).await;
    let holders = [dao.holder(UNIT).await, dao.holder(UNIT).await, dao.holder(UNIT).await];
    for holder in &holders {
        dao.make_permanent(holder).await.unwrap();
    }
    let [bob, carol, dave] = holders;
    dao.advance_weeks(1).await;
    dao.begin_unlock(&bob).await.unwrap();
    let proposal = open_vote(&mut dao, &alice).await;
    weighs(&mut dao, &bob, proposal, 0).await;
    dao.begin_unlock(&carol).await.unwrap();
    weighs(&mut dao, &carol, proposal, 0).await;
    weighs(&mut dao, &dave, proposal, UNIT).await;
    dao.set_time(ENDS - 1).await;
    dao.begin_unlock(&dave).await.refused(LockerError::Voting);
    dao.set_time(ENDS).await;
    dao.begin_unlock(&dave).await.unwrap();
}

#[tokio::test]
async fn one_that_began_before_the_proposals_week_counts_as_it_decays() {
    let mut dao = Dao::new().await;
    let (alice, bob) = (dao.holder(UNIT).await, dao.holder(UNIT).await);
    dao.make_permanent(&bob).await.unwrap();
    dao.begin_unlock(&bob).await.unwrap();
    dao.advance_weeks(1).await;
    let proposal = open_vote(&mut dao, &alice).await;
    weighs(&mut dao, &bob, proposal, WEIGHT).await;
}

#[tokio::test]
async fn delegation_moves_no_weight_whenever_it_is() {
    let mut dao = Dao::new().await;
    let [alice, bob, carol, dave] =
        [dao.holder(UNIT).await, dao.holder(UNIT).await, dao.holder(UNIT).await, dao.holder(UNIT).await];
    // To Alice, before the snapshot, before the proposal, and while votes count.
    dao.set_delegate(&bob, alice.address()).await.unwrap();
    dao.advance_weeks(1).await;
    dao.set_delegate(&carol, alice.address()).await.unwrap();
    let proposal = open_vote(&mut dao, &alice).await;
    dao.set_delegate(&dave, alice.address()).await.unwrap();
    weighs(&mut dao, &alice, proposal, WEIGHT).await;
    for owner in [&bob, &carol, &dave] {
        dao.vote_as(&alice.keypair, owner, proposal, Choice::For).await.unwrap();
    }
    assert_eq!(tally(&mut dao, proposal).await, (4 * WEIGHT, 0, 0));
    assert_eq!(total(&mut dao, proposal).await, 4 * WEIGHT);
    // After it is counted, and after the vote.
    dao.set_delegate(&bob, Pubkey::default()).await.unwrap();
    dao.set_time(ENDS).await;
    dao.set_delegate(&carol, Pubkey::default()).await.unwrap();
    assert_eq!(tally(&mut dao, proposal).await, (4 * WEIGHT, 0, 0));
}

#[tokio::test]
async fn an_early_exit_is_possible_while_nothing_is_voted_and_from_the_end_on() {
    let (mut dao, [alice, bob]) = dao([UNIT, UNIT]).await;
    let proposal = open_vote(&mut dao, &alice).await;
    weighs(&mut dao, &alice, proposal, WEIGHT).await;
    for t in [ENDS - 5 * 86_400, ENDS - 3 * 86_400, ENDS - 1] {
        dao.set_time(t).await;
        dao.exit_early(&alice, u64::MAX).await.refused(LockerError::Voting);
    }
    // Bob has not voted.
    dao.exit_early(&bob, u64::MAX).await.unwrap();
    dao.set_time(ENDS).await;
    dao.exit_early(&alice, u64::MAX).await.unwrap();
    // What was counted stays counted.
    assert_eq!(tally(&mut dao, proposal).await, (WEIGHT, 0, 0));
    assert_eq!(total(&mut dao, proposal).await, 2 * WEIGHT);
    assert_eq!(dao.state(proposal).await, Some(ProposalState::Queued));
}

#[tokio::test]
async fn a_cancelled_or_vetoed_vote_still_holds_its_voters_to_its_end() {
    let (mut dao, [alice, bob]) = dao([UNIT, UNIT]).await;
    let proposal = open_vote(&mut dao, &alice).await;
    weighs(&mut dao, &bob, proposal, WEIGHT).await;
    dao.cancel(&alice.keypair, proposal, &alice).await.unwrap();
    dao.exit_early(&bob, u64::MAX).await.refused(LockerError::Voting);
    dao.set_time(ENDS).await;
    dao.exit_early(&bob, u64::MAX).await.unwrap();
}

#[tokio::test]
async fn an_exit_before_the_snapshot_leaves_what_was_locked_again() {
    let mut dao = Dao::new().await;
    let (alice, bob, carol) =
        (dao.holder(UNIT).await, dao.holder(10 * UNIT).await, dao.holder(10 * UNIT).await);
    for owner in [&bob, &carol] {
        dao.exit_early(owner, u64::MAX).await.unwrap();
    }
    dao.lock(&carol, UNIT, 208).await.unwrap();
    dao.advance_weeks(1).await;
    let proposal = open_vote(&mut dao, &alice).await;
    weighs(&mut dao, &bob, proposal, 0).await;
    weighs(&mut dao, &carol, proposal, WEIGHT).await;
    assert_eq!(total(&mut dao, proposal).await, 2 * WEIGHT);
}

#[tokio::test]
async fn a_lock_that_ends_before_the_vote_does_has_no_weight() {
    let mut dao = Dao::new().await;
    let alice = dao.holder(UNIT).await;
    let (bob, carol) = (dao.owner(UNIT).await, dao.owner(UNIT).await);
    // The vote ends 5 half-days into the second week after: 14 * 2 - 33 < 0, 14 * 3 - 33 = 9.
    dao.lock(&bob, UNIT, 2).await.unwrap();
    dao.lock(&carol, UNIT, 3).await.unwrap();
    dao.advance_weeks(1).await;
    let proposal = open_vote(&mut dao, &alice).await;
    weighs(&mut dao, &bob, proposal, 0).await;
    // Not with a later end either, which is of the proposal's week.
    dao.extend(&bob, 208).await.unwrap();
    weighs(&mut dao, &bob, proposal, 0).await;
    weighs(&mut dao, &carol, proposal, 9).await;
    assert_eq!(total(&mut dao, proposal).await, WEIGHT + 9);
}

#[tokio::test]
async fn a_lock_that_ends_with_the_vote_has_none_and_one_second_before_has_one() {
    for (early, weight) in [(0, 0), (1, 1)] {
        let mut dao = Dao::new().await;
        let alice = dao.holder(UNIT).await;
        // Each second left of the longest term is one unit of power.
        let bob = dao.owner(MAX_SECONDS).await;
        dao.lock(&bob, MAX_SECONDS, 3).await.unwrap();
        let end = dao.lock_of(&bob.address()).await.end_week;
        dao.set_time(start_of(end) - 6 * 86_400 - early).await;
        let proposal = open_vote(&mut dao, &alice).await;
        assert_eq!(fields(&mut dao, proposal).await.voting_ends_at, start_of(end) - early);
        weighs(&mut dao, &bob, proposal, weight).await;
    }
}

#[tokio::test]
async fn locks_made_in_the_proposals_week_have_no_voice_and_do_not_raise_the_quorum() {
    let mut dao = Dao::new().await;
    let alice = dao.holder(UNIT).await;
    let week = dao.week().await + 1;
    dao.set_time(start_of(week)).await;
    let whale = dao.holder(1_000 * UNIT).await;
    let proposal = open_vote(&mut dao, &alice).await;
    weighs(&mut dao, &whale, proposal, 0).await;
    // The total is that of the week's start: 2,912 - 14. A tenth, rounded up: 289.8.
    let proposal = fields(&mut dao, proposal).await;
    assert_eq!((proposal.total_power, proposal.quorum), (2_898, 290));
}

#[tokio::test]
async fn a_lock_made_in_the_last_second_before_has() {
    let mut dao = Dao::new().await;
    let alice = dao.holder(UNIT).await;
    let week = dao.week().await + 1;
    dao.set_time(start_of(week) - 1).await;
    let bob = dao.holder(UNIT).await;
    dao.set_time(START + 604_800).await;
    let proposal = open_vote(&mut dao, &alice).await;
    weighs(&mut dao, &bob, proposal, WEIGHT).await;
}

#[tokio::test]
async fn votes_of_all_together_are_never_above_the_total() {
    let mut dao = Dao::new().await;
    let alice = dao.holder(UNIT).await;
    let mut voters = vec![];
    // Each weight is rounded down by itself, in hand: amount * (14 * weeks - 33) / 2,912.
    let locks = [
        (1_009, 207, 992), // 1,009 * 2,865 = 2,890,785
        (2_003, 100, 940), // 2,003 * 1,367 = 2,738,101
        (997, 51, 233),    // 997 * 681 = 678,957
        (4_001, 3, 12),    // 4,001 * 9 = 36,009
        (3_001, 11, 124),  // 3,001 * 121 = 363,121
    ];
    for (amount, weeks, weight) in locks {
        let owner = dao.owner(amount).await;
        dao.lock(&owner, amount, weeks).await.unwrap();
        voters.push((owner, weight));
    }
    let permanent = dao.holder(331).await;
    dao.make_permanent(&permanent).await.unwrap();
    voters.push((permanent, 331));
    dao.advance_weeks(1).await;
    let proposal = open_vote(&mut dao, &alice).await;
    weighs(&mut dao, &alice, proposal, WEIGHT).await;
    for (owner, weight) in &voters {
        weighs(&mut dao, owner, proposal, *weight).await;
    }
    // 2,879 + 992 + 940 + 233 + 12 + 124 + 331
    assert_eq!(tally(&mut dao, proposal).await, (5_511, 0, 0));
    // The sums are rounded once: 2,890,785 + 2,738,101 + 678,957 + 36,009 + 363,121 = 6,706,973, by 2,912
    // 2,303, where the parts sum to 2,301. So 2,879 + 331 + 2,303.
    assert_eq!(total(&mut dao, proposal).await, 5_513);
}
