//! A stretch of paid time, against exact fractions.

use num_bigint::BigUint;
use proptest::prelude::*;
use tenure_math::billing::Segment;

use crate::cases;

/// Periods of a few seconds and of years, segments in them that begin anywhere, and a second around them.
fn segments() -> impl Strategy<Value = (Segment, u64)> {
    let lengths = prop_oneof![1..20u64, 2_419_200..=31_622_400u64];
    (0..3_000_000_000u64, lengths, any::<u64>(), any::<u64>(), any::<u64>()).prop_map(
        |(period_start, length, into, value, at)| {
            let end = period_start + length;
            let start = period_start + into % length;
            let now = (period_start + at % (length * 2)).saturating_sub(length / 2);
            (Segment { period_start, start, end, value }, now)
        },
    )
}

proptest! {
    #![proptest_config(cases(4_000))]

    #[test]
    fn is_the_exact_part_rounded_against_the_payer((segment, now) in segments(), price: u64) {
        let Segment { period_start, start, end, value } = segment;
        let left = if now >= end { 0 } else { end - now.max(start) };
        prop_assert_eq!(segment.seconds_left(now), left);
        let unused = BigUint::from(value) * left / (end - start);
        prop_assert_eq!(BigUint::from(segment.unused(now)), unused);
        let period = BigUint::from(end - period_start);
        let cost = (BigUint::from(price) * left + &period - 1u32) / period;
        prop_assert_eq!(BigUint::from(segment.cost(price, now)), cost);
        prop_assert!(segment.unused(now) <= value && segment.cost(price, now) <= price);
    }

    /// Buying what is left and selling it back later never gains, at any price and second.
    #[test]
    fn what_was_bought_is_never_worth_more_than_it_costs((segment, now) in segments(), price: u64, passed: u32) {
        let now = now.min(segment.end - 1);
        let bought = Segment { start: now.max(segment.start), value: segment.cost(price, now), ..segment };
        let later = bought.start + u64::from(passed) % (bought.end - bought.start);
        prop_assert!(bought.unused(later) <= bought.cost(price, later));
        prop_assert_eq!(bought.unused(bought.start), bought.value);
    }

    /// It holds for what no program writes: nothing is worth more than its value, or costs more than its price.
    #[test]
    fn holds_for_any_segment((period_start, start, end, value) in any::<(u64, u64, u64, u64)>(), price: u64, now: u64) {
        let segment = Segment { period_start, start, end, value };
        prop_assert!(segment.unused(now) <= value);
        prop_assert!(segment.cost(price, now) <= price);
        prop_assert!(!segment.is_none() || segment.unused(now) == 0);
    }
}

#[test]
fn the_edges() {
    let segment = Segment { period_start: 100, start: 104, end: 110, value: 7 };
    // 7 * 6/6, 7 * 5/6 = 5.83, 7 * 1/6 = 1.17; 10 * 6/10, 10 * 5/10, 10 * 1/10.
    for (now, unused, cost) in
        [(0, 7, 6), (100, 7, 6), (104, 7, 6), (105, 5, 5), (109, 1, 1), (110, 0, 0), (u64::MAX, 0, 0)]
    {
        assert_eq!((segment.unused(now), segment.cost(10, now)), (unused, cost), "at {now}");
    }
    // 11 * 5/10 = 5.5 is 6 to pay.
    assert_eq!(segment.cost(11, 105), 6);
    assert_eq!((Segment::NONE.unused(0), Segment::NONE.cost(u64::MAX, 0)), (0, 0));
    let whole = Segment { period_start: 0, start: 0, end: u64::MAX, value: u64::MAX };
    assert_eq!((whole.unused(1), whole.cost(u64::MAX, 1)), (u64::MAX - 1, u64::MAX - 1));
}
