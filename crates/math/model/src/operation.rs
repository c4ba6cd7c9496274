//! What can be asked of a locker.

use crate::Params;

/// One instruction. Each lists its refusals in the order in which the program checks; the first
/// that applies is the answer. An owner without a lock gets `NoLock` before any of them, except
/// from [`Self::Lock`] and from what is not about a lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// `ZeroAmount`, `Paused`, `AlreadyLocked`, `NeedsCrank`, `TooShort`, `TooLong`, `HistoryFull`,
    /// `Overflow`.
    Lock { amount: u64, weeks: u16 },
    /// `ZeroAmount`, `Paused`, `NeedsCrank`, `NothingLocked`, `Ended`, `TooShort`, `Overflow` of the
    /// lock, `HistoryFull`, `Overflow` of the locker.
    Increase { amount: u64 },
    /// `Paused`, `NeedsCrank`, `NothingLocked`, `Ended`, `Permanent`, `TooShort`, `TooLong`,
    /// `Shortening`, `HistoryFull`.
    Extend { weeks: u16 },
    /// `Paused`, `NeedsCrank`, `NothingLocked`, `Ended`, `Permanent`, `HistoryFull`.
    MakePermanent,
    /// `NeedsCrank`, `NothingLocked`, `Ended`, `NotPermanent`, `Voting`, `HistoryFull`.
    BeginUnlock,
    /// `NeedsCrank`, `NothingLocked`, `NotEnded`.
    Withdraw,
    /// `NeedsCrank`, `NothingLocked`, `Ended`, `Voting`, `PenaltyAboveMost`, `HistoryFull`.
    ExitEarly { most_penalty: u64 },
    /// `WeekNotBegun`, `NothingToPrune`.
    Prune { give_up_before: u32 },
    /// `StillLocked`, `Voting`, `WeekNotBegun`, `HistoryNeeded`.
    CloseLock { give_up_before: u32 },
    /// `ZeroWeeks`. Anyone; the owner is not looked at.
    Crank { max_weeks: u16 },
    /// `Unchanged`. The pauser or the authority; the owner is not looked at.
    Pause,
    /// `Unchanged`. The authority; the owner is not looked at.
    Resume,
    /// `BadTerm`, `PenaltyTooHigh`. The authority; the owner is not looked at.
    UpdateParams(Params),
}
