use anchor_lang::prelude::*;
use tenure_math::Choice;

use crate::{error::GovernorError, state::Proposal};

/// What one lock says to one proposal.
///
/// PDA `["vote", proposal, lock]`.
#[account]
pub struct Vote {
    pub version: u8,
    pub bump: u8,
    /// 0 against, 1 for, 2 abstain.
    pub choice: u8,
    /// 1 once the lock's owner has voted: its delegate then cannot.
    pub by_owner: u8,
    pub reserved_flags: [u8; 4],
    /// The lock's power in the proposal's snapshot, as it was counted.
    pub weight: u64,
    /// The proposal's: an address can be used again once its proposal is closed.
    pub number: u64,
    /// The second at which voting ends: from then on the account can be closed.
    pub voting_ends_at: u64,
    pub governor: Address,
    pub proposal: Address,
    pub lock: Address,
    /// Voted last: the owner or its delegate.
    pub voter: Address,
    /// Paid the account's rent, and gets it back.
    pub rent_payer: Address,
    pub reserved: [u8; 16],
}

const _: () = assert!(core::mem::size_of::<Vote>() == 208);

impl Vote {
    pub const VERSION: u8 = 1;
    pub const SEED: &'static [u8] = b"vote";

    /// The choice that a number stands for.
    pub fn choice_of(number: u8) -> Result<Choice> {
        match number {
            0 => Ok(Choice::Against),
            1 => Ok(Choice::For),
            2 => Ok(Choice::Abstain),
            _ => Err(GovernorError::BadChoice.into()),
        }
    }

    /// What was counted for `proposal`, if anything.
    pub fn recorded(&self, proposal: &Proposal) -> Result<Option<tenure_math::Vote>> {
        if self.version == 0 || self.number != proposal.number {
            return Ok(None);
        }
        Ok(Some(tenure_math::Vote { choice: Self::choice_of(self.choice)?, weight: self.weight }))
    }
}
