//! The power that a submission takes: of which week, of which second, and whether it is enough to propose.

use std::slice::from_ref;

use governor::{GovernorError, GovernorParams};
use tenure_math::{start_of, week_of, WEEK};
use tenure_tests::{Dao, OutcomeExt, START};

use crate::stage::{begin_week, drafted, grant, member, submit, Stage};

/// Alice has locked 2,080,000 for 208 weeks, and Bob 1,040,000 for good, in the middle of the first week.
/// Now is the middle of the second.
async fn decaying(params: GovernorParams) -> Stage {
    let mut dao = Dao::with(params).await;
    let alice = dao.holder(2_080_000).await;
    let bob = member(&mut dao, 1_040_000).await;
    begin_week(&mut dao).await;
    Stage { dao, alice, bob }
}

#[tokio::test]
async fn takes_the_power_at_the_end_of_the_vote() {
    let mut stage = decaying(Dao::PARAMS).await;
    let proposal = drafted(&mut stage, 1).await;
    submit(&mut stage.dao, &stage.alice, proposal).await.unwrap();
    let taken = stage.dao.proposal(proposal).await.proposal;
    assert_eq!(taken.snapshot_week, week_of(START) + 1);
    // At the week's start Alice had 207 of 208 weeks, so 2,070,000; with Bob's, 3,110,000. The vote ends
    // 1.5 weeks and six days after the first week's start, when 208 - 1.5 - 6/7 weeks are left of her lock:
    // 10,000 * 205.642857.. = 2,056,428.57..; with Bob's, and rounded down, 3,096,428. Of that a tenth is
    // 309,642.8, rounded up.
    assert_eq!((taken.total_power, taken.quorum), (3_096_428, 309_643));
}

#[tokio::test]
async fn takes_the_power_at_the_weeks_start_where_that_is_less() {
    let mut stage = decaying(Dao::PARAMS).await;
    // Who comes in the week itself has no voice, and does not raise the quorum.
    member(&mut stage.dao, 10_000_000).await;
    let proposal = drafted(&mut stage, 1).await;
    submit(&mut stage.dao, &stage.alice, proposal).await.unwrap();
    let taken = stage.dao.proposal(proposal).await.proposal;
    assert_eq!((taken.total_power, taken.quorum), (3_110_000, 311_000));
}

#[tokio::test]
async fn a_lock_that_ends_before_the_vote_does_is_in_no_total() {
    let mut stage = Stage::new().await;
    let carol = stage.dao.owner(1_000_000).await;
    stage.dao.lock(&carol, 1_000_000, 2).await.unwrap();
    begin_week(&mut stage.dao).await;
    // Half of its last week is left, and the vote ends in six days: there is nothing of it in the total.
    let proposal = drafted(&mut stage, 1).await;
    submit(&mut stage.dao, &stage.alice, proposal).await.unwrap();
    assert_eq!(stage.dao.proposal(proposal).await.proposal.total_power, 4_000);
    let by_carol = stage.dao.propose(&carol, 1, &[grant(&stage.dao)]).await;
    by_carol.refused(GovernorError::BelowThreshold);
}

#[tokio::test]
async fn the_threshold_is_met_exactly_or_missed_by_one() {
    for (proposal_threshold, met) in [(2_056_427, true), (2_056_428, true), (2_056_429, false)] {
        // Alice's power at the end of the vote; see above.
        let mut stage = decaying(GovernorParams { proposal_threshold, ..Dao::PARAMS }).await;
        let proposal = drafted(&mut stage, 1).await;
        let outcome = submit(&mut stage.dao, &stage.alice, proposal).await;
        if met {
            outcome.unwrap();
            assert_eq!(stage.dao.proposal(proposal).await.proposal.threshold, proposal_threshold);
        } else {
            outcome.refused(GovernorError::BelowThreshold);
        }
    }
}

#[tokio::test]
async fn only_last_weeks_power_proposes() {
    // Alice has 3,000 from the week before.
    for proposal_threshold in [3_000, 3_001] {
        let params = GovernorParams { proposal_threshold, ..Dao::PARAMS };
        let mut stage = Stage::with(params).await;
        stage.dao.increase(&stage.alice, 1_000).await.unwrap();
        let proposal = drafted(&mut stage, 1).await;
        let outcome = submit(&mut stage.dao, &stage.alice, proposal).await;
        if proposal_threshold == 3_000 {
            outcome.unwrap();
        } else {
            outcome.refused(GovernorError::BelowThreshold);
            begin_week(&mut stage.dao).await;
            submit(&mut stage.dao, &stage.alice, proposal).await.unwrap();
        }
        // What she has at the vote's end counts in no total of this week's votes.
        let total = stage.dao.proposal(proposal).await.proposal.total_power;
        assert_eq!(total, if proposal_threshold == 3_000 { 4_000 } else { 5_000 });
    }
}

#[tokio::test]
async fn time_added_this_week_does_not_count_either() {
    let params = GovernorParams { proposal_threshold: 500, ..Dao::PARAMS };
    let mut stage = Stage::with(params).await;
    let carol = stage.dao.owner(1_000).await;
    // At most a quarter.
    stage.dao.lock(&carol, 1_000, 52).await.unwrap();
    begin_week(&mut stage.dao).await;
    stage.dao.extend(&carol, 208).await.unwrap();
    let grant = grant(&stage.dao);
    let outcome = stage.dao.propose(&carol, 1, from_ref(&grant)).await;
    outcome.refused(GovernorError::BelowThreshold);
    begin_week(&mut stage.dao).await;
    stage.dao.propose(&carol, 1, &[grant]).await.unwrap();
}

#[tokio::test]
async fn a_lock_of_this_week_has_no_power_to_propose() {
    let params = GovernorParams { proposal_threshold: 1, ..Dao::PARAMS };
    let mut stage = Stage::with(params).await;
    let carol = member(&mut stage.dao, 1_000_000).await;
    let outcome = stage.dao.propose(&carol, 1, &[grant(&stage.dao)]).await;
    outcome.refused(GovernorError::BelowThreshold);
}

#[tokio::test]
async fn who_left_and_locked_again_has_no_power_to_propose() {
    let params = GovernorParams { proposal_threshold: 1, ..Dao::PARAMS };
    let mut stage = Stage::with(params).await;
    let carol = stage.dao.owner(2_000_000).await;
    stage.dao.lock(&carol, 1_000_000, 208).await.unwrap();
    begin_week(&mut stage.dao).await;
    stage.dao.exit_early(&carol, u64::MAX).await.unwrap();
    stage.dao.lock(&carol, 1_000_000, 208).await.unwrap();
    let grant = grant(&stage.dao);
    let outcome = stage.dao.propose(&carol, 1, from_ref(&grant)).await;
    outcome.refused(GovernorError::BelowThreshold);
    // From the next week on it has.
    begin_week(&mut stage.dao).await;
    stage.dao.propose(&carol, 1, &[grant]).await.unwrap();
}

#[tokio::test]
async fn who_begins_to_unlock_has_no_power_to_propose_this_week() {
    let mut stage = Stage::new().await;
    stage.dao.begin_unlock(&stage.alice).await.unwrap();
    let proposal = drafted(&mut stage, 1).await;
    let outcome = submit(&mut stage.dao, &stage.alice, proposal).await;
    outcome.refused(GovernorError::BelowThreshold);
    begin_week(&mut stage.dao).await;
    submit(&mut stage.dao, &stage.alice, proposal).await.unwrap();
}

#[tokio::test]
async fn wants_the_locker_to_be_in_this_week() {
    let mut stage = Stage::new().await;
    let proposal = drafted(&mut stage, 1).await;
    let next = start_of(stage.dao.week().await + 1);
    stage.dao.set_time(next).await;
    submit(&mut stage.dao, &stage.alice, proposal).await.refused(GovernorError::NeedsCrank);
    stage.dao.set_time(next - 1).await;
    submit(&mut stage.dao, &stage.alice, proposal).await.unwrap();
}

#[tokio::test]
async fn a_crank_that_does_not_reach_this_week_is_not_enough() {
    let mut stage = Stage::new().await;
    let proposal = drafted(&mut stage, 1).await;
    stage.dao.advance_weeks(100).await;
    stage.dao.crank(99).await.unwrap();
    submit(&mut stage.dao, &stage.alice, proposal).await.refused(GovernorError::NeedsCrank);
    stage.dao.crank(1).await.unwrap();
    submit(&mut stage.dao, &stage.alice, proposal).await.unwrap();
}

#[tokio::test]
async fn a_clock_that_ran_back_counts_as_the_newest_weeks_start() {
    let mut stage = Stage::new().await;
    let proposal = drafted(&mut stage, 1).await;
    let week = stage.dao.week().await;
    stage.dao.set_time(START).await;
    submit(&mut stage.dao, &stage.alice, proposal).await.unwrap();
    let submitted = stage.dao.proposal(proposal).await.proposal;
    assert_eq!((submitted.snapshot_week, submitted.submitted_at), (week, u64::from(week) * WEEK));
}

#[tokio::test]
async fn a_clock_before_1970_is_refused() {
    let mut stage = Stage::new().await;
    let proposal = drafted(&mut stage, 1).await;
    stage.dao.set_unix_timestamp(-1).await;
    submit(&mut stage.dao, &stage.alice, proposal).await.refused(GovernorError::BadClock);
}
