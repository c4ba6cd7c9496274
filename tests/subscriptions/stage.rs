//! What the suites share: people, looks at the chain, and times.

use anchor_lang::Event;
use solana_account::Account;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use spl_token_2022_interface::{
    extension::StateWithExtensions, instruction as token, state::Mint as MintState, ID as TOKEN_2022,
};
use tenure_client::{
    event_data,
    membership::BadgeMetadata,
    subscriptions::{events, Consent, Subscription, ID},
};
use tenure_tests::{Customer, Money, Outcome, Shop, ADVANCED, START};

pub const DAY: u64 = 86_400;

/// Where a month ends that began with the world: 4 February 2026, noon.
pub const MONTH_END: u64 = START + 31 * DAY;

/// The grace of [`Shop::TERMS`].
pub const GRACE: u64 = 3 * DAY;

/// The window of [`Shop::TERMS`].
pub const WINDOW: u64 = DAY;

/// What [`patron`] has: a billion lamports.
pub const FUNDS: u64 = 1_000_000_000;

/// A code of the token programs: fewer tokens than are to move.
pub const INSUFFICIENT_FUNDS: u32 = 1;

/// A code of the token programs: the account is frozen.
pub const ACCOUNT_FROZEN: u32 = 17;

/// The transaction emitted `event` and no other of this program, and the client reads it.
#[track_caller]
pub fn emitted(outcome: Outcome, event: impl Event) {
    let logs = outcome.unwrap().logs;
    assert_eq!(event_data(&logs, &ID), [event.data()]);
    assert_eq!(events(&logs).len(), 1);
}

/// Byte for byte.
#[track_caller]
pub fn same(is: &Subscription, expected: &Subscription) {
    assert_eq!(bytemuck::bytes_of(is), bytemuck::bytes_of(expected));
}

/// The account's bytes before anything was subscribed to.
pub fn fresh(shop: &Shop, user: &Pubkey, rent_payer: Pubkey) -> Subscription {
    let seeds = [b"subscription", shop.store.store.as_ref(), user.as_ref()];
    let (_, bump) = Pubkey::find_program_address(&seeds, &ID);
    Subscription {
        version: 1,
        bump,
        store: shop.store.store,
        user: *user,
        rent_payer,
        ..bytemuck::Zeroable::zeroed()
    }
}

/// Someone with money and an open subscription, in which nothing is subscribed to.
pub async fn opened(shop: &mut Shop) -> Customer {
    let customer = shop.customer().await;
    shop.open_subscription(&customer).await.unwrap();
    customer
}

/// A shop whose Alice has subscribed to the plan of 30 dollars and tier 2, in USDC, at [`START`].
pub async fn subscribed() -> (Shop, Customer) {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = shop.subscriber(ADVANCED, &usdc).await;
    (shop, alice)
}

/// Subscribes with that consent; the subscription is open.
pub async fn subscribe_with(
    shop: &mut Shop,
    customer: &Customer,
    plan: u32,
    money: &Money,
    consent: Consent,
) -> Outcome {
    let (user, payer) = (customer.address(), shop.payer());
    let source = money.keys.source(&user);
    let instruction = shop.store.subscribe(payer, &user, plan, &money.keys, source, consent);
    shop.attempt(instruction, &[&customer.keypair]).await
}

/// Someone with lamports and no other part in anything.
pub fn patron(shop: &mut Shop) -> Keypair {
    let patron = Keypair::new();
    endow(shop, &patron.pubkey());
    patron
}

/// Gives an account of the system program [`FUNDS`].
pub fn endow(shop: &mut Shop, address: &Pubkey) {
    shop.set_account(address, Account { lamports: FUNDS, ..Account::default() });
}

/// Lamports at an address, zero if there is nothing.
pub async fn lamports(shop: &mut Shop, address: &Pubkey) -> u64 {
    shop.account(address).await.map_or(0, |account| account.lamports)
}

/// Lamports of the customer's badge, of its mint and of its token account.
pub async fn badge_rents(shop: &mut Shop, customer: &Customer) -> [u64; 3] {
    let (keys, user) = (shop.store.badges, customer.address());
    let mut rents = [0; 3];
    for (rent, address) in rents.iter_mut().zip([keys.badge(&user), keys.mint(&user), keys.token(&user)]) {
        *rent = lamports(shop, &address).await;
    }
    rents
}

/// What the badge's token says.
pub async fn metadata(shop: &mut Shop, user: &Pubkey) -> BadgeMetadata {
    let mint = shop.store.badges.mint(user);
    let mint = shop.account(&mint).await.expect("a mint");
    BadgeMetadata::read(&mint.data).expect("metadata")
}

/// How many there are of the badge's token. `None` without a mint.
pub async fn supply(shop: &mut Shop, user: &Pubkey) -> Option<u64> {
    let mint = shop.store.badges.mint(user);
    let mint = shop.account(&mint).await?;
    Some(StateWithExtensions::<MintState>::unpack(&mint.data).expect("a mint").base.supply)
}

/// Whether the customer holds the badge's token, the only one.
pub async fn shows(shop: &mut Shop, customer: &Customer) -> bool {
    let user = customer.address();
    if supply(shop, &user).await != Some(1) {
        return false;
    }
    let account = shop.store.badges.token(&user);
    shop.balance(&account).await == 1
}

/// The customer burns the badge's token.
pub async fn burn(shop: &mut Shop, customer: &Customer) {
    let (keys, user) = (shop.store.badges, customer.address());
    let (mint, account) = (keys.mint(&user), keys.token(&user));
    let burn = token::burn(&TOKEN_2022, &account, &mint, &user, &[], 1).unwrap();
    shop.send(&[burn], &[&customer.keypair]).await.expect("the token is burned");
}

/// The customer burns the badge's token and closes its account.
pub async fn burn_and_close(shop: &mut Shop, customer: &Customer) {
    burn(shop, customer).await;
    let user = customer.address();
    let account = shop.store.badges.token(&user);
    let close = token::close_account(&TOKEN_2022, &account, &user, &user, &[]).unwrap();
    shop.send(&[close], &[&customer.keypair]).await.expect("the account is closed");
}

/// Anyone removes the customer's badge, whose time and grace are over.
pub async fn expire_badge(shop: &mut Shop, customer: &Customer) {
    let badge = shop.badge(customer).await.expect("a badge");
    let instruction = shop.store.badges.expire(&badge);
    shop.send(&[instruction], &[]).await.expect("the badge is removed");
}

/// Writes bytes of an account as they stand.
pub async fn overwrite(shop: &mut Shop, address: &Pubkey, offset: usize, bytes: &[u8]) {
    let mut account = shop.account(address).await.expect("an account");
    account.data[offset..offset + bytes.len()].copy_from_slice(bytes);
    shop.set_account(address, account);
}

/// Makes the account's layout one that came later: the version stands behind the discriminator.
pub async fn unknown_version(shop: &mut Shop, address: &Pubkey) {
    overwrite(shop, address, 8, &[2]).await;
}

pub async fn pause(shop: &mut Shop) {
    let guard = shop.guard.insecure_clone();
    let instruction = shop.store.pause(guard.pubkey());
    shop.attempt(instruction, &[&guard]).await.unwrap();
}
