//! Who grants, who pays the rent, and what is refused.

use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use subscriptions::SubscriptionError;
use tenure_tests::{OutcomeExt, Shop, Substitute, ADVANCED, START};

use crate::{
    impostors::{Scene, NOTHING_TO_WRITE},
    stage::{badge_rents, endow, lamports, opened, patron, pause, unknown_version, DAY, FUNDS, MONTH_END},
};

#[tokio::test]
async fn anyone_pays_the_rent_and_the_operator_may() {
    let mut shop = Shop::new().await;
    let (operator, patron) = (shop.operator.insecure_clone(), patron(&mut shop));
    endow(&mut shop, &operator.pubkey());
    for payer in [operator.insecure_clone(), patron] {
        let alice = opened(&mut shop).await;
        let grant = shop.store.grant(payer.pubkey(), operator.pubkey(), &alice.address(), ADVANCED);
        let both = [&operator, &payer];
        let signers = if payer.pubkey() == operator.pubkey() { &both[..1] } else { &both[..] };
        shop.attempt(grant, signers).await.unwrap();
        let rent: u64 = badge_rents(&mut shop, &alice).await.iter().sum();
        assert_eq!(lamports(&mut shop, &payer.pubkey()).await, FUNDS - rent);
        assert_eq!(shop.badge(&alice).await.unwrap().rent_payer, payer.pubkey());
    }
}

#[tokio::test]
async fn an_operator_who_is_the_user_pays_the_rent_and_grants_all_the_same() {
    let mut shop = Shop::new().await;
    let operator = shop.operator.insecure_clone();
    let user = operator.pubkey();
    endow(&mut shop, &user);
    let open = shop.store.open_subscription(shop.payer(), &user);
    let grant = shop.store.grant(user, user, &user, ADVANCED);
    shop.attempt_all(&[open, grant], &[&operator]).await.unwrap();
    let subscription = shop.find_subscription(&user).await.unwrap();
    assert_eq!((subscription.paid_through(), subscription.granted), (MONTH_END, 1));
}

#[tokio::test]
async fn is_for_the_operator_alone() {
    let mut shop = Shop::new().await;
    let alice = opened(&mut shop).await;
    let (payer, user, operator) = (shop.payer(), alice.address(), shop.operator.insecure_clone());
    let people = [&shop.ruler, &shop.guard, &shop.creator, &alice.keypair, &Keypair::new()];
    for other in people.map(Keypair::insecure_clone) {
        let by_other = shop.store.grant(payer, other.pubkey(), &user, ADVANCED);
        shop.attempt(by_other, &[&other]).await.refused(SubscriptionError::NotOperator);
    }
    let unsigned = shop.store.grant(payer, operator.pubkey(), &user, ADVANCED).unsigned(operator.pubkey());
    shop.attempt(unsigned, &[]).await.refused(InstructionError::MissingRequiredSignature);

    // Another is named, and then nobody.
    let (ruler, next) = (shop.ruler.insecure_clone(), Keypair::new());
    let name = shop.store.set_operator(ruler.pubkey(), next.pubkey());
    shop.attempt(name, &[&ruler]).await.unwrap();
    let grant = shop.store.grant(payer, operator.pubkey(), &user, ADVANCED);
    shop.attempt(grant, &[&operator]).await.refused(SubscriptionError::NotOperator);
    let grant = shop.store.grant(payer, next.pubkey(), &user, ADVANCED);
    shop.attempt(grant, &[&next]).await.unwrap();
    let nobody = shop.store.set_operator(ruler.pubkey(), Pubkey::default());
    shop.attempt(nobody, &[&ruler]).await.unwrap();
    shop.set_time(MONTH_END).await;
    let grant = shop.store.grant(payer, next.pubkey(), &user, ADVANCED);
    shop.attempt(grant, &[&next]).await.refused(SubscriptionError::NotOperator);
}

#[tokio::test]
async fn the_payer_signs() {
    let mut shop = Shop::new().await;
    let (alice, patron) = (opened(&mut shop).await, patron(&mut shop));
    let operator = shop.operator.insecure_clone();
    let grant = shop.store.grant(patron.pubkey(), operator.pubkey(), &alice.address(), ADVANCED);
    let unsigned = grant.unsigned(patron.pubkey());
    shop.attempt(unsigned, &[&operator]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn is_refused_while_paused_to_the_excluded_and_before_1970() {
    let mut shop = Shop::new().await;
    let (alice, bob) = (opened(&mut shop).await, opened(&mut shop).await);
    shop.exclude(&bob).await.unwrap();
    shop.grant(&bob, ADVANCED).await.refused(SubscriptionError::Revoked);
    shop.set_unix_timestamp(-1).await;
    shop.grant(&alice, ADVANCED).await.refused(SubscriptionError::BadClock);
    shop.set_time(START).await;
    pause(&mut shop).await;
    shop.grant(&alice, ADVANCED).await.refused(SubscriptionError::Paused);
}

#[tokio::test]
async fn no_period_ends_past_the_calendar() {
    // Of 1 December 9999, the first second.
    let last_december = 253_402_300_800 - 31 * DAY;
    let mut shop = Shop::new().await;
    let alice = opened(&mut shop).await;
    shop.set_time(last_december).await;
    shop.grant(&alice, ADVANCED).await.refused(SubscriptionError::CalendarEnds);
    shop.set_time(last_december - 1).await;
    shop.grant(&alice, ADVANCED).await.unwrap();
    shop.go_to_end(&alice, 0).await;
    shop.grant(&alice, ADVANCED).await.refused(SubscriptionError::CalendarEnds);
}

#[tokio::test]
async fn layouts_that_came_later_are_refused() {
    for which in 0..3 {
        let mut shop = Shop::new().await;
        let alice = opened(&mut shop).await;
        let (keys, operator) = (shop.store, shop.operator.insecure_clone());
        let grant = keys.grant(shop.payer(), operator.pubkey(), &alice.address(), ADVANCED);
        let address = [keys.store, keys.plan(ADVANCED), keys.subscription(&alice.address())][which];
        unknown_version(&mut shop, &address).await;
        shop.attempt(grant, &[&operator]).await.refused(SubscriptionError::UnknownVersion);
    }
}

#[tokio::test]
async fn refuses_impostors() {
    let mut scene = Scene::new().await;
    let operator = scene.shop.operator.insecure_clone();
    let (payer, alice) = (scene.shop.payer(), scene.alice.address());
    let grant = scene.shop.store.grant(payer, operator.pubkey(), &alice, ADVANCED);
    let mut impostors = scene.stores(SubscriptionError::NotOperator).await;
    impostors.extend(scene.plans(ADVANCED).await);
    // Bob's runs.
    impostors.extend(scene.subscriptions(SubscriptionError::TooEarly, NOTHING_TO_WRITE).await);
    impostors.extend(scene.issued_badges());
    scene.shop.refuses_impostors(&grant, &[&operator], &impostors).await;
    // Behind payer, operator, store, plan and subscription.
    scene.refuses_another_holder(&grant, &[&operator], 5).await;
    scene.shop.refuses_read_only(&grant, &[&operator]).await;

    // Nor where the badge is live.
    scene.shop.grant(&scene.alice, ADVANCED).await.unwrap();
    scene.shop.end(&scene.alice).await.unwrap();
    let impostors = scene.changed_badges().await;
    scene.shop.refuses_impostors(&grant, &[&operator], &impostors).await;
    scene.refuses_another_holder(&grant, &[&operator], 5).await;

    // Another store's operator reaches nobody of this one.
    let stranger = scene.there.operator.insecure_clone();
    let there = grant.clone().with(scene.shop.store.store, scene.there.keys.store);
    let there = there.with(operator.pubkey(), stranger.pubkey());
    scene.shop.attempt(there, &[&stranger]).await.refused(SubscriptionError::WrongSubscription);
    scene.shop.attempt(grant, &[&operator]).await.unwrap();
}
