//! Case 25: what a pause stops and what it does not, and what whoever runs a store cannot do.

use anchor_lang::ErrorCode;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use spl_token_2022_interface::instruction::{revoke, transfer_checked};
use tenure_client::subscriptions::{StoreTerms, SubscriptionError, TokenKeys, TokenTerms};
use tenure_tests::{Money, OutcomeExt, Shop, Substitute, ADVANCED, BASIC, PREMIUM};

use crate::stage::{consent_of, fails_to_renew, pay_by, promised, ADDRESS_TAKEN, DAY};

const PRICE: u64 = 30_000_000;

/// Of the token programs: the signer does not own the account.
const OWNER_MISMATCH: u32 = 4;

async fn pause(shop: &mut Shop) {
    let guard = shop.guard.insecure_clone();
    let pause = shop.store.pause(guard.pubkey());
    shop.attempt(pause, &[&guard]).await.unwrap();
}

#[tokio::test]
async fn case_25_a_pause_stops_sales_renewals_and_deposits() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let (alice, bob) = (promised(&mut shop, ADVANCED, &usdc, PRICE).await, shop.customer().await);
    shop.open_subscription(&bob).await.unwrap();
    let tab = shop.tab(&usdc, 1_000).await;
    let other = shop.unopened_tab(&usdc).await;
    shop.go_to_end(&alice, -5).await;
    pause(&mut shop).await;
    let paused = SubscriptionError::Paused;
    shop.subscribe(&bob, BASIC, &usdc).await.refused(paused);
    shop.open_subscription(&other.customer).await.refused(paused);
    shop.renew(&alice, &usdc).await.refused(paused);
    shop.pay_now(&alice, &usdc).await.refused(paused);
    shop.switch_plan(&alice, PREMIUM, &usdc).await.refused(paused);
    shop.grant(&bob, BASIC).await.refused(paused);
    shop.open_credit(&other).await.refused(paused);
    shop.deposit_credit(&tab, 1).await.refused(paused);
    assert_eq!(shop.till(&usdc).await, PRICE);
    // The guard cannot undo it; the authority can.
    let (guard, ruler) = (shop.guard.insecure_clone(), shop.ruler.insecure_clone());
    let resume = shop.store.resume(guard.pubkey());
    shop.attempt(resume, &[&guard]).await.refused(SubscriptionError::NotAuthority);
    let resume = shop.store.resume(ruler.pubkey());
    shop.attempt(resume, &[&ruler]).await.unwrap();
    shop.renew(&alice, &usdc).await.unwrap();
}

#[tokio::test]
async fn case_25_a_pause_stops_nothing_that_users_take_back_or_out() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = promised(&mut shop, ADVANCED, &usdc, PRICE).await;
    let tab = shop.tab(&usdc, 1_000_000).await;
    pause(&mut shop).await;

    shop.schedule_change(&alice, BASIC).await.unwrap();
    shop.unschedule_change(&alice).await.unwrap();
    shop.cancel(&alice).await.unwrap();
    shop.take_back_cancellation(&alice).await.unwrap();
    shop.revoke_mandate(&alice, &usdc).await.unwrap();
    shop.assert_access(&alice, 2).await.unwrap();
    shop.sync_badge(&alice).await.unwrap();
    let user = alice.address();
    let undo = revoke(&usdc.keys.token_program, &usdc.keys.source(&user), &user, &[]).unwrap();
    shop.attempt(undo, &[&alice.keypair]).await.unwrap();

    // What was used is still paid, and the rest withdrawn.
    shop.settle(&tab, 400_000).await.unwrap();
    shop.request_close_credit(&tab).await.unwrap();
    let then = shop.now().await + DAY;
    shop.set_time(then).await;
    shop.withdraw_credit(&tab).await.unwrap();
    assert_eq!(shop.balance(&tab.wallet()).await, 1_000_000_000_000 - 400_000);

    // The store's refunds, and its end.
    shop.end(&alice).await.unwrap();
    let credit = shop.subscription(&alice).await.credit;
    // A day of 31 was used.
    assert_eq!(credit, 29_032_258);
    shop.refund(&alice, &usdc, credit).await.unwrap();
    assert_eq!(shop.wallet(&alice, &usdc).await, 1_000_000_000_000 - PRICE + credit);
    shop.note_expiry(&alice).await.unwrap();
    shop.exclude(&alice).await.unwrap();
    shop.reinstate(&alice).await.unwrap();
    shop.close_subscription(&alice).await.unwrap();
}

#[tokio::test]
async fn case_25_whoever_runs_the_store_cannot_turn_payments_away() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = promised(&mut shop, ADVANCED, &usdc, PRICE).await;
    let ruler = shop.ruler.insecure_clone();
    let loot = shop.tokens_of(&usdc.mint, &ruler.pubkey(), 0).await;
    // Not by listing the token anew,
    let theirs = Money { keys: TokenKeys { payout: loot, ..usdc.keys }, mint: usdc.mint.clone() };
    shop.create_pay_token(&theirs, Shop::STABLE).await.refused(ADDRESS_TAKEN);
    // nor another one to an account that is not the payout owner's,
    let other = shop.money(tenure_tests::TokenKind::SplToken, 6).await;
    let purse = shop.tokens_of(&other.mint, &ruler.pubkey(), 0).await;
    let theirs = Money { keys: TokenKeys { payout: purse, ..other.keys }, mint: other.mint };
    shop.create_pay_token(&theirs, Shop::STABLE).await.refused(SubscriptionError::WrongPayout);
    // nor by new terms: but for the fee's cap and the switch there is nothing in them.
    let before = shop.account(&usdc.keys.pay_token).await;
    shop.update_pay_token(&usdc, Shop::STABLE).await.unwrap();
    assert_eq!(shop.account(&usdc.keys.pay_token).await, before);
    // Nor when they renew themselves.
    shop.go_to_end(&alice, -5).await;
    let renew = shop.store.renew(&alice.address(), ADVANCED, &usdc.keys, None);
    let turned = renew.with(usdc.keys.payout, loot);
    shop.attempt(turned, &[]).await.refused(SubscriptionError::WrongPayout);
    // Nor out of the payout account, which is not theirs.
    let (program, mint) = (usdc.keys.token_program, usdc.mint.address);
    let steal =
        transfer_checked(&program, &usdc.keys.payout, &mint, &loot, &ruler.pubkey(), &[], 1, 6).unwrap();
    shop.attempt(steal, &[&ruler]).await.refused(OWNER_MISMATCH);
    assert_eq!(shop.balance(&loot).await, 0);
}

#[tokio::test]
async fn case_25_whoever_runs_the_store_cannot_charge_more_than_was_agreed_to() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = promised(&mut shop, ADVANCED, &usdc, PRICE).await;
    let consent = consent_of(&mut shop, &alice, PRICE).await;
    shop.go_to_end(&alice, -5).await;
    // A stablecoin is declared to be another token, at half its price.
    let terms = TokenTerms { own: false, ..Shop::oracle_terms() };
    shop.update_pay_token(&usdc, terms).await.unwrap();
    let priced = Money { keys: usdc.keys.priced_by(shop.own.keys.price), mint: usdc.mint.clone() };
    shop.set_price(50_000_000).await;
    fails_to_renew(&mut shop, &alice, &priced, 2).await;
    shop.renew(&alice, &priced).await.refused(SubscriptionError::AboveCharge);
    let fresh = tenure_client::subscriptions::Consent { valid_until: u64::MAX, ..consent };
    let pay = pay_by(&shop, &alice, ADVANCED, &priced, fresh);
    shop.attempt(pay, &[&alice.keypair]).await.refused(SubscriptionError::AboveMaxIn);
    assert_eq!(shop.till(&usdc).await, PRICE);
}

#[tokio::test]
async fn case_25_whoever_runs_the_store_cannot_touch_mandates() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = promised(&mut shop, ADVANCED, &usdc, PRICE).await;
    let (user, ruler) = (alice.address(), shop.ruler.insecure_clone());
    let mandate = shop.mandate(&alice, &usdc).await;
    let terms = shop.mandate_terms(1_000 * PRICE, 12).await;
    let grant =
        shop.store.grant_mandate(shop.payer(), &user, &usdc.keys, terms, mandate.incarnation).unsigned(user);
    shop.attempt(grant.clone(), &[]).await.refused(ErrorCode::ConstraintSigner);
    let in_their_name = grant.with(user, ruler.pubkey());
    let mut signed = in_their_name;
    for meta in signed.accounts.iter_mut().filter(|meta| meta.pubkey == ruler.pubkey()) {
        meta.is_signer = true;
    }
    shop.attempt(signed, &[&ruler]).await.refused(InstructionError::InvalidSeeds);
    // New terms of the store are of no account to what was granted or paid.
    let address = shop.store.mandate(&user, &usdc.mint.address);
    let (before, lapses_at) = (shop.account(&address).await, shop.subscription(&alice).await.lapses_at);
    let harsh = StoreTerms { grace: 3_600, window: 14 * 86_400, notice: 14 * 86_400, keeper_fee_bps: 100 };
    let update = shop.store.update_store(ruler.pubkey(), harsh);
    shop.attempt(update, &[&ruler]).await.unwrap();
    assert_eq!(shop.account(&address).await, before);
    assert_eq!(shop.subscription(&alice).await.lapses_at, lapses_at);
    shop.go_to_end(&alice, -5).await;
    let keeper = shop.tokens_of(&usdc.mint, &ruler.pubkey(), 0).await;
    let wallet = shop.wallet(&alice, &usdc).await;
    shop.renew_for(&alice, &usdc, Some(keeper)).await.unwrap();
    assert_eq!(wallet - shop.wallet(&alice, &usdc).await, PRICE);
    assert_eq!(shop.mandate(&alice, &usdc).await.total_left, 11 * PRICE);
}

#[tokio::test]
async fn case_25_whoever_runs_the_store_cannot_seize_credits() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let tab = shop.tab(&usdc, 1_000_000).await;
    let credit = shop.credit(&tab).await;
    let ruler = shop.ruler.insecure_clone();
    let loot = shop.tokens_of(&usdc.mint, &ruler.pubkey(), 0).await;
    let by_ruler = |instruction: solana_instruction::Instruction| {
        let mut instruction = instruction.with(tab.user(), ruler.pubkey());
        for meta in instruction.accounts.iter_mut().filter(|meta| meta.pubkey == ruler.pubkey()) {
            meta.is_signer = true;
        }
        instruction
    };
    let close = by_ruler(shop.store.request_close_credit(&tab.user(), &usdc.mint.address));
    shop.attempt(close, &[&ruler]).await.refused(SubscriptionError::NotUser);
    // A longer notice counts for those to come.
    let slow = StoreTerms { notice: 14 * 86_400, ..Shop::TERMS };
    let update = shop.store.update_store(ruler.pubkey(), slow);
    shop.attempt(update, &[&ruler]).await.unwrap();
    shop.request_close_credit(&tab).await.unwrap();
    let then = shop.now().await + DAY;
    shop.set_time(then).await;
    let withdraw = by_ruler(shop.store.withdraw_credit(&credit, loot));
    shop.attempt(withdraw, &[&ruler]).await.refused(SubscriptionError::NotUser);
    let withdraw = shop.store.withdraw_credit(&credit, loot).unsigned(tab.user());
    shop.attempt(withdraw, &[]).await.refused(ErrorCode::ConstraintSigner);
    shop.withdraw_credit(&tab).await.unwrap();
    assert_eq!(shop.balance(&tab.wallet()).await, 1_000_000_000_000);
    assert_eq!(shop.balance(&loot).await, 0);
}

#[tokio::test]
async fn case_25_whoever_runs_the_store_ends_and_refunds_by_the_rules_alone() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let (alice, bob) = (shop.subscriber(PREMIUM, &usdc).await, shop.subscriber(PREMIUM, &usdc).await);
    let (user, ruler) = (alice.address(), shop.ruler.insecure_clone());
    // Not without the user,
    let end = shop.store.end(ruler.pubkey(), &user).unsigned(user);
    shop.attempt(end, &[&ruler]).await.refused(ErrorCode::ConstraintSigner);
    // nor, for the user, without the store.
    let end = shop.store.end(ruler.pubkey(), &user).unsigned(ruler.pubkey());
    shop.attempt(end, &[&alice.keypair]).await.refused(ErrorCode::ConstraintSigner);
    shop.end(&alice).await.unwrap();
    // Refunds are out of the authority's own pocket, and to the user.
    let (source, payout) = (usdc.keys.source(&bob.address()), usdc.keys.payout);
    let own = usdc.keys.source(&user);
    for others in [source, payout] {
        let refund = shop.store.refund(ruler.pubkey(), &user, &usdc.keys, others, own, 1_000_000);
        shop.attempt(refund, &[&ruler]).await.refused(OWNER_MISMATCH);
    }
    let purse = shop.tokens_of(&usdc.mint, &ruler.pubkey(), 1_000_000_000).await;
    let elsewhere = shop.tokens_of(&usdc.mint, &ruler.pubkey(), 0).await;
    for wrong in [elsewhere, source] {
        let refund = shop.store.refund(ruler.pubkey(), &user, &usdc.keys, purse, wrong, 1_000_000);
        shop.attempt(refund, &[&ruler]).await.refused(SubscriptionError::WrongDestination);
    }
    let refund = shop.store.refund(ruler.pubkey(), &user, &usdc.keys, purse, own, 100_000_000);
    shop.attempt(refund, &[&ruler]).await.unwrap();
    assert_eq!(shop.wallet(&alice, &usdc).await, 1_000_000_000_000);
}

#[tokio::test]
async fn case_25_the_operator_gives_time_and_takes_nothing() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = promised(&mut shop, ADVANCED, &usdc, PRICE).await;
    let address = shop.store.mandate(&alice.address(), &usdc.mint.address);
    let (mandate, wallet) = (shop.account(&address).await, shop.wallet(&alice, &usdc).await);
    shop.go_to_end(&alice, -5).await;
    shop.grant(&alice, ADVANCED).await.unwrap();
    assert_eq!(shop.account(&address).await, mandate);
    assert_eq!(shop.wallet(&alice, &usdc).await, wallet);
    assert_eq!(shop.subscription(&alice).await.mandate, address, "later renewals are still charged");
    // One period ahead and no more.
    shop.grant(&alice, ADVANCED).await.refused(SubscriptionError::TooEarly);
    // Nobody else gives any.
    let ruler = shop.ruler.insecure_clone();
    let bob = shop.customer().await;
    shop.open_subscription(&bob).await.unwrap();
    for thief in [&ruler, &bob.keypair] {
        let grant = shop.store.grant(shop.payer(), thief.pubkey(), &bob.address(), PREMIUM);
        shop.attempt(grant, &[thief]).await.refused(SubscriptionError::NotOperator);
    }
}

#[tokio::test]
async fn case_25_an_authority_that_was_given_up_has_no_power_left() {
    let mut shop = Shop::new().await;
    let (ruler, heir): (Keypair, Keypair) = (shop.ruler.insecure_clone(), Keypair::new());
    let propose = shop.store.propose_authority(ruler.pubkey(), heir.pubkey());
    let accept = shop.store.accept_authority(heir.pubkey());
    shop.send(&[propose, accept], &[&ruler, &heir]).await.unwrap();
    let not_theirs = SubscriptionError::NotAuthority;
    shop.create_plan(6, Shop::plan_terms("New", 20, 1, 0)).await.refused(not_theirs);
    shop.sunset_plan(BASIC).await.refused(not_theirs);
    let pause = shop.store.pause(ruler.pubkey());
    shop.attempt(pause, &[&ruler]).await.refused(SubscriptionError::NotPauser);
    let name = shop.store.set_operator(ruler.pubkey(), Pubkey::new_unique());
    shop.attempt(name, &[&ruler]).await.refused(not_theirs);
    shop.ruler = heir;
    shop.sunset_plan(BASIC).await.unwrap();
}
