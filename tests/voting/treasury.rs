//! A treasury with funds, and what the limits on it have counted.

use governor::OutflowLimit;
use solana_instruction::Instruction;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use solana_system_interface::instruction as system;
use spl_token_2022_interface::instruction::{self as token, AuthorityType};
use tenure_tests::{Dao, Mint, Owner, TokenKind};

use crate::stage::{permanent_dao, succeeded};

pub const SOL: u64 = 1_000_000_000;

/// SOL's mint, as limits name it.
pub const OF_SOL: Pubkey = Pubkey::new_from_array([0; 32]);

pub const KINDS: [TokenKind; 2] = [TokenKind::SplToken, TokenKind::Token2022(vec![])];

/// A proposal that limits `mint` to `limit` a week, which has been done, and then runs `actions`, which can be.
pub async fn limited(dao: &mut Dao, by: &Owner, mint: Pubkey, limit: u64, actions: &[Instruction]) -> Pubkey {
    let set = dao.governance.set_outflow_limit(mint, limit);
    let all: Vec<_> = [&set].into_iter().chain(actions).cloned().collect();
    let proposal = succeeded(dao, by, 1, &all).await;
    dao.execute(proposal, 0, &set).await.unwrap();
    proposal
}

/// The row of `mint`, and what it has counted in this week.
pub async fn spent(dao: &mut Dao, mint: Pubkey) -> u64 {
    let (week, governor) = (dao.week().await, dao.governor().await);
    let of_mint = |row: &&OutflowLimit| row.mint == mint && !row.is_free(week);
    let row = governor.outflow_limits.iter().find(of_mint).copied();
    row.filter(|row| row.week == week).map_or(0, |row| row.spent)
}

pub async fn dao_with_sol() -> (Dao, Owner, Pubkey) {
    let (mut dao, [alice]) = permanent_dao([1_000]).await;
    dao.fund_treasury(10 * SOL).await;
    (dao, alice, Pubkey::new_unique())
}

/// A DAO whose treasury has 1,000 of a new mint, and another's account of it.
pub async fn dao_with_tokens(kind: TokenKind) -> (Dao, Owner, Mint, [Pubkey; 2]) {
    let (mut dao, [alice]) = permanent_dao([1_000]).await;
    let mint = dao.another_mint(kind).await;
    let treasury = dao.governance.treasury;
    let from = dao.tokens_of(&mint, &treasury, 1_000).await;
    let to = dao.tokens_of(&mint, &Pubkey::new_unique(), 0).await;
    (dao, alice, mint, [from, to])
}

pub fn approve(dao: &Dao, mint: &Mint, from: &Pubkey, delegate: &Pubkey, amount: u64) -> Instruction {
    let (program, by) = (mint.kind.program(), dao.governance.treasury);
    token::approve(&program, from, delegate, &by, &[], amount).unwrap()
}

/// The treasury hands `authority` over its token account to someone.
pub fn give(dao: &Dao, mint: &Mint, from: &Pubkey, authority: AuthorityType) -> Instruction {
    let (program, by, to) = (mint.kind.program(), dao.governance.treasury, Pubkey::new_unique());
    token::set_authority(&program, from, Some(&to), authority, &by, &[]).unwrap()
}

/// The treasury's account of wrapped SOL with `amount` in it, and 1 SOL of rent.
pub async fn wrapped_sol(dao: &mut Dao, amount: u64) -> Pubkey {
    let (at, payer, native) = (Keypair::new(), dao.payer(), spl_token::native_mint::ID);
    let (account, program, treasury) = (at.pubkey(), spl_token::ID, dao.governance.treasury);
    // What is above the rent of 165 bytes when it is initialised is wrapped: 293 * 6,960.
    let rent = 2_039_280;
    let calls = [
        system::create_account(&payer, &account, rent + amount, 165, &program),
        token::initialize_account3(&program, &account, &native, &treasury).unwrap(),
        // Not wrapped.
        system::transfer(&payer, &account, SOL - rent),
    ];
    dao.send(&calls, &[&at]).await.unwrap();
    assert_eq!(dao.balance(&account).await, amount);
    account
}
