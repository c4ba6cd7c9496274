//! The price of leaving early, against one big division.

use proptest::prelude::*;
use tenure_math::{early_exit_penalty, BPS, MAX_PENALTY_BPS, MAX_SECONDS};
use tenure_model::penalty;

use crate::cases;

fn amounts() -> impl Strategy<Value = u64> {
    prop_oneof![any::<u64>(), 0..1_000u64, Just(u64::MAX)]
}

fn seconds() -> impl Strategy<Value = u64> {
    prop_oneof![0..=MAX_SECONDS, Just(1), Just(MAX_SECONDS)]
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn is_the_exact_price_rounded_up(amount in amounts(), bps in 0..=BPS, left in seconds()) {
        let price = early_exit_penalty(amount, bps, left);
        prop_assert_eq!(price, penalty(amount, bps, left));
        prop_assert!(price <= amount);
    }

    #[test]
    fn never_falls_as_anything_grows(
        amount in (amounts(), amounts()),
        bps in (0..=BPS, 0..=BPS),
        left in (seconds(), seconds()),
    ) {
        let less = early_exit_penalty(amount.0.min(amount.1), bps.0.min(bps.1), left.0.min(left.1));
        let more = early_exit_penalty(amount.0.max(amount.1), bps.0.max(bps.1), left.0.max(left.1));
        prop_assert!(less <= more);
    }

    #[test]
    fn what_is_out_of_range_counts_as_the_whole(amount in amounts(), bps: u16, left: u64) {
        let held = early_exit_penalty(amount, bps.min(BPS), left.min(MAX_SECONDS));
        prop_assert_eq!(early_exit_penalty(amount, bps, left), held);
    }

    #[test]
    fn is_nothing_without_time_amount_or_rate(amount: u64, bps in 0..=BPS, left in seconds()) {
        prop_assert_eq!(early_exit_penalty(amount, bps, 0), 0);
        prop_assert_eq!(early_exit_penalty(amount, 0, left), 0);
        prop_assert_eq!(early_exit_penalty(0, bps, left), 0);
    }
}

#[test]
fn the_edges() {
    // A single base unit is the least that anything costs.
    assert_eq!(early_exit_penalty(1, 1, 1), 1);
    assert_eq!(early_exit_penalty(1, MAX_PENALTY_BPS, MAX_SECONDS), 1);
    assert_eq!(early_exit_penalty(2, MAX_PENALTY_BPS, MAX_SECONDS), 1);
    assert_eq!(early_exit_penalty(3, MAX_PENALTY_BPS, MAX_SECONDS), 2);
    // Everything, and half of it rounded up.
    assert_eq!(early_exit_penalty(u64::MAX, BPS, MAX_SECONDS), u64::MAX);
    assert_eq!(early_exit_penalty(u64::MAX, MAX_PENALTY_BPS, MAX_SECONDS), u64::MAX / 2 + 1);
    // One second less than the whole term rounds back up to the whole of a small amount.
    assert_eq!(early_exit_penalty(10_000, BPS, MAX_SECONDS - 1), 10_000);
    assert_eq!(early_exit_penalty(u64::MAX, BPS, MAX_SECONDS - 1), penalty(u64::MAX, BPS, MAX_SECONDS - 1));
}
