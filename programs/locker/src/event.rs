//! What happened. Weeks, amounts and addresses as in the accounts; every change shows before and
//! after.

use anchor_lang::prelude::*;

#[event(bytemuck)]
pub struct LockerCreated {
    pub locker: Address,
    pub mint: Address,
    pub creator: Address,
    pub authority: Address,
    pub pauser: Address,
    pub penalty_account: Address,
    pub governor: Address,
    pub min_weeks: u16,
    pub max_weeks: u16,
    pub penalty_bps: u16,
}

#[event(bytemuck)]
pub struct ParamsUpdated {
    pub locker: Address,
    pub authority: Address,
    pub governor_before: Address,
    pub governor_after: Address,
    pub penalty_account_before: Address,
    pub penalty_account_after: Address,
    pub min_weeks_before: u16,
    pub min_weeks_after: u16,
    pub max_weeks_before: u16,
    pub max_weeks_after: u16,
    pub penalty_bps_before: u16,
    pub penalty_bps_after: u16,
}

#[event(bytemuck)]
pub struct PauserSet {
    pub locker: Address,
    pub authority: Address,
    pub before: Address,
    pub after: Address,
}

#[event(bytemuck)]
pub struct Paused {
    pub locker: Address,
    pub by: Address,
}

#[event(bytemuck)]
pub struct Resumed {
    pub locker: Address,
    pub by: Address,
}

#[event(bytemuck)]
pub struct AuthorityProposed {
    pub locker: Address,
    pub authority: Address,
    pub before: Address,
    pub proposed: Address,
}

#[event(bytemuck)]
pub struct AuthorityAccepted {
    pub locker: Address,
    pub before: Address,
    pub after: Address,
}

#[event(bytemuck)]
pub struct AuthorityCancelled {
    pub locker: Address,
    pub authority: Address,
    pub cancelled: Address,
}

#[event(bytemuck)]
pub struct Cranked {
    pub locker: Address,
    pub week_before: u32,
    pub week_after: u32,
}

#[event(bytemuck)]
pub struct Locked {
    pub locker: Address,
    pub lock: Address,
    pub owner: Address,
    pub amount_before: u64,
    pub amount_after: u64,
    pub end_week_before: u32,
    pub end_week_after: u32,
}

#[event(bytemuck)]
pub struct Increased {
    pub locker: Address,
    pub lock: Address,
    pub owner: Address,
    pub amount_before: u64,
    pub amount_after: u64,
    pub end_week: u32,
    pub week: u32,
}

#[event(bytemuck)]
pub struct Extended {
    pub locker: Address,
    pub lock: Address,
    pub owner: Address,
    pub amount: u64,
    pub end_week_before: u32,
    pub end_week_after: u32,
}

#[event(bytemuck)]
pub struct MadePermanent {
    pub locker: Address,
    pub lock: Address,
    pub owner: Address,
    pub amount: u64,
    pub end_week_before: u32,
    pub week: u32,
}

#[event(bytemuck)]
pub struct UnlockBegun {
    pub locker: Address,
    pub lock: Address,
    pub owner: Address,
    pub amount: u64,
    pub end_week_after: u32,
    pub week: u32,
}

#[event(bytemuck)]
pub struct Withdrawn {
    pub locker: Address,
    pub lock: Address,
    pub owner: Address,
    pub destination: Address,
    pub amount_before: u64,
    pub amount_after: u64,
}

#[event(bytemuck)]
pub struct ExitedEarly {
    pub locker: Address,
    pub lock: Address,
    pub owner: Address,
    pub destination: Address,
    pub amount_before: u64,
    pub amount_after: u64,
    /// The part of the amount that went to the penalty account; the rest went to the owner.
    pub penalty: u64,
    pub end_week_before: u32,
    pub week: u32,
}

#[event(bytemuck)]
pub struct DelegateSet {
    pub locker: Address,
    pub lock: Address,
    pub owner: Address,
    pub before: Address,
    pub after: Address,
}

#[event(bytemuck)]
pub struct VotingMarked {
    pub locker: Address,
    pub lock: Address,
    pub governor: Address,
    pub voter: Address,
    /// Seconds since the Unix epoch.
    pub until_before: i64,
    pub until_after: i64,
}

#[event(bytemuck)]
pub struct Pruned {
    pub locker: Address,
    pub lock: Address,
    pub owner: Address,
    /// The oldest week whose snapshot the history still serves.
    pub keep_from: u32,
    pub checkpoints_before: u16,
    pub checkpoints_after: u16,
}

#[event(bytemuck)]
pub struct LockClosed {
    pub locker: Address,
    pub lock: Address,
    pub owner: Address,
    pub rent_payer: Address,
    pub give_up_before: u32,
}
