//! Case 19: what keepers get, from whom, and what it is worth to be one's own.

use anchor_lang::ErrorCode;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use spl_token_2022_interface::instruction::{freeze_account, revoke};
use tenure_client::subscriptions::{StoreTerms, SubscriptionError, TokenTerms};
use tenure_tests::{OutcomeExt, Shop, ADVANCED, BASIC, VIP};

use crate::stage::{fails_to_renew, images, promised};

const PRICE: u64 = 30_000_000;

#[tokio::test]
async fn case_19_the_user_pays_the_same_whoever_renews() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let keeper = shop.tokens_of(&usdc.mint, &Pubkey::new_unique(), 0).await;
    // Half a hundredth, and a dollar at most.
    for (plan, price, fee) in
        [(BASIC, 10_000_000, 50_000), (ADVANCED, PRICE, 150_000), (VIP, 300_000_000, 1_000_000)]
    {
        let alice = promised(&mut shop, plan, &usdc, price).await;
        for keeper in [None, Some(keeper)] {
            shop.go_to_end(&alice, -5).await;
            let fee = if keeper.is_some() { fee } else { 0 };
            let (till, wallet) = (shop.till(&usdc).await, shop.wallet(&alice, &usdc).await);
            let got = if let Some(keeper) = keeper { shop.balance(&keeper).await } else { 0 };
            let left = shop.mandate(&alice, &usdc).await.total_left;
            shop.renew_for(&alice, &usdc, keeper).await.unwrap();
            assert_eq!(wallet - shop.wallet(&alice, &usdc).await, price);
            assert_eq!(left - shop.mandate(&alice, &usdc).await.total_left, price);
            assert_eq!(shop.till(&usdc).await - till, price - fee);
            if let Some(keeper) = keeper {
                assert_eq!(shop.balance(&keeper).await - got, fee);
            }
        }
    }
}

#[tokio::test]
async fn case_19_the_fee_is_rounded_down() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    // Of 1.99 thousandths of a cent there is no half hundredth; of 200 micro-dollars there is just one.
    for (id, price, fee) in [(6, 199, 0), (7, 200, 1), (8, 399, 1), (9, 400, 2)] {
        let terms = tenure_client::subscriptions::PlanTerms { price, ..Shop::plan_terms("Small", 1, 1, 0) };
        shop.create_plan(id, terms).await.unwrap();
        let alice = promised(&mut shop, id, &usdc, price).await;
        let keeper = shop.tokens_of(&usdc.mint, &Pubkey::new_unique(), 0).await;
        let till = shop.till(&usdc).await;
        shop.go_to_end(&alice, -5).await;
        shop.renew_for(&alice, &usdc, Some(keeper)).await.unwrap();
        assert_eq!((shop.balance(&keeper).await, shop.till(&usdc).await - till), (fee, price - fee));
    }
}

#[tokio::test]
async fn case_19_a_renewal_that_fails_brings_no_fee() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = promised(&mut shop, ADVANCED, &usdc, PRICE).await;
    let keeper = shop.tokens_of(&usdc.mint, &Pubkey::new_unique(), 0).await;
    let revoke = revoke(&usdc.keys.token_program, &usdc.keys.source(&alice.address()), &alice.address(), &[]);
    shop.send(&[revoke.unwrap()], &[&alice.keypair]).await.unwrap();
    shop.go_to_end(&alice, -5).await;
    fails_to_renew(&mut shop, &alice, &usdc, 7).await;
    shop.renew_for(&alice, &usdc, Some(keeper)).await.refused(SubscriptionError::DelegateLost);
    shop.go_to_end(&alice, 3 * 86_400).await;
    shop.renew_for(&alice, &usdc, Some(keeper)).await.refused(SubscriptionError::Expired);
    assert_eq!(shop.balance(&keeper).await, 0);
}

#[tokio::test]
async fn case_19_a_keepers_account_that_takes_nothing_costs_the_user_no_renewal() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = promised(&mut shop, ADVANCED, &usdc, PRICE).await;
    shop.go_to_end(&alice, -5).await;
    let (program, by) = (usdc.keys.token_program, usdc.mint.authority.insecure_clone());
    let frozen = shop.tokens_of(&usdc.mint, &Pubkey::new_unique(), 0).await;
    let freeze = freeze_account(&program, &frozen, &usdc.mint.address, &by.pubkey(), &[]).unwrap();
    shop.send(&[freeze], &[&by]).await.unwrap();
    let of_own = shop.own.keys.source(&alice.address());
    let nothing = Pubkey::new_unique();
    for keeper in [frozen, of_own, nothing, usdc.mint.address] {
        let outcome = shop.renew_for(&alice, &usdc, Some(keeper)).await;
        outcome.refused(SubscriptionError::WrongKeeperAccount);
    }
    assert_eq!(shop.subscription(&alice).await.failure, 0);
    shop.renew(&alice, &usdc).await.unwrap();
    assert_eq!(shop.till(&usdc).await, 2 * PRICE);
}

#[tokio::test]
async fn case_19_neither_the_users_nor_the_stores_account_takes_the_fee() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = promised(&mut shop, ADVANCED, &usdc, PRICE).await;
    shop.go_to_end(&alice, -5).await;
    let watched = [usdc.keys.source(&alice.address()), usdc.keys.payout];
    let before = images(&mut shop, &watched).await;
    for keeper in watched {
        shop.renew_for(&alice, &usdc, Some(keeper))
            .await
            .refused(ErrorCode::ConstraintDuplicateMutableAccount);
    }
    assert_eq!(images(&mut shop, &watched).await, before);
}

#[tokio::test]
async fn case_19_to_renew_oneself_saves_at_most_a_hundredth() {
    // The highest fee that a store can set, without a cap.
    let terms = StoreTerms { keeper_fee_bps: 100, ..Shop::TERMS };
    let mut shop = Shop::with(terms).await;
    let usdc = shop.usdc.clone();
    let token = TokenTerms { keeper_fee_cap: u64::MAX, ..Shop::STABLE };
    shop.update_pay_token(&usdc, token).await.unwrap();
    let alice = promised(&mut shop, ADVANCED, &usdc, PRICE).await;
    let own_purse = shop.tokens_of(&usdc.mint, &alice.address(), 0).await;
    for count in 1..=12 {
        shop.go_to_end(&alice, -5).await;
        shop.renew_for(&alice, &usdc, Some(own_purse)).await.unwrap();
        let (paid, back) = (count * PRICE, shop.balance(&own_purse).await);
        assert_eq!(back, paid / 100);
        assert_eq!(shop.till(&usdc).await, PRICE + paid - back);
        // Again for the same period there is nothing to farm.
        let again = shop.renew_for(&alice, &usdc, Some(own_purse)).await;
        again.refused(SubscriptionError::TooEarly);
    }
    let above = StoreTerms { keeper_fee_bps: 101, ..terms };
    let ruler = shop.ruler.insecure_clone();
    let raise = shop.store.update_store(ruler.pubkey(), above);
    shop.attempt(raise, &[&ruler]).await.refused(SubscriptionError::BadStoreTerms);
}

#[tokio::test]
async fn case_19_a_renewal_that_credit_pays_for_brings_no_fee() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = promised(&mut shop, VIP, &usdc, 300_000_000).await;
    // 200 dollars are over.
    shop.switch_plan(&alice, tenure_tests::BASIC_YEAR, &usdc).await.unwrap();
    let keeper = shop.tokens_of(&usdc.mint, &Pubkey::new_unique(), 0).await;
    for credit in [100_000_000, 0] {
        shop.go_to_end(&alice, -5).await;
        shop.renew_for(&alice, &usdc, Some(keeper)).await.unwrap();
        assert_eq!(shop.subscription(&alice).await.credit, credit);
    }
    assert_eq!((shop.balance(&keeper).await, shop.till(&usdc).await), (0, 300_000_000));
}
