//! How much has to take part, against one big division.

use num_bigint::BigUint;
use proptest::prelude::*;
use tenure_math::{quorum, Tally, BPS};

use crate::cases;

fn totals() -> impl Strategy<Value = u64> {
    prop_oneof![any::<u64>(), 0..30_000u64, Just(u64::MAX), u64::MAX - 30_000..=u64::MAX]
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn is_the_exact_part_rounded_up(total in totals(), bps in 0..=BPS) {
        let exact = (BigUint::from(total) * bps + 9_999u32) / 10_000u32;
        prop_assert_eq!(BigUint::from(quorum(total, bps)), exact);
        prop_assert!(quorum(total, bps) <= total);
        prop_assert_eq!(quorum(total, bps) == 0, total == 0 || bps == 0);
    }

    #[test]
    fn what_is_out_of_range_counts_as_the_whole(total in totals(), bps in BPS..) {
        prop_assert_eq!(quorum(total, bps), total);
    }

    /// Exactly the quorum is enough, however it is made up of those for and those who abstain; one unit
    /// less is not, whatever is against.
    #[test]
    fn is_met_exactly_or_missed_by_one(total in 1..=u64::MAX, bps in 1..=BPS, part: u64, against: u64) {
        let quorum = quorum(total, bps);
        let in_favour = 1 + part % quorum;
        let against = against % in_favour;
        let met = Tally { in_favour, against, abstaining: quorum - in_favour };
        prop_assert!(met.wins(quorum));
        if met.abstaining > 0 {
            let missed = Tally { abstaining: met.abstaining - 1, ..met };
            prop_assert!(!missed.wins(quorum));
        }
        if in_favour > against + 1 {
            let missed = Tally { in_favour: in_favour - 1, ..met };
            prop_assert!(!missed.wins(quorum));
        }
    }
}

#[test]
fn the_edges() {
    assert_eq!(quorum(0, BPS), 0);
    assert_eq!(quorum(1, 1), 1, "a part of a unit is asked for as a whole one");
    assert_eq!(quorum(10_000, 1), 1);
    assert_eq!(quorum(10_001, 1), 2);
    assert_eq!(quorum(9_999, 5_000), 5_000);
    assert_eq!(quorum(u64::MAX, BPS), u64::MAX);
    assert_eq!(quorum(u64::MAX, 5_000), u64::MAX / 2 + 1);
    // 2^64 - 1 = 1,844,674,407,370,955 * 10,000 + 1,615.
    assert_eq!(quorum(u64::MAX, 1), 1_844_674_407_370_956);
}
