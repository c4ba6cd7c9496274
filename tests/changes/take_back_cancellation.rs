//! Taking a cancellation back.

use solana_instruction_error::InstructionError;
use solana_signer::Signer;
use subscriptions::CancellationTakenBack;
use tenure_client::subscriptions::{StoreTerms, SubscriptionError};
use tenure_tests::{OutcomeExt, Shop, Substitute, BASIC, PREMIUM, START};

use crate::{
    impostors,
    neighbour::Neighbour,
    stage::{emitted, same, Stage, DAY, FEBRUARY, GRACE, HALF, MONTH},
};

#[tokio::test]
async fn leaves_all_as_it_was_before() {
    let mut stage = Stage::on(BASIC).await;
    let before = stage.seen().await;
    for second in [0, HALF, MONTH - 1] {
        stage.at(second).await;
        stage.cancelling().await.unwrap();
        stage.taking_back().await.unwrap();
        same(&stage.seen().await, &before);
        stage.taking_back().await.refused(SubscriptionError::NotCancelled);
    }
}

#[tokio::test]
async fn tells_when_it_would_end() {
    let mut stage = Stage::on(BASIC).await;
    stage.cancelling().await.unwrap();
    let event = CancellationTakenBack {
        store: stage.store.store,
        subscription: stage.subscribed(),
        user: stage.alice.address(),
        paid_through: START + MONTH,
        lapses_at_before: START + MONTH,
        lapses_at_after: START + MONTH + GRACE,
    };
    emitted(stage.taking_back().await, event);
}

#[tokio::test]
async fn it_is_renewed_again_under_the_same_mandate() {
    let mut stage = Stage::on(BASIC).await;
    stage.allow(10_000_000).await;
    stage.cancelling().await.unwrap();
    stage.at(MONTH - DAY).await;
    stage.renewing().await.refused(SubscriptionError::Cancelled);
    stage.taking_back().await.unwrap();
    stage.renewing().await.unwrap();
    assert_eq!(stage.tills().await, (20_000_000, 0));
}

#[tokio::test]
async fn from_the_end_on_it_is_too_late() {
    let mut stage = Stage::on(BASIC).await;
    stage.cancelling().await.unwrap();
    for second in [MONTH, MONTH + 1, MONTH + GRACE] {
        stage.at(second).await;
        stage.taking_back().await.refused(SubscriptionError::Expired);
    }
    stage.at(MONTH - 1).await;
    stage.taking_back().await.unwrap();
}

#[tokio::test]
async fn of_one_in_grace_there_is_none() {
    let mut stage = Stage::on(BASIC).await;
    stage.at(MONTH).await;
    stage.cancelling().await.unwrap();
    stage.taking_back().await.refused(SubscriptionError::Expired);
}

#[tokio::test]
async fn of_what_was_ended_there_is_none() {
    let mut stage = Stage::on(BASIC).await;
    stage.ending().await.unwrap();
    stage.taking_back().await.refused(SubscriptionError::Expired);
}

#[tokio::test]
async fn before_there_is_a_subscription_is_refused() {
    let mut stage = Stage::bare().await;
    stage.shop.open_subscription(&stage.alice).await.unwrap();
    stage.taking_back().await.refused(SubscriptionError::Expired);
}

#[tokio::test]
async fn with_a_period_ahead_the_grace_is_after_that() {
    let mut stage = Stage::on(BASIC).await;
    stage.at(MONTH - DAY).await;
    stage.paying().await.unwrap();
    let before = stage.seen().await;
    stage.cancelling().await.unwrap();
    stage.at(MONTH + FEBRUARY - 1).await;
    stage.taking_back().await.unwrap();
    same(&stage.seen().await, &before);
}

#[tokio::test]
async fn the_grace_is_that_of_today() {
    let mut stage = Stage::on(BASIC).await;
    stage.cancelling().await.unwrap();
    let ruler = stage.ruler.insecure_clone();
    let update = stage.store.update_store(ruler.pubkey(), StoreTerms { grace: 3_607, ..Shop::TERMS });
    stage.attempt(update, &[&ruler]).await.unwrap();
    stage.taking_back().await.unwrap();
    assert_eq!(stage.seen().await.lapses_at, START + MONTH + 3_607);
}

#[tokio::test]
async fn one_whom_the_store_has_excluded_cannot() {
    let mut stage = Stage::on(BASIC).await;
    stage.cancelling().await.unwrap();
    stage.shop.exclude(&stage.alice).await.unwrap();
    stage.taking_back().await.refused(SubscriptionError::Revoked);
    stage.shop.reinstate(&stage.alice).await.unwrap();
    stage.taking_back().await.unwrap();
}

#[tokio::test]
async fn a_pause_does_not_stand_in_the_way() {
    let mut stage = Stage::on(BASIC).await;
    stage.cancelling().await.unwrap();
    stage.pausing().await;
    stage.taking_back().await.unwrap();
}

#[tokio::test]
async fn only_the_user_takes_it_back() {
    let mut stage = Stage::on(PREMIUM).await;
    stage.cancelling().await.unwrap();
    let alice = stage.alice.address();
    let bob = stage.customer().await.keypair;
    let (ruler, operator) = (stage.ruler.insecure_clone(), stage.operator.insecure_clone());
    let take_back = stage.store.take_back_cancellation(&alice);
    for other in [bob, ruler, operator] {
        let outcome = stage.attempt(take_back.clone().with(alice, other.pubkey()), &[&other]).await;
        outcome.refused(SubscriptionError::NotUser);
    }
    let outcome = stage.attempt(take_back.unsigned(alice), &[]).await;
    outcome.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn with_another_account_than_each_is_refused() {
    let mut stage = Stage::on(PREMIUM).await;
    stage.cancelling().await.unwrap();
    let there = Neighbour::of(&mut stage).await;
    let mut table = impostors::of_the_store(&mut stage, &there, SubscriptionError::WrongSubscription).await;
    table.extend(impostors::of_the_subscription(&mut stage, SubscriptionError::NotUser).await);
    table.push(impostors::of_her_other_subscription(&stage, &there));
    let (user, signer) = (stage.alice.address(), stage.alice.keypair.insecure_clone());
    let take_back = stage.store.take_back_cancellation(&user);
    stage.refuses_impostors(&take_back, &[&signer], &table).await;
    stage.refuses_read_only(&take_back, &[&signer]).await;
    stage.attempt(take_back, &[&signer]).await.unwrap();
}
