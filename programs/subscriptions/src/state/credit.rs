use anchor_lang::prelude::*;
use tenure_math::billing::Tab;

use crate::error::SubscriptionError;

/// What one user has deposited for calls, in one token.
///
/// PDA `["credit", store, user, mint]`, with its tokens in a vault of its own, `["vault", credit]`. It is
/// drawn on with vouchers that the user's session key signs.
#[account]
pub struct Credit {
    pub version: u8,
    pub bump: u8,
    pub vault_bump: u8,
    pub decimals: u8,
    /// Seconds between the request to close and the withdrawal; the store's when this was opened.
    pub notice: u32,
    /// The second at which this was opened. Vouchers name it: those of an earlier one count nothing.
    pub incarnation: u64,
    /// In base units, ever.
    pub deposited: u64,
    /// In base units, ever; at most what was deposited.
    pub settled: u64,
    /// From this second on nothing is settled, and what is left can be withdrawn. 0: not to be closed.
    pub closes_at: u64,
    pub store: Address,
    pub user: Address,
    pub mint: Address,
    pub vault: Address,
    pub token_program: Address,
    /// An ed25519 public key.
    pub session_key: Address,
    pub rent_payer: Address,
    pub reserved: [u8; 32],
}

const _: () = assert!(core::mem::size_of::<Credit>() == 296);

impl Credit {
    pub const VERSION: u8 = 1;
    pub const SEED: &'static [u8] = b"credit";
    pub const VAULT_SEED: &'static [u8] = b"vault";

    pub fn require_known(&self) -> Result<()> {
        require!(self.version == Self::VERSION, SubscriptionError::UnknownVersion);
        Ok(())
    }

    pub fn tab(&self) -> Tab {
        let closes_at = (self.closes_at > 0).then_some(self.closes_at);
        Tab { deposited: self.deposited, settled: self.settled, closes_at }
    }

    pub fn set_tab(&mut self, tab: &Tab) {
        self.deposited = tab.deposited;
        self.settled = tab.settled;
        self.closes_at = tab.closes_at.unwrap_or(0);
    }

    /// What holds between any two instructions, with so many tokens in the vault.
    pub fn invariant(&self, vault: u64) -> bool {
        self.settled <= self.deposited && self.deposited - self.settled <= vault
    }
}
