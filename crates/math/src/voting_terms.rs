//! The terms on which proposals are decided.

use crate::{Timeline, MAX_SECONDS, WEEK};

/// Seconds in a day.
pub const DAY: u32 = 86_400;

/// Bounds that no vote can pass: they are compiled in. Each leaves the DAO able to change its terms
/// again, and those who disagree time to see what is coming.
///
/// Together the longest delay and period bound for how long one vote keeps its voters from leaving.
pub const MAX_VOTING_DELAY: u32 = 14 * DAY;
pub const MIN_VOTING_PERIOD: u32 = DAY;
pub const MAX_VOTING_PERIOD: u32 = 28 * DAY;
pub const MIN_TIMELOCK: u32 = DAY;
pub const MAX_TIMELOCK: u32 = 28 * DAY;
pub const MIN_GRACE: u32 = DAY;
pub const MAX_GRACE: u32 = 28 * DAY;
/// A hundredth of the power at least: a vote that nobody noticed decides nothing.
pub const MIN_QUORUM_BPS: u16 = 100;
/// Half of it at most: else those who stay away could stop everything, a lower quorum too.
pub const MAX_QUORUM_BPS: u16 = 5_000;

/// What holds for the proposals submitted under it, whatever is changed later. Durations are in
/// seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VotingTerms {
    /// The least weight, in the vote proposed, of the lock that proposes it; in units of power. Never
    /// nothing: a proposal is made by one who has a voice in it.
    pub threshold: u64,
    /// The least part of the power that has to be cast for a proposal or abstain, in basis points.
    pub quorum_bps: u16,
    /// From the submission until votes count.
    pub voting_delay: u32,
    /// For how long they count.
    pub voting_period: u32,
    /// From the end of the vote until actions run.
    pub timelock: u32,
    /// For how long they can be run.
    pub grace: u32,
}

impl VotingTerms {
    /// Whether all keep to the bounds compiled in.
    #[must_use]
    pub fn are_valid(&self) -> bool {
        self.threshold > 0
            && (MIN_QUORUM_BPS..=MAX_QUORUM_BPS).contains(&self.quorum_bps)
            && self.voting_delay <= MAX_VOTING_DELAY
            && (MIN_VOTING_PERIOD..=MAX_VOTING_PERIOD).contains(&self.voting_period)
            && (MIN_TIMELOCK..=MAX_TIMELOCK).contains(&self.timelock)
            && (MIN_GRACE..=MAX_GRACE).contains(&self.grace)
    }

    /// The course of a proposal submitted at second `now`. `None` if it would pass the last second of
    /// all.
    #[must_use]
    pub fn timeline(&self, now: u64) -> Option<Timeline> {
        let voting_starts_at = now.checked_add(self.voting_delay.into())?;
        let voting_ends_at = voting_starts_at.checked_add(self.voting_period.into())?;
        let executable_at = voting_ends_at.checked_add(self.timelock.into())?;
        let expires_at = executable_at.checked_add(self.grace.into())?;
        Some(Timeline { voting_starts_at, voting_ends_at, executable_at, expires_at })
    }
}

// A lock of the longest term outlasts any vote that it has a voice in: made in the first second of the
// week before the proposal's, it is at most two weeks old when that is submitted.
const _: () = assert!(2 * WEEK + (MAX_VOTING_DELAY + MAX_VOTING_PERIOD) as u64 <= MAX_SECONDS);
