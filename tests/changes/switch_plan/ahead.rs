//! Switching with a period paid ahead.

use subscriptions::PaidTime;
use tenure_client::subscriptions::SubscriptionError;
use tenure_model::billing::{Customer as Model, Terms};
use tenure_tests::{Money, OutcomeExt, Shop, ADVANCED, BASIC, BASIC_YEAR, START};

use crate::stage::{same, whole, Stage, DAY, FEBRUARY, GRACE, HALF, MONTH, NONE};

/// Basic, whose second month was paid a day before the first is over, with `money`.
async fn ahead(mut stage: Stage, money: Money) -> Stage {
    stage.at(MONTH - DAY).await;
    stage.shop.pay_now(&stage.alice, &money).await.unwrap();
    stage
}

#[tokio::test]
async fn both_periods_are_paid_anew() {
    let stage = Stage::on(BASIC).await;
    let usdc = stage.usdc.clone();
    let mut stage = ahead(stage, usdc).await;
    let mut expected = stage.seen().await;
    stage.switch(ADVANCED).await.unwrap();

    let (end, after) = (START + MONTH, START + MONTH + FEBRUARY);
    // A day of Advanced, which costs 967,741.9, and the whole month after it.
    expected.current = PaidTime { period_start: START, start: end - DAY, end, value: 967_742 };
    expected.ahead = whole(end, after, 30_000_000);
    (expected.plan, expected.price, expected.tier) = (ADVANCED, 30_000_000, 2);
    // What is unused of Basic: 322,580.6 and 10 dollars. The rest of the 20 dollars that were paid is used.
    let charge = 30_967_742 - 10_322_580;
    (expected.receipt_charged, expected.receipt_tokens) = (10_322_580 + charge, 10_322_580 + charge);
    same(&stage.seen().await, &expected);
    assert_eq!(stage.tills().await, (20_000_000 + charge, 0));
    assert_eq!(stage.shown().await, (2, after));
}

#[tokio::test]
async fn a_discount_is_off_both_periods_alike() {
    let stage = Stage::on_with_own(BASIC).await;
    let own = stage.own.clone();
    let mut stage = ahead(stage, own).await;
    stage.switch_with_own(ADVANCED).await.unwrap();
    let seen = stage.seen().await;
    // Of 26.425807 dollars that were paid for 30.967742.
    assert_eq!((seen.current.value, seen.ahead.value, seen.credit), (825_807, 25_600_000, 0));
    // Twice 8 dollars, and four fifths of the 22.709678 that are missing; at 2 dollars each.
    assert_eq!(stage.tills().await, (0, 2 * 4_000_000_000 + 18_167_743 * 500));
}

#[tokio::test]
async fn a_year_follows_from_now_on_and_both_pay_for_it() {
    let stage = Stage::on(BASIC).await;
    let usdc = stage.usdc.clone();
    let mut stage = ahead(stage, usdc).await;
    stage.switch(BASIC_YEAR).await.unwrap();
    let (seen, now) = (stage.seen().await, START + MONTH - DAY);
    // From 3 February to 3 February.
    assert_eq!((seen.current, seen.ahead), (whole(now, now + 365 * DAY, 100_000_000), NONE));
    assert_eq!((seen.anchor, seen.anchor_day, seen.periods), (now, 3, 1));
    assert_eq!(stage.tills().await, (20_000_000 + 100_000_000 - 10_322_580, 0));
}

#[tokio::test]
async fn once_it_has_begun_it_is_the_current_one() {
    let stage = Stage::on(BASIC).await;
    let usdc = stage.usdc.clone();
    let mut stage = ahead(stage, usdc).await;
    stage.at(MONTH + FEBRUARY / 2).await;
    stage.switch(ADVANCED).await.unwrap();
    let seen = stage.seen().await;
    let (start, end) = (START + MONTH, START + MONTH + FEBRUARY);
    let current = PaidTime { period_start: start, start: start + FEBRUARY / 2, end, value: 15_000_000 };
    assert_eq!((seen.current, seen.ahead), (current, NONE));
    assert_eq!(stage.tills().await, (20_000_000 + 10_000_000, 0));
    assert_eq!((seen.receipt_charged, seen.receipt_tokens), (15_000_000, 15_000_000));
}

#[tokio::test]
async fn at_its_first_second_and_beside_it_is_as_the_model_says() {
    for second in [MONTH - 1, MONTH, MONTH + 1, MONTH + FEBRUARY - 1] {
        let stage = Stage::on(BASIC).await;
        let usdc = stage.usdc.clone();
        let mut stage = ahead(stage, usdc).await;
        let mut model = Model::default();
        let terms = |price: u64| Terms { price, months: 1, discount_bps: 0, grace: GRACE };
        let mut charged = model.subscribe(START, terms(10_000_000)).unwrap();
        charged += model.renew(START + MONTH - DAY, terms(10_000_000), Shop::TERMS.window.into()).unwrap();

        stage.at(second).await;
        stage.switch(ADVANCED).await.unwrap();
        charged += model.switch(START + second, terms(30_000_000)).unwrap();
        assert_eq!(stage.tills().await, (charged, 0), "at {second}");
        let unused = stage.seen().await.prepaid().unused(START + second);
        assert_eq!(unused, u64::try_from(model.unused(START + second)).ok(), "at {second}");
        assert_eq!(stage.seen().await.paid_through(), model.paid_through());
    }
}

#[tokio::test]
async fn switching_brings_no_third_period_near() {
    let stage = Stage::on(BASIC).await;
    let usdc = stage.usdc.clone();
    let mut stage = ahead(stage, usdc).await;
    stage.switch(ADVANCED).await.unwrap();
    stage.paying().await.refused(SubscriptionError::TooEarly);
    stage.at(MONTH + HALF).await;
    stage.paying().await.refused(SubscriptionError::TooEarly);
    stage.at(MONTH + FEBRUARY - DAY - 1).await;
    stage.paying().await.refused(SubscriptionError::TooEarly);
    stage.at(MONTH + FEBRUARY - DAY).await;
    stage.paying().await.unwrap();
}
