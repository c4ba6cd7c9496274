//! Where most of these tests begin.

use anchor_lang::Event;
use bytemuck::NoUninit;
use solana_account::Account as ChainAccount;
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use spl_token_2022_interface::instruction as token;
use tenure_client::{event_data, Account};
use tenure_tests::{Customer, Money, Outcome, Shop, ADVANCED, START};

pub const DAY: u64 = 86_400;

/// Of the advanced plan, in base units of the stablecoin.
pub const PRICE: u64 = 30_000_000;

/// The same in the own token: a fifth off, at two dollars each.
pub const OWN_PRICE: u64 = 12_000_000_000;

/// When the first periods of one who subscribes at the start are over: 4 February, March, April and May.
pub const ENDS: [u64; 4] = [START + 31 * DAY, START + 59 * DAY, START + 90 * DAY, START + 120 * DAY];

/// Codes of the token programs.
pub const INSUFFICIENT_FUNDS: u32 = 1;
pub const ACCOUNT_FROZEN: u32 = 17;

/// Alice is on the advanced plan, with a mandate for ten charges of its price in `money`.
pub struct Stage {
    pub shop: Shop,
    pub money: Money,
    pub alice: Customer,
}

impl Stage {
    /// In the stablecoin.
    pub async fn new() -> Self {
        let shop = Shop::new().await;
        let usdc = shop.usdc.clone();
        Self::of(shop, usdc, PRICE).await
    }

    /// In the stablecoin, a second before the paid time ends.
    pub async fn due() -> Self {
        Self::new().await.at_end(-1).await
    }

    /// In the own token, a second before the paid time ends, at two dollars each.
    pub async fn due_in_own() -> Self {
        let shop = Shop::new().await;
        let own = shop.own.clone();
        let mut stage = Self::of(shop, own, OWN_PRICE).await.at_end(-1).await;
        stage.shop.set_price(2_00000000).await;
        stage
    }

    /// In `money`, in which the plan costs so much.
    pub async fn of(mut shop: Shop, money: Money, price: u64) -> Self {
        let alice = mandated(&mut shop, &money, price).await;
        Self { shop, money, alice }
    }

    /// So many seconds after the paid time ends.
    pub async fn at_end(mut self, seconds: i64) -> Self {
        self.shop.go_to_end(&self.alice, seconds).await;
        self
    }

    /// The keeper's instruction, which asks for no fee.
    pub fn renewal(&self) -> Instruction {
        self.shop.store.renew(&self.alice.address(), ADVANCED, &self.money.keys, None)
    }

    pub async fn renew(&mut self) -> Outcome {
        self.shop.renew(&self.alice, &self.money).await
    }

    /// What Alice has, and what the store was paid.
    pub async fn purses(&mut self) -> (u64, u64) {
        (self.shop.wallet(&self.alice, &self.money).await, self.shop.till(&self.money).await)
    }
}

/// Someone new on the advanced plan, with a mandate for ten charges of `price`.
pub async fn mandated(shop: &mut Shop, money: &Money, price: u64) -> Customer {
    let customer = shop.customer().await;
    if shop.account(&money.keys.source(&customer.address())).await.is_none() {
        shop.fund(&customer, money, 1_000_000_000_000_000).await;
    }
    shop.subscribe(&customer, ADVANCED, money).await.unwrap();
    let terms = shop.mandate_terms(price, 10).await;
    shop.grant_mandate(&customer, money, terms).await.unwrap();
    customer
}

/// The program emitted `event` and no other.
#[track_caller]
pub fn emitted(outcome: Outcome, event: impl Event) {
    assert_eq!(event_data(&outcome.unwrap().logs, &subscriptions::ID), [event.data()]);
}

pub fn bytes<T: NoUninit>(account: &T) -> Vec<u8> {
    bytemuck::bytes_of(account).to_vec()
}

/// Changes an account as no instruction does.
pub async fn write<T: Account + NoUninit>(shop: &mut Shop, address: &Pubkey, change: impl FnOnce(&mut T)) {
    let mut typed: T = shop.read(address).await.expect("an account");
    change(&mut typed);
    let mut account = shop.account(address).await.expect("an account");
    account.data[8..].copy_from_slice(bytemuck::bytes_of(&typed));
    shop.set_account(address, account);
}

/// Gives an account a layout version that the program does not know. Returns what it was before.
pub async fn unknown_version(shop: &mut Shop, address: &Pubkey) -> ChainAccount {
    let before = shop.account(address).await.expect("an account");
    let mut account = before.clone();
    // The version is the first byte behind the discriminator.
    account.data[8] = 2;
    shop.set_account(address, account);
    before
}

/// The customer makes `delegate` the one who may take `amount` from the associated token account.
pub async fn approve(shop: &mut Shop, customer: &Customer, money: &Money, delegate: &Pubkey, amount: u64) {
    let (program, user) = (money.keys.token_program, customer.address());
    let approve = token::approve(&program, &money.keys.source(&user), delegate, &user, &[], amount);
    shop.send(&[approve.unwrap()], &[&customer.keypair]).await.unwrap();
}

/// The customer's associated token account has no delegate any more.
pub async fn disown(shop: &mut Shop, customer: &Customer, money: &Money) {
    let (program, user) = (money.keys.token_program, customer.address());
    let revoke = token::revoke(&program, &money.keys.source(&user), &user, &[]).unwrap();
    shop.send(&[revoke], &[&customer.keypair]).await.unwrap();
}

/// The customer moves tokens away until `left` are there.
pub async fn leave(shop: &mut Shop, customer: &Customer, money: &Money, left: u64) {
    let (program, user) = (money.keys.token_program, customer.address());
    let amount = shop.wallet(customer, money).await - left;
    let away = shop.tokens_of(&money.mint, &Pubkey::new_unique(), 0).await;
    let (source, mint, decimals) = (money.keys.source(&user), money.mint.address, money.mint.decimals);
    let transfer = token::transfer_checked(&program, &source, &mint, &away, &user, &[], amount, decimals);
    shop.send(&[transfer.unwrap()], &[&customer.keypair]).await.unwrap();
}

/// The mint's authority freezes a token account.
pub async fn freeze(shop: &mut Shop, money: &Money, tokens: &Pubkey) {
    let (program, mint) = (money.keys.token_program, &money.mint);
    let freeze = token::freeze_account(&program, tokens, &mint.address, &mint.authority.pubkey(), &[]);
    shop.send(&[freeze.unwrap()], &[&mint.authority]).await.unwrap();
}

/// And thaws it.
pub async fn thaw(shop: &mut Shop, money: &Money, tokens: &Pubkey) {
    let (program, mint) = (money.keys.token_program, &money.mint);
    let thaw = token::thaw_account(&program, tokens, &mint.address, &mint.authority.pubkey(), &[]);
    shop.send(&[thaw.unwrap()], &[&mint.authority]).await.unwrap();
}

pub async fn lamports(shop: &mut Shop, address: &Pubkey) -> u64 {
    shop.account(address).await.map_or(0, |account| account.lamports)
}
