//! A lock's ring of checkpoints, against a plain list of them.

use proptest::{collection::vec, prelude::*};
use tenure_math::{
    history::{last_powered_week, oldest_snapshot, stake_before, Full, Snapshots},
    Checkpoint, History, Stake, CHECKPOINTS, MAX_WEEKS, PERMANENT,
};

use crate::cases;

#[derive(Clone, Debug, PartialEq)]
pub struct Ring {
    slots: [Checkpoint; CHECKPOINTS],
    oldest: u8,
    len: u8,
}

impl Ring {
    /// An empty ring that begins anywhere, over whatever an earlier turn left behind.
    pub fn beginning_at(oldest: u8) -> Self {
        let stale = Checkpoint { amount: u64::MAX, end_week: PERMANENT, week: 0 };
        Self { slots: [stale; CHECKPOINTS], oldest, len: 0 }
    }

    pub fn history(&mut self) -> History<'_> {
        History { ring: &mut self.slots, oldest: &mut self.oldest, len: &mut self.len }
    }

    pub fn stake_before(&self, week: u32) -> Stake {
        stake_before(&self.slots, self.oldest, self.len, week)
    }

    pub fn snapshots(&self, first: u32) -> Snapshots<'_> {
        Snapshots::from(&self.slots, self.oldest, self.len, first)
    }

    fn last_powered_week(&self, current: u32) -> Option<u32> {
        last_powered_week(&self.slots, self.oldest, self.len, current)
    }
}

/// What the ring stands for: everything recorded and not dropped, in order.
#[derive(Clone, Debug, Default)]
struct List(Vec<(u32, Stake)>);

impl List {
    fn record(&mut self, week: u32, stake: Stake) {
        self.0.retain(|&(earlier, _)| earlier < week);
        self.0.push((week, stake));
    }

    fn stake_before(&self, week: u32) -> Stake {
        self.0.iter().rfind(|&&(earlier, _)| earlier < week).map_or(Stake::NONE, |&(_, stake)| stake)
    }

    fn last_powered_week(&self, current: u32) -> Option<u32> {
        let first = self.0.first()?.0;
        (first..=current).rev().find(|&week| {
            let stake = self.stake_before(week);
            stake.amount > 0 && stake.end_week > week
        })
    }

    /// Whether the snapshot of any week from `keep_from` on shows the entry at `place`.
    fn is_needed(&self, place: usize, keep_from: u32) -> bool {
        self.0.get(place + 1).is_none_or(|&(next, _)| next >= keep_from)
    }
}

#[derive(Clone, Debug)]
pub enum Act {
    /// After so many weeks, hold so much for so long.
    Hold { weeks: u32, amount: u64, term: Option<u32> },
    /// Keep the snapshots of so many weeks back.
    Prune { weeks_kept: u32 },
}

pub fn acts(prunes: u32) -> impl Strategy<Value = Vec<Act>> {
    let amount = prop_oneof![1 => Just(0), 6 => any::<u64>()];
    let term = prop_oneof![1 => Just(None), 6 => (1..=MAX_WEEKS).prop_map(Some)];
    let weeks = prop_oneof![2 => Just(0), 6 => 1..=2u32, 1 => 3..60u32];
    let hold = (weeks, amount, term).prop_map(|(weeks, amount, term)| Act::Hold { weeks, amount, term });
    let prune = (0..=MAX_WEEKS + 4).prop_map(|weeks_kept| Act::Prune { weeks_kept });
    vec(prop_oneof![20 => hold, prunes => prune], 150)
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn the_ring_is_a_list(
        oldest in 0..CHECKPOINTS as u8,
        first in prop_oneof![0..3u32, 2_900..2_901u32],
        acts in prop_oneof![acts(1), acts(8)],
    ) {
        let (mut ring, mut list, mut week) = (Ring::beginning_at(oldest), List::default(), first);
        for act in acts {
            match act {
                Act::Hold { weeks, amount, term } => {
                    week += weeks;
                    let stake = Stake { amount, end_week: term.map_or(PERMANENT, |term| week + term) };
                    let room = list.0.len() < CHECKPOINTS || list.0.iter().any(|&(taken, _)| taken == week);
                    let before = ring.clone();
                    let recorded = ring.history().record(week, stake);
                    if room {
                        prop_assert_eq!(recorded, Ok(()));
                        list.record(week, stake);
                    } else {
                        prop_assert_eq!(recorded, Err(Full));
                        prop_assert_eq!(&ring, &before, "a full ring changes nothing");
                    }
                }
                Act::Prune { weeks_kept } => {
                    let keep_from = week.saturating_sub(weeks_kept);
                    let before = list.clone();
                    let dropped = ring.history().prune(keep_from);
                    let needed = (0..before.0.len()).filter(|&place| before.is_needed(place, keep_from));
                    list = List(needed.map(|place| before.0[place]).collect());
                    prop_assert_eq!(usize::from(dropped), before.0.len() - list.0.len());
                    for kept in keep_from..=week + 1 {
                        prop_assert_eq!(ring.stake_before(kept), before.stake_before(kept));
                    }
                    prop_assert_eq!(ring.history().prune(keep_from), 0, "nothing is left to drop");
                }
            }
            prop_assert_eq!(usize::from(ring.len), list.0.len());
            prop_assert_eq!(ring.stake_before(week + 1), list.stake_before(week + 1));
            prop_assert_eq!(ring.last_powered_week(week), list.last_powered_week(week));
        }
        for asked in first.saturating_sub(1)..=week + MAX_WEEKS + 1 {
            prop_assert_eq!(ring.stake_before(asked), list.stake_before(asked));
        }
        prop_assert_eq!(ring.last_powered_week(week + 300), list.last_powered_week(week + 300));
    }

    /// However often the ring has gone round, weekly use with the default pruning never fills it if
    /// no week but every fourth is used: 208 weeks hold 53 checkpoints at the most.
    #[test]
    fn default_pruning_makes_room(amount in 1..u64::MAX, pauses in vec(4..9u32, 300)) {
        let mut ring = Ring::beginning_at(0);
        let mut week = 2_900;
        for pause in pauses {
            week += pause;
            ring.history().prune(oldest_snapshot(week));
            prop_assert_eq!(ring.history().record(week, Stake { amount, end_week: PERMANENT }), Ok(()));
        }
    }
}

#[test]
fn nothing_is_shown_before_the_first_week_ends() {
    let mut ring = Ring::beginning_at(63);
    assert_eq!(ring.stake_before(u32::MAX), Stake::NONE);
    assert_eq!(ring.last_powered_week(u32::MAX), None);
    assert_eq!(ring.history().prune(u32::MAX), 0);

    let stake = Stake { amount: 7, end_week: 12 };
    ring.history().record(10, stake).unwrap();
    assert_eq!(ring.stake_before(10), Stake::NONE);
    assert_eq!(ring.stake_before(11), stake);
    assert_eq!(ring.last_powered_week(10), None);
    assert_eq!(ring.last_powered_week(11), Some(11));
    assert_eq!(ring.last_powered_week(12), Some(11), "at its end a stake has no power");
    assert_eq!(ring.history().prune(u32::MAX), 0, "the newest stays");
}

#[test]
fn the_same_week_has_room_in_a_full_ring() {
    let mut ring = Ring::beginning_at(40);
    for week in 0..CHECKPOINTS as u32 {
        ring.history().record(week, Stake { amount: 1, end_week: PERMANENT }).unwrap();
    }
    let newest = CHECKPOINTS as u32 - 1;
    let changed = Stake { amount: 2, end_week: PERMANENT };
    assert_eq!(ring.history().record(newest + 1, changed), Err(Full));
    assert_eq!(ring.history().record(newest, changed), Ok(()));
    assert_eq!(ring.stake_before(newest + 1), changed);
    // The snapshot of week 2 needs the checkpoint of week 1, and that is the oldest it needs.
    assert_eq!(ring.history().prune(2), 1);
    assert_eq!(ring.stake_before(1), Stake::NONE);
    assert_eq!(ring.history().record(newest + 1, changed), Ok(()));
}

#[test]
fn the_oldest_snapshot_is_one_term_back() {
    assert_eq!(oldest_snapshot(0), 0);
    assert_eq!(oldest_snapshot(MAX_WEEKS), 0);
    assert_eq!(oldest_snapshot(MAX_WEEKS + 1), 1);
}
