//! Payments out of the treasury's token accounts, of both token programs.

use governor::GovernorError;
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use spl_token_2022_interface::instruction as token;
use tenure_tests::{Dao, Mint, OutcomeExt, TokenKind};

use crate::stage::{permanent_dao, succeeded};

/// The token programs' code for a payment of more than there is.
const INSUFFICIENT_FUNDS: u32 = 1;

/// ... and for a signer who is not the owner.
const OWNER_MISMATCH: u32 = 4;

const KINDS: [TokenKind; 2] = [TokenKind::SplToken, TokenKind::Token2022(vec![])];

/// A transfer for the treasury to sign.
pub fn transfer(dao: &Dao, mint: &Mint, from: &Pubkey, to: &Pubkey, amount: u64) -> Instruction {
    let (program, by) = (mint.kind.program(), dao.governance.treasury);
    token::transfer_checked(&program, from, &mint.address, to, &by, &[], amount, mint.decimals).unwrap()
}

#[tokio::test]
async fn are_paid_to_the_unit() {
    for kind in KINDS {
        let (mut dao, [alice]) = permanent_dao([1_000]).await;
        let mint = dao.another_mint(kind).await;
        let treasury = dao.governance.treasury;
        let from = dao.tokens_of(&mint, &treasury, 1_000).await;
        let to = dao.tokens_of(&mint, &Pubkey::new_unique(), 7).await;
        let payment = transfer(&dao, &mint, &from, &to, 999);
        let proposal = succeeded(&mut dao, &alice, 1, std::slice::from_ref(&payment)).await;
        dao.execute(proposal, 0, &payment).await.unwrap();
        assert_eq!((dao.balance(&from).await, dao.balance(&to).await), (1, 1_006));
    }
}

#[tokio::test]
async fn of_the_locked_mint_too() {
    let (mut dao, [alice]) = permanent_dao([1_000]).await;
    let (mint, treasury) = (dao.mint.clone(), dao.governance.treasury);
    let from = dao.token_account(&treasury, 500).await;
    let payment = transfer(&dao, &mint, &from, &alice.tokens, 500);
    let proposal = succeeded(&mut dao, &alice, 1, std::slice::from_ref(&payment)).await;
    dao.execute(proposal, 0, &payment).await.unwrap();
    assert_eq!((dao.balance(&from).await, dao.balance(&alice.tokens).await), (0, 500));
    // What members have locked is not the treasury's.
    assert_eq!(dao.vault_balance().await, 1_000);
}

#[tokio::test]
async fn not_more_than_there_is() {
    for kind in KINDS {
        let (mut dao, [alice]) = permanent_dao([1_000]).await;
        let mint = dao.another_mint(kind).await;
        let treasury = dao.governance.treasury;
        let from = dao.tokens_of(&mint, &treasury, 1_000).await;
        let to = dao.tokens_of(&mint, &Pubkey::new_unique(), 0).await;
        let payment = transfer(&dao, &mint, &from, &to, 1_001);
        let proposal = succeeded(&mut dao, &alice, 1, std::slice::from_ref(&payment)).await;
        dao.execute(proposal, 0, &payment).await.refused(INSUFFICIENT_FUNDS);
    }
}

#[tokio::test]
async fn not_those_of_another() {
    for kind in KINDS {
        let (mut dao, [alice]) = permanent_dao([1_000]).await;
        let mint = dao.another_mint(kind).await;
        let from = dao.tokens_of(&mint, &alice.address(), 1_000).await;
        let to = dao.tokens_of(&mint, &Pubkey::new_unique(), 0).await;
        let payment = transfer(&dao, &mint, &from, &to, 1);
        let proposal = succeeded(&mut dao, &alice, 1, std::slice::from_ref(&payment)).await;
        dao.execute(proposal, 0, &payment).await.refused(OWNER_MISMATCH);
    }
}

#[tokio::test]
async fn the_vault_is_out_of_its_reach() {
    let (mut dao, [alice]) = permanent_dao([1_000]).await;
    let (mint, vault) = (dao.mint.clone(), dao.keys.vault);
    let payment = transfer(&dao, &mint, &vault, &alice.tokens, 1);
    let proposal = succeeded(&mut dao, &alice, 1, std::slice::from_ref(&payment)).await;
    dao.execute(proposal, 0, &payment).await.refused(OWNER_MISMATCH);
    // Nor can an action exit with Alice's lock: she would have to sign.
    let exit = dao.keys.exit_early(alice.address(), alice.tokens, u64::MAX);
    dao.propose(&alice, 2, &[exit]).await.refused(GovernorError::ForeignSigner);
}
