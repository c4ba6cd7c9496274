use anchor_lang::prelude::*;
use tenure_math::history::oldest_snapshot;
use tenure_tokens::{associated_account_bump, is_associated_account, owner_of_tokens};

use crate::{error::RevenueError, state::Splitter};

/// How far one lock's revenue is claimed, for each pool.
///
/// PDA `["claims", splitter, lock]`. It can only be closed once its lock is: a lock that is made anew at
/// that address has no history, and so no power, in any week that was claimed before.
#[account]
pub struct ClaimRecord {
    pub version: u8,
    pub bump: u8,
    pub reserved_flags: [u8; 6],
    pub splitter: Address,
    pub lock: Address,
    /// Paid the account's rent, and gets it back.
    pub rent_payer: Address,
    /// By the pool's index: the first week that is not claimed yet; 0 before the first claim.
    pub next_week: [u32; Splitter::MAX_POOLS],
    /// By the pool's index: the bump of the owner's associated token account, found at the first claim;
    /// 0 before it.
    pub destination_bump: [u8; Splitter::MAX_POOLS],
    pub reserved: [u8; 32],
}

const _: () = assert!(core::mem::size_of::<ClaimRecord>() == 296);

impl ClaimRecord {
    pub const VERSION: u8 = 1;
    pub const SEED: &'static [u8] = b"claims";

    /// A new account's identity.
    pub fn open(&mut self, bump: u8, splitter: Address, lock: Address, rent_payer: Address) {
        self.version = Self::VERSION;
        self.bump = bump;
        self.splitter = splitter;
        self.lock = lock;
        self.rent_payer = rent_payer;
    }

    /// The first week to claim from the pool at `index`: not claimed yet, with something to give or not,
    /// but not before the `earliest` that can have, and not expired in `current`.
    pub fn first_week(&self, index: u8, earliest: u32, current: u32) -> u32 {
        self.next_week[usize::from(index)].max(earliest).max(oldest_snapshot(current))
    }

    /// The weeks before `next` are claimed.
    pub fn advance(&mut self, index: u8, next: u32) {
        self.next_week[usize::from(index)] = next;
    }

    /// `destination` is where `owner` receives `mint`: the associated token account, so that whoever
    /// claims cannot choose.
    pub fn require_destination(
        &mut self,
        index: u8,
        destination: &AccountView,
        owner: &Address,
        mint: &Address,
        token_program: &Address,
    ) -> Result<()> {
        let address = destination.address();
        let bump = &mut self.destination_bump[usize::from(index)];
        if *bump == 0 {
            let found = associated_account_bump(address, owner, mint, token_program);
            *bump = found.ok_or(RevenueError::WrongDestination)?;
        } else {
            let fits = is_associated_account(address, owner, mint, token_program, *bump);
            require!(fits, RevenueError::WrongDestination);
        }
        let holder = owner_of_tokens(destination, mint, token_program);
        // Its owner may have given it away.
        require!(holder.map_err(|_| RevenueError::NoDestination)? == *owner, RevenueError::WrongDestination);
        Ok(())
    }
}
