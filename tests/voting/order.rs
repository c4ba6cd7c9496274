//! Several actions run one by one, in their order, each once.

use governor::GovernorError;
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use tenure_math::ProposalState;
use tenure_tests::{Dao, OutcomeExt};

use crate::stage::{fields, lamports, permanent_dao, succeeded, DAY};

const SOL: u64 = 1_000_000_000;

/// A proposal of payments of 1, 2 and 3 SOL, each to another address.
struct Stage {
    dao: Dao,
    to: [Pubkey; 3],
    payments: [Instruction; 3],
    proposal: Pubkey,
}

impl Stage {
    async fn new() -> Self {
        let (mut dao, [alice]) = permanent_dao([1_000]).await;
        dao.fund_treasury(10 * SOL).await;
        let to = [Pubkey::new_unique(), Pubkey::new_unique(), Pubkey::new_unique()];
        let payments = [dao.sol_to(&to[0], SOL), dao.sol_to(&to[1], 2 * SOL), dao.sol_to(&to[2], 3 * SOL)];
        let proposal = succeeded(&mut dao, &alice, 1, &payments).await;
        Self { dao, to, payments, proposal }
    }

    /// What the three have received.
    async fn paid(&mut self) -> [u64; 3] {
        let mut paid = [0; 3];
        for (paid, to) in paid.iter_mut().zip(self.to) {
            *paid = lamports(&mut self.dao, &to).await;
        }
        paid
    }
}

#[tokio::test]
async fn across_transactions_and_days() {
    let mut stage = Stage::new().await;
    for (index, expected) in [(0, [SOL, 0, 0]), (1, [SOL, 2 * SOL, 0]), (2, [SOL, 2 * SOL, 3 * SOL])] {
        assert_eq!(stage.dao.state(stage.proposal).await, Some(ProposalState::Succeeded));
        let payment = stage.payments[usize::from(index)].clone();
        stage.dao.execute(stage.proposal, index, &payment).await.unwrap();
        assert_eq!(stage.paid().await, expected);
        assert_eq!(fields(&mut stage.dao, stage.proposal).await.actions_run, index + 1);
        stage.dao.pass(DAY).await;
    }
    assert_eq!(stage.dao.state(stage.proposal).await, Some(ProposalState::Executed));
}

#[tokio::test]
async fn in_one_transaction() {
    let mut stage = Stage::new().await;
    let keys = stage.dao.governance;
    let calls = [0, 1, 2].map(|at| keys.execute(stage.proposal, at, &stage.payments[usize::from(at)]));
    stage.dao.send(&calls, &[]).await.unwrap();
    assert_eq!(stage.paid().await, [SOL, 2 * SOL, 3 * SOL]);
    assert_eq!(stage.dao.state(stage.proposal).await, Some(ProposalState::Executed));
}

#[tokio::test]
async fn never_twice() {
    let mut stage = Stage::new().await;
    let payment = stage.payments[0].clone();
    stage.dao.execute(stage.proposal, 0, &payment).await.unwrap();
    stage.dao.execute(stage.proposal, 0, &payment).await.refused(GovernorError::NotNext);
    // Nor by calling it the next one, nor twice in a transaction.
    stage.dao.execute(stage.proposal, 1, &payment).await.refused(GovernorError::WrongAccounts);
    let call = stage.dao.governance.execute(stage.proposal, 1, &stage.payments[1]);
    stage.dao.send(&[call.clone(), call], &[]).await.refused(GovernorError::NotNext);
    assert_eq!(stage.paid().await, [SOL, 0, 0]);
}

#[tokio::test]
async fn never_out_of_order() {
    let mut stage = Stage::new().await;
    for (index, action) in [(1, 1), (2, 2), (3, 0), (255, 0)] {
        let payment = stage.payments[action].clone();
        stage.dao.execute(stage.proposal, index, &payment).await.refused(GovernorError::NotNext);
    }
    // Another in its place.
    for action in [1, 2] {
        let payment = stage.payments[action].clone();
        stage.dao.execute(stage.proposal, 0, &payment).await.refused(GovernorError::WrongAccounts);
    }
    // The second before the first in a transaction.
    let keys = stage.dao.governance;
    let calls = [1, 0].map(|at| keys.execute(stage.proposal, at, &stage.payments[usize::from(at)]));
    stage.dao.send(&calls, &[]).await.refused(GovernorError::NotNext);
    assert_eq!(stage.paid().await, [0, 0, 0]);
}

#[tokio::test]
async fn none_is_skipped() {
    let mut stage = Stage::new().await;
    let payments = stage.payments.clone();
    stage.dao.execute(stage.proposal, 0, &payments[0]).await.unwrap();
    stage.dao.execute(stage.proposal, 2, &payments[2]).await.refused(GovernorError::NotNext);
    assert_eq!(stage.paid().await, [SOL, 0, 0]);
}

#[tokio::test]
async fn nothing_is_behind_the_last() {
    let mut stage = Stage::new().await;
    let payments = stage.payments.clone();
    for (index, payment) in (0..).zip(&payments) {
        stage.dao.execute(stage.proposal, index, payment).await.unwrap();
    }
    for index in [0, 2, 3, 255] {
        for payment in &payments {
            stage.dao.execute(stage.proposal, index, payment).await.refused(GovernorError::NotNext);
        }
    }
    assert_eq!(stage.paid().await, [SOL, 2 * SOL, 3 * SOL]);
}

#[tokio::test]
async fn sixteen_of_the_same_run_sixteen_times() {
    let (mut dao, [alice]) = permanent_dao([1_000]).await;
    dao.fund_treasury(20 * SOL).await;
    let to = Pubkey::new_unique();
    let payment = dao.sol_to(&to, SOL);
    let proposal = succeeded(&mut dao, &alice, 1, &vec![payment.clone(); 16]).await;
    for index in 0..16 {
        dao.execute(proposal, index, &payment).await.unwrap();
        assert_eq!(lamports(&mut dao, &to).await, SOL * u64::from(index + 1));
    }
    dao.execute(proposal, 16, &payment).await.refused(GovernorError::NotNext);
}
