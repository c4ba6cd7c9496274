use anchor_lang::ErrorCode;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_client::subscriptions::{SubscriptionError, ID};
use tenure_tests::{IntoCode, OutcomeExt, Shop, Substitute, ADVANCED, BASIC, BASIC_YEAR, PREMIUM};

use crate::{impostors, neighbour::Neighbour, open, rule};

#[tokio::test]
async fn marks_the_plan_and_changes_nothing_else() {
    let (mut shop, ruler) = with_a_plan().await;
    let (before, store_before) = (shop.plan(0).await, shop.store().await);
    assert_eq!(before.sunset, 0);
    rule::sunset(&mut shop, &ruler, 0).await.unwrap();
    let mut after = shop.plan(0).await;
    assert_eq!(after.sunset, 1);
    after.sunset = 0;
    assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&before));
    assert_eq!(bytemuck::bytes_of(&shop.store().await), bytemuck::bytes_of(&store_before));
}

#[tokio::test]
async fn happens_once() {
    let (mut shop, ruler) = with_a_plan().await;
    rule::sunset(&mut shop, &ruler, 0).await.unwrap();
    rule::sunset(&mut shop, &ruler, 0).await.refused(SubscriptionError::Unchanged);
}

#[tokio::test]
async fn its_id_is_not_used_again() {
    let (mut shop, ruler) = with_a_plan().await;
    rule::sunset(&mut shop, &ruler, 0).await.unwrap();
    /// The system program's code for an address that is taken.
    const ALREADY_IN_USE: u32 = 0;
    let terms = Shop::plan_terms("Basic again", 12, 1, 0);
    rule::create_plan(&mut shop, &ruler, 0, terms).await.refused(ALREADY_IN_USE);
    rule::create_plan(&mut shop, &ruler, 1, terms).await.unwrap();
}

#[tokio::test]
async fn nobody_comes_to_it_any_more() {
    let mut shop = Shop::new().await;
    let (ruler, usdc) = (shop.ruler.insecure_clone(), shop.usdc.clone());
    let (alice, bob) = (shop.subscriber(BASIC, &usdc).await, shop.customer().await);
    let former = shop.subscriber(PREMIUM, &usdc).await;
    rule::sunset(&mut shop, &ruler, PREMIUM).await.unwrap();

    shop.subscribe(&bob, PREMIUM, &usdc).await.refused(SubscriptionError::Sunset);
    shop.grant(&bob, PREMIUM).await.refused(SubscriptionError::Sunset);
    shop.switch_plan(&alice, PREMIUM, &usdc).await.refused(SubscriptionError::Sunset);
    shop.schedule_change(&alice, PREMIUM).await.refused(SubscriptionError::Sunset);
    // Whoever had it and let it lapse comes to it as anybody does.
    let lapsed = shop.subscription(&former).await.lapses_at;
    shop.set_time(lapsed).await;
    shop.subscribe(&former, PREMIUM, &usdc).await.refused(SubscriptionError::Sunset);
    shop.grant(&former, PREMIUM).await.refused(SubscriptionError::Sunset);
    // Other plans are sold as before.
    shop.subscribe(&bob, ADVANCED, &usdc).await.unwrap();
}

#[tokio::test]
async fn those_who_have_it_keep_it() {
    let mut shop = Shop::new().await;
    let (ruler, usdc) = (shop.ruler.insecure_clone(), shop.usdc.clone());
    let (alice, bob) = (shop.subscriber(BASIC, &usdc).await, shop.subscriber(BASIC, &usdc).await);
    let carol = shop.subscriber(BASIC, &usdc).await;
    let terms = shop.mandate_terms(10_000_000, 12).await;
    shop.grant_mandate(&alice, &usdc, terms).await.unwrap();
    rule::sunset(&mut shop, &ruler, BASIC).await.unwrap();
    shop.assert_access(&alice, 1).await.unwrap();

    shop.go_to_end(&alice, -1).await;
    shop.renew(&alice, &usdc).await.unwrap();
    shop.pay_now(&bob, &usdc).await.unwrap();
    shop.grant(&carol, BASIC).await.unwrap();
    assert_eq!(shop.till(&usdc).await, 50_000_000);
    let paid_through = shop.subscription(&alice).await.paid_through();
    for customer in [&bob, &carol] {
        assert_eq!(shop.subscription(customer).await.paid_through(), paid_through);
    }
}

#[tokio::test]
async fn a_change_that_was_scheduled_before_still_comes() {
    let mut shop = Shop::new().await;
    let (ruler, usdc) = (shop.ruler.insecure_clone(), shop.usdc.clone());
    let alice = shop.subscriber(ADVANCED, &usdc).await;
    shop.schedule_change(&alice, BASIC).await.unwrap();
    rule::sunset(&mut shop, &ruler, BASIC).await.unwrap();
    shop.go_to_end(&alice, -1).await;
    shop.pay_now(&alice, &usdc).await.refused(SubscriptionError::TooEarly);
    shop.go_to_end(&alice, 0).await;
    shop.pay_now(&alice, &usdc).await.unwrap();
    assert_eq!(shop.subscription(&alice).await.plan, BASIC);
    assert_eq!(shop.till(&usdc).await, 40_000_000);
    // Given up, it would be another's.
    shop.schedule_change(&alice, BASIC_YEAR).await.unwrap();
    shop.unschedule_change(&alice).await.unwrap();
    assert_eq!(shop.subscription(&alice).await.renewal_plan(), BASIC);
}

#[tokio::test]
async fn refuses_a_plan_of_a_version_it_does_not_know() {
    let (mut shop, ruler) = with_a_plan().await;
    let address = shop.store.plan(0);
    let mut account = shop.account(&address).await.unwrap();
    account.data[8] = 2;
    shop.set_account(&address, account);
    rule::sunset(&mut shop, &ruler, 0).await.refused(SubscriptionError::UnknownVersion);
}

#[tokio::test]
async fn only_the_authority_ends_plans() {
    let (mut shop, ruler) = with_a_plan().await;
    let heir = Keypair::new();
    rule::propose(&mut shop, &ruler, heir.pubkey()).await.unwrap();
    for signer in open::everybody_else(&shop, heir) {
        rule::sunset(&mut shop, &signer, 0).await.refused(SubscriptionError::NotAuthority);
    }
}

#[tokio::test]
async fn wants_a_signature() {
    let (mut shop, ruler) = with_a_plan().await;
    let instruction = shop.store.sunset_plan(ruler.pubkey(), 0).unsigned(ruler.pubkey());
    shop.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn refuses_impostors_and_read_only_accounts() {
    let (mut shop, ruler) = with_a_plan().await;
    let mut impostors = impostors::of_the_read_store(&mut shop, SubscriptionError::NotAuthority).await;
    let sister = Neighbour::sister(&mut shop).await;
    let (store, plan) = (shop.store.store, shop.store.plan(0));
    let copied = shop.copy(&plan, proxy::ID).await;
    let collection = shop.store.badges.collection;
    let copied_collection = shop.copy(&collection, ID).await;
    let wallet = impostors::wallet(&mut shop);
    let wrong = SubscriptionError::WrongPlan.code();
    impostors.extend([
        (store, sister.store.store, "another store of the same authority", wrong.clone()),
        (plan, sister.plan(), "another store's plan", wrong),
        (plan, sister.usdc.pay_token, "a pay token as plan", InstructionError::InvalidAccountData),
        (plan, sister.store.store, "a store as plan", InstructionError::InvalidAccountData),
        (plan, copied_collection, "a collection's bytes as plan", InstructionError::InvalidAccountData),
        (plan, copied, "the plan's bytes", ErrorCode::ConstraintOwner.code()),
        (plan, wallet, "a wallet as plan", InstructionError::AccountDataTooSmall),
        (plan, Pubkey::new_unique(), "an address of no one as plan", InstructionError::AccountDataTooSmall),
    ]);
    let instruction = shop.store.sunset_plan(ruler.pubkey(), 0);
    shop.refuses_impostors(&instruction, &[&ruler], &impostors).await;
    shop.refuses_read_only(&instruction, &[&ruler]).await;
    shop.attempt(instruction, &[&ruler]).await.unwrap();
}

/// A store with one plan, and its authority.
async fn with_a_plan() -> (Shop, Keypair) {
    let (mut shop, ruler) = open::empty().await;
    let terms = Shop::plan_terms("Basic", 10, 1, 0);
    rule::create_plan(&mut shop, &ruler, 0, terms).await.expect("the plan is created");
    (shop, ruler)
}
