//! What a keeper gets of a charge: off what the store gets, and only if there is one.

use anchor_lang::ErrorCode;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use subscriptions::Renewed;
use tenure_client::subscriptions::{PlanTerms, StoreTerms, SubscriptionError, TokenTerms};
use tenure_tests::{Money, OutcomeExt, Shop, TokenKind, ADVANCED};

use crate::stage::{emitted, freeze, leave, mandated, Stage, ENDS, OWN_PRICE, PRICE};

/// A token account of somebody's.
async fn keeper(shop: &mut Shop, money: &Money) -> Pubkey {
    shop.tokens_of(&money.mint, &Pubkey::new_unique(), 0).await
}

#[tokio::test]
async fn gets_its_part_of_what_the_store_would_get() {
    let mut stage = Stage::due().await;
    let keeper = keeper(&mut stage.shop, &stage.money).await;
    let event = Renewed {
        store: stage.shop.store.store,
        subscription: stage.shop.store.subscription(&stage.alice.address()),
        user: stage.alice.address(),
        keeper,
        mint: stage.money.mint.address,
        charge: 30_000_000,
        tokens: PRICE,
        keeper_fee: 150_000,
        paid_through_before: ENDS[0],
        paid_through_after: ENDS[1],
        credit_before: 0,
        credit_after: 0,
        plan_before: ADVANCED,
        plan_after: ADVANCED,
    };
    emitted(stage.shop.renew_for(&stage.alice, &stage.money, Some(keeper)).await, event);
    // Half a percent. The user pays the price and no more.
    assert_eq!(stage.shop.balance(&keeper).await, 150_000);
    assert_eq!(stage.purses().await, (1_000_000_000_000 - 2 * PRICE, PRICE + 29_850_000));
    let subscription = stage.shop.subscription(&stage.alice).await;
    assert_eq!((subscription.ahead.value, subscription.receipt_tokens), (30_000_000, 30_000_011));
    assert_eq!(stage.shop.mandate(&stage.alice, &stage.money).await.spent, PRICE);
}

#[tokio::test]
async fn gets_nothing_where_nobody_is_named() {
    let mut stage = Stage::due().await;
    stage.renew().await.unwrap();
    assert_eq!(stage.purses().await.1, 2 * PRICE);
}

/// What a keeper gets of a charge of so much, in a store on these terms whose cap is a dollar.
async fn fees(terms: StoreTerms, cases: &[(u64, u64)]) {
    let mut shop = Shop::with(terms).await;
    let usdc = shop.usdc.clone();
    for (number, (price, fee)) in cases.iter().enumerate() {
        let id = 6 + u32::try_from(number).unwrap();
        let plan = PlanTerms { price: *price, ..Shop::plan_terms("Odd", 1, 1, 0) };
        shop.create_plan(id, plan).await.unwrap();
        let alice = shop.customer().await;
        shop.subscribe(&alice, id, &usdc).await.unwrap();
        let mandate = shop.mandate_terms(*price, 1).await;
        shop.grant_mandate(&alice, &usdc, mandate).await.unwrap();
        shop.go_to_end(&alice, -1).await;
        let (keeper, till) = (keeper(&mut shop, &usdc).await, shop.till(&usdc).await);

        shop.renew_for(&alice, &usdc, Some(keeper)).await.unwrap();

        assert_eq!(shop.balance(&keeper).await, *fee, "of {price}");
        assert_eq!(shop.till(&usdc).await, till + price - fee);
        assert_eq!(shop.wallet(&alice, &usdc).await, 1_000_000_000_000 - 2 * price);
    }
}

#[tokio::test]
async fn gets_no_more_than_the_cap() {
    let dollar = 1_000_000;
    let cases = [
        (199 * dollar, 995_000),
        (200 * dollar - 1, dollar - 1),
        (200 * dollar, dollar),
        (200 * dollar + 200, dollar),
        (9_999 * dollar, dollar),
    ];
    fees(Shop::TERMS, &cases).await;
}

#[tokio::test]
async fn gets_its_part_rounded_down() {
    fees(Shop::TERMS, &[(1, 0), (199, 0), (200, 1), (399, 1), (400, 2), (10_199, 50), (1_000_199, 5_000)])
        .await;
}

#[tokio::test]
async fn gets_a_hundredth_at_most_and_nothing_of_nothing() {
    let hundredth = StoreTerms { keeper_fee_bps: 100, ..Shop::TERMS };
    fees(hundredth, &[(99, 0), (100, 1), (30_000_099, 300_000)]).await;
    fees(StoreTerms { keeper_fee_bps: 0, ..Shop::TERMS }, &[(30_000_000, 0)]).await;
}

#[tokio::test]
async fn is_paid_in_the_token_that_is_charged() {
    let mut stage = Stage::due_in_own().await;
    let keeper = keeper(&mut stage.shop, &stage.money).await;
    stage.shop.renew_for(&stage.alice, &stage.money, Some(keeper)).await.unwrap();
    // Half a percent of 12.
    assert_eq!(stage.shop.balance(&keeper).await, 60_000_000);
    assert_eq!(stage.purses().await.1, 2 * OWN_PRICE - 60_000_000);
}

#[tokio::test]
async fn of_no_fee_there_is_no_keeper() {
    let mut stage = Stage::due().await;
    let money = stage.money.clone();
    stage.shop.update_pay_token(&money, TokenTerms { keeper_fee_cap: 0, ..Shop::STABLE }).await.unwrap();
    let keeper = keeper(&mut stage.shop, &money).await;
    let event = Renewed {
        store: stage.shop.store.store,
        subscription: stage.shop.store.subscription(&stage.alice.address()),
        user: stage.alice.address(),
        keeper: Default::default(),
        mint: money.mint.address,
        charge: 30_000_000,
        tokens: PRICE,
        keeper_fee: 0,
        paid_through_before: ENDS[0],
        paid_through_after: ENDS[1],
        credit_before: 0,
        credit_after: 0,
        plan_before: ADVANCED,
        plan_after: ADVANCED,
    };
    emitted(stage.shop.renew_for(&stage.alice, &money, Some(keeper)).await, event);
    assert_eq!(stage.shop.balance(&keeper).await, 0);
    assert_eq!(stage.purses().await.1, 2 * PRICE);
}

#[tokio::test]
async fn gets_nothing_for_trying() {
    let mut stage = Stage::due().await;
    let keeper = keeper(&mut stage.shop, &stage.money).await;
    leave(&mut stage.shop, &stage.alice, &stage.money, PRICE - 1).await;
    // The first, which notes the reason, and the second.
    stage.shop.renew_for(&stage.alice, &stage.money, Some(keeper)).await.unwrap();
    let again = stage.shop.renew_for(&stage.alice, &stage.money, Some(keeper)).await;
    again.refused(SubscriptionError::TooFewTokens);
    assert_eq!(stage.shop.balance(&keeper).await, 0);
    assert_eq!(stage.purses().await, (PRICE - 1, PRICE));
}

#[tokio::test]
async fn gets_no_fee_from_one_who_has_too_little_for_it() {
    let mut stage = Stage::due().await;
    let keeper = keeper(&mut stage.shop, &stage.money).await;
    // Just the price: the fee is part of it.
    leave(&mut stage.shop, &stage.alice, &stage.money, PRICE).await;
    stage.shop.renew_for(&stage.alice, &stage.money, Some(keeper)).await.unwrap();
    assert_eq!(stage.purses().await, (0, PRICE + 29_850_000));
    assert_eq!(stage.shop.balance(&keeper).await, 150_000);
}

#[tokio::test]
async fn may_be_the_user() {
    let mut stage = Stage::due().await;
    let other = stage.shop.tokens_of(&stage.money.mint, &stage.alice.address(), 0).await;
    stage.shop.renew_for(&stage.alice, &stage.money, Some(other)).await.unwrap();
    assert_eq!(stage.shop.balance(&other).await, 150_000);
}

#[tokio::test]
async fn is_paid_where_nothing_can_be_in_the_way() {
    let mut stage = Stage::due().await;
    let money = stage.money.clone();
    let (alice, keys) = (stage.alice.address(), money.keys);
    let frozen = keeper(&mut stage.shop, &money).await;
    freeze(&mut stage.shop, &money, &frozen).await;
    let own = stage.shop.own.clone();
    let own_keeper = keeper(&mut stage.shop, &own).await;
    let newer = stage.shop.money(TokenKind::Token2022(vec![]), 6).await;
    let newer_keeper = keeper(&mut stage.shop, &newer).await;
    let good = keeper(&mut stage.shop, &money).await;
    let copied = stage.shop.copy(&good, proxy::ID).await;
    for (account, what) in [
        (frozen, "frozen"),
        (own_keeper, "of another mint"),
        (newer_keeper, "of another token program"),
        (copied, "an account's bytes"),
        (keys.mint, "the mint"),
        (Pubkey::new_unique(), "nothing"),
        (alice, "a wallet"),
        (spl_token::ID, "a program"),
    ] {
        println!("{what}");
        let outcome = stage.shop.renew_for(&stage.alice, &money, Some(account)).await;
        outcome.refused(SubscriptionError::WrongKeeperAccount);
    }
    // Nor one that the charge moves from or to already.
    for account in [keys.source(&alice), keys.payout] {
        let outcome = stage.shop.renew_for(&stage.alice, &money, Some(account)).await;
        outcome.refused(ErrorCode::ConstraintDuplicateMutableAccount);
    }
    // Read-only, nothing can come in.
    let mut read_only = stage.shop.store.renew(&alice, ADVANCED, &keys, Some(good));
    read_only
        .accounts
        .iter_mut()
        .filter(|meta| meta.pubkey == good)
        .for_each(|meta| meta.is_writable = false);
    stage.shop.attempt(read_only, &[]).await.refused(SubscriptionError::WrongKeeperAccount);
    stage.shop.renew_for(&stage.alice, &money, Some(good)).await.unwrap();
}

#[tokio::test]
async fn is_not_looked_at_when_nothing_is_charged_for_a_reason() {
    let mut stage = Stage::due().await;
    leave(&mut stage.shop, &stage.alice, &stage.money, 0).await;
    let nothing = Some(Pubkey::new_unique());
    stage.shop.renew_for(&stage.alice, &stage.money, nothing).await.unwrap();
    assert_eq!(stage.shop.subscription(&stage.alice).await.failure, 9);
}

#[tokio::test]
async fn may_be_paid_by_the_stores_own_people() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = mandated(&mut shop, &usdc, PRICE).await;
    shop.go_to_end(&alice, -1).await;
    let (ruler, payee) = (shop.ruler.pubkey(), shop.payout_owner);
    let rulers = shop.tokens_of(&usdc.mint, &ruler, 0).await;
    shop.renew_for(&alice, &usdc, Some(rulers)).await.unwrap();
    shop.go_to_end(&alice, -1).await;
    let payees = shop.tokens_of(&usdc.mint, &payee, 0).await;
    shop.renew_for(&alice, &usdc, Some(payees)).await.unwrap();
    assert_eq!((shop.balance(&rulers).await, shop.balance(&payees).await), (150_000, 150_000));
}
