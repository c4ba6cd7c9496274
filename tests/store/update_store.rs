use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_signer::Signer;
use tenure_client::subscriptions::{StoreTerms, SubscriptionError};
use tenure_tests::{Club, IntoCode, OutcomeExt, Shop, Substitute, BASIC};

use crate::{impostors, neighbour::Neighbour, open, rule};

const DAY: u32 = 86_400;

const TERMS: StoreTerms = StoreTerms { grace: 3_601, window: 3_602, notice: 3_603, keeper_fee_bps: 7 };

#[tokio::test]
async fn sets_the_four_terms_and_nothing_else() {
    let (mut shop, ruler) = open::empty().await;
    let before = shop.store().await;
    rule::update(&mut shop, &ruler, TERMS).await.unwrap();
    let mut after = shop.store().await;
    assert_eq!((after.grace, after.window, after.notice, after.keeper_fee_bps), (3_601, 3_602, 3_603, 7));
    after.grace = before.grace;
    after.window = before.window;
    after.notice = before.notice;
    after.keeper_fee_bps = before.keeper_fee_bps;
    assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&before));
}

#[tokio::test]
async fn the_same_again_is_no_error() {
    let (mut shop, ruler) = open::empty().await;
    let before = shop.store().await;
    for _ in 0..2 {
        rule::update(&mut shop, &ruler, Shop::TERMS).await.unwrap();
    }
    assert_eq!(bytemuck::bytes_of(&shop.store().await), bytemuck::bytes_of(&before));
}

#[tokio::test]
async fn terms_at_their_bounds_are_fine() {
    let (mut shop, ruler) = open::empty().await;
    for terms in [
        StoreTerms { grace: 3_600, window: 3_600, notice: 3_600, keeper_fee_bps: 0 },
        StoreTerms { grace: Club::GRACE, window: 14 * DAY, notice: 14 * DAY, keeper_fee_bps: 100 },
    ] {
        rule::update(&mut shop, &ruler, terms).await.unwrap();
        let store = shop.store().await;
        assert_eq!((store.grace, store.window), (terms.grace, terms.window));
        assert_eq!((store.notice, store.keeper_fee_bps), (terms.notice, terms.keeper_fee_bps));
    }
}

#[tokio::test]
async fn terms_beside_their_bounds_are_refused() {
    let (mut shop, ruler) = open::empty().await;
    let terms = Shop::TERMS;
    for (what, terms) in [
        ("no grace", StoreTerms { grace: 0, ..terms }),
        ("a grace below an hour", StoreTerms { grace: 3_599, ..terms }),
        ("a grace beyond the badges'", StoreTerms { grace: Club::GRACE + 1, ..terms }),
        ("a window below an hour", StoreTerms { window: 3_599, ..terms }),
        ("a window above two weeks", StoreTerms { window: 14 * DAY + 1, ..terms }),
        ("a notice below an hour", StoreTerms { notice: 3_599, ..terms }),
        ("a notice above two weeks", StoreTerms { notice: 14 * DAY + 1, ..terms }),
        ("a fee above a hundredth", StoreTerms { keeper_fee_bps: 101, ..terms }),
    ] {
        println!("{what}");
        rule::update(&mut shop, &ruler, terms).await.refused(SubscriptionError::BadStoreTerms);
    }
}

#[tokio::test]
async fn what_a_subscriber_has_stays_as_long_as_it_was() {
    let mut shop = Shop::new().await;
    let (ruler, usdc) = (shop.ruler.insecure_clone(), shop.usdc.clone());
    let early = shop.subscriber(BASIC, &usdc).await;
    let before = shop.subscription(&early).await;
    assert_eq!(before.lapses_at - before.paid_through(), u64::from(3 * DAY));

    rule::update(&mut shop, &ruler, StoreTerms { grace: 3_600, ..Shop::TERMS }).await.unwrap();

    let after = shop.subscription(&early).await;
    assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&before));
    let late = shop.subscriber(BASIC, &usdc).await;
    let end = before.paid_through();
    assert_eq!(shop.subscription(&late).await.paid_through(), end);
    assert_eq!(shop.subscription(&late).await.lapses_at, end + 3_600);
    // Both end at once: then only the first has access still.
    shop.set_time(end + 3_600).await;
    shop.assert_access(&early, 1).await.unwrap();
    shop.assert_access(&late, 1).await.refused(SubscriptionError::NoAccess);
}

#[tokio::test]
async fn a_wider_window_lets_a_period_be_paid_earlier() {
    let mut shop = Shop::new().await;
    let (ruler, usdc) = (shop.ruler.insecure_clone(), shop.usdc.clone());
    let alice = shop.subscriber(BASIC, &usdc).await;
    shop.go_to_end(&alice, -i64::from(DAY) - 1).await;
    shop.pay_now(&alice, &usdc).await.refused(SubscriptionError::TooEarly);
    rule::update(&mut shop, &ruler, StoreTerms { window: DAY + 1, ..Shop::TERMS }).await.unwrap();
    shop.pay_now(&alice, &usdc).await.unwrap();
    assert_eq!(shop.till(&usdc).await, 20_000_000);
}

#[tokio::test]
async fn a_keepers_fee_is_the_one_in_force() {
    let mut shop = Shop::new().await;
    let (ruler, usdc) = (shop.ruler.insecure_clone(), shop.usdc.clone());
    let alice = shop.subscriber(BASIC, &usdc).await;
    let terms = shop.mandate_terms(10_000_000, 12).await;
    shop.grant_mandate(&alice, &usdc, terms).await.unwrap();
    shop.go_to_end(&alice, -1).await;
    let keeper = shop.tokens_of(&usdc.mint, &Keypair::new().pubkey(), 0).await;
    rule::update(&mut shop, &ruler, StoreTerms { keeper_fee_bps: 100, ..Shop::TERMS }).await.unwrap();
    shop.renew_for(&alice, &usdc, Some(keeper)).await.unwrap();
    assert_eq!(shop.balance(&keeper).await, 100_000);
    assert_eq!(shop.till(&usdc).await, 10_000_000 + 9_900_000);
}

#[tokio::test]
async fn only_the_authority_sets_terms() {
    let (mut shop, _, heir) = open::with_heir().await;
    for signer in open::everybody_else(&shop, heir) {
        rule::update(&mut shop, &signer, TERMS).await.refused(SubscriptionError::NotAuthority);
    }
}

#[tokio::test]
async fn wants_a_signature() {
    let (mut shop, ruler) = open::empty().await;
    let instruction = shop.store.update_store(ruler.pubkey(), TERMS).unsigned(ruler.pubkey());
    shop.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn refuses_impostors_and_read_only_accounts() {
    let (mut shop, ruler) = open::empty().await;
    let mut impostors = impostors::of_the_store(&mut shop, SubscriptionError::NotAuthority).await;
    impostors.extend(impostors::of_the_collection(&mut shop).await);
    let sister = Neighbour::sister(&mut shop).await;
    let wrong = SubscriptionError::WrongCollection.code();
    impostors.push((shop.store.store, sister.store.store, "another store of the same authority", wrong));
    let instruction = shop.store.update_store(ruler.pubkey(), TERMS);
    shop.refuses_impostors(&instruction, &[&ruler], &impostors).await;
    shop.refuses_read_only(&instruction, &[&ruler]).await;
    shop.attempt(instruction, &[&ruler]).await.unwrap();
}
