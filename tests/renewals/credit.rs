//! Credit pays before anything is charged.

use spl_token_2022_interface::instruction::close_account;
use subscriptions::Renewed;
use tenure_client::subscriptions::{Failure, SubscriptionError};
use tenure_tests::{OutcomeExt, Shop, ADVANCED, PREMIUM, VIP};

use crate::stage::{bytes, disown, emitted, freeze, leave, thaw, Stage, DAY, ENDS};

/// Alice, who has ended a plan in its first second, has its price as credit; it pays for a period of
/// another. She has a mandate for ten charges of 100 dollars, and her second period is due.
async fn after(ended: u32, plan: u32) -> Stage {
    let mut shop = Shop::new().await;
    let money = shop.usdc.clone();
    let alice = shop.subscriber(ended, &money).await;
    shop.end(&alice).await.unwrap();
    shop.subscribe(&alice, plan, &money).await.unwrap();
    let terms = shop.mandate_terms(100_000_000, 10).await;
    shop.grant_mandate(&alice, &money, terms).await.unwrap();
    Stage { shop, money, alice }.at_end(-1).await
}

#[tokio::test]
async fn it_covers_all_that_a_period_costs() {
    let mut stage = after(VIP, PREMIUM).await;
    let keeper = stage.shop.tokens_of(&stage.money.mint, &stage.alice.address(), 0).await;
    let before = stage.purses().await;
    let mandate = bytes(&stage.shop.mandate(&stage.alice, &stage.money).await);
    let receipt = stage.shop.subscription(&stage.alice).await.receipt();
    let event = Renewed {
        store: stage.shop.store.store,
        subscription: stage.shop.store.subscription(&stage.alice.address()),
        user: stage.alice.address(),
        keeper: Default::default(),
        mint: stage.money.mint.address,
        charge: 0,
        tokens: 0,
        keeper_fee: 0,
        paid_through_before: ENDS[0],
        paid_through_after: ENDS[1],
        credit_before: 200_000_000,
        credit_after: 100_000_000,
        plan_before: PREMIUM,
        plan_after: PREMIUM,
    };
    emitted(stage.shop.renew_for(&stage.alice, &stage.money, Some(keeper)).await, event);
    assert_eq!(stage.purses().await, before);
    assert_eq!(stage.shop.balance(&keeper).await, 0);
    assert_eq!(bytes(&stage.shop.mandate(&stage.alice, &stage.money).await), mandate);
    let subscription = stage.shop.subscription(&stage.alice).await;
    // What it is worth is what was paid for it once.
    assert_eq!((subscription.credit, subscription.ahead.value), (100_000_000, 100_000_000));
    // 300 dollars were paid; of these 200 and 37 millionths are unused: floor(100,000,000 / 2,678,400).
    assert_eq!((receipt.charged, receipt.tokens), (300_000_000, 300_000_000));
    assert_eq!((subscription.receipt_charged, subscription.receipt_tokens), (200_000_037, 200_000_037));
    // Until there is none left.
    stage.shop.set_time(ENDS[1] - 1).await;
    stage.renew().await.unwrap();
    assert_eq!(stage.shop.subscription(&stage.alice).await.credit, 0);
    assert_eq!(stage.purses().await, before);
    stage.shop.set_time(ENDS[2] - 1).await;
    stage.renew().await.unwrap();
    assert_eq!(stage.purses().await, (before.0 - 100_000_000, before.1 + 100_000_000));
}

#[tokio::test]
async fn it_needs_no_delegate() {
    let mut stage = after(VIP, PREMIUM).await;
    disown(&mut stage.shop, &stage.alice, &stage.money).await;
    stage.renew().await.unwrap();
    let subscription = stage.shop.subscription(&stage.alice).await;
    assert_eq!((subscription.paid_through(), subscription.failure), (ENDS[1], 0));
}

#[tokio::test]
async fn it_needs_no_tokens_and_no_room_under_the_caps() {
    let Stage { mut shop, money, alice } = after(VIP, PREMIUM).await;
    let terms = shop.mandate_terms(1, 1).await;
    shop.grant_mandate(&alice, &money, terms).await.unwrap();
    leave(&mut shop, &alice, &money, 0).await;
    shop.renew(&alice, &money).await.unwrap();
    assert_eq!(shop.subscription(&alice).await.paid_through(), ENDS[1]);
    assert_eq!(shop.mandate(&alice, &money).await.total_left, 1);
}

#[tokio::test]
async fn it_needs_a_mandate_that_lasts() {
    let Stage { mut shop, money, alice } = after(VIP, PREMIUM).await;
    let mut terms = shop.mandate_terms(1, 1).await;
    terms.expires_at = ENDS[0];
    shop.grant_mandate(&alice, &money, terms).await.unwrap();
    shop.set_time(ENDS[0]).await;
    shop.renew(&alice, &money).await.unwrap();
    assert_eq!(shop.subscription(&alice).await.failure, Failure::MandateExpired.code());
    shop.renew(&alice, &money).await.refused(SubscriptionError::MandateExpired);
    // By hand it pays for itself.
    shop.pay_now(&alice, &money).await.unwrap();
    let subscription = shop.subscription(&alice).await;
    assert_eq!((subscription.credit, subscription.failure), (100_000_000, 0));
}

#[tokio::test]
async fn it_needs_no_token_account() {
    let Stage { mut shop, money, alice } = after(VIP, PREMIUM).await;
    let (program, user) = (money.keys.token_program, alice.address());
    let source = money.keys.source(&user);
    freeze(&mut shop, &money, &source).await;
    shop.renew(&alice, &money).await.unwrap();
    thaw(&mut shop, &money, &source).await;
    leave(&mut shop, &alice, &money, 0).await;
    let close = close_account(&program, &source, &user, &user, &[]).unwrap();
    shop.send(&[close], &[&alice.keypair]).await.unwrap();
    shop.set_time(ENDS[1] - 1).await;
    shop.renew(&alice, &money).await.unwrap();
    let subscription = shop.subscription(&alice).await;
    assert_eq!((subscription.paid_through(), subscription.credit), (ENDS[2], 0));
    // With the credit it ends.
    shop.set_time(ENDS[2] - 1).await;
    shop.renew(&alice, &money).await.unwrap();
    assert_eq!(shop.subscription(&alice).await.failure, Failure::SourceGone.code());
}

#[tokio::test]
async fn it_needs_no_price() {
    let mut shop = Shop::new().await;
    let own = shop.own.clone();
    let alice = shop.subscriber(VIP, &own).await;
    // 240 dollars were paid, as a fifth is off.
    shop.end(&alice).await.unwrap();
    assert_eq!(shop.subscription(&alice).await.credit, 240_000_000);
    shop.subscribe(&alice, PREMIUM, &own).await.unwrap();
    let terms = shop.mandate_terms(50_000_000_000, 10).await;
    shop.grant_mandate(&alice, &own, terms).await.unwrap();
    // The price is a month old.
    shop.go_to_end(&alice, -1).await;
    shop.renew(&alice, &own).await.unwrap();
    let subscription = shop.subscription(&alice).await;
    assert_eq!((subscription.credit, subscription.paid_through()), (40_000_000, ENDS[1]));
    // Now there is something to charge: 60 dollars, of which a fifth is off, at two dollars.
    shop.go_to_end(&alice, -1).await;
    shop.renew(&alice, &own).await.refused(SubscriptionError::StalePrice);
    shop.set_price(2_00000000).await;
    let till = shop.till(&own).await;
    shop.renew(&alice, &own).await.unwrap();
    assert_eq!(shop.till(&own).await, till + 24_000_000_000);
    let subscription = shop.subscription(&alice).await;
    // It is worth what was paid for it: 40 and 48 dollars.
    assert_eq!((subscription.credit, subscription.ahead.value), (0, 88_000_000));
}

#[tokio::test]
async fn the_rest_is_charged() {
    // 100 dollars, of which months of 30 are paid: 70, 40 and 10 dollars are left.
    let mut stage = after(PREMIUM, ADVANCED).await;
    let before = stage.purses().await;
    for (credit, end) in [(40_000_000, ENDS[0]), (10_000_000, ENDS[1])] {
        stage.shop.set_time(end + DAY).await;
        stage.renew().await.unwrap();
        assert_eq!(stage.shop.subscription(&stage.alice).await.credit, credit);
    }
    assert_eq!(stage.purses().await, before);
    stage.shop.set_time(ENDS[2]).await;
    stage.renew().await.unwrap();
    assert_eq!(stage.purses().await, (before.0 - 20_000_000, before.1 + 20_000_000));
    let subscription = stage.shop.subscription(&stage.alice).await;
    assert_eq!((subscription.credit, subscription.current.value), (0, 30_000_000));
    assert_eq!(stage.shop.mandate(&stage.alice, &stage.money).await.spent, 20_000_000);
}
