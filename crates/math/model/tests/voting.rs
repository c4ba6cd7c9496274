//! A vote holds a lock: nothing reduces it until the vote has ended. No other test can say so,
//! since only a governor marks locks.

use tenure_model::{start_of, Model, Operation, Params, Refusal};

const PARAMS: Params = Params { min_weeks: 1, max_weeks: 208, penalty_bps: 5_000 };
const EXIT: Operation = Operation::ExitEarly { most_penalty: u64::MAX };

#[test]
fn what_a_vote_counts_is_not_reduced() {
    let t = start_of(100);
    let mut model = Model::new(PARAMS, t).unwrap();
    for owner in [1, 2] {
        model.apply(t, owner, Operation::Lock { amount: 2_080, weeks: 208 }).unwrap();
        model.mark_voting(owner, t + 10);
    }
    model.apply(t, 2, Operation::MakePermanent).unwrap();

    assert_eq!(model.apply(t + 9, 1, EXIT), Err(Refusal::Voting));
    assert_eq!(model.apply(t + 9, 2, Operation::BeginUnlock), Err(Refusal::Voting));
    assert!(model.apply(t + 9, 1, Operation::Increase { amount: 2_080 }).is_ok());
    assert!(model.apply(t + 10, 1, EXIT).is_ok());
    assert!(model.apply(t + 10, 2, Operation::BeginUnlock).is_ok());
}

#[test]
fn a_closed_lock_cannot_shed_its_vote() {
    let t = start_of(100);
    let mut model = Model::new(PARAMS, t).unwrap();
    model.apply(t, 1, Operation::Lock { amount: 2_080, weeks: 1 }).unwrap();
    let end = start_of(101);
    model.mark_voting(1, end + 10);
    model.apply(end, 1, Operation::Withdraw).unwrap();
    let close = Operation::CloseLock { give_up_before: 102 };
    assert_eq!(model.apply(end + 9, 1, close), Err(Refusal::Voting));
    assert!(model.apply(end + 10, 1, close).is_ok());
}

#[test]
fn leaving_costs_the_voice_in_what_is_running() {
    let t = start_of(100);
    let mut model = Model::new(PARAMS, t).unwrap();
    model.apply(t, 1, Operation::Lock { amount: 2_080, weeks: 208 }).unwrap();
    let (proposed, ends_at) = (start_of(102), start_of(104));
    model.advance(proposed);
    assert_eq!(model.weight(1, 102, ends_at), 2_040);
    assert_eq!(model.weight(1, 100, ends_at), 0, "the week of locking is not a week before");
    model.apply(proposed, 1, EXIT).unwrap();
    assert_eq!(model.weight(1, 102, ends_at), 0);
    model.apply(proposed, 1, Operation::Lock { amount: 2_080, weeks: 208 }).unwrap();
    assert_eq!(model.weight(1, 102, ends_at), 0, "locking again does not bring it back");
    assert_eq!(model.weight(1, 103, ends_at), 2_080 * 206 / 208);
}
