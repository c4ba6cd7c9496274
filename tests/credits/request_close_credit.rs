use anchor_lang::ErrorCode;
use solana_instruction::Instruction;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_signer::Signer;
use tenure_client::subscriptions::{Credit, StoreTerms, SubscriptionError};
use tenure_tests::{IntoCode, OutcomeExt, Shop, Substitute, Tab, START};

use crate::stage::{deposited, disable, pause, unknown_version, Neighbour, DEPOSIT, NOTICE};

fn request(shop: &Shop, tab: &Tab) -> Instruction {
    shop.store.request_close_credit(&tab.user(), &tab.money.mint.address)
}

#[tokio::test]
async fn sets_the_second_from_which_it_is_closed() {
    let (mut shop, tab) = deposited().await;
    let before = shop.credit(&tab).await;
    shop.set_time(START + 7).await;
    shop.request_close_credit(&tab).await.unwrap();
    let expected = Credit { closes_at: START + 7 + 86_400, ..before };
    let credit = shop.credit(&tab).await;
    assert_eq!(bytemuck::bytes_of(&credit), bytemuck::bytes_of(&expected));
    assert_eq!(shop.balance(&tab.vault).await, DEPOSIT);
}

#[tokio::test]
async fn is_given_once() {
    let (mut shop, tab) = deposited().await;
    shop.request_close_credit(&tab).await.unwrap();
    for t in [START, START + NOTICE - 1, START + NOTICE, START + 2 * NOTICE] {
        shop.set_time(t).await;
        shop.request_close_credit(&tab).await.refused(SubscriptionError::CreditClosing);
    }
    assert_eq!(shop.credit(&tab).await.closes_at, START + NOTICE);
}

#[tokio::test]
async fn of_a_credit_without_a_deposit_too() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let tab = shop.tab(&usdc, 0).await;
    shop.request_close_credit(&tab).await.unwrap();
    assert_eq!(shop.credit(&tab).await.closes_at, START + NOTICE);
}

#[tokio::test]
async fn the_notice_is_that_of_the_opening() {
    for notice in [3_600, 14 * 86_400] {
        let mut shop = Shop::with(StoreTerms { notice, ..Shop::TERMS }).await;
        let usdc = shop.usdc.clone();
        let tab = shop.tab(&usdc, DEPOSIT).await;
        let ruler = shop.ruler.insecure_clone();
        // What the store decides later is for those who come later.
        let update = shop.store.update_store(ruler.pubkey(), Shop::TERMS);
        shop.attempt(update, &[&ruler]).await.unwrap();
        shop.request_close_credit(&tab).await.unwrap();
        assert_eq!(shop.credit(&tab).await.closes_at, START + u64::from(notice));
    }
}

#[tokio::test]
async fn neither_a_pause_nor_a_token_that_is_not_taken_stops_it() {
    let (mut shop, tab) = deposited().await;
    disable(&mut shop, &tab.money).await;
    pause(&mut shop).await;
    shop.request_close_credit(&tab).await.unwrap();
}

#[tokio::test]
async fn a_clock_before_1970_is_refused() {
    let (mut shop, tab) = deposited().await;
    shop.set_unix_timestamp(-1).await;
    shop.request_close_credit(&tab).await.refused(SubscriptionError::BadClock);
}

#[tokio::test]
async fn of_a_credit_of_an_unknown_version_is_refused() {
    let (mut shop, tab) = deposited().await;
    let before = shop.account(&tab.credit).await.unwrap();
    unknown_version(&mut shop, &tab.credit).await;
    shop.request_close_credit(&tab).await.refused(SubscriptionError::UnknownVersion);
    shop.set_account(&tab.credit, before);
    shop.request_close_credit(&tab).await.unwrap();
}

#[tokio::test]
async fn only_the_user_gives_it() {
    let (mut shop, tab) = deposited().await;
    let (ruler, operator) = (shop.ruler.insecure_clone(), shop.operator.insecure_clone());
    for other in [Keypair::new(), ruler, operator, tab.session.insecure_clone()] {
        let forged = request(&shop, &tab).with(tab.user(), other.pubkey());
        shop.attempt(forged, &[&other]).await.refused(SubscriptionError::NotUser);
    }
    let unsigned = request(&shop, &tab).unsigned(tab.user());
    shop.attempt(unsigned, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn refuses_impostors() {
    let (mut shop, tab) = deposited().await;
    let there = Neighbour::of(&mut shop, &tab.money).await;
    let usdc = tab.money.clone();
    let bobs = shop.tab(&usdc, 0).await;
    let copied = shop.copy(&tab.credit, proxy::ID).await;
    let small = InstructionError::AccountDataTooSmall;
    let impostors = [
        (tab.credit, bobs.credit, "another user's credit", SubscriptionError::NotUser.code()),
        (tab.credit, copied, "the credit's bytes", ErrorCode::ConstraintOwner.code()),
        (tab.credit, usdc.keys.pay_token, "a pay token as credit", small.clone()),
        (tab.credit, there.store.credit(&tab.user(), &usdc.mint.address), "one that is not open", small),
        (tab.credit, shop.store.store, "a store as credit", InstructionError::InvalidAccountData),
    ];
    let instruction = request(&shop, &tab);
    shop.refuses_impostors(&instruction, &[&tab.customer.keypair], &impostors).await;
    shop.refuses_read_only(&instruction, &[&tab.customer.keypair]).await;
    shop.attempt(instruction, &[&tab.customer.keypair]).await.unwrap();
}

#[tokio::test]
async fn at_one_store_is_none_at_another() {
    let (mut shop, tab) = deposited().await;
    let there = Neighbour::of(&mut shop, &tab.money).await;
    let theirs = there.tab(&mut shop, &tab).await;
    shop.request_close_credit(&tab).await.unwrap();
    assert_eq!(shop.credit(&theirs).await.closes_at, 0);
}
