//! Cases 9 and 10: where tokens come from and go to.

use anchor_lang::ErrorCode;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use spl_token_2022_interface::{
    error::TokenError,
    extension::{cpi_guard, ExtensionType},
    instruction::{
        approve_checked, close_account, freeze_account, reallocate, revoke, set_authority, thaw_account,
        transfer_checked, AuthorityType,
    },
};
use tenure_client::subscriptions::SubscriptionError;
use tenure_tests::{Customer, Money, OutcomeExt, Shop, Substitute, TokenKind, World, ADVANCED};

use crate::stage::{buyer, fails_to_renew, images, promise, promised, FROZEN};

const PRICE: u64 = 30_000_000;
const ALL: u64 = 1_000_000_000_000;

/// What happens to a token account after its mandate was granted.
#[derive(Clone, Copy, Debug)]
enum Mishap {
    AnotherDelegate,
    NoDelegate,
    Frozen,
    Closed,
    ClosedAndMadeAnew,
    GivenAway,
    Spent,
}

impl Mishap {
    const ALL: [Self; 7] = [
        Self::AnotherDelegate,
        Self::NoDelegate,
        Self::Frozen,
        Self::Closed,
        Self::ClosedAndMadeAnew,
        Self::GivenAway,
        Self::Spent,
    ];

    /// How it is noted, and refused the second time.
    fn reason(self) -> (u8, SubscriptionError) {
        match self {
            Self::Closed | Self::GivenAway => (5, SubscriptionError::SourceGone),
            Self::Frozen => (6, SubscriptionError::SourceFrozen),
            Self::AnotherDelegate | Self::NoDelegate | Self::ClosedAndMadeAnew => {
                (7, SubscriptionError::DelegateLost)
            }
            Self::Spent => (9, SubscriptionError::TooFewTokens),
        }
    }

    async fn befalls(self, shop: &mut Shop, customer: &Customer, money: &Money) {
        let user = customer.address();
        let (program, source, mint) =
            (money.keys.token_program, money.keys.source(&user), money.mint.address);
        let elsewhere = shop.tokens_of(&money.mint, &user, 0).await;
        let (someone, by) = (Pubkey::new_unique(), money.mint.authority.insecure_clone());
        let empty = |left| {
            transfer_checked(&program, &source, &mint, &elsewhere, &user, &[], ALL - PRICE - left, 6).unwrap()
        };
        let instructions = match self {
            Self::AnotherDelegate => {
                vec![approve_checked(&program, &source, &mint, &someone, &user, &[], u64::MAX, 6).unwrap()]
            }
            Self::NoDelegate => vec![revoke(&program, &source, &user, &[]).unwrap()],
            Self::Frozen => vec![freeze_account(&program, &source, &mint, &by.pubkey(), &[]).unwrap()],
            Self::Closed | Self::ClosedAndMadeAnew => {
                vec![empty(0), close_account(&program, &source, &user, &user, &[]).unwrap()]
            }
            Self::GivenAway => {
                let kind = AuthorityType::AccountOwner;
                vec![set_authority(&program, &source, Some(&someone), kind, &user, &[]).unwrap()]
            }
            Self::Spent => vec![empty(PRICE - 1)],
        };
        let signers: &[&Keypair] = if matches!(self, Self::Frozen) { &[&by] } else { &[&customer.keypair] };
        shop.send(&instructions, signers).await.unwrap();
        if matches!(self, Self::ClosedAndMadeAnew) {
            shop.fund(customer, money, ALL).await;
        }
    }
}

#[tokio::test]
async fn case_09_a_token_account_that_cannot_be_charged_leaves_everything_as_it_is() {
    for mishap in Mishap::ALL {
        let mut shop = Shop::new().await;
        let usdc = shop.usdc.clone();
        let alice = promised(&mut shop, ADVANCED, &usdc, PRICE).await;
        mishap.befalls(&mut shop, &alice, &usdc).await;
        let (code, error) = mishap.reason();
        // Twice it is tried, and noted once.
        shop.go_to_end(&alice, -5).await;
        fails_to_renew(&mut shop, &alice, &usdc, code).await;
        shop.renew(&alice, &usdc).await.refused(error);
        assert_eq!(shop.till(&usdc).await, PRICE, "{mishap:?}");
        // Grace comes with its time, and goes with it.
        shop.assert_access(&alice, 2).await.unwrap();
        shop.go_to_end(&alice, 3 * 86_400 - 1).await;
        shop.assert_access(&alice, 2).await.unwrap();
        // Another token is as good.
        let own = shop.own.clone();
        shop.set_price(2_00000000).await;
        shop.pay_now(&alice, &own).await.unwrap();
        let paid = shop.subscription(&alice).await;
        assert_eq!((paid.failure, shop.till(&own).await), (0, 12_000_000_000), "{mishap:?}");
    }
}

#[tokio::test]
async fn case_09_nobody_loses_access_before_the_end_of_grace_nor_keeps_it_longer() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = promised(&mut shop, ADVANCED, &usdc, PRICE).await;
    Mishap::NoDelegate.befalls(&mut shop, &alice, &usdc).await;
    shop.go_to_end(&alice, 1).await;
    fails_to_renew(&mut shop, &alice, &usdc, 7).await;
    shop.go_to_end(&alice, 3 * 86_400 - 1).await;
    shop.assert_access(&alice, 2).await.unwrap();
    shop.go_to_end(&alice, 3 * 86_400).await;
    shop.assert_access(&alice, 2).await.refused(SubscriptionError::NoAccess);
}

#[tokio::test]
async fn case_09_what_is_put_right_is_charged() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = promised(&mut shop, ADVANCED, &usdc, PRICE).await;
    let source = usdc.keys.source(&alice.address());
    let (program, mint, by) =
        (usdc.keys.token_program, usdc.mint.address, usdc.mint.authority.insecure_clone());
    shop.go_to_end(&alice, -5).await;
    // One reason after the other is noted.
    Mishap::Frozen.befalls(&mut shop, &alice, &usdc).await;
    fails_to_renew(&mut shop, &alice, &usdc, 6).await;
    shop.pay_now(&alice, &usdc).await.refused(FROZEN);
    let thaw = thaw_account(&program, &source, &mint, &by.pubkey(), &[]).unwrap();
    shop.send(&[thaw], &[&by]).await.unwrap();
    Mishap::AnotherDelegate.befalls(&mut shop, &alice, &usdc).await;
    fails_to_renew(&mut shop, &alice, &usdc, 7).await;
    promise(&mut shop, &alice, &usdc, PRICE).await;
    shop.renew(&alice, &usdc).await.unwrap();
    assert_eq!((shop.subscription(&alice).await.failure, shop.till(&usdc).await), (0, 2 * PRICE));
}

#[tokio::test]
async fn case_09_a_guard_against_programs_stops_no_renewal() {
    let mut shop = Shop::new().await;
    let money = shop.money(TokenKind::Token2022(vec![]), 6).await;
    shop.create_pay_token(&money, Shop::STABLE).await.unwrap();
    let alice = buyer(&mut shop, &money, ALL).await;
    shop.subscribe(&alice, ADVANCED, &money).await.unwrap();
    let (user, source) = (alice.address(), money.keys.source(&alice.address()));
    let (id, payer) = (money.keys.token_program, shop.payer());
    let guard = [
        reallocate(&id, &source, &payer, &user, &[], &[ExtensionType::CpiGuard]).unwrap(),
        cpi_guard::instruction::enable_cpi_guard(&id, &source, &user, &[]).unwrap(),
    ];
    shop.send(&guard, &[&alice.keypair]).await.unwrap();
    // The user approves by the token program itself, and the mandate is who charges.
    promise(&mut shop, &alice, &money, PRICE).await;
    shop.go_to_end(&alice, -5).await;
    shop.renew(&alice, &money).await.unwrap();
    assert_eq!(shop.till(&money).await, 2 * PRICE);
    // What the user signs for goes through a program, which the guard is against.
    shop.go_to_end(&alice, -5).await;
    shop.pay_now(&alice, &money).await.refused(TokenError::CpiGuardTransferBlocked as u32);
}

#[tokio::test]
async fn case_10_the_store_does_not_pay_itself() {
    // The payout owner is a customer, and its account both source and destination.
    let owner = Customer { keypair: Keypair::new() };
    let world = World::bare(TokenKind::SplToken, 6, &[]).await;
    let mut shop = Shop::paid_to(world, Shop::TERMS, owner.address()).await;
    let usdc = shop.usdc.clone();
    assert_eq!(usdc.keys.source(&owner.address()), usdc.keys.payout);
    shop.fund(&owner, &usdc, ALL).await;
    shop.open_subscription(&owner).await.unwrap();
    let outcome = shop.subscribe(&owner, ADVANCED, &usdc).await;
    outcome.refused(ErrorCode::ConstraintDuplicateMutableAccount);
    assert_eq!(shop.till(&usdc).await, ALL);
}

#[tokio::test]
async fn case_10_a_mandate_charges_the_users_associated_account_and_no_other() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = promised(&mut shop, ADVANCED, &usdc, PRICE).await;
    let bob = promised(&mut shop, ADVANCED, &usdc, PRICE).await;
    let user = alice.address();
    let mandate = shop.store.mandate(&user, &usdc.mint.address);
    let second = shop.tokens_of(&usdc.mint, &user, ALL).await;
    let approve =
        approve_checked(&usdc.keys.token_program, &second, &usdc.mint.address, &mandate, &user, &[], ALL, 6);
    shop.send(&[approve.unwrap()], &[&alice.keypair]).await.unwrap();
    shop.go_to_end(&alice, -5).await;
    let renew = shop.store.renew(&user, ADVANCED, &usdc.keys, None);
    let source = usdc.keys.source(&user);
    for other in [second, usdc.keys.source(&bob.address()), shop.own.keys.source(&user)] {
        let charged = shop.attempt(renew.clone().with(source, other), &[]).await;
        charged.refused(SubscriptionError::WrongSource);
    }
    // Nor another's mandate for it.
    let of_bob = shop.store.mandate(&bob.address(), &usdc.mint.address);
    let charged = shop.attempt(renew.clone().with(mandate, of_bob), &[]).await;
    charged.refused(SubscriptionError::WrongMandate);
    let charged =
        shop.attempt(renew.with(mandate, of_bob).with(source, usdc.keys.source(&bob.address())), &[]).await;
    charged.refused(SubscriptionError::WrongMandate);
}

#[tokio::test]
async fn case_10_no_mandate_is_granted_on_another_account_than_the_associated_one() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = shop.subscriber(ADVANCED, &usdc).await;
    let bob = shop.subscriber(ADVANCED, &usdc).await;
    let user = alice.address();
    let incarnation = shop.subscription(&alice).await.incarnation;
    let terms = shop.mandate_terms(PRICE, 12).await;
    let mandate = shop.store.mandate(&user, &usdc.mint.address);
    let second = shop.tokens_of(&usdc.mint, &user, ALL).await;
    let grant = shop.store.grant_mandate(shop.payer(), &user, &usdc.keys, terms, incarnation);
    let (program, mint) = (usdc.keys.token_program, usdc.mint.address);
    for (source, owner) in [(second, &alice), (usdc.keys.source(&bob.address()), &bob)] {
        let by = owner.address();
        let approve = approve_checked(&program, &source, &mint, &mandate, &by, &[], terms.total, 6).unwrap();
        shop.send(&[approve], &[&owner.keypair]).await.unwrap();
        let other = grant.clone().with(usdc.keys.source(&user), source);
        shop.attempt(other, &[&alice.keypair]).await.refused(SubscriptionError::WrongSource);
    }
}

#[tokio::test]
async fn case_10_every_payment_goes_to_the_stores_payout_account() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let (alice, thief) = (promised(&mut shop, ADVANCED, &usdc, PRICE).await, shop.customer().await);
    shop.go_to_end(&alice, -5).await;
    let user = alice.address();
    let (consent, source) = (shop.consent(&alice).await, usdc.keys.source(&user));
    let (payout, payout_owner) = (usdc.keys.payout, shop.payout_owner);
    let elsewhere = [
        usdc.keys.source(&thief.address()),
        // The payout owner's, but another.
        shop.tokens_of(&usdc.mint, &payout_owner, 0).await,
        shop.own.keys.payout,
        shop.copy(&payout, usdc.keys.token_program).await,
    ];
    let by_user: &[&Keypair] = &[&alice.keypair];
    for (instruction, signers) in [
        (shop.store.renew(&user, ADVANCED, &usdc.keys, None), &[] as &[&Keypair]),
        (shop.store.pay_now(&user, ADVANCED, &usdc.keys, source, consent), by_user),
        (shop.store.switch_plan(&user, 2, &usdc.keys, source, consent), by_user),
    ] {
        for other in elsewhere {
            let instruction = instruction.clone().with(payout, other);
            shop.attempt(instruction, signers).await.refused(SubscriptionError::WrongPayout);
        }
    }
}

#[tokio::test]
async fn case_10_a_payout_account_that_was_given_away_takes_nothing_more() {
    let owner = Keypair::new();
    let world = World::bare(TokenKind::SplToken, 6, &[]).await;
    let mut shop = Shop::paid_to(world, Shop::TERMS, owner.pubkey()).await;
    let usdc = shop.usdc.clone();
    let alice = promised(&mut shop, ADVANCED, &usdc, PRICE).await;
    let (program, thief) = (usdc.keys.token_program, Pubkey::new_unique());
    let kind = AuthorityType::AccountOwner;
    let give = set_authority(&program, &usdc.keys.payout, Some(&thief), kind, &owner.pubkey(), &[]).unwrap();
    shop.send(&[give], &[&owner]).await.unwrap();
    shop.go_to_end(&alice, -5).await;
    shop.renew(&alice, &usdc).await.refused(SubscriptionError::WrongPayout);
    shop.pay_now(&alice, &usdc).await.refused(SubscriptionError::WrongPayout);
}

#[tokio::test]
async fn case_10_the_mint_and_its_program_are_those_of_the_token() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = promised(&mut shop, ADVANCED, &usdc, PRICE).await;
    shop.go_to_end(&alice, -5).await;
    let renew = shop.store.renew(&alice.address(), ADVANCED, &usdc.keys, None);
    let watched = [usdc.keys.source(&alice.address()), usdc.keys.payout];
    let before = images(&mut shop, &watched).await;
    for program in [spl_token_2022_interface::ID, proxy::ID, solana_system_interface::program::ID] {
        let other = renew.clone().with(usdc.keys.token_program, program);
        shop.attempt(other, &[]).await.refused(SubscriptionError::WrongTokenProgram);
    }
    let copied = shop.copy(&usdc.mint.address, usdc.keys.token_program).await;
    for mint in [shop.own.mint.address, copied] {
        let other = renew.clone().with(usdc.mint.address, mint);
        shop.attempt(other, &[]).await.refused(SubscriptionError::WrongMint);
    }
    // Of the other token, its entry in the store.
    let other = renew.with(usdc.keys.pay_token, shop.own.keys.pay_token);
    shop.attempt(other, &[]).await.refused(SubscriptionError::WrongMint);
    assert_eq!(images(&mut shop, &watched).await, before);
}

#[tokio::test]
async fn case_10_a_signer_pays_with_the_own_tokens_only() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let victim = buyer(&mut shop, &usdc, ALL).await;
    let thief = shop.customer().await;
    let user = thief.address();
    // Even one who may spend them.
    let (program, source) = (usdc.keys.token_program, usdc.keys.source(&victim.address()));
    let approve =
        approve_checked(&program, &source, &usdc.mint.address, &user, &victim.address(), &[], ALL, 6)
            .unwrap();
    shop.send(&[approve], &[&victim.keypair]).await.unwrap();
    shop.open_subscription(&thief).await.unwrap();
    let consent = shop.consent(&thief).await;
    let subscribe = shop.store.subscribe(shop.payer(), &user, ADVANCED, &usdc.keys, source, consent);
    shop.attempt(subscribe, &[&thief.keypair]).await.refused(SubscriptionError::WrongSource);
}
