//! What a signature allows: a charge, until a second, for one state of the subscription.

use tenure_client::subscriptions::{Consent, SubscriptionError};
use tenure_tests::{Outcome, OutcomeExt, ADVANCED, BASIC, BASIC_YEAR, PREMIUM, START};

use crate::stage::{Stage, HALF, MONTH};

async fn switching_with(stage: &mut Stage, plan: u32, consent: Consent) -> Outcome {
    let (switch, signer) = (stage.switching(plan, consent), stage.alice.keypair.insecure_clone());
    stage.attempt(switch, &[&signer]).await
}

#[tokio::test]
async fn no_more_is_charged_than_she_agreed_to() {
    let mut stage = Stage::on(BASIC).await;
    stage.at(HALF).await;
    let consent = stage.consenting(9_999_999, u64::MAX).await;
    switching_with(&mut stage, ADVANCED, consent).await.refused(SubscriptionError::AboveMaxIn);
    let consent = stage.consenting(10_000_000, u64::MAX).await;
    switching_with(&mut stage, ADVANCED, consent).await.unwrap();
}

#[tokio::test]
async fn of_nothing_is_enough_where_nothing_is_charged() {
    let mut stage = Stage::on(PREMIUM).await;
    let consent = stage.consenting(0, u64::MAX).await;
    switching_with(&mut stage, BASIC_YEAR, consent).await.unwrap();
}

#[tokio::test]
async fn the_limit_is_in_tokens() {
    let mut stage = Stage::on(BASIC).await;
    let user = stage.alice.address();
    let (keys, signer) = (stage.own.keys, stage.alice.keypair.insecure_clone());
    // Four fifths of 20 dollars at 2 each.
    for (max_in, fits) in [(7_999_999_999, false), (8_000_000_000, true)] {
        let consent = stage.consenting(max_in, u64::MAX).await;
        let switch = stage.store.switch_plan(&user, ADVANCED, &keys, keys.source(&user), consent);
        let outcome = stage.attempt(switch, &[&signer]).await;
        if fits {
            outcome.unwrap();
        } else {
            outcome.refused(SubscriptionError::AboveMaxIn);
        }
    }
}

#[tokio::test]
async fn is_over_from_its_last_second_on() {
    let mut stage = Stage::on(BASIC).await;
    stage.at(HALF).await;
    for valid_until in [0, START + HALF - 1, START + HALF] {
        let consent = stage.consenting(u64::MAX, valid_until).await;
        switching_with(&mut stage, ADVANCED, consent).await.refused(SubscriptionError::ConsentExpired);
    }
    let consent = stage.consenting(u64::MAX, START + HALF + 1).await;
    switching_with(&mut stage, ADVANCED, consent).await.unwrap();
}

#[tokio::test]
async fn is_for_the_subscription_as_she_saw_it() {
    let mut stage = Stage::on(ADVANCED).await;
    let seen = stage.consenting(u64::MAX, u64::MAX).await;
    assert_eq!((seen.incarnation, seen.paid_through, seen.plan), (START, START + MONTH, ADVANCED));
    for other in [
        Consent { incarnation: START - 1, ..seen },
        Consent { incarnation: START + 1, ..seen },
        Consent { paid_through: START + MONTH - 1, ..seen },
        Consent { paid_through: START + MONTH + 1, ..seen },
        Consent { plan: BASIC, ..seen },
        Consent { plan: PREMIUM, ..seen },
        Consent { plan: u32::MAX, ..seen },
        Consent { incarnation: 0, paid_through: 0, plan: 0, ..seen },
    ] {
        switching_with(&mut stage, PREMIUM, other).await.refused(SubscriptionError::ConsentOutdated);
    }
    switching_with(&mut stage, PREMIUM, seen).await.unwrap();
}

#[tokio::test]
async fn is_worth_nothing_once_she_is_on_another_plan() {
    let mut stage = Stage::on(BASIC).await;
    let old = stage.consenting(u64::MAX, u64::MAX).await;
    stage.switch(ADVANCED).await.unwrap();
    // Neither the incarnation nor the end of the paid time tells them apart.
    let seen = stage.seen().await;
    assert_eq!((seen.incarnation, seen.paid_through()), (old.incarnation, old.paid_through));
    switching_with(&mut stage, PREMIUM, old).await.refused(SubscriptionError::ConsentOutdated);
    // Nor does one that was signed twice charge twice.
    switching_with(&mut stage, ADVANCED, old).await.refused(SubscriptionError::ConsentOutdated);
    let new = stage.consenting(u64::MAX, u64::MAX).await;
    switching_with(&mut stage, PREMIUM, new).await.unwrap();
}

#[tokio::test]
async fn is_worth_nothing_once_a_period_more_is_paid() {
    let mut stage = Stage::on(BASIC).await;
    let old = stage.consenting(u64::MAX, u64::MAX).await;
    stage.at(MONTH - 1).await;
    stage.paying().await.unwrap();
    switching_with(&mut stage, ADVANCED, old).await.refused(SubscriptionError::ConsentOutdated);
}

#[tokio::test]
async fn is_worth_nothing_once_she_has_left_and_come_back_in_the_same_second() {
    let mut stage = Stage::on(BASIC).await;
    let old = stage.consenting(u64::MAX, u64::MAX).await;
    stage.ending().await.unwrap();
    let usdc = stage.usdc.clone();
    stage.shop.subscribe(&stage.alice, BASIC, &usdc).await.unwrap();
    // The paid time ends when it did: the incarnation tells them apart.
    assert_eq!(stage.seen().await.paid_through(), old.paid_through);
    switching_with(&mut stage, ADVANCED, old).await.refused(SubscriptionError::ConsentOutdated);
}
