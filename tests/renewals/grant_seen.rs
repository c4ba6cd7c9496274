//! A mandate is for the subscription that the user saw when it was signed, and for no later one.

use solana_pubkey::Pubkey;
use tenure_client::subscriptions::SubscriptionError;
use tenure_tests::{OutcomeExt, Shop, ADVANCED, START};

use crate::{
    grant_mandate::{subscribed, TERMS},
    stage::{approve, Stage, PRICE},
};

#[tokio::test]
async fn wants_the_subscription_that_the_user_saw() {
    let (mut shop, usdc, alice) = subscribed().await;
    let user = alice.address();
    let mandate = shop.store.mandate(&user, &usdc.mint.address);
    approve(&mut shop, &alice, &usdc, &mandate, TERMS.total).await;
    for seen in [START - 1, START + 1, u64::MAX] {
        let grant = shop.store.grant_mandate(shop.payer(), &user, &usdc.keys, TERMS, seen);
        shop.attempt(grant, &[&alice.keypair]).await.refused(SubscriptionError::ConsentOutdated);
    }
    // None is one that begins in this very second, and no older one.
    let none = shop.store.grant_mandate(shop.payer(), &user, &usdc.keys, TERMS, 0);
    shop.set_time(START + 1).await;
    shop.attempt(none.clone(), &[&alice.keypair]).await.refused(SubscriptionError::ConsentOutdated);
    shop.set_time(START).await;
    shop.attempt(none, &[&alice.keypair]).await.unwrap();
    assert_eq!(shop.mandate(&alice, &usdc).await.incarnation, START);
}

#[tokio::test]
async fn is_granted_in_the_transaction_that_subscribes() {
    let mut shop = Shop::new().await;
    let (usdc, alice) = (shop.usdc.clone(), shop.customer().await);
    let user = alice.address();
    shop.open_subscription(&alice).await.unwrap();
    let subscribe = shop.subscribe_instruction(&alice, ADVANCED, &usdc).await;
    let approve = shop.store.approve(&user, &usdc.keys, TERMS.total, 6);
    let grant = shop.store.grant_mandate(shop.payer(), &user, &usdc.keys, TERMS, 0);
    shop.attempt_all(&[subscribe, approve, grant], &[&alice.keypair]).await.unwrap();
    assert_eq!(shop.mandate(&alice, &usdc).await.incarnation, START);
    shop.go_to_end(&alice, -1).await;
    shop.renew(&alice, &usdc).await.unwrap();
    assert_eq!(shop.till(&usdc).await, 2 * PRICE);
}

#[tokio::test]
async fn none_is_not_the_second_subscription_of_a_second() {
    let (mut shop, usdc, alice) = subscribed().await;
    let user = alice.address();
    let mandate = shop.store.mandate(&user, &usdc.mint.address);
    approve(&mut shop, &alice, &usdc, &mandate, TERMS.total).await;
    shop.end(&alice).await.unwrap();
    shop.subscribe(&alice, ADVANCED, &usdc).await.unwrap();
    assert_eq!(shop.subscription(&alice).await.incarnation, START + 1);
    let none = shop.store.grant_mandate(shop.payer(), &user, &usdc.keys, TERMS, 0);
    shop.attempt(none.clone(), &[&alice.keypair]).await.refused(SubscriptionError::ConsentOutdated);
    // Its incarnation is the second after, and that one begins nothing.
    let seen = shop.store.grant_mandate(shop.payer(), &user, &usdc.keys, TERMS, START + 1);
    shop.attempt(seen, &[&alice.keypair]).await.unwrap();
}

#[tokio::test]
async fn one_that_was_granted_before_the_subscription_is_none_for_it() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = shop.customer().await;
    shop.open_subscription(&alice).await.unwrap();
    shop.grant_mandate(&alice, &usdc, TERMS).await.unwrap();
    shop.subscribe(&alice, ADVANCED, &usdc).await.unwrap();
    assert_eq!(shop.subscription(&alice).await.mandate, Pubkey::default());
    shop.go_to_end(&alice, -1).await;
    shop.renew(&alice, &usdc).await.refused(SubscriptionError::WrongMandate);
}

#[tokio::test]
async fn one_for_a_subscription_that_is_over_is_none_for_the_next() {
    let mut stage = Stage::new().await;
    let Stage { shop, money, alice } = &mut stage;
    shop.end(alice).await.unwrap();
    // In the same second.
    shop.subscribe(alice, ADVANCED, money).await.unwrap();
    assert_eq!(shop.subscription(alice).await.incarnation, START + 1);
    shop.go_to_end(alice, -1).await;
    stage.renew().await.refused(SubscriptionError::WrongMandate);
    // Granted anew, with all its caps as on the first day.
    let Stage { shop, money, alice } = &mut stage;
    shop.grant_mandate(alice, money, TERMS).await.unwrap();
    stage.renew().await.unwrap();
}
