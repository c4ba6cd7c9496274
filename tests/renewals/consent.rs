//! What a user's signature allows: a charge, until a second, for one state of the subscription.

use tenure_client::subscriptions::{Consent, SubscriptionError};
use tenure_tests::{OutcomeExt, ADVANCED, PREMIUM};

use crate::{
    pay_now::payment,
    stage::{Stage, ENDS, PRICE},
};

#[tokio::test]
async fn for_no_more_than_the_consent_covers() {
    let mut stage = Stage::due().await;
    for max_in in [0, PRICE - 1] {
        let pay = payment(&mut stage, |consent| consent.max_in = max_in).await;
        let outcome = stage.shop.attempt(pay, &[&stage.alice.keypair]).await;
        outcome.refused(SubscriptionError::AboveMaxIn);
    }
    let pay = payment(&mut stage, |consent| consent.max_in = PRICE).await;
    stage.shop.attempt(pay, &[&stage.alice.keypair]).await.unwrap();
}

#[tokio::test]
async fn no_later_than_the_consent_lasts() {
    let mut stage = Stage::due().await;
    let now = stage.shop.now().await;
    for valid_until in [0, now - 1, now] {
        let pay = payment(&mut stage, |consent| consent.valid_until = valid_until).await;
        let outcome = stage.shop.attempt(pay, &[&stage.alice.keypair]).await;
        outcome.refused(SubscriptionError::ConsentExpired);
    }
    let pay = payment(&mut stage, |consent| consent.valid_until = now + 1).await;
    stage.shop.attempt(pay, &[&stage.alice.keypair]).await.unwrap();
}

#[tokio::test]
async fn for_the_subscription_as_it_was_seen() {
    let mut stage = Stage::due().await;
    let changes: [fn(&mut Consent); 9] = [
        |consent| consent.incarnation -= 1,
        |consent| consent.incarnation += 1,
        |consent| consent.incarnation = 0,
        |consent| consent.paid_through -= 1,
        |consent| consent.paid_through += 1,
        |consent| consent.paid_through = 0,
        |consent| consent.plan = 0,
        |consent| consent.plan = PREMIUM,
        |consent| consent.plan = u32::MAX,
    ];
    for change in changes {
        let pay = payment(&mut stage, change).await;
        let outcome = stage.shop.attempt(pay, &[&stage.alice.keypair]).await;
        outcome.refused(SubscriptionError::ConsentOutdated);
    }
}

#[tokio::test]
async fn a_consent_pays_once() {
    let mut stage = Stage::due().await;
    let pay = payment(&mut stage, |consent| consent.valid_until = u64::MAX).await;
    // Not twice in one transaction.
    let twice = [pay.clone(), pay.clone()];
    let outcome = stage.shop.attempt_all(&twice, &[&stage.alice.keypair]).await;
    outcome.refused(SubscriptionError::ConsentOutdated);
    stage.shop.attempt(pay.clone(), &[&stage.alice.keypair]).await.unwrap();
    // Nor kept for the next period, nor for another subscription.
    stage.shop.set_time(ENDS[1] - 1).await;
    let outcome = stage.shop.attempt(pay.clone(), &[&stage.alice.keypair]).await;
    outcome.refused(SubscriptionError::ConsentOutdated);
    stage.shop.end(&stage.alice).await.unwrap();
    stage.shop.subscribe(&stage.alice, ADVANCED, &stage.money).await.unwrap();
    let outcome = stage.shop.attempt(pay, &[&stage.alice.keypair]).await;
    outcome.refused(SubscriptionError::ConsentOutdated);
}

#[tokio::test]
async fn a_consent_is_worth_nothing_on_another_plan() {
    let mut stage = Stage::due().await;
    let pay = payment(&mut stage, |_| ()).await;
    let Stage { shop, money, alice } = &mut stage;
    shop.switch_plan(alice, PREMIUM, money).await.unwrap();
    // Not even for the plan that she agreed to, should it follow again.
    shop.schedule_change(alice, ADVANCED).await.unwrap();
    shop.set_time(ENDS[0]).await;
    assert_eq!(shop.subscription(alice).await.paid_through(), ENDS[0]);
    let outcome = shop.attempt(pay, &[&alice.keypair]).await;
    outcome.refused(SubscriptionError::ConsentOutdated);
    shop.pay_now(alice, money).await.unwrap();
}
