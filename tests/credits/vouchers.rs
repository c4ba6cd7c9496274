//! Which credit a voucher is for: this store's, this user's, this token's, and as it was opened this time.

use solana_keypair::Keypair;
use solana_signer::Signer;
use tenure_client::subscriptions::{SubscriptionError, Voucher};
use tenure_tests::{Outcome, OutcomeExt, Shop, Tab, START};

use crate::stage::{deposited, in_another_token, Neighbour, DEPOSIT, NOTICE};

/// What is settled of `tab` with a voucher that its session key signed for `other`.
async fn crossed(shop: &mut Shop, tab: &Tab, other: &Tab) -> Outcome {
    let here = shop.voucher(tab, 17_000).await;
    let there = Voucher { credit: other.credit, ..here };
    let [_, settle] = shop.settlement(tab, &here);
    shop.attempt_all(&[tab.verification(&there), settle], &[]).await
}

/// The customer closes the credit when the notice is over and opens it in the same second again, with that
/// session key.
async fn reopen(shop: &mut Shop, tab: &Tab, session: &Keypair) {
    shop.request_close_credit(tab).await.unwrap();
    shop.set_time(START + NOTICE).await;
    shop.withdraw_credit(tab).await.unwrap();
    let open = shop.store.open_credit(shop.payer(), &tab.user(), &tab.money.keys, session.pubkey());
    shop.attempt(open, &[&tab.customer.keypair]).await.unwrap();
}

#[tokio::test]
async fn another_users_counts_nothing_with_the_same_key() {
    let (mut shop, tab) = deposited().await;
    let usdc = tab.money.clone();
    let bobs = shop.unopened_tab(&usdc).await;
    let bobs = Tab { session: tab.session.insecure_clone(), ..bobs };
    shop.open_credit(&bobs).await.unwrap();
    shop.deposit_credit(&bobs, DEPOSIT).await.unwrap();
    crossed(&mut shop, &tab, &bobs).await.refused(SubscriptionError::WrongVoucher);
    crossed(&mut shop, &bobs, &tab).await.refused(SubscriptionError::WrongVoucher);
    shop.settle(&bobs, 17_000).await.unwrap();
    assert_eq!((shop.credit(&tab).await.settled, shop.credit(&bobs).await.settled), (0, 17_000));
}

#[tokio::test]
async fn another_stores_counts_nothing_with_the_same_key() {
    let (mut shop, tab) = deposited().await;
    let there = Neighbour::of(&mut shop, &tab.money).await;
    let theirs = there.tab(&mut shop, &tab).await;
    crossed(&mut shop, &tab, &theirs).await.refused(SubscriptionError::WrongVoucher);
    shop.settle(&tab, 17_000).await.unwrap();
    assert_eq!((shop.credit(&tab).await.settled, shop.credit(&theirs).await.settled), (17_000, 0));
}

#[tokio::test]
async fn another_tokens_counts_nothing_with_the_same_key() {
    let (mut shop, tab) = deposited().await;
    let own = shop.own.clone();
    let in_own = in_another_token(&mut shop, &tab, &own).await;
    crossed(&mut shop, &tab, &in_own).await.refused(SubscriptionError::WrongVoucher);
    crossed(&mut shop, &in_own, &tab).await.refused(SubscriptionError::WrongVoucher);
    shop.settle(&in_own, 17_000).await.unwrap();
    assert_eq!((shop.till(&own).await, shop.till(&tab.money).await), (17_000, 0));
}

#[tokio::test]
async fn an_earlier_credits_counts_nothing_at_the_same_address() {
    let (mut shop, tab) = deposited().await;
    let old = Voucher { valid_until: u64::MAX, ..shop.voucher(&tab, 17_000).await };
    reopen(&mut shop, &tab, &tab.session).await;
    shop.deposit_credit(&tab, DEPOSIT).await.unwrap();
    let (credit, new) = (shop.credit(&tab).await, shop.voucher(&tab, 17_000).await);
    assert_eq!((old.credit, old.incarnation), (new.credit, START));
    assert_eq!((credit.incarnation, credit.settled), (START + NOTICE, 0));

    shop.settle_voucher(&tab, &old).await.refused(SubscriptionError::WrongVoucher);
    shop.settle_voucher(&tab, &new).await.unwrap();
    // Of the new credit, a higher sum of the old one is nothing either.
    let higher = Voucher { cumulative: 34_000, ..old };
    shop.settle_voucher(&tab, &higher).await.refused(SubscriptionError::WrongVoucher);
    assert_eq!(shop.till(&tab.money).await, 17_000);
}

#[tokio::test]
async fn a_later_credits_counts_nothing_before() {
    let (mut shop, tab) = deposited().await;
    let now = shop.voucher(&tab, 17_000).await;
    for incarnation in [now.incarnation + 1, now.incarnation - 1, 0, u64::MAX] {
        let other = Voucher { incarnation, ..now };
        shop.settle_voucher(&tab, &other).await.refused(SubscriptionError::WrongVoucher);
    }
    shop.settle_voucher(&tab, &now).await.unwrap();
}

#[tokio::test]
async fn a_key_that_was_named_before_counts_nothing_after() {
    let (mut shop, tab) = deposited().await;
    reopen(&mut shop, &tab, &Keypair::new()).await;
    shop.deposit_credit(&tab, DEPOSIT).await.unwrap();
    // Signed by the first key, for the credit as it is now.
    shop.settle(&tab, 17_000).await.refused(SubscriptionError::WrongVoucher);
}

#[tokio::test]
async fn sums_begin_anew() {
    let (mut shop, tab) = deposited().await;
    shop.settle(&tab, 51_000).await.unwrap();
    reopen(&mut shop, &tab, &tab.session).await;
    shop.deposit_credit(&tab, 34_000).await.unwrap();
    shop.settle(&tab, 34_001).await.refused(SubscriptionError::AboveDeposit);
    shop.settle(&tab, 17_000).await.unwrap();
    shop.settle(&tab, 34_000).await.unwrap();
    assert_eq!(shop.till(&tab.money).await, 85_000);
}

#[tokio::test]
async fn many_calls_of_many_users_are_each_their_own() {
    let (mut shop, first) = deposited().await;
    let usdc = first.money.clone();
    let mut tabs = vec![first];
    for _ in 0..3 {
        tabs.push(shop.tab(&usdc, DEPOSIT).await);
    }
    let mut paid = 0;
    for round in 1..=3 {
        for (place, tab) in (1..).zip(&tabs) {
            shop.settle(tab, round * place * Shop::CALL).await.unwrap();
            paid += place * Shop::CALL;
            assert_eq!(shop.till(&usdc).await, paid);
        }
    }
    for (place, tab) in (1..).zip(&tabs) {
        let used = 3 * place * Shop::CALL;
        assert_eq!(shop.credit(tab).await.settled, used);
        assert_eq!(shop.balance(&tab.vault).await, DEPOSIT - used);
    }
}
