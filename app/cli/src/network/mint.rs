//! Tokens of this network's own.

use solana_program::program_pack::Pack;
use solana_system_interface::instruction as system;
use spl_associated_token_account_interface::{
    address::get_associated_token_address_with_program_id,
    instruction::create_associated_token_account_idempotent,
};
use spl_token_2022_interface::{instruction as token, state::Mint};
use tenure_client::{Instruction, Pubkey};

use crate::failure::Failure;

const MINT_LAMPORTS: u64 = 10_000_000;

/// A plain mint of either token program, which `authority` pays for and mints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewMint {
    pub program: Pubkey,
    pub mint: Pubkey,
    pub authority: Pubkey,
    pub decimals: u8,
}

impl NewMint {
    /// Signed by the mint's own key too.
    pub fn create(&self) -> Result<[Instruction; 2], Failure> {
        let Self { program, mint, authority, decimals } = self;
        let initialize = token::initialize_mint2(program, mint, authority, None, *decimals);
        let len = u64::try_from(Mint::LEN).map_err(Failure::cluster)?;
        Ok([
            system::create_account(authority, mint, MINT_LAMPORTS, len, program),
            initialize.map_err(Failure::cluster)?,
        ])
    }

    /// Mints `units` to the associated account of `owner`, which is made if it is missing.
    pub fn give(&self, owner: &Pubkey, units: u64) -> Result<[Instruction; 2], Failure> {
        let Self { program, mint, authority, .. } = self;
        let to = self.account_of(owner);
        let fill = token::mint_to(program, mint, &to, authority, &[], units);
        Ok([
            create_associated_token_account_idempotent(authority, owner, mint, program),
            fill.map_err(Failure::cluster)?,
        ])
    }

    pub fn account_of(&self, owner: &Pubkey) -> Pubkey {
        get_associated_token_address_with_program_id(owner, &self.mint, &self.program)
    }
}
