//! The badge follows a switch, and stands in the way of none.

use solana_keypair::Keypair;
use solana_signer::Signer;
use tenure_tests::{ADVANCED, BASIC, BASIC_YEAR, START};

use crate::stage::{Stage, HALF, MONTH};

#[tokio::test]
async fn shows_the_new_tier_and_the_new_end() {
    let mut stage = Stage::on(ADVANCED).await;
    assert_eq!(stage.shown().await, (2, START + MONTH));
    stage.at(HALF).await;
    stage.switch(BASIC_YEAR).await.unwrap();
    assert_eq!(stage.shown().await, (1, 1_800_403_200));
    stage.shop.assert_access(&stage.alice, 1).await.unwrap();
}

#[tokio::test]
async fn that_was_revoked_stays_revoked() {
    let mut stage = Stage::on(BASIC).await;
    stage.shop.exclude(&stage.alice).await.unwrap();
    stage.shop.reinstate(&stage.alice).await.unwrap();
    let before = stage.shop.badge(&stage.alice).await.unwrap();
    stage.switch(ADVANCED).await.unwrap();
    let after = stage.shop.badge(&stage.alice).await.unwrap();
    assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&before));
    assert_eq!(stage.seen().await.tier, 2);
}

#[tokio::test]
async fn of_a_collection_that_another_issues_stays_as_it_is() {
    let mut stage = Stage::on(BASIC).await;
    let (heir, ruler) = (Keypair::new(), stage.ruler.insecure_clone());
    let (store, badges) = (stage.store, stage.store.badges);
    let offer = store.offer_collection(ruler.pubkey(), heir.pubkey());
    let accept = badges.accept_authority(heir.pubkey());
    stage.send(&[offer, accept], &[&ruler, &heir]).await.unwrap();
    stage.switch(ADVANCED).await.unwrap();
    assert_eq!(stage.shown().await, (1, START + MONTH));
    assert_eq!(stage.seen().await.tier, 2);
}

#[tokio::test]
async fn that_is_gone_is_not_missed() {
    let mut stage = Stage::on(BASIC).await;
    // As the membership program leaves it, once it has closed it.
    let badge = stage.store.badges.badge(&stage.alice.address());
    stage.set_account(&badge, solana_account::Account::default());
    stage.switch(ADVANCED).await.unwrap();
    assert!(stage.shop.badge(&stage.alice).await.is_none());
    assert_eq!(stage.seen().await.tier, 2);
}
