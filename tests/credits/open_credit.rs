use anchor_lang::ErrorCode;
use solana_instruction::Instruction;
use solana_instruction_error::InstructionError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use solana_system_interface::instruction::transfer;
use spl_token_2022_interface::{state::AccountState, ID as TOKEN_2022};
use tenure_client::subscriptions::{Credit, StoreTerms, SubscriptionError, TokenKeys, ID};
use tenure_tests::{behind_base, IntoCode, OutcomeExt, Shop, Substitute, Tab, TokenKind, START};

use crate::stage::{
    admitted, disable, in_another_token, pause, replace_mint, unknown_version, unpause, Neighbour,
    ALREADY_IN_USE, DECIMALS_OFFSET,
};

/// A shop, and a customer who may open a credit in USDC.
async fn unopened() -> (Shop, Tab) {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let tab = shop.unopened_tab(&usdc).await;
    (shop, tab)
}

fn open(shop: &Shop, tab: &Tab) -> Instruction {
    shop.store.open_credit(shop.payer(), &tab.user(), &tab.money.keys, tab.session.pubkey())
}

#[tokio::test]
async fn writes_the_credit() {
    let (mut shop, tab) = unopened().await;
    shop.set_time(START + 5).await;
    shop.open_credit(&tab).await.unwrap();

    let (store, user, mint) = (shop.store.store, tab.user(), tab.money.mint.address);
    let seeds: [&[u8]; 4] = [b"credit", store.as_ref(), user.as_ref(), mint.as_ref()];
    let (address, bump) = Pubkey::find_program_address(&seeds, &ID);
    let (vault, vault_bump) = Pubkey::find_program_address(&[b"vault", address.as_ref()], &ID);
    assert_eq!((address, vault), (tab.credit, tab.vault));
    let expected = Credit {
        version: 1,
        bump,
        vault_bump,
        decimals: 6,
        notice: 86_400,
        incarnation: START + 5,
        deposited: 0,
        settled: 0,
        closes_at: 0,
        store,
        user,
        mint,
        vault,
        token_program: spl_token::ID,
        session_key: tab.session.pubkey(),
        rent_payer: shop.payer(),
        reserved: [0; 32],
    };
    let credit = shop.credit(&tab).await;
    assert_eq!(bytemuck::bytes_of(&credit), bytemuck::bytes_of(&expected));
    let account = shop.account(&address).await.unwrap();
    // The discriminator and the account.
    assert_eq!((account.owner, account.data.len()), (ID, 8 + 296));
}

#[tokio::test]
async fn gives_the_vault_to_the_credit() {
    for kind in [TokenKind::SplToken, TokenKind::Token2022(vec![])] {
        let mut shop = Shop::new().await;
        let money = admitted(&mut shop, kind.clone()).await;
        let tab = shop.tab(&money, 0).await;
        let account = shop.account(&tab.vault).await.unwrap();
        assert_eq!((account.owner, account.data.len()), (kind.program(), 165));
        assert_eq!(account.data[..32], money.mint.address.to_bytes());
        assert_eq!(account.data[32..64], tab.credit.to_bytes());
        // No tokens, no delegate, initialized, not native, no close authority.
        assert_eq!(account.data[64..108], [0; 44]);
        assert_eq!(account.data[108], AccountState::Initialized as u8);
        assert_eq!(account.data[109..], [0; 56]);
    }
}

#[tokio::test]
async fn charges_nothing() {
    let (mut shop, tab) = unopened().await;
    shop.open_credit(&tab).await.unwrap();
    assert_eq!(shop.balance(&tab.wallet()).await, 1_000_000_000_000);
    assert_eq!(shop.till(&tab.money).await, 0);
}

#[tokio::test]
async fn takes_a_token_that_an_oracle_prices_without_a_price() {
    let mut shop = Shop::new().await;
    let own = shop.own.clone();
    shop.set_time(START + 90_000).await;
    let tab = shop.tab(&own, 0).await;
    assert_eq!(shop.credit(&tab).await.decimals, 9);
}

#[tokio::test]
async fn keeps_the_notice_of_the_store_as_it_was() {
    let (mut shop, tab) = unopened().await;
    shop.open_credit(&tab).await.unwrap();
    let ruler = shop.ruler.insecure_clone();
    let update = shop.store.update_store(ruler.pubkey(), StoreTerms { notice: 3_600, ..Shop::TERMS });
    shop.attempt(update, &[&ruler]).await.unwrap();
    assert_eq!(shop.credit(&tab).await.notice, 86_400);
    let usdc = tab.money;
    let later = shop.tab(&usdc, 0).await;
    assert_eq!(shop.credit(&later).await.notice, 3_600);
}

#[tokio::test]
async fn happens_once_for_a_user_and_token() {
    let (mut shop, tab) = unopened().await;
    shop.open_credit(&tab).await.unwrap();
    shop.open_credit(&tab).await.refused(ALREADY_IN_USE);
    // Nor does another session key take the place of the first.
    let other = Keypair::new().pubkey();
    let again = shop.store.open_credit(shop.payer(), &tab.user(), &tab.money.keys, other);
    shop.attempt(again, &[&tab.customer.keypair]).await.refused(ALREADY_IN_USE);
    assert_eq!(shop.credit(&tab).await.session_key, tab.session.pubkey());
}

#[tokio::test]
async fn another_token_has_a_credit_of_its_own() {
    let (mut shop, tab) = unopened().await;
    shop.open_credit(&tab).await.unwrap();
    let own = shop.own.clone();
    let other = in_another_token(&mut shop, &tab, &own).await;
    assert_ne!((other.credit, other.vault), (tab.credit, tab.vault));
    assert_eq!(shop.credit(&other).await.mint, own.mint.address);
    assert_eq!(shop.credit(&tab).await.deposited, 0);
}

#[tokio::test]
async fn gifts_of_rent_do_not_stop_it() {
    let (mut shop, tab) = unopened().await;
    let payer = shop.payer();
    let gifts = [tab.credit, tab.vault].map(|to| transfer(&payer, &to, 10_000_000));
    shop.send(&gifts, &[]).await.unwrap();
    shop.open_credit(&tab).await.unwrap();
    assert_eq!(shop.credit(&tab).await.user, tab.user());
}

#[tokio::test]
async fn a_paused_store_opens_none() {
    let (mut shop, tab) = unopened().await;
    pause(&mut shop).await;
    shop.open_credit(&tab).await.refused(SubscriptionError::Paused);
    unpause(&mut shop).await;
    shop.open_credit(&tab).await.unwrap();
}

#[tokio::test]
async fn a_token_that_is_not_taken_now_is_refused() {
    let (mut shop, tab) = unopened().await;
    disable(&mut shop, &tab.money).await;
    shop.open_credit(&tab).await.refused(SubscriptionError::TokenDisabled);
    shop.update_pay_token(&tab.money, Shop::STABLE).await.unwrap();
    shop.open_credit(&tab).await.unwrap();
}

#[tokio::test]
async fn a_token_that_was_never_admitted_is_refused() {
    let mut shop = Shop::new().await;
    let money = shop.money(TokenKind::SplToken, 6).await;
    let tab = shop.unopened_tab(&money).await;
    shop.open_credit(&tab).await.refused(InstructionError::UninitializedAccount);
}

#[tokio::test]
async fn the_session_key_must_not_be_zero() {
    let (mut shop, tab) = unopened().await;
    for (key, outcome) in [
        (Pubkey::default(), Err(SubscriptionError::ZeroAddress)),
        (Pubkey::new_from_array([[1].as_slice(), &[0; 31]].concat().try_into().unwrap()), Ok(())),
    ] {
        let instruction = shop.store.open_credit(shop.payer(), &tab.user(), &tab.money.keys, key);
        let opened = shop.attempt(instruction, &[&tab.customer.keypair]).await;
        match outcome {
            Err(error) => opened.refused(error),
            Ok(()) => drop(opened.unwrap()),
        }
    }
}

#[tokio::test]
async fn versions_it_does_not_know_are_refused() {
    let (mut shop, tab) = unopened().await;
    for account in [shop.store.store, tab.money.keys.pay_token] {
        let before = shop.account(&account).await.unwrap();
        unknown_version(&mut shop, &account).await;
        shop.open_credit(&tab).await.refused(SubscriptionError::UnknownVersion);
        shop.set_account(&account, before);
    }
    shop.open_credit(&tab).await.unwrap();
}

#[tokio::test]
async fn a_mint_that_is_not_what_it_was_is_refused() {
    let mut shop = Shop::new().await;
    let money = admitted(&mut shop, TokenKind::Token2022(vec![])).await;
    let tab = shop.unopened_tab(&money).await;
    let before = shop.account(&money.mint.address).await.unwrap();
    for (tail, decimals, error) in [
        (vec![], 7, SubscriptionError::MintChanged),
        (behind_base(1, &[14, 0, 0, 0]), 6, SubscriptionError::ExtensionTransferHook),
        (behind_base(2, &[]), 6, SubscriptionError::BadMint),
    ] {
        replace_mint(&mut shop, &money.mint, |data| {
            data[DECIMALS_OFFSET] = decimals;
            data.extend(&tail);
        })
        .await;
        shop.open_credit(&tab).await.refused(error);
        shop.set_account(&money.mint.address, before.clone());
    }
    shop.open_credit(&tab).await.unwrap();
}

#[tokio::test]
async fn a_clock_before_1970_is_refused() {
    let (mut shop, tab) = unopened().await;
    shop.set_unix_timestamp(-1).await;
    shop.open_credit(&tab).await.refused(SubscriptionError::BadClock);
    // At the epoch itself there is a second already.
    shop.set_unix_timestamp(0).await;
    shop.open_credit(&tab).await.unwrap();
    assert_eq!(shop.credit(&tab).await.incarnation, 0);
}

#[tokio::test]
async fn only_the_user_opens_it() {
    let (mut shop, tab) = unopened().await;
    let (mallory, user) = (Keypair::new(), tab.user());
    // Mallory's signature leads to Mallory's credit.
    let instruction = open(&shop, &tab).with(user, mallory.pubkey());
    shop.attempt(instruction, &[&mallory]).await.refused(ErrorCode::ConstraintSeeds);
    let missing = InstructionError::MissingRequiredSignature;
    let instruction = open(&shop, &tab).unsigned(user);
    shop.attempt(instruction, &[]).await.refused(missing.clone());
    let payer = Keypair::new().pubkey();
    let instruction = open(&shop, &tab).with(shop.payer(), payer).unsigned(payer);
    shop.attempt(instruction, &[&tab.customer.keypair]).await.refused(missing);
}

#[tokio::test]
async fn refuses_impostors() {
    let (mut shop, tab) = unopened().await;
    let (store, keys, user) = (shop.store.store, tab.money.keys, tab.user());
    let there = Neighbour::of(&mut shop, &tab.money).await;
    let other = admitted(&mut shop, TokenKind::SplToken).await;
    let usdc = tab.money.clone();
    let bobs = shop.tab(&usdc, 0).await;
    let copied_store = shop.copy(&store, proxy::ID).await;
    let moved_store = shop.copy(&store, ID).await;
    let copied_token = shop.copy(&keys.pay_token, proxy::ID).await;
    let copied_mint = shop.copy(&keys.mint, spl_token::ID).await;

    use SubscriptionError::{WrongMint, WrongPayToken, WrongTokenProgram};
    let (seeds, alien) = (ErrorCode::ConstraintSeeds.code(), ErrorCode::ConstraintOwner.code());
    let other_type = InstructionError::InvalidAccountData;
    let small = InstructionError::AccountDataTooSmall;
    let impostors = [
        (store, there.store.store, "another store", seeds.clone()),
        (store, moved_store, "the store at another address", seeds.clone()),
        (store, keys.pay_token, "a pay token as store", small),
        (store, copied_store, "the store's bytes", alien.clone()),
        (keys.pay_token, there.money.keys.pay_token, "another store's pay token", WrongPayToken.code()),
        (keys.pay_token, other.keys.pay_token, "another mint's pay token", WrongMint.code()),
        (keys.pay_token, store, "a store as pay token", other_type),
        (keys.pay_token, copied_token, "the pay token's bytes", alien),
        (keys.mint, other.mint.address, "another mint", seeds.clone()),
        (keys.mint, copied_mint, "the mint at another address", seeds.clone()),
        (tab.credit, bobs.credit, "another user's credit", seeds.clone()),
        (tab.credit, there.store.credit(&user, &keys.mint), "the credit at another store", seeds.clone()),
        (tab.credit, shop.store.credit(&user, &other.mint.address), "that of another mint", seeds.clone()),
        (tab.credit, Pubkey::new_unique(), "an address of no one as credit", seeds.clone()),
        (tab.vault, bobs.vault, "another credit's vault", seeds.clone()),
        (tab.vault, tab.wallet(), "the user's tokens as vault", seeds.clone()),
        (tab.vault, Pubkey::new_unique(), "an address of no one as vault", seeds),
        (keys.token_program, TOKEN_2022, "the other token program", WrongTokenProgram.code()),
        (keys.token_program, proxy::ID, "a program as token program", WrongTokenProgram.code()),
        (Pubkey::default(), proxy::ID, "a program as system program", InstructionError::IncorrectProgramId),
    ];
    let instruction = open(&shop, &tab);
    shop.refuses_impostors(&instruction, &[&tab.customer.keypair], &impostors).await;
    shop.attempt(instruction, &[&tab.customer.keypair]).await.unwrap();
}

#[tokio::test]
async fn the_mint_must_be_that_of_the_pay_token() {
    let (mut shop, tab) = unopened().await;
    let other = admitted(&mut shop, TokenKind::SplToken).await;
    // The addresses of credit and vault follow from the mint, and are right.
    let keys = TokenKeys { pay_token: other.keys.pay_token, ..tab.money.keys };
    let instruction = shop.store.open_credit(shop.payer(), &tab.user(), &keys, tab.session.pubkey());
    shop.attempt(instruction, &[&tab.customer.keypair]).await.refused(SubscriptionError::WrongMint);
}

#[tokio::test]
async fn refuses_read_only_accounts() {
    let (mut shop, tab) = unopened().await;
    for (account, error) in
        [(tab.credit, InstructionError::PrivilegeEscalation), (tab.vault, ErrorCode::ConstraintMut.code())]
    {
        let mut instruction = open(&shop, &tab);
        for meta in instruction.accounts.iter_mut().filter(|meta| meta.pubkey == account) {
            meta.is_writable = false;
        }
        shop.attempt(instruction, &[&tab.customer.keypair]).await.refused(error);
    }
    shop.open_credit(&tab).await.unwrap();
}
