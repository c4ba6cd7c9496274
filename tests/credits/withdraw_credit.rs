use anchor_lang::ErrorCode;
use solana_instruction::Instruction;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use solana_system_interface::instruction::transfer;
use spl_token_2022_interface::ID as TOKEN_2022;
use tenure_client::subscriptions::{SubscriptionError, ID};
use tenure_tests::{IntoCode, OutcomeExt, Shop, Substitute, Tab, TokenKind, START};

use crate::stage::{
    admitted, deposited, disable, freeze, in_another_token, lamports, patron, pause, thaw, unknown_version,
    Neighbour, ACCOUNT_FROZEN, DEPOSIT, MINT_MISMATCH, NOTICE,
};

/// What [`Shop::customer`] has in USDC.
const MILLION: u64 = 1_000_000_000_000;

/// A customer whose notice is over by now.
async fn closed() -> (Shop, Tab) {
    let (mut shop, tab) = deposited().await;
    shop.request_close_credit(&tab).await.unwrap();
    shop.set_time(START + NOTICE).await;
    (shop, tab)
}

async fn withdraw(shop: &mut Shop, tab: &Tab) -> Instruction {
    let credit = shop.credit(tab).await;
    shop.store.withdraw_credit(&credit, tab.wallet())
}

async fn is_gone(shop: &mut Shop, tab: &Tab) -> bool {
    shop.account(&tab.credit).await.is_none() && shop.account(&tab.vault).await.is_none()
}

#[tokio::test]
async fn gives_back_what_was_not_used() {
    let (mut shop, tab) = deposited().await;
    shop.settle(&tab, 51_000).await.unwrap();
    shop.request_close_credit(&tab).await.unwrap();
    shop.set_time(START + NOTICE).await;
    shop.withdraw_credit(&tab).await.unwrap();
    assert_eq!(shop.balance(&tab.wallet()).await, MILLION - 51_000);
    assert_eq!(shop.till(&tab.money).await, 51_000);
    assert!(is_gone(&mut shop, &tab).await);
}

#[tokio::test]
async fn closes_a_credit_with_nothing_left() {
    let (mut shop, tab) = deposited().await;
    shop.settle(&tab, DEPOSIT).await.unwrap();
    let usdc = tab.money.clone();
    let empty = shop.tab(&usdc, 0).await;
    for tab in [&tab, &empty] {
        shop.request_close_credit(tab).await.unwrap();
    }
    shop.set_time(START + NOTICE).await;
    for (tab, left) in [(&tab, MILLION - DEPOSIT), (&empty, MILLION)] {
        shop.withdraw_credit(tab).await.unwrap();
        assert_eq!(shop.balance(&tab.wallet()).await, left);
        assert!(is_gone(&mut shop, tab).await);
    }
}

#[tokio::test]
async fn waits_for_the_notice() {
    let (mut shop, tab) = deposited().await;
    shop.withdraw_credit(&tab).await.refused(SubscriptionError::CreditOpen);
    // Time alone is none.
    shop.set_time(START + 100 * NOTICE).await;
    shop.withdraw_credit(&tab).await.refused(SubscriptionError::CreditOpen);
    shop.request_close_credit(&tab).await.unwrap();
    for seconds in [0, 1, NOTICE - 1] {
        shop.set_time(START + 100 * NOTICE + seconds).await;
        shop.withdraw_credit(&tab).await.refused(SubscriptionError::CreditOpen);
    }
    shop.set_time(START + 101 * NOTICE).await;
    shop.withdraw_credit(&tab).await.unwrap();
}

#[tokio::test]
async fn happens_once() {
    let (mut shop, tab) = closed().await;
    let instruction = withdraw(&mut shop, &tab).await;
    let twice = [instruction.clone(), instruction.clone()];
    let gone = InstructionError::AccountDataTooSmall;
    shop.attempt_all(&twice, &[&tab.customer.keypair]).await.refused(InstructionError::AccountDataTooSmall);
    shop.attempt(instruction.clone(), &[&tab.customer.keypair]).await.unwrap();
    shop.attempt(instruction, &[&tab.customer.keypair]).await.refused(gone);
    assert_eq!(shop.balance(&tab.wallet()).await, MILLION);
}

#[tokio::test]
async fn gives_gifts_too() {
    let (mut shop, tab) = closed().await;
    let mint = tab.money.mint.clone();
    shop.mint_of(&mint, &tab.vault, 5).await;
    shop.withdraw_credit(&tab).await.unwrap();
    assert_eq!(shop.balance(&tab.wallet()).await, MILLION + 5);
}

#[tokio::test]
async fn gives_gifts_to_an_empty_credit_too() {
    let (mut shop, tab) = deposited().await;
    shop.settle(&tab, DEPOSIT).await.unwrap();
    let mint = tab.money.mint.clone();
    shop.mint_of(&mint, &tab.vault, 1).await;
    shop.request_close_credit(&tab).await.unwrap();
    shop.set_time(START + NOTICE).await;
    shop.withdraw_credit(&tab).await.unwrap();
    assert_eq!(shop.balance(&tab.wallet()).await, MILLION - DEPOSIT + 1);
}

#[tokio::test]
async fn goes_to_any_account_of_the_token() {
    let (mut shop, tab) = closed().await;
    let bob = Pubkey::new_unique();
    let purse = shop.tokens_of(&tab.money.mint, &bob, 0).await;
    shop.withdraw_credit_to(&tab, purse).await.unwrap();
    assert_eq!(shop.balance(&purse).await, DEPOSIT);
    assert_eq!(shop.balance(&tab.wallet()).await, MILLION - DEPOSIT);
}

#[tokio::test]
async fn gives_the_rent_back_to_its_payer() {
    let (mut shop, tab) = deposited().await;
    let (patron, stranger) = (patron(&mut shop).await, shop.payer());
    let (by, usdc) = (patron.pubkey(), tab.money.clone());
    let tab = shop.unopened_tab(&usdc).await;
    let open = shop.store.open_credit(by, &tab.user(), &usdc.keys, tab.session.pubkey());
    shop.attempt(open, &[&tab.customer.keypair, &patron]).await.unwrap();
    shop.request_close_credit(&tab).await.unwrap();
    // What others add to it is the payer's too.
    let gifts = [tab.credit, tab.vault].map(|to| transfer(&stranger, &to, 1_000_000));
    shop.send(&gifts, &[]).await.unwrap();
    shop.set_time(START + NOTICE).await;
    shop.withdraw_credit(&tab).await.unwrap();
    assert_eq!(lamports(&mut shop, &by).await, 1_000_000_000 + 2_000_000);
    assert_eq!(lamports(&mut shop, &tab.user()).await, 0);
}

#[tokio::test]
async fn a_credit_is_opened_again_in_the_transaction_that_closes_it() {
    let (mut shop, tab) = closed().await;
    let close = withdraw(&mut shop, &tab).await;
    let open = shop.store.open_credit(shop.payer(), &tab.user(), &tab.money.keys, tab.session.pubkey());
    shop.attempt_all(&[close, open], &[&tab.customer.keypair]).await.unwrap();
    let credit = shop.credit(&tab).await;
    assert_eq!((credit.incarnation, credit.closes_at), (START + NOTICE, 0));
    assert_eq!((credit.deposited, credit.settled), (0, 0));
    assert_eq!(shop.balance(&tab.vault).await, 0);
    shop.deposit_credit(&tab, 1).await.unwrap();
}

#[tokio::test]
async fn the_next_credit_at_the_address_is_always_a_later_one() {
    let (mut shop, tab) = deposited().await;
    // A clock that was set back: the notice is over at the second of the opening.
    shop.set_time(START - NOTICE - 1).await;
    shop.request_close_credit(&tab).await.unwrap();
    for t in [START - 1, START] {
        shop.set_time(t).await;
        shop.withdraw_credit(&tab).await.refused(SubscriptionError::TooSoon);
    }
    shop.set_time(START + 1).await;
    shop.withdraw_credit(&tab).await.unwrap();
    shop.open_credit(&tab).await.unwrap();
    assert_eq!(shop.credit(&tab).await.incarnation, START + 1);
}

#[tokio::test]
async fn neither_a_pause_nor_a_token_that_is_not_taken_stops_it() {
    let (mut shop, tab) = closed().await;
    disable(&mut shop, &tab.money).await;
    pause(&mut shop).await;
    shop.withdraw_credit(&tab).await.unwrap();
    assert_eq!(shop.balance(&tab.wallet()).await, MILLION);
}

#[tokio::test]
async fn frozen_tokens_stay_where_they_are() {
    let (mut shop, tab) = closed().await;
    let mint = tab.money.mint.clone();
    freeze(&mut shop, &mint, &tab.wallet()).await;
    shop.withdraw_credit(&tab).await.refused(ACCOUNT_FROZEN);
    // A frozen purse does not keep the tokens: any other takes them. A frozen vault does.
    freeze(&mut shop, &mint, &tab.vault).await;
    let user = tab.user();
    let purse = shop.tokens_of(&mint, &user, 0).await;
    shop.withdraw_credit_to(&tab, purse).await.refused(ACCOUNT_FROZEN);
    thaw(&mut shop, &mint, &tab.vault).await;
    shop.withdraw_credit_to(&tab, purse).await.unwrap();
    assert_eq!(shop.balance(&purse).await, DEPOSIT);
}

#[tokio::test]
async fn a_clock_before_1970_is_refused() {
    let (mut shop, tab) = closed().await;
    shop.set_unix_timestamp(-1).await;
    shop.withdraw_credit(&tab).await.refused(SubscriptionError::BadClock);
}

#[tokio::test]
async fn a_credit_of_an_unknown_version_stays() {
    let (mut shop, tab) = closed().await;
    let instruction = withdraw(&mut shop, &tab).await;
    let before = shop.account(&tab.credit).await.unwrap();
    unknown_version(&mut shop, &tab.credit).await;
    let outcome = shop.attempt(instruction.clone(), &[&tab.customer.keypair]).await;
    outcome.refused(SubscriptionError::UnknownVersion);
    shop.set_account(&tab.credit, before);
    shop.attempt(instruction, &[&tab.customer.keypair]).await.unwrap();
    assert!(is_gone(&mut shop, &tab).await);
}

#[tokio::test]
async fn only_the_user_withdraws() {
    let (mut shop, tab) = closed().await;
    let right = withdraw(&mut shop, &tab).await;
    let (ruler, operator) = (shop.ruler.insecure_clone(), shop.operator.insecure_clone());
    for other in [Keypair::new(), ruler, operator, tab.session.insecure_clone()] {
        let forged = right.clone().with(tab.user(), other.pubkey());
        shop.attempt(forged, &[&other]).await.refused(SubscriptionError::NotUser);
    }
    let unsigned = right.unsigned(tab.user());
    shop.attempt(unsigned, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn refuses_impostors() {
    let (mut shop, tab) = closed().await;
    let keys = tab.money.keys;
    let there = Neighbour::of(&mut shop, &tab.money).await;
    let theirs = there.tab(&mut shop, &tab).await;
    let other = admitted(&mut shop, TokenKind::SplToken).await;
    shop.fund(&tab.customer, &other, DEPOSIT).await;
    let in_other = in_another_token(&mut shop, &tab, &other).await;
    let usdc = tab.money.clone();
    let bobs = shop.tab(&usdc, DEPOSIT).await;
    let copied_credit = shop.copy(&tab.credit, proxy::ID).await;
    let moved_credit = shop.copy(&tab.credit, ID).await;
    let copied_vault = shop.copy(&tab.vault, spl_token::ID).await;
    let copied_mint = shop.copy(&keys.mint, spl_token::ID).await;
    let copied_purse = shop.copy(&tab.wallet(), proxy::ID).await;

    use SubscriptionError::{CreditOpen, NotUser, WrongMint, WrongRentPayer, WrongTokenProgram, WrongVault};
    let (payer, program) = (shop.payer(), keys.token_program);
    let twice = ErrorCode::ConstraintDuplicateMutableAccount.code();
    let impostors = [
        (tab.credit, bobs.credit, "another user's credit", NotUser.code()),
        (tab.credit, theirs.credit, "the credit at another store", WrongVault.code()),
        (tab.credit, in_other.credit, "the credit in another token", WrongVault.code()),
        (tab.credit, copied_credit, "the credit's bytes", ErrorCode::ConstraintOwner.code()),
        // Its seeds do not lead there: it signs for nothing.
        (tab.credit, moved_credit, "the credit at another address", InstructionError::PrivilegeEscalation),
        (tab.credit, keys.pay_token, "a pay token as credit", InstructionError::AccountDataTooSmall),
        (tab.vault, bobs.vault, "another user's vault", WrongVault.code()),
        (tab.vault, theirs.vault, "the vault at another store", WrongVault.code()),
        (tab.vault, in_other.vault, "the vault of another token", WrongVault.code()),
        (tab.vault, keys.payout, "the payout account", WrongVault.code()),
        (tab.vault, copied_vault, "the vault at another address", WrongVault.code()),
        (tab.wallet(), in_other.wallet(), "tokens of another mint", MINT_MISMATCH.code()),
        (tab.wallet(), tab.vault, "the vault itself", twice.clone()),
        (tab.wallet(), tab.credit, "the credit", twice),
        (tab.wallet(), copied_purse, "tokens' bytes", InstructionError::ExternalAccountDataModified),
        (keys.mint, other.mint.address, "another mint", WrongMint.code()),
        (keys.mint, copied_mint, "the mint at another address", WrongMint.code()),
        (program, TOKEN_2022, "the other token program", WrongTokenProgram.code()),
        (program, proxy::ID, "a program as token program", WrongTokenProgram.code()),
        (payer, tab.session.pubkey(), "another's for the rent", WrongRentPayer.code()),
    ];
    let instruction = withdraw(&mut shop, &tab).await;
    shop.refuses_impostors(&instruction, &[&tab.customer.keypair], &impostors).await;
    shop.refuses_read_only(&instruction, &[&tab.customer.keypair]).await;

    // Whoever passes the whole of another credit whose notice was never given.
    let whole = instruction.clone().with(tab.credit, theirs.credit).with(tab.vault, theirs.vault);
    shop.attempt(whole, &[&tab.customer.keypair]).await.refused(CreditOpen);
    let to_the_user = instruction.clone().with(payer, tab.user());
    shop.attempt(to_the_user, &[&tab.customer.keypair]).await.refused(WrongRentPayer);
    shop.attempt(instruction, &[&tab.customer.keypair]).await.unwrap();
    assert_eq!(shop.balance(&theirs.vault).await, DEPOSIT);
}

#[tokio::test]
async fn the_rents_payer_must_be_writable() {
    let (mut shop, tab) = deposited().await;
    let patron = patron(&mut shop).await;
    let usdc = tab.money.clone();
    let tab = shop.unopened_tab(&usdc).await;
    let open = shop.store.open_credit(patron.pubkey(), &tab.user(), &usdc.keys, tab.session.pubkey());
    shop.attempt(open, &[&tab.customer.keypair, &patron]).await.unwrap();
    shop.request_close_credit(&tab).await.unwrap();
    shop.set_time(START + NOTICE).await;
    let instruction = withdraw(&mut shop, &tab).await;
    shop.refuses_read_only(&instruction, &[&tab.customer.keypair]).await;
    shop.attempt(instruction, &[&tab.customer.keypair]).await.unwrap();
}
