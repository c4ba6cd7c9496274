//! Who pays a claim record's rent, and who gets it back.

use revenue::RevenueError;
use solana_account::Account;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_tests::{OutcomeExt, Owner, Platform};

const FUNDS: u64 = 1_000_000_000;

/// Alice has a lock and Carol some lamports.
async fn sponsored() -> (Platform, Owner, Keypair) {
    let mut platform = Platform::new().await;
    let (alice, carol) = (platform.owner(1_000).await, Keypair::new());
    platform.lock(&alice, 1_000, 52).await.unwrap();
    platform.set_account(&carol.pubkey(), Account { lamports: FUNDS, ..Account::default() });
    (platform, alice, carol)
}

async fn lamports(platform: &mut Platform, address: &Pubkey) -> u64 {
    platform.account(address).await.map_or(0, |account| account.lamports)
}

async fn leave(platform: &mut Platform, owner: &Owner) {
    platform.exit_early(owner, u64::MAX).await.unwrap();
    platform.close_lock(owner, 0).await.unwrap();
}

#[tokio::test]
async fn anyone_pays_and_gets_it_back() {
    let (mut platform, alice, carol) = sponsored().await;
    let open = platform.revenue.open_claim_record(carol.pubkey(), &alice.address());
    platform.attempt(open, &[&carol]).await.unwrap();
    let record = platform.revenue.record(&alice.address());
    let rent = lamports(&mut platform, &record).await;
    assert!(rent > 0);
    assert_eq!(lamports(&mut platform, &carol.pubkey()).await, FUNDS - rent);
    assert_eq!(platform.record_of(&alice).await.rent_payer, carol.pubkey());

    leave(&mut platform, &alice).await;
    // Not to the owner, nor to who sends the transaction, nor to anyone else.
    for other in [alice.address(), platform.payer(), Pubkey::new_unique()] {
        let close = platform.revenue.close_claim_record(&alice.address(), other);
        platform.attempt(close, &[]).await.refused(RevenueError::WrongRentPayer);
    }
    let close = platform.revenue.close_claim_record(&alice.address(), carol.pubkey());
    platform.attempt(close, &[]).await.unwrap();
    assert_eq!(lamports(&mut platform, &carol.pubkey()).await, FUNDS);
    assert_eq!(platform.account(&record).await, None);
}

#[tokio::test]
async fn a_payer_without_the_means_is_refused() {
    let (mut platform, alice, carol) = sponsored().await;
    platform.set_account(&carol.pubkey(), Account { lamports: 1_000_000, ..Account::default() });
    let open = platform.revenue.open_claim_record(carol.pubkey(), &alice.address());
    // Code 1 of the system program: not enough lamports.
    platform.attempt(open, &[&carol]).await.refused(1);
    assert_eq!(lamports(&mut platform, &carol.pubkey()).await, 1_000_000);
}

#[tokio::test]
async fn lamports_sent_ahead_do_not_stop_a_record() {
    let (mut platform, alice, carol) = sponsored().await;
    let record = platform.revenue.record(&alice.address());
    platform.set_account(&record, Account { lamports: 1, ..Account::default() });
    let open = platform.revenue.open_claim_record(carol.pubkey(), &alice.address());
    platform.attempt(open, &[&carol]).await.unwrap();
    // Carol pays what was missing, and gets back all there is.
    let rent = lamports(&mut platform, &record).await;
    assert_eq!(lamports(&mut platform, &carol.pubkey()).await, FUNDS + 1 - rent);
    leave(&mut platform, &alice).await;
    let close = platform.revenue.close_claim_record(&alice.address(), carol.pubkey());
    platform.attempt(close, &[]).await.unwrap();
    assert_eq!(lamports(&mut platform, &carol.pubkey()).await, FUNDS + 1);
}

#[tokio::test]
async fn a_wallet_pays_for_its_own_lock_and_gets_it_back() {
    let mut platform = Platform::new().await;
    let wallet = platform.payer();
    let tokens = platform.token_account(&wallet, 1_000).await;
    let lock = platform.keys.create_lock(wallet, wallet, tokens, 1_000, 52);
    let open = platform.revenue.open_claim_record(wallet, &wallet);
    platform.send(&[lock, open], &[]).await.unwrap();
    let record = platform.revenue.record(&wallet);
    let rent = lamports(&mut platform, &record).await;
    let leave =
        [platform.keys.exit_early(wallet, tokens, u64::MAX), platform.keys.close_lock(wallet, wallet, 0)];
    platform.send(&leave, &[]).await.unwrap();
    let before = lamports(&mut platform, &wallet).await;
    let close = platform.revenue.close_claim_record(&wallet, wallet);
    platform.send(&[close], &[]).await.unwrap();
    // One signature's fee.
    assert_eq!(lamports(&mut platform, &wallet).await, before + rent - 5_000);
}
