//! Actions as a proposal holds them: instructions for the treasury to sign, one behind another.
//!
//! Each is: the program, 32 bytes; the number of accounts, one byte; for each account its address, 32
//! bytes, and one byte of flags; the number of bytes of data, two, little-endian; the data.

use anchor_lang::prelude::*;

use crate::{constants::MAX_ACTIONS, error::GovernorError};

/// The account signs: only the treasury can.
pub const SIGNER: u8 = 1;
/// The account is written to.
pub const WRITABLE: u8 = 2;

const ADDRESS: usize = 32;
const ACCOUNT: usize = ADDRESS + 1;

/// One instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Action<'a> {
    pub program: &'a [u8; ADDRESS],
    accounts: &'a [u8],
    pub data: &'a [u8],
}

/// One account of an instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActionAccount<'a> {
    pub address: &'a [u8; ADDRESS],
    pub signer: bool,
    pub writable: bool,
}

impl<'a> Action<'a> {
    /// The first action of `bytes`, and what is behind it. `None` if it is cut or malformed.
    pub fn read(bytes: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let (program, rest) = bytes.split_first_chunk::<ADDRESS>()?;
        let (count, rest) = rest.split_first()?;
        let (accounts, rest) = rest.split_at_checked(usize::from(*count) * ACCOUNT)?;
        let (len, rest) = rest.split_first_chunk::<2>()?;
        let (data, rest) = rest.split_at_checked(usize::from(u16::from_le_bytes(*len)))?;
        let action = Self { program, accounts, data };
        let known = |account: &[u8]| account[ADDRESS] & !(SIGNER | WRITABLE) == 0;
        accounts.chunks_exact(ACCOUNT).all(known).then_some((action, rest))
    }

    pub fn account_count(&self) -> usize {
        self.accounts.len() / ACCOUNT
    }

    pub fn accounts(&self) -> impl Iterator<Item = ActionAccount<'a>> + use<'a> {
        self.accounts.chunks_exact(ACCOUNT).filter_map(|account| {
            let (address, flags) = account.split_first_chunk::<ADDRESS>()?;
            let has = |flag| flags[0] & flag != 0;
            Some(ActionAccount { address, signer: has(SIGNER), writable: has(WRITABLE) })
        })
    }
}

/// Counts the actions of `bytes`, which must be nothing but one to 16 whole ones that no other than the
/// `treasury` signs and that are not given their own `proposal`, which is being written to as they run.
/// Room that was left unwritten reads as an action without accounts and data: there is none such.
pub fn count(mut bytes: &[u8], treasury: &Address, proposal: &Address) -> Result<u8> {
    let mut count = 0;
    while !bytes.is_empty() {
        let (action, rest) = Action::read(bytes).ok_or(GovernorError::BadActions)?;
        require!(action.account_count() > 0 || !action.data.is_empty(), GovernorError::BadActions);
        let own = action.accounts().any(|account| account.address == proposal.as_array());
        require!(!own, GovernorError::OwnProposal);
        let foreign =
            action.accounts().any(|account| account.signer && account.address != treasury.as_array());
        require!(!foreign, GovernorError::ForeignSigner);
        require!(count < MAX_ACTIONS, GovernorError::TooManyActions);
        count += 1;
        bytes = rest;
    }
    require!(count > 0, GovernorError::NoActions);
    Ok(count)
}

/// The action at `index` of `bytes` that [`count`] has counted.
pub fn nth(mut bytes: &[u8], index: u8) -> Option<Action<'_>> {
    for _ in 0..index {
        bytes = Action::read(bytes)?.1;
    }
    Some(Action::read(bytes)?.0)
}
