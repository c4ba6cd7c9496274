//! Where a subscription stands. Nobody has to call for time to move it on.

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Paid.
    Active,
    /// No longer paid, and not lost yet: the next period can still be.
    Grace,
    /// Over. Only a new subscription begins another period.
    Expired,
}
