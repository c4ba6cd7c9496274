//! The same in a stablecoin of Token-2022.

use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use spl_token_2022_interface::{
    extension::{
        cpi_guard::instruction::enable_cpi_guard,
        memo_transfer::instruction::{disable_required_transfer_memos, enable_required_transfer_memos},
        ExtensionType,
    },
    instruction::reallocate,
    ID as TOKEN_2022,
};
use tenure_client::subscriptions::{Failure, SubscriptionError};
use tenure_tests::{OutcomeExt, Shop, TokenKind};

use crate::{
    failures::noted,
    stage::{disown, freeze, leave, Stage, ENDS, PRICE},
};

/// Code of Token-2022: a program may not move what its owner has guarded, but a delegate may.
const GUARDED: u32 = 42;

/// Alice's renewal is due in such a stablecoin. She had 1,000,000,000 of it.
async fn due() -> Stage {
    let mut shop = Shop::new().await;
    let money = shop.money(TokenKind::Token2022(vec![]), 6).await;
    shop.create_pay_token(&money, Shop::STABLE).await.unwrap();
    Stage::of(shop, money, PRICE).await.at_end(-1).await
}

const BEGAN: u64 = 1_000_000_000_000_000;

async fn make_room(shop: &mut Shop, owner: &Keypair, tokens: &Pubkey, extension: ExtensionType) {
    let (payer, address) = (shop.payer(), owner.pubkey());
    let room = reallocate(&TOKEN_2022, tokens, &payer, &address, &[], &[extension]).unwrap();
    shop.send(&[room], &[owner]).await.unwrap();
}

#[tokio::test]
async fn it_is_renewed_and_the_keeper_paid() {
    let mut stage = due().await;
    let keeper = stage.shop.tokens_of(&stage.money.mint, &Pubkey::new_unique(), 0).await;
    stage.shop.renew_for(&stage.alice, &stage.money, Some(keeper)).await.unwrap();
    assert_eq!(stage.purses().await, (BEGAN - 2 * PRICE, 2 * PRICE - 150_000));
    assert_eq!(stage.shop.balance(&keeper).await, 150_000);
    assert_eq!(stage.shop.mandate(&stage.alice, &stage.money).await.total_left, 9 * PRICE);
    assert_eq!(stage.shop.subscription(&stage.alice).await.paid_through(), ENDS[1]);
}

#[tokio::test]
async fn it_is_paid_by_hand() {
    let mut stage = due().await;
    stage.shop.pay_now(&stage.alice, &stage.money).await.unwrap();
    assert_eq!(stage.purses().await, (BEGAN - 2 * PRICE, 2 * PRICE));
}

#[tokio::test]
async fn reasons_are_noted() {
    let mut stage = due().await;
    leave(&mut stage.shop, &stage.alice, &stage.money, PRICE - 1).await;
    noted(&mut stage, Failure::TooFewTokens, SubscriptionError::TooFewTokens).await;
    disown(&mut stage.shop, &stage.alice, &stage.money).await;
    noted(&mut stage, Failure::DelegateLost, SubscriptionError::DelegateLost).await;
    let source = stage.money.keys.source(&stage.alice.address());
    freeze(&mut stage.shop, &stage.money, &source).await;
    noted(&mut stage, Failure::SourceFrozen, SubscriptionError::SourceFrozen).await;
}

#[tokio::test]
async fn a_mandate_charges_what_its_owner_has_guarded_against_programs() {
    let mut stage = due().await;
    let user = stage.alice.keypair.insecure_clone();
    let source = stage.money.keys.source(&user.pubkey());
    make_room(&mut stage.shop, &user, &source, ExtensionType::CpiGuard).await;
    let guard = enable_cpi_guard(&TOKEN_2022, &source, &user.pubkey(), &[]).unwrap();
    stage.shop.send(&[guard], &[&user]).await.unwrap();
    stage.shop.pay_now(&stage.alice, &stage.money).await.refused(GUARDED);
    stage.renew().await.unwrap();
    assert_eq!(stage.purses().await, (BEGAN - 2 * PRICE, 2 * PRICE));
    // It can be granted anew, as the program approves nothing itself.
    let Stage { shop, money, alice } = &mut stage;
    let terms = shop.mandate_terms(PRICE, 1).await;
    shop.grant_mandate(alice, money, terms).await.unwrap();
}

#[tokio::test]
async fn a_keeper_who_asks_for_memos_is_refused() {
    let mut stage = due().await;
    let keeper = Keypair::new();
    let tokens = stage.shop.tokens_of(&stage.money.mint, &keeper.pubkey(), 0).await;
    make_room(&mut stage.shop, &keeper, &tokens, ExtensionType::MemoTransfer).await;
    let (address, none) = (keeper.pubkey(), &[]);
    let ask = enable_required_transfer_memos(&TOKEN_2022, &tokens, &address, none).unwrap();
    stage.shop.send(&[ask], &[&keeper]).await.unwrap();
    let outcome = stage.shop.renew_for(&stage.alice, &stage.money, Some(tokens)).await;
    outcome.refused(SubscriptionError::WrongKeeperAccount);
    let cease = disable_required_transfer_memos(&TOKEN_2022, &tokens, &address, none).unwrap();
    stage.shop.send(&[cease], &[&keeper]).await.unwrap();
    stage.shop.renew_for(&stage.alice, &stage.money, Some(tokens)).await.unwrap();
    assert_eq!(stage.shop.balance(&tokens).await, 150_000);
}
