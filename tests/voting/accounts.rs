//! What whoever executes passes: the accounts are the action's, all of them and in order, with the action's
//! rights and no others.

use anchor_lang::ErrorCode;
use governor::GovernorError;
use solana_instruction::{AccountMeta, Instruction};
use solana_instruction_error::InstructionError;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use solana_system_interface::instruction as system;
use spl_token_2022_interface::instruction as token;
use tenure_client::governor::actions_hash;
use tenure_tests::{Dao, OutcomeExt, Substitute};

use crate::stage::{lamports, permanent_dao, succeeded, wallet};

/// Of an execution: its own three accounts, then the action's program, then the action's accounts.
const PROGRAM: usize = 3;
const FIRST: usize = 4;

/// A proposal to pay 1 SOL, which can be executed.
async fn stage() -> (Dao, Pubkey, Pubkey, Instruction) {
    let (mut dao, [alice]) = permanent_dao([1_000]).await;
    dao.fund_treasury(10_000_000_000).await;
    let to = Pubkey::new_unique();
    let payment = dao.sol_to(&to, 1_000_000_000);
    let proposal = succeeded(&mut dao, &alice, 1, std::slice::from_ref(&payment)).await;
    let execute = dao.governance.execute(proposal, 0, &payment);
    (dao, proposal, to, execute)
}

#[tokio::test]
async fn others_are_refused() {
    let (mut dao, proposal, to, execute) = stage().await;
    let (mallory, treasury) = (Pubkey::new_unique(), dao.governance.treasury);
    let change = |change: &dyn Fn(&mut Vec<AccountMeta>)| {
        let mut execute = execute.clone();
        change(&mut execute.accounts);
        execute
    };
    let extra = AccountMeta::new(mallory, false);
    for (what, wrong) in [
        ("another payee", execute.clone().with(to, mallory)),
        ("another program", change(&|metas| metas[PROGRAM].pubkey = proxy::ID)),
        ("the token program", change(&|metas| metas[PROGRAM].pubkey = spl_token::ID)),
        ("accounts swapped", change(&|metas| metas.swap(FIRST, FIRST + 1))),
        ("the program behind its accounts", change(&|metas| metas[PROGRAM..].rotate_left(1))),
        ("the treasury twice", change(&|metas| metas[FIRST + 1].pubkey = treasury)),
        ("the proposal's governor as payee", change(&|metas| metas[FIRST + 1] = metas[0].clone())),
        ("the last missing", change(&|metas| metas.truncate(FIRST + 1))),
        ("the first missing", change(&|metas| drop(metas.drain(FIRST..=FIRST)))),
        ("all missing", change(&|metas| metas.truncate(FIRST))),
        ("the program missing too", change(&|metas| metas.truncate(PROGRAM))),
        ("the program missing", change(&|metas| drop(metas.drain(PROGRAM..=PROGRAM)))),
        ("one more", change(&|metas| metas.push(extra.clone()))),
        ("one more in front", change(&|metas| metas.insert(PROGRAM, extra.clone()))),
        ("one more between", change(&|metas| metas.insert(FIRST, extra.clone()))),
        ("the payee once more", change(&|metas| metas.push(metas[FIRST + 1].clone()))),
        ("the payee read-only", change(&|metas| metas[FIRST + 1].is_writable = false)),
        ("the treasury read-only", change(&|metas| metas[FIRST].is_writable = false)),
    ] {
        println!("{what}");
        dao.attempt(wrong, &[]).await.refused(GovernorError::WrongAccounts);
    }
    assert_eq!((lamports(&mut dao, &to).await, lamports(&mut dao, &mallory).await), (0, 0));
    assert_eq!(dao.proposal(proposal).await.proposal.actions_run, 0);
    dao.attempt(execute, &[]).await.unwrap();
}

#[tokio::test]
async fn other_bytes_than_those_submitted_are_refused() {
    let (mut dao, proposal, to, execute) = stage().await;
    let account = dao.account(&proposal).await.unwrap();
    let actions = dao.proposal(proposal).await.actions;
    let start = account.data.len() - actions.len();
    let mallory = Pubkey::new_unique();
    // The program; the number of accounts; the payee; its flags; the length of the data; the amount.
    let (payee, amount) = (32 + 1 + 33, actions.len() - 8);
    for at in [0, 32, payee, payee + 32, actions.len() - 14, amount, amount + 7] {
        let mut changed = account.clone();
        changed.data[start + at] ^= 1;
        dao.set_account(&proposal, changed);
        dao.attempt(execute.clone(), &[]).await.refused(GovernorError::ActionsChanged);
    }
    // With accounts that fit the changed bytes.
    let mut changed = account.clone();
    changed.data[start + payee..start + payee + 32].copy_from_slice(&mallory.to_bytes());
    dao.set_account(&proposal, changed);
    dao.attempt(execute.clone().with(to, mallory), &[]).await.refused(GovernorError::ActionsChanged);
    // Cut, emptied, and with more behind them.
    for len in [start, start + 1, account.data.len() - 1] {
        let mut changed = account.clone();
        changed.data.truncate(len);
        dao.set_account(&proposal, changed);
        dao.attempt(execute.clone(), &[]).await.refused(GovernorError::ActionsChanged);
    }
    let mut changed = account.clone();
    changed.data.push(0);
    dao.set_account(&proposal, changed);
    dao.attempt(execute.clone(), &[]).await.refused(GovernorError::ActionsChanged);

    dao.set_account(&proposal, account);
    assert_eq!(dao.proposal(proposal).await.proposal.actions_hash, actions_hash(&actions));
    dao.attempt(execute, &[]).await.unwrap();
    assert_eq!((lamports(&mut dao, &to).await, lamports(&mut dao, &mallory).await), (1_000_000_000, 0));
}

#[tokio::test]
async fn a_signature_of_the_executors_is_not_passed_on() {
    // Alice proposes that Mallory, or whoever executes, pays: their signatures are for the transaction only.
    let (mut dao, [alice]) = permanent_dao([1_000]).await;
    let mallory = wallet(&mut dao, 5_000_000_000).await;
    let to = Pubkey::new_unique();
    let mut grab = system::transfer(&mallory.pubkey(), &to, 1_000_000_000);
    grab.accounts[0].is_signer = false;
    let proposal = succeeded(&mut dao, &alice, 1, std::slice::from_ref(&grab)).await;
    let mut execute = dao.governance.execute(proposal, 0, &grab);
    execute.accounts[FIRST].is_signer = true;
    dao.attempt(execute, &[&mallory]).await.refused(InstructionError::MissingRequiredSignature);
    assert_eq!(lamports(&mut dao, &mallory.pubkey()).await, 5_000_000_000);
}

#[tokio::test]
async fn nor_is_one_for_the_executors_tokens() {
    let (mut dao, [alice, mallory]) = permanent_dao([1_000, 1]).await;
    dao.mint_to(&mallory.tokens, 500).await;
    let (program, mint, by) = (spl_token::ID, dao.mint.address, mallory.address());
    let (from, to) = (mallory.tokens, alice.tokens);
    let mut grab = token::transfer_checked(&program, &from, &mint, &to, &by, &[], 500, 6).unwrap();
    grab.accounts[3].is_signer = false;
    let proposal = succeeded(&mut dao, &alice, 1, std::slice::from_ref(&grab)).await;
    let mut execute = dao.governance.execute(proposal, 0, &grab);
    execute.accounts[FIRST + 3].is_signer = true;
    dao.attempt(execute, &[&mallory.keypair]).await.refused(InstructionError::MissingRequiredSignature);
    assert_eq!(dao.balance(&mallory.tokens).await, 500);
}

#[tokio::test]
async fn nor_does_the_treasury_sign_where_the_action_does_not_say_so() {
    let (mut dao, [alice]) = permanent_dao([1_000]).await;
    dao.fund_treasury(5_000_000_000).await;
    let mut payment = dao.sol_to(&Pubkey::new_unique(), 1_000_000_000);
    payment.accounts[0].is_signer = false;
    let proposal = succeeded(&mut dao, &alice, 1, std::slice::from_ref(&payment)).await;
    dao.execute(proposal, 0, &payment).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn a_right_to_write_is_the_actions_to_give() {
    let (mut dao, [alice]) = permanent_dao([1_000]).await;
    dao.fund_treasury(5_000_000_000).await;
    let mut payment = dao.sol_to(&Pubkey::new_unique(), 1_000_000_000);
    payment.accounts[1].is_writable = false;
    let proposal = succeeded(&mut dao, &alice, 1, std::slice::from_ref(&payment)).await;
    let mut execute = dao.governance.execute(proposal, 0, &payment);
    dao.attempt(execute.clone(), &[]).await.refused(InstructionError::ReadonlyLamportChange);
    // The transaction may write to it, the action may not.
    execute.accounts[FIRST + 1].is_writable = true;
    dao.attempt(execute, &[]).await.refused(InstructionError::ReadonlyLamportChange);
}

#[tokio::test]
async fn more_rights_than_needed_do_no_harm() {
    let (mut dao, _, to, mut execute) = stage().await;
    for meta in &mut execute.accounts[..PROGRAM] {
        meta.is_writable = true;
    }
    dao.attempt(execute, &[]).await.unwrap();
    assert_eq!(lamports(&mut dao, &to).await, 1_000_000_000);
}

#[tokio::test]
async fn what_is_written_to_must_be_writable() {
    let (mut dao, _, _, execute) = stage().await;
    for at in [0, 1] {
        let mut read_only = execute.clone();
        read_only.accounts[at].is_writable = false;
        dao.attempt(read_only, &[]).await.refused(ErrorCode::ConstraintMut);
    }
}
