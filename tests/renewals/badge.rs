//! The badge follows a renewal, and stands in the way of none.

use membership::MembershipError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use spl_token_2022_interface::instruction::burn;
use tenure_client::{membership::Badge, subscriptions::SubscriptionError};
use tenure_tests::{OutcomeExt, Substitute, BASIC};

use crate::stage::{bytes, write, Stage, DAY, ENDS, PRICE};

/// Both ways to pay for the next period leave the badge as it is: none, or not a live one.
async fn renews_beside_it(stage: &mut Stage) {
    let address = stage.shop.store.badges.badge(&stage.alice.address());
    for by_hand in [false, true] {
        stage.shop.go_to_end(&stage.alice, -1).await;
        let before = stage.shop.account(&address).await;
        let ends = stage.shop.subscription(&stage.alice).await.paid_through();
        if by_hand {
            stage.shop.pay_now(&stage.alice, &stage.money).await.unwrap();
        } else {
            stage.renew().await.unwrap();
        }
        assert!(stage.shop.subscription(&stage.alice).await.paid_through() > ends);
        assert_eq!(stage.shop.account(&address).await, before);
    }
}

#[tokio::test]
async fn it_shows_the_new_end_and_tier_and_that_it_was_paid_here() {
    let mut stage = Stage::new().await;
    stage.shop.go_to_end(&stage.alice, -1).await;
    // One period by card, which the badge says, and then one of another plan under the mandate.
    stage.shop.grant(&stage.alice, tenure_tests::ADVANCED).await.unwrap();
    assert_eq!(stage.shop.badge(&stage.alice).await.unwrap().granted, 1);
    stage.shop.schedule_change(&stage.alice, BASIC).await.unwrap();
    stage.shop.go_to_end(&stage.alice, 0).await;
    let mut badge = stage.shop.badge(&stage.alice).await.unwrap();
    stage.renew().await.unwrap();
    (badge.tier, badge.granted, badge.expires_at) = (1, 0, ENDS[2]);
    assert_eq!(bytes(&stage.shop.badge(&stage.alice).await.unwrap()), bytes(&badge));
}

#[tokio::test]
async fn one_that_fell_behind_is_brought_up() {
    let mut stage = Stage::due().await;
    let address = stage.shop.store.badges.badge(&stage.alice.address());
    write(&mut stage.shop, &address, |badge: &mut Badge| (badge.tier, badge.expires_at) = (4, 1)).await;
    stage.renew().await.unwrap();
    let badge = stage.shop.badge(&stage.alice).await.unwrap();
    assert_eq!((badge.tier, badge.expires_at), (2, ENDS[1]));
}

#[tokio::test]
async fn one_whose_token_was_burned_is_extended_still() {
    let mut stage = Stage::due().await;
    let (user, badges) = (stage.alice.address(), stage.shop.store.badges);
    let (mint, tokens) = (badges.mint(&user), badges.token(&user));
    let burn = burn(&tenure_client::membership::TOKEN_PROGRAM, &tokens, &mint, &user, &[], 1).unwrap();
    stage.shop.send(&[burn], &[&stage.alice.keypair]).await.unwrap();
    stage.renew().await.unwrap();
    assert_eq!(stage.shop.badge(&stage.alice).await.unwrap().expires_at, ENDS[1]);
    stage.shop.go_to_end(&stage.alice, -1).await;
    stage.shop.pay_now(&stage.alice, &stage.money).await.unwrap();
    assert_eq!(stage.shop.badge(&stage.alice).await.unwrap().expires_at, ENDS[2]);
}

#[tokio::test]
async fn one_that_was_revoked_is_left() {
    let mut stage = Stage::new().await;
    stage.shop.exclude(&stage.alice).await.unwrap();
    stage.shop.reinstate(&stage.alice).await.unwrap();
    assert_eq!(stage.shop.badge(&stage.alice).await.unwrap().status, Badge::REVOKED);
    renews_beside_it(&mut stage).await;
}

#[tokio::test]
async fn one_that_has_expired_and_was_removed_is_not_missed() {
    let mut stage = Stage::new().await;
    // Revoked, it is not extended any more, and outlives its own time and grace.
    stage.shop.exclude(&stage.alice).await.unwrap();
    stage.shop.reinstate(&stage.alice).await.unwrap();
    stage.shop.set_time(ENDS[0] - 1).await;
    stage.renew().await.unwrap();
    stage.shop.set_time(ENDS[0] + 3 * DAY).await;
    let badge = stage.shop.badge(&stage.alice).await.unwrap();
    let expire = stage.shop.store.badges.expire(&badge);
    stage.shop.attempt(expire, &[]).await.unwrap();
    assert!(stage.shop.badge(&stage.alice).await.is_none());
    renews_beside_it(&mut stage).await;
    assert_eq!(stage.purses().await.1, 4 * PRICE);
}

#[tokio::test]
async fn one_that_is_missing_is_missing_at_its_address() {
    let mut stage = Stage::due().await;
    let address = stage.shop.store.badges.badge(&stage.alice.address());
    stage.shop.set_account(&address, Default::default());
    for other in [Pubkey::new_unique(), stage.alice.address(), stage.shop.store.badges.group] {
        let renewal = stage.renewal().with(address, other);
        stage.shop.attempt(renewal, &[]).await.refused(SubscriptionError::WrongBadge);
    }
    stage.renew().await.unwrap();
}

#[tokio::test]
async fn lamports_in_its_place_are_no_badge() {
    let mut stage = Stage::new().await;
    let address = stage.shop.store.badges.badge(&stage.alice.address());
    let gift = solana_account::Account { lamports: 1_000_000, ..Default::default() };
    stage.shop.set_account(&address, gift);
    renews_beside_it(&mut stage).await;
}

#[tokio::test]
async fn one_of_an_unknown_version_is_refused() {
    let mut stage = Stage::due().await;
    let address = stage.shop.store.badges.badge(&stage.alice.address());
    crate::stage::unknown_version(&mut stage.shop, &address).await;
    stage.renew().await.refused(MembershipError::UnknownVersion);
}

#[tokio::test]
async fn one_that_is_anothers_to_issue_is_left() {
    let mut stage = Stage::new().await;
    let (ruler, heir) = (stage.shop.ruler.insecure_clone(), Keypair::new());
    let keys = stage.shop.store;
    let offer = keys.offer_collection(ruler.pubkey(), heir.pubkey());
    stage.shop.attempt(offer, &[&ruler]).await.unwrap();
    let accept = keys.badges.accept_authority(heir.pubkey());
    stage.shop.attempt(accept, &[&heir]).await.unwrap();
    renews_beside_it(&mut stage).await;
    // Back at the store's, it is brought up with the next.
    let offer = keys.badges.propose_authority(heir.pubkey(), keys.store);
    let take = keys.take_collection(ruler.pubkey());
    stage.shop.attempt_all(&[offer, take], &[&heir, &ruler]).await.unwrap();
    stage.shop.go_to_end(&stage.alice, -1).await;
    stage.renew().await.unwrap();
    assert_eq!(stage.shop.badge(&stage.alice).await.unwrap().expires_at, ENDS[3]);
}
