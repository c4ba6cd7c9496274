use locker::{Lock, Locker};
use tenure_math::{early_exit_penalty, start_of};

use super::PowerView;

/// The second that counts for a locker at the clock's second `t`: never before its newest week.
pub fn counting_second(locker: &Locker, t: u64) -> u64 {
    t.max(start_of(locker.week))
}

/// What the `power` view would answer at second `t`, if nothing but time changes until then.
pub fn power_at(locker: &Locker, lock: &Lock, t: u64) -> PowerView {
    let t = counting_second(locker, t);
    PowerView { lock: lock.stake().power_at(t), total: locker.power_at(t) }
}

/// What leaving a running lock at second `t` would cost.
pub fn penalty_at(locker: &Locker, lock: &Lock, t: u64) -> u64 {
    let stake = lock.stake();
    early_exit_penalty(stake.amount, locker.penalty_bps, stake.seconds_left(counting_second(locker, t)))
}

#[cfg(test)]
mod tests {
    use bytemuck::Zeroable;
    use tenure_math::{PERMANENT, WEEK};

    use super::*;

    fn lock(amount: u64, end_week: u32) -> Lock {
        Lock { amount, end_week, ..Lock::zeroed() }
    }

    #[test]
    fn power_falls_with_time_and_never_before_the_newest_week() {
        let mut locker = Locker { week: 100, ..Locker::zeroed() };
        let lock = lock(2_080, 204);
        locker.count(lock.stake()).unwrap_or_else(|_| panic!("fits"));
        assert_eq!(power_at(&locker, &lock, 100 * WEEK), PowerView { lock: 1_040, total: 1_040 });
        assert_eq!(power_at(&locker, &lock, 0), PowerView { lock: 1_040, total: 1_040 });
        assert_eq!(power_at(&locker, &lock, 203 * WEEK), PowerView { lock: 10, total: 10 });
        assert_eq!(power_at(&locker, &lock, 204 * WEEK), PowerView { lock: 0, total: 0 });
    }

    #[test]
    fn the_penalty_is_linear_in_the_time_left() {
        let locker = Locker { week: 100, penalty_bps: 5_000, ..Locker::zeroed() };
        assert_eq!(penalty_at(&locker, &lock(1_000, 308), 100 * WEEK), 500);
        assert_eq!(penalty_at(&locker, &lock(1_000, 204), 100 * WEEK), 250);
        assert_eq!(penalty_at(&locker, &lock(1_000, 204), 204 * WEEK), 0);
        assert_eq!(penalty_at(&locker, &lock(1_000, PERMANENT), 204 * WEEK), 500);
    }
}
