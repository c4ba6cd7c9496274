//! Motions worked out by hand: 2,080 tokens locked for 208 weeks in week 100 are 2,040 in week 104.

use tenure_model::{start_of, Dao, Fate, Model, Operation, Params, Refusal, Rules, Side, WEEK};

const PARAMS: Params = Params { min_weeks: 1, max_weeks: 208, penalty_bps: 5_000 };
const EXIT: Operation = Operation::ExitEarly { most_penalty: u64::MAX };
const FORTNIGHT: Rules = Rules { quorum_bps: 5_000, spans: [10, 2 * WEEK - 10, 100, 1_000] };

/// Owners 1 and 2 have a lock each; it is the start of week 102.
fn two_locks() -> Model {
    let mut model = Model::new(PARAMS, start_of(100)).unwrap();
    for owner in [1, 2] {
        model.apply(start_of(100), owner, Operation::Lock { amount: 2_080, weeks: 208 }).unwrap();
    }
    model.apply(start_of(102), 0, Operation::Crank { max_weeks: 2 }).unwrap();
    model
}

#[test]
fn a_motion_runs_its_course() {
    let mut model = two_locks();
    let mut dao = Dao::new(FORTNIGHT);
    let motion = dao.propose(&model, 1);
    assert_eq!(dao.motion(motion).total(), 4_080);
    let end = start_of(104);

    assert_eq!(dao.vote(&mut model, motion, 1, Side::For), None, "votes do not count yet");
    model.advance(start_of(102) + 10);
    assert_eq!(dao.vote(&mut model, motion, 1, Side::Against), Some(2_040));
    assert_eq!(dao.vote(&mut model, motion, 1, Side::For), Some(2_040));
    assert_eq!(dao.motion(motion).cast(Side::Against), 0u32.into());
    assert!(dao.motion(motion).reaches_quorum(), "half of 4,080 is 2,040");
    assert_eq!(dao.motion(motion).fate(end - 1), Fate::Active);
    assert_eq!(dao.motion(motion).fate(end), Fate::Queued);

    model.advance(end + 99);
    assert!(!dao.run(&model, motion), "a second too early");
    model.advance(end + 100);
    assert_eq!(dao.motion(motion).fate(end + 1_099), Fate::Succeeded);
    assert_eq!(dao.motion(motion).fate(end + 1_100), Fate::Expired);
    assert!(dao.run(&model, motion));
    assert!(!dao.run(&model, motion), "once is enough");
    assert!(!dao.veto(&model, motion), "what has run has run");
    assert_eq!(dao.motion(motion).fate(u64::MAX), Fate::Executed);
}

#[test]
fn a_vote_that_ends_sooner_does_not_let_go_of_a_lock() {
    let mut model = two_locks();
    let mut dao = Dao::new(FORTNIGHT);
    let long = dao.propose(&model, 1);
    dao.amend(Rules { spans: [10, WEEK, 100, 1_000], ..FORTNIGHT });
    let short = dao.propose(&model, 1);
    let now = start_of(102) + 10;
    model.advance(now);
    for motion in [long, short] {
        assert!(dao.vote(&mut model, motion, 1, Side::For).is_some());
    }
    assert_eq!(dao.motion(short).voting_ends_at(), now + WEEK);
    assert_eq!(model.apply(now + WEEK, 1, EXIT), Err(Refusal::Voting));
    assert_eq!(model.apply(start_of(104) - 1, 1, EXIT), Err(Refusal::Voting));
    assert!(model.apply(start_of(104), 1, EXIT).is_ok());
    assert_eq!(dao.motion(long).fate(start_of(104)), Fate::Queued, "what was cast stays cast");
}

#[test]
fn who_left_is_not_in_the_total_and_has_no_vote() {
    let mut model = two_locks();
    let mut dao = Dao::new(Rules { spans: [0, 2 * WEEK, 100, 1_000], ..FORTNIGHT });
    model.apply(start_of(102), 1, EXIT).unwrap();
    let motion = dao.propose(&model, 0);
    model.apply(start_of(102), 1, Operation::Lock { amount: 2_080, weeks: 208 }).unwrap();
    assert_eq!(dao.motion(motion).total(), 2_040);
    assert_eq!(dao.vote(&mut model, motion, 1, Side::For), None);
    assert_eq!(dao.vote(&mut model, motion, 2, Side::Neither), Some(2_040));
    assert_eq!(dao.motion(motion).fate(start_of(104)), Fate::Defeated, "nobody is for it");
}
