//! A renewal that cannot be charged is noted once with its reason, and changes nothing else.

use subscriptions::RenewalFailed;
use tenure_client::subscriptions::{Failure, SubscriptionError};
use tenure_tests::OutcomeExt;

use crate::stage::{approve, bytes, disown, emitted, leave, Stage, DAY, ENDS, PRICE};

/// The next renewal fails for that reason, which is noted; the one after is refused with `error`. Nothing
/// else changes.
pub async fn noted(stage: &mut Stage, failure: Failure, error: SubscriptionError) {
    let Stage { shop, money, alice } = stage;
    let mut expected = shop.subscription(alice).await;
    let event = RenewalFailed {
        store: shop.store.store,
        subscription: shop.store.subscription(&alice.address()),
        user: alice.address(),
        mint: money.mint.address,
        tokens: if money.mint.decimals == 6 { PRICE } else { crate::stage::OWN_PRICE },
        paid_through: expected.paid_through(),
        lapses_at: expected.lapses_at,
        failure: failure.code().into(),
    };
    expected.failure = failure.code();
    let mandate = bytes(&shop.mandate(alice, money).await);
    let badge = bytes(&shop.badge(alice).await.unwrap());
    let source = shop.account(&money.keys.source(&alice.address())).await;
    let till = shop.till(money).await;

    emitted(shop.renew(alice, money).await, event);

    assert_eq!(bytes(&shop.subscription(alice).await), bytes(&expected));
    assert_eq!(bytes(&shop.mandate(alice, money).await), mandate);
    assert_eq!(bytes(&shop.badge(alice).await.unwrap()), badge);
    assert_eq!(shop.account(&money.keys.source(&alice.address())).await, source);
    assert_eq!(shop.till(money).await, till);
    // Nobody pays a keeper for trying: it is refused, with the reason as its error.
    for _ in 0..2 {
        shop.renew(alice, money).await.refused(error);
    }
}

#[tokio::test]
async fn the_codes_are_those_that_clients_know() {
    use Failure::*;
    let failures = [
        MandateExpired,
        AboveCharge,
        AbovePeriod,
        AboveTotal,
        SourceGone,
        SourceFrozen,
        DelegateLost,
        DelegationShort,
        TooFewTokens,
    ];
    assert_eq!(failures.map(Failure::code), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
}

#[tokio::test]
async fn paying_by_hand_recovers() {
    let mut stage = Stage::new().await.at_end(86_400).await;
    let Stage { shop, money, alice } = &mut stage;
    disown(shop, alice, money).await;
    noted(&mut stage, Failure::DelegateLost, SubscriptionError::DelegateLost).await;
    let Stage { shop, money, alice } = &mut stage;
    shop.pay_now(alice, money).await.unwrap();
    let subscription = shop.subscription(alice).await;
    assert_eq!((subscription.failure, subscription.paid_through()), (0, ENDS[1]));
    assert_eq!(shop.badge(alice).await.unwrap().expires_at, ENDS[1]);
    // The period is paid: the keeper comes too late for it.
    stage.renew().await.refused(SubscriptionError::TooEarly);
    assert_eq!(stage.purses().await, (1_000_000_000_000 - 2 * PRICE, 2 * PRICE));
    // For the next one, the same reason is noted anew.
    stage.shop.set_time(ENDS[1] - 1).await;
    noted(&mut stage, Failure::DelegateLost, SubscriptionError::DelegateLost).await;
}

#[tokio::test]
async fn a_renewal_that_succeeds_clears_the_reason() {
    let mut stage = Stage::due().await;
    let mandate = stage.shop.store.mandate(&stage.alice.address(), &stage.money.mint.address);
    approve(&mut stage.shop, &stage.alice, &stage.money, &mandate, PRICE - 1).await;
    noted(&mut stage, Failure::DelegationShort, SubscriptionError::DelegationShort).await;
    approve(&mut stage.shop, &stage.alice, &stage.money, &mandate, PRICE).await;
    stage.renew().await.unwrap();
    let subscription = stage.shop.subscription(&stage.alice).await;
    assert_eq!((subscription.failure, subscription.paid_through()), (0, ENDS[1]));
}

#[tokio::test]
async fn another_reason_is_noted_after_the_first() {
    let mut stage = Stage::due().await;
    leave(&mut stage.shop, &stage.alice, &stage.money, PRICE - 1).await;
    noted(&mut stage, Failure::TooFewTokens, SubscriptionError::TooFewTokens).await;
    disown(&mut stage.shop, &stage.alice, &stage.money).await;
    noted(&mut stage, Failure::DelegateLost, SubscriptionError::DelegateLost).await;
    // Back to the first.
    let mandate = stage.shop.store.mandate(&stage.alice.address(), &stage.money.mint.address);
    approve(&mut stage.shop, &stage.alice, &stage.money, &mandate, PRICE).await;
    noted(&mut stage, Failure::TooFewTokens, SubscriptionError::TooFewTokens).await;
}

#[tokio::test]
async fn a_failure_keeps_no_one_longer_in_grace() {
    let mut stage = Stage::due().await;
    leave(&mut stage.shop, &stage.alice, &stage.money, 0).await;
    noted(&mut stage, Failure::TooFewTokens, SubscriptionError::TooFewTokens).await;
    stage.shop.set_time(ENDS[0] + 3 * DAY).await;
    stage.renew().await.refused(SubscriptionError::Expired);
    stage.shop.pay_now(&stage.alice, &stage.money).await.refused(SubscriptionError::Expired);
    // It is still told of one who has expired, until a new subscription begins.
    assert_eq!(stage.shop.subscription(&stage.alice).await.failure, 9);
    let own = stage.shop.own.clone();
    stage.shop.set_price(2_00000000).await;
    stage.shop.subscribe(&stage.alice, tenure_tests::ADVANCED, &own).await.unwrap();
    assert_eq!(stage.shop.subscription(&stage.alice).await.failure, 0);
}
