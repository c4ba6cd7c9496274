//! What the view and the client say of a claim, held against each other and against what it pays.

use revenue::{ClaimRecord, RevenueError};
use tenure_client::revenue::{claimable_at, ClaimableView};
use tenure_tests::{Currency, OutcomeExt, Owner, Platform};

/// What the view says. The client works the same out of the accounts.
pub async fn seen(platform: &mut Platform, owner: &Owner, currency: &Currency) -> ClaimableView {
    let view = platform.claimable(owner, currency).await.unwrap();
    let (locker, lock) = (platform.locker().await, platform.lock_of(&owner.address()).await);
    let record = platform.revenue.record(&owner.address());
    let record: Option<ClaimRecord> = platform.read(&record).await;
    let (pool, now) = (platform.pool(currency).await, platform.now().await);
    assert_eq!(claimable_at(&locker, &lock, record.as_ref(), &pool, now), Some(view));
    view
}

/// What one claim of up to `max_weeks` pays.
pub async fn paid(platform: &mut Platform, owner: &Owner, currency: &Currency, max_weeks: u8) -> u64 {
    let before = platform.received(owner, currency).await;
    platform.claim(owner, currency, max_weeks).await.unwrap();
    platform.received(owner, currency).await - before
}

/// Claims until nothing is left: what the view says, amount and weeks. Returns the amount.
pub async fn claim_all(platform: &mut Platform, owner: &Owner, currency: &Currency) -> u64 {
    let view = seen(platform, owner, currency).await;
    let mut amount = 0;
    for _ in 0..view.to_week.saturating_sub(view.from_week).div_ceil(26) {
        amount += paid(platform, owner, currency, 26).await;
    }
    assert_eq!(amount, view.amount, "the claims pay what the view says");
    platform.claim(owner, currency, 26).await.refused(RevenueError::NothingToClaim);
    let nothing = ClaimableView { amount: 0, from_week: view.from_week.max(view.to_week), ..view };
    assert_eq!(seen(platform, owner, currency).await, nothing);
    amount
}
