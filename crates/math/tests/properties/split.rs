//! How income is shared out, against exact fractions, and how that changes.

use proptest::{collection::vec, prelude::*};
use tenure_math::{start_of, Schedule, Shares, Split, BPS, MAX_STAKER_BPS, NOTICE_WEEKS};
use tenure_model::{Announcements, Rates, Terms};

use crate::cases;

pub fn shares() -> impl Strategy<Value = Shares> {
    let stakers = prop_oneof![0..=MAX_STAKER_BPS, Just(MAX_STAKER_BPS), Just(0)];
    (stakers, any::<bool>(), 0..=BPS).prop_map(|(staker_bps, all, burn_bps)| {
        let rest = BPS - staker_bps;
        Shares { staker_bps, burn_bps: if all { rest } else { burn_bps.min(rest) } }
    })
}

pub fn rates(shares: Shares) -> Rates {
    Rates { stakers_bps: shares.staker_bps, burn_bps: shares.burn_bps }
}

/// What is announced together: the shares, and the least power with which a week is shared.
pub fn shared_with() -> impl Strategy<Value = (Shares, u64)> {
    (shares(), prop_oneof![Just(0), Just(1), (any::<u64>(), 8..64u32).prop_map(|(power, by)| power >> by)])
}

pub fn terms((shares, least_power): (Shares, u64)) -> Terms {
    Terms { rates: rates(shares), least_power }
}

fn amounts() -> impl Strategy<Value = u64> {
    prop_oneof![any::<u64>(), 0..30_000u64, Just(u64::MAX), u64::MAX - 30_000..=u64::MAX]
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn is_exact_and_whole(amount in amounts(), shares in shares(), burns: bool) {
        prop_assert!(shares.are_valid());
        let split = shares.split(amount, burns);
        let parts = rates(shares).share(amount, burns);
        prop_assert_eq!((split.stakers, split.burn, split.treasury), (parts.stakers, parts.burn, parts.treasury));
        let sum = u128::from(split.stakers) + u128::from(split.burn) + u128::from(split.treasury);
        prop_assert_eq!(sum, u128::from(amount));
        prop_assert!(burns || split.burn == 0);
        prop_assert!(split.stakers <= amount / 2);
    }

    /// However an amount is cut up and whatever the rates were, stakers have no more than at once.
    #[test]
    fn pieces_are_never_more(pieces in vec((0..=u64::MAX / 64, shares()), 0..64), burns: bool) {
        let (mut amount, mut stakers, mut top) = (0, 0, Shares::default());
        for (piece, shares) in pieces {
            amount += piece;
            stakers += shares.split(piece, burns).stakers;
            top.staker_bps = top.staker_bps.max(shares.staker_bps);
        }
        prop_assert!(stakers <= top.split(amount, burns).stakers);
        prop_assert!(stakers <= amount / 2);
    }

    /// Shares that no program lets in still give nobody more than there is, nor stakers over the cap.
    #[test]
    fn holds_for_any_shares(amount in amounts(), staker_bps: u16, burn_bps: u16, burns: bool) {
        let split = Shares { staker_bps, burn_bps }.split(amount, burns);
        prop_assert!(split.stakers <= amount / 2);
        prop_assert_eq!(amount - split.stakers, split.burn + split.treasury);
    }

    #[test]
    fn changes_stand_their_notice(changes in vec((0..4u32, shared_with()), 0..20), first in shared_with()) {
        let (mut schedule, mut announced) = (Schedule::new(first), Announcements::new(terms(first)));
        let mut week = 100;
        for (passed, changed) in changes {
            for _ in 0..passed {
                prop_assert_eq!(terms(schedule.in_force(week)), announced.in_force(start_of(week)));
                week += 1;
            }
            let before = schedule.in_force(week);
            schedule = schedule.announce(week, changed);
            announced.announce(start_of(week) + 1, terms(changed));
            for soon in week..week + NOTICE_WEEKS {
                prop_assert_eq!(schedule.in_force(soon), before, "without notice");
            }
            prop_assert_eq!(schedule.in_force(week + NOTICE_WEEKS), changed);
        }
        for later in week..week + 4 {
            prop_assert_eq!(terms(schedule.in_force(later)), announced.in_force(start_of(later)));
        }
    }

    /// A clock that runs back over announcements meets the same answers on both sides.
    #[test]
    fn changes_bear_any_clock(changes in vec((90..110u32, shared_with()), 1..12), first in shared_with()) {
        let (mut schedule, mut announced) = (Schedule::new(first), Announcements::new(terms(first)));
        for (week, changed) in changes {
            schedule = schedule.announce(week, changed);
            announced.announce(start_of(week), terms(changed));
            for asked in 85..115 {
                prop_assert_eq!(terms(schedule.in_force(asked)), announced.in_force(start_of(asked)));
            }
        }
    }
}

#[test]
fn the_edges() {
    let half = Shares { staker_bps: MAX_STAKER_BPS, burn_bps: BPS - MAX_STAKER_BPS };
    assert!(half.are_valid());
    assert!(!Shares { staker_bps: MAX_STAKER_BPS + 1, burn_bps: 0 }.are_valid());
    assert!(!Shares { staker_bps: 1, burn_bps: BPS }.are_valid());
    assert!(!Shares { staker_bps: u16::MAX, burn_bps: u16::MAX }.are_valid());
    // What neither half can have is the treasury's.
    assert_eq!(half.split(1, true), Split { stakers: 0, burn: 0, treasury: 1 });
    assert_eq!(half.split(3, true), Split { stakers: 1, burn: 1, treasury: 1 });
    assert_eq!(half.split(3, false), Split { stakers: 1, burn: 0, treasury: 2 });
    let most = u64::MAX / 2;
    assert_eq!(half.split(u64::MAX, true), Split { stakers: most, burn: most, treasury: 1 });
    assert_eq!(Shares::default().split(u64::MAX, true), Split { treasury: u64::MAX, ..Split::default() });
}
