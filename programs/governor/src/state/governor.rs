use anchor_lang::prelude::*;
use tenure_math::{voting_terms, VotingTerms};

use crate::{error::GovernorError, state::OutflowLimit};

/// How one locker's holders decide, and what their treasury may pay out.
///
/// PDA `["governor", locker]`. It signs to mark locks as voting, and nothing else. The treasury, PDA
/// `["treasury", governor]`, holds the DAO's funds and signs its actions; it alone changes what is here.
#[account]
pub struct Governor {
    pub version: u8,
    pub bump: u8,
    pub treasury_bump: u8,
    pub reserved_flags: [u8; 5],
    /// Proposals submitted so far.
    pub proposal_count: u64,
    /// Power that a proposer's lock must have in the snapshot.
    pub proposal_threshold: u64,
    /// Seconds from submission to the first vote, from that to the last, from that to execution, and from
    /// that to expiry.
    pub voting_delay: u32,
    pub voting_period: u32,
    pub timelock: u32,
    pub grace: u32,
    /// Part of the snapshot's power that must take part, in basis points.
    pub quorum_bps: u16,
    pub reserved_bps: [u8; 6],
    pub locker: Address,
    pub treasury: Address,
    /// May veto, and nothing else. Zero if none.
    pub council: Address,
    pub outflow_limits: [OutflowLimit; Governor::MAX_LIMITS],
    pub reserved: [u8; 64],
}

const _: () = assert!(core::mem::size_of::<Governor>() == 1_232);

/// What the treasury sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, AnchorSerialize, AnchorDeserialize, IdlType)]
pub struct GovernorParams {
    /// Power that a proposer's lock must have in the snapshot; at least 1.
    pub proposal_threshold: u64,
    /// Seconds from submission to the first vote: at most two weeks.
    pub voting_delay: u32,
    /// Seconds in which votes are cast: one day to four weeks.
    pub voting_period: u32,
    /// Seconds from the last vote to execution: one day to four weeks.
    pub timelock: u32,
    /// Seconds in which what passed can be executed: one day to four weeks.
    pub grace: u32,
    /// Part of the snapshot's power that must vote for or abstain: 100 to 5,000 basis points.
    pub quorum_bps: u16,
}

impl GovernorParams {
    pub fn terms(&self) -> VotingTerms {
        VotingTerms {
            threshold: self.proposal_threshold,
            quorum_bps: self.quorum_bps,
            voting_delay: self.voting_delay,
            voting_period: self.voting_period,
            timelock: self.timelock,
            grace: self.grace,
        }
    }
}

impl Governor {
    pub const VERSION: u8 = 1;
    pub const SEED: &'static [u8] = b"governor";
    pub const TREASURY_SEED: &'static [u8] = b"treasury";

    /// Mints whose outflow can be limited, SOL included.
    pub const MAX_LIMITS: usize = 16;

    /// Takes over what the treasury sets, if it keeps to the compiled bounds.
    pub fn set_params(&mut self, params: &GovernorParams) -> Result<()> {
        require!(params.terms().are_valid(), GovernorError::BadParams);
        self.proposal_threshold = params.proposal_threshold;
        self.voting_delay = params.voting_delay;
        self.voting_period = params.voting_period;
        self.timelock = params.timelock;
        self.grace = params.grace;
        self.quorum_bps = params.quorum_bps;
        Ok(())
    }

    pub fn params(&self) -> GovernorParams {
        GovernorParams {
            proposal_threshold: self.proposal_threshold,
            voting_delay: self.voting_delay,
            voting_period: self.voting_period,
            timelock: self.timelock,
            grace: self.grace,
            quorum_bps: self.quorum_bps,
        }
    }

    /// Every row of limits is free.
    pub fn open_limits(&mut self) {
        for row in &mut self.outflow_limits {
            (row.limit, row.next_limit) = (OutflowLimit::NONE, OutflowLimit::NONE);
        }
    }

    /// What the treasury may pay out of `mint` in `week`.
    pub fn outflow_limit(&self, week: u32, mint: &Address) -> u64 {
        let row = self.outflow_limits.iter().find(|row| row.mint == *mint && !row.is_free(week));
        row.map_or(OutflowLimit::NONE, |row| row.in_force(week))
    }

    /// Limits what the treasury pays out of `mint` in a week; see [`OutflowLimit::set`].
    pub fn limit_outflow(&mut self, week: u32, mint: Address, limit: u64) -> Result<&OutflowLimit> {
        let rows = &mut self.outflow_limits;
        let own = rows.iter().position(|row| row.mint == mint && !row.is_free(week));
        let place = own.or_else(|| rows.iter().position(|row| row.is_free(week)));
        let row = &mut rows[place.ok_or(GovernorError::TooManyLimits)?];
        if own.is_none() {
            // What the mint paid out without a limit was not counted.
            *row = OutflowLimit {
                mint,
                limit: OutflowLimit::NONE,
                next_limit: OutflowLimit::NONE,
                spent: 0,
                next_from_week: 0,
                week,
            };
        }
        row.set(week, limit);
        Ok(row)
    }

    /// The treasury pays out `amount` of `mint` in `week`.
    pub fn pay_out(&mut self, week: u32, mint: &Address, amount: u64) -> Result<()> {
        let row = self.outflow_limits.iter_mut().find(|row| row.mint == *mint && !row.is_free(week));
        if let Some(row) = row {
            row.spend(week, amount).ok_or(GovernorError::OutflowLimit)?;
        }
        Ok(())
    }

    /// What holds between any two instructions: the parameters keep to the compiled bounds.
    pub fn invariant(&self) -> bool {
        self.params().terms().are_valid()
    }
}

// A lock can be marked for as long as the longest vote, from its submission on, lasts.
const _: () = assert!(
    (voting_terms::MAX_VOTING_DELAY + voting_terms::MAX_VOTING_PERIOD) as u64 <= locker::MAX_VOTING_SECONDS
);
