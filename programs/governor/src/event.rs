//! What happened. Times are seconds since the Unix epoch; powers and amounts in base units.

use anchor_lang::prelude::*;

#[event(bytemuck)]
pub struct GovernorCreated {
    pub governor: Address,
    pub locker: Address,
    pub treasury: Address,
    pub council: Address,
    pub proposal_threshold: u64,
    pub voting_delay: u32,
    pub voting_period: u32,
    pub timelock: u32,
    pub grace: u32,
    pub quorum_bps: u64,
}

#[event(bytemuck)]
pub struct ParamsUpdated {
    pub governor: Address,
    pub proposal_threshold_before: u64,
    pub proposal_threshold_after: u64,
    pub voting_delay_before: u32,
    pub voting_delay_after: u32,
    pub voting_period_before: u32,
    pub voting_period_after: u32,
    pub timelock_before: u32,
    pub timelock_after: u32,
    pub grace_before: u32,
    pub grace_after: u32,
    pub quorum_bps_before: u32,
    pub quorum_bps_after: u32,
}

#[event(bytemuck)]
pub struct CouncilSet {
    pub governor: Address,
    pub before: Address,
    pub after: Address,
}

#[event(bytemuck)]
pub struct OutflowLimitSet {
    pub governor: Address,
    /// Zero for SOL.
    pub mint: Address,
    /// Those in force in this week, before and after; `u64::MAX` for none.
    pub before: u64,
    pub after: u64,
    /// What counts from `from_week` on.
    pub next: u64,
    pub week: u32,
    pub from_week: u32,
}

#[event(bytemuck)]
pub struct ProposalDrafted {
    pub governor: Address,
    pub proposal: Address,
    pub proposer: Address,
    pub lock: Address,
    pub nonce: [u8; 8],
}

#[event(bytemuck)]
pub struct ProposalSubmitted {
    pub governor: Address,
    pub proposal: Address,
    pub proposer: Address,
    pub lock: Address,
    pub actions_hash: [u8; 32],
    pub number: u64,
    pub power: u64,
    pub total_power: u64,
    pub quorum: u64,
    pub voting_starts_at: u64,
    pub voting_ends_at: u64,
    pub executable_at: u64,
    pub expires_at: u64,
    pub snapshot_week: u32,
    pub actions: u32,
}

#[event(bytemuck)]
pub struct VoteCast {
    pub governor: Address,
    pub proposal: Address,
    pub lock: Address,
    pub voter: Address,
    pub weight: u64,
    pub votes_for: u64,
    pub votes_against: u64,
    pub votes_abstain: u64,
    /// 0 against, 1 for, 2 abstain; before, 3 if the lock had not voted.
    pub choice_before: u32,
    pub choice_after: u32,
}

#[event(bytemuck)]
pub struct ProposalCancelled {
    pub governor: Address,
    pub proposal: Address,
    pub by: Address,
}

#[event(bytemuck)]
pub struct ProposalVetoed {
    pub governor: Address,
    pub proposal: Address,
    pub council: Address,
}

#[event(bytemuck)]
pub struct ActionExecuted {
    pub governor: Address,
    pub proposal: Address,
    pub program: Address,
    pub actions_run: u32,
    pub actions: u32,
}

#[event(bytemuck)]
pub struct VoteClosed {
    pub governor: Address,
    pub proposal: Address,
    pub lock: Address,
    pub rent_payer: Address,
}

#[event(bytemuck)]
pub struct ProposalClosed {
    pub governor: Address,
    pub proposal: Address,
    pub by: Address,
    pub rent_payer: Address,
}
