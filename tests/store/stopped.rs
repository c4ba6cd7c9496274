//! What a pause stops, and what it never does.

use solana_instruction::Instruction;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_client::subscriptions::{Credit, SubscriptionError, Voucher};
use tenure_tests::{voucher, Customer, Money, OutcomeExt, Shop, TokenKind, ADVANCED, BASIC, PREMIUM};

use crate::rule;

#[tokio::test]
async fn nothing_is_sold_or_renewed_until_the_store_is_resumed() {
    let mut shop = Shop::new().await;
    let (ruler, guard, usdc) = (shop.ruler.insecure_clone(), shop.guard.insecure_clone(), shop.usdc.clone());
    let [newcomer, opened, granted, saver] = customers(&mut shop).await;
    for customer in [&opened, &granted] {
        shop.open_subscription(customer).await.unwrap();
    }
    let [mandated, payer, switcher] = subscribers(&mut shop, &usdc).await;
    let terms = shop.mandate_terms(10_000_000, 12).await;
    shop.grant_mandate(&mandated, &usdc, terms).await.unwrap();
    let session = Keypair::new();
    open_credit(&mut shop, &saver, &usdc, &session).await;
    shop.go_to_end(&mandated, -1).await;

    let (keys, fees, operator) = (shop.store, shop.payer(), shop.operator.insecure_clone());
    let source = |customer: &Customer| usdc.keys.source(&customer.address());
    let subscribe = shop.subscribe_instruction(&opened, BASIC, &usdc).await;
    let (pay, switch) = (shop.consent(&payer).await, shop.consent(&switcher).await);
    let all: [(&str, Instruction, Vec<&Keypair>); 8] = [
        ("open_subscription", keys.open_subscription(fees, &newcomer.address()), vec![]),
        ("subscribe", subscribe, vec![&opened.keypair]),
        ("grant", keys.grant(fees, operator.pubkey(), &granted.address(), BASIC), vec![&operator]),
        ("renew", keys.renew(&mandated.address(), BASIC, &usdc.keys, None), vec![]),
        (
            "pay_now",
            keys.pay_now(&payer.address(), BASIC, &usdc.keys, source(&payer), pay),
            vec![&payer.keypair],
        ),
        (
            "switch_plan",
            keys.switch_plan(&switcher.address(), ADVANCED, &usdc.keys, source(&switcher), switch),
            vec![&switcher.keypair],
        ),
        (
            "open_credit",
            keys.open_credit(fees, &newcomer.address(), &usdc.keys, session.pubkey()),
            vec![&newcomer.keypair],
        ),
        (
            "deposit_credit",
            keys.deposit_credit(saver.address(), &saver.address(), &usdc.keys, source(&saver), 5),
            vec![&saver.keypair],
        ),
    ];

    rule::pause(&mut shop, &guard).await.unwrap();
    for (name, instruction, signers) in &all {
        println!("{name}");
        shop.attempt(instruction.clone(), signers).await.refused(SubscriptionError::Paused);
    }
    rule::resume(&mut shop, &ruler).await.unwrap();
    for (name, instruction, signers) in all {
        println!("{name}");
        shop.attempt(instruction, &signers).await.unwrap();
    }
}

#[tokio::test]
async fn users_leave_and_change_their_minds() {
    let mut shop = Shop::new().await;
    let (guard, usdc) = (shop.guard.insecure_clone(), shop.usdc.clone());
    let [alice, bob, _] = subscribers(&mut shop, &usdc).await;
    let terms = shop.mandate_terms(10_000_000, 12).await;
    shop.grant_mandate(&alice, &usdc, terms).await.unwrap();
    rule::pause(&mut shop, &guard).await.unwrap();

    shop.cancel(&alice).await.unwrap();
    shop.take_back_cancellation(&alice).await.unwrap();
    shop.schedule_change(&alice, ADVANCED).await.unwrap();
    shop.unschedule_change(&alice).await.unwrap();
    shop.revoke_mandate(&alice, &usdc).await.unwrap();
    shop.grant_mandate(&bob, &usdc, terms).await.unwrap();
    shop.assert_access(&alice, 1).await.unwrap();
    shop.sync_badge(&alice).await.unwrap();

    shop.cancel(&alice).await.unwrap();
    shop.go_to_end(&bob, -1).await;
    shop.remind(&bob).await.unwrap();
    shop.go_to_end(&alice, 0).await;
    shop.note_expiry(&alice).await.unwrap();
    shop.close_subscription(&alice).await.unwrap();
    assert!(shop.find_subscription(&alice.address()).await.is_none());
}

#[tokio::test]
async fn a_subscription_is_ended_and_refunded() {
    let mut shop = Shop::new().await;
    let (guard, usdc) = (shop.guard.insecure_clone(), shop.usdc.clone());
    let alice = shop.subscriber(PREMIUM, &usdc).await;
    let before = shop.wallet(&alice, &usdc).await;
    rule::pause(&mut shop, &guard).await.unwrap();
    shop.end(&alice).await.unwrap();
    // In the second it began: all of it is unused.
    assert_eq!(shop.subscription(&alice).await.credit, 100_000_000);
    shop.refund(&alice, &usdc, 100_000_000).await.unwrap();
    assert_eq!(shop.wallet(&alice, &usdc).await, before + 100_000_000);
}

#[tokio::test]
async fn what_was_used_is_settled_and_the_rest_withdrawn() {
    let mut shop = Shop::new().await;
    let (guard, usdc) = (shop.guard.insecure_clone(), shop.usdc.clone());
    let (saver, session) = (shop.customer().await, Keypair::new());
    let user = saver.address();
    let credit = open_credit(&mut shop, &saver, &usdc, &session).await;
    let (keys, source) = (shop.store, usdc.keys.source(&user));
    let deposit = keys.deposit_credit(user, &user, &usdc.keys, source, 1_000);
    shop.attempt(deposit, &[&saver.keypair]).await.unwrap();
    let before = shop.wallet(&saver, &usdc).await;
    rule::pause(&mut shop, &guard).await.unwrap();

    let opened: Credit = shop.read(&credit).await.unwrap();
    let (incarnation, valid_until) = (opened.incarnation, shop.now().await + 1);
    let message = Voucher { credit, incarnation, cumulative: 400, valid_until }.message();
    let settle = keys.settle_voucher(&user, &usdc.keys, 400, valid_until);
    shop.attempt_all(&[voucher(&session, &message), settle], &[]).await.unwrap();
    assert_eq!(shop.till(&usdc).await, 400);

    let close = keys.request_close_credit(&user, &usdc.mint.address);
    shop.attempt(close, &[&saver.keypair]).await.unwrap();
    let closing: Credit = shop.read(&credit).await.unwrap();
    shop.set_time(closing.closes_at).await;
    let withdraw = keys.withdraw_credit(&closing, source);
    shop.attempt(withdraw, &[&saver.keypair]).await.unwrap();
    assert_eq!(shop.wallet(&saver, &usdc).await, before + 600);
}

#[tokio::test]
async fn the_authority_rules_on() {
    let mut shop = Shop::new().await;
    let (ruler, guard, heir) = (shop.ruler.insecure_clone(), shop.guard.insecure_clone(), Keypair::new());
    let (usdc, dai) = (shop.usdc.clone(), shop.money(TokenKind::SplToken, 6).await);
    let alice = shop.subscriber(BASIC, &usdc).await;
    rule::pause(&mut shop, &guard).await.unwrap();

    let (keys, payer, by) = (shop.store, shop.payer(), ruler.pubkey());
    for instruction in [
        keys.update_store(by, Shop::TERMS),
        keys.set_pauser(by, heir.pubkey()),
        keys.set_operator(by, heir.pubkey()),
        keys.create_plan(payer, by, 6, Shop::plan_terms("Later", 1, 1, 0)),
        keys.sunset_plan(by, BASIC),
        keys.create_pay_token(payer, by, &dai.keys, Shop::STABLE),
        keys.update_pay_token(by, &usdc.keys, Shop::STABLE),
        keys.offer_collection(by, keys.store),
        keys.take_collection(by),
        keys.exclude(by, &alice.address(), payer),
        keys.reinstate(by, &alice.address()),
        keys.propose_authority(by, heir.pubkey()),
        keys.cancel_authority(by),
        keys.propose_authority(by, heir.pubkey()),
    ] {
        shop.attempt(instruction, &[&ruler]).await.unwrap();
    }
    rule::accept(&mut shop, &heir).await.unwrap();
    assert_eq!(shop.store().await.paused, 1);
    rule::resume(&mut shop, &heir).await.unwrap();
}

#[tokio::test]
async fn time_goes_on() {
    let mut shop = Shop::new().await;
    let (guard, usdc) = (shop.guard.insecure_clone(), shop.usdc.clone());
    let alice = shop.subscriber(BASIC, &usdc).await;
    rule::pause(&mut shop, &guard).await.unwrap();
    let lapses_at = shop.subscription(&alice).await.lapses_at;
    shop.set_time(lapses_at - 1).await;
    shop.assert_access(&alice, 1).await.unwrap();
    shop.set_time(lapses_at).await;
    shop.assert_access(&alice, 1).await.refused(SubscriptionError::NoAccess);
}

#[tokio::test]
async fn another_store_sells_on() {
    let mut shop = Shop::new().await;
    let guard = shop.guard.insecure_clone();
    let neighbour = crate::neighbour::Neighbour::of(&mut shop).await;
    rule::pause(&mut shop, &guard).await.unwrap();
    let user = Pubkey::new_unique();
    let open = shop.store.open_subscription(shop.payer(), &user);
    shop.attempt(open, &[]).await.refused(SubscriptionError::Paused);
    let open = neighbour.store.open_subscription(shop.payer(), &user);
    shop.attempt(open, &[]).await.unwrap();
}

async fn customers(shop: &mut Shop) -> [Customer; 4] {
    [shop.customer().await, shop.customer().await, shop.customer().await, shop.customer().await]
}

async fn subscribers(shop: &mut Shop, money: &Money) -> [Customer; 3] {
    [
        shop.subscriber(BASIC, money).await,
        shop.subscriber(BASIC, money).await,
        shop.subscriber(BASIC, money).await,
    ]
}

/// Returns the credit's address.
async fn open_credit(shop: &mut Shop, customer: &Customer, money: &Money, session: &Keypair) -> Pubkey {
    let (keys, user) = (shop.store, customer.address());
    let open = keys.open_credit(shop.payer(), &user, &money.keys, session.pubkey());
    shop.attempt(open, &[&customer.keypair]).await.expect("the credit is opened");
    keys.credit(&user, &money.mint.address)
}
