use locker::{Lock, Locker};
use revenue::{claimable_weeks, standings, ClaimRecord, Pool};
use tenure_math::week_of;

use super::ClaimableView;

/// What the `claimable` view would answer at second `t`, from accounts that were read: without a
/// `record`, for a lock that has not claimed yet. `None` if the amount passes `u64::MAX`, as it cannot
/// while the pool's vault holds it.
pub fn claimable_at(
    locker: &Locker,
    lock: &Lock,
    record: Option<&ClaimRecord>,
    pool: &Pool,
    t: u64,
) -> Option<ClaimableView> {
    let unopened: ClaimRecord = bytemuck::Zeroable::zeroed();
    let current = week_of(t).max(locker.week);
    let weeks = claimable_weeks(record.unwrap_or(&unopened), pool, lock, current);
    let amount = pool.earned(standings(locker, lock, &weeks)).ok()?;
    Some(ClaimableView { amount, from_week: weeks.start, to_week: weeks.end })
}
