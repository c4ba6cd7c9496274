//! A grant puts nobody into debt: it changes nothing of how much grace there is.

use solana_keypair::Keypair;
use solana_signer::Signer;
use subscriptions::SubscriptionError;
use tenure_client::subscriptions::StoreTerms;
use tenure_tests::{Customer, OutcomeExt, Shop, ADVANCED, BASIC, PREMIUM, START, VIP};

use crate::stage::{opened, subscribed, DAY, GRACE, MONTH_END};

/// Subscribes to the cheapest plan at its price, from now on, with what credit there is.
async fn owes_nothing(shop: &mut Shop, customer: &Customer, credit: u64) {
    let usdc = shop.usdc.clone();
    let (till, now) = (shop.till(&usdc).await, shop.now().await);
    assert_eq!(shop.subscription(customer).await.credit, credit);
    shop.subscribe(customer, BASIC, &usdc).await.unwrap();
    let subscription = shop.subscription(customer).await;
    assert_eq!(shop.till(&usdc).await - till, 10_000_000_u64.saturating_sub(credit));
    assert_eq!(subscription.credit, credit.saturating_sub(10_000_000));
    assert_eq!(subscription.anchor, now);
}

/// Alice's month was ended in its middle: 15 dollars of credit are left.
async fn with_credit() -> (Shop, Customer) {
    let (mut shop, alice) = subscribed().await;
    shop.set_time(START + 31 * DAY / 2).await;
    shop.end(&alice).await.unwrap();
    (shop, alice)
}

#[tokio::test]
async fn one_who_never_subscribed_has_none_and_owes_nothing() {
    for close in [false, true] {
        let mut shop = Shop::new().await;
        let alice = opened(&mut shop).await;
        shop.grant(&alice, VIP).await.unwrap();
        shop.set_time(MONTH_END - 1).await;
        shop.assert_access(&alice, 4).await.unwrap();
        shop.set_time(MONTH_END).await;
        shop.assert_access(&alice, 0).await.refused(SubscriptionError::NoAccess);
        shop.set_time(MONTH_END + GRACE).await;
        if close {
            shop.close_subscription(&alice).await.unwrap();
        } else {
            owes_nothing(&mut shop, &alice, 0).await;
        }
    }
}

#[tokio::test]
async fn the_credit_of_one_who_cancelled_stays_whole() {
    for close in [false, true] {
        let (mut shop, alice) = with_credit().await;
        shop.grant(&alice, VIP).await.unwrap();
        shop.go_to_end(&alice, 10 * 86_400).await;
        if close {
            shop.close_subscription(&alice).await.unwrap();
        } else {
            owes_nothing(&mut shop, &alice, 15_000_000).await;
        }
    }
}

#[tokio::test]
async fn nor_does_one_grant_after_another_give_any() {
    let (mut shop, alice) = with_credit().await;
    shop.grant(&alice, VIP).await.unwrap();
    for _ in 0..2 {
        // The next is early.
        shop.go_to_end(&alice, -1).await;
        shop.grant(&alice, VIP).await.unwrap();
        let subscription = shop.subscription(&alice).await;
        assert_eq!((subscription.lapses_at, subscription.periods > 1), (subscription.paid_through(), true));
    }
    // And one begins anew.
    shop.go_to_end(&alice, 0).await;
    shop.grant(&alice, PREMIUM).await.unwrap();
    let subscription = shop.subscription(&alice).await;
    assert_eq!((subscription.lapses_at, subscription.periods), (subscription.paid_through(), 1));
    shop.go_to_end(&alice, 10 * 86_400).await;
    owes_nothing(&mut shop, &alice, 15_000_000).await;
}

#[tokio::test]
async fn a_subscriber_keeps_just_what_there_was() {
    // Early, and in grace; whatever the store's grace is by now.
    for seconds in [-1, 0, 3 * 86_400 - 1] {
        let (mut shop, alice) = subscribed().await;
        let ruler = shop.ruler.insecure_clone();
        let update = shop.store.update_store(ruler.pubkey(), StoreTerms { grace: 3_600, ..Shop::TERMS });
        shop.attempt(update, &[&ruler]).await.unwrap();
        shop.go_to_end(&alice, seconds).await;
        shop.grant(&alice, ADVANCED).await.unwrap();
        assert_eq!(shop.subscription(&alice).await.lapses_at, MONTH_END + 28 * DAY + GRACE);
    }
    // A switch has left five seconds.
    let (mut shop, alice) = subscribed().await;
    let usdc = shop.usdc.clone();
    shop.set_time(MONTH_END - 5).await;
    shop.switch_plan(&alice, VIP, &usdc).await.unwrap();
    shop.grant(&alice, VIP).await.unwrap();
    assert_eq!(shop.subscription(&alice).await.lapses_at, MONTH_END + 28 * DAY + 5);
}

#[tokio::test]
async fn what_the_user_does_gives_it() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let (alice, bob) = (opened(&mut shop).await, opened(&mut shop).await);
    for customer in [&alice, &bob] {
        shop.grant(customer, ADVANCED).await.unwrap();
    }
    shop.cancel(&bob).await.unwrap();
    shop.take_back_cancellation(&bob).await.unwrap();
    assert_eq!(shop.subscription(&bob).await.lapses_at, MONTH_END + GRACE);
    shop.go_to_end(&alice, -1).await;
    shop.pay_now(&alice, &usdc).await.unwrap();
    assert_eq!(shop.subscription(&alice).await.lapses_at, MONTH_END + 28 * DAY + GRACE);
}

/// What operations.md says of a stolen key.
#[tokio::test]
async fn what_a_thief_granted_is_taken_by_an_exclusion_and_leaves_no_debt() {
    let (mut shop, alice) = with_credit().await;
    shop.grant(&alice, VIP).await.unwrap();
    let (ruler, operator) = (shop.ruler.insecure_clone(), Keypair::new());
    let name = shop.store.set_operator(ruler.pubkey(), operator.pubkey());
    shop.attempt(name, &[&ruler]).await.unwrap();
    shop.exclude(&alice).await.unwrap();
    shop.assert_access(&alice, 0).await.refused(SubscriptionError::Revoked);
    shop.go_to_end(&alice, 10 * 86_400).await;
    shop.reinstate(&alice).await.unwrap();
    owes_nothing(&mut shop, &alice, 15_000_000).await;
}
