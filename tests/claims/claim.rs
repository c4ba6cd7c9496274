use anchor_lang::ErrorCode;
use revenue::RevenueError;
use solana_account::Account;
use solana_instruction::Instruction;
use solana_instruction_error::InstructionError;
use solana_pubkey::Pubkey;
use spl_token_2022_interface::instruction::{close_account, set_authority, AuthorityType};
use tenure_math::WEEK;
use tenure_tests::{Currency, IntoCode, OutcomeExt, Owner, Platform, Substitute, TokenKind};

use crate::{
    impostors::{claim_impostors, elsewhere},
    stage::{slot, unknown_version, weekly, Stage},
    views::{claim_all, paid, seen},
};

const ASSOCIATED_TOKEN: Pubkey = Pubkey::from_str_const("ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL");

#[tokio::test]
async fn pays_the_owner_what_the_lock_earned() {
    let mut platform = Platform::new().await;
    let usdc = platform.currency(TokenKind::SplToken, 6).await;
    let (alice, bob) = (platform.owner(3_000).await, platform.owner(1_000).await);
    platform.lock(&alice, 3_000, 208).await.unwrap();
    platform.lock(&bob, 1_000, 208).await.unwrap();
    platform.open_record(&alice).await.unwrap();
    platform.open_destination(&alice, &usdc).await;
    platform.advance_weeks(1).await;
    platform.earn(&usdc, 1_001).await;
    platform.advance_weeks(1).await;

    platform.claim(&alice, &usdc, 26).await.unwrap();

    // Lockers get half of the income, 500, and Alice three quarters of that.
    assert_eq!(platform.received(&alice, &usdc).await, 375);
}

#[tokio::test]
async fn keeps_the_books() {
    let Stage { mut platform, usdc, alice, bob, week } = Stage::new().await.earned().await;
    let mut expected = platform.record_of(&alice).await;
    let lock = platform.lock_of(&alice.address()).await;
    let locker = platform.locker().await;

    platform.claim(&alice, &usdc, 26).await.unwrap();

    let pool = platform.pool(&usdc).await;
    assert_eq!((pool.credited.get(), pool.paid.get(), pool.remaining()), (500, 375, 125));
    assert_eq!((pool.week, pool.recycling, pool.treasury_due), (week + 2, 0, 0));
    // What the week has to give stands; 500 - 375 are left of it.
    assert_eq!((pool.revenue[slot(week + 1)], pool.unpaid[slot(week + 1)]), (500, 125));
    assert_eq!(platform.balance(&usdc.pool.vault).await, 125);
    let seeds = [alice.address(), usdc.pool.token_program, usdc.pool.mint];
    let seeds: Vec<&[u8]> = seeds.iter().map(Pubkey::as_ref).collect();
    let (destination, bump) = Pubkey::find_program_address(&seeds, &ASSOCIATED_TOKEN);
    assert_eq!(platform.balance(&destination).await, 375);
    (expected.next_week[0], expected.destination_bump[0]) = (week + 2, bump);
    assert_eq!(bytes(&platform.record_of(&alice).await), bytes(&expected));
    // A claim changes nothing in the locker.
    assert_eq!(bytes(&platform.lock_of(&alice.address()).await), bytes(&lock));
    assert_eq!(bytes(&platform.locker().await), bytes(&locker));

    assert_eq!(claim_all(&mut platform, &bob, &usdc).await, 125);
    let pool = platform.pool(&usdc).await;
    assert_eq!((pool.paid.get(), pool.remaining()), (500, 0));
    assert_eq!(platform.balance(&usdc.pool.vault).await, 0);
}

#[tokio::test]
async fn rounds_each_week_against_the_holder() {
    let Stage { mut platform, usdc, alice, bob, .. } = Stage::new().await;
    weekly(&mut platform, &usdc, &[1, 2, 3]).await;
    // floor(3/4) + floor(6/4) + floor(9/4), where floor(18/4) would be 4.
    assert_eq!(claim_all(&mut platform, &alice, &usdc).await, 3);
    // floor(1/4) + floor(2/4) + floor(3/4)
    assert_eq!(claim_all(&mut platform, &bob, &usdc).await, 0);
    assert_eq!(platform.pool(&usdc).await.remaining(), 3);
}

#[tokio::test]
async fn wants_nobodys_signature() {
    let Stage { mut platform, usdc, alice, .. } = Stage::new().await.earned().await;
    let instruction = claim_of(&platform, &alice, &usdc);
    assert!(instruction.accounts.iter().all(|meta| !meta.is_signer));
    platform.attempt(instruction, &[]).await.unwrap();
    assert_eq!(platform.received(&alice, &usdc).await, 375);
}

#[tokio::test]
async fn pays_a_week_once() {
    let Stage { mut platform, usdc, alice, .. } = Stage::new().await.earned().await;
    platform.claim(&alice, &usdc, 26).await.unwrap();
    for max_weeks in [1, 26] {
        platform.claim(&alice, &usdc, max_weeks).await.refused(RevenueError::NothingToClaim);
    }
    platform.advance_weeks(1).await;
    // The next week closed too, and earned nothing.
    assert_eq!(paid(&mut platform, &alice, &usdc, 26).await, 0);
    platform.claim(&alice, &usdc, 26).await.refused(RevenueError::NothingToClaim);
    assert_eq!(platform.received(&alice, &usdc).await, 375);
}

#[tokio::test]
async fn the_running_week_is_not_paid_yet() {
    let Stage { mut platform, usdc, alice, .. } = Stage::new().await;
    platform.claim(&alice, &usdc, 26).await.refused(RevenueError::NothingToClaim);
    platform.advance_weeks(1).await;
    platform.earn(&usdc, 1_000).await;
    platform.claim(&alice, &usdc, 26).await.refused(RevenueError::NothingToClaim);
    assert_eq!(seen(&mut platform, &alice, &usdc).await.amount, 0);
    // It closes with its last second: a world begins in the middle of a week.
    let ends = platform.now().await + WEEK / 2;
    platform.set_time(ends - 1).await;
    platform.claim(&alice, &usdc, 26).await.refused(RevenueError::NothingToClaim);
    platform.set_time(ends).await;
    assert_eq!(claim_all(&mut platform, &alice, &usdc).await, 375);
}

#[tokio::test]
async fn wants_a_record() {
    let Stage { mut platform, usdc, .. } = Stage::new().await.earned().await;
    let carol = platform.owner(1).await;
    platform.lock(&carol, 1, 208).await.unwrap();
    platform.open_destination(&carol, &usdc).await;
    platform.advance_weeks(1).await;
    // There is no account yet: its bytes are missing.
    platform.claim(&carol, &usdc, 26).await.refused(InstructionError::AccountDataTooSmall);
}

#[tokio::test]
async fn wants_the_owners_account() {
    let mut stage = Stage::new().await;
    let carol = stage.platform.owner(4_000).await;
    stage.platform.lock(&carol, 4_000, 208).await.unwrap();
    stage.platform.make_permanent(&carol).await.unwrap();
    stage.platform.open_record(&carol).await.unwrap();
    let Stage { mut platform, usdc, .. } = stage.earned().await;
    // Half of 500. The view does not ask for the account.
    assert_eq!(seen(&mut platform, &carol, &usdc).await.amount, 250);
    platform.claim(&carol, &usdc, 26).await.refused(RevenueError::NoDestination);
    let destination = usdc.pool.destination(&carol.address());
    let alien =
        Account { lamports: 1_000_000_000, data: vec![0; 165], owner: proxy::ID, ..Account::default() };
    platform.set_account(&destination, alien);
    platform.claim(&carol, &usdc, 26).await.refused(RevenueError::NoDestination);
    platform.set_account(&destination, Account::default());
    platform.open_destination(&carol, &usdc).await;
    assert_eq!(claim_all(&mut platform, &carol, &usdc).await, 250);
}

#[tokio::test]
async fn wants_the_owners_account_again_when_it_was_closed() {
    let Stage { mut platform, usdc, alice, .. } = Stage::new().await;
    weekly(&mut platform, &usdc, &[0, 400]).await;
    // Nothing came, so the account can be closed; the record knows its bump.
    assert_eq!(paid(&mut platform, &alice, &usdc, 1).await, 0);
    let (destination, owner) = (usdc.pool.destination(&alice.address()), alice.address());
    let close = close_account(&usdc.pool.token_program, &destination, &owner, &owner, &[]).unwrap();
    platform.send(&[close], &[&alice.keypair]).await.unwrap();
    platform.claim(&alice, &usdc, 26).await.refused(RevenueError::NoDestination);
    platform.open_destination(&alice, &usdc).await;
    assert_eq!(claim_all(&mut platform, &alice, &usdc).await, 300);
}

#[tokio::test]
async fn pays_no_account_that_was_given_away() {
    for claimed_before in [false, true] {
        let Stage { mut platform, usdc, alice, bob, .. } = Stage::new().await;
        weekly(&mut platform, &usdc, &[400, 400]).await;
        if claimed_before {
            assert_eq!(paid(&mut platform, &alice, &usdc, 1).await, 300);
        }
        let destination = usdc.pool.destination(&alice.address());
        let hand_over = |from: &Owner, to: &Owner| {
            let kind = AuthorityType::AccountOwner;
            let (program, to) = (usdc.pool.token_program, to.address());
            set_authority(&program, &destination, Some(&to), kind, &from.address(), &[]).unwrap()
        };
        let (there, back) = (hand_over(&alice, &bob), hand_over(&bob, &alice));
        platform.send(&[there], &[&alice.keypair]).await.unwrap();
        platform.claim(&alice, &usdc, 26).await.refused(RevenueError::WrongDestination);
        platform.send(&[back], &[&bob.keypair]).await.unwrap();
        claim_all(&mut platform, &alice, &usdc).await;
        assert_eq!(platform.received(&alice, &usdc).await, 600);
    }
}

#[tokio::test]
async fn refuses_versions_it_does_not_know() {
    let Stage { mut platform, usdc, alice, .. } = Stage::new().await.earned().await;
    for address in [platform.keys.lock(&alice.address()), platform.keys.locker] {
        let before = platform.account(&address).await.unwrap();
        unknown_version(&mut platform, &address).await;
        platform.claim(&alice, &usdc, 26).await.refused(RevenueError::UnknownVersion);
        platform.set_account(&address, before);
    }
    assert_eq!(claim_all(&mut platform, &alice, &usdc).await, 375);
}

#[tokio::test]
async fn refuses_read_only_accounts() {
    let Stage { mut platform, usdc, alice, .. } = Stage::new().await.earned().await;
    let instruction = claim_of(&platform, &alice, &usdc);
    platform.refuses_read_only(&instruction, &[]).await;
}

#[tokio::test]
async fn refuses_impostors() {
    let Stage { mut platform, usdc, alice, .. } = Stage::new().await.earned().await;
    let impostors = claim_impostors(&mut platform, &alice, &usdc).await;
    let instruction = claim_of(&platform, &alice, &usdc);
    platform.refuses_impostors(&instruction, &[], &impostors).await;
    // Not after the first claim either, when the destination's bump is known.
    weekly(&mut platform, &usdc, &[400]).await;
    platform.claim(&alice, &usdc, 1).await.unwrap();
    platform.refuses_impostors(&instruction, &[], &impostors).await;
    platform.attempt(instruction, &[]).await.unwrap();
}

#[tokio::test]
async fn refuses_a_pool_of_another_splitter_with_all_that_belongs_to_it() {
    let Stage { mut platform, usdc, alice, .. } = Stage::new().await.earned().await;
    let there = elsewhere(&mut platform, &alice, &usdc).await;
    let claim = platform.revenue.claim(&alice.address(), &there.pool, 26);
    platform.attempt(claim, &[]).await.refused(RevenueError::WrongPool);
}

#[tokio::test]
async fn refuses_another_lock_with_its_record() {
    let Stage { mut platform, usdc, alice, bob, .. } = Stage::new().await.earned().await;
    let (keys, alices, bobs) = (platform.revenue, alice.address(), bob.address());
    // Bob's lock and record, with Alice's account to receive.
    let claim = keys.claim(&bobs, &usdc.pool, 26);
    let claim = claim.with(usdc.pool.destination(&bobs), usdc.pool.destination(&alices));
    platform.attempt(claim, &[]).await.refused(RevenueError::WrongDestination);
    // Alice's lock and Bob's record.
    let claim = keys.claim(&alices, &usdc.pool, 26).with(keys.record(&alices), keys.record(&bobs));
    platform.attempt(claim, &[]).await.refused(RevenueError::WrongRecord);
    // Alice's lock and record in another locker, against this splitter's pool.
    let there = elsewhere(&mut platform, &alice, &usdc).await.keys;
    let claim = there.claim(&alices, &usdc.pool, 26);
    platform.attempt(claim.clone(), &[]).await.refused(RevenueError::WrongPool);
    let claim = claim.with(there.splitter, keys.splitter);
    platform.attempt(claim.clone(), &[]).await.refused(RevenueError::WrongLocker);
    let claim = claim.with(there.locker.locker, keys.locker.locker);
    platform.attempt(claim, &[]).await.refused(RevenueError::WrongRecord);
}

#[tokio::test]
async fn names_what_is_wrong_with_accounts_passed_twice() {
    let Stage { mut platform, usdc, alice, .. } = Stage::new().await.earned().await;
    let instruction = claim_of(&platform, &alice, &usdc);
    let twice = ErrorCode::ConstraintDuplicateMutableAccount.code();
    let (pool, record) = (usdc.pool.pool, platform.revenue.record(&alice.address()));
    for (original, other) in [(usdc.pool.vault, pool), (usdc.pool.vault, record)] {
        let instruction = instruction.clone().with(original, other);
        platform.attempt(instruction, &[]).await.refused(twice.clone());
    }
}

fn claim_of(platform: &Platform, owner: &Owner, currency: &Currency) -> Instruction {
    platform.revenue.claim(&owner.address(), &currency.pool, 26)
}

fn bytes<T: bytemuck::NoUninit>(state: &T) -> &[u8] {
    bytemuck::bytes_of(state)
}
