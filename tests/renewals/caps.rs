//! What a mandate allows: for one charge, for a period, in all, and until when. Each to the unit and to the
//! second.

use subscriptions::RenewalFailed;
use tenure_client::subscriptions::{Failure, Mandate, MandateTerms, StoreTerms, SubscriptionError};
use tenure_tests::{OutcomeExt, Shop, ADVANCED};

use crate::{
    failures::noted,
    stage::{approve, emitted, write, Stage, DAY, ENDS, PRICE},
};

/// A second before Alice's paid time ends, with a mandate on these terms.
async fn with(terms: MandateTerms) -> Stage {
    let Stage { mut shop, money, alice } = Stage::due().await;
    shop.grant_mandate(&alice, &money, terms).await.unwrap();
    Stage { shop, money, alice }
}

const fn terms(per_charge: u64, per_period: u64, total: u64) -> MandateTerms {
    MandateTerms { per_charge, per_period, total, expires_at: ENDS[3] }
}

#[tokio::test]
async fn a_mandate_for_just_one_charge_allows_it() {
    let mut stage = with(terms(PRICE, PRICE, PRICE)).await;
    stage.renew().await.unwrap();
    let mandate = stage.shop.mandate(&stage.alice, &stage.money).await;
    assert_eq!((mandate.total_left, mandate.spent, mandate.period), (0, PRICE, ENDS[0]));
    // With the last token that it may take, the token program drops the delegate; the total says it first.
    stage.shop.set_time(ENDS[1] - 1).await;
    noted(&mut stage, Failure::AboveTotal, SubscriptionError::AboveTotal).await;
}

#[tokio::test]
async fn a_charge_above_the_cap_for_one_is_not_made() {
    let mut stage = with(terms(PRICE - 1, 2 * PRICE, 9 * PRICE)).await;
    noted(&mut stage, Failure::AboveCharge, SubscriptionError::AboveCharge).await;
}

#[tokio::test]
async fn a_charge_above_the_cap_for_a_period_is_not_made() {
    let mut stage = Stage::due().await;
    let address = stage.shop.store.mandate(&stage.alice.address(), &stage.money.mint.address);
    // Only renewals are charged under a mandate, each for a period of its own: that part of this one has
    // been spent, no instruction leads to. The period to come begins where the paid time ends.
    let spend = |spent| move |mandate: &mut Mandate| (mandate.period, mandate.spent) = (ENDS[0], spent);
    let cap = |mandate: &mut Mandate| mandate.per_period = PRICE + 100;
    write(&mut stage.shop, &address, cap).await;
    write(&mut stage.shop, &address, spend(101)).await;
    noted(&mut stage, Failure::AbovePeriod, SubscriptionError::AbovePeriod).await;
    write(&mut stage.shop, &address, spend(100)).await;
    stage.renew().await.unwrap();
    assert_eq!(stage.shop.mandate(&stage.alice, &stage.money).await.spent, PRICE + 100);
}

#[tokio::test]
async fn what_was_spent_for_a_later_period_counts_for_one_before_it() {
    let mut stage = Stage::due().await;
    let address = stage.shop.store.mandate(&stage.alice.address(), &stage.money.mint.address);
    let spend = |period| move |mandate: &mut Mandate| (mandate.period, mandate.spent) = (period, 1);
    write(&mut stage.shop, &address, spend(ENDS[0] + 1)).await;
    noted(&mut stage, Failure::AbovePeriod, SubscriptionError::AbovePeriod).await;
    write(&mut stage.shop, &address, spend(ENDS[0] - 1)).await;
    stage.renew().await.unwrap();
    let mandate = stage.shop.mandate(&stage.alice, &stage.money).await;
    assert_eq!((mandate.period, mandate.spent), (ENDS[0], PRICE));
}

#[tokio::test]
async fn each_period_has_its_own_cap() {
    let mut stage = with(terms(PRICE, PRICE, 3 * PRICE)).await;
    for (number, end) in [ENDS[0], ENDS[1], ENDS[2]].into_iter().enumerate() {
        stage.shop.set_time(end - DAY).await;
        stage.renew().await.unwrap();
        let mandate = stage.shop.mandate(&stage.alice, &stage.money).await;
        let left = PRICE * (2 - u64::try_from(number).unwrap());
        assert_eq!((mandate.total_left, mandate.period, mandate.spent), (left, end, PRICE));
    }
}

#[tokio::test]
async fn a_charge_above_the_total_is_not_made() {
    let mut stage = with(terms(PRICE, PRICE, 2 * PRICE - 1)).await;
    stage.renew().await.unwrap();
    stage.shop.set_time(ENDS[1] - 1).await;
    // Even if the token account lets the delegate have more.
    let mandate = stage.shop.store.mandate(&stage.alice.address(), &stage.money.mint.address);
    approve(&mut stage.shop, &stage.alice, &stage.money, &mandate, u64::MAX).await;
    noted(&mut stage, Failure::AboveTotal, SubscriptionError::AboveTotal).await;
    assert_eq!(stage.shop.mandate(&stage.alice, &stage.money).await.total_left, PRICE - 1);
}

#[tokio::test]
async fn a_mandate_ends_with_its_second() {
    let last = MandateTerms { expires_at: ENDS[0] + 5, ..terms(PRICE, PRICE, 9 * PRICE) };
    for (t, fine) in [(ENDS[0] + 4, true), (ENDS[0] + 5, false), (ENDS[0] + 6, false)] {
        let mut stage = with(last).await;
        stage.shop.set_time(t).await;
        if fine {
            stage.renew().await.unwrap();
        } else {
            noted(&mut stage, Failure::MandateExpired, SubscriptionError::MandateExpired).await;
        }
    }
}

#[tokio::test]
async fn of_several_reasons_the_first_is_told() {
    // Expired, above the cap for a charge, and without a delegate.
    let mut stage = with(MandateTerms { expires_at: ENDS[0], ..terms(1, 1, 1) }).await;
    approve(&mut stage.shop, &stage.alice, &stage.money, &Default::default(), 1).await;
    noted(&mut stage, Failure::AboveCharge, SubscriptionError::AboveCharge).await;
    stage.shop.set_time(ENDS[0]).await;
    noted(&mut stage, Failure::MandateExpired, SubscriptionError::MandateExpired).await;
}

#[tokio::test]
async fn a_wider_mandate_allows_what_a_narrow_one_did_not() {
    let mut stage = with(terms(PRICE - 1, PRICE - 1, 9 * PRICE)).await;
    noted(&mut stage, Failure::AboveCharge, SubscriptionError::AboveCharge).await;
    let Stage { shop, money, alice } = &mut stage;
    shop.grant_mandate(alice, money, terms(PRICE, PRICE, PRICE)).await.unwrap();
    stage.renew().await.unwrap();
    assert_eq!(stage.shop.subscription(&stage.alice).await.failure, 0);
    assert_eq!(stage.purses().await.1, 2 * PRICE);
}

#[tokio::test]
async fn tells_that_a_cap_was_in_the_way() {
    let mut stage = with(terms(PRICE - 1, PRICE - 1, 9 * PRICE)).await;
    let event = RenewalFailed {
        store: stage.shop.store.store,
        subscription: stage.shop.store.subscription(&stage.alice.address()),
        user: stage.alice.address(),
        mint: stage.money.mint.address,
        tokens: PRICE,
        paid_through: ENDS[0],
        lapses_at: ENDS[0] + 3 * DAY,
        failure: 2,
    };
    emitted(stage.renew().await, event);
}

#[tokio::test]
async fn no_reason_is_noted_outside_the_window_and_the_grace() {
    let shop = Shop::with(StoreTerms { grace: 3_600, ..Shop::TERMS }).await;
    let usdc = shop.usdc.clone();
    let mut stage = Stage::of(shop, usdc, 1).await;
    stage.renew().await.refused(SubscriptionError::TooEarly);
    stage.shop.set_time(ENDS[0] + 3_600).await;
    stage.renew().await.refused(SubscriptionError::Expired);
    assert_eq!(stage.shop.subscription(&stage.alice).await.failure, 0);
    assert_eq!(stage.shop.subscription(&stage.alice).await.plan, ADVANCED);
}
