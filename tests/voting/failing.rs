//! An action that fails leaves all as it was, to be tried again until the grace ends.

use governor::GovernorError;
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use tenure_math::ProposalState;
use tenure_tests::{Dao, OutcomeExt};

use crate::stage::{fields, lamports, permanent_dao, succeeded, DAY};

/// The system program's code for a payment of more than there is.
const TOO_LITTLE: u32 = 1;

const SOL: u64 = 1_000_000_000;

/// A proposal to pay the address 1, 5 and 1 SOL of the treasury's 3. The first payment has been made.
async fn stage() -> (Dao, Pubkey, [Instruction; 3], Pubkey) {
    let (mut dao, [alice]) = permanent_dao([1_000]).await;
    dao.fund_treasury(3 * SOL).await;
    let to = Pubkey::new_unique();
    let payments = [dao.sol_to(&to, SOL), dao.sol_to(&to, 5 * SOL), dao.sol_to(&to, SOL)];
    let proposal = succeeded(&mut dao, &alice, 1, &payments).await;
    dao.execute(proposal, 0, &payments[0]).await.unwrap();
    (dao, to, payments, proposal)
}

#[tokio::test]
async fn can_be_tried_again() {
    let (mut dao, to, payments, proposal) = stage().await;
    for _ in 0..3 {
        dao.execute(proposal, 1, &payments[1]).await.refused(TOO_LITTLE);
        assert_eq!(dao.state(proposal).await, Some(ProposalState::Succeeded));
        assert_eq!(fields(&mut dao, proposal).await.actions_run, 1);
        dao.pass(DAY).await;
    }
    // What is behind it waits, though it could be paid.
    dao.execute(proposal, 2, &payments[2]).await.refused(GovernorError::NotNext);
    dao.fund_treasury(4 * SOL).await;
    dao.execute(proposal, 1, &payments[1]).await.unwrap();
    dao.execute(proposal, 2, &payments[2]).await.unwrap();
    assert_eq!(lamports(&mut dao, &to).await, 7 * SOL);
    assert_eq!(dao.state(proposal).await, Some(ProposalState::Executed));
}

#[tokio::test]
async fn until_the_grace_ends() {
    let (mut dao, to, payments, proposal) = stage().await;
    let expires = fields(&mut dao, proposal).await.expires_at;
    dao.set_time(expires - 1).await;
    dao.execute(proposal, 1, &payments[1]).await.refused(TOO_LITTLE);
    dao.fund_treasury(4 * SOL).await;
    dao.set_time(expires).await;
    dao.execute(proposal, 1, &payments[1]).await.refused(GovernorError::Expired);
    assert_eq!(dao.state(proposal).await, Some(ProposalState::Expired));
    assert_eq!(fields(&mut dao, proposal).await.actions_run, 1);
    assert_eq!(lamports(&mut dao, &to).await, SOL);
}

#[tokio::test]
async fn takes_what_ran_before_it_in_the_transaction_along() {
    let (mut dao, [alice]) = permanent_dao([1_000]).await;
    dao.fund_treasury(3 * SOL).await;
    let to = Pubkey::new_unique();
    let payments = [dao.sol_to(&to, SOL), dao.sol_to(&to, 5 * SOL)];
    let proposal = succeeded(&mut dao, &alice, 1, &payments).await;
    let keys = dao.governance;
    let calls = [0, 1].map(|at| keys.execute(proposal, at, &payments[usize::from(at)]));
    dao.send(&calls, &[]).await.refused(TOO_LITTLE);
    assert_eq!(fields(&mut dao, proposal).await.actions_run, 0);
    let treasury = dao.governance.treasury;
    assert_eq!((lamports(&mut dao, &treasury).await, lamports(&mut dao, &to).await), (3 * SOL, 0));
}

#[tokio::test]
async fn that_names_no_program_never_runs() {
    let (mut dao, [alice]) = permanent_dao([1_000]).await;
    let nowhere = Instruction { program_id: Pubkey::new_unique(), accounts: vec![], data: vec![1] };
    let proposal = succeeded(&mut dao, &alice, 1, std::slice::from_ref(&nowhere)).await;
    assert!(dao.execute(proposal, 0, &nowhere).await.is_err());
    assert_eq!(fields(&mut dao, proposal).await.actions_run, 0);
}
