use solana_account::Account;
use solana_instruction::Instruction;
use solana_instruction_error::InstructionError;
use solana_signer::Signer;
use subscriptions::Renewed;
use tenure_client::subscriptions::{Consent, SubscriptionError, TokenTerms};
use tenure_tests::{OutcomeExt, Shop, Substitute, ADVANCED, BASIC, START};

use crate::stage::{
    bytes, emitted, freeze, leave, unknown_version, Stage, ACCOUNT_FROZEN, DAY, ENDS, INSUFFICIENT_FUNDS,
    OWN_PRICE, PRICE,
};

/// Alice pays by hand from her associated account, with such a consent.
pub async fn payment(stage: &mut Stage, change: impl FnOnce(&mut Consent)) -> Instruction {
    let Stage { shop, money, alice } = stage;
    let mut consent = shop.consent(alice).await;
    change(&mut consent);
    let user = alice.address();
    shop.store.pay_now(&user, ADVANCED, &money.keys, money.keys.source(&user), consent)
}

#[tokio::test]
async fn pays_the_next_period() {
    let mut stage = Stage::due().await;
    let Stage { shop, money, alice } = &mut stage;
    let mut subscription = shop.subscription(alice).await;
    let mandate = bytes(&shop.mandate(alice, money).await);
    let mut badge = shop.badge(alice).await.unwrap();
    let event = Renewed {
        store: shop.store.store,
        subscription: shop.store.subscription(&alice.address()),
        user: alice.address(),
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

    emitted(shop.pay_now(alice, money).await, event);

    (subscription.periods, subscription.lapses_at) = (2, ENDS[1] + 3 * DAY);
    let ahead = &mut subscription.ahead;
    (ahead.period_start, ahead.start, ahead.end, ahead.value) = (ENDS[0], ENDS[0], ENDS[1], 30_000_000);
    (subscription.receipt_charged, subscription.receipt_tokens) = (30_000_011, 30_000_011);
    assert_eq!(bytes(&shop.subscription(alice).await), bytes(&subscription));
    // The mandate has nothing to do with it.
    assert_eq!(bytes(&shop.mandate(alice, money).await), mandate);
    badge.expires_at = ENDS[1];
    assert_eq!(bytes(&shop.badge(alice).await.unwrap()), bytes(&badge));
    assert_eq!(stage.purses().await, (1_000_000_000_000 - 2 * PRICE, 2 * PRICE));
}

#[tokio::test]
async fn with_any_token_of_the_store() {
    let mut stage = Stage::due().await;
    let Stage { shop, alice, .. } = &mut stage;
    let own = shop.own.clone();
    shop.set_price(2_00000000).await;
    shop.pay_now(alice, &own).await.unwrap();
    assert_eq!(shop.till(&own).await, OWN_PRICE);
    let subscription = shop.subscription(alice).await;
    // What was paid in the other token is not refunded any more.
    assert_eq!(subscription.receipt_mint, own.mint.address);
    assert_eq!((subscription.receipt_charged, subscription.receipt_tokens), (24_000_000, OWN_PRICE));
    assert_eq!((subscription.ahead.value, subscription.ahead.end), (24_000_000, ENDS[1]));
    // The mandate in the stablecoin is good for the next.
    stage.shop.go_to_end(&stage.alice, -1).await;
    stage.renew().await.unwrap();
    assert_eq!(stage.purses().await.1, 2 * PRICE);
}

#[tokio::test]
async fn without_any_mandate() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = shop.subscriber(ADVANCED, &usdc).await;
    shop.go_to_end(&alice, -1).await;
    shop.pay_now(&alice, &usdc).await.unwrap();
    assert_eq!(shop.till(&usdc).await, 2 * PRICE);
}

#[tokio::test]
async fn from_any_account_of_the_users() {
    let mut stage = Stage::due().await;
    let user = stage.alice.address();
    let purse = stage.shop.tokens_of(&stage.money.mint, &user, PRICE).await;
    let pay = payment(&mut stage, |_| ()).await.with(stage.money.keys.source(&user), purse);
    stage.shop.attempt(pay, &[&stage.alice.keypair]).await.unwrap();
    assert_eq!(stage.shop.balance(&purse).await, 0);
    assert_eq!(stage.purses().await, (1_000_000_000_000 - PRICE, 2 * PRICE));
}

#[tokio::test]
async fn by_one_who_pays_the_fee_as_well() {
    let mut stage = Stage::due().await;
    let user = stage.alice.address();
    stage.shop.set_account(&user, Account { lamports: 1_000_000_000, ..Account::default() });
    let pay = payment(&mut stage, |_| ()).await;
    // Nothing is created: her lamports stay.
    stage.shop.attempt(pay, &[&stage.alice.keypair]).await.unwrap();
    assert_eq!(crate::stage::lamports(&mut stage.shop, &user).await, 1_000_000_000);
}

#[tokio::test]
async fn for_the_plan_that_follows_only() {
    let mut stage = Stage::due().await;
    stage.shop.schedule_change(&stage.alice, BASIC).await.unwrap();
    let pay = payment(&mut stage, |_| ()).await;
    let outcome = stage.shop.attempt(pay.clone(), &[&stage.alice.keypair]).await;
    outcome.refused(SubscriptionError::WrongPlan);
    stage.shop.pay_now(&stage.alice, &stage.money).await.refused(SubscriptionError::TooEarly);
    stage.shop.set_time(ENDS[0]).await;
    let outcome = stage.shop.attempt(pay, &[&stage.alice.keypair]).await;
    outcome.refused(SubscriptionError::WrongPlan);
    stage.shop.pay_now(&stage.alice, &stage.money).await.unwrap();
    let subscription = stage.shop.subscription(&stage.alice).await;
    assert_eq!((subscription.plan, subscription.tier, subscription.change_scheduled), (BASIC, 1, 0));
    let badge = stage.shop.badge(&stage.alice).await.unwrap();
    assert_eq!((badge.tier, badge.expires_at), (1, ENDS[1]));
    assert_eq!(stage.purses().await.1, PRICE + 10_000_000);
}

#[tokio::test]
async fn within_the_window_and_the_grace() {
    for (t, refusal) in [
        (START, Some(SubscriptionError::TooEarly)),
        (ENDS[0] - DAY - 1, Some(SubscriptionError::TooEarly)),
        (ENDS[0] - DAY, None),
        (ENDS[0], None),
        (ENDS[0] + 3 * DAY - 1, None),
        (ENDS[0] + 3 * DAY, Some(SubscriptionError::Expired)),
    ] {
        let mut stage = Stage::new().await;
        stage.shop.set_time(t).await;
        let outcome = stage.shop.pay_now(&stage.alice, &stage.money).await;
        match refusal {
            Some(refusal) => outcome.refused(refusal),
            None => {
                outcome.unwrap();
                assert_eq!(stage.shop.subscription(&stage.alice).await.paid_through(), ENDS[1]);
            }
        }
    }
}

#[tokio::test]
async fn a_keeper_who_was_first_leaves_nothing_to_pay() {
    let mut stage = Stage::due().await;
    let pay = payment(&mut stage, |_| ()).await;
    stage.renew().await.unwrap();
    let outcome = stage.shop.attempt(pay, &[&stage.alice.keypair]).await;
    outcome.refused(SubscriptionError::ConsentOutdated);
    // With a new consent too.
    let outcome = stage.shop.pay_now(&stage.alice, &stage.money).await;
    outcome.refused(SubscriptionError::TooEarly);
    assert_eq!(stage.purses().await.1, 2 * PRICE);
}

#[tokio::test]
async fn with_tokens_that_are_there_and_can_move() {
    let mut stage = Stage::due().await;
    let source = stage.money.keys.source(&stage.alice.address());
    leave(&mut stage.shop, &stage.alice, &stage.money, PRICE - 1).await;
    let outcome = stage.shop.pay_now(&stage.alice, &stage.money).await;
    outcome.refused(INSUFFICIENT_FUNDS);
    stage.shop.fund(&stage.alice, &stage.money, 1).await;
    freeze(&mut stage.shop, &stage.money, &source).await;
    stage.shop.pay_now(&stage.alice, &stage.money).await.refused(ACCOUNT_FROZEN);
    crate::stage::thaw(&mut stage.shop, &stage.money, &source).await;
    stage.shop.pay_now(&stage.alice, &stage.money).await.unwrap();
    assert_eq!(stage.purses().await, (0, 2 * PRICE));
}

#[tokio::test]
async fn by_the_user_only() {
    let mut stage = Stage::due().await;
    let (user, bob) = (stage.alice.address(), stage.shop.customer().await);
    let pay = payment(&mut stage, |_| ()).await;
    let unsigned = pay.clone().unsigned(user);
    stage.shop.attempt(unsigned, &[]).await.refused(InstructionError::MissingRequiredSignature);
    // Not even with one's own tokens: the subscription is Alice's.
    let bobs = pay.clone().with(user, bob.address());
    let outcome = stage.shop.attempt(bobs.clone(), &[&bob.keypair]).await;
    outcome.refused(SubscriptionError::NotUser);
    let source = stage.money.keys.source(&user);
    let bobs = bobs.with(source, stage.money.keys.source(&bob.address()));
    let outcome = stage.shop.attempt(bobs, &[&bob.keypair]).await;
    outcome.refused(SubscriptionError::NotUser);
    stage.shop.attempt(pay, &[&stage.alice.keypair]).await.unwrap();
}

#[tokio::test]
async fn of_a_store_that_sells_to_one_it_admits() {
    let mut stage = Stage::due().await;
    let Stage { shop, money, alice } = &mut stage;
    let (guard, ruler) = (shop.guard.insecure_clone(), shop.ruler.insecure_clone());
    let pause = shop.store.pause(guard.pubkey());
    shop.attempt(pause, &[&guard]).await.unwrap();
    shop.pay_now(alice, money).await.refused(SubscriptionError::Paused);
    let resume = shop.store.resume(ruler.pubkey());
    shop.attempt(resume, &[&ruler]).await.unwrap();

    shop.exclude(alice).await.unwrap();
    shop.pay_now(alice, money).await.refused(SubscriptionError::Revoked);
    shop.reinstate(alice).await.unwrap();

    shop.cancel(alice).await.unwrap();
    shop.pay_now(alice, money).await.refused(SubscriptionError::Cancelled);
    shop.take_back_cancellation(alice).await.unwrap();

    let terms = TokenTerms { enabled: false, ..Shop::STABLE };
    shop.update_pay_token(money, terms).await.unwrap();
    shop.pay_now(alice, money).await.refused(SubscriptionError::TokenDisabled);
    shop.update_pay_token(money, Shop::STABLE).await.unwrap();

    // A plan that takes no new subscribers keeps those it has.
    shop.sunset_plan(ADVANCED).await.unwrap();
    shop.pay_now(alice, money).await.unwrap();
    assert_eq!(stage.purses().await.1, 2 * PRICE);
}

#[tokio::test]
async fn of_versions_that_are_known() {
    let mut stage = Stage::due().await;
    let (store, user, keys) = (stage.shop.store, stage.alice.address(), stage.money.keys);
    let pay = payment(&mut stage, |_| ()).await;
    for address in [store.store, store.plan(ADVANCED), store.subscription(&user), keys.pay_token] {
        let before = unknown_version(&mut stage.shop, &address).await;
        let outcome = stage.shop.attempt(pay.clone(), &[&stage.alice.keypair]).await;
        outcome.refused(SubscriptionError::UnknownVersion);
        stage.shop.set_account(&address, before);
    }
    stage.shop.attempt(pay, &[&stage.alice.keypair]).await.unwrap();
}
