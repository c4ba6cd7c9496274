//! A store whose authority is a program address: a DAO's or a multisig's, which signs by CPI.

use solana_instruction::{AccountMeta, Instruction};
use solana_instruction_error::InstructionError;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_client::subscriptions::{StoreTerms, SubscriptionError, TokenTerms};
use tenure_tests::{Outcome, OutcomeExt, Shop, TokenKind, BASIC};

use crate::{create_pay_token::pay_token, open, rule};

/// A shop whose authority is the proxy program's address.
async fn ruled_by_proxy() -> Shop {
    let mut shop = Shop::new().await;
    let ruler = shop.ruler.insecure_clone();
    rule::propose(&mut shop, &ruler, proxy::owner()).await.unwrap();
    let accept = shop.store.accept_authority(proxy::owner());
    by_proxy(&mut shop, accept).await.unwrap();
    assert_eq!(shop.store().await.authority, proxy::owner());
    shop
}

/// `instruction` as the proxy program calls it: only the proxy's address has not signed yet.
async fn by_proxy(shop: &mut Shop, instruction: Instruction) -> Outcome {
    let mut accounts = vec![AccountMeta::new_readonly(instruction.program_id, false)];
    accounts.extend(instruction.accounts);
    for meta in accounts.iter_mut().filter(|meta| meta.pubkey == proxy::owner()) {
        meta.is_signer = false;
    }
    let call = Instruction { program_id: proxy::ID, accounts, data: instruction.data };
    shop.attempt(call, &[]).await
}

#[tokio::test]
async fn sets_terms_plans_and_tokens() {
    let mut shop = ruled_by_proxy().await;
    let dai = shop.money(TokenKind::Token2022(vec![]), 6).await;
    let (keys, payer, by) = (shop.store, shop.payer(), proxy::owner());
    for instruction in [
        keys.update_store(by, StoreTerms { grace: 3_600, ..Shop::TERMS }),
        keys.create_plan(payer, by, 6, Shop::plan_terms("Voted", 20, 1, 0)),
        keys.sunset_plan(by, BASIC),
        keys.create_pay_token(payer, by, &dai.keys, Shop::STABLE),
        keys.update_pay_token(by, &dai.keys, TokenTerms { keeper_fee_cap: 3, ..Shop::STABLE }),
    ] {
        by_proxy(&mut shop, instruction).await.unwrap();
    }
    assert_eq!((shop.store().await.grace, shop.plan(BASIC).await.sunset), (3_600, 1));
    assert_eq!(pay_token(&mut shop, &dai).await.keeper_fee_cap, 3);
    let alice = shop.customer().await;
    shop.fund(&alice, &dai, 20_000_000).await;
    shop.subscribe(&alice, 6, &dai).await.unwrap();
    assert_eq!(shop.till(&dai).await, 20_000_000);
}

#[tokio::test]
async fn pauses_resumes_and_hands_over() {
    let mut shop = ruled_by_proxy().await;
    let (keys, by, heir) = (shop.store, proxy::owner(), Pubkey::new_unique());
    for instruction in [
        keys.set_pauser(by, by),
        keys.set_operator(by, by),
        keys.pause(by),
        keys.resume(by),
        keys.propose_authority(by, heir),
        keys.cancel_authority(by),
    ] {
        by_proxy(&mut shop, instruction).await.unwrap();
    }
    let store = shop.store().await;
    assert_eq!((store.pauser, store.operator, store.paused), (by, by, 0));
    assert_eq!((store.authority, store.proposed_authority), (by, Pubkey::default()));
}

#[tokio::test]
async fn gives_the_collection_to_itself_and_back_to_the_store() {
    let mut shop = ruled_by_proxy().await;
    let (keys, by) = (shop.store, proxy::owner());
    for (instruction, authority) in [
        (keys.offer_collection(by, by), keys.store),
        (keys.badges.accept_authority(by), by),
        (keys.badges.propose_authority(by, keys.store), by),
        (keys.take_collection(by), keys.store),
    ] {
        by_proxy(&mut shop, instruction).await.unwrap();
        assert_eq!(open::collection(&mut shop).await.authority, authority);
    }
}

#[tokio::test]
async fn is_bound_by_the_same_rules() {
    let mut shop = ruled_by_proxy().await;
    let (keys, by) = (shop.store, proxy::owner());
    let above = StoreTerms { keeper_fee_bps: 101, ..Shop::TERMS };
    by_proxy(&mut shop, keys.update_store(by, above)).await.refused(SubscriptionError::BadStoreTerms);
    by_proxy(&mut shop, keys.resume(by)).await.refused(SubscriptionError::Unchanged);
}

#[tokio::test]
async fn never_by_a_strangers_call() {
    let mut shop = ruled_by_proxy().await;
    let dai = shop.money(TokenKind::SplToken, 6).await;
    let (keys, payer, by) = (shop.store, shop.payer(), proxy::owner());
    for mut instruction in [
        keys.update_store(by, Shop::TERMS),
        keys.set_pauser(by, by),
        keys.set_operator(by, by),
        keys.pause(by),
        keys.propose_authority(by, by),
        keys.cancel_authority(by),
        keys.take_collection(by),
        keys.offer_collection(by, by),
        keys.create_plan(payer, by, 6, Shop::plan_terms("Mine", 1, 1, 0)),
        keys.sunset_plan(by, BASIC),
        keys.create_pay_token(payer, by, &dai.keys, Shop::STABLE),
        keys.update_pay_token(by, &shop.usdc.keys.clone(), Shop::STABLE),
    ] {
        for meta in instruction.accounts.iter_mut().filter(|meta| meta.pubkey == by) {
            meta.is_signer = false;
        }
        shop.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
    }
}

#[tokio::test]
async fn the_proxy_signs_for_nobody_else() {
    let mut shop = Shop::new().await;
    let ruler = shop.ruler.pubkey();
    let mut update = shop.store.update_store(ruler, Shop::TERMS);
    for meta in update.accounts.iter_mut().filter(|meta| meta.pubkey == ruler) {
        meta.is_signer = false;
    }
    by_proxy(&mut shop, update).await.refused(InstructionError::MissingRequiredSignature);
}
