//! Case 17: from one token to the other.

use tenure_client::subscriptions::SubscriptionError;
use tenure_tests::{OutcomeExt, Shop, ADVANCED, VIP};

use crate::stage::{promise, promised};

const PRICE: u64 = 30_000_000;
/// 24 dollars at 2 each.
const OWN_PRICE: u64 = 12_000_000_000;

#[tokio::test]
async fn case_17_the_old_tokens_mandate_charges_nothing_more() {
    let mut shop = Shop::new().await;
    let (usdc, own) = (shop.usdc.clone(), shop.own.clone());
    let alice = promised(&mut shop, ADVANCED, &usdc, PRICE).await;
    promise(&mut shop, &alice, &own, OWN_PRICE).await;
    shop.go_to_end(&alice, -5).await;
    shop.set_price(2_00000000).await;
    shop.renew(&alice, &usdc).await.refused(SubscriptionError::WrongMandate);
    shop.renew(&alice, &own).await.unwrap();
    assert_eq!((shop.till(&usdc).await, shop.till(&own).await), (PRICE, OWN_PRICE));

    // And back.
    promise(&mut shop, &alice, &usdc, PRICE).await;
    shop.go_to_end(&alice, -5).await;
    shop.set_price(2_00000000).await;
    shop.renew(&alice, &own).await.refused(SubscriptionError::WrongMandate);
    shop.renew(&alice, &usdc).await.unwrap();
    assert_eq!((shop.till(&usdc).await, shop.till(&own).await), (2 * PRICE, OWN_PRICE));
}

#[tokio::test]
async fn case_17_to_revoke_the_new_mandate_does_not_revive_the_old_one() {
    let mut shop = Shop::new().await;
    let (usdc, own) = (shop.usdc.clone(), shop.own.clone());
    let alice = promised(&mut shop, ADVANCED, &usdc, PRICE).await;
    promise(&mut shop, &alice, &own, OWN_PRICE).await;
    shop.revoke_mandate(&alice, &own).await.unwrap();
    shop.go_to_end(&alice, -5).await;
    shop.renew(&alice, &usdc).await.refused(SubscriptionError::WrongMandate);
    assert_eq!(shop.till(&usdc).await, PRICE);
}

#[tokio::test]
async fn case_17_to_revoke_the_old_mandate_leaves_the_new_one() {
    let mut shop = Shop::new().await;
    let (usdc, own) = (shop.usdc.clone(), shop.own.clone());
    let alice = promised(&mut shop, ADVANCED, &usdc, PRICE).await;
    promise(&mut shop, &alice, &own, OWN_PRICE).await;
    shop.revoke_mandate(&alice, &usdc).await.unwrap();
    shop.go_to_end(&alice, -5).await;
    shop.set_price(2_00000000).await;
    shop.renew(&alice, &own).await.unwrap();
    assert_eq!((shop.till(&usdc).await, shop.till(&own).await), (PRICE, OWN_PRICE));
}

#[tokio::test]
async fn case_17_time_and_credit_stay_what_they_are_through_tokens_and_cards() {
    let mut shop = Shop::new().await;
    let (usdc, own) = (shop.usdc.clone(), shop.own.clone());
    let alice = shop.subscriber(VIP, &usdc).await;
    // 200 dollars are over.
    shop.switch_plan(&alice, tenure_tests::BASIC_YEAR, &usdc).await.unwrap();
    let before = shop.subscription(&alice).await;
    assert_eq!(before.credit, 200_000_000);
    promise(&mut shop, &alice, &own, OWN_PRICE).await;
    let after = shop.subscription(&alice).await;
    assert_eq!((after.credit, after.paid_through()), (before.credit, before.paid_through()));
    shop.cancel(&alice).await.unwrap();
    shop.go_to_end(&alice, 0).await;
    // A period that was paid by card takes none of it; the next, in the own token, takes it first.
    shop.grant(&alice, ADVANCED).await.unwrap();
    assert_eq!(shop.subscription(&alice).await.credit, 200_000_000);
    shop.go_to_end(&alice, -5).await;
    shop.pay_now(&alice, &own).await.unwrap();
    assert_eq!(shop.subscription(&alice).await.credit, 170_000_000);
    assert_eq!((shop.till(&usdc).await, shop.till(&own).await), (300_000_000, 0));
}

#[tokio::test]
async fn case_17_a_disabled_token_is_neither_granted_nor_charged() {
    let mut shop = Shop::new().await;
    let (usdc, own) = (shop.usdc.clone(), shop.own.clone());
    let alice = promised(&mut shop, ADVANCED, &usdc, PRICE).await;
    let terms = tenure_client::subscriptions::TokenTerms { enabled: false, ..Shop::STABLE };
    shop.update_pay_token(&usdc, terms).await.unwrap();
    shop.go_to_end(&alice, -5).await;
    shop.set_price(2_00000000).await;
    shop.renew(&alice, &usdc).await.refused(SubscriptionError::TokenDisabled);
    let terms = shop.mandate_terms(PRICE, 12).await;
    shop.grant_mandate(&alice, &usdc, terms).await.refused(SubscriptionError::TokenDisabled);
    // The mandate is the user's to take back, and the other token is there.
    shop.revoke_mandate(&alice, &usdc).await.unwrap();
    promise(&mut shop, &alice, &own, OWN_PRICE).await;
    shop.renew(&alice, &own).await.unwrap();
    assert_eq!(shop.till(&own).await, OWN_PRICE);
}
