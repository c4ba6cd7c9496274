//! Ending the paid time now: the store and the user agree.

use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_signer::Signer;
use subscriptions::Ended;
use tenure_client::subscriptions::SubscriptionError;
use tenure_tests::{OutcomeExt, Substitute, ADVANCED, BASIC, BASIC_YEAR, PREMIUM, START};

use crate::{
    impostors,
    neighbour::Neighbour,
    stage::{emitted, same, whole, Stage, DAY, FEBRUARY, GRACE, HALF, MONTH, NONE},
};

#[tokio::test]
async fn what_is_unused_is_credit() {
    let mut stage = Stage::on(BASIC).await;
    stage.allow(10_000_000).await;
    let mut expected = stage.seen().await;
    stage.at(HALF).await;
    stage.ending().await.unwrap();
    let now = START + HALF;
    expected.current = whole(now, now, 0);
    (expected.credit, expected.lapses_at, expected.cancelled) = (5_000_000, now, 1);
    expected.mandate = Default::default();
    same(&stage.seen().await, &expected);
    assert_eq!((stage.tills().await, stage.shown().await), ((10_000_000, 0), (1, now)));
    stage.shop.assert_access(&stage.alice, 1).await.refused(SubscriptionError::NoAccess);
}

#[tokio::test]
async fn tells_what_was_ended() {
    let mut stage = Stage::on(PREMIUM).await;
    stage.switch(BASIC_YEAR).await.unwrap();
    stage.at(73 * DAY).await;
    let event = Ended {
        store: stage.store.store,
        subscription: stage.subscribed(),
        user: stage.alice.address(),
        authority: stage.ruler.pubkey(),
        paid_through_before: START + 365 * DAY,
        paid_through_after: START + 73 * DAY,
        credit_before: 0,
        credit_after: 80_000_000,
    };
    emitted(stage.ending().await, event);

    let usdc = stage.usdc.clone();
    stage.shop.subscribe(&stage.alice, BASIC, &usdc).await.unwrap();
    let paid_through = stage.seen().await.paid_through();
    let event = Ended {
        paid_through_before: paid_through,
        credit_before: 70_000_000,
        credit_after: 80_000_000,
        ..event
    };
    emitted(stage.ending().await, event);
}

#[tokio::test]
async fn of_the_first_second_all_is_credit_and_of_the_last_next_to_nothing() {
    // A second of the month is worth 3.7 millionths.
    for (second, credit) in [(0, 10_000_000), (1, 9_999_996), (MONTH - 1, 3)] {
        let mut stage = Stage::on(BASIC).await;
        stage.at(second).await;
        stage.ending().await.unwrap();
        assert_eq!(stage.seen().await.credit, credit, "after {second} seconds");
    }
}

#[tokio::test]
async fn what_was_not_paid_for_is_no_credit() {
    let mut stage = Stage::on_with_own(BASIC).await;
    stage.ending().await.unwrap();
    assert_eq!(stage.seen().await.credit, 8_000_000);

    let mut stage = Stage::bare().await;
    stage.shop.grant(&stage.alice, PREMIUM).await.unwrap();
    stage.ending().await.unwrap();
    assert_eq!(stage.seen().await.credit, 0);
}

#[tokio::test]
async fn a_period_ahead_is_credit_in_full() {
    let mut stage = Stage::on(BASIC).await;
    stage.at(MONTH - DAY).await;
    stage.paying().await.unwrap();
    stage.ending().await.unwrap();
    let (seen, now) = (stage.seen().await, START + MONTH - DAY);
    assert_eq!((seen.current, seen.ahead, seen.credit), (whole(now, now, 0), NONE, 10_322_580));

    let mut stage = Stage::on(BASIC).await;
    stage.at(MONTH - DAY).await;
    stage.paying().await.unwrap();
    stage.at(MONTH + FEBRUARY / 4).await;
    stage.ending().await.unwrap();
    assert_eq!((stage.seen().await.ahead, stage.seen().await.credit), (NONE, 7_500_000));
}

#[tokio::test]
async fn from_the_end_on_there_is_nothing_to_end() {
    let mut stage = Stage::on(BASIC).await;
    for (second, refusal) in [
        (MONTH, SubscriptionError::Unpaid),
        (MONTH + GRACE - 1, SubscriptionError::Unpaid),
        (MONTH + GRACE, SubscriptionError::Expired),
    ] {
        stage.at(second).await;
        stage.ending().await.refused(refusal);
    }
}

#[tokio::test]
async fn twice_is_refused() {
    let mut stage = Stage::on(BASIC).await;
    stage.ending().await.unwrap();
    stage.ending().await.refused(SubscriptionError::Expired);
    stage.at(1).await;
    stage.ending().await.refused(SubscriptionError::Expired);
}

#[tokio::test]
async fn before_there_is_a_subscription_is_refused() {
    let mut stage = Stage::bare().await;
    stage.shop.open_subscription(&stage.alice).await.unwrap();
    stage.ending().await.refused(SubscriptionError::Expired);
}

#[tokio::test]
async fn neither_cancelled_nor_excluded_nor_paused_stands_in_the_way() {
    let mut stage = Stage::on(BASIC).await;
    stage.cancelling().await.unwrap();
    stage.shop.exclude(&stage.alice).await.unwrap();
    stage.pausing().await;
    stage.at(HALF).await;
    stage.ending().await.unwrap();
    assert_eq!(stage.seen().await.credit, 5_000_000);
}

#[tokio::test]
async fn a_badge_that_was_revoked_stays_revoked() {
    let mut stage = Stage::on(BASIC).await;
    stage.shop.exclude(&stage.alice).await.unwrap();
    let before = stage.shop.badge(&stage.alice).await.unwrap();
    stage.ending().await.unwrap();
    let after = stage.shop.badge(&stage.alice).await.unwrap();
    assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&before));
}

#[tokio::test]
async fn the_mandate_is_worth_nothing_any_more() {
    let mut stage = Stage::on(BASIC).await;
    let usdc = stage.usdc.clone();
    stage.allow(10_000_000).await;
    stage.ending().await.unwrap();
    stage.renewing().await.refused(SubscriptionError::WrongMandate);
    // Nor for the next subscription, in the very same second.
    stage.shop.subscribe(&stage.alice, BASIC, &usdc).await.unwrap();
    stage.at(MONTH - DAY).await;
    stage.renewing().await.refused(SubscriptionError::WrongMandate);
    assert_eq!(stage.tills().await, (10_000_000, 0));
}

#[tokio::test]
async fn nothing_is_owed_and_the_credit_pays_for_what_comes_next() {
    let mut stage = Stage::on(BASIC).await;
    stage.at(HALF).await;
    stage.ending().await.unwrap();
    stage.at(HALF + DAY).await;
    let usdc = stage.usdc.clone();
    stage.shop.subscribe(&stage.alice, ADVANCED, &usdc).await.unwrap();
    let (seen, now) = (stage.seen().await, START + HALF + DAY);
    assert_eq!((seen.current, seen.credit), (whole(now, now + MONTH, 30_000_000), 0));
    assert_eq!(stage.tills().await, (35_000_000, 0));
}

#[tokio::test]
async fn the_user_has_to_agree() {
    let mut stage = Stage::on(BASIC).await;
    let (alice, ruler) = (stage.alice.address(), stage.ruler.insecure_clone());
    let end = stage.store.end(ruler.pubkey(), &alice);
    for other in [stage.customer().await.keypair, stage.operator.insecure_clone(), Keypair::new()] {
        let outcome = stage.attempt(end.clone().with(alice, other.pubkey()), &[&ruler, &other]).await;
        outcome.refused(SubscriptionError::NotUser);
    }
    let alone = stage.attempt(end.clone().with(alice, ruler.pubkey()), &[&ruler]).await;
    alone.refused(SubscriptionError::NotUser);
    let outcome = stage.attempt(end.unsigned(alice), &[&ruler]).await;
    outcome.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn the_store_has_to_agree() {
    let mut stage = Stage::on(BASIC).await;
    let (user, signer) = (stage.alice.address(), stage.alice.keypair.insecure_clone());
    impostors::refuses_other_authorities(&mut stage, |stage, by| stage.store.end(by, &user), &[&signer])
        .await;
    let ruler = stage.ruler.pubkey();
    let end = stage.store.end(ruler, &user).unsigned(ruler);
    let outcome = stage.attempt(end, &[&signer]).await;
    outcome.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn with_another_account_than_each_is_refused() {
    let mut stage = Stage::on(BASIC).await;
    let there = Neighbour::of(&mut stage).await;
    let mut table = impostors::of_the_store(&mut stage, &there, SubscriptionError::NotAuthority).await;
    table.extend(impostors::of_the_subscription(&mut stage, SubscriptionError::NotUser).await);
    table.push(impostors::of_her_other_subscription(&stage, &there));
    table.extend(impostors::of_the_badge(&mut stage, &there).await);
    let (user, signer) = (stage.alice.address(), stage.alice.keypair.insecure_clone());
    let ruler = stage.ruler.insecure_clone();
    let end = stage.store.end(ruler.pubkey(), &user);
    stage.refuses_impostors(&end, &[&ruler, &signer], &table).await;
    stage.refuses_read_only(&end, &[&ruler, &signer]).await;

    // The authority of another store ends nothing here.
    let theirs =
        end.clone().with(stage.store.store, there.keys.store).with(ruler.pubkey(), there.ruler.pubkey());
    let outcome = stage.attempt(theirs, &[&there.ruler, &signer]).await;
    outcome.refused(SubscriptionError::WrongSubscription);
    stage.attempt(end, &[&ruler, &signer]).await.unwrap();
}
