//! What an attacker passes instead of the accounts of a renewal; most of it, of any charge.

use anchor_lang::ErrorCode;
use solana_instruction_error::InstructionError;
use solana_pubkey::Pubkey;
use spl_token_2022_interface::instruction::{set_authority, AuthorityType};
use tenure_client::subscriptions::{Mandate, Subscription, SubscriptionError};
use tenure_tests::{Customer, Impostor, IntoCode, OutcomeExt, ADVANCED, BASIC};

use crate::{
    elsewhere::Elsewhere,
    stage::{approve, mandated, write, Stage, PRICE},
};

/// Alice's renewal is due, as in [`Stage::due`]; she has the same in another store. So has Bob in this one.
pub async fn due() -> (Stage, Elsewhere, Customer) {
    let Stage { mut shop, money, alice } = Stage::due().await;
    let bob = mandated(&mut shop, &money, PRICE).await;
    let own = shop.own.clone();
    let terms = shop.mandate_terms(PRICE, 10).await;
    shop.grant_mandate(&alice, &own, terms).await.unwrap();
    let there = Elsewhere::of(&mut shop, &alice).await;
    let terms = shop.mandate_terms(PRICE, 10).await;
    shop.grant_mandate(&alice, &money, terms).await.unwrap();
    (Stage { shop, money, alice }, there, bob)
}

/// In place of what the renewal by a keeper and that by hand share: the store, the plan, the subscription,
/// the accounts of the payment but its source, and those of the badge. `bobs` is how Bob's subscription is
/// refused.
pub async fn of_any_charge(
    stage: &mut Stage,
    there: &Elsewhere,
    bob: &Customer,
    bobs: SubscriptionError,
) -> Vec<Impostor> {
    let Stage { shop, money, alice } = stage;
    let (keys, user, own) = (shop.store, alice.address(), shop.own.clone());
    let (token, mint, payout) = (money.keys.pay_token, money.mint.address, money.keys.payout);
    let (plan, subscription) = (keys.plan(ADVANCED), keys.subscription(&user));
    let (collection, badge) = (keys.badges.collection, keys.badges.badge(&user));
    let their_badges = there.store.badges;
    let bobs_subscription = keys.subscription(&bob.address());

    let alien = ErrorCode::ConstraintOwner.code();
    let mut impostors = vec![];
    for original in [keys.store, plan, subscription, token] {
        let forged = shop.copy(&original, proxy::ID).await;
        impostors.push((original, forged, "the bytes under another program", alien.clone()));
    }
    let moved_store = shop.copy(&keys.store, subscriptions::ID).await;
    let copied_mint = shop.copy(&mint, spl_token::ID).await;
    let copied_payout = shop.copy(&payout, spl_token::ID).await;
    let copied_badge = shop.copy(&badge, proxy::ID).await;
    let payee = shop.payout_owner;
    let payees_tokens = shop.tokens_of(&money.mint, &payee, 0).await;

    use SubscriptionError::*;
    let small = InstructionError::AccountDataTooSmall;
    let other_type = InstructionError::InvalidAccountData;
    let twice = ErrorCode::ConstraintDuplicateMutableAccount.code();
    let source = money.keys.source(&user);
    impostors.extend([
        (keys.store, there.store.store, "another store", WrongSubscription.code()),
        (keys.store, moved_store, "the store at another address", WrongSubscription.code()),
        (keys.store, plan, "a plan as store", small.clone()),
        (keys.store, bobs_subscription, "a subscription as store", other_type.clone()),
        (plan, keys.plan(BASIC), "another plan", WrongPlan.code()),
        (plan, there.store.plan(ADVANCED), "the same of another store", WrongPlan.code()),
        (plan, token, "a pay token as plan", other_type.clone()),
        (subscription, bobs_subscription, "another's subscription", bobs.code()),
        (subscription, there.store.subscription(&user), "hers in another store", WrongSubscription.code()),
        (subscription, there.store.store, "a store as subscription", small.clone()),
        (subscription, keys.subscription(&payout), "one that was never opened", small.clone()),
        (token, there.usdc.keys.pay_token, "another store's pay token", WrongPayToken.code()),
        (token, own.keys.pay_token, "another token's", WrongMint.code()),
        (token, plan, "a plan as pay token", small),
        (token, bobs_subscription, "a subscription as pay token", other_type),
        (mint, own.mint.address, "another mint", WrongMint.code()),
        (mint, copied_mint, "the mint at another address", WrongMint.code()),
        (payout, there.usdc.keys.payout, "another store's till", WrongPayout.code()),
        (payout, own.keys.payout, "another token's", WrongPayout.code()),
        (payout, payees_tokens, "another account of the payout owner's", WrongPayout.code()),
        (payout, copied_payout, "the till at another address", WrongPayout.code()),
        (payout, source, "her own tokens as till", twice.clone()),
        (source, payout, "the till as hers", twice),
        (money.keys.token_program, spl_token_2022_interface::ID, "the other", WrongTokenProgram.code()),
        (money.keys.token_program, proxy::ID, "a program", WrongTokenProgram.code()),
        (collection, their_badges.collection, "another store's collection", WrongCollection.code()),
        (collection, Pubkey::new_unique(), "nothing as collection", InstructionError::UninitializedAccount),
        (badge, keys.badges.badge(&bob.address()), "another's badge", WrongBadge.code()),
        (badge, their_badges.badge(&user), "hers in another collection", WrongBadge.code()),
        (badge, their_badges.collection, "a collection as badge", WrongBadge.code()),
        (badge, keys.badges.mint(&user), "the badge's mint", WrongBadge.code()),
        (badge, copied_badge, "the badge's bytes", WrongBadge.code()),
        (badge, Pubkey::new_unique(), "nothing as badge", WrongBadge.code()),
        (badge, user, "a wallet as badge", WrongBadge.code()),
        (
            tenure_client::membership::TOKEN_PROGRAM,
            spl_token::ID,
            "the other as the badge's",
            InstructionError::IncorrectProgramId,
        ),
        (membership::ID, proxy::ID, "a program as membership's", WrongMembershipProgram.code()),
        (membership::ID, locker::ID, "another of ours as membership's", WrongMembershipProgram.code()),
    ]);
    impostors
}

#[tokio::test]
async fn each_account_is_the_right_one() {
    let (mut stage, there, bob) = due().await;
    let mut impostors = of_any_charge(&mut stage, &there, &bob, SubscriptionError::WrongMandate).await;
    let Stage { shop, money, alice } = &mut stage;
    let (keys, user, own, mint) = (shop.store, alice.address(), shop.own.clone(), money.mint.address);
    let (mandate, source) = (keys.mandate(&user, &mint), money.keys.source(&user));
    let other_tokens = shop.tokens_of(&money.mint, &user, PRICE).await;
    let copied_mandate = shop.copy(&mandate, proxy::ID).await;
    let moved_mandate = shop.copy(&mandate, subscriptions::ID).await;
    let copied_source = shop.copy(&source, spl_token::ID).await;

    use SubscriptionError::{WrongMandate, WrongSource};
    impostors.extend([
        (mandate, keys.mandate(&bob.address(), &mint), "another's mandate", WrongMandate.code()),
        (mandate, there.store.mandate(&user, &mint), "hers in another store", WrongMandate.code()),
        (mandate, keys.mandate(&user, &own.mint.address), "hers in another token", WrongMandate.code()),
        (mandate, moved_mandate, "the mandate at another address", WrongMandate.code()),
        (mandate, copied_mandate, "the mandate's bytes", ErrorCode::ConstraintOwner.code()),
        (mandate, keys.plan(BASIC), "a plan as mandate", InstructionError::AccountDataTooSmall),
        (mandate, there.store.store, "a store as mandate", InstructionError::InvalidAccountData),
        (source, money.keys.source(&bob.address()), "another's tokens", WrongSource.code()),
        (source, other_tokens, "hers, not associated", WrongSource.code()),
        (source, own.keys.source(&user), "hers of another mint", WrongSource.code()),
        (source, copied_source, "hers at another address", WrongSource.code()),
        (source, Pubkey::new_unique(), "nothing as hers", WrongSource.code()),
    ]);
    let renewal = stage.renewal();
    stage.shop.refuses_impostors(&renewal, &[], &impostors).await;
    stage.shop.refuses_read_only(&renewal, &[]).await;
    stage.shop.attempt(renewal, &[]).await.unwrap();
    assert_eq!(stage.shop.subscription(&stage.alice).await.failure, 0);
}

#[tokio::test]
async fn a_payment_in_another_token_is_not_under_the_mandate() {
    let (mut stage, _, _) = due().await;
    let (user, own) = (stage.alice.address(), stage.shop.own.clone());
    let mandate = stage.shop.store.mandate(&user, &stage.money.mint.address);
    // All of the payment is of the other token; the mandate is the one that counts.
    let mut renewal = stage.shop.store.renew(&user, ADVANCED, &own.keys, None);
    renewal.accounts[3].pubkey = mandate;
    stage.shop.attempt(renewal, &[]).await.refused(SubscriptionError::WrongMandate);
}

#[tokio::test]
async fn a_mandate_is_for_one_incarnation() {
    let mut stage = Stage::due().await;
    let (keys, user) = (stage.shop.store, stage.alice.address());
    let subscription = keys.subscription(&user);
    for later in [1, 100] {
        // A new one forgets the mandate: that it names an older one's, no instruction leads to.
        let shift = |subscription: &mut Subscription| subscription.incarnation += later;
        write(&mut stage.shop, &subscription, shift).await;
        stage.renew().await.refused(SubscriptionError::WrongMandate);
        let back = |subscription: &mut Subscription| subscription.incarnation -= later;
        write(&mut stage.shop, &subscription, back).await;
    }
    stage.renew().await.unwrap();
}

#[tokio::test]
async fn what_is_charged_is_the_account_that_the_mandate_names() {
    let mut stage = Stage::due().await;
    let mandate = stage.shop.store.mandate(&stage.alice.address(), &stage.money.mint.address);
    let other = stage.shop.tokens_of(&stage.money.mint, &stage.alice.address(), PRICE).await;
    write(&mut stage.shop, &mandate, |mandate: &mut Mandate| mandate.source = other).await;
    stage.renew().await.refused(SubscriptionError::WrongSource);
}

#[tokio::test]
async fn a_mint_that_is_another_than_was_admitted_is_refused() {
    let mut stage = Stage::due().await;
    let mint = stage.money.mint.address;
    let before = stage.shop.account(&mint).await.unwrap();
    let mut other = before.clone();
    // Its decimals: closed, it may have been made anew.
    other.data[44] = 7;
    stage.shop.set_account(&mint, other);
    stage.renew().await.refused(SubscriptionError::MintChanged);
    let gone = solana_account::Account { data: vec![], ..before.clone() };
    stage.shop.set_account(&mint, gone);
    stage.renew().await.refused(SubscriptionError::BadMint);
    stage.shop.set_account(&mint, solana_account::Account { owner: proxy::ID, ..before.clone() });
    stage.renew().await.refused(SubscriptionError::WrongTokenProgram);
    stage.shop.set_account(&mint, before);
    stage.renew().await.unwrap();
}

#[tokio::test]
async fn a_till_that_is_not_the_payout_owners_any_more_takes_nothing() {
    let mut stage = Stage::due().await;
    let payout = stage.money.keys.payout;
    let before = stage.shop.account(&payout).await.unwrap();
    let mut other = before.clone();
    other.data[32..64].copy_from_slice(Pubkey::new_unique().as_ref());
    stage.shop.set_account(&payout, other);
    stage.renew().await.refused(SubscriptionError::WrongPayout);
    stage.shop.set_account(&payout, Default::default());
    stage.renew().await.refused(SubscriptionError::WrongTokenProgram);
    stage.shop.set_account(&payout, before);
    stage.renew().await.unwrap();
}

#[tokio::test]
async fn nobody_elses_tokens_pay_whatever_the_delegate_is() {
    // Bob makes Alice's mandate the delegate of his tokens, and hands her his account.
    let mut stage = Stage::due().await;
    let (user, bob) = (stage.alice.address(), stage.shop.customer().await);
    let mandate = stage.shop.store.mandate(&user, &stage.money.mint.address);
    approve(&mut stage.shop, &bob, &stage.money, &mandate, 10 * PRICE).await;
    let (program, bobs) = (stage.money.keys.token_program, stage.money.keys.source(&bob.address()));
    let mut renewal = stage.renewal();
    let source = stage.money.keys.source(&user);
    renewal.accounts.iter_mut().filter(|meta| meta.pubkey == source).for_each(|meta| meta.pubkey = bobs);
    stage.shop.attempt(renewal.clone(), &[]).await.refused(SubscriptionError::WrongSource);
    let owner = AuthorityType::AccountOwner;
    let give = set_authority(&program, &bobs, Some(&user), owner, &bob.address(), &[]).unwrap();
    stage.shop.send(&[give], &[&bob.keypair]).await.unwrap();
    stage.shop.attempt(renewal, &[]).await.refused(SubscriptionError::WrongSource);
}
