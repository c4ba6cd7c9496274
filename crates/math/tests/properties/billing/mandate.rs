//! Caps, against the list of what was charged.

use num_bigint::BigUint;
use proptest::{collection::vec, prelude::*};
use tenure_math::billing::{Mandate, MandateRefusal};
use tenure_model::billing::Consent;

use crate::cases;

const GRANTED: Mandate =
    Mandate { total_left: 250, per_charge: 60, per_period: 100, expires_at: 1_000, period: 0, spent: 0 };

proptest! {
    #![proptest_config(cases(1_000))]

    #[test]
    fn follows_the_list(
        caps in (1..=100u64, 0..=100u64, 0..=400u64),
        scale in prop_oneof![Just(1), Just(u64::MAX / 700)],
        acts in vec((0..1_100u64, 0..6u64, 0..140u64), 0..80),
    ) {
        let (per_charge, per_period) = (caps.0 * scale, (caps.0 + caps.1) * scale);
        let total = per_period + caps.2 * scale;
        let mut mandate =
            Mandate { total_left: total, per_charge, per_period, expires_at: 1_000, period: 0, spent: 0 };
        prop_assert!(mandate.is_valid(0));
        let mut consent = Consent::new(total, per_charge, per_period, 1_000);
        for (now, period, amount) in acts {
            let amount = amount * scale;
            let (before, most) = (mandate, mandate.most(now, period));
            let charged = mandate.charge(now, period, amount);
            prop_assert_eq!(charged.is_ok(), consent.charge(now, period, amount));
            prop_assert_eq!(charged.is_ok(), now < 1_000 && amount <= most);
            if charged.is_err() || amount == 0 {
                prop_assert_eq!(mandate, before, "nothing was charged");
            }
            prop_assert_eq!(BigUint::from(total - mandate.total_left), consent.charged());
            prop_assert_eq!(BigUint::from(mandate.spent), consent.charged_for(mandate.period));
            prop_assert!(mandate.spent <= per_period);
        }
        prop_assert!(consent.charged() <= BigUint::from(total));
    }

    /// A mandate that no program grants still never gives more than its total.
    #[test]
    fn holds_for_any_mandate(
        (total_left, per_charge, per_period, expires_at, period, spent) in any::<(u64, u64, u64, u64, u64, u64)>(),
        acts in vec(any::<(u64, u64, u64)>(), 0..20),
    ) {
        let mut mandate = Mandate { total_left, per_charge, per_period, expires_at, period, spent };
        let mut sum = 0u128;
        for (now, period, amount) in acts {
            let most = mandate.most(now, period);
            if mandate.charge(now, period, amount).is_ok() {
                prop_assert!(amount <= most && now < expires_at);
                sum += u128::from(amount);
            }
        }
        prop_assert!(sum <= u128::from(total_left));
        prop_assert_eq!(sum, u128::from(total_left - mandate.total_left));
    }
}

#[test]
fn each_cap_is_met_exactly_and_not_passed_by_one() {
    let mut mandate = GRANTED;
    assert_eq!(mandate.charge(10, 5, 61), Err(MandateRefusal::AboveCharge));
    assert_eq!(mandate, GRANTED);
    assert_eq!(mandate.charge(10, 5, 60), Ok(()));
    assert_eq!(mandate.charge(10, 5, 41), Err(MandateRefusal::AbovePeriod));
    assert_eq!(mandate.charge(10, 5, 40), Ok(()));
    assert_eq!(mandate.charge(10, 5, 1), Err(MandateRefusal::AbovePeriod));
    assert_eq!(mandate.charge(10, 4, 1), Err(MandateRefusal::AbovePeriod), "an earlier period is no new one");
    assert_eq!(mandate.charge(10, 5, 0), Ok(()));
    assert_eq!(mandate, Mandate { total_left: 150, period: 5, spent: 100, ..GRANTED });
    // 150 left: 60 and 40 for the next period, 50 for the one after it.
    assert_eq!(mandate.charge(10, 6, 60), Ok(()));
    assert_eq!(mandate.charge(10, 6, 40), Ok(()));
    assert_eq!(mandate.charge(10, 7, 51), Err(MandateRefusal::AboveTotal));
    assert_eq!(mandate.charge(10, 7, 50), Ok(()));
    assert_eq!(mandate.charge(10, 8, 1), Err(MandateRefusal::AboveTotal));
}

#[test]
fn it_lasts_to_the_second_before_it_expires() {
    let mut mandate = GRANTED;
    assert_eq!(mandate.charge(1_000, 1, 1), Err(MandateRefusal::Expired));
    assert_eq!(mandate.charge(1_000, 1, 0), Err(MandateRefusal::Expired));
    assert_eq!(mandate.charge(u64::MAX, 1, u64::MAX), Err(MandateRefusal::Expired));
    assert_eq!((mandate.most(1_000, 1), mandate.most(999, 1)), (0, 60));
    assert_eq!(mandate.charge(999, 1, 1), Ok(()));
}

#[test]
fn only_finite_ones_with_room_in_each_cap_are_granted() {
    assert!(GRANTED.is_valid(999));
    assert!(!GRANTED.is_valid(1_000));
    for bad in [
        Mandate { total_left: u64::MAX, ..GRANTED },
        Mandate { per_charge: 0, ..GRANTED },
        Mandate { per_charge: 101, ..GRANTED },
        Mandate { per_period: 251, ..GRANTED },
    ] {
        assert!(!bad.is_valid(0), "{bad:?}");
    }
    assert!(Mandate { total_left: u64::MAX - 1, ..GRANTED }.is_valid(0));
}
