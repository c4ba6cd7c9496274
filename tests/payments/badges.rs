//! Cases 21 and 22: the badge shows the subscription, to its holder only, and hinders nothing.

use membership::MembershipError;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use spl_token_2022_interface::{
    error::TokenError,
    extension::StateWithExtensions,
    instruction::{self as token, AuthorityType},
    state::{Account, Mint},
    ID as TOKEN_2022,
};
use tenure_client::{membership::BadgeMetadata, subscriptions::SubscriptionError};
use tenure_tests::{Customer, OutcomeExt, Shop, ADVANCED, BASIC, PREMIUM, VIP};

use crate::stage::{promised, DAY};

const PRICE: u64 = 30_000_000;

/// How many there are of the customer's badge token, and how many of them the customer holds.
async fn count(shop: &mut Shop, customer: &Customer) -> (u64, u64) {
    let user = customer.address();
    let (mint, held) = (shop.store.badges.mint(&user), shop.store.badges.token(&user));
    let supply = match shop.account(&mint).await {
        Some(mint) => StateWithExtensions::<Mint>::unpack(&mint.data).expect("a mint").base.supply,
        None => 0,
    };
    let amount = match shop.account(&held).await {
        Some(held) => {
            let held = StateWithExtensions::<Account>::unpack(&held.data).expect("an account").base;
            assert_eq!((held.owner, held.mint), (user, mint));
            held.amount
        }
        None => 0,
    };
    (supply, amount)
}

/// What the customer can do to the token.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Deed {
    Burn,
    BurnAndClose,
    DelegateBurns,
}

impl Deed {
    const ALL: [Self; 3] = [Self::Burn, Self::BurnAndClose, Self::DelegateBurns];

    async fn done(self, shop: &mut Shop, customer: &Customer) {
        let user = customer.address();
        let (mint, held) = (shop.store.badges.mint(&user), shop.store.badges.token(&user));
        let burn = |by: &Pubkey| token::burn_checked(&TOKEN_2022, &held, &mint, by, &[], 1, 0).unwrap();
        let delegate = Keypair::new();
        let instructions = match self {
            Self::Burn => vec![burn(&user)],
            Self::BurnAndClose => {
                vec![burn(&user), token::close_account(&TOKEN_2022, &held, &user, &user, &[]).unwrap()]
            }
            Self::DelegateBurns => {
                let approve = token::approve(&TOKEN_2022, &held, &delegate.pubkey(), &user, &[], 1).unwrap();
                vec![approve, burn(&delegate.pubkey())]
            }
        };
        let signers: &[&Keypair] =
            if self == Self::DelegateBurns { &[&customer.keypair, &delegate] } else { &[&customer.keypair] };
        shop.send(&instructions, signers).await.unwrap();
        assert_eq!(count(shop, customer).await, (0, 0), "{self:?}");
    }
}

#[tokio::test]
async fn case_21_the_badge_is_neither_transferred_nor_sold_with_its_account() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = shop.subscriber(ADVANCED, &usdc).await;
    let user = alice.address();
    let (mint, held) = (shop.store.badges.mint(&user), shop.store.badges.token(&user));
    let (at, payer, heir) = (Keypair::new(), shop.payer(), Keypair::new());
    let create = solana_system_interface::instruction::create_account(
        &payer,
        &at.pubkey(),
        10_000_000,
        174,
        &TOKEN_2022,
    );
    let open = token::initialize_account3(&TOKEN_2022, &at.pubkey(), &mint, &heir.pubkey()).unwrap();
    shop.send(&[create, open], &[&at]).await.unwrap();

    let soulbound = TokenError::NonTransferable as u32;
    let give = |by: &Pubkey| {
        token::transfer_checked(&TOKEN_2022, &held, &mint, &at.pubkey(), by, &[], 1, 0).unwrap()
    };
    shop.attempt(give(&user), &[&alice.keypair]).await.refused(soulbound);
    let approve = token::approve(&TOKEN_2022, &held, &heir.pubkey(), &user, &[], 1).unwrap();
    shop.send(&[approve], &[&alice.keypair]).await.unwrap();
    shop.attempt(give(&heir.pubkey()), &[&heir]).await.refused(soulbound);
    let kind = AuthorityType::AccountOwner;
    let sell = token::set_authority(&TOKEN_2022, &held, Some(&heir.pubkey()), kind, &user, &[]).unwrap();
    shop.attempt(sell, &[&alice.keypair]).await.refused(TokenError::ImmutableOwner as u32);
    assert_eq!(count(&mut shop, &alice).await, (1, 1));
}

#[tokio::test]
async fn case_21_there_is_one_badge_whatever_happens_to_it() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = shop.subscriber(ADVANCED, &usdc).await;
    for _ in 0..3 {
        shop.sync_badge(&alice).await.unwrap();
        assert_eq!(count(&mut shop, &alice).await, (1, 1));
    }
    shop.exclude(&alice).await.unwrap();
    assert_eq!(count(&mut shop, &alice).await, (0, 0));
    shop.sync_badge(&alice).await.refused(SubscriptionError::Revoked);
    shop.reinstate(&alice).await.unwrap();
    for _ in 0..2 {
        shop.sync_badge(&alice).await.unwrap();
        assert_eq!(count(&mut shop, &alice).await, (1, 1));
    }
    // Nor by another subscription in its time.
    shop.end(&alice).await.unwrap();
    shop.subscribe(&alice, VIP, &usdc).await.unwrap();
    assert_eq!(count(&mut shop, &alice).await, (1, 1));
}

#[tokio::test]
async fn case_21_the_badge_has_the_tier_and_the_time_of_the_subscription() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = promised(&mut shop, BASIC, &usdc, PRICE).await;
    for (step, tier) in [1, 3, 3, 2, 2].into_iter().enumerate() {
        match step {
            0 => {}
            1 => drop(shop.switch_plan(&alice, PREMIUM, &usdc).await.unwrap()),
            2 => drop(shop.schedule_change(&alice, ADVANCED).await.unwrap()),
            3 => {
                // Another plan begins where the paid time ends.
                shop.go_to_end(&alice, 0).await;
                shop.renew(&alice, &usdc).await.unwrap();
            }
            _ => drop(shop.end(&alice).await.unwrap()),
        }
        let (subscription, badge) =
            (shop.subscription(&alice).await, shop.badge(&alice).await.expect("a badge"));
        assert_eq!((subscription.tier, badge.tier), (tier, tier), "step {step}");
        assert_eq!(badge.expires_at, subscription.paid_through(), "step {step}");
        if step < 4 {
            shop.assert_access(&alice, tier).await.unwrap();
            shop.assert_access(&alice, tier + 1).await.refused(SubscriptionError::TierTooLow);
            // On the token too, once anyone brings it in line.
            shop.sync_badge(&alice).await.unwrap();
            let mint = shop.store.badges.mint(&alice.address());
            let shown = BadgeMetadata::read(&shop.account(&mint).await.unwrap().data).unwrap();
            let names = ["Basic", "Advanced", "Premium"];
            assert!(
                shown.name.contains(names[usize::from(tier) - 1])
                    || shown.field("tier").is_some_and(|text| text.contains(names[usize::from(tier) - 1])),
                "{shown:?}"
            );
        }
    }
}

#[tokio::test]
async fn case_22_a_burned_badge_stops_no_renewal_switch_or_end() {
    for deed in Deed::ALL {
        let mut shop = Shop::new().await;
        let usdc = shop.usdc.clone();
        let alice = promised(&mut shop, ADVANCED, &usdc, 100_000_000).await;
        deed.done(&mut shop, &alice).await;
        shop.assert_access(&alice, 2).await.unwrap();
        shop.go_to_end(&alice, -5).await;
        shop.renew(&alice, &usdc).await.unwrap();
        shop.switch_plan(&alice, PREMIUM, &usdc).await.unwrap();
        shop.sync_badge(&alice).await.unwrap();
        let badge = shop.badge(&alice).await.expect("a badge");
        assert_eq!((badge.tier, badge.expires_at), (3, shop.subscription(&alice).await.paid_through()));
        // Anyone brings the token back.
        let rebuild = shop.store.badges.rebuild(shop.payer(), &alice.address());
        shop.attempt(rebuild, &[]).await.unwrap();
        assert_eq!(count(&mut shop, &alice).await, (1, 1), "{deed:?}");
        deed.done(&mut shop, &alice).await;
        shop.end(&alice).await.unwrap();
        shop.subscribe(&alice, BASIC, &usdc).await.unwrap();
        shop.assert_access(&alice, 1).await.unwrap();
    }
}

#[tokio::test]
async fn case_22_a_burned_badge_stops_no_exclusion() {
    for deed in Deed::ALL {
        let mut shop = Shop::new().await;
        let usdc = shop.usdc.clone();
        let alice = shop.subscriber(ADVANCED, &usdc).await;
        deed.done(&mut shop, &alice).await;
        shop.exclude(&alice).await.unwrap();
        shop.assert_access(&alice, 0).await.refused(SubscriptionError::Revoked);
        shop.reinstate(&alice).await.unwrap();
        shop.sync_badge(&alice).await.unwrap();
        assert_eq!(count(&mut shop, &alice).await, (1, 1), "{deed:?}");
    }
}

#[tokio::test]
async fn case_22_a_burned_badge_expires_and_is_issued_anew() {
    for deed in Deed::ALL {
        let mut shop = Shop::new().await;
        let usdc = shop.usdc.clone();
        let alice = shop.subscriber(ADVANCED, &usdc).await;
        deed.done(&mut shop, &alice).await;
        shop.go_to_end(&alice, 3 * 86_400).await;
        let badge = shop.badge(&alice).await.expect("a badge");
        let expire = shop.store.badges.expire(&badge);
        shop.attempt(expire, &[]).await.unwrap();
        assert!(shop.badge(&alice).await.is_none());
        shop.subscribe(&alice, VIP, &usdc).await.unwrap();
        assert_eq!(count(&mut shop, &alice).await, (1, 1), "{deed:?}");
        assert_eq!(shop.badge(&alice).await.expect("a badge").tier, 4);
    }
}

#[tokio::test]
async fn case_22_no_badge_is_removed_before_the_subscription_is_lost() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = promised(&mut shop, ADVANCED, &usdc, PRICE).await;
    let early = shop.badge(&alice).await.expect("a badge");
    shop.go_to_end(&alice, 3 * 86_400 - 1).await;
    let expire = shop.store.badges.expire(&early);
    shop.attempt(expire.clone(), &[]).await.refused(MembershipError::NotExpired);
    shop.renew(&alice, &usdc).await.unwrap();
    let then = shop.now().await;
    shop.set_time(then + DAY).await;
    shop.attempt(expire, &[]).await.refused(MembershipError::NotExpired);
    assert_eq!(count(&mut shop, &alice).await, (1, 1));
}

#[tokio::test]
async fn case_22_badges_that_are_anothers_to_issue_stop_no_renewal() {
    let mut shop = Shop::new().await;
    let usdc = shop.usdc.clone();
    let alice = promised(&mut shop, ADVANCED, &usdc, 100_000_000).await;
    let (ruler, heir) = (shop.ruler.insecure_clone(), Keypair::new());
    let offer = shop.store.offer_collection(ruler.pubkey(), heir.pubkey());
    let accept = shop.store.badges.accept_authority(heir.pubkey());
    shop.send(&[offer, accept], &[&ruler, &heir]).await.unwrap();
    let before = shop.badge(&alice).await.expect("a badge").expires_at;
    shop.go_to_end(&alice, -5).await;
    shop.renew(&alice, &usdc).await.unwrap();
    shop.switch_plan(&alice, PREMIUM, &usdc).await.unwrap();
    shop.assert_access(&alice, 3).await.unwrap();
    assert_eq!(shop.badge(&alice).await.expect("a badge").expires_at, before);
    shop.sync_badge(&alice).await.refused(SubscriptionError::NotIssuer);
    // Its new issuer takes it away: what was paid is paid.
    let badge = shop.badge(&alice).await.expect("a badge");
    let revoke = shop.store.badges.revoke(heir.pubkey(), &badge);
    shop.send(&[revoke], &[&heir]).await.unwrap();
    shop.assert_access(&alice, 3).await.unwrap();
    shop.go_to_end(&alice, -5).await;
    shop.renew(&alice, &usdc).await.unwrap();
    shop.exclude(&alice).await.unwrap();
}
