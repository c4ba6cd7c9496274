use solana_account::Account;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use subscriptions::MandateGranted;
use tenure_client::subscriptions::{Failure, Mandate, MandateTerms, SubscriptionError, TokenTerms};
use tenure_tests::{Customer, Money, OutcomeExt, Shop, Substitute, ADVANCED, START};

use crate::{
    failures::noted,
    stage::{approve, bytes, emitted, lamports, leave, unknown_version, Stage, DAY, ENDS, OWN_PRICE, PRICE},
};

pub const TERMS: MandateTerms = MandateTerms {
    per_charge: PRICE,
    per_period: 2 * PRICE,
    total: 12 * PRICE,
    expires_at: START + 400 * DAY,
};

/// Alice is on the advanced plan, and has granted nothing.
pub async fn subscribed() -> (Shop, Money, Customer) {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = shop.subscriber(ADVANCED, &usdc).await;
    (shop, usdc, alice)
}

#[tokio::test]
async fn keeps_what_the_user_allows() {
    let (mut shop, usdc, alice) = subscribed().await;
    let user = alice.address();
    let mut subscription = shop.subscription(&alice).await;
    shop.grant_mandate(&alice, &usdc, TERMS).await.unwrap();

    let address = shop.store.mandate(&user, &usdc.mint.address);
    let (_, bump) = Pubkey::find_program_address(
        &[b"mandate", shop.store.store.as_ref(), user.as_ref(), usdc.mint.address.as_ref()],
        &subscriptions::ID,
    );
    let expected = Mandate {
        version: 1,
        bump,
        reserved_flags: [0; 6],
        incarnation: START,
        total_left: 12 * PRICE,
        per_charge: PRICE,
        per_period: 2 * PRICE,
        expires_at: START + 400 * DAY,
        period: 0,
        spent: 0,
        store: shop.store.store,
        user,
        mint: usdc.mint.address,
        source: usdc.keys.source(&user),
        rent_payer: shop.payer(),
        reserved: [0; 32],
    };
    assert_eq!(bytes(&shop.mandate(&alice, &usdc).await), bytes(&expected));
    subscription.mandate = address;
    assert_eq!(bytes(&shop.subscription(&alice).await), bytes(&subscription));
}

#[tokio::test]
async fn tells_what_the_user_allows() {
    let (mut shop, usdc, alice) = subscribed().await;
    let (user, keys) = (alice.address(), shop.store);
    let event = MandateGranted {
        store: keys.store,
        subscription: keys.subscription(&user),
        user,
        mandate: keys.mandate(&user, &usdc.mint.address),
        mandate_before: Pubkey::default(),
        mint: usdc.mint.address,
        per_charge: PRICE,
        per_period: 2 * PRICE,
        total: 12 * PRICE,
        expires_at: START + 400 * DAY,
    };
    emitted(shop.grant_mandate(&alice, &usdc, TERMS).await, event);
    // And which mandate it replaces.
    let own = shop.own.clone();
    let event = MandateGranted {
        mandate_before: event.mandate,
        mandate: keys.mandate(&user, &own.mint.address),
        mint: own.mint.address,
        ..event
    };
    emitted(shop.grant_mandate(&alice, &own, TERMS).await, event);
}

#[tokio::test]
async fn terms_leave_room_for_one_another() {
    let (mut shop, usdc, alice) = subscribed().await;
    let terms = |per_charge, per_period, total, expires_at| MandateTerms {
        per_charge,
        per_period,
        total,
        expires_at,
    };
    for bad in [
        terms(0, 10, 100, START + 1),
        terms(0, 0, 0, START + 1),
        terms(11, 10, 100, START + 1),
        terms(10, 101, 100, START + 1),
        // What wallets show as unlimited.
        terms(10, 10, u64::MAX, START + 1),
        terms(u64::MAX, u64::MAX, u64::MAX, u64::MAX),
        terms(10, 10, 100, START),
        terms(10, 10, 100, 0),
    ] {
        println!("{bad:?}");
        shop.grant_mandate(&alice, &usdc, bad).await.refused(SubscriptionError::BadMandateTerms);
    }
    for good in [
        terms(1, 1, 1, START + 1),
        terms(10, 10, 100, START + 1),
        terms(10, 100, 100, u64::MAX),
        terms(u64::MAX - 1, u64::MAX - 1, u64::MAX - 1, u64::MAX),
    ] {
        shop.grant_mandate(&alice, &usdc, good).await.unwrap();
        let mandate = shop.mandate(&alice, &usdc).await;
        let kept = terms(mandate.per_charge, mandate.per_period, mandate.total_left, mandate.expires_at);
        assert_eq!(kept, good);
    }
}

#[tokio::test]
async fn the_delegate_is_the_mandate_for_just_its_total() {
    let (mut shop, usdc, alice) = subscribed().await;
    let user = alice.address();
    let mandate = shop.store.mandate(&user, &usdc.mint.address);
    let grant = shop.store.grant_mandate(shop.payer(), &user, &usdc.keys, TERMS, START);
    let refusal = SubscriptionError::DelegateMismatch;
    shop.attempt(grant.clone(), &[&alice.keypair]).await.refused(refusal);
    for (delegate, amount) in [
        (mandate, TERMS.total - 1),
        (mandate, TERMS.total + 1),
        (mandate, u64::MAX),
        (mandate, 0),
        (Pubkey::new_unique(), TERMS.total),
        (shop.store.store, TERMS.total),
    ] {
        approve(&mut shop, &alice, &usdc, &delegate, amount).await;
        shop.attempt(grant.clone(), &[&alice.keypair]).await.refused(refusal);
    }
    // In an earlier transaction too.
    approve(&mut shop, &alice, &usdc, &mandate, TERMS.total).await;
    shop.attempt(grant, &[&alice.keypair]).await.unwrap();
}

#[tokio::test]
async fn granting_again_begins_the_caps_anew() {
    let mut stage = Stage::due().await;
    stage.renew().await.unwrap();
    let Stage { shop, money, alice } = &mut stage;
    let before = shop.mandate(alice, money).await;
    assert_eq!((before.period, before.spent), (ENDS[0], PRICE));
    // Whoever paid the rent first gets it back, and no more is paid.
    let other = Keypair::new();
    shop.set_account(&other.pubkey(), Account { lamports: 1_000_000_000, ..Account::default() });
    let approve = shop.store.approve(&alice.address(), &money.keys, TERMS.total, 6);
    let grant = shop.store.grant_mandate(other.pubkey(), &alice.address(), &money.keys, TERMS, START);
    shop.attempt_all(&[approve, grant], &[&alice.keypair, &other]).await.unwrap();
    let after = shop.mandate(alice, money).await;
    assert_eq!((after.period, after.spent, after.total_left), (0, 0, 12 * PRICE));
    assert_eq!(after.rent_payer, shop.payer());
    assert_eq!(lamports(shop, &other.pubkey()).await, 1_000_000_000);
}

#[tokio::test]
async fn the_reason_that_was_noted_is_forgotten_and_noted_anew() {
    let mut stage = Stage::due().await;
    leave(&mut stage.shop, &stage.alice, &stage.money, PRICE - 1).await;
    noted(&mut stage, Failure::TooFewTokens, SubscriptionError::TooFewTokens).await;
    let Stage { shop, money, alice } = &mut stage;
    let mut expected = shop.subscription(alice).await;
    shop.grant_mandate(alice, money, TERMS).await.unwrap();
    expected.failure = 0;
    assert_eq!(bytes(&shop.subscription(alice).await), bytes(&expected));
    // She is told again: it is another mandate that cannot be charged.
    noted(&mut stage, Failure::TooFewTokens, SubscriptionError::TooFewTokens).await;
    // One in another token too.
    let Stage { shop, alice, .. } = &mut stage;
    let own = shop.own.clone();
    let terms = shop.mandate_terms(OWN_PRICE, 10).await;
    shop.grant_mandate(alice, &own, terms).await.unwrap();
    assert_eq!(shop.subscription(alice).await.failure, 0);
}

#[tokio::test]
async fn one_of_a_version_that_is_unknown_is_not_written_over() {
    let mut stage = Stage::new().await;
    let Stage { shop, money, alice } = &mut stage;
    let address = shop.store.mandate(&alice.address(), &money.mint.address);
    let before = unknown_version(shop, &address).await;
    shop.grant_mandate(alice, money, TERMS).await.refused(SubscriptionError::UnknownVersion);
    shop.set_account(&address, before);
    shop.grant_mandate(alice, money, TERMS).await.unwrap();
    assert_eq!(shop.mandate(alice, money).await.total_left, 12 * PRICE);
}

#[tokio::test]
async fn a_second_token_takes_over_and_the_first_may_again() {
    let mut stage = Stage::due().await;
    let Stage { shop, money, alice } = &mut stage;
    let own = shop.own.clone();
    let terms = shop.mandate_terms(12_000_000_000, 10).await;
    shop.grant_mandate(alice, &own, terms).await.unwrap();
    shop.renew(alice, money).await.refused(SubscriptionError::WrongMandate);
    shop.set_price(2_00000000).await;
    shop.renew(alice, &own).await.unwrap();
    shop.grant_mandate(alice, money, TERMS).await.unwrap();
    shop.go_to_end(alice, -1).await;
    shop.renew(alice, &own).await.refused(SubscriptionError::WrongMandate);
    shop.renew(alice, money).await.unwrap();
    assert_eq!((shop.till(money).await, shop.till(&own).await), (2 * PRICE, 12_000_000_000));
}

#[tokio::test]
async fn wants_a_token_that_is_taken() {
    let (mut shop, usdc, alice) = subscribed().await;
    shop.update_pay_token(&usdc, TokenTerms { enabled: false, ..Shop::STABLE }).await.unwrap();
    shop.grant_mandate(&alice, &usdc, TERMS).await.refused(SubscriptionError::TokenDisabled);
}

#[tokio::test]
async fn a_pause_stops_no_grant() {
    let (mut shop, usdc, alice) = subscribed().await;
    let guard = shop.guard.insecure_clone();
    let pause = shop.store.pause(guard.pubkey());
    shop.attempt(pause, &[&guard]).await.unwrap();
    shop.grant_mandate(&alice, &usdc, TERMS).await.unwrap();
}

#[tokio::test]
async fn anyone_pays_the_rent_and_the_user_too() {
    for by_user in [false, true] {
        let (mut shop, usdc, alice) = subscribed().await;
        let sponsor = if by_user { alice.keypair.insecure_clone() } else { Keypair::new() };
        let wealth = Account { lamports: 1_000_000_000, ..Account::default() };
        shop.set_account(&sponsor.pubkey(), wealth);
        let user = alice.address();
        let approve = shop.store.approve(&user, &usdc.keys, TERMS.total, 6);
        let grant = shop.store.grant_mandate(sponsor.pubkey(), &user, &usdc.keys, TERMS, START);
        let signers = if by_user { vec![&sponsor] } else { vec![&alice.keypair, &sponsor] };
        shop.attempt_all(&[approve, grant], &signers).await.unwrap();
        let mandate = shop.mandate(&alice, &usdc).await;
        assert_eq!(mandate.rent_payer, sponsor.pubkey());
        let address = shop.store.mandate(&user, &usdc.mint.address);
        let rent = lamports(&mut shop, &address).await;
        assert_eq!(lamports(&mut shop, &sponsor.pubkey()).await, 1_000_000_000 - rent);
        shop.revoke_mandate(&alice, &usdc).await.unwrap();
        assert_eq!(lamports(&mut shop, &sponsor.pubkey()).await, 1_000_000_000);
    }
}

#[tokio::test]
async fn lamports_that_were_there_before_do_not_stop_it() {
    let (mut shop, usdc, alice) = subscribed().await;
    let address = shop.store.mandate(&alice.address(), &usdc.mint.address);
    shop.set_account(&address, Account { lamports: 1_000_000, ..Account::default() });
    shop.grant_mandate(&alice, &usdc, TERMS).await.unwrap();
    assert_eq!(shop.mandate(&alice, &usdc).await.total_left, 12 * PRICE);
}

#[tokio::test]
async fn wants_the_signatures_of_both() {
    let (mut shop, usdc, alice) = subscribed().await;
    let (user, sponsor) = (alice.address(), Keypair::new());
    shop.set_account(&sponsor.pubkey(), Account { lamports: 1_000_000_000, ..Account::default() });
    let mandate = shop.store.mandate(&user, &usdc.mint.address);
    approve(&mut shop, &alice, &usdc, &mandate, TERMS.total).await;
    let grant = shop.store.grant_mandate(sponsor.pubkey(), &user, &usdc.keys, TERMS, START);
    let missing = solana_instruction_error::InstructionError::MissingRequiredSignature;
    let unsigned = grant.clone().unsigned(user);
    shop.attempt(unsigned, &[&sponsor]).await.refused(missing.clone());
    let unsigned = grant.clone().unsigned(sponsor.pubkey());
    shop.attempt(unsigned, &[&alice.keypair]).await.refused(missing);
    // Another's does not do.
    let bob = shop.customer().await;
    let bobs = shop.store.grant_mandate(shop.payer(), &bob.address(), &usdc.keys, TERMS, START);
    let bobs = bobs.with(shop.store.subscription(&bob.address()), shop.store.subscription(&user));
    shop.attempt(bobs, &[&bob.keypair]).await.refused(SubscriptionError::NotUser);
    shop.attempt(grant, &[&alice.keypair, &sponsor]).await.unwrap();
}
