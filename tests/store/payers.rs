//! Who pays the rent: one of the signers, or someone with no other part in it.

use solana_instruction::Instruction;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use solana_system_interface::instruction::transfer;
use tenure_client::{
    membership::CollectionKeys,
    subscriptions::{Roles, StoreKeys},
};
use tenure_tests::{Club, OutcomeExt, Shop};

use crate::open;

const BILLION: u64 = 1_000_000_000;

#[tokio::test]
async fn a_wallet_does_everything_alone() {
    let mut shop = open::unfounded().await;
    let wallet = shop.payer();
    let badges = CollectionKeys::derive(&wallet, Club::ID);
    let keys = StoreKeys::derive(&wallet, 0, badges.collection);
    let payout_owner = shop.payout_owner;
    let roles = Roles { authority: wallet, pauser: wallet, operator: wallet, payout_owner };
    let mut money = shop.usdc.keys;
    money.pay_token = keys.token(money.mint, money.token_program, money.payout).pay_token;
    let calls: [Instruction; 17] = [
        badges.create_collection(wallet, wallet, Club::ID, Club::terms(wallet)),
        keys.create_store(wallet, wallet, 0, Shop::TERMS, roles),
        badges.propose_authority(wallet, keys.store),
        keys.take_collection(wallet),
        keys.create_plan(wallet, wallet, 0, Shop::plan_terms("Basic", 10, 1, 0)),
        keys.create_pay_token(wallet, wallet, &money, Shop::STABLE),
        keys.update_pay_token(wallet, &money, Shop::STABLE),
        keys.update_store(wallet, Shop::TERMS),
        keys.set_pauser(wallet, wallet),
        keys.set_operator(wallet, wallet),
        keys.pause(wallet),
        keys.resume(wallet),
        keys.propose_authority(wallet, wallet),
        keys.accept_authority(wallet),
        keys.offer_collection(wallet, wallet),
        badges.accept_authority(wallet),
        keys.sunset_plan(wallet, 0),
    ];
    for instruction in calls {
        shop.attempt(instruction, &[]).await.unwrap();
    }
}

#[tokio::test]
async fn the_creator_pays_for_the_store() {
    let mut shop = open::unfounded().await;
    let creator = shop.creator.insecure_clone();
    let by = creator.pubkey();
    give(&mut shop, &by).await;
    let instruction = shop.store.create_store(by, by, Shop::ID, Shop::TERMS, shop.roles());
    shop.attempt(instruction, &[&creator]).await.unwrap();
    let store = shop.store.store;
    paid_for(&mut shop, &by, &[store]).await;
}

#[tokio::test]
async fn the_authority_pays_for_plans_and_tokens() {
    let (mut shop, ruler) = open::empty().await;
    let (keys, usdc, by) = (shop.store, shop.usdc.keys, ruler.pubkey());
    give(&mut shop, &by).await;
    for instruction in [
        keys.create_plan(by, by, 0, Shop::plan_terms("Basic", 10, 1, 0)),
        keys.create_pay_token(by, by, &usdc, Shop::STABLE),
    ] {
        shop.attempt(instruction, &[&ruler]).await.unwrap();
    }
    paid_for(&mut shop, &by, &[keys.plan(0), usdc.pay_token]).await;
}

#[tokio::test]
async fn a_stranger_pays_and_gets_nothing_for_it() {
    let mut shop = open::unfounded().await;
    let (keys, usdc, patron) = (shop.store, shop.usdc.keys, Keypair::new());
    let (creator, ruler, by) = (shop.creator.insecure_clone(), shop.ruler.insecure_clone(), patron.pubkey());
    give(&mut shop, &by).await;
    let create = keys.create_store(by, creator.pubkey(), Shop::ID, Shop::TERMS, shop.roles());
    shop.attempt(create, &[&patron, &creator]).await.unwrap();
    for instruction in [
        keys.create_plan(by, ruler.pubkey(), 0, Shop::plan_terms("Basic", 10, 1, 0)),
        keys.create_pay_token(by, ruler.pubkey(), &usdc, Shop::STABLE),
    ] {
        shop.attempt(instruction, &[&patron, &ruler]).await.unwrap();
    }
    paid_for(&mut shop, &by, &[keys.store, keys.plan(0), usdc.pay_token]).await;
    let money = shop.usdc.clone();
    open::has_no_power(&mut shop, &patron, &money).await;
}

#[tokio::test]
async fn who_cannot_pay_creates_nothing() {
    /// The system program's code for an account that has too little.
    const TOO_LITTLE: u32 = 1;
    let mut shop = open::unfounded().await;
    let (keys, usdc, poor) = (shop.store, shop.usdc.keys, Keypair::new());
    let (creator, ruler, by) = (shop.creator.insecure_clone(), shop.ruler.insecure_clone(), poor.pubkey());
    let create = keys.create_store(by, creator.pubkey(), Shop::ID, Shop::TERMS, shop.roles());
    shop.attempt(create, &[&poor, &creator]).await.refused(TOO_LITTLE);
    shop.create_store(Shop::TERMS).await.unwrap();
    for instruction in [
        keys.create_plan(by, ruler.pubkey(), 0, Shop::plan_terms("Basic", 10, 1, 0)),
        keys.create_pay_token(by, ruler.pubkey(), &usdc, Shop::STABLE),
    ] {
        shop.attempt(instruction, &[&poor, &ruler]).await.refused(TOO_LITTLE);
    }
}

async fn give(shop: &mut Shop, to: &Pubkey) {
    let gift = transfer(&shop.payer(), to, BILLION);
    shop.send(&[gift], &[]).await.unwrap();
}

/// Of the billion that `payer` had, `accounts` have what is missing.
async fn paid_for(shop: &mut Shop, payer: &Pubkey, accounts: &[Pubkey]) {
    let mut rent = 0;
    for address in accounts {
        rent += shop.account(address).await.unwrap().lamports;
    }
    assert!(rent > 0);
    assert_eq!(shop.account(payer).await.unwrap().lamports, BILLION - rent);
}
