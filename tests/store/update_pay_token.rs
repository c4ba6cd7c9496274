use anchor_lang::ErrorCode;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_client::subscriptions::{SubscriptionError, TokenTerms, ID};
use tenure_tests::{IntoCode, OutcomeExt, Shop, Substitute, BASIC};

use crate::{
    create_pay_token::{bad_terms, expected, pay_token, terms_at_their_bounds},
    impostors,
    neighbour::Neighbour,
    open, rule,
};

#[tokio::test]
async fn sets_the_terms_and_nothing_else() {
    let (mut shop, ruler) = taking_usdc().await;
    let (usdc, store_before) = (shop.usdc.clone(), shop.store().await);
    for terms in [Shop::oracle_terms(), Shop::STABLE].into_iter().chain(terms_at_their_bounds()) {
        rule::update_token(&mut shop, &ruler, &usdc, terms).await.unwrap();
        let (after, expected) = (pay_token(&mut shop, &usdc).await, expected(&shop, &usdc, terms));
        assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&expected));
    }
    assert_eq!(bytemuck::bytes_of(&shop.store().await), bytemuck::bytes_of(&store_before));
}

#[tokio::test]
async fn the_same_again_is_no_error() {
    let (mut shop, ruler) = taking_usdc().await;
    let usdc = shop.usdc.clone();
    let before = pay_token(&mut shop, &usdc).await;
    rule::update_token(&mut shop, &ruler, &usdc, Shop::STABLE).await.unwrap();
    let after = pay_token(&mut shop, &usdc).await;
    assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&before));
}

#[tokio::test]
async fn terms_beside_their_bounds_are_refused() {
    let (mut shop, ruler) = taking_usdc().await;
    let usdc = shop.usdc.clone();
    for (what, terms) in bad_terms() {
        println!("{what}");
        let outcome = rule::update_token(&mut shop, &ruler, &usdc, terms).await;
        outcome.refused(SubscriptionError::BadTokenTerms);
    }
}

#[tokio::test]
async fn a_token_that_is_not_taken_pays_for_nothing_until_it_is_again() {
    let mut shop = Shop::new().await;
    let (ruler, usdc, own) = (shop.ruler.insecure_clone(), shop.usdc.clone(), shop.own.clone());
    let (alice, bob) = (shop.subscriber(BASIC, &usdc).await, shop.customer().await);
    let terms = shop.mandate_terms(10_000_000, 12).await;
    shop.grant_mandate(&alice, &usdc, terms).await.unwrap();
    let off = TokenTerms { enabled: false, ..Shop::STABLE };
    rule::update_token(&mut shop, &ruler, &usdc, off).await.unwrap();

    shop.go_to_end(&alice, -1).await;
    shop.subscribe(&bob, BASIC, &usdc).await.refused(SubscriptionError::TokenDisabled);
    shop.renew(&alice, &usdc).await.refused(SubscriptionError::TokenDisabled);
    shop.pay_now(&alice, &usdc).await.refused(SubscriptionError::TokenDisabled);
    // With another token it goes on.
    shop.set_price(2_00000000).await;
    shop.subscribe(&bob, BASIC, &own).await.unwrap();

    rule::update_token(&mut shop, &ruler, &usdc, Shop::STABLE).await.unwrap();
    shop.renew(&alice, &usdc).await.unwrap();
    assert_eq!((shop.till(&usdc).await, shop.till(&own).await), (20_000_000, 4_000_000_000));
}

#[tokio::test]
async fn the_discount_follows_from_the_token_being_the_stores_own() {
    let mut shop = Shop::new().await;
    let (ruler, usdc) = (shop.ruler.insecure_clone(), shop.usdc.clone());
    let mut till = 0;
    // A fifth off.
    for (own, price) in [(false, 10_000_000), (true, 8_000_000), (false, 10_000_000)] {
        let terms = TokenTerms { own, ..Shop::STABLE };
        rule::update_token(&mut shop, &ruler, &usdc, terms).await.unwrap();
        shop.subscriber(BASIC, &usdc).await;
        till += price;
        assert_eq!(shop.till(&usdc).await, till);
    }
}

#[tokio::test]
async fn an_oracle_may_be_asked_or_not() {
    let mut shop = Shop::new().await;
    let (ruler, own) = (shop.ruler.insecure_clone(), shop.own.clone());
    shop.subscriber(BASIC, &own).await;
    // 8 dollars at 2 dollars each; at a dollar each; at 2 dollars again.
    assert_eq!(shop.till(&own).await, 4_000_000_000);
    let pegged = TokenTerms { own: true, ..Shop::STABLE };
    rule::update_token(&mut shop, &ruler, &own, pegged).await.unwrap();
    shop.subscriber(BASIC, &own).await;
    assert_eq!(shop.till(&own).await, 12_000_000_000);
    rule::update_token(&mut shop, &ruler, &own, Shop::oracle_terms()).await.unwrap();
    shop.subscriber(BASIC, &own).await;
    assert_eq!(shop.till(&own).await, 16_000_000_000);
}

#[tokio::test]
async fn the_keepers_fee_is_capped_as_it_says() {
    let mut shop = Shop::new().await;
    let (ruler, usdc) = (shop.ruler.insecure_clone(), shop.usdc.clone());
    let alice = shop.subscriber(BASIC, &usdc).await;
    let terms = shop.mandate_terms(10_000_000, 12).await;
    shop.grant_mandate(&alice, &usdc, terms).await.unwrap();
    let keeper = shop.tokens_of(&usdc.mint, &Pubkey::new_unique(), 0).await;
    let mut fees = 0;
    // Half a hundredth of 10 dollars is 50,000.
    for (keeper_fee_cap, fee) in [(49_999, 49_999), (50_000, 50_000), (50_001, 50_000), (0, 0)] {
        let terms = TokenTerms { keeper_fee_cap, ..Shop::STABLE };
        rule::update_token(&mut shop, &ruler, &usdc, terms).await.unwrap();
        shop.go_to_end(&alice, -1).await;
        shop.renew_for(&alice, &usdc, Some(keeper)).await.unwrap();
        fees += fee;
        assert_eq!(shop.balance(&keeper).await, fees);
    }
    assert_eq!(shop.till(&usdc).await, 50_000_000 - fees);
}

#[tokio::test]
async fn refuses_a_pay_token_of_a_version_it_does_not_know() {
    let (mut shop, ruler) = taking_usdc().await;
    let usdc = shop.usdc.clone();
    let mut account = shop.account(&usdc.keys.pay_token).await.unwrap();
    account.data[8] = 2;
    shop.set_account(&usdc.keys.pay_token, account);
    let outcome = rule::update_token(&mut shop, &ruler, &usdc, Shop::STABLE).await;
    outcome.refused(SubscriptionError::UnknownVersion);
}

#[tokio::test]
async fn only_the_authority_sets_terms() {
    let (mut shop, ruler) = taking_usdc().await;
    let (usdc, heir) = (shop.usdc.clone(), Keypair::new());
    rule::propose(&mut shop, &ruler, heir.pubkey()).await.unwrap();
    for signer in open::everybody_else(&shop, heir) {
        let outcome = rule::update_token(&mut shop, &signer, &usdc, Shop::STABLE).await;
        outcome.refused(SubscriptionError::NotAuthority);
    }
}

#[tokio::test]
async fn wants_a_signature() {
    let (mut shop, ruler) = taking_usdc().await;
    let (usdc, by) = (shop.usdc.keys, ruler.pubkey());
    let instruction = shop.store.update_pay_token(by, &usdc, Shop::STABLE).unsigned(by);
    shop.attempt(instruction, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn refuses_impostors_and_read_only_accounts() {
    let (mut shop, ruler) = taking_usdc().await;
    let mut impostors = impostors::of_the_read_store(&mut shop, SubscriptionError::NotAuthority).await;
    let sister = Neighbour::sister(&mut shop).await;
    let (store, keys, collection) = (shop.store.store, shop.usdc.keys, shop.store.badges.collection);
    let copied = shop.copy(&keys.pay_token, proxy::ID).await;
    let copied_collection = shop.copy(&collection, ID).await;
    let wallet = impostors::wallet(&mut shop);
    let wrong = SubscriptionError::WrongPayToken.code();
    let (small, other) = (InstructionError::AccountDataTooSmall, InstructionError::InvalidAccountData);
    let token = keys.pay_token;
    impostors.extend([
        (store, sister.store.store, "another store of the same authority", wrong.clone()),
        (token, sister.usdc.pay_token, "another store's pay token", wrong),
        (token, sister.plan(), "a plan as pay token", small.clone()),
        (token, sister.store.store, "a store as pay token", other.clone()),
        (token, copied_collection, "a collection's bytes as pay token", other),
        (token, copied, "the pay token's bytes", ErrorCode::ConstraintOwner.code()),
        (token, wallet, "a wallet as pay token", small.clone()),
        (token, Pubkey::new_unique(), "an address of no one as pay token", small),
    ]);
    let instruction = shop.store.update_pay_token(ruler.pubkey(), &keys, Shop::STABLE);
    shop.refuses_impostors(&instruction, &[&ruler], &impostors).await;
    shop.refuses_read_only(&instruction, &[&ruler]).await;
    shop.attempt(instruction, &[&ruler]).await.unwrap();
}

/// A store that takes the stablecoin, and its authority.
async fn taking_usdc() -> (Shop, Keypair) {
    let (mut shop, ruler) = open::empty().await;
    let usdc = shop.usdc.clone();
    rule::admit(&mut shop, &ruler, &usdc, Shop::STABLE).await.expect("the stablecoin is admitted");
    (shop, ruler)
}
