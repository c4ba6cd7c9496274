use anchor_lang::ErrorCode;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_signer::Signer;
use spl_token_2022_interface::{instruction::approve, ID as TOKEN_2022};
use tenure_client::subscriptions::{Credit, SubscriptionError, ID};
use tenure_tests::{behind_base, IntoCode, Money, OutcomeExt, Shop, Substitute, TokenKind, World};

use crate::stage::{
    admitted, deposit_of, deposited, disable, freeze, in_another_token, pause, replace_mint, thaw,
    unknown_version, unpause, Neighbour, ACCOUNT_FROZEN, DECIMALS_OFFSET, DEPOSIT, INSUFFICIENT_FUNDS,
    MINT_MISMATCH, NOTICE, OWNER_MISMATCH,
};

/// What [`Shop::customer`] has in USDC.
const MILLION: u64 = 1_000_000_000_000;

#[tokio::test]
async fn moves_the_tokens_to_the_vault() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let tab = shop.tab(&usdc, 0).await;
    let before = shop.credit(&tab).await;
    shop.deposit_credit(&tab, DEPOSIT).await.unwrap();
    assert_eq!(DEPOSIT, 1_700_000);
    assert_eq!(shop.balance(&tab.vault).await, 1_700_000);
    assert_eq!(shop.balance(&tab.wallet()).await, MILLION - 1_700_000);
    // The store has nothing of it yet.
    assert_eq!(shop.till(&usdc).await, 0);
    let expected = Credit { deposited: 1_700_000, ..before };
    let credit = shop.credit(&tab).await;
    assert_eq!(bytemuck::bytes_of(&credit), bytemuck::bytes_of(&expected));
}

#[tokio::test]
async fn deposits_add_up() {
    let (mut shop, tab) = deposited().await;
    shop.settle(&tab, Shop::CALL).await.unwrap();
    // Another of just as much is another deposit.
    for sum in [2 * DEPOSIT, 3 * DEPOSIT] {
        shop.deposit_credit(&tab, DEPOSIT).await.unwrap();
        let credit = shop.credit(&tab).await;
        assert_eq!((credit.deposited, credit.settled), (sum, Shop::CALL));
    }
    assert_eq!(shop.balance(&tab.vault).await, 3 * DEPOSIT - Shop::CALL);
}

#[tokio::test]
async fn one_base_unit_is_a_deposit_and_none_is_not() {
    let (mut shop, tab) = deposited().await;
    shop.deposit_credit(&tab, 0).await.refused(SubscriptionError::ZeroAmount);
    shop.deposit_credit(&tab, 1).await.unwrap();
    assert_eq!(shop.credit(&tab).await.deposited, DEPOSIT + 1);
}

#[tokio::test]
async fn all_that_one_has_and_no_more() {
    let (mut shop, tab) = deposited().await;
    let left = MILLION - DEPOSIT;
    shop.deposit_credit(&tab, left + 1).await.refused(INSUFFICIENT_FUNDS);
    shop.deposit_credit(&tab, u64::MAX - DEPOSIT).await.refused(INSUFFICIENT_FUNDS);
    shop.deposit_credit(&tab, left).await.unwrap();
    assert_eq!(shop.credit(&tab).await.deposited, MILLION);
    assert_eq!(shop.balance(&tab.wallet()).await, 0);
}

#[tokio::test]
async fn the_sum_of_all_deposits_ends_at_the_largest_number() {
    let keeper = Keypair::new();
    let world = World::bare(TokenKind::SplToken, 6, &[]).await;
    let mut shop = Shop::paid_to(world, Shop::TERMS, keeper.pubkey()).await;
    let coin = admitted(&mut shop, TokenKind::SplToken).await;
    let tab = shop.tab(&coin, 0).await;
    shop.mint_of(&coin.mint, &tab.wallet(), u64::MAX - MILLION).await;
    shop.deposit_credit(&tab, u64::MAX - 5).await.unwrap();
    shop.settle(&tab, u64::MAX - 5).await.unwrap();

    // The store pays back in what it was paid.
    let (user, payout) = (tab.user(), coin.keys.payout);
    for (amount, fits) in [(6, false), (u64::MAX - 5, false), (5, true), (1, false)] {
        let deposit = shop.store.deposit_credit(keeper.pubkey(), &user, &coin.keys, payout, amount);
        let outcome = shop.attempt(deposit, &[&keeper]).await;
        match fits {
            true => drop(outcome.unwrap()),
            false => outcome.refused(SubscriptionError::Overflow),
        }
    }
    assert_eq!(shop.credit(&tab).await.deposited, u64::MAX);
    shop.settle(&tab, u64::MAX).await.unwrap();
    assert_eq!(shop.till(&coin).await, u64::MAX - 5);
}

#[tokio::test]
async fn anyone_deposits_for_a_user() {
    let (mut shop, tab) = deposited().await;
    let bob = shop.customer().await;
    let (keys, by) = (tab.money.keys, bob.address());
    let deposit = shop.store.deposit_credit(by, &tab.user(), &keys, keys.source(&by), 1_000);
    shop.attempt(deposit, &[&bob.keypair]).await.unwrap();
    assert_eq!(shop.credit(&tab).await.deposited, DEPOSIT + 1_000);
    assert_eq!(shop.wallet(&bob, &tab.money).await, MILLION - 1_000);
    assert_eq!(shop.balance(&tab.wallet()).await, MILLION - DEPOSIT);
}

#[tokio::test]
async fn from_any_token_account_of_the_depositor() {
    let (mut shop, tab) = deposited().await;
    let user = tab.user();
    let purse = shop.tokens_of(&tab.money.mint, &user, 500).await;
    let deposit = shop.store.deposit_credit(user, &user, &tab.money.keys, purse, 500);
    shop.attempt(deposit, &[&tab.customer.keypair]).await.unwrap();
    assert_eq!(shop.balance(&purse).await, 0);
    assert_eq!(shop.balance(&tab.vault).await, DEPOSIT + 500);
}

#[tokio::test]
async fn a_delegate_deposits_as_much_as_it_was_given() {
    let (mut shop, tab) = deposited().await;
    let (delegate, user, wallet) = (Keypair::new(), tab.user(), tab.wallet());
    let by = delegate.pubkey();
    let allow = approve(&spl_token::ID, &wallet, &by, &user, &[], 700).unwrap();
    shop.send(&[allow], &[&tab.customer.keypair]).await.unwrap();
    for (amount, fits) in [(701, false), (700, true), (1, false)] {
        let deposit = shop.store.deposit_credit(by, &user, &tab.money.keys, wallet, amount);
        let outcome = shop.attempt(deposit, &[&delegate]).await;
        match fits {
            true => drop(outcome.unwrap()),
            // With the last of it the delegate is gone.
            false if amount == 1 => outcome.refused(OWNER_MISMATCH),
            false => outcome.refused(INSUFFICIENT_FUNDS),
        }
    }
    assert_eq!(shop.credit(&tab).await.deposited, DEPOSIT + 700);
}

#[tokio::test]
async fn nobody_deposits_what_is_anothers() {
    let (mut shop, tab) = deposited().await;
    let (mallory, user) = (Keypair::new(), tab.user());
    // Into the credit of the one whose tokens they are, and into one's own.
    let theft = deposit_of(&shop, &tab, 1).with(user, mallory.pubkey());
    shop.attempt(theft, &[&mallory]).await.refused(OWNER_MISMATCH);
    let usdc = tab.money.clone();
    let bobs = shop.tab(&usdc, 0).await;
    let theft = deposit_of(&shop, &bobs, 1).with(bobs.wallet(), tab.wallet());
    shop.attempt(theft, &[&bobs.customer.keypair]).await.refused(OWNER_MISMATCH);

    let missing = InstructionError::MissingRequiredSignature;
    let unsigned = deposit_of(&shop, &tab, 1).unsigned(user);
    shop.attempt(unsigned, &[]).await.refused(missing);
}

#[tokio::test]
async fn a_paused_store_takes_none() {
    let (mut shop, tab) = deposited().await;
    pause(&mut shop).await;
    shop.deposit_credit(&tab, 1).await.refused(SubscriptionError::Paused);
    unpause(&mut shop).await;
    shop.deposit_credit(&tab, 1).await.unwrap();
}

#[tokio::test]
async fn a_token_that_is_not_taken_now_is_refused() {
    let (mut shop, tab) = deposited().await;
    disable(&mut shop, &tab.money).await;
    shop.deposit_credit(&tab, 1).await.refused(SubscriptionError::TokenDisabled);
    shop.update_pay_token(&tab.money, Shop::STABLE).await.unwrap();
    shop.deposit_credit(&tab, 1).await.unwrap();
}

#[tokio::test]
async fn a_credit_that_is_to_be_closed_takes_none() {
    let (mut shop, tab) = deposited().await;
    shop.request_close_credit(&tab).await.unwrap();
    shop.deposit_credit(&tab, 1).await.refused(SubscriptionError::CreditClosing);
    let closes_at = shop.credit(&tab).await.closes_at;
    for t in [closes_at - 1, closes_at, closes_at + NOTICE] {
        shop.set_time(t).await;
        shop.deposit_credit(&tab, 1).await.refused(SubscriptionError::CreditClosing);
    }
    shop.withdraw_credit(&tab).await.unwrap();
    let again = deposit_of(&shop, &tab, 1);
    let gone = InstructionError::AccountDataTooSmall;
    shop.attempt(again, &[&tab.customer.keypair]).await.refused(gone);
}

#[tokio::test]
async fn frozen_tokens_stay_where_they_are() {
    let (mut shop, tab) = deposited().await;
    let mint = tab.money.mint.clone();
    for account in [tab.wallet(), tab.vault] {
        freeze(&mut shop, &mint, &account).await;
        shop.deposit_credit(&tab, 1).await.refused(ACCOUNT_FROZEN);
        thaw(&mut shop, &mint, &account).await;
    }
    shop.deposit_credit(&tab, 1).await.unwrap();
}

#[tokio::test]
async fn versions_it_does_not_know_are_refused() {
    let (mut shop, tab) = deposited().await;
    for account in [shop.store.store, tab.money.keys.pay_token, tab.credit] {
        let before = shop.account(&account).await.unwrap();
        unknown_version(&mut shop, &account).await;
        shop.deposit_credit(&tab, 1).await.refused(SubscriptionError::UnknownVersion);
        shop.set_account(&account, before);
    }
    shop.deposit_credit(&tab, 1).await.unwrap();
}

#[tokio::test]
async fn a_mint_that_is_not_what_it_was_is_refused() {
    let mut shop = Shop::new().await;
    let money = admitted(&mut shop, TokenKind::Token2022(vec![])).await;
    let tab = shop.tab(&money, DEPOSIT).await;
    let before = shop.account(&money.mint.address).await.unwrap();
    for (tail, decimals, error) in [
        (vec![], 5, SubscriptionError::MintChanged),
        (vec![], 7, SubscriptionError::MintChanged),
        (behind_base(1, &[1, 0, 0, 0]), 6, SubscriptionError::ExtensionTransferFee),
        (behind_base(2, &[]), 6, SubscriptionError::BadMint),
    ] {
        replace_mint(&mut shop, &money.mint, |data| {
            data[DECIMALS_OFFSET] = decimals;
            data.extend(&tail);
        })
        .await;
        shop.deposit_credit(&tab, 1).await.refused(error);
        shop.set_account(&money.mint.address, before.clone());
    }
    shop.deposit_credit(&tab, 1).await.unwrap();
}

#[tokio::test]
async fn refuses_impostors() {
    let (mut shop, tab) = deposited().await;
    let (store, keys) = (shop.store.store, tab.money.keys);
    let there = Neighbour::of(&mut shop, &tab.money).await;
    let theirs = there.tab(&mut shop, &tab).await;
    let other = admitted(&mut shop, TokenKind::SplToken).await;
    shop.fund(&tab.customer, &other, 1_000_000_000).await;
    let in_other = in_another_token(&mut shop, &tab, &other).await;
    let usdc: Money = tab.money.clone();
    let bobs = shop.tab(&usdc, DEPOSIT).await;
    let copied_store = shop.copy(&store, proxy::ID).await;
    let moved_store = shop.copy(&store, ID).await;
    let copied_token = shop.copy(&keys.pay_token, proxy::ID).await;
    let copied_credit = shop.copy(&tab.credit, proxy::ID).await;
    let copied_vault = shop.copy(&tab.vault, spl_token::ID).await;
    let copied_mint = shop.copy(&keys.mint, spl_token::ID).await;
    let copied_source = shop.copy(&tab.wallet(), proxy::ID).await;

    use SubscriptionError::{WrongCredit, WrongMint, WrongPayToken, WrongTokenProgram, WrongVault};
    let alien = ErrorCode::ConstraintOwner.code();
    let other_type = InstructionError::InvalidAccountData;
    let small = InstructionError::AccountDataTooSmall;
    let twice = ErrorCode::ConstraintDuplicateMutableAccount.code();
    let impostors = [
        (store, there.store.store, "another store", WrongPayToken.code()),
        (store, moved_store, "the store at another address", WrongPayToken.code()),
        (store, keys.pay_token, "a pay token as store", small.clone()),
        (store, copied_store, "the store's bytes", alien.clone()),
        (keys.pay_token, there.money.keys.pay_token, "another store's pay token", WrongPayToken.code()),
        (keys.pay_token, other.keys.pay_token, "another mint's pay token", WrongCredit.code()),
        (keys.pay_token, store, "a store as pay token", other_type),
        (keys.pay_token, copied_token, "the pay token's bytes", alien.clone()),
        (tab.credit, bobs.credit, "another user's credit", WrongVault.code()),
        (tab.credit, theirs.credit, "the credit at another store", WrongVault.code()),
        (tab.credit, in_other.credit, "the credit in another token", WrongVault.code()),
        (tab.credit, other.keys.pay_token, "a pay token as credit", small),
        (tab.credit, copied_credit, "the credit's bytes", alien),
        (tab.wallet(), in_other.wallet(), "tokens of another mint", MINT_MISMATCH.code()),
        (tab.wallet(), bobs.vault, "another credit's vault as source", OWNER_MISMATCH.code()),
        (tab.wallet(), tab.vault, "the vault as source", twice.clone()),
        (tab.wallet(), tab.credit, "the credit as source", twice),
        (tab.wallet(), copied_source, "the source's bytes", InstructionError::ExternalAccountDataModified),
        (tab.vault, bobs.vault, "another user's vault", WrongVault.code()),
        (tab.vault, theirs.vault, "the vault at another store", WrongVault.code()),
        (tab.vault, in_other.vault, "the vault of another token", WrongVault.code()),
        (tab.vault, keys.payout, "the payout account as vault", WrongVault.code()),
        (tab.vault, copied_vault, "the vault at another address", WrongVault.code()),
        (keys.mint, other.mint.address, "another mint", WrongMint.code()),
        (keys.mint, copied_mint, "the mint at another address", WrongMint.code()),
        (keys.token_program, TOKEN_2022, "the other token program", WrongTokenProgram.code()),
        (keys.token_program, proxy::ID, "a program as token program", WrongTokenProgram.code()),
    ];
    let instruction = deposit_of(&shop, &tab, 1_000);
    shop.refuses_impostors(&instruction, &[&tab.customer.keypair], &impostors).await;
    shop.refuses_read_only(&instruction, &[&tab.customer.keypair]).await;

    // With their vaults: whoever passes the whole of a credit of another store, or of another token.
    for other in [&theirs, &in_other] {
        let whole = instruction.clone().with(tab.credit, other.credit).with(tab.vault, other.vault);
        let whole = whole.with(keys.mint, other.money.mint.address).with(tab.wallet(), other.wallet());
        shop.attempt(whole, &[&tab.customer.keypair]).await.refused(WrongCredit);
    }
    shop.attempt(instruction, &[&tab.customer.keypair]).await.unwrap();
    assert_eq!(shop.credit(&tab).await.deposited, DEPOSIT + 1_000);
}
