//! A keeper's renewal in grace, for a cheaper plan, charges what the grace cost beyond it: under the same
//! caps as the price.

use subscriptions::{RenewalFailed, Renewed};
use tenure_client::subscriptions::{Failure, Mandate, MandateTerms, SubscriptionError};
use tenure_tests::{OutcomeExt, ADVANCED, BASIC};

use crate::stage::{bytes, emitted, write, Stage, DAY, ENDS, PRICE};

/// February of Basic, and its first two days of Advanced: two 28ths of 30 dollars, rounded up, less two of 10,
/// rounded down.
const CHARGE: u64 = 10_000_000 + 2_142_858 - 714_285;

/// Two days into the grace of Alice's first month of Advanced, with Basic to follow, under such a mandate.
async fn in_grace(per_charge: u64, per_period: u64, total: u64) -> Stage {
    let Stage { mut shop, money, alice } = Stage::new().await;
    let terms = MandateTerms { per_charge, per_period, total, expires_at: ENDS[3] };
    shop.grant_mandate(&alice, &money, terms).await.unwrap();
    shop.schedule_change(&alice, BASIC).await.unwrap();
    Stage { shop, money, alice }.at_end(2 * 86_400).await
}

#[tokio::test]
async fn are_charged_under_the_mandate() {
    let mut stage = in_grace(PRICE, PRICE, 10 * PRICE).await;
    let keeper = stage.shop.tokens_of(&stage.money.mint, &Default::default(), 0).await;
    let event = Renewed {
        store: stage.shop.store.store,
        subscription: stage.shop.store.subscription(&stage.alice.address()),
        user: stage.alice.address(),
        keeper,
        mint: stage.money.mint.address,
        charge: CHARGE,
        tokens: CHARGE,
        // Half a percent of all that is charged, rounded down.
        keeper_fee: 57_142,
        paid_through_before: ENDS[0],
        paid_through_after: ENDS[1],
        credit_before: 0,
        credit_after: 0,
        plan_before: ADVANCED,
        plan_after: BASIC,
    };
    emitted(stage.shop.renew_for(&stage.alice, &stage.money, Some(keeper)).await, event);
    assert_eq!(stage.shop.balance(&keeper).await, 57_142);
    assert_eq!(stage.purses().await, (1_000_000_000_000 - PRICE - CHARGE, PRICE + CHARGE - 57_142));
    let mandate = stage.shop.mandate(&stage.alice, &stage.money).await;
    assert_eq!((mandate.total_left, mandate.period, mandate.spent), (10 * PRICE - CHARGE, ENDS[0], CHARGE));
    let subscription = stage.shop.subscription(&stage.alice).await;
    assert_eq!((subscription.current.value, subscription.credit), (10_000_000, 0));
    assert_eq!((subscription.receipt_charged, subscription.receipt_tokens), (CHARGE, CHARGE));
    assert_eq!(subscription.lapses_at, ENDS[1] + 3 * DAY);
}

/// Of a mandate, as no instruction makes it.
type Change = fn(&mut Mandate);

#[tokio::test]
async fn count_for_every_cap() {
    let mandate = |stage: &Stage| stage.shop.store.mandate(&stage.alice.address(), &stage.money.mint.address);
    let changes: [(Change, Failure, SubscriptionError); 4] = [
        (|mandate| mandate.per_charge = CHARGE - 1, Failure::AboveCharge, SubscriptionError::AboveCharge),
        // The price alone is allowed.
        (|mandate| mandate.per_charge = 10_000_000, Failure::AboveCharge, SubscriptionError::AboveCharge),
        (|mandate| mandate.per_period = CHARGE - 1, Failure::AbovePeriod, SubscriptionError::AbovePeriod),
        (|mandate| mandate.total_left = CHARGE - 1, Failure::AboveTotal, SubscriptionError::AboveTotal),
    ];
    for (change, failure, error) in changes {
        let mut stage = in_grace(CHARGE, CHARGE, CHARGE).await;
        let address = mandate(&stage);
        write(&mut stage.shop, &address, change).await;
        let mut expected = stage.shop.subscription(&stage.alice).await;
        let event = RenewalFailed {
            store: stage.shop.store.store,
            subscription: stage.shop.store.subscription(&stage.alice.address()),
            user: stage.alice.address(),
            mint: stage.money.mint.address,
            tokens: CHARGE,
            paid_through: ENDS[0],
            lapses_at: ENDS[0] + 3 * DAY,
            failure: failure.code().into(),
        };
        emitted(stage.renew().await, event);
        stage.renew().await.refused(error);
        expected.failure = failure.code();
        assert_eq!(bytes(&stage.shop.subscription(&stage.alice).await), bytes(&expected));
        assert_eq!(stage.purses().await.1, PRICE);
    }
    let mut stage = in_grace(CHARGE, CHARGE, CHARGE).await;
    stage.renew().await.unwrap();
    assert_eq!(stage.shop.mandate(&stage.alice, &stage.money).await.total_left, 0);
}

#[tokio::test]
async fn a_mandate_for_just_the_price_is_enough_in_the_first_second_only() {
    for (seconds, failure) in [(0, 0), (1, Failure::AboveCharge.code())] {
        let Stage { mut shop, money, alice } = Stage::new().await;
        let terms = shop.mandate_terms(10_000_000, 10).await;
        shop.grant_mandate(&alice, &money, terms).await.unwrap();
        shop.schedule_change(&alice, BASIC).await.unwrap();
        let mut stage = Stage { shop, money, alice }.at_end(seconds).await;
        stage.renew().await.unwrap();
        let subscription = stage.shop.subscription(&stage.alice).await;
        assert_eq!((subscription.failure, subscription.change_scheduled == 1), (failure, failure > 0));
    }
}

#[tokio::test]
async fn are_none_on_the_plan_that_stays() {
    let mut stage = Stage::new().await.at_end(3 * 86_400 - 1).await;
    stage.renew().await.unwrap();
    assert_eq!(stage.purses().await.1, 2 * PRICE);
}
