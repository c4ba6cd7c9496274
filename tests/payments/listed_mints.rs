//! Case 11: mints whose extensions take, stop, shrink or redirect.

use spl_associated_token_account_interface::instruction::create_associated_token_account_idempotent;
use spl_token_2022_interface::extension::ExtensionType::{self, *};
use tenure_client::subscriptions::SubscriptionError;
use tenure_tests::{behind_base, Mint, Money, Outcome, OutcomeExt, Shop, TokenKind, ADVANCED};

use crate::stage::{consent_of, promised, switch_by};

const PRICE: u64 = 30_000_000;

/// Each by its number, and how it is refused.
const FORBIDDEN: [(ExtensionType, u8, SubscriptionError); 12] = [
    (TransferFeeConfig, 1, SubscriptionError::ExtensionTransferFee),
    (MintCloseAuthority, 3, SubscriptionError::ExtensionMintCloseAuthority),
    (ConfidentialTransferMint, 4, SubscriptionError::ExtensionConfidentialTransfer),
    (DefaultAccountState, 6, SubscriptionError::ExtensionDefaultAccountState),
    (NonTransferable, 9, SubscriptionError::ExtensionNonTransferable),
    (InterestBearingConfig, 10, SubscriptionError::ExtensionInterestBearing),
    (PermanentDelegate, 12, SubscriptionError::ExtensionPermanentDelegate),
    (TransferHook, 14, SubscriptionError::ExtensionTransferHook),
    (ConfidentialTransferFeeConfig, 16, SubscriptionError::ExtensionConfidentialTransferFee),
    (ConfidentialMintBurn, 24, SubscriptionError::ExtensionConfidentialMintBurn),
    (ScaledUiAmount, 25, SubscriptionError::ExtensionScaledUiAmount),
    (Pausable, 26, SubscriptionError::ExtensionPausable),
];

/// With those that no mint can have yet.
fn every_forbidden() -> Vec<(u8, SubscriptionError)> {
    let mut all: Vec<_> = FORBIDDEN.iter().map(|(_, number, error)| (*number, *error)).collect();
    all.push((28, SubscriptionError::ExtensionPermissionedBurn));
    all.push((99, SubscriptionError::ExtensionUnknown));
    all
}

/// The store's token for `mint`, with a payout account.
async fn money_of(shop: &mut Shop, mint: Mint) -> Money {
    let keys = shop.store.token(mint.address, mint.kind.program(), Default::default());
    let payout_owner = shop.payout_owner;
    let payout = keys.source(&payout_owner);
    let open = create_associated_token_account_idempotent(
        &shop.payer(),
        &payout_owner,
        &keys.mint,
        &keys.token_program,
    );
    shop.send(&[open], &[]).await.unwrap();
    Money { mint, keys: tenure_client::subscriptions::TokenKeys { payout, ..keys } }
}

/// As [`money_of`], where no account of the mint can be made by plain means.
async fn unpaid_money_of(shop: &mut Shop, mint: Mint) -> Money {
    let keys = shop.store.token(mint.address, mint.kind.program(), Default::default());
    let payout = shop.usdc.keys.payout;
    Money { mint, keys: tenure_client::subscriptions::TokenKeys { payout, ..keys } }
}

#[tokio::test]
async fn case_11_no_mint_with_a_forbidden_extension_is_listed() {
    let mut shop = Shop::new().await;
    for (extension, _, error) in FORBIDDEN {
        // Confidential fees and burns need other extensions beside them, which are refused first.
        let extensions: &[ExtensionType] = match extension {
            ConfidentialTransferFeeConfig | ConfidentialMintBurn => continue,
            ref one => std::slice::from_ref(one),
        };
        let mint = shop.mint_with(extensions).await;
        let money = unpaid_money_of(&mut shop, mint).await;
        shop.create_pay_token(&money, Shop::STABLE).await.refused(error);
        assert!(shop.account(&money.keys.pay_token).await.is_none());
    }
}

#[tokio::test]
async fn case_11_no_mint_with_the_bytes_of_one_is_listed() {
    let mut shop = Shop::new().await;
    for (number, error) in every_forbidden() {
        let money = shop.money(TokenKind::Token2022(vec![]), 6).await;
        let mut mint = shop.account(&money.mint.address).await.unwrap();
        mint.data.extend(behind_base(1, &[number, 0, 0, 0]));
        shop.set_account(&money.mint.address, mint);
        shop.create_pay_token(&money, Shop::STABLE).await.refused(error);
    }
}

#[tokio::test]
async fn case_11_mints_with_the_admitted_extensions_are_paid_with() {
    let mut shop = Shop::new().await;
    for extensions in [vec![], vec![MetadataPointer], vec![GroupPointer, GroupMemberPointer]] {
        let mint = shop.mint_with(&extensions).await;
        let money = money_of(&mut shop, mint).await;
        shop.create_pay_token(&money, Shop::STABLE).await.unwrap();
        let alice = shop.customer().await;
        shop.fund(&alice, &money, 3 * PRICE).await;
        shop.subscribe(&alice, ADVANCED, &money).await.unwrap();
        let terms = shop.mandate_terms(PRICE, 1).await;
        shop.grant_mandate(&alice, &money, terms).await.unwrap();
        shop.go_to_end(&alice, -5).await;
        shop.renew(&alice, &money).await.unwrap();
        assert_eq!((shop.till(&money).await, shop.wallet(&alice, &money).await), (2 * PRICE, PRICE));
    }
}

/// A store that takes a Token-2022 mint, whose bytes then become others: those of a base and `behind` it.
async fn charged_after(shop: &mut Shop, behind: &[u8]) -> [Outcome; 3] {
    let money = shop.money(TokenKind::Token2022(vec![]), 6).await;
    shop.create_pay_token(&money, Shop::STABLE).await.unwrap();
    let alice = shop.customer().await;
    shop.fund(&alice, &money, 10 * PRICE).await;
    shop.subscribe(&alice, ADVANCED, &money).await.unwrap();
    let terms = shop.mandate_terms(PRICE, 2).await;
    shop.grant_mandate(&alice, &money, terms).await.unwrap();
    shop.go_to_end(&alice, -5).await;

    let mut mint = shop.account(&money.mint.address).await.unwrap();
    mint.data.truncate(82);
    mint.data.extend(behind);
    shop.set_account(&money.mint.address, mint);
    let consent = consent_of(shop, &alice, u64::MAX).await;
    let switch = switch_by(shop, &alice, 2, &money, consent);
    let outcomes = [
        shop.renew(&alice, &money).await,
        shop.pay_now(&alice, &money).await,
        shop.attempt(switch, &[&alice.keypair]).await,
    ];
    assert_eq!(shop.subscription(&alice).await.failure, 0, "it is no fault of the user's");
    outcomes
}

#[tokio::test]
async fn case_11_nothing_is_charged_once_a_mint_has_a_forbidden_extension() {
    let mut shop = Shop::new().await;
    for (number, error) in every_forbidden() {
        for outcome in charged_after(&mut shop, &behind_base(1, &[number, 0, 0, 0])).await {
            outcome.refused(error);
        }
    }
}

#[tokio::test]
async fn case_11_malformed_extensions_are_refused_and_padding_is_not() {
    let mut shop = Shop::new().await;
    for malformed in [
        // No type, the wrong one, an entry that ends before its length, a length that ends nowhere.
        vec![0; 3],
        behind_base(0, &[]),
        behind_base(2, &[]),
        behind_base(1, &[18, 0, 2, 0, 9]),
        behind_base(1, &[18, 0, 255, 255]),
        behind_base(1, &[18, 0, 0, 0, 18, 0, 9, 0]),
    ] {
        for outcome in charged_after(&mut shop, &malformed).await {
            outcome.refused(SubscriptionError::BadMint);
        }
    }
    // A hidden one behind an admitted one.
    for outcome in charged_after(&mut shop, &behind_base(1, &[18, 0, 1, 0, 9, 12, 0, 0, 0])).await {
        outcome.refused(SubscriptionError::ExtensionPermanentDelegate);
    }
}

#[tokio::test]
async fn case_11_a_mint_with_padding_behind_its_extensions_is_paid_with() {
    let mut shop = Shop::new().await;
    for padded in [behind_base(1, &[]), behind_base(1, &[0; 40]), behind_base(1, &[0, 0, 0])] {
        let [renewed, ..] = charged_after(&mut shop, &padded).await;
        renewed.unwrap();
    }
}

#[tokio::test]
async fn case_11_credits_refuse_such_mints_too() {
    let mut shop = Shop::new().await;
    let money = shop.money(TokenKind::Token2022(vec![]), 6).await;
    shop.create_pay_token(&money, Shop::STABLE).await.unwrap();
    let tab = shop.tab(&money, 1_000_000).await;
    let other = shop.unopened_tab(&money).await;
    let mut mint = shop.account(&money.mint.address).await.unwrap();
    mint.data.extend(behind_base(1, &[14, 0, 0, 0]));
    shop.set_account(&money.mint.address, mint);
    let hooked = SubscriptionError::ExtensionTransferHook;
    shop.open_credit(&other).await.refused(hooked);
    shop.deposit_credit(&tab, 1).await.refused(hooked);
    shop.settle(&tab, 1).await.refused(hooked);
}

#[tokio::test]
async fn case_11_the_stores_own_mints_are_of_either_program() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = promised(&mut shop, ADVANCED, &usdc, PRICE).await;
    shop.go_to_end(&alice, -5).await;
    // An SPL Token mint has no extensions: longer, it is none of that program's.
    let mut mint = shop.account(&usdc.mint.address).await.unwrap();
    mint.data.push(0);
    shop.set_account(&usdc.mint.address, mint);
    shop.renew(&alice, &usdc).await.refused(SubscriptionError::BadMint);
}
