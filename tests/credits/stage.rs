//! Where most of these tests begin.

use solana_instruction::Instruction;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use solana_system_interface::instruction::transfer;
use spl_associated_token_account_interface::instruction::create_associated_token_account_idempotent;
use spl_token_2022_interface::instruction::{freeze_account, thaw_account};
use tenure_client::subscriptions::{Roles, StoreKeys, TokenKeys, TokenTerms};
use tenure_tests::{Customer, Mint, Money, Shop, Tab, TokenKind};

/// Codes of the token programs.
pub const INSUFFICIENT_FUNDS: u32 = 1;
pub const MINT_MISMATCH: u32 = 3;
pub const OWNER_MISMATCH: u32 = 4;
pub const ACCOUNT_FROZEN: u32 = 17;

/// Of the system program: an account is there already.
pub const ALREADY_IN_USE: u32 = 0;

/// What a customer deposits: a hundred calls.
pub const DEPOSIT: u64 = 100 * Shop::CALL;

/// How long before a credit can be withdrawn.
pub const NOTICE: u64 = 86_400;

/// A shop, and a customer who has deposited [`DEPOSIT`] in USDC.
pub async fn deposited() -> (Shop, Tab) {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let tab = shop.tab(&usdc, DEPOSIT).await;
    (shop, tab)
}

/// Another store on the same chain that takes the same tokens, and its own payout account.
pub struct Neighbour {
    pub store: StoreKeys,
    pub money: Money,
}

impl Neighbour {
    pub async fn of(shop: &mut Shop, money: &Money) -> Self {
        let (payer, creator, payout_owner) = (shop.payer(), Keypair::new(), Pubkey::new_unique());
        let by = creator.pubkey();
        let store = StoreKeys::derive(&by, Shop::ID, shop.store.badges.collection);
        let roles = Roles { authority: by, pauser: by, operator: by, payout_owner };
        let create = store.create_store(payer, by, Shop::ID, Shop::TERMS, roles);
        let (mint, program) = (money.mint.address, money.mint.kind.program());
        let payout = create_associated_token_account_idempotent(&payer, &payout_owner, &mint, &program);
        let keys = store.token(mint, program, money.keys.source(&payout_owner));
        let admit = store.create_pay_token(payer, by, &keys, Shop::STABLE);
        shop.send(&[create, payout, admit], &[&creator]).await.expect("another store");
        Self { store, money: Money { mint: money.mint.clone(), keys } }
    }

    /// The customer of `tab` has a credit there too, with the same session key.
    pub async fn tab(&self, shop: &mut Shop, tab: &Tab) -> Tab {
        let (user, payer) = (tab.user(), shop.payer());
        let open = self.store.open_credit(payer, &user, &self.money.keys, tab.session.pubkey());
        let deposit = self.store.deposit_credit(user, &user, &self.money.keys, tab.wallet(), DEPOSIT);
        shop.send(&[open, deposit], &[&tab.customer.keypair]).await.expect("a credit at the other store");
        Tab { session: tab.session.insecure_clone(), ..Tab::of(&self.store, same(tab), self.money.clone()) }
    }
}

/// The customer of `tab` has a credit in `money` too, with the same session key.
pub async fn in_another_token(shop: &mut Shop, tab: &Tab, money: &Money) -> Tab {
    let of_token = Tab::of(&shop.store, same(tab), money.clone());
    let other = Tab { session: tab.session.insecure_clone(), ..of_token };
    shop.open_credit(&other).await.expect("a credit in another token");
    shop.deposit_credit(&other, DEPOSIT).await.expect("a deposit in another token");
    other
}

fn same(tab: &Tab) -> Customer {
    Customer { keypair: tab.customer.keypair.insecure_clone() }
}

/// A new token that the store takes at a dollar each, of 6 decimals.
pub async fn admitted(shop: &mut Shop, kind: TokenKind) -> Money {
    let money = shop.money(kind, 6).await;
    shop.create_pay_token(&money, Shop::STABLE).await.expect("the token is admitted");
    money
}

/// A token of `mint` that the store takes at a dollar each.
pub async fn admitted_mint(shop: &mut Shop, mint: Mint) -> Money {
    let (payer, payout_owner, program) = (shop.payer(), shop.payout_owner, mint.kind.program());
    let payout = create_associated_token_account_idempotent(&payer, &payout_owner, &mint.address, &program);
    shop.send(&[payout], &[]).await.expect("the payout account");
    let keys = shop.store.token(mint.address, program, Pubkey::default());
    let money = Money { mint, keys: TokenKeys { payout: keys.source(&payout_owner), ..keys } };
    shop.create_pay_token(&money, Shop::STABLE).await.expect("the token is admitted");
    money
}

/// The store takes the token no more.
pub async fn disable(shop: &mut Shop, money: &Money) {
    let terms = TokenTerms { enabled: false, ..Shop::STABLE };
    shop.update_pay_token(money, terms).await.expect("the token is disabled");
}

pub async fn pause(shop: &mut Shop) {
    let guard = shop.guard.insecure_clone();
    let instruction = shop.store.pause(guard.pubkey());
    shop.attempt(instruction, &[&guard]).await.expect("the store is paused");
}

pub async fn unpause(shop: &mut Shop) {
    let ruler = shop.ruler.insecure_clone();
    let instruction = shop.store.resume(ruler.pubkey());
    shop.attempt(instruction, &[&ruler]).await.expect("the store goes on");
}

/// The mint's authority freezes a token account of it.
pub async fn freeze(shop: &mut Shop, mint: &Mint, tokens: &Pubkey) {
    let (program, by) = (mint.kind.program(), mint.authority.pubkey());
    let freeze = freeze_account(&program, tokens, &mint.address, &by, &[]).expect("a token program");
    shop.send(&[freeze], &[&mint.authority]).await.expect("the account is frozen");
}

pub async fn thaw(shop: &mut Shop, mint: &Mint, tokens: &Pubkey) {
    let (program, by) = (mint.kind.program(), mint.authority.pubkey());
    let thaw = thaw_account(&program, tokens, &mint.address, &by, &[]).expect("a token program");
    shop.send(&[thaw], &[&mint.authority]).await.expect("the account is thawed");
}

/// Someone with lamports and no other part in it.
pub async fn patron(shop: &mut Shop) -> Keypair {
    let patron = Keypair::new();
    let gift = transfer(&shop.payer(), &patron.pubkey(), 1_000_000_000);
    shop.send(&[gift], &[]).await.expect("the patron is funded");
    patron
}

pub async fn lamports(shop: &mut Shop, address: &Pubkey) -> u64 {
    shop.account(address).await.map_or(0, |account| account.lamports)
}

/// Writes `bytes` into an account, to reach a state that no instruction leads to.
pub async fn overwrite(shop: &mut Shop, address: &Pubkey, offset: usize, bytes: &[u8]) {
    let mut account = shop.account(address).await.expect("an account");
    account.data[offset..offset + bytes.len()].copy_from_slice(bytes);
    shop.set_account(address, account);
}

/// Gives an account a layout version that the program does not know.
pub async fn unknown_version(shop: &mut Shop, address: &Pubkey) {
    // The version is the first byte behind the discriminator.
    overwrite(shop, address, 8, &[2]).await;
}

/// Puts other bytes where the mint was, as a mint would that was closed and made again.
pub async fn replace_mint(shop: &mut Shop, mint: &Mint, change: impl FnOnce(&mut Vec<u8>)) {
    let mut account = shop.account(&mint.address).await.expect("the mint");
    change(&mut account.data);
    shop.set_account(&mint.address, account);
}

/// Where a mint's bytes tell its decimals.
pub const DECIMALS_OFFSET: usize = 44;

/// A deposit of `amount` by the tab's customer.
pub fn deposit_of(shop: &Shop, tab: &Tab, amount: u64) -> Instruction {
    let user = tab.user();
    shop.store.deposit_credit(user, &user, &tab.money.keys, tab.wallet(), amount)
}
