//! Events as their readers see them, who know neither the program nor its types.

use anchor_lang::{hash::sha256, Discriminator};
use subscriptions::{MandateGranted, MandateRevoked, ReminderDue, RenewalFailed, Renewed};
use tenure_client::{
    event_data,
    subscriptions::{events, Event},
};
use tenure_tests::ADVANCED;

use crate::stage::{leave, Stage, ENDS, PRICE};

#[test]
fn are_told_apart_as_anchor_does() {
    for (name, discriminator) in [
        ("MandateGranted", MandateGranted::DISCRIMINATOR),
        ("MandateRevoked", MandateRevoked::DISCRIMINATOR),
        ("Renewed", Renewed::DISCRIMINATOR),
        ("RenewalFailed", RenewalFailed::DISCRIMINATOR),
        ("ReminderDue", ReminderDue::DISCRIMINATOR),
    ] {
        assert_eq!(discriminator, &sha256(format!("event:{name}").as_bytes())[..8], "{name}");
    }
}

#[tokio::test]
async fn are_laid_out_field_by_field() {
    let mut stage = Stage::due().await;
    let (store, user) = (stage.shop.store, stage.alice.address());
    let keeper = stage.shop.tokens_of(&stage.money.mint, &user, 0).await;
    let receipt = stage.shop.renew_for(&stage.alice, &stage.money, Some(keeper)).await.unwrap();
    let bytes = [
        &sha256(b"event:Renewed")[..8],
        &store.store.to_bytes(),
        &store.subscription(&user).to_bytes(),
        &user.to_bytes(),
        &keeper.to_bytes(),
        &stage.money.mint.address.to_bytes(),
        &30_000_000_u64.to_le_bytes(),
        &PRICE.to_le_bytes(),
        &150_000_u64.to_le_bytes(),
        &ENDS[0].to_le_bytes(),
        &ENDS[1].to_le_bytes(),
        &0_u64.to_le_bytes(),
        &0_u64.to_le_bytes(),
        &ADVANCED.to_le_bytes(),
        &ADVANCED.to_le_bytes(),
    ];
    assert_eq!(event_data(&receipt.logs, &subscriptions::ID), [bytes.concat()]);
    // The badge tells of itself, by its own program.
    assert_eq!(event_data(&receipt.logs, &membership::ID).len(), 1);
}

#[tokio::test]
async fn the_client_reads_them() {
    let mut stage = Stage::due().await;
    let receipt = stage.shop.remind(&stage.alice).await.unwrap();
    let [Event::ReminderDue(due)] = events(&receipt.logs)[..] else { panic!("a reminder") };
    assert_eq!((due.user, due.paid_through), (stage.alice.address(), ENDS[0]));
    leave(&mut stage.shop, &stage.alice, &stage.money, 0).await;
    let receipt = stage.renew().await.unwrap();
    let [Event::RenewalFailed(failed)] = events(&receipt.logs)[..] else { panic!("a failure") };
    assert_eq!((failed.user, failed.failure, failed.tokens), (stage.alice.address(), 9, PRICE));
}

#[tokio::test]
async fn of_what_was_refused_there_are_none() {
    let mut stage = Stage::new().await;
    let failure = stage.renew().await.unwrap_err();
    assert!(!failure.logs.iter().any(|line| line.starts_with("Program data: ")));
}
