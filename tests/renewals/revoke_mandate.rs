use anchor_lang::ErrorCode;
use solana_instruction_error::InstructionError;
use solana_pubkey::Pubkey;
use subscriptions::MandateRevoked;
use tenure_client::subscriptions::SubscriptionError;
use tenure_tests::{Impostor, IntoCode, OutcomeExt, Shop, Substitute, ADVANCED};

use crate::{
    elsewhere::Elsewhere,
    stage::{bytes, emitted, lamports, mandated, unknown_version, Stage, ENDS, PRICE},
};

#[tokio::test]
async fn closes_the_mandate_and_the_subscription_forgets_it() {
    let mut stage = Stage::due().await;
    stage.renew().await.unwrap();
    let Stage { shop, money, alice } = &mut stage;
    let (user, mint) = (alice.address(), money.mint.address);
    let address = shop.store.mandate(&user, &mint);
    let mut subscription = shop.subscription(alice).await;
    let event =
        MandateRevoked { store: shop.store.store, user, mandate: address, mint, total_left: 9 * PRICE };
    emitted(shop.revoke_mandate(alice, money).await, event);
    assert_eq!(shop.account(&address).await, None);
    subscription.mandate = Pubkey::default();
    assert_eq!(bytes(&shop.subscription(alice).await), bytes(&subscription));
    // Nothing is charged any more, though the token account names the delegate still.
    shop.go_to_end(alice, -1).await;
    shop.renew(alice, money).await.refused(InstructionError::AccountDataTooSmall);
    assert_eq!(stage.purses().await.1, 2 * PRICE);
}

#[tokio::test]
async fn it_is_gone_within_the_same_transaction() {
    let mut stage = Stage::due().await;
    let mandate = stage.shop.mandate(&stage.alice, &stage.money).await;
    let revoke = stage.shop.store.revoke_mandate(&mandate);
    let renewal = stage.renewal();
    let outcome = stage.shop.attempt_all(&[revoke, renewal], &[&stage.alice.keypair]).await;
    outcome.unwrap_err();
    // The other way round both go through.
    let mandate = stage.shop.mandate(&stage.alice, &stage.money).await;
    let revoke = stage.shop.store.revoke_mandate(&mandate);
    let renewal = stage.renewal();
    stage.shop.attempt_all(&[renewal, revoke], &[&stage.alice.keypair]).await.unwrap();
    assert_eq!(stage.purses().await.1, 2 * PRICE);
}

#[tokio::test]
async fn it_can_be_granted_anew() {
    let mut stage = Stage::due().await;
    let Stage { shop, money, alice } = &mut stage;
    shop.revoke_mandate(alice, money).await.unwrap();
    let terms = shop.mandate_terms(PRICE, 1).await;
    shop.grant_mandate(alice, money, terms).await.unwrap();
    stage.renew().await.unwrap();
    assert_eq!(stage.purses().await.1, 2 * PRICE);
}

#[tokio::test]
async fn twice_is_once() {
    let mut stage = Stage::new().await;
    let mandate = stage.shop.mandate(&stage.alice, &stage.money).await;
    let revoke = stage.shop.store.revoke_mandate(&mandate);
    stage.shop.attempt(revoke.clone(), &[&stage.alice.keypair]).await.unwrap();
    let again = stage.shop.attempt(revoke, &[&stage.alice.keypair]).await;
    again.refused(InstructionError::AccountDataTooSmall);
}

#[tokio::test]
async fn the_mandate_that_counts_stays_when_another_is_revoked() {
    let mut stage = Stage::due().await;
    let Stage { shop, money, alice } = &mut stage;
    let own = shop.own.clone();
    let terms = shop.mandate_terms(12_000_000_000, 10).await;
    shop.grant_mandate(alice, &own, terms).await.unwrap();
    shop.grant_mandate(alice, money, for_one_charge()).await.unwrap();
    let before = bytes(&shop.subscription(alice).await);
    shop.revoke_mandate(alice, &own).await.unwrap();
    assert_eq!(bytes(&shop.subscription(alice).await), before);
    stage.renew().await.unwrap();
}

fn for_one_charge() -> tenure_client::subscriptions::MandateTerms {
    tenure_client::subscriptions::MandateTerms {
        per_charge: PRICE,
        per_period: PRICE,
        total: PRICE,
        expires_at: ENDS[3],
    }
}

#[tokio::test]
async fn nothing_that_stops_renewals_stops_it() {
    use solana_signer::Signer;
    let mut stage = Stage::due().await;
    let Stage { shop, money, alice } = &mut stage;
    let guard = shop.guard.insecure_clone();
    shop.exclude(alice).await.unwrap();
    let pause = shop.store.pause(guard.pubkey());
    shop.attempt(pause, &[&guard]).await.unwrap();
    shop.set_time(ENDS[3]).await;
    shop.revoke_mandate(alice, money).await.unwrap();
    assert_eq!(shop.subscription(alice).await.mandate, Pubkey::default());
}

#[tokio::test]
async fn the_subscription_may_be_closed() {
    let mut stage = Stage::new().await;
    // Cancelled, it expires with the paid time: no grace is owed for.
    stage.shop.cancel(&stage.alice).await.unwrap();
    stage.shop.set_time(ENDS[0]).await;
    let Stage { shop, money, alice } = &mut stage;
    shop.close_subscription(alice).await.unwrap();
    let address = shop.store.subscription(&alice.address());
    assert_eq!(shop.account(&address).await, None);
    // It must be seen at its address that there is none.
    let mandate = shop.mandate(alice, money).await;
    let revoke = shop.store.revoke_mandate(&mandate);
    for other in [Pubkey::new_unique(), shop.store.subscription(&shop.payer()), money.mint.address] {
        let revoke = revoke.clone().with(address, other);
        let outcome = shop.attempt(revoke, &[&alice.keypair]).await;
        outcome.refused(SubscriptionError::WrongSubscription);
    }
    shop.attempt(revoke, &[&alice.keypair]).await.unwrap();
    let closed = shop.store.mandate(&alice.address(), &money.mint.address);
    assert_eq!(shop.account(&closed).await, None);
}

#[tokio::test]
async fn one_of_a_closed_subscription_charges_nothing_of_the_next() {
    let mut stage = Stage::new().await;
    // Cancelled, it expires with the paid time: no grace is owed for.
    stage.shop.cancel(&stage.alice).await.unwrap();
    stage.shop.set_time(ENDS[0]).await;
    let Stage { shop, money, alice } = &mut stage;
    shop.close_subscription(alice).await.unwrap();
    shop.subscribe(alice, ADVANCED, money).await.unwrap();
    shop.go_to_end(alice, -1).await;
    shop.renew(alice, money).await.refused(SubscriptionError::WrongMandate);
    // The old one is revoked like any, and the new subscription has nothing to forget.
    let before = bytes(&shop.subscription(alice).await);
    shop.revoke_mandate(alice, money).await.unwrap();
    assert_eq!(bytes(&shop.subscription(alice).await), before);
}

#[tokio::test]
async fn only_the_user_revokes() {
    let mut stage = Stage::new().await;
    let mandate = stage.shop.mandate(&stage.alice, &stage.money).await;
    let (user, bob) = (stage.alice.address(), stage.shop.customer().await);
    let revoke = stage.shop.store.revoke_mandate(&mandate);
    let ruler = stage.shop.ruler.insecure_clone();
    for other in [&bob.keypair, &ruler] {
        use solana_signer::Signer;
        let revoke = revoke.clone().with(user, other.pubkey());
        stage.shop.attempt(revoke, &[other]).await.refused(SubscriptionError::NotUser);
    }
    let unsigned = revoke.clone().unsigned(user);
    stage.shop.attempt(unsigned, &[]).await.refused(InstructionError::MissingRequiredSignature);
    stage.shop.attempt(revoke, &[&stage.alice.keypair]).await.unwrap();
}

#[tokio::test]
async fn one_of_a_version_that_is_unknown_is_refused() {
    let mut stage = Stage::new().await;
    let Stage { shop, money, alice } = &mut stage;
    let address = shop.store.mandate(&alice.address(), &money.mint.address);
    let mandate = shop.mandate(alice, money).await;
    let revoke = shop.store.revoke_mandate(&mandate);
    let before = unknown_version(shop, &address).await;
    let outcome = shop.attempt(revoke.clone(), &[&alice.keypair]).await;
    outcome.refused(SubscriptionError::UnknownVersion);
    shop.set_account(&address, before);
    shop.attempt(revoke, &[&alice.keypair]).await.unwrap();
    assert_eq!(shop.account(&address).await, None);
}

#[tokio::test]
async fn the_rent_goes_to_who_paid_it() {
    let mut stage = Stage::new().await;
    let mandate = stage.shop.mandate(&stage.alice, &stage.money).await;
    let payer = stage.shop.payer();
    assert_eq!(mandate.rent_payer, payer);
    let revoke = stage.shop.store.revoke_mandate(&mandate);
    for other in [stage.alice.address(), Pubkey::new_unique(), stage.shop.store.store] {
        let mut revoke = revoke.clone().with(payer, other);
        revoke.accounts[3].is_writable = true;
        let outcome = stage.shop.attempt(revoke, &[&stage.alice.keypair]).await;
        outcome.refused(SubscriptionError::WrongRentPayer);
    }
    let address = stage.shop.store.mandate(&stage.alice.address(), &stage.money.mint.address);
    let rent = lamports(&mut stage.shop, &address).await;
    let before = lamports(&mut stage.shop, &payer).await;
    stage.shop.attempt(revoke, &[&stage.alice.keypair]).await.unwrap();
    // Less the fee of two signatures.
    assert_eq!(lamports(&mut stage.shop, &payer).await, before + rent - 10_000);
}

#[tokio::test]
async fn refuses_impostors() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let bob = mandated(&mut shop, &usdc, PRICE).await;
    let alice = mandated(&mut shop, &usdc, PRICE).await;
    let there = Elsewhere::of(&mut shop, &alice).await;
    let (keys, user, mint) = (shop.store, alice.address(), usdc.mint.address);
    let (subscription, mandate) = (keys.subscription(&user), keys.mandate(&user, &mint));
    let copied_mandate = shop.copy(&mandate, proxy::ID).await;
    let copied = shop.copy(&subscription, proxy::ID).await;

    use SubscriptionError::{NotUser, WrongSubscription};
    let small = InstructionError::AccountDataTooSmall;
    let other_type = InstructionError::InvalidAccountData;
    let impostors: Vec<Impostor> = vec![
        (mandate, keys.mandate(&bob.address(), &mint), "another's mandate", NotUser.code()),
        (mandate, there.store.mandate(&user, &mint), "hers in another store", WrongSubscription.code()),
        (mandate, copied_mandate, "the mandate's bytes", ErrorCode::ConstraintOwner.code()),
        (mandate, keys.plan(ADVANCED), "a plan as mandate", small.clone()),
        (mandate, keys.store, "a store as mandate", other_type.clone()),
        (subscription, keys.subscription(&bob.address()), "another's subscription", WrongSubscription.code()),
        (subscription, there.store.subscription(&user), "hers in another store", WrongSubscription.code()),
        (subscription, copied, "a subscription's bytes", WrongSubscription.code()),
        (subscription, keys.plan(ADVANCED), "a plan as subscription", small.clone()),
        (subscription, keys.store, "a store as subscription", small),
        (subscription, Pubkey::new_unique(), "nothing", WrongSubscription.code()),
        (subscription, mandate, "the mandate", ErrorCode::ConstraintDuplicateMutableAccount.code()),
    ];
    let revoke = keys.revoke_mandate(&shop.mandate(&alice, &usdc).await);
    shop.refuses_impostors(&revoke, &[&alice.keypair], &impostors).await;
    shop.refuses_read_only(&revoke, &[&alice.keypair]).await;
    shop.attempt(revoke, &[&alice.keypair]).await.unwrap();
}
