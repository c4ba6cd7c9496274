use membership::{Badge, MembershipError};
use solana_instruction::Instruction;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use spl_token_2022_interface::ID as TOKEN_2022;
use subscriptions::{SubscriptionError, UserExcluded};
use tenure_client::subscriptions::Subscription;
use tenure_tests::{Club, Customer, Impostor, IntoCode, OutcomeExt, Shop, Substitute, ADVANCED, START};

use crate::{
    impostors::{Scene, NOTHING_TO_WRITE},
    stage::{
        badge_rents, burn, burn_and_close, emitted, endow, expire_badge, lamports, opened, patron, pause,
        same, subscribed, supply, unknown_version, FUNDS, GRACE, MONTH_END,
    },
};

#[tokio::test]
async fn revokes_the_badge_and_leaves_what_was_paid() {
    let (mut shop, alice) = subscribed().await;
    let usdc = shop.usdc.clone();
    let (before, badge) = (shop.subscription(&alice).await, shop.badge(&alice).await.unwrap());
    let money = (shop.till(&usdc).await, shop.wallet(&alice, &usdc).await);
    shop.exclude(&alice).await.unwrap();
    same(&shop.subscription(&alice).await, &Subscription { revoked: 1, excluded_at: START, ..before });
    let mut revoked = badge;
    revoked.status = Badge::REVOKED;
    let is = shop.badge(&alice).await.unwrap();
    assert_eq!(bytemuck::bytes_of(&is), bytemuck::bytes_of(&revoked));
    assert_eq!(supply(&mut shop, &alice.address()).await, None);
    assert_eq!((shop.till(&usdc).await, shop.wallet(&alice, &usdc).await), money);
}

#[tokio::test]
async fn tells_who_was_excluded() {
    let (mut shop, alice) = subscribed().await;
    let (user, authority) = (alice.address(), shop.ruler.pubkey());
    let (store, subscription) = (shop.store.store, shop.store.subscription(&user));
    emitted(shop.exclude(&alice).await, UserExcluded { store, subscription, user, authority });
}

#[tokio::test]
async fn stops_whatever_the_user_has_or_buys() {
    let (mut shop, alice) = subscribed().await;
    let usdc = shop.usdc.clone();
    let terms = shop.mandate_terms(30_000_000, 12).await;
    shop.grant_mandate(&alice, &usdc, terms).await.unwrap();
    shop.exclude(&alice).await.unwrap();
    shop.assert_access(&alice, 0).await.refused(SubscriptionError::Revoked);
    shop.sync_badge(&alice).await.refused(SubscriptionError::Revoked);
    shop.switch_plan(&alice, ADVANCED + 1, &usdc).await.refused(SubscriptionError::Revoked);
    shop.go_to_end(&alice, -1).await;
    shop.renew(&alice, &usdc).await.refused(SubscriptionError::Revoked);
    shop.pay_now(&alice, &usdc).await.refused(SubscriptionError::Revoked);
    shop.grant(&alice, ADVANCED).await.refused(SubscriptionError::Revoked);
    shop.set_time(MONTH_END + GRACE).await;
    shop.subscribe(&alice, ADVANCED, &usdc).await.refused(SubscriptionError::Revoked);
    shop.grant(&alice, ADVANCED).await.refused(SubscriptionError::Revoked);
    shop.close_subscription(&alice).await.refused(SubscriptionError::Revoked);
    assert_eq!(shop.till(&usdc).await, 30_000_000);
}

#[tokio::test]
async fn leaves_the_user_what_is_the_users() {
    let (mut shop, alice) = subscribed().await;
    let usdc = shop.usdc.clone();
    let terms = shop.mandate_terms(30_000_000, 12).await;
    shop.grant_mandate(&alice, &usdc, terms).await.unwrap();
    shop.exclude(&alice).await.unwrap();
    shop.revoke_mandate(&alice, &usdc).await.unwrap();
    shop.cancel(&alice).await.unwrap();
    // The store can give the rest back.
    shop.end(&alice).await.unwrap();
    let wallet = shop.wallet(&alice, &usdc).await;
    shop.refund(&alice, &usdc, 30_000_000).await.unwrap();
    assert_eq!(shop.wallet(&alice, &usdc).await, wallet + 30_000_000);
}

#[tokio::test]
async fn reaches_one_who_has_bought_nothing_yet() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = opened(&mut shop).await;
    shop.exclude(&alice).await.unwrap();
    assert_eq!(shop.subscription(&alice).await.revoked, 1);
    assert!(shop.badge(&alice).await.is_none());
    shop.subscribe(&alice, ADVANCED, &usdc).await.refused(SubscriptionError::Revoked);
    shop.grant(&alice, ADVANCED).await.refused(SubscriptionError::Revoked);
    shop.close_subscription(&alice).await.refused(SubscriptionError::Revoked);
}

#[tokio::test]
async fn reaches_one_whose_badge_was_removed() {
    let (mut shop, alice) = subscribed().await;
    shop.set_time(MONTH_END + u64::from(Club::GRACE)).await;
    expire_badge(&mut shop, &alice).await;
    shop.exclude(&alice).await.unwrap();
    assert_eq!(shop.subscription(&alice).await.revoked, 1);
}

#[tokio::test]
async fn reaches_one_whose_badge_is_revoked_already() {
    let (mut shop, alice) = subscribed().await;
    shop.exclude(&alice).await.unwrap();
    shop.reinstate(&alice).await.unwrap();
    let badge = shop.badge(&alice).await.unwrap();
    shop.exclude(&alice).await.unwrap();
    let after = shop.badge(&alice).await.unwrap();
    assert_eq!(bytemuck::bytes_of(&after), bytemuck::bytes_of(&badge));
    assert_eq!(shop.subscription(&alice).await.revoked, 1);
}

#[tokio::test]
async fn reaches_one_in_grace_and_one_that_has_expired() {
    for time in [MONTH_END, MONTH_END + GRACE, MONTH_END + 1_000 * GRACE] {
        let (mut shop, alice) = subscribed().await;
        shop.set_time(time).await;
        shop.exclude(&alice).await.unwrap();
        assert_eq!(shop.badge(&alice).await.unwrap().status, Badge::REVOKED);
        shop.assert_access(&alice, 0).await.refused(SubscriptionError::Revoked);
    }
}

#[tokio::test]
async fn a_burned_token_is_in_nobodys_way() {
    let (mut shop, alice) = subscribed().await;
    burn(&mut shop, &alice).await;
    shop.exclude(&alice).await.unwrap();
    assert_eq!(shop.badge(&alice).await.unwrap().status, Badge::REVOKED);

    let (mut shop, alice) = subscribed().await;
    burn_and_close(&mut shop, &alice).await;
    shop.exclude(&alice).await.unwrap();
    assert_eq!(shop.badge(&alice).await.unwrap().status, Badge::REVOKED);
}

#[tokio::test]
async fn happens_once() {
    let (mut shop, alice) = subscribed().await;
    shop.exclude(&alice).await.unwrap();
    shop.exclude(&alice).await.refused(SubscriptionError::Revoked);
}

#[tokio::test]
async fn goes_on_while_the_store_is_paused() {
    let (mut shop, alice) = subscribed().await;
    pause(&mut shop).await;
    shop.exclude(&alice).await.unwrap();
}

#[tokio::test]
async fn reaches_nobody_else() {
    let (mut shop, alice) = subscribed().await;
    let usdc = shop.usdc.clone();
    let bob = shop.subscriber(ADVANCED, &usdc).await;
    shop.exclude(&alice).await.unwrap();
    shop.assert_access(&bob, 2).await.unwrap();
    assert_eq!(shop.badge(&bob).await.unwrap().status, Badge::LIVE);
}

/// A shop whose Alice has a badge that another has paid for.
async fn sponsored() -> (Shop, Customer, Keypair) {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let (alice, patron) = (opened(&mut shop).await, patron(&mut shop));
    let (user, consent) = (alice.address(), shop.consent(&alice).await);
    let source = usdc.keys.source(&user);
    let subscribe = shop.store.subscribe(patron.pubkey(), &user, ADVANCED, &usdc.keys, source, consent);
    shop.attempt(subscribe, &[&patron, &alice.keypair]).await.unwrap();
    (shop, alice, patron)
}

#[tokio::test]
async fn the_mints_rent_goes_back_to_who_paid_it() {
    let (mut shop, alice, patron) = sponsored().await;
    let ruler = shop.ruler.insecure_clone();
    for other in [shop.payer(), alice.address(), ruler.pubkey()] {
        let wrong = shop.store.exclude(ruler.pubkey(), &alice.address(), other);
        shop.attempt(wrong, &[&ruler]).await.refused(MembershipError::WrongRentPayer);
    }
    let [_, mint, _] = badge_rents(&mut shop, &alice).await;
    let before = lamports(&mut shop, &patron.pubkey()).await;
    let exclude = shop.store.exclude(ruler.pubkey(), &alice.address(), patron.pubkey());
    shop.attempt(exclude, &[&ruler]).await.unwrap();
    let after = lamports(&mut shop, &patron.pubkey()).await;
    assert_eq!(after, before + mint);
    assert!(after < FUNDS);
}

#[tokio::test]
async fn the_authority_may_have_paid_it() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let (alice, ruler) = (opened(&mut shop).await, shop.ruler.insecure_clone());
    endow(&mut shop, &ruler.pubkey());
    let (user, consent) = (alice.address(), shop.consent(&alice).await);
    let source = usdc.keys.source(&user);
    let subscribe = shop.store.subscribe(ruler.pubkey(), &user, ADVANCED, &usdc.keys, source, consent);
    shop.attempt(subscribe, &[&ruler, &alice.keypair]).await.unwrap();
    let exclude = shop.store.exclude(ruler.pubkey(), &user, ruler.pubkey());
    shop.attempt(exclude, &[&ruler]).await.unwrap();
    assert_eq!(shop.badge(&alice).await.unwrap().status, Badge::REVOKED);
}

#[tokio::test]
async fn is_for_the_authority_alone() {
    let (mut shop, alice) = subscribed().await;
    let (payer, user) = (shop.payer(), alice.address());
    let people = [&shop.operator, &shop.guard, &shop.creator, &alice.keypair, &Keypair::new()];
    for other in people.map(Keypair::insecure_clone) {
        let by_other = shop.store.exclude(other.pubkey(), &user, payer);
        shop.attempt(by_other, &[&other]).await.refused(SubscriptionError::NotAuthority);
    }
    let ruler = shop.ruler.pubkey();
    let unsigned = shop.store.exclude(ruler, &user, payer).unsigned(ruler);
    shop.attempt(unsigned, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn refuses_a_subscription_of_a_version_it_does_not_know() {
    let (mut shop, alice) = subscribed().await;
    let ruler = shop.ruler.insecure_clone();
    let exclude = shop.store.exclude(ruler.pubkey(), &alice.address(), shop.payer());
    let subscription = shop.store.subscription(&alice.address());
    unknown_version(&mut shop, &subscription).await;
    shop.attempt(exclude, &[&ruler]).await.refused(SubscriptionError::UnknownVersion);
}

/// The scene in which Alice has a badge here, that another has paid for.
async fn badged() -> (Scene, Instruction) {
    let mut scene = Scene::new().await;
    let usdc = scene.shop.usdc.clone();
    let patron = patron(&mut scene.shop);
    let alice = scene.alice.address();
    let consent = scene.shop.consent(&scene.alice).await;
    let source = usdc.keys.source(&alice);
    let keys = scene.shop.store;
    let subscribe = keys.subscribe(patron.pubkey(), &alice, ADVANCED, &usdc.keys, source, consent);
    scene.shop.attempt(subscribe, &[&patron, &scene.alice.keypair]).await.unwrap();
    let exclude = keys.exclude(scene.shop.ruler.pubkey(), &alice, patron.pubkey());
    (scene, exclude)
}

#[tokio::test]
async fn refuses_impostors() {
    let (mut scene, exclude) = badged().await;
    let ruler = scene.shop.ruler.insecure_clone();
    let (here, there) = (scene.shop.store.badges, scene.there.keys.badges);
    let (alice, bob) = (scene.alice.address(), scene.bob.address());
    let (badge, mint, account) = (here.badge(&alice), here.mint(&alice), here.token(&alice));
    let forged_badge = scene.shop.copy(&badge, proxy::ID).await;
    let collection = SubscriptionError::WrongCollection.code();
    let wrong_badge = SubscriptionError::WrongBadge.code();
    let (wrong_mint, wrong_token) = (MembershipError::WrongMint.code(), MembershipError::WrongToken.code());
    let foreign = InstructionError::IncorrectProgramId;
    let mut impostors: Vec<Impostor> = vec![
        (here.collection, there.collection, "another collection", collection),
        (badge, here.badge(&bob), "another's badge", wrong_badge.clone()),
        (badge, there.badge(&alice), "the user's badge in another collection", wrong_badge.clone()),
        (badge, forged_badge, "the badge's bytes", wrong_badge.clone()),
        (badge, Pubkey::new_unique(), "no badge, so that none is revoked", wrong_badge),
        (mint, here.mint(&bob), "another's mint", wrong_mint.clone()),
        (mint, there.mint(&alice), "the mint in another collection", wrong_mint),
        (account, here.token(&bob), "another's token", wrong_token.clone()),
        (account, there.token(&alice), "the token in another collection", wrong_token),
        (TOKEN_2022, spl_token::ID, "the other token program", foreign),
        (membership::ID, proxy::ID, "another program", SubscriptionError::WrongMembershipProgram.code()),
    ];
    impostors.extend(scene.stores(SubscriptionError::NotAuthority).await);
    // The badge is not that of Bob's.
    impostors.extend(scene.subscriptions(SubscriptionError::WrongBadge, NOTHING_TO_WRITE).await);
    scene.shop.refuses_impostors(&exclude, &[&ruler], &impostors).await;
    scene.shop.refuses_read_only(&exclude, &[&ruler]).await;
    scene.shop.attempt(exclude, &[&ruler]).await.unwrap();
    assert_eq!(scene.shop.subscription(&scene.bob).await.revoked, 0);
    assert_eq!(scene.shop.subscription(&scene.alice).await.incarnation, START);
}

#[tokio::test]
async fn another_stores_authority_reaches_only_its_own() {
    let (mut scene, _) = badged().await;
    let (alice, payer) = (scene.alice.address(), scene.shop.payer());
    let stranger = scene.there.ruler.insecure_clone();
    let exclude = scene.shop.store.exclude(stranger.pubkey(), &alice, payer);
    let by_stranger = exclude.clone();
    scene.shop.attempt(by_stranger, &[&stranger]).await.refused(SubscriptionError::NotAuthority);
    let there = exclude.with(scene.shop.store.store, scene.there.keys.store);
    scene.shop.attempt(there, &[&stranger]).await.refused(SubscriptionError::WrongSubscription);
}
