//! The seconds at which a proposal's course turns.

/// Each second is the first of what it begins, and none is before the one above it. All are fixed when
/// the proposal is submitted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// Votes count from this second on.
    pub voting_starts_at: u64,
    /// They no longer count from this one on, and what was decided stands.
    pub voting_ends_at: u64,
    /// The timelock is over: actions run from this second on.
    pub executable_at: u64,
    /// The grace is over: none runs from this one on.
    pub expires_at: u64,
}
