//! Cases 7 and 16: plans never change under those who have them, and what was scheduled happens once.

use anchor_lang::ErrorCode;
use solana_keypair::Keypair;
use solana_signer::Signer;
use tenure_client::subscriptions::{StoreKeys, SubscriptionError};
use tenure_tests::{OutcomeExt, Shop, Substitute, ADVANCED, BASIC, BASIC_YEAR, PREMIUM};

use crate::stage::{promise, promised, ADDRESS_TAKEN};

const PRICE: u64 = 30_000_000;

#[tokio::test]
async fn case_07_no_plan_is_made_anew() {
    let mut shop = Shop::new().await;
    let plan = shop.store.plan(ADVANCED);
    let before = shop.account(&plan).await;
    let dearer = Shop::plan_terms("Advanced", 300, 2, 0);
    for sunset in [false, true] {
        if sunset {
            shop.sunset_plan(ADVANCED).await.unwrap();
        }
        shop.create_plan(ADVANCED, dearer).await.refused(ADDRESS_TAKEN);
    }
    let mut after = shop.account(&plan).await.unwrap();
    // Behind discriminator, version and bump.
    assert_eq!(std::mem::take(&mut after.data[10]), 1);
    assert_eq!(Some(after), before);
    // Nor is an id left out.
    shop.create_plan(7, dearer).await.refused(SubscriptionError::WrongPlanId);
    shop.create_plan(6, dearer).await.unwrap();
    assert_eq!(shop.plan(6).await.price, 300_000_000);
}

#[tokio::test]
async fn case_07_an_address_of_a_plan_that_was_paid_for_in_advance_is_no_plan() {
    let mut shop = Shop::new().await;
    // Somebody gives SOL to the next plan's address: it is made all the same, and owned by the program.
    let next = shop.store.plan(6);
    let gift = solana_system_interface::instruction::transfer(&shop.payer(), &next, 10_000_000);
    shop.send(&[gift], &[]).await.unwrap();
    let usdc = shop.usdc.clone();
    let alice = shop.customer().await;
    shop.subscribe(&alice, 6, &usdc).await.refused(ErrorCode::ConstraintOwner);
    shop.create_plan(6, Shop::plan_terms("New", 20, 1, 0)).await.unwrap();
    shop.subscribe(&alice, 6, &usdc).await.unwrap();
    assert_eq!(shop.till(&usdc).await, 20_000_000);
}

#[tokio::test]
async fn case_07_a_new_price_is_another_plan_and_no_business_of_those_on_the_old_one() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = promised(&mut shop, ADVANCED, &usdc, 1_000_000_000).await;
    shop.create_plan(6, Shop::plan_terms("Advanced", 60, 2, 0)).await.unwrap();
    shop.sunset_plan(ADVANCED).await.unwrap();
    let bob = shop.customer().await;
    shop.subscribe(&bob, ADVANCED, &usdc).await.refused(SubscriptionError::Sunset);
    for count in 2..=4 {
        shop.go_to_end(&alice, -5).await;
        // No keeper can choose the dearer one.
        let dearer = shop.store.renew(&alice.address(), 6, &usdc.keys, None);
        shop.attempt(dearer, &[]).await.refused(SubscriptionError::WrongPlan);
        shop.renew(&alice, &usdc).await.unwrap();
        assert_eq!(shop.till(&usdc).await, count * PRICE);
    }
}

#[tokio::test]
async fn case_07_another_stores_plan_of_the_same_number_is_refused() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = promised(&mut shop, BASIC, &usdc, 1_000_000_000).await;
    // Its authority is whoever makes it, and its price too.
    let thief = Keypair::new();
    let there = StoreKeys::derive(&thief.pubkey(), 1, shop.store.badges.collection);
    let payer = shop.payer();
    let roles = tenure_client::subscriptions::Roles { authority: thief.pubkey(), ..shop.roles() };
    let create = there.create_store(payer, thief.pubkey(), 1, Shop::TERMS, roles);
    let plan = there.create_plan(payer, thief.pubkey(), BASIC, Shop::plan_terms("Basic", 1_000, 1, 0));
    shop.send(&[create, plan], &[&thief]).await.unwrap();

    shop.go_to_end(&alice, -5).await;
    let renew = shop.store.renew(&alice.address(), BASIC, &usdc.keys, None);
    let (here, theirs) = (shop.store.plan(BASIC), there.plan(BASIC));
    shop.attempt(renew.clone().with(here, theirs), &[]).await.refused(SubscriptionError::WrongPlan);
    shop.attempt(renew, &[]).await.unwrap();
    assert_eq!(shop.till(&usdc).await, 20_000_000);
}

#[tokio::test]
async fn case_16_a_pending_downgrade_is_applied_exactly_once() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = promised(&mut shop, PREMIUM, &usdc, 100_000_000).await;
    shop.schedule_change(&alice, BASIC).await.unwrap();
    shop.schedule_change(&alice, BASIC).await.refused(SubscriptionError::SamePlan);
    // Until then all stays: no refund, no lower tier.
    let pending = shop.subscription(&alice).await;
    assert_eq!((pending.plan, pending.tier, pending.credit), (PREMIUM, 3, 0));
    shop.go_to_end(&alice, -5).await;
    let old = shop.store.renew(&alice.address(), PREMIUM, &usdc.keys, None);
    shop.attempt(old, &[]).await.refused(SubscriptionError::WrongPlan);
    // Nor early: what was paid for the dear plan lasts to its end.
    shop.renew(&alice, &usdc).await.refused(SubscriptionError::TooEarly);
    shop.go_to_end(&alice, -1).await;
    shop.renew(&alice, &usdc).await.refused(SubscriptionError::TooEarly);
    shop.go_to_end(&alice, 0).await;
    shop.renew(&alice, &usdc).await.unwrap();
    let renewed = shop.subscription(&alice).await;
    assert_eq!((renewed.plan, renewed.tier, renewed.change_scheduled), (BASIC, 1, 0));
    assert_eq!(shop.till(&usdc).await, 110_000_000);

    // And not once more, after an upgrade.
    shop.go_to_end(&alice, -86_400 + 3_600).await;
    shop.switch_plan(&alice, PREMIUM, &usdc).await.unwrap();
    let till = shop.till(&usdc).await;
    shop.go_to_end(&alice, -5).await;
    shop.renew(&alice, &usdc).await.unwrap();
    assert_eq!(shop.till(&usdc).await, till + 100_000_000);
}

#[tokio::test]
async fn case_16_a_cancellation_beats_what_is_pending() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = promised(&mut shop, PREMIUM, &usdc, 100_000_000).await;
    shop.schedule_change(&alice, BASIC).await.unwrap();
    shop.cancel(&alice).await.unwrap();
    shop.schedule_change(&alice, ADVANCED).await.refused(SubscriptionError::Cancelled);
    shop.go_to_end(&alice, -5).await;
    shop.renew(&alice, &usdc).await.refused(SubscriptionError::Cancelled);
    shop.pay_now(&alice, &usdc).await.refused(SubscriptionError::Cancelled);
    // Taken back, what was wished for is still.
    shop.take_back_cancellation(&alice).await.unwrap();
    shop.go_to_end(&alice, 0).await;
    shop.renew(&alice, &usdc).await.unwrap();
    assert_eq!(shop.subscription(&alice).await.plan, BASIC);
    assert_eq!(shop.till(&usdc).await, 110_000_000);
}

#[tokio::test]
async fn case_16_nothing_pending_is_left_for_the_next_subscription() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = promised(&mut shop, PREMIUM, &usdc, 100_000_000).await;
    shop.schedule_change(&alice, BASIC).await.unwrap();
    shop.cancel(&alice).await.unwrap();
    shop.go_to_end(&alice, 0).await;
    shop.subscribe(&alice, ADVANCED, &usdc).await.unwrap();
    promise(&mut shop, &alice, &usdc, 100_000_000).await;
    shop.go_to_end(&alice, -5).await;
    shop.renew(&alice, &usdc).await.unwrap();
    assert_eq!(shop.subscription(&alice).await.plan, ADVANCED);
    assert_eq!(shop.till(&usdc).await, 160_000_000);
}

#[tokio::test]
async fn case_16_what_was_unscheduled_does_not_happen() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = promised(&mut shop, PREMIUM, &usdc, 100_000_000).await;
    shop.unschedule_change(&alice).await.refused(SubscriptionError::NothingScheduled);
    shop.schedule_change(&alice, BASIC).await.unwrap();
    shop.unschedule_change(&alice).await.unwrap();
    shop.unschedule_change(&alice).await.refused(SubscriptionError::NothingScheduled);
    // Chosen again, the plan that one has is no change.
    shop.schedule_change(&alice, BASIC_YEAR).await.unwrap();
    shop.schedule_change(&alice, PREMIUM).await.unwrap();
    assert_eq!(shop.subscription(&alice).await.change_scheduled, 0);
    shop.go_to_end(&alice, -5).await;
    shop.renew(&alice, &usdc).await.unwrap();
    let renewed = shop.subscription(&alice).await;
    assert_eq!((renewed.plan, renewed.interval), (PREMIUM, 0));
    assert_eq!(shop.till(&usdc).await, 200_000_000);
}
