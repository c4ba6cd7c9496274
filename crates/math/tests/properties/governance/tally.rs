//! Votes cast, changed and repeated, in any order.

use std::collections::BTreeMap;

use proptest::{collection::vec, prelude::*};
use tenure_math::{Choice, Tally, Vote};

use super::{choices, CHOICES};
use crate::cases;

/// Voters by number, with their weights, and who votes what one after the other.
fn elections() -> impl Strategy<Value = (Vec<u64>, Vec<(usize, Choice)>)> {
    let weights = prop_oneof![vec(0..=u64::MAX / 8, 8), vec(0..4u64, 8), Just(vec![u64::MAX / 8; 8])];
    (weights, vec((0..8usize, choices()), 0..60))
}

/// Counts votes as they come; those of a voter after the first move it.
fn count(weights: &[u64], votes: &[(usize, Choice)]) -> Tally {
    let total = weights.iter().sum();
    let (mut tally, mut recorded) = (Tally::default(), BTreeMap::new());
    for &(voter, choice) in votes {
        let vote = match recorded.get(&voter) {
            Some(&vote) => tally.recast(vote, choice).unwrap(),
            None => {
                let vote = Vote { choice, weight: weights[voter] };
                tally.cast(vote, total).unwrap();
                vote
            }
        };
        assert_eq!(vote, Vote { choice, weight: weights[voter] });
        recorded.insert(voter, vote);
    }
    tally
}

fn of(tally: Tally, choice: Choice) -> u64 {
    match choice {
        Choice::For => tally.in_favour,
        Choice::Against => tally.against,
        Choice::Abstain => tally.abstaining,
    }
}

proptest! {
    #![proptest_config(cases(512))]

    /// The sums are those of everybody's last vote, and no more than all weights.
    #[test]
    fn counts_the_last_vote_of_each((weights, votes) in elections()) {
        let tally = count(&weights, &votes);
        let last: BTreeMap<_, _> = votes.iter().copied().collect();
        for choice in CHOICES {
            let of_all = last.iter().filter(|&(_, &chosen)| chosen == choice);
            prop_assert_eq!(of(tally, choice), of_all.map(|(&voter, _)| weights[voter]).sum::<u64>());
        }
        prop_assert!(tally.cast_power() <= u128::from(weights.iter().sum::<u64>()));
    }

    /// Neither the order of the voters nor what they thought before is in the sums.
    #[test]
    fn order_and_changes_of_mind_do_not_matter((weights, votes) in elections()) {
        let last: BTreeMap<_, _> = votes.iter().copied().collect();
        let once: Vec<_> = last.into_iter().rev().collect();
        prop_assert_eq!(count(&weights, &once), count(&weights, &votes));
    }

    #[test]
    fn repeating_a_vote_changes_nothing((weights, votes) in elections()) {
        let twice: Vec<_> = votes.iter().flat_map(|&vote| [vote, vote]).collect();
        prop_assert_eq!(count(&weights, &twice), count(&weights, &votes));
    }

    /// Votes for never hurt, votes against never help, and who abstains never turns more into less.
    #[test]
    fn every_vote_counts_the_way_it_is_meant(tally in tallies(), quorum: u64, more: u64) {
        let wins = tally.wins(quorum);
        let with = |choice| {
            let mut tally = tally;
            tally.cast(Vote { choice, weight: more }, u64::MAX).map(|()| tally.wins(quorum))
        };
        prop_assert!(with(Choice::For) != Some(false) || !wins);
        prop_assert!(with(Choice::Against) != Some(true) || wins);
        prop_assert!(with(Choice::Abstain) != Some(false) || !wins);
        prop_assert!(!wins || tally.in_favour > tally.against);
    }

    /// Exactly what is left of the total fits, and one unit more does not, wherever it goes.
    #[test]
    fn nothing_passes_the_total(tally in tallies(), choice in choices()) {
        let cast = u64::try_from(tally.cast_power()).unwrap();
        for total in [cast, u64::MAX, cast / 2 + u64::MAX / 2] {
            let Some(left) = total.checked_sub(cast) else { continue };
            let mut full = tally;
            prop_assert_eq!(full.cast(Vote { choice, weight: left }, total), Some(()));
            prop_assert_eq!(full.cast_power(), u128::from(total));
            let mut over = tally;
            let one_more = left.checked_add(1).map(|weight| Vote { choice, weight });
            prop_assert!(one_more.and_then(|vote| over.cast(vote, total)).is_none());
            prop_assert_eq!(over, tally, "what is refused changes nothing");
        }
    }

    #[test]
    fn more_than_was_counted_cannot_be_moved(tally in tallies(), from in choices(), to in choices()) {
        let counted = of(tally, from);
        let mut moved = tally;
        let all = Vote { choice: from, weight: counted };
        prop_assert_eq!(moved.recast(all, to), Some(Vote { choice: to, weight: counted }));
        prop_assert_eq!(moved.cast_power(), tally.cast_power());
        let mut refused = tally;
        let more = Vote { weight: counted.saturating_add(1), ..all };
        prop_assert_eq!(refused.recast(more, to).is_none(), counted < u64::MAX);
        prop_assert!(counted == u64::MAX || refused == tally);
    }
}

/// Any that a total of `u64::MAX` allows.
fn tallies() -> impl Strategy<Value = Tally> {
    let any = (any::<u64>(), any::<u64>(), any::<u64>(), 0..64u32);
    let any = any.prop_map(|(a, b, c, by)| {
        let (in_favour, against) = (a >> by, (b >> by).min(u64::MAX - (a >> by)));
        let abstaining = (c >> by).min(u64::MAX - in_favour - against);
        Tally { in_favour, against, abstaining }
    });
    prop_oneof![8 => any, 1 => choices().prop_map(|choice| {
        let mut tally = Tally::default();
        tally.cast(Vote { choice, weight: u64::MAX }, u64::MAX).unwrap();
        tally
    })]
}

#[test]
fn a_tie_loses() {
    assert!(!Tally::default().wins(0));
    assert!(!Tally { in_favour: 5, against: 5, abstaining: 90 }.wins(50));
    assert!(Tally { in_favour: 6, against: 5, abstaining: 0 }.wins(6));
    assert!(!Tally { in_favour: 6, against: 5, abstaining: 0 }.wins(7), "those against do not count");
    assert!(Tally { in_favour: 1, against: 0, abstaining: 6 }.wins(7));
    assert!(!Tally { in_favour: 0, against: 0, abstaining: 7 }.wins(7), "nobody is for it");
}

/// No program lets in such a tally; it still adds up.
#[test]
fn sums_beyond_all_power_do_not_wrap() {
    let tally = Tally { in_favour: u64::MAX, against: u64::MAX - 1, abstaining: u64::MAX };
    assert!(tally.wins(u64::MAX));
    assert_eq!(tally.cast_power(), 3 * u128::from(u64::MAX) - 1);
    let mut refused = tally;
    assert_eq!(refused.cast(Vote { choice: Choice::Against, weight: 0 }, u64::MAX), None);
    assert_eq!(refused.recast(Vote { choice: Choice::For, weight: 1 }, Choice::Abstain), None);
    assert_eq!(refused, tally);
}
