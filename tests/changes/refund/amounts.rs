//! What is refunded: in the token that was charged last, at the rate that was paid.

use subscriptions::Refunded;
use tenure_client::subscriptions::{PlanTerms, SubscriptionError};
use tenure_tests::{OutcomeExt, Shop, TokenKind, ADVANCED, BASIC, BASIC_YEAR, PREMIUM, START, VIP};

use crate::stage::{emitted, same, Stage, DAY, HALF, MONTH};

#[tokio::test]
async fn is_credit_paid_back() {
    let mut stage = Stage::on(BASIC).await;
    stage.at(HALF).await;
    stage.ending().await.unwrap();
    let (mut expected, wallets) = (stage.seen().await, stage.wallets().await);
    stage.refunding(3_000_000).await.unwrap();
    expected.credit = 2_000_000;
    (expected.receipt_charged, expected.receipt_tokens) = (7_000_000, 7_000_000);
    same(&stage.seen().await, &expected);
    assert_eq!(stage.wallets().await, (wallets.0 + 3_000_000, wallets.1));
    // What she has paid is the payout owner's, and stays there.
    assert_eq!(stage.tills().await, (10_000_000, 0));
}

#[tokio::test]
async fn tells_what_was_refunded() {
    let mut stage = Stage::on_with_own(BASIC).await;
    stage.ending().await.unwrap();
    let event = Refunded {
        store: stage.store.store,
        subscription: stage.subscribed(),
        user: stage.alice.address(),
        authority: solana_signer::Signer::pubkey(&stage.ruler),
        mint: stage.own.mint.address,
        amount: 3_000_000,
        tokens: 1_500_000_000,
        credit_before: 8_000_000,
        credit_after: 5_000_000,
    };
    let own = stage.own.clone();
    emitted(stage.shop.refund(&stage.alice, &own, 3_000_000).await, event);
    let event =
        Refunded { amount: 1, tokens: 500, credit_before: 5_000_000, credit_after: 4_999_999, ..event };
    emitted(stage.shop.refund(&stage.alice, &own, 1).await, event);
}

#[tokio::test]
async fn of_all_in_the_first_second_is_just_what_was_paid() {
    let mut stage = Stage::bare().await;
    let (usdc, own, before) = (stage.usdc.clone(), stage.own.clone(), stage.wallets().await);
    for money in [usdc, own] {
        for plan in [BASIC, PREMIUM, BASIC_YEAR] {
            stage.shop.subscribe(&stage.alice, plan, &money).await.unwrap();
            stage.ending().await.unwrap();
            let credit = stage.seen().await.credit;
            stage.shop.refund(&stage.alice, &money, credit).await.unwrap();
            let seen = stage.seen().await;
            assert_eq!((seen.credit, seen.receipt_charged, seen.receipt_tokens), (0, 0, 0));
            assert_eq!(stage.wallets().await, before);
        }
    }
}

#[tokio::test]
async fn is_at_the_rate_that_was_paid_wherever_the_price_is() {
    for price in [1_00000000, 4_00000000] {
        let mut stage = Stage::on_with_own(BASIC).await;
        stage.at(HALF).await;
        stage.set_price(price).await;
        stage.ending().await.unwrap();
        let (own, wallets) = (stage.own.clone(), stage.wallets().await);
        stage.shop.refund(&stage.alice, &own, 4_000_000).await.unwrap();
        assert_eq!(stage.wallets().await, (wallets.0, wallets.1 + 2_000_000_000));
    }
}

#[tokio::test]
async fn of_charges_at_different_prices_is_at_their_mean() {
    let mut stage = Stage::on_with_own(BASIC).await;
    stage.set_price(4_00000000).await;
    // 8 dollars at 2, and 17.60 at 4: 8,400,000,000 units for 25.60 dollars, 328.125 for a millionth.
    stage.switch_with_own(ADVANCED).await.unwrap();
    stage.ending().await.unwrap();
    let (own, wallets) = (stage.own.clone(), stage.wallets().await);
    stage.shop.refund(&stage.alice, &own, 3).await.unwrap();
    assert_eq!(stage.wallets().await.1, wallets.1 + 984);
    stage.shop.refund(&stage.alice, &own, 25_599_997).await.unwrap();
    assert_eq!(stage.wallets().await.1, wallets.1 + 8_400_000_000);
}

#[tokio::test]
async fn is_of_the_credit_and_no_more() {
    let mut stage = Stage::on(BASIC).await;
    stage.refunding(1).await.refused(SubscriptionError::AboveCredit);
    stage.at(HALF).await;
    stage.ending().await.unwrap();
    for amount in [5_000_001, 10_000_000, u64::MAX] {
        stage.refunding(amount).await.refused(SubscriptionError::AboveCredit);
    }
    stage.refunding(2_000_000).await.unwrap();
    stage.refunding(3_000_001).await.refused(SubscriptionError::AboveCredit);
    stage.refunding(3_000_000).await.unwrap();
    stage.refunding(1).await.refused(SubscriptionError::AboveCredit);
}

#[tokio::test]
async fn is_of_what_was_paid_in_the_last_token_and_no_more() {
    let mut stage = Stage::on(BASIC).await;
    stage.switch_with_own(ADVANCED).await.unwrap();
    stage.ending().await.unwrap();
    // 10 dollars in USDC, and 16 in the own token.
    assert_eq!(stage.seen().await.credit, 26_000_000);
    stage.refunding(1).await.refused(SubscriptionError::WrongMint);
    let own = stage.own.clone();
    stage.shop.refund(&stage.alice, &own, 16_000_001).await.refused(SubscriptionError::AboveReceipt);
    let wallets = stage.wallets().await;
    stage.shop.refund(&stage.alice, &own, 16_000_000).await.unwrap();
    assert_eq!(stage.wallets().await, (wallets.0, wallets.1 + 8_000_000_000));
    stage.shop.refund(&stage.alice, &own, 1).await.refused(SubscriptionError::AboveReceipt);

    // What is left is credit still, for time.
    stage.shop.subscribe(&stage.alice, BASIC, &own).await.unwrap();
    assert_eq!((stage.seen().await.credit, stage.tills().await), (0, (10_000_000, 8_000_000_000)));
}

#[tokio::test]
async fn needs_no_end_where_a_switch_left_credit() {
    let mut stage = Stage::on(VIP).await;
    stage.at(HALF).await;
    stage.switch(BASIC_YEAR).await.unwrap();
    let before = stage.seen().await;
    stage.refunding(50_000_000).await.unwrap();
    let seen = stage.seen().await;
    assert_eq!((seen.credit, seen.current, seen.lapses_at), (0, before.current, before.lapses_at));
    assert_eq!((seen.receipt_charged, seen.receipt_tokens), (100_000_000, 100_000_000));
}

#[tokio::test]
async fn of_less_than_a_token_is_refused() {
    let mut stage = Stage::bare().await;
    let cents = stage.money(TokenKind::SplToken, 2).await;
    stage.create_pay_token(&cents, Shop::STABLE).await.unwrap();
    stage.shop.fund(&stage.alice, &cents, 1_000).await;
    stage.shop.subscribe(&stage.alice, BASIC, &cents).await.unwrap();
    stage.ending().await.unwrap();
    for amount in [0, 1, 9_999] {
        let outcome = stage.shop.refund(&stage.alice, &cents, amount).await;
        outcome.refused(SubscriptionError::NothingToRefund);
    }
    stage.shop.refund(&stage.alice, &cents, 10_000).await.unwrap();
    // Two cents' worth but for a millionth is one.
    stage.shop.refund(&stage.alice, &cents, 19_999).await.unwrap();
    assert_eq!(stage.shop.wallet(&stage.alice, &cents).await, 2);
}

#[tokio::test]
async fn of_what_was_rounded_up_gives_no_more_than_was_paid() {
    let mut stage = Stage::bare().await;
    let cents = stage.money(TokenKind::Token2022(vec![]), 2).await;
    stage.create_pay_token(&cents, Shop::STABLE).await.unwrap();
    stage.shop.fund(&stage.alice, &cents, 2).await;
    let id = stage.store().await.next_plan;
    // A price of a cent and a millionth, which is two cents.
    stage.create_plan(id, PlanTerms { price: 10_001, ..Shop::plan_terms("Odd", 1, 1, 0) }).await.unwrap();
    stage.shop.subscribe(&stage.alice, id, &cents).await.unwrap();
    assert_eq!(stage.till(&cents).await, 2);
    stage.ending().await.unwrap();
    stage.shop.refund(&stage.alice, &cents, 5_000).await.refused(SubscriptionError::NothingToRefund);
    stage.shop.refund(&stage.alice, &cents, 5_001).await.unwrap();
    assert_eq!(stage.shop.wallet(&stage.alice, &cents).await, 1);
    stage.shop.refund(&stage.alice, &cents, 5_000).await.unwrap();
    assert_eq!(stage.shop.wallet(&stage.alice, &cents).await, 2);
    assert_eq!(stage.seen().await.credit, 0);
}

#[tokio::test]
async fn of_time_that_is_used_there_is_none_at_an_old_price() {
    let mut stage = Stage::on_with_own(BASIC).await;
    let own = stage.own.clone();
    stage.at(MONTH).await;
    stage.set_price(8_00000000).await;
    stage.shop.pay_now(&stage.alice, &own).await.unwrap();
    stage.ending().await.unwrap();
    // The first month's 4,000,000,000 units are gone with it; the second cost 1,000,000,000.
    let (credit, wallets) = (stage.seen().await.credit, stage.wallets().await);
    assert_eq!(credit, 8_000_000);
    stage.shop.refund(&stage.alice, &own, credit).await.unwrap();
    assert_eq!(stage.wallets().await.1, wallets.1 + 1_000_000_000);
}

#[tokio::test]
async fn is_possible_long_after_and_to_whom_the_store_has_excluded() {
    let mut stage = Stage::on(BASIC).await;
    stage.at(HALF).await;
    stage.ending().await.unwrap();
    stage.shop.exclude(&stage.alice).await.unwrap();
    stage.pausing().await;
    stage.set_time(START + 1_000 * DAY).await;
    stage.refunding(5_000_000).await.unwrap();
    assert_eq!(stage.seen().await.credit, 0);
}
