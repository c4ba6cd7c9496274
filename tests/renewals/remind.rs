use anchor_lang::ErrorCode;
use solana_instruction_error::InstructionError;
use solana_signer::Signer;
use subscriptions::ReminderDue;
use tenure_client::subscriptions::SubscriptionError;
use tenure_tests::{Impostor, IntoCode, OutcomeExt, ADVANCED, BASIC, START};

use crate::{
    elsewhere::Elsewhere,
    stage::{bytes, emitted, unknown_version, Stage, DAY, ENDS, PRICE},
};

/// What a reminder of Alice's tells.
fn due(stage: &Stage, paid_through: u64, plan: u32) -> ReminderDue {
    let (keys, user) = (stage.shop.store, stage.alice.address());
    ReminderDue {
        store: keys.store,
        subscription: keys.subscription(&user),
        user,
        paid_through,
        mandate: keys.mandate(&user, &stage.money.mint.address),
        plan,
        reserved: 0,
    }
}

#[tokio::test]
async fn tells_that_a_renewal_is_near_and_keeps_that_it_did() {
    let mut stage = Stage::due().await;
    let mut expected = stage.shop.subscription(&stage.alice).await;
    let event = due(&stage, ENDS[0], ADVANCED);
    emitted(stage.shop.remind(&stage.alice).await, event);
    expected.reminded = ENDS[0];
    assert_eq!(bytes(&stage.shop.subscription(&stage.alice).await), bytes(&expected));
}

#[tokio::test]
async fn tells_once_of_each_period() {
    let mut stage = Stage::due().await;
    stage.shop.remind(&stage.alice).await.unwrap();
    for t in [ENDS[0] - 1, ENDS[0], ENDS[0] + 3 * DAY - 1] {
        stage.shop.set_time(t).await;
        stage.shop.remind(&stage.alice).await.refused(SubscriptionError::AlreadyReminded);
    }
    stage.renew().await.unwrap();
    // The next one is far, and then near.
    stage.shop.remind(&stage.alice).await.refused(SubscriptionError::NotInWindow);
    stage.shop.set_time(ENDS[1] - DAY).await;
    let event = due(&stage, ENDS[1], ADVANCED);
    emitted(stage.shop.remind(&stage.alice).await, event);
}

#[tokio::test]
async fn once_even_in_one_transaction() {
    let mut stage = Stage::due().await;
    let reminder = stage.shop.store.remind(&stage.alice.address());
    let twice = [reminder.clone(), reminder];
    stage.shop.attempt_all(&twice, &[]).await.refused(SubscriptionError::AlreadyReminded);
    assert_eq!(stage.shop.subscription(&stage.alice).await.reminded, 0);
}

#[tokio::test]
async fn it_is_near_from_the_windows_first_second_until_it_expires() {
    for (t, refusal) in [
        (START, Some(SubscriptionError::NotInWindow)),
        (ENDS[0] - DAY - 1, Some(SubscriptionError::NotInWindow)),
        (ENDS[0] - DAY, None),
        (ENDS[0] + 3 * DAY - 1, None),
        (ENDS[0] + 3 * DAY, Some(SubscriptionError::Expired)),
    ] {
        let mut stage = Stage::new().await;
        stage.shop.set_time(t).await;
        let outcome = stage.shop.remind(&stage.alice).await;
        match refusal {
            Some(refusal) => outcome.refused(refusal),
            None => drop(outcome.unwrap()),
        }
    }
}

#[tokio::test]
async fn a_period_that_is_paid_ahead_needs_no_reminder() {
    let mut stage = Stage::due().await;
    stage.renew().await.unwrap();
    stage.shop.remind(&stage.alice).await.refused(SubscriptionError::NotInWindow);
}

#[tokio::test]
async fn nobody_is_reminded_of_what_will_not_be() {
    let mut stage = Stage::due().await;
    stage.shop.cancel(&stage.alice).await.unwrap();
    stage.shop.remind(&stage.alice).await.refused(SubscriptionError::Cancelled);
    stage.shop.take_back_cancellation(&stage.alice).await.unwrap();
    stage.shop.remind(&stage.alice).await.unwrap();
    // Nor who has never subscribed.
    let bob = stage.shop.customer().await;
    stage.shop.open_subscription(&bob).await.unwrap();
    stage.shop.remind(&bob).await.refused(SubscriptionError::Expired);
}

#[tokio::test]
async fn nobody_is_reminded_whom_the_store_has_excluded() {
    let mut stage = Stage::due().await;
    stage.shop.exclude(&stage.alice).await.unwrap();
    for t in [ENDS[0] - 1, ENDS[0]] {
        stage.shop.set_time(t).await;
        stage.shop.remind(&stage.alice).await.refused(SubscriptionError::Revoked);
    }
    stage.shop.reinstate(&stage.alice).await.unwrap();
    stage.shop.remind(&stage.alice).await.unwrap();
}

#[tokio::test]
async fn a_change_is_reminded_of_before_it_can_be_paid() {
    let mut stage = Stage::new().await;
    stage.shop.schedule_change(&stage.alice, BASIC).await.unwrap();
    stage.shop.set_time(ENDS[0] - DAY - 1).await;
    stage.shop.remind(&stage.alice).await.refused(SubscriptionError::NotInWindow);
    stage.shop.set_time(ENDS[0] - DAY).await;
    let event = due(&stage, ENDS[0], BASIC);
    emitted(stage.shop.remind(&stage.alice).await, event);
    stage.renew().await.refused(SubscriptionError::TooEarly);
}

#[tokio::test]
async fn tells_of_the_plan_that_follows_and_of_no_mandate() {
    let mut stage = Stage::new().await;
    stage.shop.schedule_change(&stage.alice, BASIC).await.unwrap();
    stage.shop.revoke_mandate(&stage.alice, &stage.money).await.unwrap();
    stage.shop.go_to_end(&stage.alice, -1).await;
    let event = ReminderDue { mandate: Default::default(), ..due(&stage, ENDS[0], BASIC) };
    emitted(stage.shop.remind(&stage.alice).await, event);
}

#[tokio::test]
async fn a_pause_stops_no_reminder() {
    let mut stage = Stage::due().await;
    let guard = stage.shop.guard.insecure_clone();
    let pause = stage.shop.store.pause(guard.pubkey());
    stage.shop.attempt(pause, &[&guard]).await.unwrap();
    stage.shop.remind(&stage.alice).await.unwrap();
}

#[tokio::test]
async fn wants_nobodys_signature() {
    let stage = Stage::due().await;
    let reminder = stage.shop.store.remind(&stage.alice.address());
    assert!(reminder.accounts.iter().all(|meta| !meta.is_signer));
}

#[tokio::test]
async fn refuses_versions_it_does_not_know() {
    let mut stage = Stage::due().await;
    let address = stage.shop.store.subscription(&stage.alice.address());
    let before = unknown_version(&mut stage.shop, &address).await;
    let reminder = stage.shop.store.remind(&stage.alice.address());
    stage.shop.attempt(reminder, &[]).await.refused(SubscriptionError::UnknownVersion);
    stage.shop.set_account(&address, before);
    stage.shop.remind(&stage.alice).await.unwrap();
}

#[tokio::test]
async fn refuses_impostors() {
    let mut stage = Stage::due().await;
    let there = Elsewhere::of(&mut stage.shop, &stage.alice).await;
    let (keys, user) = (stage.shop.store, stage.alice.address());
    let subscription = keys.subscription(&user);
    let copied = stage.shop.copy(&subscription, proxy::ID).await;
    let copied_store = stage.shop.copy(&keys.store, proxy::ID).await;
    let moved_store = stage.shop.copy(&keys.store, subscriptions::ID).await;
    let small = InstructionError::AccountDataTooSmall;
    let alien = ErrorCode::ConstraintOwner.code();
    let wrong = SubscriptionError::WrongSubscription.code();
    let impostors: Vec<Impostor> = vec![
        (keys.store, there.store.store, "another store", wrong.clone()),
        (keys.store, moved_store, "the store at another address", wrong.clone()),
        (keys.store, copied_store, "the store's bytes", alien.clone()),
        (keys.store, keys.plan(BASIC), "a plan as store", small.clone()),
        (subscription, there.store.subscription(&user), "hers in another store", wrong),
        (subscription, copied, "a subscription's bytes", alien),
        (subscription, keys.plan(BASIC), "a plan as subscription", small.clone()),
        (subscription, keys.subscription(&stage.shop.payer()), "one that was never opened", small),
    ];
    let reminder = keys.remind(&user);
    stage.shop.refuses_impostors(&reminder, &[], &impostors).await;
    stage.shop.refuses_read_only(&reminder, &[]).await;
    stage.shop.attempt(reminder, &[]).await.unwrap();
    assert_eq!(stage.purses().await.1, PRICE);
}
