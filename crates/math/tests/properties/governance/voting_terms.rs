//! The terms of proposals: their bounds, and the course that they set.

use proptest::prelude::*;
use tenure_math::{start_of, Electorate, Stake, Timeline, VotingTerms, MAX_WEEKS};

use super::valid_terms;
use crate::cases;

const LEAST: VotingTerms = VotingTerms {
    threshold: 1,
    quorum_bps: 100,
    voting_delay: 0,
    voting_period: 86_400,
    timelock: 86_400,
    grace: 86_400,
};

const MOST: VotingTerms = VotingTerms {
    threshold: u64::MAX,
    quorum_bps: 5_000,
    voting_delay: 14 * 86_400,
    voting_period: 28 * 86_400,
    timelock: 28 * 86_400,
    grace: 28 * 86_400,
};

#[test]
fn each_bound_is_met_and_not_passed_by_one() {
    assert!(LEAST.are_valid() && MOST.are_valid());
    for terms in [
        VotingTerms { threshold: 0, ..LEAST },
        VotingTerms { quorum_bps: 99, ..LEAST },
        VotingTerms { voting_period: 86_399, ..LEAST },
        VotingTerms { timelock: 86_399, ..LEAST },
        VotingTerms { grace: 86_399, ..LEAST },
        VotingTerms { quorum_bps: 5_001, ..MOST },
        VotingTerms { voting_delay: 14 * 86_400 + 1, ..MOST },
        VotingTerms { voting_period: 28 * 86_400 + 1, ..MOST },
        VotingTerms { timelock: 28 * 86_400 + 1, ..MOST },
        VotingTerms { grace: 28 * 86_400 + 1, ..MOST },
    ] {
        assert!(!terms.are_valid(), "{terms:?}");
    }
}

#[test]
fn the_course_is_the_spans_one_after_the_other() {
    let terms = VotingTerms { voting_delay: 1, voting_period: 20, timelock: 300, grace: 4_000, ..LEAST };
    let timeline =
        Timeline { voting_starts_at: 51, voting_ends_at: 71, executable_at: 371, expires_at: 4_371 };
    assert_eq!(terms.timeline(50), Some(timeline));
    let last = u64::MAX - 4_321;
    assert_eq!(terms.timeline(last).unwrap().expires_at, u64::MAX);
    assert_eq!(terms.timeline(last + 1), None);
    assert_eq!(terms.timeline(u64::MAX), None);
}

proptest! {
    #![proptest_config(cases(1_000))]

    #[test]
    fn valid_terms_leave_time_for_everything(terms in valid_terms(), now in 0..u64::MAX - 100 * 86_400) {
        prop_assert!(terms.are_valid());
        let timeline = terms.timeline(now).unwrap();
        prop_assert!(now <= timeline.voting_starts_at);
        prop_assert!(timeline.voting_starts_at + 86_400 <= timeline.voting_ends_at);
        prop_assert!(timeline.voting_ends_at + 86_400 <= timeline.executable_at);
        prop_assert!(timeline.executable_at + 86_400 <= timeline.expires_at);
        prop_assert!(timeline.voting_ends_at <= now + 42 * 86_400, "voters can leave in six weeks at the latest");
        prop_assert!(timeline.expires_at <= now + 98 * 86_400);
    }

    /// VotingTerms that no program lets in still set a course in which nothing comes before its time.
    #[test]
    fn any_terms_are_in_order(
        spans in [any::<u32>(), any::<u32>(), any::<u32>(), any::<u32>()],
        now in prop_oneof![any::<u64>(), Just(u64::MAX - u64::from(u32::MAX))],
    ) {
        let [voting_delay, voting_period, timelock, grace] = spans;
        let terms = VotingTerms { voting_delay, voting_period, timelock, grace, ..LEAST };
        let sum = spans.iter().map(|&span| u64::from(span)).sum::<u64>();
        prop_assert_eq!(terms.timeline(now).map(|course| course.expires_at), now.checked_add(sum));
        if let Some(course) = terms.timeline(now) {
            prop_assert!(now <= course.voting_starts_at && course.voting_starts_at <= course.voting_ends_at);
            prop_assert!(course.voting_ends_at <= course.executable_at);
        }
    }

    /// Whoever locks for the longest term in the week before a proposal, however late that comes and
    /// however long it takes, has most of the lock's power left as a voice.
    #[test]
    fn the_longest_lock_outlasts_every_vote(terms in valid_terms(), week in 1..1_000_000u32, second in 0..604_800u64) {
        let timeline = terms.timeline(start_of(week) + second).unwrap();
        let electorate = Electorate::new(week, timeline.voting_ends_at, u64::MAX, u64::MAX);
        let weight = electorate.weight(Stake { amount: 208, end_week: week - 1 + MAX_WEEKS }, 0);
        // At most two weeks from the lock to the proposal, and six to the end of the vote.
        prop_assert!((200..208).contains(&weight));
    }
}
