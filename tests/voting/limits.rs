//! Outflow limits as they are set: a lower one counts at once, a higher one from the second week after.

use governor::{GovernorError, GovernorParams};
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use tenure_math::start_of;
use tenure_tests::{Dao, OutcomeExt, Owner};

use crate::stage::{both_succeeded, lamports, permanent_dao_on, succeeded, DAY};

const SOL: u64 = 1_000_000_000;

/// SOL's mint, as limits name it.
const OF_SOL: Pubkey = Pubkey::new_from_array([0; 32]);

const NONE: u64 = u64::MAX;

/// As far as possible, so that an action can wait for a limit to change.
const LONG_GRACE: GovernorParams = GovernorParams { grace: 28 * DAY, ..Dao::PARAMS };

/// A DAO with 50 SOL, one who can decide alone, and someone to pay.
async fn stage() -> (Dao, Owner, Pubkey) {
    let (mut dao, [alice]) = permanent_dao_on(LONG_GRACE, [1_000]).await;
    dao.fund_treasury(50 * SOL).await;
    (dao, alice, Pubkey::new_unique())
}

/// Limits SOL, as an action.
fn limit(dao: &Dao, limit: u64) -> Instruction {
    dao.governance.set_outflow_limit(OF_SOL, limit)
}

/// Runs the proposal's actions from the `first` to before `end`.
async fn run(dao: &mut Dao, proposal: Pubkey, actions: &[Instruction], first: usize, end: usize) {
    for (index, action) in (0..).zip(actions).skip(first).take(end - first) {
        dao.execute(proposal, index, action).await.unwrap();
    }
}

/// The limits in force in this week and the two after it.
async fn in_force(dao: &mut Dao, mint: Pubkey) -> [u64; 3] {
    let (week, governor) = (dao.week().await, dao.governor().await);
    [0, 1, 2].map(|after| governor.outflow_limit(week + after, &mint))
}

#[tokio::test]
async fn the_first_one_counts_at_once() {
    let (mut dao, alice, _) = stage().await;
    let set = limit(&dao, 7 * SOL);
    let proposal = succeeded(&mut dao, &alice, 1, std::slice::from_ref(&set)).await;
    assert_eq!(in_force(&mut dao, OF_SOL).await, [NONE; 3]);
    dao.execute(proposal, 0, &set).await.unwrap();
    assert_eq!(in_force(&mut dao, OF_SOL).await, [7 * SOL; 3]);
}

#[tokio::test]
async fn a_lower_one_counts_at_once() {
    let (mut dao, alice, to) = stage().await;
    let actions = [
        limit(&dao, 3 * SOL),
        dao.sol_to(&to, SOL),
        limit(&dao, 2 * SOL),
        dao.sol_to(&to, SOL),
        dao.sol_to(&to, 1),
    ];
    let proposal = succeeded(&mut dao, &alice, 1, &actions).await;
    run(&mut dao, proposal, &actions, 0, 3).await;
    assert_eq!(in_force(&mut dao, OF_SOL).await, [2 * SOL; 3]);
    // What this week had paid out counts against it.
    run(&mut dao, proposal, &actions, 3, 4).await;
    dao.execute(proposal, 4, &actions[4]).await.refused(GovernorError::OutflowLimit);
}

#[tokio::test]
async fn one_below_what_was_paid_stops_the_rest_of_the_week() {
    let (mut dao, alice, to) = stage().await;
    let actions = [
        limit(&dao, 3 * SOL),
        dao.sol_to(&to, 2 * SOL),
        limit(&dao, SOL),
        dao.sol_to(&to, 0),
        dao.sol_to(&to, 1),
    ];
    let proposal = succeeded(&mut dao, &alice, 1, &actions).await;
    run(&mut dao, proposal, &actions, 0, 4).await;
    dao.execute(proposal, 4, &actions[4]).await.refused(GovernorError::OutflowLimit);
    let next = dao.week().await + 1;
    dao.set_time(start_of(next)).await;
    run(&mut dao, proposal, &actions, 4, 5).await;
}

#[tokio::test]
async fn a_higher_one_counts_from_the_second_week_after() {
    let (mut dao, alice, to) = stage().await;
    let actions = [limit(&dao, SOL), limit(&dao, 3 * SOL), dao.sol_to(&to, 3 * SOL), dao.sol_to(&to, 1)];
    let proposal = succeeded(&mut dao, &alice, 1, &actions).await;
    run(&mut dao, proposal, &actions, 0, 2).await;
    assert_eq!(in_force(&mut dao, OF_SOL).await, [SOL, SOL, 3 * SOL]);
    let (now, week) = (dao.now().await, dao.week().await);
    for t in [now, start_of(week + 1), start_of(week + 2) - 1] {
        dao.set_time(t).await;
        dao.execute(proposal, 2, &actions[2]).await.refused(GovernorError::OutflowLimit);
    }
    assert_eq!(lamports(&mut dao, &to).await, 0);
    dao.set_time(start_of(week + 2)).await;
    run(&mut dao, proposal, &actions, 2, 3).await;
    dao.execute(proposal, 3, &actions[3]).await.refused(GovernorError::OutflowLimit);
    assert_eq!(lamports(&mut dao, &to).await, 3 * SOL);
}

#[tokio::test]
async fn the_old_one_counts_until_then() {
    let (mut dao, alice, to) = stage().await;
    let actions = [limit(&dao, SOL), limit(&dao, 3 * SOL), dao.sol_to(&to, SOL), dao.sol_to(&to, SOL)];
    let proposal = succeeded(&mut dao, &alice, 1, &actions).await;
    run(&mut dao, proposal, &actions, 0, 3).await;
    dao.execute(proposal, 3, &actions[3]).await.refused(GovernorError::OutflowLimit);
    let next = dao.week().await + 1;
    dao.set_time(start_of(next)).await;
    run(&mut dao, proposal, &actions, 3, 4).await;
}

#[tokio::test]
async fn a_lower_one_takes_a_raise_back() {
    let (mut dao, alice, _) = stage().await;
    let actions = [limit(&dao, SOL), limit(&dao, 3 * SOL), limit(&dao, SOL / 2)];
    let proposal = succeeded(&mut dao, &alice, 1, &actions).await;
    run(&mut dao, proposal, &actions, 0, 3).await;
    assert_eq!(in_force(&mut dao, OF_SOL).await, [SOL / 2; 3]);
}

#[tokio::test]
async fn the_same_one_takes_a_raise_back_too() {
    let (mut dao, alice, _) = stage().await;
    let actions = [limit(&dao, SOL), limit(&dao, 3 * SOL), limit(&dao, SOL)];
    let proposal = succeeded(&mut dao, &alice, 1, &actions).await;
    run(&mut dao, proposal, &actions, 0, 3).await;
    assert_eq!(in_force(&mut dao, OF_SOL).await, [SOL; 3]);
}

#[tokio::test]
async fn a_second_raise_takes_the_place_of_the_first_and_waits_anew() {
    let (mut dao, alice, _) = stage().await;
    let actions = [limit(&dao, SOL), limit(&dao, 3 * SOL), limit(&dao, 2 * SOL)];
    let proposal = succeeded(&mut dao, &alice, 1, &actions).await;
    run(&mut dao, proposal, &actions, 0, 2).await;
    dao.pass(7 * DAY).await;
    run(&mut dao, proposal, &actions, 2, 3).await;
    assert_eq!(in_force(&mut dao, OF_SOL).await, [SOL, SOL, 2 * SOL]);
}

#[tokio::test]
async fn removed_it_counts_until_the_second_week_after() {
    let (mut dao, alice, to) = stage().await;
    let actions = [limit(&dao, SOL), limit(&dao, NONE), dao.sol_to(&to, 50 * SOL)];
    let proposal = succeeded(&mut dao, &alice, 1, &actions).await;
    run(&mut dao, proposal, &actions, 0, 2).await;
    assert_eq!(in_force(&mut dao, OF_SOL).await, [SOL, SOL, NONE]);
    let week = dao.week().await;
    dao.set_time(start_of(week + 2) - 1).await;
    dao.execute(proposal, 2, &actions[2]).await.refused(GovernorError::OutflowLimit);
    dao.set_time(start_of(week + 2)).await;
    run(&mut dao, proposal, &actions, 2, 3).await;
    assert_eq!(lamports(&mut dao, &to).await, 50 * SOL);
}

#[tokio::test]
async fn removed_and_set_again_it_keeps_what_the_week_has_paid() {
    let (mut dao, alice, to) = stage().await;
    let actions =
        [limit(&dao, SOL), dao.sol_to(&to, SOL), limit(&dao, NONE), limit(&dao, SOL), dao.sol_to(&to, 1)];
    let proposal = succeeded(&mut dao, &alice, 1, &actions).await;
    run(&mut dao, proposal, &actions, 0, 4).await;
    dao.execute(proposal, 4, &actions[4]).await.refused(GovernorError::OutflowLimit);
}

/// Sixteen mints, each limited to 5. What `more` makes of them is a proposal that can be executed.
async fn sixteen<const N: usize>(
    dao: &mut Dao,
    alice: &Owner,
    more: fn(&[Pubkey; 16]) -> [(Pubkey, u64); N],
) -> ([Pubkey; 16], Pubkey, [Instruction; N]) {
    let mints = [(); 16].map(|()| Pubkey::new_unique());
    let keys = dao.governance;
    let sets = mints.map(|mint| keys.set_outflow_limit(mint, 5));
    let more = more(&mints).map(|(mint, limit)| keys.set_outflow_limit(mint, limit));
    let [first, second] = both_succeeded(dao, alice, &sets, &more).await;
    run(dao, first, &sets, 0, 16).await;
    (mints, second, more)
}

/// A mint besides the sixteen.
const SEVENTEENTH: Pubkey = Pubkey::new_from_array([17; 32]);

#[tokio::test]
async fn there_is_room_for_sixteen() {
    let (mut dao, alice, _) = stage().await;
    let (mints, proposal, [set]) = sixteen(&mut dao, &alice, |_| [(SEVENTEENTH, 5)]).await;
    for mint in mints {
        assert_eq!(in_force(&mut dao, mint).await, [5; 3]);
    }
    dao.execute(proposal, 0, &set).await.refused(GovernorError::TooManyLimits);
    assert_eq!(in_force(&mut dao, SEVENTEENTH).await, [NONE; 3]);
}

#[tokio::test]
async fn one_of_the_sixteen_can_still_be_changed() {
    let (mut dao, alice, _) = stage().await;
    let (mints, proposal, changes) = sixteen(&mut dao, &alice, |mints| [(mints[0], 4), (mints[15], 6)]).await;
    run(&mut dao, proposal, &changes, 0, 2).await;
    assert_eq!(in_force(&mut dao, mints[0]).await, [4; 3]);
    assert_eq!(in_force(&mut dao, mints[15]).await, [5, 5, 6]);
    assert_eq!(in_force(&mut dao, mints[7]).await, [5; 3]);
}

#[tokio::test]
async fn a_removed_one_makes_room_once_it_counts_no_more() {
    let (mut dao, alice, _) = stage().await;
    let (mints, proposal, changes) =
        sixteen(&mut dao, &alice, |mints| [(mints[3], NONE), (SEVENTEENTH, 8)]).await;
    run(&mut dao, proposal, &changes, 0, 1).await;
    let week = dao.week().await;
    dao.execute(proposal, 1, &changes[1]).await.refused(GovernorError::TooManyLimits);
    dao.set_time(start_of(week + 2) - 1).await;
    dao.execute(proposal, 1, &changes[1]).await.refused(GovernorError::TooManyLimits);
    dao.set_time(start_of(week + 2)).await;
    run(&mut dao, proposal, &changes, 1, 2).await;
    assert_eq!(in_force(&mut dao, SEVENTEENTH).await, [8; 3]);
    assert_eq!(in_force(&mut dao, mints[3]).await, [NONE; 3]);
    assert_eq!(in_force(&mut dao, mints[4]).await, [5; 3]);
}
