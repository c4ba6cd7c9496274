//! What counts as paid out of the treasury, against a limit for each mint and week.

use governor::{GovernorError, OutflowLimit};
use solana_instruction::{AccountMeta, Instruction};
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use solana_system_interface::instruction as system;
use spl_token_2022_interface::instruction::{self as token, AuthorityType};
use tenure_math::start_of;
use tenure_tests::{Dao, Mint, OutcomeExt, Owner, TokenKind};

use crate::{
    stage::{both_succeeded, lamports, permanent_dao, succeeded},
    tokens::transfer,
};

const SOL: u64 = 1_000_000_000;

/// SOL's mint, as limits name it.
const OF_SOL: Pubkey = Pubkey::new_from_array([0; 32]);

const KINDS: [TokenKind; 2] = [TokenKind::SplToken, TokenKind::Token2022(vec![])];

/// A proposal that limits `mint` to `limit` a week, which has been done, and then runs `actions`, which can be.
async fn limited(dao: &mut Dao, by: &Owner, mint: Pubkey, limit: u64, actions: &[Instruction]) -> Pubkey {
    let set = dao.governance.set_outflow_limit(mint, limit);
    let all: Vec<_> = [&set].into_iter().chain(actions).cloned().collect();
    let proposal = succeeded(dao, by, 1, &all).await;
    dao.execute(proposal, 0, &set).await.unwrap();
    proposal
}

/// The row of `mint`, and what it has counted in this week.
async fn spent(dao: &mut Dao, mint: Pubkey) -> u64 {
    let (week, governor) = (dao.week().await, dao.governor().await);
    let of_mint = |row: &&OutflowLimit| row.mint == mint && !row.is_free(week);
    let row = governor.outflow_limits.iter().find(of_mint).copied();
    row.filter(|row| row.week == week).map_or(0, |row| row.spent)
}

async fn dao_with_sol() -> (Dao, Owner, Pubkey) {
    let (mut dao, [alice]) = permanent_dao([1_000]).await;
    dao.fund_treasury(10 * SOL).await;
    (dao, alice, Pubkey::new_unique())
}

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

/// A DAO whose treasury has 1,000 of a new mint, and another's account of it.
async fn dao_with_tokens(kind: TokenKind) -> (Dao, Owner, Mint, [Pubkey; 2]) {
    let (mut dao, [alice]) = permanent_dao([1_000]).await;
    let mint = dao.another_mint(kind).await;
    let treasury = dao.governance.treasury;
    let from = dao.tokens_of(&mint, &treasury, 1_000).await;
    let to = dao.tokens_of(&mint, &Pubkey::new_unique(), 0).await;
    (dao, alice, mint, [from, to])
}

fn approve(dao: &Dao, mint: &Mint, from: &Pubkey, delegate: &Pubkey, amount: u64) -> Instruction {
    let (program, by) = (mint.kind.program(), dao.governance.treasury);
    token::approve(&program, from, delegate, &by, &[], amount).unwrap()
}

/// The treasury hands `authority` over its token account to someone.
fn give(dao: &Dao, mint: &Mint, from: &Pubkey, authority: AuthorityType) -> Instruction {
    let (program, by, to) = (mint.kind.program(), dao.governance.treasury, Pubkey::new_unique());
    token::set_authority(&program, from, Some(&to), authority, &by, &[]).unwrap()
}

/// The treasury's account of wrapped SOL with `amount` in it, and 1 SOL of rent.
async fn wrapped_sol(dao: &mut Dao, amount: u64) -> Pubkey {
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
