//! Choosing the plan of the next renewal.

use solana_instruction_error::InstructionError;
use subscriptions::ChangeScheduled;
use tenure_client::subscriptions::SubscriptionError;
use tenure_tests::{OutcomeExt, Substitute, ADVANCED, BASIC, BASIC_YEAR, PREMIUM, PREMIUM_YEAR, VIP};

use crate::{
    impostors,
    neighbour::Neighbour,
    stage::{emitted, same, Stage, GRACE, HALF, MONTH},
};

#[tokio::test]
async fn is_a_wish_and_nothing_else() {
    let mut stage = Stage::on(PREMIUM).await;
    let (mut expected, tills) = (stage.seen().await, stage.tills().await);
    let badge = stage.shown().await;
    stage.at(HALF).await;
    stage.schedule(ADVANCED).await.unwrap();
    (expected.change_scheduled, expected.next_plan) = (1, ADVANCED);
    same(&stage.seen().await, &expected);
    assert_eq!((stage.tills().await, stage.shown().await), (tills, badge));
    assert_eq!(stage.seen().await.renewal_plan(), ADVANCED);
}

#[tokio::test]
async fn of_the_plan_with_the_id_zero_is_one_too() {
    let mut stage = Stage::on(PREMIUM).await;
    stage.schedule(BASIC).await.unwrap();
    let seen = stage.seen().await;
    assert_eq!((seen.change_scheduled, seen.next_plan, seen.renewal_plan()), (1, BASIC, BASIC));
    stage.schedule(BASIC).await.refused(SubscriptionError::SamePlan);
}

#[tokio::test]
async fn tells_what_follows_instead_of_what() {
    let mut stage = Stage::on(PREMIUM).await;
    let event = ChangeScheduled {
        store: stage.store.store,
        subscription: stage.subscribed(),
        user: stage.alice.address(),
        before: PREMIUM,
        after: BASIC,
    };
    emitted(stage.schedule(BASIC).await, event);
    emitted(stage.schedule(VIP).await, ChangeScheduled { before: BASIC, after: VIP, ..event });
    emitted(stage.schedule(PREMIUM).await, ChangeScheduled { before: VIP, after: PREMIUM, ..event });
}

#[tokio::test]
async fn the_last_wish_counts() {
    let mut stage = Stage::on(PREMIUM).await;
    for plan in [BASIC, ADVANCED, VIP, BASIC_YEAR, PREMIUM_YEAR] {
        stage.schedule(plan).await.unwrap();
        stage.schedule(plan).await.refused(SubscriptionError::SamePlan);
        assert_eq!(stage.seen().await.renewal_plan(), plan);
    }
}

#[tokio::test]
async fn of_the_present_plan_takes_the_wish_back() {
    let mut stage = Stage::on(PREMIUM).await;
    let before = stage.seen().await;
    stage.schedule(PREMIUM).await.refused(SubscriptionError::SamePlan);
    stage.schedule(BASIC).await.unwrap();
    stage.schedule(PREMIUM).await.unwrap();
    same(&stage.seen().await, &before);
    stage.schedule(PREMIUM).await.refused(SubscriptionError::SamePlan);
}

#[tokio::test]
async fn is_possible_until_it_expires() {
    let mut stage = Stage::on(PREMIUM).await;
    for (second, plan) in [(MONTH - 1, BASIC), (MONTH, ADVANCED), (MONTH + GRACE - 1, VIP)] {
        stage.at(second).await;
        stage.schedule(plan).await.unwrap();
    }
    stage.at(MONTH + GRACE).await;
    stage.schedule(BASIC).await.refused(SubscriptionError::Expired);
}

#[tokio::test]
async fn before_there_is_a_subscription_is_refused() {
    let mut stage = Stage::bare().await;
    stage.shop.open_subscription(&stage.alice).await.unwrap();
    stage.schedule(ADVANCED).await.refused(SubscriptionError::Expired);
    stage.schedule(BASIC).await.refused(SubscriptionError::Expired);
}

#[tokio::test]
async fn of_what_is_cancelled_or_ended_is_refused() {
    let mut stage = Stage::on(PREMIUM).await;
    stage.cancelling().await.unwrap();
    stage.schedule(BASIC).await.refused(SubscriptionError::Cancelled);
    stage.taking_back().await.unwrap();
    stage.schedule(BASIC).await.unwrap();
    stage.ending().await.unwrap();
    stage.schedule(ADVANCED).await.refused(SubscriptionError::Expired);
}

#[tokio::test]
async fn a_plan_that_is_sunset_cannot_be_chosen_any_more() {
    let mut stage = Stage::on(PREMIUM).await;
    stage.sunset_plan(ADVANCED).await.unwrap();
    stage.schedule(ADVANCED).await.refused(SubscriptionError::Sunset);
}

#[tokio::test]
async fn a_plan_that_was_chosen_before_it_was_sunset_follows() {
    let mut stage = Stage::on(PREMIUM).await;
    stage.schedule(ADVANCED).await.unwrap();
    stage.sunset_plan(ADVANCED).await.unwrap();
    stage.at(MONTH).await;
    stage.paying().await.unwrap();
    assert_eq!(stage.seen().await.plan, ADVANCED);
}

#[tokio::test]
async fn is_possible_while_the_store_is_paused() {
    let mut stage = Stage::on(PREMIUM).await;
    stage.pausing().await;
    stage.schedule(BASIC).await.unwrap();
    stage.unschedule().await.unwrap();
}

#[tokio::test]
async fn only_the_user_chooses() {
    let mut stage = Stage::on(PREMIUM).await;
    let alice = stage.alice.address();
    let bob = stage.customer().await.keypair;
    let (ruler, operator) = (stage.ruler.insecure_clone(), stage.operator.insecure_clone());
    let schedule = stage.store.schedule_change(&alice, BASIC);
    for other in [bob, ruler, operator] {
        let by = solana_signer::Signer::pubkey(&other);
        let outcome = stage.attempt(schedule.clone().with(alice, by), &[&other]).await;
        outcome.refused(SubscriptionError::NotUser);
    }
    let outcome = stage.attempt(schedule.unsigned(alice), &[]).await;
    outcome.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn with_another_account_than_each_is_refused() {
    let mut stage = Stage::on(PREMIUM).await;
    let there = Neighbour::of(&mut stage).await;
    let mut table = impostors::of_the_store(&mut stage, &there, SubscriptionError::WrongPlan).await;
    table.extend(impostors::of_the_plan(&mut stage, &there, BASIC).await);
    table.extend(impostors::of_the_subscription(&mut stage, SubscriptionError::NotUser).await);
    table.push(impostors::of_her_other_subscription(&stage, &there));
    let (user, signer) = (stage.alice.address(), stage.alice.keypair.insecure_clone());
    let schedule = stage.store.schedule_change(&user, BASIC);
    stage.refuses_impostors(&schedule, &[&signer], &table).await;
    stage.refuses_read_only(&schedule, &[&signer]).await;
    stage.attempt(schedule, &[&signer]).await.unwrap();
}
