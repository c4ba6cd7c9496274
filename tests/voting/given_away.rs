//! What counts as paid out though it has not left yet, or leaves another way: to delegates, with an account,
//! as rent, as wrapped SOL.

use governor::GovernorError;
use solana_instruction::AccountMeta;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use solana_system_interface::instruction as system;
use spl_token_2022_interface::instruction::{self as token, AuthorityType};
use tenure_tests::{Dao, Mint, OutcomeExt, TokenKind};

use crate::{
    stage::{lamports, permanent_dao},
    tokens::transfer,
};

use crate::treasury::{
    approve, dao_with_sol, dao_with_tokens, give, limited, spent, wrapped_sol, KINDS, OF_SOL, SOL,
};

#[tokio::test]
async fn what_a_delegate_may_take_counts() {
    for kind in KINDS {
        let (mut dao, alice, mint, [from, to]) = dao_with_tokens(kind).await;
        let delegate = Keypair::new();
        let approve = |amount| approve(&dao, &mint, &from, &delegate.pubkey(), amount);
        let actions = [approve(100), transfer(&dao, &mint, &from, &to, 1)];
        let proposal = limited(&mut dao, &alice, mint.address, 100, &actions).await;
        dao.execute(proposal, 1, &actions[0]).await.unwrap();
        assert_eq!(spent(&mut dao, mint.address).await, 100);
        dao.execute(proposal, 2, &actions[1]).await.refused(GovernorError::OutflowLimit);
        // The delegate takes what was counted, and it is not counted again.
        let (program, by) = (mint.kind.program(), delegate.pubkey());
        let take = token::transfer_checked(&program, &from, &mint.address, &to, &by, &[], 100, 6).unwrap();
        dao.attempt(take, &[&delegate]).await.unwrap();
        assert_eq!((dao.balance(&to).await, spent(&mut dao, mint.address).await), (100, 100));
    }
}

#[tokio::test]
async fn one_above_it_is_not_approved() {
    for amount in [101, u64::MAX] {
        let (mut dao, alice, mint, [from, _]) = dao_with_tokens(TokenKind::SplToken).await;
        let approve = approve(&dao, &mint, &from, &Pubkey::new_unique(), amount);
        let proposal = limited(&mut dao, &alice, mint.address, 100, std::slice::from_ref(&approve)).await;
        dao.execute(proposal, 1, &approve).await.refused(GovernorError::OutflowLimit);
    }
}

#[tokio::test]
async fn a_delegate_for_more_than_there_is_may_take_all() {
    let (mut dao, alice, mint, [from, _]) = dao_with_tokens(TokenKind::SplToken).await;
    let approve = approve(&dao, &mint, &from, &Pubkey::new_unique(), u64::MAX);
    let proposal = limited(&mut dao, &alice, mint.address, 1_000, std::slice::from_ref(&approve)).await;
    dao.execute(proposal, 1, &approve).await.unwrap();
    assert_eq!(spent(&mut dao, mint.address).await, 1_000);
}

#[tokio::test]
async fn an_account_given_away_counts_whole() {
    for authority in [AuthorityType::AccountOwner, AuthorityType::CloseAccount] {
        for (limit, passes) in [(999, false), (1_000, true)] {
            let (mut dao, alice, mint, [from, _]) = dao_with_tokens(TokenKind::SplToken).await;
            let give = give(&dao, &mint, &from, authority.clone());
            let proposal = limited(&mut dao, &alice, mint.address, limit, std::slice::from_ref(&give)).await;
            let outcome = dao.execute(proposal, 1, &give).await;
            if passes {
                outcome.unwrap();
                assert_eq!(spent(&mut dao, mint.address).await, 1_000);
            } else {
                outcome.refused(GovernorError::OutflowLimit);
                assert_eq!(spent(&mut dao, mint.address).await, 0);
            }
        }
    }
}

#[tokio::test]
async fn what_is_burned_counts() {
    let (mut dao, alice, mint, [from, _]) = dao_with_tokens(TokenKind::SplToken).await;
    let by = dao.governance.treasury;
    let burn = |amount| token::burn(&mint.kind.program(), &from, &mint.address, &by, &[], amount).unwrap();
    let actions = [burn(100), burn(1)];
    let proposal = limited(&mut dao, &alice, mint.address, 100, &actions).await;
    dao.execute(proposal, 1, &actions[0]).await.unwrap();
    dao.execute(proposal, 2, &actions[1]).await.refused(GovernorError::OutflowLimit);
    assert_eq!(dao.balance(&from).await, 900);
}

#[tokio::test]
async fn between_two_accounts_of_the_treasury_nothing_leaves() {
    for kind in KINDS {
        let (mut dao, alice, mint, [from, _]) = dao_with_tokens(kind).await;
        let treasury = dao.governance.treasury;
        let other = dao.tokens_of(&mint, &treasury, 0).await;
        let actions = [transfer(&dao, &mint, &from, &other, 600), transfer(&dao, &mint, &from, &from, 400)];
        let proposal = limited(&mut dao, &alice, mint.address, 0, &actions).await;
        for (index, action) in (1..).zip(&actions) {
            dao.execute(proposal, index, action).await.unwrap();
        }
        assert_eq!((dao.balance(&from).await, dao.balance(&other).await), (400, 600));
        assert_eq!(spent(&mut dao, mint.address).await, 0);
    }
}

#[tokio::test]
async fn an_account_passed_twice_is_counted_once() {
    let (mut dao, alice, mint, [from, to]) = dao_with_tokens(TokenKind::SplToken).await;
    let mut payment = transfer(&dao, &mint, &from, &to, 100);
    let again = payment.accounts[0].clone();
    payment.accounts.push(again);
    let proposal = limited(&mut dao, &alice, mint.address, 100, std::slice::from_ref(&payment)).await;
    dao.execute(proposal, 1, &payment).await.unwrap();
    assert_eq!(spent(&mut dao, mint.address).await, 100);
}

#[tokio::test]
async fn another_full_account_of_the_treasurys_covers_nothing() {
    let (mut dao, alice, mint, [from, to]) = dao_with_tokens(TokenKind::SplToken).await;
    let treasury = dao.governance.treasury;
    let full = dao.tokens_of(&mint, &treasury, 1_000_000).await;
    let mut payment = transfer(&dao, &mint, &from, &to, 101);
    payment.accounts.push(AccountMeta::new(full, false));
    let proposal = limited(&mut dao, &alice, mint.address, 100, std::slice::from_ref(&payment)).await;
    dao.execute(proposal, 1, &payment).await.refused(GovernorError::OutflowLimit);
}

#[tokio::test]
async fn what_comes_in_earns_no_room() {
    let (mut dao, alice, mint, [from, to]) = dao_with_tokens(TokenKind::SplToken).await;
    // Bob lets the treasury take 500 of his.
    let (bob, treasury) = (Keypair::new(), dao.governance.treasury);
    let his = dao.tokens_of(&mint, &bob.pubkey(), 500).await;
    let lend = token::approve(&mint.kind.program(), &his, &treasury, &bob.pubkey(), &[], 500).unwrap();
    dao.attempt(lend, &[&bob]).await.unwrap();
    let actions = [
        transfer(&dao, &mint, &from, &to, 100),
        transfer(&dao, &mint, &his, &from, 500),
        transfer(&dao, &mint, &from, &to, 1),
    ];
    let proposal = limited(&mut dao, &alice, mint.address, 100, &actions).await;
    dao.execute(proposal, 1, &actions[0]).await.unwrap();
    dao.execute(proposal, 2, &actions[1]).await.unwrap();
    dao.mint_of(&mint, &from, 5_000).await;
    dao.execute(proposal, 3, &actions[2]).await.refused(GovernorError::OutflowLimit);
    // 1,000 - 100 + 500 + 5,000
    assert_eq!((dao.balance(&from).await, spent(&mut dao, mint.address).await), (6_400, 100));
}

#[tokio::test]
async fn what_another_program_moves_counts() {
    let (mut dao, alice, to) = dao_with_sol().await;
    let payment = crate::proxy_call::through_proxy(&dao.sol_to(&to, SOL + 1));
    let proposal = limited(&mut dao, &alice, OF_SOL, SOL, std::slice::from_ref(&payment)).await;
    dao.execute(proposal, 1, &payment).await.refused(GovernorError::OutflowLimit);
}

#[tokio::test]
async fn rent_that_the_treasury_pays_counts() {
    // A lock's account: 8 bytes of type, 1,248 of fields, 128 more: 1,384 * 6,960 = 9,632,640 lamports.
    for (limit, passes) in [(9_632_639, false), (9_632_640, true)] {
        let (mut dao, alice, _) = dao_with_sol().await;
        let treasury = dao.governance.treasury;
        let tokens = dao.token_account(&treasury, 100).await;
        let lock = dao.keys.create_lock(treasury, treasury, tokens, 100, 52);
        let proposal = limited(&mut dao, &alice, OF_SOL, limit, std::slice::from_ref(&lock)).await;
        let outcome = dao.execute(proposal, 1, &lock).await;
        if passes {
            outcome.unwrap();
        } else {
            outcome.refused(GovernorError::OutflowLimit);
        }
    }
}

#[tokio::test]
async fn rent_that_it_pays_to_the_governor_counts_too() {
    // Alice's delegate is the treasury. A draft by it: 8 bytes of type, 312 of fields, 10 of title and 25 of
    // link, none of actions, 128 more: 483 * 6,960 = 3,361,680 lamports.
    for (limit, passes) in [(3_361_679, false), (3_361_680, true)] {
        let (mut dao, alice, _) = dao_with_sol().await;
        let treasury = dao.governance.treasury;
        dao.set_delegate(&alice, treasury).await.unwrap();
        let draft = dao.governance.draft(treasury, treasury, &alice.address(), &Dao::draft_of(7, &[]));
        let proposal = limited(&mut dao, &alice, OF_SOL, limit, std::slice::from_ref(&draft)).await;
        let outcome = dao.execute(proposal, 1, &draft).await;
        if passes {
            outcome.unwrap();
        } else {
            outcome.refused(GovernorError::OutflowLimit);
        }
    }
}

#[tokio::test]
async fn sol_that_is_wrapped_counts_when_it_leaves_the_treasury() {
    let (mut dao, alice, _) = dao_with_sol().await;
    let wrapped = wrapped_sol(&mut dao, 0).await;
    let actions = [dao.sol_to(&wrapped, SOL), dao.sol_to(&wrapped, 1)];
    let proposal = limited(&mut dao, &alice, OF_SOL, SOL, &actions).await;
    dao.execute(proposal, 1, &actions[0]).await.unwrap();
    dao.execute(proposal, 2, &actions[1]).await.refused(GovernorError::OutflowLimit);
}

#[tokio::test]
async fn wrapped_sol_counts_whole_once_another_may_close_its_account() {
    for (limit, passes) in [(3 * SOL - 1, false), (3 * SOL, true)] {
        let (mut dao, alice, _) = dao_with_sol().await;
        let wrapped = wrapped_sol(&mut dao, 3 * SOL).await;
        let by = dao.governance.treasury;
        let mallory = Keypair::new();
        let close_authority = AuthorityType::CloseAccount;
        let give = token::set_authority(
            &spl_token::ID,
            &wrapped,
            Some(&mallory.pubkey()),
            close_authority,
            &by,
            &[],
        )
        .unwrap();
        let native = spl_token::native_mint::ID;
        let proposal = limited(&mut dao, &alice, native, limit, std::slice::from_ref(&give)).await;
        let outcome = dao.execute(proposal, 1, &give).await;
        if passes {
            outcome.unwrap();
            // She closes it, full, to herself.
            let close =
                token::close_account(&spl_token::ID, &wrapped, &mallory.pubkey(), &mallory.pubkey(), &[]);
            dao.attempt(close.unwrap(), &[&mallory]).await.unwrap();
            assert_eq!(spent(&mut dao, native).await, 3 * SOL);
        } else {
            outcome.refused(GovernorError::OutflowLimit);
        }
    }
}

#[tokio::test]
async fn wrapped_sol_counts_whole_when_its_account_is_closed() {
    for (limit, passes) in [(3 * SOL - 1, false), (3 * SOL, true)] {
        let (mut dao, alice, to) = dao_with_sol().await;
        let wrapped = wrapped_sol(&mut dao, 3 * SOL).await;
        let by = dao.governance.treasury;
        let close = token::close_account(&spl_token::ID, &wrapped, &to, &by, &[]).unwrap();
        let native = spl_token::native_mint::ID;
        let proposal = limited(&mut dao, &alice, native, limit, std::slice::from_ref(&close)).await;
        let outcome = dao.execute(proposal, 1, &close).await;
        if passes {
            outcome.unwrap();
            // With the rent of the account.
            assert_eq!(lamports(&mut dao, &to).await, 4 * SOL);
        } else {
            outcome.refused(GovernorError::OutflowLimit);
            assert_eq!(lamports(&mut dao, &to).await, 0);
        }
    }
}

#[tokio::test]
async fn what_another_may_close_is_not_the_treasurys_to_lose_again_but_to_fill() {
    let (mut dao, alice, mint, [from, to]) = dao_with_tokens(TokenKind::SplToken).await;
    let treasury = dao.governance.treasury;
    let safe = dao.tokens_of(&mint, &treasury, 500).await;
    let actions = [
        give(&dao, &mint, &from, AuthorityType::CloseAccount),
        // Counted already.
        transfer(&dao, &mint, &from, &to, 1_000),
        transfer(&dao, &mint, &safe, &from, 1),
    ];
    let proposal = limited(&mut dao, &alice, mint.address, 1_000, &actions).await;
    dao.execute(proposal, 1, &actions[0]).await.unwrap();
    dao.execute(proposal, 2, &actions[1]).await.unwrap();
    assert_eq!(spent(&mut dao, mint.address).await, 1_000);
    dao.execute(proposal, 3, &actions[2]).await.refused(GovernorError::OutflowLimit);
    assert_eq!((dao.balance(&to).await, dao.balance(&safe).await), (1_000, 500));
}

#[tokio::test]
async fn what_a_delegate_may_take_anyway_counts_once() {
    let (mut dao, alice, mint, [from, to]) = dao_with_tokens(TokenKind::SplToken).await;
    // 600 of the 1,000 are a delegate's: of what is paid, the treasury's own 400 count.
    let actions = [
        approve(&dao, &mint, &from, &Pubkey::new_unique(), 600),
        transfer(&dao, &mint, &from, &to, 400),
        transfer(&dao, &mint, &from, &to, 600),
    ];
    let proposal = limited(&mut dao, &alice, mint.address, 1_000, &actions).await;
    for (index, action) in (1..).zip(&actions) {
        dao.execute(proposal, index, action).await.unwrap();
    }
    assert_eq!((dao.balance(&to).await, spent(&mut dao, mint.address).await), (1_000, 1_000));
}

#[tokio::test]
async fn a_revoked_delegate_earns_no_room() {
    let (mut dao, alice, mint, [from, to]) = dao_with_tokens(TokenKind::SplToken).await;
    let by = dao.governance.treasury;
    let actions = [
        approve(&dao, &mint, &from, &Pubkey::new_unique(), 100),
        token::revoke(&mint.kind.program(), &from, &by, &[]).unwrap(),
        transfer(&dao, &mint, &from, &to, 1),
    ];
    let proposal = limited(&mut dao, &alice, mint.address, 100, &actions).await;
    dao.execute(proposal, 1, &actions[0]).await.unwrap();
    dao.execute(proposal, 2, &actions[1]).await.unwrap();
    dao.execute(proposal, 3, &actions[2]).await.refused(GovernorError::OutflowLimit);
}

#[tokio::test]
async fn a_multisig_that_looks_like_a_full_account_covers_nothing() {
    // A multisig of the token program is 355 bytes of its signers' addresses, which anyone chooses: here so
    // that it reads as the treasury's account of the mint with all tokens there can be. It begins with its
    // threshold, the number of its signers and a one, and so must the mint's address.
    let (mut dao, [alice]) = permanent_dao([1_000]).await;
    let real = dao.another_mint(TokenKind::SplToken).await;
    let (treasury, program) = (dao.governance.treasury, spl_token::ID);
    let mut address = Pubkey::new_unique().to_bytes();
    address[..3].copy_from_slice(&[1, 11, 1]);
    let mint = Mint { address: Pubkey::new_from_array(address), ..real.clone() };
    let state = dao.account(&real.address).await.unwrap();
    dao.set_account(&mint.address, state);
    let from = dao.tokens_of(&mint, &treasury, 1_000).await;
    let to = dao.tokens_of(&mint, &Pubkey::new_unique(), 0).await;

    let mut bytes = [0; 355];
    bytes[..32].copy_from_slice(&address);
    bytes[32..64].copy_from_slice(&treasury.to_bytes());
    bytes[64..72].fill(u8::MAX);
    // Initialised, and of the type of an account.
    (bytes[108], bytes[165]) = (1, 2);
    let signers: Vec<_> = bytes[3..].chunks_exact(32).map(|at| Pubkey::try_from(at).unwrap()).collect();
    let (at, payer) = (Keypair::new(), dao.payer());
    let calls = [
        system::create_account(&payer, &at.pubkey(), SOL, 355, &program),
        token::initialize_multisig2(&program, &at.pubkey(), &signers.iter().collect::<Vec<_>>(), 1).unwrap(),
    ];
    dao.send(&calls, &[&at]).await.unwrap();
    assert_eq!(dao.account(&at.pubkey()).await.unwrap().data, bytes);

    let mut payment = transfer(&dao, &mint, &from, &to, 101);
    payment.accounts.push(AccountMeta::new(at.pubkey(), false));
    let proposal = limited(&mut dao, &alice, mint.address, 100, std::slice::from_ref(&payment)).await;
    dao.execute(proposal, 1, &payment).await.refused(GovernorError::OutflowLimit);
}
