//! A subscription whose user is a program address: a DAO's or a multisig's, which signs by CPI. Another
//! pays the rent.

use membership::Badge;
use solana_instruction::{AccountMeta, Instruction};
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_signer::Signer;
use spl_associated_token_account_interface::instruction::create_associated_token_account_idempotent;
use subscriptions::SubscriptionError;
use tenure_client::subscriptions::{consent_to, Subscription};
use tenure_tests::{Outcome, OutcomeExt, Shop, Substitute, ADVANCED, PREMIUM, START};

use crate::stage::{opened, GRACE, MONTH_END};

/// `instruction` as the proxy program makes it: only the proxy's address has not signed yet.
pub fn through_proxy(instruction: &Instruction) -> Instruction {
    let mut accounts = vec![AccountMeta::new_readonly(instruction.program_id, false)];
    accounts.extend(instruction.clone().unsigned(proxy::owner()).accounts);
    Instruction { program_id: proxy::ID, accounts, data: instruction.data.clone() }
}

/// A shop in which the proxy's address has 1,000 dollars and an open subscription.
async fn opened_for_the_proxy() -> Shop {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let (user, payer) = (proxy::owner(), shop.payer());
    let (mint, program) = (usdc.mint.address, usdc.keys.token_program);
    let purse = create_associated_token_account_idempotent(&payer, &user, &mint, &program);
    let gift = usdc.mint.mint_to(&usdc.keys.source(&user), 1_000_000_000);
    let open = shop.store.open_subscription(payer, &user);
    shop.send(&[purse, gift, open], &[&usdc.mint.authority]).await.unwrap();
    shop
}

async fn subscription(shop: &mut Shop) -> Subscription {
    shop.find_subscription(&proxy::owner()).await.expect("a subscription")
}

async fn subscribe(shop: &mut Shop, plan: u32) -> Instruction {
    let (usdc, user) = (shop.usdc.clone(), proxy::owner());
    let seen = subscription(shop).await;
    let consent = consent_to(Some(&seen), 100_000_000, shop.now().await + 1);
    let source = usdc.keys.source(&user);
    shop.store.subscribe(shop.payer(), &user, plan, &usdc.keys, source, consent)
}

async fn by_proxy(shop: &mut Shop, instruction: &Instruction, signers: &[&Keypair]) -> Outcome {
    shop.attempt(through_proxy(instruction), signers).await
}

#[tokio::test]
async fn its_program_subscribes_and_it_carries_the_badge() {
    let mut shop = opened_for_the_proxy().await;
    let usdc = shop.usdc.clone();
    let instruction = subscribe(&mut shop, ADVANCED).await;
    by_proxy(&mut shop, &instruction, &[]).await.unwrap();
    let is = subscription(&mut shop).await;
    assert_eq!((is.user, is.tier, is.paid_through()), (proxy::owner(), 2, MONTH_END));
    assert_eq!(shop.till(&usdc).await, 30_000_000);
    assert_eq!(shop.balance(&usdc.keys.source(&proxy::owner())).await, 970_000_000);
    let badge: Badge = shop.world.read(&shop.store.badges.badge(&proxy::owner())).await.unwrap();
    assert_eq!((badge.holder, badge.status, badge.tier), (proxy::owner(), Badge::LIVE, 2));
    assert_eq!(badge.rent_payer, shop.payer());
    let ask = shop.store.assert_access(&proxy::owner(), 2);
    shop.attempt(ask, &[]).await.unwrap();
}

#[tokio::test]
async fn its_program_subscribes_anew() {
    let mut shop = opened_for_the_proxy().await;
    let first = subscribe(&mut shop, ADVANCED).await;
    by_proxy(&mut shop, &first, &[]).await.unwrap();
    shop.set_time(MONTH_END + GRACE).await;
    let again = subscribe(&mut shop, PREMIUM).await;
    by_proxy(&mut shop, &again, &[]).await.unwrap();
    let is = subscription(&mut shop).await;
    assert_eq!((is.tier, is.anchor), (3, MONTH_END));
}

#[tokio::test]
async fn its_program_closes_it() {
    let mut shop = opened_for_the_proxy().await;
    let instruction = subscribe(&mut shop, ADVANCED).await;
    by_proxy(&mut shop, &instruction, &[]).await.unwrap();
    let cancel = shop.store.cancel(&proxy::owner());
    by_proxy(&mut shop, &cancel, &[]).await.unwrap();
    let seen = subscription(&mut shop).await;
    let close = shop.store.close_subscription(&seen);
    by_proxy(&mut shop, &close, &[]).await.refused(SubscriptionError::NotExpired);
    shop.set_time(MONTH_END).await;
    by_proxy(&mut shop, &close, &[]).await.unwrap();
    assert!(shop.find_subscription(&proxy::owner()).await.is_none());
}

#[tokio::test]
async fn nobody_else_subscribes_or_closes_for_it() {
    let mut shop = opened_for_the_proxy().await;
    let instruction = subscribe(&mut shop, ADVANCED).await.unsigned(proxy::owner());
    shop.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
    let seen = subscription(&mut shop).await;
    let close = shop.store.close_subscription(&seen).unsigned(proxy::owner());
    shop.attempt(close, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn the_proxy_signs_for_nobody_else() {
    let mut shop = opened_for_the_proxy().await;
    let usdc = shop.usdc.clone();
    let alice = opened(&mut shop).await;
    let instruction = shop.subscribe_instruction(&alice, ADVANCED, &usdc).await.unsigned(alice.address());
    by_proxy(&mut shop, &instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
    // With a signature of the user's, the call goes through it as well.
    let instruction = shop.subscribe_instruction(&alice, ADVANCED, &usdc).await;
    by_proxy(&mut shop, &instruction, &[&alice.keypair]).await.unwrap();
}

#[tokio::test]
async fn the_store_grants_and_takes_as_for_anyone() {
    let mut shop = opened_for_the_proxy().await;
    let (user, payer) = (proxy::owner(), shop.payer());
    let (operator, ruler) = (shop.operator.insecure_clone(), shop.ruler.insecure_clone());
    let grant = shop.store.grant(payer, operator.pubkey(), &user, ADVANCED);
    shop.attempt(grant, &[&operator]).await.unwrap();
    assert_eq!(subscription(&mut shop).await.incarnation, START);
    let exclude = shop.store.exclude(ruler.pubkey(), &user, payer);
    shop.attempt(exclude, &[&ruler]).await.unwrap();
    let badge: Badge = shop.world.read(&shop.store.badges.badge(&user)).await.unwrap();
    assert_eq!(badge.status, Badge::REVOKED);
}
