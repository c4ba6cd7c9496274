//! Why an operation changed nothing.

/// Named as the programs' errors are, so that a test can compare the names; only [`Self::NoLock`],
/// [`Self::NoRecord`] and [`Self::RecordExists`] are the framework's to say, whose errors for an account
/// that is missing, or there already, come before any handler runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Refusal {
    /// The owner has no lock account.
    NoLock,
    ZeroAmount,
    ZeroWeeks,
    Paused,
    /// The locker is in the state asked for already.
    Unchanged,
    /// More than [`crate::AUTO_WEEKS`] weeks have passed that nobody began.
    NeedsCrank,
    TooShort,
    TooLong,
    Shortening,
    AlreadyLocked,
    NothingLocked,
    NotEnded,
    Ended,
    Permanent,
    NotPermanent,
    Voting,
    PenaltyAboveMost,
    /// A new week finds [`crate::CHECKPOINTS`] checkpoints in the lock already.
    HistoryFull,
    NothingToPrune,
    HistoryNeeded,
    StillLocked,
    WeekNotBegun,
    WeekForgotten,
    BadTerm,
    PenaltyTooHigh,
    /// All tokens together would pass `u64::MAX`.
    Overflow,
    /// The lock has no claim record.
    NoRecord,
    /// It has one already.
    RecordExists,
    LockExists,
    BadShares,
    NothingToDistribute,
    BadWeeks,
    /// The owner has no account that receives the token.
    NoDestination,
    NothingToClaim,
}
