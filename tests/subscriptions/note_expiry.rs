use anchor_lang::ErrorCode;
use solana_instruction_error::InstructionError;
use subscriptions::{SubscriptionError, SubscriptionExpired};
use tenure_client::subscriptions::Subscription;
use tenure_tests::{IntoCode, OutcomeExt, Shop, ADVANCED, START};

use crate::{
    impostors::{Scene, NOTHING_TO_WRITE},
    stage::{emitted, opened, overwrite, pause, same, subscribed, unknown_version, DAY, GRACE, MONTH_END},
};

#[tokio::test]
async fn tells_what_has_expired_once() {
    let (mut shop, alice) = subscribed().await;
    shop.set_time(MONTH_END + GRACE).await;
    let before = shop.subscription(&alice).await;
    let user = alice.address();
    let event = SubscriptionExpired {
        store: shop.store.store,
        subscription: shop.store.subscription(&user),
        user,
        paid_through: MONTH_END,
        lapsed_at: MONTH_END + GRACE,
        credit: 0,
    };
    emitted(shop.note_expiry(&alice).await, event);
    same(&shop.subscription(&alice).await, &Subscription { lapse_noted: 1, ..before });
    shop.note_expiry(&alice).await.refused(SubscriptionError::AlreadyNoted);
    shop.set_time(MONTH_END + 1_000 * DAY).await;
    shop.note_expiry(&alice).await.refused(SubscriptionError::AlreadyNoted);
}

#[tokio::test]
async fn tells_of_a_credit_that_is_left() {
    let (mut shop, alice) = subscribed().await;
    let ended = START + 31 * DAY / 2;
    shop.set_time(ended).await;
    shop.end(&alice).await.unwrap();
    let user = alice.address();
    let event = SubscriptionExpired {
        store: shop.store.store,
        subscription: shop.store.subscription(&user),
        user,
        paid_through: ended,
        lapsed_at: ended,
        credit: 15_000_000,
    };
    // In the second in which it was ended.
    emitted(shop.note_expiry(&alice).await, event);
}

#[tokio::test]
async fn waits_for_the_end_of_the_grace() {
    let (mut shop, alice) = subscribed().await;
    for time in [START, MONTH_END - 1, MONTH_END, MONTH_END + GRACE - 1] {
        shop.set_time(time).await;
        shop.note_expiry(&alice).await.refused(SubscriptionError::NotExpired);
    }
    shop.set_time(MONTH_END + GRACE).await;
    shop.note_expiry(&alice).await.unwrap();
}

#[tokio::test]
async fn a_cancelled_one_expires_with_the_paid_time() {
    let (mut shop, alice) = subscribed().await;
    shop.cancel(&alice).await.unwrap();
    shop.set_time(MONTH_END - 1).await;
    shop.note_expiry(&alice).await.refused(SubscriptionError::NotExpired);
    shop.set_time(MONTH_END).await;
    shop.note_expiry(&alice).await.unwrap();
}

#[tokio::test]
async fn what_never_began_does_not_expire() {
    let mut shop = Shop::new().await;
    let alice = opened(&mut shop).await;
    shop.note_expiry(&alice).await.refused(SubscriptionError::NotExpired);
    shop.set_time(START + 1_000 * DAY).await;
    shop.note_expiry(&alice).await.refused(SubscriptionError::NotExpired);
}

#[tokio::test]
async fn each_subscription_expires_anew() {
    let (mut shop, alice) = subscribed().await;
    let usdc = shop.usdc.clone();
    shop.set_time(MONTH_END + GRACE).await;
    shop.note_expiry(&alice).await.unwrap();
    shop.subscribe(&alice, ADVANCED, &usdc).await.unwrap();
    shop.note_expiry(&alice).await.refused(SubscriptionError::NotExpired);
    shop.go_to_end(&alice, i64::try_from(GRACE).unwrap()).await;
    shop.note_expiry(&alice).await.unwrap();

    shop.grant(&alice, ADVANCED).await.unwrap();
    shop.note_expiry(&alice).await.refused(SubscriptionError::NotExpired);
    shop.go_to_end(&alice, i64::try_from(GRACE).unwrap()).await;
    shop.note_expiry(&alice).await.unwrap();
}

#[tokio::test]
async fn nothing_hangs_on_it() {
    let (mut shop, alice) = subscribed().await;
    shop.set_time(MONTH_END + GRACE).await;
    shop.assert_access(&alice, 0).await.refused(SubscriptionError::NoAccess);
    shop.note_expiry(&alice).await.unwrap();
    shop.assert_access(&alice, 0).await.refused(SubscriptionError::NoAccess);
}

#[tokio::test]
async fn goes_on_while_paused_and_for_the_excluded() {
    let (mut shop, alice) = subscribed().await;
    shop.exclude(&alice).await.unwrap();
    pause(&mut shop).await;
    shop.set_time(MONTH_END + GRACE).await;
    shop.note_expiry(&alice).await.unwrap();
}

#[tokio::test]
async fn wants_nobodys_signature() {
    let (shop, alice) = subscribed().await;
    let note = shop.store.note_expiry(&alice.address());
    assert!(note.accounts.iter().all(|meta| !meta.is_signer));
}

#[tokio::test]
async fn is_refused_for_a_layout_that_came_later() {
    let (mut shop, alice) = subscribed().await;
    shop.set_time(MONTH_END + GRACE).await;
    let subscription = shop.store.subscription(&alice.address());
    unknown_version(&mut shop, &subscription).await;
    shop.note_expiry(&alice).await.refused(SubscriptionError::UnknownVersion);
    overwrite(&mut shop, &subscription, 8, &[1]).await;
    shop.note_expiry(&alice).await.unwrap();
}

#[tokio::test]
async fn refuses_impostors() {
    let mut scene = Scene::new().await;
    let note = scene.shop.store.note_expiry(&scene.alice.address());
    let subscription = scene.shop.store.subscription(&scene.alice.address());
    let pay_token = scene.shop.usdc.keys.pay_token;
    let mut impostors = scene.forged_subscriptions(NOTHING_TO_WRITE).await;
    let small = InstructionError::AccountDataTooSmall;
    impostors.push((subscription, pay_token, "a pay token as subscription", small));
    scene.shop.refuses_impostors(&note, &[], &impostors).await;

    scene.shop.set_time(MONTH_END + GRACE).await;
    let note = scene.shop.store.note_expiry(&scene.bob.address());
    scene.shop.refuses_read_only(&note, &[]).await;
    let bobs = scene.shop.store.subscription(&scene.bob.address());
    let forged = scene.shop.copy(&bobs, proxy::ID).await;
    let alien = [(bobs, forged, "an expired one's bytes", ErrorCode::ConstraintOwner.code())];
    scene.shop.refuses_impostors(&note, &[], &alien).await;
    scene.shop.attempt(note, &[]).await.unwrap();
}
