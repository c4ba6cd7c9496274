//! Which tokens a store takes.

use solana_pubkey::Pubkey;
use solana_signer::Signer;
use spl_associated_token_account_interface::instruction::create_associated_token_account_idempotent;
use spl_token_2022_interface::{extension::ExtensionType, ID as TOKEN_2022};
use tenure_client::subscriptions::SubscriptionError;
use tenure_tests::{behind_base, Mint, Money, Outcome, OutcomeExt, Shop, TokenKind, BASIC, SOMEONE};
use ExtensionType::*;

use crate::{create_pay_token::pay_token, open, rule};

/// Somebody subscribes for 10 dollars of `money`, which is `price` base units; the payout account takes them.
async fn works_through(shop: &mut Shop, money: &Money, price: u64) {
    shop.create_pay_token(money, Shop::STABLE).await.unwrap();
    assert_eq!(pay_token(shop, money).await.decimals, money.mint.decimals);
    let alice = shop.customer().await;
    shop.fund(&alice, money, price + 1).await;
    shop.subscribe(&alice, BASIC, money).await.unwrap();
    assert_eq!((shop.till(money).await, shop.wallet(&alice, money).await), (price, 1));
}

/// A store that sells a plan, and no token yet.
async fn selling() -> Shop {
    let (mut shop, ruler) = open::empty().await;
    let terms = Shop::plan_terms("Basic", 10, 1, 0);
    rule::create_plan(&mut shop, &ruler, BASIC, terms).await.unwrap();
    shop
}

/// The keys of `mint` in the shop, with a payout account.
async fn money_of(shop: &mut Shop, mint: Mint) -> Money {
    let (owner, payer, program) = (shop.payout_owner, shop.payer(), mint.kind.program());
    let open = create_associated_token_account_idempotent(&payer, &owner, &mint.address, &program);
    shop.send(&[open], &[]).await.unwrap();
    let mut keys = shop.store.token(mint.address, program, Pubkey::default());
    keys.payout = keys.source(&owner);
    Money { mint, keys }
}

#[tokio::test]
async fn of_either_token_program() {
    for kind in [TokenKind::SplToken, TokenKind::Token2022(vec![])] {
        let mut shop = selling().await;
        let money = shop.money(kind, 6).await;
        works_through(&mut shop, &money, 10_000_000).await;
    }
}

#[tokio::test]
async fn of_up_to_12_decimals() {
    for (decimals, price) in [
        (0, 10),
        (1, 100),
        (5, 1_000_000),
        (7, 100_000_000),
        (11, 1_000_000_000_000),
        (12, 10_000_000_000_000),
    ] {
        let mut shop = selling().await;
        let money = shop.money(TokenKind::SplToken, decimals).await;
        works_through(&mut shop, &money, price).await;
    }
}

#[tokio::test]
async fn never_of_more_decimals() {
    let mut shop = selling().await;
    for kind in [TokenKind::SplToken, TokenKind::Token2022(vec![])] {
        for decimals in [13, 18, 255] {
            let money = shop.money(kind.clone(), decimals).await;
            for terms in [Shop::STABLE, Shop::oracle_terms()] {
                let outcome = shop.create_pay_token(&money, terms).await;
                outcome.refused(SubscriptionError::DecimalsOutOfRange);
            }
        }
    }
}

#[tokio::test]
async fn with_each_admitted_extension() {
    let mut shop = selling().await;
    for extension in [MetadataPointer, GroupPointer, GroupMemberPointer] {
        let mint = shop.mint_with(&[extension]).await;
        let money = money_of(&mut shop, mint).await;
        works_through(&mut shop, &money, 10_000_000).await;
    }
}

#[tokio::test]
async fn with_metadata() {
    let mut shop = selling().await;
    let mint = shop.mint_with(&[MetadataPointer]).await;
    let (address, authority) = (mint.address, mint.authority.insecure_clone());
    let metadata = spl_token_metadata_interface::instruction::initialize(
        &TOKEN_2022,
        &address,
        &SOMEONE,
        &address,
        &authority.pubkey(),
        "PayPal USD".into(),
        "PYUSD".into(),
        "https://example.com/a-link-of-some-length.json".into(),
    );
    shop.send(&[metadata], &[&authority]).await.unwrap();
    let money = money_of(&mut shop, mint).await;
    works_through(&mut shop, &money, 10_000_000).await;
}

#[tokio::test]
async fn of_a_group_and_of_its_member() {
    use spl_token_group_interface::instruction::{initialize_group, initialize_member};
    let mut shop = selling().await;
    let group = shop.mint_with(&[GroupPointer]).await;
    let member = shop.mint_with(&[GroupMemberPointer]).await;
    let (by, key) = (group.authority.insecure_clone(), group.authority.pubkey());
    let lead = initialize_group(&TOKEN_2022, &group.address, &group.address, &key, Some(key), 1);
    shop.send(&[lead], &[&by]).await.unwrap();
    let member_by = member.authority.insecure_clone();
    let join = initialize_member(
        &TOKEN_2022,
        &member.address,
        &member.address,
        &member_by.pubkey(),
        &group.address,
        &key,
    );
    shop.send(&[join], &[&by, &member_by]).await.unwrap();
    for mint in [group, member] {
        let money = money_of(&mut shop, mint).await;
        works_through(&mut shop, &money, 10_000_000).await;
    }
}

/// Every extension that Token-2022 initialises on a mint and no store admits.
const REFUSED: [(&[ExtensionType], SubscriptionError); 12] = [
    (&[TransferFeeConfig], SubscriptionError::ExtensionTransferFee),
    (&[MintCloseAuthority], SubscriptionError::ExtensionMintCloseAuthority),
    (&[ConfidentialTransferMint], SubscriptionError::ExtensionConfidentialTransfer),
    (&[DefaultAccountState], SubscriptionError::ExtensionDefaultAccountState),
    (&[NonTransferable], SubscriptionError::ExtensionNonTransferable),
    (&[InterestBearingConfig], SubscriptionError::ExtensionInterestBearing),
    (&[PermanentDelegate], SubscriptionError::ExtensionPermanentDelegate),
    (&[TransferHook], SubscriptionError::ExtensionTransferHook),
    (&[ScaledUiAmount], SubscriptionError::ExtensionScaledUiAmount),
    (&[Pausable], SubscriptionError::ExtensionPausable),
    // It wants both of what it extends.
    (
        &[ConfidentialTransferFeeConfig, TransferFeeConfig, ConfidentialTransferMint],
        SubscriptionError::ExtensionConfidentialTransferFee,
    ),
    (&[ConfidentialMintBurn, ConfidentialTransferMint], SubscriptionError::ExtensionConfidentialMintBurn),
];

#[tokio::test]
async fn never_with_another_extension() {
    let (mut shop, _) = open::empty().await;
    for (extensions, error) in REFUSED {
        println!("{extensions:?}");
        let mint = shop.mint_with(extensions).await;
        admit(&mut shop, mint, TOKEN_2022).await.refused(error);
    }
}

#[tokio::test]
async fn never_with_another_extension_behind_an_admitted_one() {
    let (mut shop, _) = open::empty().await;
    for (extensions, error) in [
        ([MetadataPointer, TransferHook], SubscriptionError::ExtensionTransferHook),
        ([GroupPointer, PermanentDelegate], SubscriptionError::ExtensionPermanentDelegate),
    ] {
        let mint = shop.mint_with(&extensions).await;
        admit(&mut shop, mint, TOKEN_2022).await.refused(error);
    }
}

#[tokio::test]
async fn never_of_the_other_token_program() {
    let (mut shop, _) = open::empty().await;
    let (classic, modern) = (shop.usdc.mint.clone(), shop.mint_with(&[]).await);
    for (mint, program) in [(modern, spl_token::ID), (classic, TOKEN_2022)] {
        admit(&mut shop, mint, program).await.refused(SubscriptionError::WrongTokenProgram);
    }
}

#[tokio::test]
async fn never_for_what_is_no_mint() {
    let (mut shop, _) = open::empty().await;
    let (mint, payout) = (shop.usdc.mint.clone(), shop.usdc.keys.payout);
    let copied = shop.copy(&mint.address, proxy::ID).await;
    let wallet = crate::impostors::wallet(&mut shop);
    for (address, error) in [
        (payout, SubscriptionError::BadMint),
        (copied, SubscriptionError::WrongTokenProgram),
        (wallet, SubscriptionError::WrongTokenProgram),
        (Pubkey::new_unique(), SubscriptionError::WrongTokenProgram),
    ] {
        let no_mint = Mint { address, ..mint.clone() };
        admit(&mut shop, no_mint, spl_token::ID).await.refused(error);
    }
}

#[tokio::test]
async fn never_with_malformed_bytes() {
    let (mut shop, _) = open::empty().await;
    use SubscriptionError::{BadMint, ExtensionPermissionedBurn, ExtensionUnknown};
    for (what, tail, error) in [
        ("padding without a type", vec![0; 165 - 82], BadMint),
        ("no type", behind_base(0, &[]), BadMint),
        ("the type of accounts", behind_base(2, &[]), BadMint),
        ("a cut extension", behind_base(1, &[18, 0, 64, 0, 1]), BadMint),
        ("an extension newer than the engine", behind_base(1, &[28, 0, 0, 0]), ExtensionPermissionedBurn),
        ("an extension of token accounts", behind_base(1, &[7, 0, 0, 0]), ExtensionUnknown),
        ("an unknown extension", behind_base(1, &[99, 0, 0, 0]), ExtensionUnknown),
    ] {
        println!("{what}");
        let mint = shop.mint_with(&[]).await;
        let mut account = shop.account(&mint.address).await.unwrap();
        account.data.extend(tail);
        shop.set_account(&mint.address, account);
        admit(&mut shop, mint, TOKEN_2022).await.refused(error);
    }
}

#[tokio::test]
async fn never_before_it_is_set_up() {
    let (mut shop, _) = open::empty().await;
    for kind in [TokenKind::SplToken, TokenKind::Token2022(vec![])] {
        let mint = shop.another_mint(kind).await;
        let mut account = shop.account(&mint.address).await.unwrap();
        account.data = vec![0; 82];
        shop.set_account(&mint.address, account);
        let program = mint.kind.program();
        admit(&mut shop, mint, program).await.refused(SubscriptionError::BadMint);
    }
}

/// Tries to admit `mint`, which is refused before the payout account is looked at.
async fn admit(shop: &mut Shop, mint: Mint, program: Pubkey) -> Outcome {
    let (ruler, payout) = (shop.ruler.insecure_clone(), Pubkey::new_unique());
    let keys = shop.store.token(mint.address, program, payout);
    rule::admit(shop, &ruler, &Money { mint, keys }, Shop::STABLE).await
}
