//! Cases 4 and 5: how much is charged at most, and when.

use solana_instruction_error::InstructionError;
use solana_pubkey::Pubkey;
use spl_token_2022_interface::instruction::approve_checked;
use tenure_client::subscriptions::SubscriptionError;
use tenure_tests::{OutcomeExt, Shop, ADVANCED, BASIC, PREMIUM};

use crate::stage::{
    consent_of, fails_to_renew, pay_by, promise, promise_of, promised, subscribe_by, switch_by, DAY,
};

const PRICE: u64 = 30_000_000;

const MANDATE_EXPIRED: u8 = 1;
const ABOVE_CHARGE: u8 = 2;
const ABOVE_TOTAL: u8 = 4;
const DELEGATION_SHORT: u8 = 8;

#[tokio::test]
async fn case_04_a_charge_is_at_most_the_cap_for_one() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = promised(&mut shop, ADVANCED, &usdc, PRICE - 1).await;
    shop.go_to_end(&alice, -5).await;
    fails_to_renew(&mut shop, &alice, &usdc, ABOVE_CHARGE).await;
    shop.renew(&alice, &usdc).await.refused(SubscriptionError::AboveCharge);
    promise(&mut shop, &alice, &usdc, PRICE).await;
    shop.renew(&alice, &usdc).await.unwrap();
    assert_eq!(shop.till(&usdc).await, 2 * PRICE);
}

#[tokio::test]
async fn case_04_all_charges_are_at_most_the_total() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = shop.subscriber(ADVANCED, &usdc).await;
    promise_of(&mut shop, &alice, &usdc, (PRICE, PRICE, 3 * PRICE - 1)).await.unwrap();
    for renewals in 1..=2 {
        shop.go_to_end(&alice, -5).await;
        shop.renew(&alice, &usdc).await.unwrap();
        assert_eq!(shop.mandate(&alice, &usdc).await.total_left, (3 - renewals) * PRICE - 1);
    }
    shop.go_to_end(&alice, -5).await;
    fails_to_renew(&mut shop, &alice, &usdc, ABOVE_TOTAL).await;
    shop.renew(&alice, &usdc).await.refused(SubscriptionError::AboveTotal);
    promise_of(&mut shop, &alice, &usdc, (PRICE, PRICE, PRICE)).await.unwrap();
    shop.renew(&alice, &usdc).await.unwrap();
    assert_eq!(shop.mandate(&alice, &usdc).await.total_left, 0);
    assert_eq!(shop.wallet(&alice, &usdc).await, 1_000_000_000_000 - 4 * PRICE);
}

#[tokio::test]
async fn case_04_a_charge_is_at_most_what_the_delegate_may_take() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = promised(&mut shop, ADVANCED, &usdc, PRICE).await;
    shop.go_to_end(&alice, -5).await;
    for (allowed, enough) in [(PRICE - 1, false), (PRICE, true)] {
        let approve = shop.store.approve(&alice.address(), &usdc.keys, allowed, 6);
        shop.send(&[approve], &[&alice.keypair]).await.unwrap();
        if enough {
            // Both transfers, to the store and to the keeper, are within it.
            let keeper = shop.tokens_of(&usdc.mint, &Pubkey::new_unique(), 0).await;
            shop.renew_for(&alice, &usdc, Some(keeper)).await.unwrap();
            assert_eq!(shop.balance(&keeper).await, 150_000);
        } else {
            fails_to_renew(&mut shop, &alice, &usdc, DELEGATION_SHORT).await;
            shop.renew(&alice, &usdc).await.refused(SubscriptionError::DelegationShort);
        }
    }
    assert_eq!(shop.till(&usdc).await, 2 * PRICE - 150_000);
}

#[tokio::test]
async fn case_04_no_mandate_is_granted_for_more_or_less_than_the_delegate_may_take() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = shop.subscriber(ADVANCED, &usdc).await;
    let user = alice.address();
    let incarnation = shop.subscription(&alice).await.incarnation;
    let terms = shop.mandate_terms(PRICE, 12).await;
    for allowed in [12 * PRICE - 1, 12 * PRICE + 1, u64::MAX] {
        let approve = shop.store.approve(&user, &usdc.keys, allowed, 6);
        let grant = shop.store.grant_mandate(shop.payer(), &user, &usdc.keys, terms, incarnation);
        let both = shop.attempt_all(&[approve, grant], &[&alice.keypair]).await;
        both.refused(SubscriptionError::DelegateMismatch);
    }
    // Unlimited is no total.
    let unlimited = promise_of(&mut shop, &alice, &usdc, (PRICE, PRICE, u64::MAX)).await;
    unlimited.refused(SubscriptionError::BadMandateTerms);
}

#[tokio::test]
async fn case_04_what_a_user_signs_is_charged_at_most() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = shop.customer().await;
    shop.open_subscription(&alice).await.unwrap();

    let short = consent_of(&mut shop, &alice, PRICE - 1).await;
    let subscribe = subscribe_by(&shop, &alice, ADVANCED, &usdc, short);
    shop.attempt(subscribe, &[&alice.keypair]).await.refused(SubscriptionError::AboveMaxIn);
    let just = consent_of(&mut shop, &alice, PRICE).await;
    let subscribe = subscribe_by(&shop, &alice, ADVANCED, &usdc, just);
    shop.attempt(subscribe, &[&alice.keypair]).await.unwrap();

    // From 30 to 100 dollars, all of the month left.
    let short = consent_of(&mut shop, &alice, 69_999_999).await;
    let switch = switch_by(&shop, &alice, PREMIUM, &usdc, short);
    shop.attempt(switch, &[&alice.keypair]).await.refused(SubscriptionError::AboveMaxIn);
    let just = consent_of(&mut shop, &alice, 70_000_000).await;
    let switch = switch_by(&shop, &alice, PREMIUM, &usdc, just);
    shop.attempt(switch, &[&alice.keypair]).await.unwrap();

    shop.go_to_end(&alice, -5).await;
    let short = consent_of(&mut shop, &alice, 99_999_999).await;
    let pay = pay_by(&shop, &alice, PREMIUM, &usdc, short);
    shop.attempt(pay, &[&alice.keypair]).await.refused(SubscriptionError::AboveMaxIn);
    let just = consent_of(&mut shop, &alice, 100_000_000).await;
    let pay = pay_by(&shop, &alice, PREMIUM, &usdc, just);
    shop.attempt(pay, &[&alice.keypair]).await.unwrap();
    assert_eq!(shop.till(&usdc).await, 200_000_000);
}

#[tokio::test]
async fn case_05_nothing_is_pulled_before_the_window_or_after_the_grace() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let day = 86_400;
    for (seconds, refusal) in [
        (-day - 1, Some(SubscriptionError::TooEarly)),
        (-day, None),
        (-1, None),
        (0, None),
        (3 * day - 1, None),
        (3 * day, Some(SubscriptionError::Expired)),
        (3 * day + 1, Some(SubscriptionError::Expired)),
    ] {
        let alice = promised(&mut shop, ADVANCED, &usdc, PRICE).await;
        let till = shop.till(&usdc).await;
        shop.go_to_end(&alice, seconds).await;
        let outcome = shop.renew(&alice, &usdc).await;
        match refusal {
            None => {
                outcome.unwrap();
                assert_eq!(shop.till(&usdc).await, till + PRICE, "{seconds}");
            }
            Some(refusal) => outcome.refused(refusal),
        }
    }
}

#[tokio::test]
async fn case_05_nothing_is_pulled_once_cancelled() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    // Before the window, in it, and in grace.
    for seconds in [-2 * 86_400, -5, 86_400] {
        let alice = promised(&mut shop, ADVANCED, &usdc, PRICE).await;
        let till = shop.till(&usdc).await;
        shop.go_to_end(&alice, seconds).await;
        shop.cancel(&alice).await.unwrap();
        let (cancelled, lapses_at) = (shop.now().await, shop.subscription(&alice).await.lapses_at);
        for later in [0, 3, 5, DAY, 2 * DAY, 40 * DAY] {
            shop.set_time(cancelled + later).await;
            let lapsed = cancelled + later >= lapses_at;
            let refusal = if lapsed { SubscriptionError::Expired } else { SubscriptionError::Cancelled };
            shop.renew(&alice, &usdc).await.refused(refusal);
        }
        assert_eq!(shop.till(&usdc).await, till);
    }
}

#[tokio::test]
async fn case_05_nothing_is_pulled_once_the_mandate_has_expired() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = shop.subscriber(ADVANCED, &usdc).await;
    let end = shop.subscription(&alice).await.paid_through();
    let terms = shop.mandate_terms(PRICE, 12).await;
    let terms = tenure_client::subscriptions::MandateTerms { expires_at: end - 5, ..terms };
    shop.grant_mandate(&alice, &usdc, terms).await.unwrap();
    shop.set_time(end - 5).await;
    fails_to_renew(&mut shop, &alice, &usdc, MANDATE_EXPIRED).await;
    shop.renew(&alice, &usdc).await.refused(SubscriptionError::MandateExpired);
    shop.set_time(end - 6).await;
    shop.renew(&alice, &usdc).await.unwrap();
}

#[tokio::test]
async fn case_05_nothing_is_pulled_after_the_end_or_from_the_excluded() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = promised(&mut shop, ADVANCED, &usdc, PRICE).await;
    shop.go_to_end(&alice, -5).await;
    shop.end(&alice).await.unwrap();
    shop.renew(&alice, &usdc).await.refused(SubscriptionError::WrongMandate);

    let bob = promised(&mut shop, BASIC, &usdc, PRICE).await;
    shop.go_to_end(&bob, -5).await;
    shop.exclude(&bob).await.unwrap();
    shop.renew(&bob, &usdc).await.refused(SubscriptionError::Revoked);
    shop.reinstate(&bob).await.unwrap();
    shop.renew(&bob, &usdc).await.unwrap();
}

#[tokio::test]
async fn case_05_nothing_is_pulled_without_a_mandate_however_the_account_is_approved() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = promised(&mut shop, ADVANCED, &usdc, PRICE).await;
    let renew = shop.store.renew(&alice.address(), ADVANCED, &usdc.keys, None);
    shop.revoke_mandate(&alice, &usdc).await.unwrap();
    let (user, source) = (alice.address(), usdc.keys.source(&alice.address()));
    let mandate = shop.store.mandate(&user, &usdc.mint.address);
    let (program, mint) = (usdc.keys.token_program, usdc.mint.address);
    let approve = approve_checked(&program, &source, &mint, &mandate, &user, &[], u64::MAX, 6).unwrap();
    shop.send(&[approve], &[&alice.keypair]).await.unwrap();
    shop.go_to_end(&alice, -5).await;
    shop.attempt(renew, &[]).await.refused(InstructionError::AccountDataTooSmall);
    assert_eq!(shop.till(&usdc).await, PRICE);
}
