//! Staying with the plan.

use solana_instruction_error::InstructionError;
use solana_signer::Signer;
use subscriptions::ChangeUnscheduled;
use tenure_client::subscriptions::SubscriptionError;
use tenure_tests::{OutcomeExt, Substitute, ADVANCED, BASIC, PREMIUM};

use crate::{
    impostors,
    stage::{emitted, same, Stage, DAY, GRACE, MONTH},
};

#[tokio::test]
async fn leaves_all_as_it_was_before_the_wish() {
    let mut stage = Stage::on(PREMIUM).await;
    let before = stage.seen().await;
    for plan in [BASIC, ADVANCED] {
        stage.schedule(plan).await.unwrap();
        stage.unschedule().await.unwrap();
        same(&stage.seen().await, &before);
        stage.unschedule().await.refused(SubscriptionError::NothingScheduled);
    }
}

#[tokio::test]
async fn tells_what_does_not_follow() {
    let mut stage = Stage::on(PREMIUM).await;
    stage.schedule(BASIC).await.unwrap();
    stage.schedule(ADVANCED).await.unwrap();
    let event = ChangeUnscheduled {
        store: stage.store.store,
        subscription: stage.subscribed(),
        user: stage.alice.address(),
        before: ADVANCED,
        after: PREMIUM,
    };
    emitted(stage.unschedule().await, event);
}

#[tokio::test]
async fn without_a_wish_is_refused() {
    let mut stage = Stage::on(BASIC).await;
    stage.unschedule().await.refused(SubscriptionError::NothingScheduled);
    stage.schedule(ADVANCED).await.unwrap();
    stage.schedule(BASIC).await.unwrap();
    stage.unschedule().await.refused(SubscriptionError::NothingScheduled);
}

#[tokio::test]
async fn the_renewal_is_for_the_plan_as_it_was() {
    let mut stage = Stage::on(PREMIUM).await;
    stage.schedule(BASIC).await.unwrap();
    stage.at(MONTH - DAY).await;
    stage.unschedule().await.unwrap();
    stage.paying().await.unwrap();
    assert_eq!((stage.seen().await.plan, stage.tills().await), (PREMIUM, (200_000_000, 0)));
}

#[tokio::test]
async fn is_possible_whatever_has_become_of_the_subscription() {
    let mut stage = Stage::on(PREMIUM).await;
    stage.schedule(BASIC).await.unwrap();
    stage.cancelling().await.unwrap();
    stage.unschedule().await.unwrap();

    stage.taking_back().await.unwrap();
    stage.schedule(BASIC).await.unwrap();
    stage.shop.exclude(&stage.alice).await.unwrap();
    stage.unschedule().await.unwrap();
    stage.schedule(BASIC).await.unwrap();
    stage.at(MONTH + GRACE).await;
    stage.unschedule().await.unwrap();
}

#[tokio::test]
async fn only_the_user_does() {
    let mut stage = Stage::on(PREMIUM).await;
    stage.schedule(BASIC).await.unwrap();
    let alice = stage.alice.address();
    let bob = stage.customer().await.keypair;
    let (ruler, operator) = (stage.ruler.insecure_clone(), stage.operator.insecure_clone());
    let unschedule = stage.store.unschedule_change(&alice);
    for other in [bob, ruler, operator] {
        let outcome = stage.attempt(unschedule.clone().with(alice, other.pubkey()), &[&other]).await;
        outcome.refused(SubscriptionError::NotUser);
    }
    let outcome = stage.attempt(unschedule.unsigned(alice), &[]).await;
    outcome.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn with_another_account_than_the_subscription_is_refused() {
    let mut stage = Stage::on(PREMIUM).await;
    stage.schedule(BASIC).await.unwrap();
    let table = impostors::of_the_subscription(&mut stage, SubscriptionError::NotUser).await;
    let (user, signer) = (stage.alice.address(), stage.alice.keypair.insecure_clone());
    let unschedule = stage.store.unschedule_change(&user);
    stage.refuses_impostors(&unschedule, &[&signer], &table).await;
    stage.refuses_read_only(&unschedule, &[&signer]).await;
    stage.attempt(unschedule, &[&signer]).await.unwrap();
}
