//! One key that does everything: it pays the fees, and is the user and the authority.

use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_client::subscriptions::{consent_to, Consent, Subscription};
use tenure_tests::{Money, Shop, ADVANCED, BASIC, START};

/// The payer's consent to any charge.
async fn consent(shop: &mut Shop, user: &Pubkey) -> Consent {
    let seen = shop.find_subscription(user).await;
    consent_to(seen.as_ref(), u64::MAX, u64::MAX)
}

async fn seen(shop: &mut Shop, user: &Pubkey) -> Subscription {
    shop.find_subscription(user).await.unwrap()
}

#[tokio::test]
async fn a_wallet_does_everything_alone() {
    let mut shop = Shop::new().await;
    let (store, wallet, usdc): (_, _, Money) = (shop.store, shop.payer(), shop.usdc.clone());
    let ruler = shop.ruler.insecure_clone();
    let hand_over = [store.propose_authority(ruler.pubkey(), wallet), store.accept_authority(wallet)];
    shop.send(&hand_over, &[&ruler]).await.unwrap();
    let source = shop.tokens_of(&usdc.mint, &wallet, 100_000_000).await;
    let purse = shop.tokens_of(&usdc.mint, &wallet, 100_000_000).await;

    let signed = consent(&mut shop, &wallet).await;
    let begin = [
        store.open_subscription(wallet, &wallet),
        store.subscribe(wallet, &wallet, BASIC, &usdc.keys, source, signed),
    ];
    shop.send(&begin, &[]).await.unwrap();

    let signed = consent(&mut shop, &wallet).await;
    for instruction in [
        store.switch_plan(&wallet, ADVANCED, &usdc.keys, source, signed),
        store.schedule_change(&wallet, BASIC),
        store.unschedule_change(&wallet),
        store.cancel(&wallet),
        store.take_back_cancellation(&wallet),
        store.end(wallet, &wallet),
        store.refund(wallet, &wallet, &usdc.keys, purse, source, 30_000_000),
    ] {
        shop.attempt(instruction, &[]).await.unwrap();
    }
    let ended = seen(&mut shop, &wallet).await;
    assert_eq!((ended.credit, ended.paid_through(), ended.cancelled), (0, START, 1));
    assert_eq!((shop.balance(&source).await, shop.balance(&purse).await), (100_000_000, 70_000_000));
}
