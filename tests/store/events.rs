//! Each change tells what it did: the account, the actor, before and after.

use ::subscriptions::*;
use anchor_lang::{hash::sha256, Discriminator, Event};
use base64::{engine::general_purpose::STANDARD, Engine};
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_tests::{Outcome, PriceAccount, Receipt, Shop};

use crate::{open, rule};

const NOBODY: Pubkey = Pubkey::new_from_array([0; 32]);
const SOMEONE: Pubkey = Pubkey::new_from_array([5; 32]);

/// The events in a transaction's logs, as bytes.
fn events(receipt: &Receipt) -> Vec<Vec<u8>> {
    let data = receipt.logs.iter().filter_map(|line| line.strip_prefix("Program data: "));
    data.map(|base64| STANDARD.decode(base64).expect("base64")).collect()
}

/// The transaction emitted `event` and no other.
#[track_caller]
fn emitted(outcome: Outcome, event: impl Event) {
    assert_eq!(events(&outcome.unwrap()), [event.data()]);
}

#[test]
fn are_told_apart_as_anchor_does() {
    for (name, discriminator) in [
        ("StoreCreated", StoreCreated::DISCRIMINATOR),
        ("StoreTermsSet", StoreTermsSet::DISCRIMINATOR),
        ("PauserSet", PauserSet::DISCRIMINATOR),
        ("OperatorSet", OperatorSet::DISCRIMINATOR),
        ("Paused", Paused::DISCRIMINATOR),
        ("Resumed", Resumed::DISCRIMINATOR),
        ("AuthorityProposed", AuthorityProposed::DISCRIMINATOR),
        ("AuthorityAccepted", AuthorityAccepted::DISCRIMINATOR),
        ("AuthorityCancelled", AuthorityCancelled::DISCRIMINATOR),
        ("CollectionOffered", CollectionOffered::DISCRIMINATOR),
        ("CollectionTaken", CollectionTaken::DISCRIMINATOR),
        ("PlanCreated", PlanCreated::DISCRIMINATOR),
        ("PlanSunset", PlanSunset::DISCRIMINATOR),
        ("PayTokenCreated", PayTokenCreated::DISCRIMINATOR),
        ("PayTokenSet", PayTokenSet::DISCRIMINATOR),
    ] {
        assert_eq!(discriminator, &sha256(format!("event:{name}").as_bytes())[..8], "{name}");
    }
}

#[tokio::test]
async fn are_laid_out_field_by_field() {
    let (mut shop, ruler) = open::empty().await;
    let terms = PlanTerms { interval: 1, ..Shop::plan_terms("Basic", 10, 4, 0) };
    let receipt = rule::create_plan(&mut shop, &ruler, 0, terms).await.unwrap();
    let bytes = [
        &sha256(b"event:PlanCreated")[..8],
        &shop.store.store.to_bytes(),
        &ruler.pubkey().to_bytes(),
        &shop.store.plan(0).to_bytes(),
        b"Basic",
        &[0; 27],
        &10_000_000_u64.to_le_bytes(),
        &10_000_u64.to_le_bytes(),
        &4_u32.to_le_bytes(),
        &0_u32.to_le_bytes(),
        &4_u32.to_le_bytes(),
        &1_u32.to_le_bytes(),
        &2_000_u32.to_le_bytes(),
        &0_u32.to_le_bytes(),
    ];
    assert_eq!(events(&receipt), [bytes.concat()]);
}

#[tokio::test]
async fn create_store() {
    let mut shop = open::unfounded().await;
    let event = StoreCreated {
        store: shop.store.store,
        creator: shop.creator.pubkey(),
        authority: shop.ruler.pubkey(),
        pauser: shop.guard.pubkey(),
        operator: shop.operator.pubkey(),
        payout_owner: shop.payout_owner,
        collection: shop.store.badges.collection,
        grace: 3_601,
        window: 3_602,
        notice: 3_603,
        keeper_fee_bps: 3,
    };
    let terms = StoreTerms { grace: 3_601, window: 3_602, notice: 3_603, keeper_fee_bps: 3 };
    emitted(shop.create_store(terms).await, event);
}

#[tokio::test]
async fn update_store() {
    let (mut shop, ruler) = open::empty().await;
    let event = StoreTermsSet {
        store: shop.store.store,
        authority: ruler.pubkey(),
        grace_before: 3 * 86_400,
        grace_after: 3_601,
        window_before: 86_400,
        window_after: 3_602,
        notice_before: 86_400,
        notice_after: 3_603,
        keeper_fee_bps_before: 50,
        keeper_fee_bps_after: 3,
    };
    let terms = StoreTerms { grace: 3_601, window: 3_602, notice: 3_603, keeper_fee_bps: 3 };
    emitted(rule::update(&mut shop, &ruler, terms).await, event);
    let again = StoreTermsSet {
        grace_before: 3_601,
        window_before: 3_602,
        notice_before: 3_603,
        keeper_fee_bps_before: 3,
        ..event
    };
    emitted(rule::update(&mut shop, &ruler, terms).await, again);
}

#[tokio::test]
async fn set_pauser_and_set_operator() {
    let (mut shop, ruler) = open::empty().await;
    let (store, authority) = (shop.store.store, ruler.pubkey());
    let (guard, operator) = (shop.guard.pubkey(), shop.operator.pubkey());
    for (before, after) in [(guard, SOMEONE), (SOMEONE, NOBODY), (NOBODY, NOBODY)] {
        let event = PauserSet { store, authority, before, after };
        emitted(rule::set_pauser(&mut shop, &ruler, after).await, event);
    }
    for (before, after) in [(operator, SOMEONE), (SOMEONE, NOBODY), (NOBODY, NOBODY)] {
        let event = OperatorSet { store, authority, before, after };
        emitted(rule::set_operator(&mut shop, &ruler, after).await, event);
    }
}

#[tokio::test]
async fn pause_and_resume() {
    let (mut shop, ruler) = open::empty().await;
    let (store, guard, authority) = (shop.store.store, shop.guard.insecure_clone(), ruler.pubkey());
    emitted(rule::pause(&mut shop, &guard).await, Paused { store, by: guard.pubkey() });
    emitted(rule::resume(&mut shop, &ruler).await, Resumed { store, by: authority });
    emitted(rule::pause(&mut shop, &ruler).await, Paused { store, by: authority });
}

#[tokio::test]
async fn handing_over() {
    let (mut shop, old) = open::empty().await;
    let (store, new) = (shop.store.store, Keypair::new());
    let (authority, heir) = (old.pubkey(), new.pubkey());
    let event = AuthorityProposed { store, authority, before: NOBODY, proposed: SOMEONE };
    emitted(rule::propose(&mut shop, &old, SOMEONE).await, event);
    let event = AuthorityProposed { store, authority, before: SOMEONE, proposed: heir };
    emitted(rule::propose(&mut shop, &old, heir).await, event);
    let event = AuthorityCancelled { store, authority, cancelled: heir };
    emitted(rule::cancel(&mut shop, &old).await, event);
    rule::propose(&mut shop, &old, heir).await.unwrap();
    let event = AuthorityAccepted { store, before: authority, after: heir };
    emitted(rule::accept(&mut shop, &new).await, event);
}

/// The membership program tells of it first.
#[tokio::test]
async fn offer_collection_and_take_collection() {
    let (mut shop, ruler) = open::empty().await;
    let (store, authority, collection) = (shop.store.store, ruler.pubkey(), shop.store.badges.collection);

    let receipt = rule::offer(&mut shop, &ruler, SOMEONE).await.unwrap();
    let theirs =
        membership::AuthorityProposed { collection, authority: store, before: NOBODY, proposed: SOMEONE };
    let event = CollectionOffered { store, authority, collection, proposed: SOMEONE };
    assert_eq!(events(&receipt), [theirs.data(), event.data()]);

    rule::offer(&mut shop, &ruler, store).await.unwrap();
    let receipt = rule::take(&mut shop, &ruler).await.unwrap();
    let theirs = membership::AuthorityAccepted { collection, before: store, after: store };
    let event = CollectionTaken { store, authority, collection };
    assert_eq!(events(&receipt), [theirs.data(), event.data()]);
}

#[tokio::test]
async fn create_plan_and_sunset_plan() {
    let (mut shop, ruler) = open::empty().await;
    let (store, authority) = (shop.store.store, ruler.pubkey());
    for (id, interval) in [(0, 0), (1, 1)] {
        let plan = shop.store.plan(id);
        let terms = PlanTerms {
            price: 11,
            calls: 12,
            sockets: 13,
            tier: 3,
            interval,
            discount_bps: 15,
            ..Shop::plan_terms("Basic", 1, 1, 0)
        };
        let event = PlanCreated {
            store,
            authority,
            plan,
            name: terms.name,
            price: 11,
            calls: 12,
            sockets: 13,
            id,
            tier: 3,
            interval: interval.into(),
            discount_bps: 15,
            reserved: 0,
        };
        emitted(rule::create_plan(&mut shop, &ruler, id, terms).await, event);
        emitted(rule::sunset(&mut shop, &ruler, id).await, PlanSunset { store, authority, plan });
    }
}

#[tokio::test]
async fn create_pay_token() {
    let (mut shop, ruler) = open::empty().await;
    let (store, authority, feed) = (shop.store.store, ruler.pubkey(), PriceAccount::sol_usd().feed());
    for (money, terms, kind, own, feed) in [
        (shop.usdc.clone(), Shop::STABLE, 0, 0, [0; 32]),
        (shop.own.clone(), Shop::oracle_terms(), 1, 1, feed),
    ] {
        let event = PayTokenCreated {
            store,
            authority,
            pay_token: money.keys.pay_token,
            mint: money.mint.address,
            payout: money.keys.payout,
            kind,
            own,
            feed,
        };
        emitted(rule::admit(&mut shop, &ruler, &money, terms).await, event);
    }
}

#[tokio::test]
async fn update_pay_token() {
    let (mut shop, ruler) = open::empty().await;
    let own = shop.own.clone();
    rule::admit(&mut shop, &ruler, &own, Shop::oracle_terms()).await.unwrap();
    let feed = PriceAccount::sol_usd().feed();
    let event = PayTokenSet {
        store: shop.store.store,
        authority: ruler.pubkey(),
        pay_token: own.keys.pay_token,
        feed_before: feed,
        feed_after: [7; 32],
        keeper_fee_cap_before: 1_000_000_000,
        keeper_fee_cap_after: 7,
        kind_before: 1,
        kind_after: 1,
        own_before: 1,
        own_after: 0,
        enabled_before: 1,
        enabled_after: 0,
        max_age_before: 60,
        max_age_after: 61,
        max_confidence_bps_before: 100,
        max_confidence_bps_after: 101,
        max_deviation_bps_before: 1_000,
        max_deviation_bps_after: 1_001,
    };
    let terms = TokenTerms {
        own: false,
        enabled: false,
        keeper_fee_cap: 7,
        max_age: 61,
        max_confidence_bps: 101,
        max_deviation_bps: 1_001,
        feed: [7; 32],
        ..Shop::oracle_terms()
    };
    emitted(rule::update_token(&mut shop, &ruler, &own, terms).await, event);
    let again = PayTokenSet {
        feed_before: [7; 32],
        keeper_fee_cap_before: 7,
        own_before: 0,
        enabled_before: 0,
        max_age_before: 61,
        max_confidence_bps_before: 101,
        max_deviation_bps_before: 1_001,
        ..event
    };
    emitted(rule::update_token(&mut shop, &ruler, &own, terms).await, again);
    // From then on it is a dollar each.
    let pegged = PayTokenSet {
        feed_after: [0; 32],
        keeper_fee_cap_after: 1_000_000,
        kind_after: 0,
        enabled_after: 1,
        max_age_after: 0,
        max_confidence_bps_after: 0,
        max_deviation_bps_after: 0,
        ..again
    };
    emitted(rule::update_token(&mut shop, &ruler, &own, Shop::STABLE).await, pegged);
    let priced = PayTokenSet {
        feed_before: [0; 32],
        feed_after: feed,
        keeper_fee_cap_before: 1_000_000,
        keeper_fee_cap_after: 1_000_000_000,
        kind_before: 0,
        kind_after: 1,
        own_before: 0,
        own_after: 1,
        enabled_before: 1,
        enabled_after: 1,
        max_age_before: 0,
        max_age_after: 60,
        max_confidence_bps_before: 0,
        max_confidence_bps_after: 100,
        max_deviation_bps_before: 0,
        max_deviation_bps_after: 1_000,
        ..event
    };
    emitted(rule::update_token(&mut shop, &ruler, &own, Shop::oracle_terms()).await, priced);
}
