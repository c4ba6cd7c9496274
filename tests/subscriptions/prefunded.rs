//! SOL at an address that is not made yet is in nobody's way.

use solana_pubkey::Pubkey;
use solana_system_interface::instruction::transfer;
use tenure_tests::{Shop, ADVANCED};

use crate::stage::{lamports, opened, shows};

/// Less than any account needs, and more.
const GIFTS: [u64; 2] = [890_880, 1_000_000_000];

async fn give(shop: &mut Shop, to: &Pubkey, amount: u64) {
    let gift = transfer(&shop.payer(), to, amount);
    shop.send(&[gift], &[]).await.unwrap();
}

#[tokio::test]
async fn a_subscription_is_opened_at_an_address_with_lamports() {
    for gift in GIFTS {
        let mut shop = Shop::new().await;
        let usdc = shop.usdc.clone();
        let alice = shop.customer().await;
        let subscription = shop.store.subscription(&alice.address());
        give(&mut shop, &subscription, gift).await;
        shop.open_subscription(&alice).await.unwrap();
        assert!(lamports(&mut shop, &subscription).await >= gift);
        shop.subscribe(&alice, ADVANCED, &usdc).await.unwrap();
        shop.end(&alice).await.unwrap();
        let later = shop.now().await + 1;
        shop.set_time(later).await;
        shop.close_subscription(&alice).await.unwrap();
        assert_eq!(lamports(&mut shop, &subscription).await, 0);
    }
}

#[tokio::test]
async fn a_badge_is_issued_at_addresses_with_lamports() {
    for gift in GIFTS {
        let mut shop = Shop::new().await;
        let usdc = shop.usdc.clone();
        for granted in [false, true] {
            let alice = opened(&mut shop).await;
            let (keys, user) = (shop.store.badges, alice.address());
            for address in [keys.badge(&user), keys.mint(&user), keys.token(&user)] {
                give(&mut shop, &address, gift).await;
            }
            let outcome = if granted {
                shop.grant(&alice, ADVANCED).await
            } else {
                shop.subscribe(&alice, ADVANCED, &usdc).await
            };
            outcome.unwrap();
            assert!(shows(&mut shop, &alice).await);
        }
    }
}

#[tokio::test]
async fn one_is_excluded_at_whose_badge_there_are_lamports_only() {
    let mut shop = Shop::new().await;
    let alice = opened(&mut shop).await;
    let badge = shop.store.badges.badge(&alice.address());
    give(&mut shop, &badge, GIFTS[0]).await;
    shop.exclude(&alice).await.unwrap();
    assert_eq!(shop.subscription(&alice).await.revoked, 1);
}

#[tokio::test]
async fn a_badge_is_issued_anew_at_addresses_with_lamports() {
    for gift in GIFTS {
        let mut shop = Shop::new().await;
        let usdc = shop.usdc.clone();
        let alice = shop.subscriber(ADVANCED, &usdc).await;
        shop.exclude(&alice).await.unwrap();
        shop.reinstate(&alice).await.unwrap();
        let mint = shop.store.badges.mint(&alice.address());
        give(&mut shop, &mint, gift).await;
        shop.sync_badge(&alice).await.unwrap();
        assert!(shows(&mut shop, &alice).await);
    }
}
