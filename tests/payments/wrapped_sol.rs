//! Wrapped SOL as a pay token, whose accounts hold lamports that are tokens and lamports that are not.

use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use solana_system_interface::instruction::transfer;
use spl_associated_token_account_interface::instruction::create_associated_token_account_idempotent;
use spl_token_2022_interface::instruction::sync_native;
use tenure_client::subscriptions::{SubscriptionError, TokenTerms};
use tenure_tests::{Customer, Mint, Money, OutcomeExt, Shop, Tab, ADVANCED};

use crate::stage::{lamports, promise, DAY};

const SOL: u64 = 1_000_000_000;

/// 30 dollars at two dollars each.
const PRICE: u64 = 15 * SOL;

/// The rent of a token account.
const RENT: u64 = 2_039_280;

/// A shop that takes wrapped SOL at two dollars each.
async fn selling_for_sol() -> (Shop, Money) {
    let mut shop = Shop::new().await;
    // The mint as every cluster has it: of no authority, with 9 decimals.
    let mint = Mint { address: spl_token::native_mint::ID, decimals: 9, ..shop.usdc.mint.clone() };
    let any = shop.usdc.mint.address;
    let mut account = shop.account(&any).await.unwrap();
    account.data = vec![0; 82];
    (account.data[44], account.data[45]) = (9, 1);
    shop.set_account(&mint.address, account);

    let owner = shop.payout_owner;
    let payout = wallet_of(&mut shop, &owner).await;
    let keys = shop.store.token(mint.address, spl_token::ID, payout).priced_by(shop.own.keys.price);
    let sol = Money { mint, keys };
    let terms = TokenTerms { own: false, ..Shop::oracle_terms() };
    shop.create_pay_token(&sol, terms).await.unwrap();
    (shop, sol)
}

/// The associated account for wrapped SOL, with nothing in it.
async fn wallet_of(shop: &mut Shop, owner: &Pubkey) -> Pubkey {
    let (payer, mint) = (shop.payer(), spl_token::native_mint::ID);
    let open = create_associated_token_account_idempotent(&payer, owner, &mint, &spl_token::ID);
    shop.send(&[open], &[]).await.unwrap();
    spl_associated_token_account_interface::address::get_associated_token_address(owner, &mint)
}

/// Lamports to an account, which are no tokens yet.
async fn give(shop: &mut Shop, to: &Pubkey, lamports: u64) {
    let gift = transfer(&shop.payer(), to, lamports);
    shop.send(&[gift], &[]).await.unwrap();
}

/// The token program is told of the lamports that an account has.
async fn tell(shop: &mut Shop, account: &Pubkey) {
    let sync = sync_native(&spl_token::ID, account).unwrap();
    shop.send(&[sync], &[]).await.unwrap();
}

/// Someone with 100 SOL, wrapped.
async fn customer(shop: &mut Shop) -> Customer {
    let customer = Customer { keypair: Keypair::new() };
    let wallet = wallet_of(shop, &customer.address()).await;
    give(shop, &wallet, 100 * SOL).await;
    tell(shop, &wallet).await;
    customer
}

/// Tokens of an account, and its lamports beyond the rent.
async fn holds(shop: &mut Shop, account: &Pubkey) -> (u64, u64) {
    (shop.balance(account).await, lamports(shop, account).await - RENT)
}

#[tokio::test]
async fn it_pays_for_subscriptions_to_the_lamport() {
    let (mut shop, sol) = selling_for_sol().await;
    let alice = customer(&mut shop).await;
    let (source, payout) = (sol.keys.source(&alice.address()), sol.keys.payout);
    shop.subscribe(&alice, ADVANCED, &sol).await.unwrap();
    assert_eq!(holds(&mut shop, &payout).await, (PRICE, PRICE));
    assert_eq!(holds(&mut shop, &source).await, (85 * SOL, 85 * SOL));

    // Lamports that nobody told of are no tokens, and stand in the way of none.
    for account in [source, payout] {
        give(&mut shop, &account, 7).await;
    }
    promise(&mut shop, &alice, &sol, PRICE).await;
    shop.go_to_end(&alice, -5).await;
    shop.set_price(2_00000000).await;
    let keeper = wallet_of(&mut shop, &Pubkey::new_unique()).await;
    shop.renew_for(&alice, &sol, Some(keeper)).await.unwrap();
    let fee = PRICE / 200;
    assert_eq!(holds(&mut shop, &keeper).await, (fee, fee));
    assert_eq!(holds(&mut shop, &payout).await, (2 * PRICE - fee, 2 * PRICE - fee + 7));
    assert_eq!(holds(&mut shop, &source).await, (70 * SOL, 70 * SOL + 7));

    shop.end(&alice).await.unwrap();
    let (ruler, user) = (shop.ruler.insecure_clone(), alice.address());
    let purse = wallet_of(&mut shop, &ruler.pubkey()).await;
    give(&mut shop, &purse, 20 * SOL).await;
    tell(&mut shop, &purse).await;
    let refund = shop.store.refund(ruler.pubkey(), &user, &sol.keys, purse, source, 30_000_000);
    shop.attempt(refund, &[&ruler]).await.unwrap();
    assert_eq!(holds(&mut shop, &purse).await, (5 * SOL, 5 * SOL));
    assert_eq!(shop.balance(&source).await, 85 * SOL);
}

/// A credit whose rent another has paid, and what that one has beside it.
async fn opened(shop: &mut Shop, sol: &Money) -> (Tab, Keypair, u64) {
    let (patron, alice) = (Keypair::new(), customer(shop).await);
    give(shop, &patron.pubkey(), SOL).await;
    let tab = Tab::of(&shop.store, alice, sol.clone());
    let open = shop.store.open_credit(patron.pubkey(), &tab.user(), &sol.keys, tab.session.pubkey());
    shop.attempt(open, &[&tab.customer.keypair, &patron]).await.unwrap();
    shop.deposit_credit(&tab, 10 * SOL).await.unwrap();
    (tab, patron, SOL)
}

async fn withdraw(shop: &mut Shop, tab: &Tab) {
    shop.request_close_credit(tab).await.unwrap();
    let then = shop.now().await + DAY;
    shop.set_time(then).await;
    shop.withdraw_credit(tab).await.unwrap();
    assert!(shop.account(&tab.vault).await.is_none() && shop.account(&tab.credit).await.is_none());
}

#[tokio::test]
async fn of_a_credit_tokens_go_to_the_user_and_other_lamports_with_the_rent() {
    let (mut shop, sol) = selling_for_sol().await;
    let (tab, patron, had) = opened(&mut shop, &sol).await;
    assert_eq!(holds(&mut shop, &tab.vault).await, (10 * SOL, 10 * SOL));
    give(&mut shop, &tab.vault, 5).await;
    tell(&mut shop, &tab.vault).await;
    give(&mut shop, &tab.vault, 7).await;
    assert_eq!(holds(&mut shop, &tab.vault).await, (10 * SOL + 5, 10 * SOL + 12));
    // A gift is no deposit, told of or not.
    shop.settle(&tab, 10 * SOL + 1).await.refused(SubscriptionError::AboveDeposit);
    shop.settle(&tab, 4 * SOL).await.unwrap();
    assert_eq!(holds(&mut shop, &sol.keys.payout).await, (4 * SOL, 4 * SOL));
    assert_eq!(holds(&mut shop, &tab.vault).await, (6 * SOL + 5, 6 * SOL + 12));

    withdraw(&mut shop, &tab).await;
    assert_eq!(holds(&mut shop, &tab.wallet()).await, (96 * SOL + 5, 96 * SOL + 5));
    assert_eq!(lamports(&mut shop, &patron.pubkey()).await, had + 7);
}

#[tokio::test]
async fn of_a_credit_that_is_used_up_only_the_rent_and_other_lamports_are_left() {
    let (mut shop, sol) = selling_for_sol().await;
    let (tab, patron, had) = opened(&mut shop, &sol).await;
    shop.settle(&tab, 10 * SOL).await.unwrap();
    give(&mut shop, &tab.vault, 7).await;
    withdraw(&mut shop, &tab).await;
    assert_eq!(holds(&mut shop, &tab.wallet()).await, (90 * SOL, 90 * SOL));
    assert_eq!(lamports(&mut shop, &patron.pubkey()).await, had + 7);
}
