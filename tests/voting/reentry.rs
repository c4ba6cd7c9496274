//! Execution is the transaction's own call: neither another program's nor an action's.

use governor::GovernorError;
use solana_instruction::Instruction;
use solana_instruction_error::InstructionError;
use solana_pubkey::Pubkey;
use tenure_math::ProposalState;
use tenure_tests::{Dao, OutcomeExt};

use crate::{
    proxy_call::through_proxy,
    stage::{both_succeeded, lamports, permanent_dao, succeeded},
};

/// A payment of 1 SOL, and a proposal whose action is what `wrap` makes of the payment's execution. Both can
/// be executed.
async fn nested(wrap: fn(&Instruction) -> Instruction) -> (Dao, [Pubkey; 2], Instruction, Pubkey) {
    let (mut dao, [alice]) = permanent_dao([1_000]).await;
    dao.fund_treasury(5_000_000_000).await;
    let to = Pubkey::new_unique();
    let payment = dao.sol_to(&to, 1_000_000_000);
    let action = wrap(&dao.governance.execute(dao.proposal_of(&alice, 1), 0, &payment));
    let (first, second) = (std::slice::from_ref(&payment), std::slice::from_ref(&action));
    let proposals = both_succeeded(&mut dao, &alice, first, second).await;
    (dao, proposals, action, to)
}

#[tokio::test]
async fn no_action_executes_another() {
    let (mut dao, [inner, outer], action, to) = nested(Instruction::clone).await;
    dao.execute(outer, 0, &action).await.refused(GovernorError::Reentered);
    for proposal in [inner, outer] {
        assert_eq!(dao.state(proposal).await, Some(ProposalState::Succeeded));
        assert_eq!(dao.proposal(proposal).await.proposal.actions_run, 0);
    }
    assert_eq!(lamports(&mut dao, &to).await, 0);
}

#[tokio::test]
async fn nor_through_another_program() {
    let (mut dao, [inner, outer], action, to) = nested(through_proxy).await;
    // The runtime does not let a program be called again behind another.
    dao.execute(outer, 0, &action).await.refused(InstructionError::ReentrancyNotAllowed);
    for proposal in [inner, outer] {
        assert_eq!(dao.state(proposal).await, Some(ProposalState::Succeeded));
    }
    assert_eq!(lamports(&mut dao, &to).await, 0);
}

#[tokio::test]
async fn no_program_executes() {
    let (mut dao, [alice]) = permanent_dao([1_000]).await;
    dao.fund_treasury(5_000_000_000).await;
    let to = Pubkey::new_unique();
    let payment = dao.sol_to(&to, 1_000_000_000);
    let proposal = succeeded(&mut dao, &alice, 1, std::slice::from_ref(&payment)).await;
    let execute = dao.governance.execute(proposal, 0, &payment);
    dao.attempt(through_proxy(&execute), &[]).await.refused(GovernorError::Reentered);
    assert_eq!(lamports(&mut dao, &to).await, 0);
    dao.attempt(execute, &[]).await.unwrap();
}
