//! Letting the subscription end with the paid time.

use solana_instruction_error::InstructionError;
use solana_signer::Signer;
use subscriptions::Cancelled;
use tenure_client::subscriptions::SubscriptionError;
use tenure_tests::{OutcomeExt, Shop, Substitute, ADVANCED, BASIC, PREMIUM, START};

use crate::{
    impostors,
    stage::{emitted, same, whole, Stage, DAY, FEBRUARY, GRACE, HALF, MONTH},
};

#[tokio::test]
async fn leaves_the_paid_time_and_takes_the_grace() {
    let mut stage = Stage::on(BASIC).await;
    let (mut expected, badge) = (stage.seen().await, stage.shown().await);
    assert_eq!(expected.lapses_at, START + MONTH + GRACE);
    stage.at(HALF).await;
    stage.cancelling().await.unwrap();
    (expected.cancelled, expected.lapses_at) = (1, START + MONTH);
    same(&stage.seen().await, &expected);
    assert_eq!((stage.shown().await, stage.tills().await), (badge, (10_000_000, 0)));

    stage.at(MONTH - 1).await;
    stage.shop.assert_access(&stage.alice, 1).await.unwrap();
    stage.at(MONTH).await;
    stage.shop.assert_access(&stage.alice, 1).await.refused(SubscriptionError::NoAccess);
}

#[tokio::test]
async fn tells_when_it_ends() {
    let mut stage = Stage::on(BASIC).await;
    let event = Cancelled {
        store: stage.store.store,
        subscription: stage.subscribed(),
        user: stage.alice.address(),
        paid_through: START + MONTH,
        lapses_at_before: START + MONTH + GRACE,
        lapses_at_after: START + MONTH,
    };
    emitted(stage.cancelling().await, event);
    stage.taking_back().await.unwrap();
    stage.at(MONTH + DAY).await;
    emitted(stage.cancelling().await, Cancelled { lapses_at_after: START + MONTH + DAY, ..event });
}

#[tokio::test]
async fn nothing_is_charged_any_more() {
    let mut stage = Stage::on(BASIC).await;
    stage.allow(10_000_000).await;
    stage.cancelling().await.unwrap();
    for second in [MONTH - DAY, MONTH - 1] {
        stage.at(second).await;
        stage.renewing().await.refused(SubscriptionError::Cancelled);
        stage.paying().await.refused(SubscriptionError::Cancelled);
        stage.shop.grant(&stage.alice, BASIC).await.refused(SubscriptionError::Cancelled);
    }
    stage.at(MONTH).await;
    stage.renewing().await.refused(SubscriptionError::Expired);
    stage.paying().await.refused(SubscriptionError::Expired);
    assert_eq!(stage.tills().await, (10_000_000, 0));
}

#[tokio::test]
async fn is_possible_until_it_expires() {
    for second in [0, MONTH - 1, MONTH, MONTH + GRACE - 1] {
        let mut stage = Stage::on(BASIC).await;
        stage.at(second).await;
        stage.cancelling().await.unwrap();
        assert_eq!(stage.seen().await.lapses_at, START + second.max(MONTH), "at {second}");
    }
    let mut stage = Stage::on(BASIC).await;
    stage.at(MONTH + GRACE).await;
    stage.cancelling().await.refused(SubscriptionError::Expired);
}

#[tokio::test]
async fn in_grace_it_is_over_at_once_and_what_was_used_is_owed() {
    let mut stage = Stage::on(BASIC).await;
    let usdc = stage.usdc.clone();
    stage.at(MONTH + DAY).await;
    stage.shop.assert_access(&stage.alice, 1).await.unwrap();
    stage.cancelling().await.unwrap();
    stage.shop.assert_access(&stage.alice, 1).await.refused(SubscriptionError::NoAccess);
    stage.cancelling().await.refused(SubscriptionError::Expired);

    // The day in grace comes off the next first period: it runs from the end of the last.
    stage.shop.subscribe(&stage.alice, BASIC, &usdc).await.unwrap();
    let seen = stage.seen().await;
    assert_eq!(seen.current, whole(START + MONTH, START + MONTH + FEBRUARY, 10_000_000));
    assert_eq!((seen.cancelled, seen.lapses_at), (0, START + MONTH + FEBRUARY + GRACE));
}

#[tokio::test]
async fn with_a_period_ahead_that_one_stays_too() {
    let mut stage = Stage::on(BASIC).await;
    stage.at(MONTH - DAY).await;
    stage.paying().await.unwrap();
    stage.cancelling().await.unwrap();
    assert_eq!(stage.seen().await.lapses_at, START + MONTH + FEBRUARY);
    stage.at(MONTH + FEBRUARY - 1).await;
    stage.shop.assert_access(&stage.alice, 1).await.unwrap();
    stage.at(MONTH + FEBRUARY).await;
    stage.shop.assert_access(&stage.alice, 1).await.refused(SubscriptionError::NoAccess);
}

#[tokio::test]
async fn twice_is_refused() {
    let mut stage = Stage::on(BASIC).await;
    stage.cancelling().await.unwrap();
    stage.cancelling().await.refused(SubscriptionError::Cancelled);
    stage.at(MONTH).await;
    stage.cancelling().await.refused(SubscriptionError::Expired);
}

#[tokio::test]
async fn before_there_is_a_subscription_is_refused() {
    let mut stage = Stage::bare().await;
    stage.shop.open_subscription(&stage.alice).await.unwrap();
    stage.cancelling().await.refused(SubscriptionError::Expired);
}

#[tokio::test]
async fn the_shortest_grace_is_taken_too() {
    let shop = Shop::with(tenure_client::subscriptions::StoreTerms { grace: 3_600, ..Shop::TERMS }).await;
    let mut stage = Stage::of(shop).await;
    let usdc = stage.usdc.clone();
    stage.shop.subscribe(&stage.alice, ADVANCED, &usdc).await.unwrap();
    let mut expected = stage.seen().await;
    assert_eq!(expected.lapses_at, START + MONTH + 3_600);
    stage.cancelling().await.unwrap();
    (expected.cancelled, expected.lapses_at) = (1, START + MONTH);
    same(&stage.seen().await, &expected);
}

#[tokio::test]
async fn neither_a_pause_nor_an_exclusion_stands_in_the_way() {
    let mut stage = Stage::on(BASIC).await;
    stage.pausing().await;
    stage.shop.exclude(&stage.alice).await.unwrap();
    stage.cancelling().await.unwrap();
    assert_eq!(stage.seen().await.cancelled, 1);
}

#[tokio::test]
async fn only_the_user_cancels() {
    let mut stage = Stage::on(PREMIUM).await;
    let alice = stage.alice.address();
    let bob = stage.customer().await.keypair;
    let (ruler, operator) = (stage.ruler.insecure_clone(), stage.operator.insecure_clone());
    let cancel = stage.store.cancel(&alice);
    for other in [bob, ruler, operator] {
        let outcome = stage.attempt(cancel.clone().with(alice, other.pubkey()), &[&other]).await;
        outcome.refused(SubscriptionError::NotUser);
    }
    let outcome = stage.attempt(cancel.unsigned(alice), &[]).await;
    outcome.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn with_another_account_than_the_subscription_is_refused() {
    let mut stage = Stage::on(PREMIUM).await;
    let table = impostors::of_the_subscription(&mut stage, SubscriptionError::NotUser).await;
    let (user, signer) = (stage.alice.address(), stage.alice.keypair.insecure_clone());
    let cancel = stage.store.cancel(&user);
    stage.refuses_impostors(&cancel, &[&signer], &table).await;
    stage.refuses_read_only(&cancel, &[&signer]).await;
    stage.attempt(cancel, &[&signer]).await.unwrap();
}
