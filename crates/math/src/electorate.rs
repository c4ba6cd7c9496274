//! Whose locks have a voice in a vote, and how much: what they held before the week of its proposal.

use crate::Stake;

/// The voices that one vote counts, fixed at the moment it is proposed.
///
/// The weights of all locks together never pass [`Self::total`], whatever happened in the week before
/// the proposal and whatever happens after it. Take a lock with a weight. Its history shows the stake
/// `c` before [`Self::week`], `c` runs beyond [`Self::ends_at`], and the lock was not reduced in that
/// week or later.
/// - Until the proposal `c` was not withdrawn, as only ended stakes are, and not reduced. All that
///   happened to it in the proposal's week added tokens or time. So the sums at the proposal count the
///   lock with at least the power at the vote's end that `c` has.
/// - The sums at the start of the week count `c` itself, with its power then: at least that at the end.
/// - A lock that was closed and opened anew, or whose history was pruned, shows less, never more.
///
/// Every lock is in each of both sums once, and rounded down alone, where the sums are rounded down
/// together: `floor(a) + floor(b) <= floor(a + b)`. Nothing here needs voters to stay: that they cannot
/// leave before the end is for the sake of the decision, not of the count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Electorate {
    /// The week of the proposal. What a lock held before it counts.
    pub week: u32,
    /// The second at which the vote ends, and at which powers are taken.
    pub ends_at: u64,
    /// What all weights together can never pass, in units of power.
    pub total: u64,
}

impl Electorate {
    /// The voices in a vote that is proposed in `week` and ends at `ends_at`. `at_start` is the power of
    /// the whole at the start of `week`; `at_end` is its power at `ends_at` by the sums of the moment.
    /// Each is an upper bound. The second is lower, unless locks were made or grew in this very week:
    /// those have no voice for it, and by the first bound cannot raise the quorum above what it would
    /// be of all power in the week's snapshot.
    ///
    /// `week` is the newest week that has begun in the locker, and `ends_at` is not before its start. A
    /// locker that is behind the clock begins the current week first: else, should the clock run back, a
    /// lock could still grow in a week before the one that the proposal names.
    #[must_use]
    pub fn new(week: u32, ends_at: u64, at_start: u64, at_end: u64) -> Self {
        Self { week, ends_at, total: at_start.min(at_end) }
    }

    /// The weight of a lock, in units of power, rounded down: what `before`, the stake that its history
    /// shows before [`Self::week`], has left when the vote ends. Nothing if the lock was reduced in that
    /// week or later: who leaves has no voice in what is running, not even with tokens locked again.
    /// It never rises while the vote runs.
    #[must_use]
    pub fn weight(&self, before: Stake, reduced_week: u32) -> u64 {
        if reduced_week >= self.week {
            return 0;
        }
        before.power_at(self.ends_at)
    }
}
