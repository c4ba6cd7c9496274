//! Case 20: SOL and tokens that nobody asked for.

use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use solana_system_interface::instruction::transfer;
use tenure_client::subscriptions::SubscriptionError;
use tenure_tests::{OutcomeExt, Shop, TokenKind, World, ADVANCED};

use crate::stage::{lamports, promised, DAY};

const PRICE: u64 = 30_000_000;

/// Less than any account needs, and more.
const GIFTS: [u64; 3] = [890_880, 5_000_000, 1_000_000_000];

async fn give(shop: &mut Shop, to: &Pubkey, lamports: u64) {
    let gift = transfer(&shop.payer(), to, lamports);
    shop.send(&[gift], &[]).await.unwrap();
}

#[tokio::test]
async fn case_20_gifts_of_sol_stop_no_store_plan_or_token() {
    for gift in GIFTS {
        let world = World::bare(TokenKind::SplToken, 6, &[]).await;
        let mut shop = Shop::bare(world, Pubkey::new_unique()).await;
        let usdc = shop.usdc.clone();
        let store = shop.store;
        for address in [store.store, store.plan(0), usdc.keys.pay_token] {
            give(&mut shop, &address, gift).await;
        }
        shop.create_store(Shop::TERMS).await.unwrap();
        shop.create_plan(0, Shop::plan_terms("Basic", 10, 1, 0)).await.unwrap();
        shop.create_pay_token(&usdc, Shop::STABLE).await.unwrap();
        shop.subscriber(0, &usdc).await;
        assert_eq!(shop.till(&usdc).await, 10_000_000);
    }
}

#[tokio::test]
async fn case_20_gifts_of_sol_stop_no_subscription_badge_mandate_or_credit() {
    for gift in GIFTS {
        let mut shop = Shop::new().await;
        let usdc = shop.usdc.clone();
        let tab = shop.unopened_tab(&usdc).await;
        let (user, store) = (tab.user(), shop.store);
        for address in [
            store.subscription(&user),
            store.mandate(&user, &usdc.mint.address),
            store.badges.badge(&user),
            store.badges.mint(&user),
            store.badges.token(&user),
            tab.credit,
            tab.vault,
        ] {
            give(&mut shop, &address, gift).await;
        }
        shop.open_subscription(&tab.customer).await.unwrap();
        shop.subscribe(&tab.customer, ADVANCED, &usdc).await.unwrap();
        let terms = shop.mandate_terms(PRICE, 12).await;
        shop.grant_mandate(&tab.customer, &usdc, terms).await.unwrap();
        shop.open_credit(&tab).await.unwrap();
        shop.deposit_credit(&tab, 100).await.unwrap();
        shop.settle(&tab, 40).await.unwrap();
        assert_eq!(shop.balance(&tab.vault).await, 60);
        shop.go_to_end(&tab.customer, -5).await;
        shop.renew(&tab.customer, &usdc).await.unwrap();
        assert_eq!(shop.till(&usdc).await, 2 * PRICE + 40);
        assert_eq!(shop.badge(&tab.customer).await.unwrap().tier, 2);
    }
}

#[tokio::test]
async fn case_20_what_was_given_to_an_account_goes_with_its_rent() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let rich = Keypair::new();
    give(&mut shop, &rich.pubkey(), 10_000_000_000).await;
    let alice = shop.customer().await;
    let (user, store) = (alice.address(), shop.store);
    let open = store.open_subscription(rich.pubkey(), &user);
    shop.send(&[open], &[&rich]).await.unwrap();
    shop.subscribe(&alice, ADVANCED, &usdc).await.unwrap();
    let subscription = store.subscription(&user);
    give(&mut shop, &subscription, 7).await;
    shop.cancel(&alice).await.unwrap();
    shop.go_to_end(&alice, 0).await;
    let (held, before) =
        (lamports(&mut shop, &subscription).await, lamports(&mut shop, &rich.pubkey()).await);
    shop.close_subscription(&alice).await.unwrap();
    assert_eq!(lamports(&mut shop, &rich.pubkey()).await, before + held);
    // And SOL there again is no subscription, and stops none.
    give(&mut shop, &subscription, 890_880).await;
    shop.open_subscription(&alice).await.unwrap();
    shop.subscribe(&alice, ADVANCED, &usdc).await.unwrap();
}

#[tokio::test]
async fn case_20_tokens_given_to_the_store_pay_for_nothing() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = promised(&mut shop, ADVANCED, &usdc, PRICE).await;
    let mint = usdc.mint.clone();
    shop.mint_of(&mint, &usdc.keys.payout, 1_000_000_000).await;
    let wallet = shop.wallet(&alice, &usdc).await;
    shop.go_to_end(&alice, -5).await;
    shop.renew(&alice, &usdc).await.unwrap();
    assert_eq!(shop.wallet(&alice, &usdc).await, wallet - PRICE);
    assert_eq!(shop.till(&usdc).await, 1_000_000_000 + 2 * PRICE);
}

#[tokio::test]
async fn case_20_tokens_given_to_a_credit_are_the_users_and_no_deposit() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let tab = shop.tab(&usdc, 1_000).await;
    let mint = usdc.mint.clone();
    shop.mint_of(&mint, &tab.vault, 500).await;
    shop.settle(&tab, 1_001).await.refused(SubscriptionError::AboveDeposit);
    shop.settle(&tab, 1_000).await.unwrap();
    shop.request_close_credit(&tab).await.unwrap();
    let then = shop.now().await + DAY;
    shop.set_time(then).await;
    let wallet = shop.balance(&tab.wallet()).await;
    shop.withdraw_credit(&tab).await.unwrap();
    assert_eq!(shop.balance(&tab.wallet()).await, wallet + 500);
    assert!(shop.account(&tab.vault).await.is_none() && shop.account(&tab.credit).await.is_none());
}

#[tokio::test]
async fn case_20_a_mandates_account_is_made_anew_where_sol_was_left() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = promised(&mut shop, ADVANCED, &usdc, PRICE).await;
    let mandate = shop.store.mandate(&alice.address(), &usdc.mint.address);
    shop.revoke_mandate(&alice, &usdc).await.unwrap();
    give(&mut shop, &mandate, 890_880).await;
    let terms = shop.mandate_terms(PRICE, 1).await;
    shop.grant_mandate(&alice, &usdc, terms).await.unwrap();
    assert_eq!(shop.mandate(&alice, &usdc).await.total_left, PRICE);
}
