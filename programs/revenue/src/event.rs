//! What happened. Weeks, amounts and addresses as in the accounts; every change shows before and
//! after.

use anchor_lang::prelude::*;

#[event(bytemuck)]
pub struct SplitterCreated {
    pub splitter: Address,
    pub locker: Address,
    pub stake_mint: Address,
    pub authority: Address,
    pub pauser: Address,
    pub min_power: u64,
    pub staker_bps: u16,
    pub burn_bps: u16,
    pub week: u32,
}

#[event(bytemuck)]
pub struct TermsAnnounced {
    pub splitter: Address,
    pub authority: Address,
    /// Those in force.
    pub min_power_before: u64,
    pub min_power_after: u64,
    pub staker_bps_before: u16,
    pub staker_bps_after: u16,
    pub burn_bps_before: u16,
    pub burn_bps_after: u16,
    /// The week in which they were announced, and that from whose start they count.
    pub week: u32,
    pub from_week: u32,
}

#[event(bytemuck)]
pub struct PoolCreated {
    pub splitter: Address,
    pub pool: Address,
    pub mint: Address,
    pub token_program: Address,
    pub vault: Address,
    pub intake: Address,
    pub treasury: Address,
    pub index: u32,
    pub week: u32,
}

#[event(bytemuck)]
pub struct TreasurySet {
    pub splitter: Address,
    pub pool: Address,
    pub authority: Address,
    pub before: Address,
    pub after: Address,
}

#[event(bytemuck)]
pub struct PauserSet {
    pub splitter: Address,
    pub authority: Address,
    pub before: Address,
    pub after: Address,
}

#[event(bytemuck)]
pub struct Paused {
    pub splitter: Address,
    pub by: Address,
}

#[event(bytemuck)]
pub struct Resumed {
    pub splitter: Address,
    pub by: Address,
}

#[event(bytemuck)]
pub struct AuthorityProposed {
    pub splitter: Address,
    pub authority: Address,
    pub before: Address,
    pub proposed: Address,
}

#[event(bytemuck)]
pub struct AuthorityAccepted {
    pub splitter: Address,
    pub before: Address,
    pub after: Address,
}

#[event(bytemuck)]
pub struct AuthorityCancelled {
    pub splitter: Address,
    pub authority: Address,
    pub cancelled: Address,
}

#[event(bytemuck)]
pub struct Distributed {
    pub splitter: Address,
    pub pool: Address,
    pub mint: Address,
    /// What had come in, and its three parts.
    pub amount: u64,
    pub stakers: u64,
    pub burned: u64,
    pub treasury: u64,
    /// What was paid out to the treasury, and what still waits for it.
    pub treasury_paid: u64,
    pub treasury_due: u64,
    /// What the current week got of what was waiting, when it began here.
    pub recycled: u64,
    /// What still waits for weeks to come.
    pub recycling: u64,
    pub week: u32,
    /// 1 if the week earns; 0 if nobody, or too little power, was there at its start.
    pub powered: u32,
}

#[event(bytemuck)]
pub struct ClaimRecordOpened {
    pub splitter: Address,
    pub lock: Address,
    pub owner: Address,
    pub rent_payer: Address,
}

#[event(bytemuck)]
pub struct ClaimRecordClosed {
    pub splitter: Address,
    pub lock: Address,
    pub rent_payer: Address,
}

#[event(bytemuck)]
pub struct Claimed {
    pub splitter: Address,
    pub pool: Address,
    pub mint: Address,
    pub lock: Address,
    pub owner: Address,
    pub destination: Address,
    pub amount: u64,
    /// The weeks claimed: from the first, up to but without the second.
    pub from_week: u32,
    pub to_week: u32,
}
