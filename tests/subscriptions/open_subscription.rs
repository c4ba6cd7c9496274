use anchor_lang::ErrorCode;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use subscriptions::{SubscriptionError, SubscriptionOpened};
use tenure_tests::{Customer, IntoCode, OutcomeExt, Shop, Substitute};

use crate::{
    impostors::Scene,
    stage::{emitted, endow, fresh, lamports, patron, pause, same, subscribed, unknown_version, FUNDS},
};

/// A code of the system program: there is an account at the address.
const IN_USE: u32 = 0;

fn someone() -> Customer {
    Customer { keypair: Keypair::new() }
}

#[tokio::test]
async fn makes_an_account_in_which_nothing_is_subscribed_to() {
    let mut shop = Shop::new().await;
    let alice = someone();
    shop.open_subscription(&alice).await.unwrap();
    let expected = fresh(&shop, &alice.address(), shop.payer());
    same(&shop.subscription(&alice).await, &expected);
    let address = shop.store.subscription(&alice.address());
    let account = shop.account(&address).await.unwrap();
    assert_eq!((account.owner, account.data.len()), (subscriptions::ID, 8 + 384));
    shop.assert_access(&alice, 0).await.refused(SubscriptionError::NoAccess);
    assert!(shop.badge(&alice).await.is_none());
}

#[tokio::test]
async fn tells_whose_it_is() {
    let mut shop = Shop::new().await;
    let alice = someone();
    let (user, rent_payer) = (alice.address(), shop.payer());
    let (store, subscription) = (shop.store.store, shop.store.subscription(&user));
    let outcome = shop.open_subscription(&alice).await;
    emitted(outcome, SubscriptionOpened { store, subscription, user, rent_payer });
}

#[tokio::test]
async fn anyone_opens_it_and_pays() {
    let mut shop = Shop::new().await;
    let (alice, patron) = (someone(), patron(&mut shop));
    let open = shop.store.open_subscription(patron.pubkey(), &alice.address());
    shop.attempt(open, &[&patron]).await.unwrap();
    let subscription = shop.store.subscription(&alice.address());
    let rent = lamports(&mut shop, &subscription).await;
    assert!(rent > 0);
    assert_eq!(lamports(&mut shop, &patron.pubkey()).await, FUNDS - rent);
    assert_eq!(shop.subscription(&alice).await.rent_payer, patron.pubkey());
}

#[tokio::test]
async fn the_user_opens_it_and_pays() {
    let mut shop = Shop::new().await;
    let alice = someone();
    let user = alice.address();
    endow(&mut shop, &user);
    let open = shop.store.open_subscription(user, &user);
    shop.attempt(open, &[&alice.keypair]).await.unwrap();
    let subscription = shop.store.subscription(&user);
    let rent = lamports(&mut shop, &subscription).await;
    assert_eq!(lamports(&mut shop, &user).await, FUNDS - rent);
    assert_eq!(shop.subscription(&alice).await.rent_payer, user);
}

#[tokio::test]
async fn who_cannot_pay_opens_none() {
    let mut shop = Shop::new().await;
    let (alice, poor) = (someone(), Keypair::new());
    let purse = solana_account::Account { lamports: 1_000_000, ..Default::default() };
    shop.set_account(&poor.pubkey(), purse);
    let open = shop.store.open_subscription(poor.pubkey(), &alice.address());
    // Code 1 of the system program: not enough lamports.
    shop.attempt(open, &[&poor]).await.refused(1);
}

#[tokio::test]
async fn there_is_one_for_each_user_and_store() {
    let mut shop = Shop::new().await;
    let (alice, bob) = (someone(), someone());
    shop.open_subscription(&alice).await.unwrap();
    shop.open_subscription(&bob).await.unwrap();
    shop.open_subscription(&alice).await.refused(IN_USE);
    assert_eq!(shop.subscription(&alice).await.user, alice.address());
    assert_eq!(shop.subscription(&bob).await.user, bob.address());
}

#[tokio::test]
async fn a_running_one_is_not_opened_anew() {
    let (mut shop, alice) = subscribed().await;
    shop.open_subscription(&alice).await.refused(IN_USE);
    // Nor one that has expired.
    shop.go_to_end(&alice, 100 * 86_400).await;
    shop.open_subscription(&alice).await.refused(IN_USE);
}

#[tokio::test]
async fn is_refused_while_the_store_is_paused() {
    let mut shop = Shop::new().await;
    pause(&mut shop).await;
    shop.open_subscription(&someone()).await.refused(SubscriptionError::Paused);
    let ruler = shop.ruler.insecure_clone();
    let resume = shop.store.resume(ruler.pubkey());
    shop.attempt(resume, &[&ruler]).await.unwrap();
    shop.open_subscription(&someone()).await.unwrap();
}

#[tokio::test]
async fn refuses_a_store_of_a_version_it_does_not_know() {
    let mut shop = Shop::new().await;
    let store = shop.store.store;
    unknown_version(&mut shop, &store).await;
    shop.open_subscription(&someone()).await.refused(SubscriptionError::UnknownVersion);
}

#[tokio::test]
async fn wants_the_payer_to_sign_and_nobody_else() {
    let mut shop = Shop::new().await;
    let (alice, patron) = (someone(), patron(&mut shop));
    let open = shop.store.open_subscription(patron.pubkey(), &alice.address());
    let signers = open.accounts.iter().filter(|meta| meta.is_signer).map(|meta| meta.pubkey);
    assert_eq!(signers.collect::<Vec<_>>(), [patron.pubkey()]);
    let unsigned = open.unsigned(patron.pubkey());
    shop.attempt(unsigned, &[]).await.refused(InstructionError::MissingRequiredSignature);
}

#[tokio::test]
async fn refuses_impostors() {
    let mut scene = Scene::new().await;
    let carol = someone().address();
    let subscription = scene.shop.store.subscription(&carol);
    let bobs = scene.shop.store.subscription(&scene.bob.address());
    let seeds = ErrorCode::ConstraintSeeds.code();
    let mut impostors = scene.stores(ErrorCode::ConstraintSeeds).await;
    impostors.extend([
        (carol, scene.bob.address(), "another user", seeds.clone()),
        (subscription, Pubkey::new_unique(), "an address of nobody", seeds.clone()),
        (subscription, scene.there.keys.subscription(&carol), "the address in another store", seeds.clone()),
        (subscription, bobs, "another user's subscription", seeds),
        (Pubkey::default(), proxy::ID, "a program as system program", InstructionError::IncorrectProgramId),
    ]);
    let open = scene.shop.store.open_subscription(scene.shop.payer(), &carol);
    scene.shop.refuses_impostors(&open, &[], &impostors).await;
    let mut read_only = open.clone();
    for meta in read_only.accounts.iter_mut().filter(|meta| meta.pubkey == subscription) {
        meta.is_writable = false;
    }
    scene.shop.attempt(read_only, &[]).await.refused(InstructionError::PrivilegeEscalation);
    scene.shop.attempt(open, &[]).await.unwrap();
}
