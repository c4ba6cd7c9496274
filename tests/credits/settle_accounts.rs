//! What an attacker passes instead of a settlement's accounts.

use anchor_lang::ErrorCode;
use solana_instruction_error::InstructionError;
use solana_pubkey::Pubkey;
use spl_token_2022_interface::ID as TOKEN_2022;
use tenure_client::subscriptions::{SubscriptionError, ID};
use tenure_tests::{Impostor, IntoCode, OutcomeExt, Shop, Substitute, Tab, TokenKind};

use crate::stage::{admitted, deposited, in_another_token, Neighbour, DEPOSIT};

/// With each of `impostors` in place of the account it replaces, behind a good check of the signature, the
/// settlement is refused with its error.
async fn refuses(shop: &mut Shop, tab: &Tab, impostors: &[Impostor]) {
    let voucher = shop.voucher(tab, Shop::CALL).await;
    let [check, settle] = shop.settlement(tab, &voucher);
    for (original, other, what, error) in impostors {
        println!("{what}");
        let forged = settle.clone().with(*original, *other);
        shop.attempt_all(&[check.clone(), forged], &[]).await.refused(error.clone());
    }
    shop.attempt_all(&[check, settle], &[]).await.unwrap();
    assert_eq!(shop.till(&tab.money).await, Shop::CALL);
}

#[tokio::test]
async fn stores_and_pay_tokens() {
    let (mut shop, tab) = deposited().await;
    let (store, pay_token) = (shop.store.store, tab.money.keys.pay_token);
    let there = Neighbour::of(&mut shop, &tab.money).await;
    let own = shop.own.keys.pay_token;
    let copied_store = shop.copy(&store, proxy::ID).await;
    let moved_store = shop.copy(&store, ID).await;
    let copied_token = shop.copy(&pay_token, proxy::ID).await;

    use SubscriptionError::{WrongCredit, WrongPayToken};
    let alien = ErrorCode::ConstraintOwner.code();
    let impostors = [
        (store, there.store.store, "another store", WrongPayToken.code()),
        (store, moved_store, "the store at another address", WrongPayToken.code()),
        (store, own, "a pay token as store", InstructionError::AccountDataTooSmall),
        (store, copied_store, "the store's bytes", alien.clone()),
        (pay_token, there.money.keys.pay_token, "another store's pay token", WrongPayToken.code()),
        (pay_token, own, "another mint's pay token", WrongCredit.code()),
        (pay_token, store, "a store as pay token", InstructionError::InvalidAccountData),
        (pay_token, copied_token, "the pay token's bytes", alien),
    ];
    refuses(&mut shop, &tab, &impostors).await;
}

#[tokio::test]
async fn credits_and_vaults() {
    let (mut shop, tab) = deposited().await;
    let there = Neighbour::of(&mut shop, &tab.money).await;
    let theirs = there.tab(&mut shop, &tab).await;
    let own = shop.own.clone();
    let in_own = in_another_token(&mut shop, &tab, &own).await;
    let usdc = tab.money.clone();
    let bobs = shop.tab(&usdc, DEPOSIT).await;
    let copied_credit = shop.copy(&tab.credit, proxy::ID).await;
    let moved_credit = shop.copy(&tab.credit, ID).await;
    let copied_vault = shop.copy(&tab.vault, spl_token::ID).await;

    use SubscriptionError::{WrongVault, WrongVoucher};
    let twice = ErrorCode::ConstraintDuplicateMutableAccount.code();
    let impostors = [
        (tab.credit, bobs.credit, "another user's credit", WrongVault.code()),
        (tab.credit, theirs.credit, "the credit at another store", WrongVault.code()),
        (tab.credit, in_own.credit, "the credit in another token", WrongVault.code()),
        (tab.credit, moved_credit, "the credit at another address", WrongVoucher.code()),
        (tab.credit, copied_credit, "the credit's bytes", ErrorCode::ConstraintOwner.code()),
        (tab.credit, own.keys.pay_token, "a pay token as credit", InstructionError::AccountDataTooSmall),
        (tab.vault, bobs.vault, "another user's vault", WrongVault.code()),
        (tab.vault, theirs.vault, "the vault at another store", WrongVault.code()),
        (tab.vault, in_own.vault, "the vault of another token", WrongVault.code()),
        (tab.vault, tab.wallet(), "the user's own tokens", WrongVault.code()),
        (tab.vault, copied_vault, "the vault at another address", WrongVault.code()),
        (tab.vault, usdc.keys.payout, "the payout account", twice),
    ];
    refuses(&mut shop, &tab, &impostors).await;
}

/// Whoever passes the whole of another credit, with the vault that belongs to it, for the voucher of this.
#[tokio::test]
async fn whole_credits() {
    let (mut shop, tab) = deposited().await;
    let there = Neighbour::of(&mut shop, &tab.money).await;
    let theirs = there.tab(&mut shop, &tab).await;
    let own = shop.own.clone();
    let in_own = in_another_token(&mut shop, &tab, &own).await;
    let usdc = tab.money.clone();
    let bobs = shop.tab(&usdc, DEPOSIT).await;

    let voucher = shop.voucher(&tab, Shop::CALL).await;
    let [check, settle] = shop.settlement(&tab, &voucher);
    for (other, error) in [
        (&bobs, SubscriptionError::WrongVoucher),
        (&theirs, SubscriptionError::WrongCredit),
        (&in_own, SubscriptionError::WrongCredit),
    ] {
        let whole = settle.clone().with(tab.credit, other.credit).with(tab.vault, other.vault);
        shop.attempt_all(&[check.clone(), whole], &[]).await.refused(error);
    }
    shop.attempt_all(&[check, settle], &[]).await.unwrap();
}

#[tokio::test]
async fn payouts_mints_and_token_programs() {
    let (mut shop, tab) = deposited().await;
    let keys = tab.money.keys;
    let there = Neighbour::of(&mut shop, &tab.money).await;
    let other = admitted(&mut shop, TokenKind::SplToken).await;
    let payout_owner = shop.payout_owner;
    let not_the_one = shop.tokens_of(&tab.money.mint, &payout_owner, 0).await;
    let copied_payout = shop.copy(&keys.payout, spl_token::ID).await;
    let copied_mint = shop.copy(&keys.mint, spl_token::ID).await;

    use SubscriptionError::{WrongMint, WrongPayout, WrongTokenProgram};
    let impostors = [
        (keys.payout, not_the_one, "another account of the payout's owner", WrongPayout.code()),
        (keys.payout, there.money.keys.payout, "another store's payout", WrongPayout.code()),
        (keys.payout, other.keys.payout, "another token's payout", WrongPayout.code()),
        (keys.payout, tab.wallet(), "the user's own tokens", WrongPayout.code()),
        (keys.payout, copied_payout, "the payout at another address", WrongPayout.code()),
        (keys.payout, Pubkey::new_unique(), "nothing", WrongPayout.code()),
        (keys.payout, tab.vault, "the vault", ErrorCode::ConstraintDuplicateMutableAccount.code()),
        (keys.mint, other.mint.address, "another mint", WrongMint.code()),
        (keys.mint, copied_mint, "the mint at another address", WrongMint.code()),
        (keys.token_program, TOKEN_2022, "the other token program", WrongTokenProgram.code()),
        (keys.token_program, proxy::ID, "a program as token program", WrongTokenProgram.code()),
    ];
    refuses(&mut shop, &tab, &impostors).await;
}

#[tokio::test]
async fn read_only_accounts() {
    let (mut shop, tab) = deposited().await;
    let voucher = shop.voucher(&tab, Shop::CALL).await;
    let [check, settle] = shop.settlement(&tab, &voucher);
    for account in [tab.credit, tab.vault, tab.money.keys.payout] {
        let mut forged = settle.clone();
        for meta in forged.accounts.iter_mut().filter(|meta| meta.pubkey == account) {
            assert!(meta.is_writable);
            meta.is_writable = false;
        }
        let outcome = shop.attempt_all(&[check.clone(), forged], &[]).await;
        outcome.refused(ErrorCode::ConstraintMut);
    }
    shop.attempt_all(&[check, settle], &[]).await.unwrap();
}
