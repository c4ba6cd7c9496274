//! Who pays the rent of the badge: the user, or someone with no other part in it.

use solana_account::Account;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_signer::Signer;
use tenure_tests::{OutcomeExt, Shop, Substitute, ADVANCED};

use crate::stage::{badge_rents, endow, lamports, opened, patron, FUNDS};

#[tokio::test]
async fn someone_else_pays_the_rent_and_the_user_the_price() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let (alice, patron) = (opened(&mut shop).await, patron(&mut shop));
    let (user, consent) = (alice.address(), shop.consent(&alice).await);
    let source = usdc.keys.source(&user);
    let subscribe = shop.store.subscribe(patron.pubkey(), &user, ADVANCED, &usdc.keys, source, consent);
    for signer in [patron.pubkey(), user] {
        let other = if signer == user { &patron } else { &alice.keypair };
        let unsigned = subscribe.clone().unsigned(signer);
        let outcome = shop.attempt(unsigned, &[other]).await;
        outcome.refused(InstructionError::MissingRequiredSignature);
    }
    shop.attempt(subscribe, &[&patron, &alice.keypair]).await.unwrap();
    let rents = badge_rents(&mut shop, &alice).await;
    assert!(rents.iter().all(|&rent| rent > 0));
    assert_eq!(lamports(&mut shop, &patron.pubkey()).await, FUNDS - rents.iter().sum::<u64>());
    assert_eq!(lamports(&mut shop, &user).await, 0);
    assert_eq!(shop.till(&usdc).await, 30_000_000);
    let badge = shop.badge(&alice).await.unwrap();
    assert_eq!((badge.rent_payer, badge.mint_payer), (patron.pubkey(), patron.pubkey()));
    assert_eq!(badge.holder, user);
}

#[tokio::test]
async fn the_user_pays_both() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = opened(&mut shop).await;
    let (user, consent) = (alice.address(), shop.consent(&alice).await);
    endow(&mut shop, &user);
    let source = usdc.keys.source(&user);
    let subscribe = shop.store.subscribe(user, &user, ADVANCED, &usdc.keys, source, consent);
    shop.attempt(subscribe, &[&alice.keypair]).await.unwrap();
    let rents = badge_rents(&mut shop, &alice).await;
    assert_eq!(lamports(&mut shop, &user).await, FUNDS - rents.iter().sum::<u64>());
    assert_eq!(shop.badge(&alice).await.unwrap().rent_payer, user);
}

#[tokio::test]
async fn who_cannot_pay_the_rent_is_charged_nothing() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let (alice, poor) = (opened(&mut shop).await, Keypair::new());
    shop.set_account(&poor.pubkey(), Account { lamports: 1_000_000, ..Account::default() });
    let (user, consent) = (alice.address(), shop.consent(&alice).await);
    let source = usdc.keys.source(&user);
    let subscribe = shop.store.subscribe(poor.pubkey(), &user, ADVANCED, &usdc.keys, source, consent);
    // Code 1 of the system program: not enough lamports.
    shop.attempt(subscribe, &[&poor, &alice.keypair]).await.refused(1);
    assert_eq!(shop.till(&usdc).await, 0);
    assert_eq!(lamports(&mut shop, &poor.pubkey()).await, 1_000_000);
}
