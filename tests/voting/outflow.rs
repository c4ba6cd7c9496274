//! What counts as paid out of the treasury, against a limit for each mint and week.

use governor::GovernorError;
use solana_pubkey::Pubkey;
use tenure_math::start_of;
use tenure_tests::{OutcomeExt, TokenKind};

use crate::{
    stage::{both_succeeded, lamports, succeeded},
    tokens::transfer,
};

use crate::treasury::{dao_with_sol, dao_with_tokens, limited, spent, KINDS, OF_SOL, SOL};

#[tokio::test]
async fn of_sol_just_the_limit() {
    let (mut dao, alice, to) = dao_with_sol().await;
    let actions = [dao.sol_to(&to, 2 * SOL), dao.sol_to(&to, 1)];
    let proposal = limited(&mut dao, &alice, OF_SOL, 2 * SOL, &actions).await;
    dao.execute(proposal, 1, &actions[0]).await.unwrap();
    assert_eq!(spent(&mut dao, OF_SOL).await, 2 * SOL);
    // Not a lamport more.
    dao.execute(proposal, 2, &actions[1]).await.refused(GovernorError::OutflowLimit);
    assert_eq!(lamports(&mut dao, &to).await, 2 * SOL);
}

#[tokio::test]
async fn of_sol_one_beside_it() {
    let (mut dao, alice, to) = dao_with_sol().await;
    let payment = dao.sol_to(&to, 2 * SOL);
    let proposal = limited(&mut dao, &alice, OF_SOL, 2 * SOL - 1, std::slice::from_ref(&payment)).await;
    dao.execute(proposal, 1, &payment).await.refused(GovernorError::OutflowLimit);
    assert_eq!((lamports(&mut dao, &to).await, spent(&mut dao, OF_SOL).await), (0, 0));
    let treasury = dao.governance.treasury;
    assert_eq!(lamports(&mut dao, &treasury).await, 10 * SOL);
}

#[tokio::test]
async fn of_a_token_one_beside_it() {
    for kind in KINDS {
        let (mut dao, alice, mint, [from, to]) = dao_with_tokens(kind).await;
        let actions = [299, 2, 299].map(|amount| transfer(&dao, &mint, &from, &to, amount));
        let proposal = limited(&mut dao, &alice, mint.address, 300, &actions).await;
        dao.execute(proposal, 1, &actions[0]).await.unwrap();
        dao.execute(proposal, 2, &actions[1]).await.refused(GovernorError::OutflowLimit);
        // A week later there is room again, and again not for one more.
        let next = dao.week().await + 1;
        dao.set_time(start_of(next)).await;
        dao.execute(proposal, 2, &actions[1]).await.unwrap();
        dao.execute(proposal, 3, &actions[2]).await.refused(GovernorError::OutflowLimit);
        assert_eq!(spent(&mut dao, mint.address).await, 2);
        // 299 + 2
        assert_eq!((dao.balance(&from).await, dao.balance(&to).await), (699, 301));
    }
}

#[tokio::test]
async fn of_a_token_just_the_limit() {
    for kind in KINDS {
        let (mut dao, alice, mint, [from, to]) = dao_with_tokens(kind).await;
        let payment = transfer(&dao, &mint, &from, &to, 300);
        let proposal = limited(&mut dao, &alice, mint.address, 300, std::slice::from_ref(&payment)).await;
        dao.execute(proposal, 1, &payment).await.unwrap();
        assert_eq!((dao.balance(&to).await, spent(&mut dao, mint.address).await), (300, 300));
    }
}

#[tokio::test]
async fn several_actions_of_a_week_add_up() {
    let (mut dao, alice, to) = dao_with_sol().await;
    let payments = [dao.sol_to(&to, SOL), dao.sol_to(&to, SOL), dao.sol_to(&to, SOL)];
    let proposal = limited(&mut dao, &alice, OF_SOL, 3 * SOL - 1, &payments).await;
    dao.execute(proposal, 1, &payments[0]).await.unwrap();
    dao.execute(proposal, 2, &payments[1]).await.unwrap();
    dao.execute(proposal, 3, &payments[2]).await.refused(GovernorError::OutflowLimit);
    assert_eq!(spent(&mut dao, OF_SOL).await, 2 * SOL);
    // In one transaction too.
    let keys = dao.governance;
    let more = [keys.execute(proposal, 3, &payments[2])];
    dao.send(&more, &[]).await.refused(GovernorError::OutflowLimit);
    assert_eq!(lamports(&mut dao, &to).await, 2 * SOL);
}

#[tokio::test]
async fn of_several_proposals_too() {
    let (mut dao, alice, to) = dao_with_sol().await;
    let set = dao.governance.set_outflow_limit(OF_SOL, SOL);
    let payment = dao.sol_to(&to, SOL);
    let first = [set, payment.clone()];
    let proposals = both_succeeded(&mut dao, &alice, &first, std::slice::from_ref(&payment)).await;
    dao.execute(proposals[0], 0, &first[0]).await.unwrap();
    dao.execute(proposals[1], 0, &payment).await.unwrap();
    dao.execute(proposals[0], 1, &payment).await.refused(GovernorError::OutflowLimit);
    assert_eq!(lamports(&mut dao, &to).await, SOL);
}

#[tokio::test]
async fn a_week_ends_with_its_last_second() {
    let (mut dao, alice, to) = dao_with_sol().await;
    let payments = [dao.sol_to(&to, 2 * SOL), dao.sol_to(&to, 2 * SOL), dao.sol_to(&to, 1)];
    let proposal = limited(&mut dao, &alice, OF_SOL, 2 * SOL, &payments).await;
    dao.execute(proposal, 1, &payments[0]).await.unwrap();
    let next = dao.week().await + 1;
    dao.set_time(start_of(next) - 1).await;
    dao.execute(proposal, 2, &payments[1]).await.refused(GovernorError::OutflowLimit);
    dao.set_time(start_of(next)).await;
    dao.execute(proposal, 2, &payments[1]).await.unwrap();
    dao.execute(proposal, 3, &payments[2]).await.refused(GovernorError::OutflowLimit);
    // A clock that runs back frees nothing.
    dao.set_time(start_of(next) - 1).await;
    dao.execute(proposal, 3, &payments[2]).await.refused(GovernorError::OutflowLimit);
    assert_eq!(lamports(&mut dao, &to).await, 4 * SOL);
}

#[tokio::test]
async fn what_is_left_of_a_week_is_not_carried_over() {
    let (mut dao, alice, to) = dao_with_sol().await;
    let payment = dao.sol_to(&to, 2 * SOL + 1);
    let proposal = limited(&mut dao, &alice, OF_SOL, 2 * SOL, std::slice::from_ref(&payment)).await;
    let next = dao.week().await + 1;
    dao.set_time(start_of(next)).await;
    dao.execute(proposal, 1, &payment).await.refused(GovernorError::OutflowLimit);
}

#[tokio::test]
async fn a_mint_without_a_limit_has_none() {
    let (mut dao, alice, mint, [from, to]) = dao_with_tokens(TokenKind::SplToken).await;
    dao.fund_treasury(SOL).await;
    let wallet = Pubkey::new_unique();
    let actions = [transfer(&dao, &mint, &from, &to, 1_000), dao.sol_to(&wallet, SOL)];
    let another = dao.another_mint(TokenKind::SplToken).await.address;
    let proposal = limited(&mut dao, &alice, another, 0, &actions).await;
    for (index, action) in (1..).zip(&actions) {
        dao.execute(proposal, index, action).await.unwrap();
    }
    assert_eq!((dao.balance(&to).await, lamports(&mut dao, &wallet).await), (1_000, SOL));
}

#[tokio::test]
async fn each_mint_has_its_own() {
    let (mut dao, alice, mint, [from, to]) = dao_with_tokens(TokenKind::SplToken).await;
    dao.fund_treasury(5 * SOL).await;
    let wallet = Pubkey::new_unique();
    let keys = dao.governance;
    let actions = [
        keys.set_outflow_limit(OF_SOL, SOL),
        transfer(&dao, &mint, &from, &to, 100),
        dao.sol_to(&wallet, SOL),
        transfer(&dao, &mint, &from, &to, 1),
    ];
    let proposal = limited(&mut dao, &alice, mint.address, 100, &actions).await;
    for (index, action) in (1..).zip(&actions[..3]) {
        dao.execute(proposal, index, action).await.unwrap();
    }
    dao.execute(proposal, 4, &actions[3]).await.refused(GovernorError::OutflowLimit);
    assert_eq!((spent(&mut dao, mint.address).await, spent(&mut dao, OF_SOL).await), (100, SOL));
}

#[tokio::test]
async fn a_limit_of_zero_stops_all_but_nothing() {
    let (mut dao, alice, to) = dao_with_sol().await;
    let payments = [dao.sol_to(&to, 0), dao.sol_to(&to, 1_000_000)];
    let proposal = limited(&mut dao, &alice, OF_SOL, 0, &payments).await;
    dao.execute(proposal, 1, &payments[0]).await.unwrap();
    dao.execute(proposal, 2, &payments[1]).await.refused(GovernorError::OutflowLimit);
}

#[tokio::test]
async fn what_was_paid_before_there_was_a_limit_does_not_count() {
    let (mut dao, alice, to) = dao_with_sol().await;
    let set = dao.governance.set_outflow_limit(OF_SOL, SOL);
    let actions = [dao.sol_to(&to, 5 * SOL), set, dao.sol_to(&to, SOL), dao.sol_to(&to, 1)];
    let proposal = succeeded(&mut dao, &alice, 1, &actions).await;
    for (index, action) in (0..).zip(&actions[..3]) {
        dao.execute(proposal, index, action).await.unwrap();
    }
    dao.execute(proposal, 3, &actions[3]).await.refused(GovernorError::OutflowLimit);
    assert_eq!(lamports(&mut dao, &to).await, 6 * SOL);
}
