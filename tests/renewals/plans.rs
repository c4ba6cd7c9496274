//! Which plan is renewed.

use subscriptions::Renewed;
use tenure_client::subscriptions::SubscriptionError;
use tenure_tests::{OutcomeExt, ADVANCED, BASIC, BASIC_YEAR, PREMIUM};

use crate::stage::{bytes, emitted, Stage, DAY, ENDS, PRICE};

#[tokio::test]
async fn no_other_plan_than_that_of_the_subscription() {
    let mut stage = Stage::due().await;
    for plan in [BASIC, PREMIUM, BASIC_YEAR] {
        let renewal = stage.shop.store.renew(&stage.alice.address(), plan, &stage.money.keys, None);
        stage.shop.attempt(renewal, &[]).await.refused(SubscriptionError::WrongPlan);
    }
    stage.renew().await.unwrap();
}

#[tokio::test]
async fn the_one_that_was_scheduled_follows() {
    let mut stage = Stage::new().await;
    stage.shop.schedule_change(&stage.alice, BASIC).await.unwrap();
    stage.shop.go_to_end(&stage.alice, 0).await;
    // Not the present one any more.
    let present = stage.renewal();
    stage.shop.attempt(present, &[]).await.refused(SubscriptionError::WrongPlan);
    let event = Renewed {
        store: stage.shop.store.store,
        subscription: stage.shop.store.subscription(&stage.alice.address()),
        user: stage.alice.address(),
        keeper: Default::default(),
        mint: stage.money.mint.address,
        charge: 10_000_000,
        tokens: 10_000_000,
        keeper_fee: 0,
        paid_through_before: ENDS[0],
        paid_through_after: ENDS[1],
        credit_before: 0,
        credit_after: 0,
        plan_before: ADVANCED,
        plan_after: BASIC,
    };
    emitted(stage.renew().await, event);
    let subscription = stage.shop.subscription(&stage.alice).await;
    assert_eq!((subscription.plan, subscription.price, subscription.tier), (BASIC, 10_000_000, 1));
    assert_eq!((subscription.change_scheduled, subscription.next_plan), (0, 0));
    // The badge shows it at once.
    let badge = stage.shop.badge(&stage.alice).await.unwrap();
    assert_eq!((badge.tier, badge.expires_at), (1, ENDS[1]));
    // It is applied once: the next renewal is for the same plan.
    stage.shop.go_to_end(&stage.alice, -1).await;
    stage.renew().await.unwrap();
    assert_eq!(stage.purses().await.1, PRICE + 2 * 10_000_000);
}

#[tokio::test]
async fn one_that_was_taken_back_does_not() {
    let mut stage = Stage::new().await;
    stage.shop.schedule_change(&stage.alice, BASIC).await.unwrap();
    stage.shop.unschedule_change(&stage.alice).await.unwrap();
    stage.shop.go_to_end(&stage.alice, -1).await;
    stage.renew().await.unwrap();
    assert_eq!(stage.shop.subscription(&stage.alice).await.plan, ADVANCED);
    assert_eq!(stage.purses().await.1, 2 * PRICE);
}

#[tokio::test]
async fn one_that_was_scheduled_waits_for_the_end_of_the_paid_time() {
    for plan in [BASIC, PREMIUM, BASIC_YEAR] {
        let mut stage = Stage::new().await;
        let Stage { shop, money, alice } = &mut stage;
        let terms = shop.mandate_terms(100_000_000, 10).await;
        shop.grant_mandate(alice, money, terms).await.unwrap();
        shop.schedule_change(alice, plan).await.unwrap();
        let before = bytes(&shop.subscription(alice).await);
        for seconds in [-86_400, -1] {
            shop.go_to_end(alice, seconds).await;
            shop.renew(alice, money).await.refused(SubscriptionError::TooEarly);
            shop.pay_now(alice, money).await.refused(SubscriptionError::TooEarly);
            shop.grant(alice, plan).await.refused(SubscriptionError::TooEarly);
        }
        // No reason is noted: what she has now is what she paid for.
        assert_eq!(bytes(&shop.subscription(alice).await), before);
        shop.go_to_end(alice, 0).await;
        shop.renew(alice, money).await.unwrap();
        let subscription = shop.subscription(alice).await;
        assert_eq!((subscription.plan, subscription.current.start), (plan, ENDS[0]));
    }
}

#[tokio::test]
async fn one_that_is_taken_back_in_the_window_opens_it() {
    let mut stage = Stage::new().await;
    stage.shop.schedule_change(&stage.alice, BASIC).await.unwrap();
    stage.shop.go_to_end(&stage.alice, -86_400).await;
    stage.renew().await.refused(SubscriptionError::TooEarly);
    // To schedule the present plan is to take it back.
    stage.shop.schedule_change(&stage.alice, ADVANCED).await.unwrap();
    stage.renew().await.unwrap();
    let subscription = stage.shop.subscription(&stage.alice).await;
    assert_eq!((subscription.plan, subscription.paid_through()), (ADVANCED, ENDS[1]));
    assert_eq!(stage.purses().await.1, 2 * PRICE);
}

#[tokio::test]
async fn one_that_was_sunset_since_it_was_scheduled_follows_still() {
    let mut stage = Stage::new().await;
    stage.shop.schedule_change(&stage.alice, BASIC).await.unwrap();
    stage.shop.sunset_plan(BASIC).await.unwrap();
    stage.shop.go_to_end(&stage.alice, 0).await;
    stage.renew().await.unwrap();
    assert_eq!(stage.shop.subscription(&stage.alice).await.plan, BASIC);
}

#[tokio::test]
async fn a_dearer_one_needs_a_mandate_for_it() {
    let mut stage = Stage::new().await;
    stage.shop.schedule_change(&stage.alice, PREMIUM).await.unwrap();
    stage.shop.go_to_end(&stage.alice, 0).await;
    stage.renew().await.unwrap();
    // Noted, and still scheduled.
    let subscription = stage.shop.subscription(&stage.alice).await;
    assert_eq!((subscription.failure, subscription.plan, subscription.next_plan), (2, ADVANCED, PREMIUM));
    let Stage { shop, money, alice } = &mut stage;
    let terms = shop.mandate_terms(100_000_000, 10).await;
    shop.grant_mandate(alice, money, terms).await.unwrap();
    stage.renew().await.unwrap();
    let subscription = stage.shop.subscription(&stage.alice).await;
    assert_eq!((subscription.failure, subscription.plan, subscription.tier), (0, PREMIUM, 3));
    assert_eq!(stage.shop.badge(&stage.alice).await.unwrap().tier, 3);
    assert_eq!(stage.purses().await.1, PRICE + 100_000_000);
}

#[tokio::test]
async fn a_year_follows_months_and_is_counted_from_there() {
    let mut stage = Stage::new().await;
    stage.shop.schedule_change(&stage.alice, BASIC_YEAR).await.unwrap();
    let Stage { shop, money, alice } = &mut stage;
    let terms = shop.mandate_terms(100_000_000, 10).await;
    shop.grant_mandate(alice, money, terms).await.unwrap();
    stage.shop.go_to_end(&stage.alice, 0).await;
    stage.renew().await.unwrap();
    let subscription = stage.shop.subscription(&stage.alice).await;
    assert_eq!((subscription.interval, subscription.anchor, subscription.periods), (1, ENDS[0], 1));
    // 4 February 2027.
    assert_eq!(subscription.paid_through(), ENDS[0] + 365 * DAY);
    // And back to months.
    stage.shop.schedule_change(&stage.alice, BASIC).await.unwrap();
    stage.shop.go_to_end(&stage.alice, 0).await;
    stage.renew().await.unwrap();
    let subscription = stage.shop.subscription(&stage.alice).await;
    // 4 March 2027.
    assert_eq!((subscription.interval, subscription.periods), (0, 1));
    assert_eq!(subscription.paid_through(), ENDS[0] + (365 + 28) * DAY);
    assert_eq!(stage.purses().await.1, PRICE + 100_000_000 + 10_000_000);
}
