use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use subscriptions::{SubscriptionClosed, SubscriptionError};
use tenure_client::subscriptions::{StoreTerms, Subscription};
use tenure_tests::{Customer, IntoCode, OutcomeExt, Shop, Substitute, ADVANCED, BASIC, START};

use crate::{
    impostors::{Scene, NOTHING_TO_READ, NOTHING_TO_WRITE},
    stage::{
        emitted, endow, lamports, opened, overwrite, patron, pause, subscribe_with, subscribed,
        unknown_version, DAY, FUNDS, GRACE, MONTH_END,
    },
};

/// Alice's subscription was cancelled, and its time is over.
async fn over() -> (Shop, Customer) {
    let (mut shop, alice) = subscribed().await;
    shop.cancel(&alice).await.unwrap();
    shop.set_time(MONTH_END).await;
    (shop, alice)
}

#[tokio::test]
async fn removes_the_account() {
    let (mut shop, alice) = over().await;
    shop.close_subscription(&alice).await.unwrap();
    let subscription = shop.store.subscription(&alice.address());
    assert_eq!(shop.account(&subscription).await, None);
    shop.assert_access(&alice, 0).await.refused(NOTHING_TO_READ);
}

#[tokio::test]
async fn goes_through_once() {
    let (mut shop, alice) = over().await;
    let subscription = shop.subscription(&alice).await;
    let close = shop.store.close_subscription(&subscription);
    shop.attempt(close.clone(), &[&alice.keypair]).await.unwrap();
    shop.attempt(close, &[&alice.keypair]).await.refused(InstructionError::AccountDataTooSmall);
}

#[tokio::test]
async fn tells_what_is_given_up() {
    let (mut shop, alice) = subscribed().await;
    shop.set_time(START + 31 * DAY / 2).await;
    shop.end(&alice).await.unwrap();
    let user = alice.address();
    let event = SubscriptionClosed {
        store: shop.store.store,
        subscription: shop.store.subscription(&user),
        user,
        rent_payer: shop.payer(),
        credit: 15_000_000,
    };
    emitted(shop.close_subscription(&alice).await, event);
}

#[tokio::test]
async fn gives_the_rent_back_to_who_paid_it() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let (alice, patron) = (shop.customer().await, patron(&mut shop));
    let open = shop.store.open_subscription(patron.pubkey(), &alice.address());
    shop.attempt(open, &[&patron]).await.unwrap();
    shop.subscribe(&alice, ADVANCED, &usdc).await.unwrap();
    shop.cancel(&alice).await.unwrap();
    shop.set_time(MONTH_END).await;
    let subscription = shop.subscription(&alice).await;
    for other in [alice.address(), shop.payer(), Pubkey::new_unique()] {
        let close = shop.store.close_subscription(&Subscription { rent_payer: other, ..subscription });
        shop.attempt(close, &[&alice.keypair]).await.refused(SubscriptionError::WrongRentPayer);
    }
    shop.close_subscription(&alice).await.unwrap();
    assert_eq!(lamports(&mut shop, &patron.pubkey()).await, FUNDS);
    assert_eq!(lamports(&mut shop, &alice.address()).await, 0);
}

#[tokio::test]
async fn gives_the_rent_back_to_the_user_who_paid_it() {
    let mut shop = Shop::new().await;
    let alice = Customer { keypair: Keypair::new() };
    let user = alice.address();
    endow(&mut shop, &user);
    let open = shop.store.open_subscription(user, &user);
    shop.attempt(open, &[&alice.keypair]).await.unwrap();
    assert!(lamports(&mut shop, &user).await < FUNDS);
    shop.close_subscription(&alice).await.unwrap();
    assert_eq!(lamports(&mut shop, &user).await, FUNDS);
}

#[tokio::test]
async fn takes_one_in_which_nothing_was_subscribed_to() {
    let mut shop = Shop::new().await;
    let alice = opened(&mut shop).await;
    shop.close_subscription(&alice).await.unwrap();
    shop.open_subscription(&alice).await.unwrap();
}

#[tokio::test]
async fn waits_for_the_paid_time_to_end() {
    let (mut shop, alice) = subscribed().await;
    shop.close_subscription(&alice).await.refused(SubscriptionError::NotExpired);
    shop.cancel(&alice).await.unwrap();
    for time in [START, MONTH_END - 1] {
        shop.set_time(time).await;
        shop.close_subscription(&alice).await.refused(SubscriptionError::NotExpired);
    }
    shop.set_time(MONTH_END).await;
    shop.close_subscription(&alice).await.unwrap();
}

#[tokio::test]
async fn a_grace_that_was_used_is_not_forgotten() {
    let (mut shop, alice) = subscribed().await;
    let usdc = shop.usdc.clone();
    for (time, error) in [
        (MONTH_END, SubscriptionError::NotExpired),
        (MONTH_END + GRACE - 1, SubscriptionError::NotExpired),
        (MONTH_END + GRACE, SubscriptionError::OwesGrace),
        (MONTH_END + 1_000 * DAY, SubscriptionError::OwesGrace),
    ] {
        shop.set_time(time).await;
        shop.close_subscription(&alice).await.refused(error);
    }
    // It is paid with the next period.
    shop.subscribe(&alice, BASIC, &usdc).await.unwrap();
    shop.cancel(&alice).await.unwrap();
    shop.go_to_end(&alice, 0).await;
    shop.close_subscription(&alice).await.unwrap();
}

#[tokio::test]
async fn one_second_of_grace_is_enough_to_owe() {
    for (used, outcome) in [(0, Ok(())), (1, Err(SubscriptionError::OwesGrace))] {
        let (mut shop, alice) = subscribed().await;
        shop.set_time(MONTH_END + used).await;
        shop.cancel(&alice).await.unwrap();
        let closed = shop.close_subscription(&alice).await;
        match outcome {
            Ok(()) => drop(closed.unwrap()),
            Err(error) => closed.refused(error),
        }
    }
}

#[tokio::test]
async fn the_shortest_grace_is_not_forgotten_either() {
    let mut shop = Shop::with(StoreTerms { grace: 3_600, ..Shop::TERMS }).await;
    let usdc = shop.usdc.clone();
    let alice = shop.subscriber(ADVANCED, &usdc).await;
    shop.set_time(MONTH_END + 3_599).await;
    shop.close_subscription(&alice).await.refused(SubscriptionError::NotExpired);
    shop.set_time(MONTH_END + 3_600).await;
    shop.close_subscription(&alice).await.refused(SubscriptionError::OwesGrace);
}

#[tokio::test]
async fn is_refused_for_a_layout_that_came_later() {
    let (mut shop, alice) = over().await;
    let seen = shop.subscription(&alice).await;
    let close = shop.store.close_subscription(&seen);
    let subscription = shop.store.subscription(&alice.address());
    unknown_version(&mut shop, &subscription).await;
    shop.attempt(close.clone(), &[&alice.keypair]).await.refused(SubscriptionError::UnknownVersion);
    overwrite(&mut shop, &subscription, 8, &[1]).await;
    shop.attempt(close, &[&alice.keypair]).await.unwrap();
}

#[tokio::test]
async fn wants_the_credit_named_that_is_given_up() {
    let (mut shop, alice) = subscribed().await;
    shop.set_time(START + 31 * DAY / 2).await;
    shop.end(&alice).await.unwrap();
    let subscription = shop.subscription(&alice).await;
    assert_eq!(subscription.credit, 15_000_000);
    for credit in [0, 14_999_999, 15_000_001, u64::MAX] {
        let close = shop.store.close_subscription(&Subscription { credit, ..subscription });
        shop.attempt(close, &[&alice.keypair]).await.refused(SubscriptionError::CreditLeft);
    }
    shop.close_subscription(&alice).await.unwrap();
}

#[tokio::test]
async fn a_credit_that_is_not_there_is_not_given_up() {
    let (mut shop, alice) = over().await;
    let subscription = shop.subscription(&alice).await;
    let close = shop.store.close_subscription(&Subscription { credit: 1, ..subscription });
    shop.attempt(close, &[&alice.keypair]).await.refused(SubscriptionError::CreditLeft);
}

#[tokio::test]
async fn waits_for_the_second_after_the_incarnation() {
    let (mut shop, alice) = subscribed().await;
    let usdc = shop.usdc.clone();
    shop.end(&alice).await.unwrap();
    shop.close_subscription(&alice).await.refused(SubscriptionError::TooSoon);
    // Twice in a second: the incarnation is a second ahead.
    shop.subscribe(&alice, ADVANCED, &usdc).await.unwrap();
    shop.end(&alice).await.unwrap();
    for time in [START, START + 1] {
        shop.set_time(time).await;
        shop.close_subscription(&alice).await.refused(SubscriptionError::TooSoon);
    }
    shop.set_time(START + 2).await;
    shop.close_subscription(&alice).await.unwrap();
}

#[tokio::test]
async fn the_next_one_at_the_address_has_a_higher_incarnation() {
    let (mut shop, alice) = subscribed().await;
    let usdc = shop.usdc.clone();
    let terms = shop.mandate_terms(30_000_000, 12).await;
    shop.grant_mandate(&alice, &usdc, terms).await.unwrap();
    let consent = shop.consent(&alice).await;
    shop.end(&alice).await.unwrap();
    shop.set_time(START + 1).await;
    shop.close_subscription(&alice).await.unwrap();
    shop.open_subscription(&alice).await.unwrap();
    let outcome = subscribe_with(&mut shop, &alice, ADVANCED, &usdc, consent).await;
    outcome.refused(SubscriptionError::ConsentOutdated);
    shop.subscribe(&alice, ADVANCED, &usdc).await.unwrap();
    let subscription = shop.subscription(&alice).await;
    assert_eq!((subscription.incarnation, subscription.credit), (START + 1, 0));
    shop.go_to_end(&alice, -1).await;
    shop.renew(&alice, &usdc).await.refused(SubscriptionError::WrongMandate);
}

#[tokio::test]
async fn an_exclusion_is_not_forgotten() {
    let (mut shop, alice) = over().await;
    shop.exclude(&alice).await.unwrap();
    shop.close_subscription(&alice).await.refused(SubscriptionError::Revoked);
    shop.reinstate(&alice).await.unwrap();
    shop.close_subscription(&alice).await.unwrap();
}

#[tokio::test]
async fn goes_on_while_the_store_is_paused() {
    let (mut shop, alice) = over().await;
    pause(&mut shop).await;
    shop.close_subscription(&alice).await.unwrap();
}

#[tokio::test]
async fn is_for_the_user_alone() {
    let (mut shop, alice) = over().await;
    let subscription = shop.subscription(&alice).await;
    let close = shop.store.close_subscription(&subscription);
    for other in [shop.ruler.insecure_clone(), shop.operator.insecure_clone(), Keypair::new()] {
        let by_other = close.clone().with(alice.address(), other.pubkey());
        shop.attempt(by_other, &[&other]).await.refused(SubscriptionError::NotUser);
    }
    let unsigned = close.unsigned(alice.address());
    shop.attempt(unsigned, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn refuses_impostors() {
    let mut scene = Scene::new().await;
    let (alice, signer) = (scene.alice.address(), scene.alice.keypair.insecure_clone());
    // Alice's here is open; Bob's, and hers elsewhere, run.
    let subscription = scene.shop.subscription(&scene.alice).await;
    let close = scene.shop.store.close_subscription(&subscription);
    let (address, bobs) =
        (scene.shop.store.subscription(&alice), scene.shop.store.subscription(&scene.bob.address()));
    let mut impostors = scene.forged_subscriptions(NOTHING_TO_WRITE).await;
    impostors.extend([
        (address, bobs, "another user's", SubscriptionError::NotUser.code()),
        (
            address,
            scene.there.keys.subscription(&alice),
            "a running one",
            SubscriptionError::NotExpired.code(),
        ),
    ]);
    scene.shop.refuses_impostors(&close, &[&signer], &impostors).await;
    let patron = patron(&mut scene.shop);
    let purse = patron.pubkey();
    let wrong = [(scene.shop.payer(), purse, "another's purse", SubscriptionError::WrongRentPayer.code())];
    scene.shop.refuses_impostors(&close, &[&signer], &wrong).await;
    scene.shop.refuses_read_only(&close, &[&signer]).await;
    scene.shop.attempt(close, &[&signer]).await.unwrap();
}

#[tokio::test]
async fn refuses_a_read_only_rent_payer() {
    let mut shop = Shop::new().await;
    let (alice, patron) = (shop.customer().await, patron(&mut shop));
    let open = shop.store.open_subscription(patron.pubkey(), &alice.address());
    shop.attempt(open, &[&patron]).await.unwrap();
    let subscription = shop.subscription(&alice).await;
    let close = shop.store.close_subscription(&subscription);
    shop.refuses_read_only(&close, &[&alice.keypair]).await;
}
