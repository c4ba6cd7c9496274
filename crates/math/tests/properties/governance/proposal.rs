//! Where a proposal stands, second by second.

use proptest::prelude::*;
use tenure_math::{ProposalFacts, ProposalState, Stop, Tally, Timeline};
use ProposalState::*;

use crate::cases;

const TIMELINE: Timeline =
    Timeline { voting_starts_at: 100, voting_ends_at: 200, executable_at: 300, expires_at: 400 };

const WON: ProposalFacts = ProposalFacts {
    timeline: TIMELINE,
    quorum: 10,
    tally: Tally { in_favour: 10, against: 9, abstaining: 0 },
    actions: 2,
    actions_run: 0,
    stopped: None,
};

/// At the first and the last second of everything.
const TURNS: [u64; 10] = [0, 99, 100, 199, 200, 299, 300, 399, 400, u64::MAX];

fn course(facts: ProposalFacts) -> [ProposalState; 10] {
    TURNS.map(|now| facts.state(now))
}

#[test]
fn every_turn_is_taken_at_its_second() {
    let won = [Pending, Pending, Active, Active, Queued, Queued, Succeeded, Succeeded, Expired, Expired];
    assert_eq!(course(WON), won);
    assert_eq!(course(ProposalFacts { actions_run: 1, ..WON }), won, "half of it is not all of it");
    assert_eq!(course(ProposalFacts { actions_run: 2, ..WON }), [Executed; 10]);
    assert_eq!(course(ProposalFacts { stopped: Some(Stop::Cancelled), ..WON }), [Cancelled; 10]);
    assert_eq!(course(ProposalFacts { stopped: Some(Stop::Vetoed), actions_run: 1, ..WON }), [Vetoed; 10]);
}

#[test]
fn what_is_lost_stays_lost() {
    let lost = [Pending, Pending, Active, Active, Defeated, Defeated, Defeated, Defeated, Defeated, Defeated];
    let tie = Tally { in_favour: 10, against: 10, abstaining: 0 };
    assert_eq!(course(ProposalFacts { tally: tie, ..WON }), lost);
    assert_eq!(course(ProposalFacts { quorum: 11, ..WON }), lost, "missed by one");
    let silence = ProposalFacts { tally: Tally::default(), quorum: 0, ..WON };
    assert_eq!(course(silence), lost);
    assert_eq!(course(ProposalFacts { actions: 0, ..silence }), lost);
}

#[test]
fn without_actions_nothing_is_left_to_run() {
    let course = course(ProposalFacts { actions: 0, ..WON });
    assert_eq!(course[4..6], [Queued, Queued]);
    assert_eq!(course[6..], [Executed; 4]);
}

#[test]
fn a_vote_without_delay_is_open_at_once() {
    let timeline = Timeline { voting_starts_at: 0, ..TIMELINE };
    assert_eq!(ProposalFacts { timeline, ..WON }.state(0), Active);
}

#[test]
fn each_state_tells_what_can_still_happen() {
    let all = [Pending, Active, Defeated, Queued, Succeeded, Executed, Expired, Cancelled, Vetoed];
    let undecided = all.into_iter().filter(|state| state.is_undecided());
    assert_eq!(undecided.collect::<Vec<_>>(), [Pending, Active]);
    let open = all.into_iter().filter(|state| !state.is_final());
    assert_eq!(open.collect::<Vec<_>>(), [Pending, Active, Queued, Succeeded]);
}

/// How far along a state is: time alone only ever raises it.
fn rank(state: ProposalState) -> u8 {
    match state {
        Pending => 0,
        Active => 1,
        Queued => 2,
        Succeeded => 3,
        Defeated | Executed | Expired | Cancelled | Vetoed => 4,
    }
}

fn facts() -> impl Strategy<Value = ProposalFacts> {
    let spans = prop_oneof![
        [0..4u64, 0..4, 0..4, 0..4],
        [0..=u64::MAX / 4, 0..=u64::MAX / 4, 0..=u64::MAX / 4, 0..=u64::MAX / 4]
    ];
    let small = || 0..3u64;
    let stopped =
        prop_oneof![6 => Just(None), 1 => Just(Some(Stop::Cancelled)), 1 => Just(Some(Stop::Vetoed))];
    (spans, (small(), small(), small()), 0..4u64, 0..3u16, 0..3u16, stopped).prop_map(
        |(
            [delay, period, timelock, grace],
            (in_favour, against, abstaining),
            quorum,
            actions,
            run,
            stopped,
        )| {
            let (starts, ends) = (delay, delay + period);
            let timeline = Timeline {
                voting_starts_at: starts,
                voting_ends_at: ends,
                executable_at: ends + timelock,
                expires_at: ends + timelock + grace,
            };
            let tally = Tally { in_favour, against, abstaining };
            ProposalFacts { timeline, quorum, tally, actions, actions_run: run.min(actions), stopped }
        },
    )
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn time_only_moves_it_on(facts in facts(), times in (0..20u64, 0..20u64)) {
        let Timeline { voting_starts_at, voting_ends_at, executable_at, expires_at } = facts.timeline;
        let turns = [voting_starts_at, voting_ends_at, executable_at, expires_at];
        let around = turns.iter().flat_map(|&turn| [turn.saturating_sub(1), turn, turn.saturating_add(1)]);
        let mut times: Vec<_> = around.chain([times.0, times.1, u64::MAX]).collect();
        times.sort_unstable();
        for pair in times.windows(2) {
            let [earlier, later] = [pair[0], pair[1]].map(|now| facts.state(now));
            prop_assert!(rank(earlier) <= rank(later));
            prop_assert!(!earlier.is_final() || earlier == later, "{:?} is for good", earlier);
            prop_assert!(earlier.is_final() == (rank(earlier) == 4));
        }
    }

    /// Votes, actions and decisions each have their time, and outside of it none is possible.
    #[test]
    fn everything_has_its_time(facts in facts(), now in prop_oneof![0..20u64, any::<u64>()]) {
        let Timeline { voting_starts_at, voting_ends_at, executable_at, expires_at } = facts.timeline;
        let state = facts.state(now);
        let stopped = facts.stopped.is_some();
        let all_run = facts.actions > 0 && facts.actions_run == facts.actions;
        let voting = (voting_starts_at..voting_ends_at).contains(&now);
        prop_assert_eq!(state == Active, voting && !stopped && !all_run);
        let running = (executable_at..expires_at).contains(&now) && facts.actions > 0;
        let won = facts.tally.wins(facts.quorum);
        prop_assert_eq!(state == Succeeded, running && won && !stopped && !all_run);
        prop_assert_eq!(matches!(state, Cancelled | Vetoed), stopped);
    }
}
