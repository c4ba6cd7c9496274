//! Cases 6 and 8: what was signed for one subscription, or at one time, is worth nothing in another.

use solana_instruction::Instruction;
use solana_instruction_error::InstructionError;
use tenure_client::subscriptions::SubscriptionError;
use tenure_tests::{Customer, OutcomeExt, Shop, ADVANCED, BASIC, PREMIUM, VIP};

use crate::stage::{consent_of, pay_by, promise, promised, subscribe_by, switch_by, DAY, HOUR};

const PRICE: u64 = 30_000_000;

#[tokio::test]
async fn case_06_an_account_is_not_closed_in_the_second_in_which_it_was_begun() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = shop.subscriber(ADVANCED, &usdc).await;
    shop.end(&alice).await.unwrap();
    shop.close_subscription(&alice).await.refused(SubscriptionError::TooSoon);
    let then = shop.now().await;
    shop.set_time(then + 1).await;
    shop.close_subscription(&alice).await.unwrap();
}

#[tokio::test]
async fn case_06_a_mandate_is_not_revived_by_an_account_made_anew_in_the_same_second() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = promised(&mut shop, ADVANCED, &usdc, PRICE).await;
    let user = alice.address();
    let first = shop.subscription(&alice).await;
    shop.end(&alice).await.unwrap();
    shop.set_time(first.incarnation + 1).await;

    // The earliest that there is, all in one transaction.
    let (payer, ended) = (shop.payer(), shop.subscription(&alice).await);
    let consent = consent_of(&mut shop, &alice, u64::MAX).await;
    let fresh = tenure_client::subscriptions::Consent { incarnation: 0, paid_through: 0, plan: 0, ..consent };
    let anew = [
        shop.store.close_subscription(&ended),
        shop.store.open_subscription(payer, &user),
        subscribe_by(&shop, &alice, ADVANCED, &usdc, fresh),
    ];
    shop.attempt_all(&anew, &[&alice.keypair]).await.unwrap();
    let second = shop.subscription(&alice).await;
    assert_eq!(second.incarnation, first.incarnation + 1);
    assert_eq!(second.credit, 0, "what was left was given up");

    // The mandate stands, its delegation too; it is of the one before.
    assert_eq!(shop.mandate(&alice, &usdc).await.incarnation, first.incarnation);
    shop.go_to_end(&alice, -5).await;
    shop.renew(&alice, &usdc).await.refused(SubscriptionError::WrongMandate);
    promise(&mut shop, &alice, &usdc, PRICE).await;
    shop.renew(&alice, &usdc).await.unwrap();
    assert_eq!(shop.till(&usdc).await, 3 * PRICE);
}

#[tokio::test]
async fn case_06_a_mandate_is_not_revived_by_subscribing_again_in_the_same_second() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = promised(&mut shop, ADVANCED, &usdc, PRICE).await;
    let first = shop.subscription(&alice).await.incarnation;
    for count in 1..=3 {
        shop.end(&alice).await.unwrap();
        // All was unused: the credit pays.
        shop.subscribe(&alice, ADVANCED, &usdc).await.unwrap();
        assert_eq!(shop.subscription(&alice).await.incarnation, first + count);
    }
    assert_eq!(shop.till(&usdc).await, PRICE);
    shop.close_subscription(&alice).await.refused(SubscriptionError::NotExpired);
    shop.go_to_end(&alice, -5).await;
    shop.renew(&alice, &usdc).await.refused(SubscriptionError::WrongMandate);
}

#[tokio::test]
async fn case_06_an_incarnation_ahead_of_the_clock_is_not_closed_before_its_second() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = shop.subscriber(ADVANCED, &usdc).await;
    let first = shop.subscription(&alice).await.incarnation;
    shop.end(&alice).await.unwrap();
    shop.subscribe(&alice, ADVANCED, &usdc).await.unwrap();
    shop.end(&alice).await.unwrap();
    for (seconds, closes) in [(0, false), (1, false), (2, true)] {
        shop.set_time(first + seconds).await;
        let outcome = shop.close_subscription(&alice).await;
        if closes {
            outcome.unwrap();
        } else {
            outcome.refused(SubscriptionError::TooSoon);
        }
    }
}

#[tokio::test]
async fn case_06_what_was_signed_before_the_account_was_made_anew_is_worth_nothing() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = shop.subscriber(ADVANCED, &usdc).await;
    let (user, payer) = (alice.address(), shop.payer());
    let consent = consent_of(&mut shop, &alice, u64::MAX).await;
    let incarnation = shop.subscription(&alice).await.incarnation;
    let terms = shop.mandate_terms(PRICE, 12).await;
    let signed = [
        switch_by(&shop, &alice, PREMIUM, &usdc, consent),
        pay_by(&shop, &alice, ADVANCED, &usdc, consent),
        subscribe_by(&shop, &alice, ADVANCED, &usdc, consent),
        shop.store.grant_mandate(payer, &user, &usdc.keys, terms, incarnation),
    ];
    shop.end(&alice).await.unwrap();
    let then = shop.now().await;
    shop.set_time(then + 1).await;
    shop.close_subscription(&alice).await.unwrap();
    // There is no account.
    for instruction in &signed {
        shop.attempt(instruction.clone(), &[&alice.keypair])
            .await
            .refused(InstructionError::AccountDataTooSmall);
    }
    // Opened by anyone, and begun.
    shop.open_subscription(&alice).await.unwrap();
    for instruction in &signed {
        let outcome = shop.attempt(instruction.clone(), &[&alice.keypair]).await;
        outcome.refused(SubscriptionError::ConsentOutdated);
    }
    shop.subscribe(&alice, ADVANCED, &usdc).await.unwrap();
    for instruction in &signed {
        let outcome = shop.attempt(instruction.clone(), &[&alice.keypair]).await;
        outcome.refused(SubscriptionError::ConsentOutdated);
    }
    assert_eq!(shop.till(&usdc).await, 2 * PRICE);
}

#[tokio::test]
async fn case_06_a_mandate_made_anew_in_the_same_second_has_its_own_caps_alone() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = promised(&mut shop, ADVANCED, &usdc, PRICE).await;
    let user = alice.address();
    let incarnation = shop.subscription(&alice).await.incarnation;
    let mandate = shop.mandate(&alice, &usdc).await;
    let terms = shop.mandate_terms(PRICE, 1).await;
    let anew = [
        shop.store.revoke_mandate(&mandate),
        shop.store.approve(&user, &usdc.keys, PRICE, 6),
        shop.store.grant_mandate(shop.payer(), &user, &usdc.keys, terms, incarnation),
    ];
    shop.attempt_all(&anew, &[&alice.keypair]).await.unwrap();
    let mandate = shop.mandate(&alice, &usdc).await;
    assert_eq!((mandate.total_left, mandate.spent, mandate.period), (PRICE, 0, 0));
    shop.go_to_end(&alice, -5).await;
    shop.renew(&alice, &usdc).await.unwrap();
    shop.go_to_end(&alice, -5).await;
    shop.renew(&alice, &usdc).await.unwrap();
    assert_eq!(shop.subscription(&alice).await.failure, 4, "above the total");
    assert_eq!(shop.till(&usdc).await, 2 * PRICE);
}

#[tokio::test]
async fn case_08_a_transaction_that_was_kept_is_worth_nothing_from_its_last_second_on() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    for (late, fits) in [(HOUR - 1, true), (HOUR, false), (HOUR + 1, false), (400 * DAY, false)] {
        let (alice, bob) = (shop.customer().await, shop.subscriber(ADVANCED, &usdc).await);
        let carol = shop.subscriber(ADVANCED, &usdc).await;
        shop.open_subscription(&alice).await.unwrap();
        shop.go_to_end(&carol, -2 * 3_600).await;
        let consent = consent_of(&mut shop, &alice, u64::MAX).await;
        let subscribe = subscribe_by(&shop, &alice, BASIC, &usdc, consent);
        let consent = consent_of(&mut shop, &bob, u64::MAX).await;
        let switch = switch_by(&shop, &bob, PREMIUM, &usdc, consent);
        let consent = consent_of(&mut shop, &carol, u64::MAX).await;
        let pay = pay_by(&shop, &carol, ADVANCED, &usdc, consent);
        let then = shop.now().await;
        shop.set_time(then + late).await;
        for (instruction, who) in [(subscribe, &alice), (switch, &bob), (pay, &carol)] {
            let outcome = shop.attempt(instruction, &[&who.keypair]).await;
            if fits {
                outcome.unwrap();
            } else {
                outcome.refused(SubscriptionError::ConsentExpired);
            }
        }
    }
}

#[tokio::test]
async fn case_08_a_transaction_that_was_kept_is_worth_nothing_in_another_state() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = promised(&mut shop, ADVANCED, &usdc, PRICE).await;
    shop.go_to_end(&alice, -5).await;
    let consent = consent_of(&mut shop, &alice, u64::MAX).await;
    let signed =
        [switch_by(&shop, &alice, PREMIUM, &usdc, consent), pay_by(&shop, &alice, ADVANCED, &usdc, consent)];
    // A keeper has renewed since.
    shop.renew(&alice, &usdc).await.unwrap();
    for instruction in &signed {
        let outcome = shop.attempt(instruction.clone(), &[&alice.keypair]).await;
        outcome.refused(SubscriptionError::ConsentOutdated);
    }
    assert_eq!(shop.till(&usdc).await, 2 * PRICE);
}

#[tokio::test]
async fn case_08_of_two_transactions_for_one_plan_one_is_played() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = shop.subscriber(ADVANCED, &usdc).await;
    let consent = consent_of(&mut shop, &alice, u64::MAX).await;
    let [premium, vip] = [PREMIUM, VIP].map(|plan| switch_by(&shop, &alice, plan, &usdc, consent));
    shop.attempt(premium, &[&alice.keypair]).await.unwrap();
    // The paid time ends as it did; the plan is another one.
    shop.attempt(vip, &[&alice.keypair]).await.refused(SubscriptionError::ConsentOutdated);
    assert_eq!(shop.till(&usdc).await, 100_000_000);
}

#[tokio::test]
async fn case_08_a_transaction_is_not_played_twice() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = shop.customer().await;
    shop.open_subscription(&alice).await.unwrap();
    let consent = consent_of(&mut shop, &alice, u64::MAX).await;
    let subscribe = subscribe_by(&shop, &alice, ADVANCED, &usdc, consent);
    shop.attempt(subscribe.clone(), &[&alice.keypair]).await.unwrap();
    shop.attempt(subscribe.clone(), &[&alice.keypair]).await.refused(SubscriptionError::ConsentOutdated);
    // Nor when the subscription has ended within the hour.
    shop.end(&alice).await.unwrap();
    shop.attempt(subscribe, &[&alice.keypair]).await.refused(SubscriptionError::ConsentOutdated);
    assert_eq!(shop.till(&usdc).await, PRICE);
}

/// Alice signs, and keeps, her first subscription; subscribes by another transaction, has that ended, and
/// closes the account. Anyone opens it again: it is as blank as what she saw when she signed.
async fn kept_first_consent(shop: &mut Shop) -> (Customer, Instruction) {
    let usdc = shop.usdc.clone();
    let alice = shop.customer().await;
    shop.open_subscription(&alice).await.unwrap();
    let consent = consent_of(shop, &alice, PRICE).await;
    let kept = subscribe_by(shop, &alice, ADVANCED, &usdc, consent);
    shop.subscribe(&alice, ADVANCED, &usdc).await.unwrap();
    shop.end(&alice).await.unwrap();
    let then = shop.now().await;
    shop.set_time(then + 1).await;
    shop.close_subscription(&alice).await.unwrap();
    shop.open_subscription(&alice).await.unwrap();
    (alice, kept)
}

#[tokio::test]
async fn case_08_a_first_consent_fits_a_blank_account_once_and_within_its_time_only() {
    let mut shop = Shop::new().await;
    let (alice, kept) = kept_first_consent(&mut shop).await;
    let usdc = shop.usdc.clone();
    shop.attempt(kept.clone(), &[&alice.keypair]).await.unwrap();
    shop.attempt(kept.clone(), &[&alice.keypair]).await.refused(SubscriptionError::ConsentOutdated);
    assert_eq!(shop.till(&usdc).await, 2 * PRICE);

    let (bob, kept) = kept_first_consent(&mut shop).await;
    let then = shop.now().await;
    shop.set_time(then + HOUR - 1).await;
    shop.attempt(kept, &[&bob.keypair]).await.refused(SubscriptionError::ConsentExpired);
}

#[tokio::test]
async fn case_08_the_grant_of_a_mandate_does_not_outlast_the_subscription() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = shop.subscriber(ADVANCED, &usdc).await;
    let (user, payer) = (alice.address(), shop.payer());
    let incarnation = shop.subscription(&alice).await.incarnation;
    let terms = shop.mandate_terms(PRICE, 12).await;
    let approve = shop.store.approve(&user, &usdc.keys, terms.total, 6);
    let grant = shop.store.grant_mandate(payer, &user, &usdc.keys, terms, incarnation);
    shop.go_to_end(&alice, 3 * 86_400).await;
    shop.subscribe(&alice, ADVANCED, &usdc).await.unwrap();
    let outcome = shop.attempt_all(&[approve, grant], &[&alice.keypair]).await;
    outcome.refused(SubscriptionError::ConsentOutdated);
}
