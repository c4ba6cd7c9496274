use serde::Deserialize;
use solana_system_interface::instruction as system;
use spl_associated_token_account_interface::address::get_associated_token_address_with_program_id;
use spl_token_2022_interface::instruction::transfer_checked;
use tenure_client::{Instruction, Pubkey};

use crate::{
    chain::{Chain, OpenGovernor},
    failure::Failure,
    value::{one_address, written, Decimal, TokenAccount},
};

pub const SOL_DECIMALS: u8 = 9;

/// Pays SOL out.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TransferSol {
    #[serde(deserialize_with = "one_address")]
    to: Pubkey,
    #[serde(deserialize_with = "written")]
    amount: Decimal,
}

/// Pays tokens out of the treasury's associated token account.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TransferToken {
    #[serde(deserialize_with = "one_address")]
    mint: Pubkey,
    #[serde(deserialize_with = "written")]
    to: TokenAccount,
    #[serde(deserialize_with = "written")]
    amount: Decimal,
}

impl TransferSol {
    pub fn build(&self, governor: &OpenGovernor) -> Result<Instruction, Failure> {
        let lamports = self.amount.some_tokens(SOL_DECIMALS)?.units;
        Ok(system::transfer(&governor.keys.treasury, &self.to, lamports))
    }
}

impl TransferToken {
    pub fn build(&self, chain: &Chain, governor: &OpenGovernor) -> Result<Instruction, Failure> {
        let (treasury, mint) = (governor.keys.treasury, self.mint);
        let program = chain.token_program_of(&mint)?;
        let amount = self.amount.some_tokens(chain.decimals_of(&mint)?)?;
        let source = get_associated_token_address_with_program_id(&treasury, &mint, &program);
        let (to, _) = self.to.resolve(&treasury, &mint, &program);
        if let TokenAccount::At(account) = self.to {
            require_account_of(chain, &account, &mint)?;
        }
        let transfer =
            transfer_checked(&program, &source, &mint, &to, &treasury, &[], amount.units, amount.decimals);
        let mut transfer = transfer.map_err(Failure::cluster)?;
        if let TokenAccount::AssociatedWith(owner) = self.to {
            // The token programs pass over it; it tells voters who receives, and lets whoever executes
            // the action make an account that is missing.
            transfer.accounts.push(solana_program::instruction::AccountMeta::new_readonly(owner, false));
        }
        Ok(transfer)
    }
}

pub(super) fn require_account_of(chain: &Chain, account: &Pubkey, mint: &Pubkey) -> Result<(), Failure> {
    if chain.mint_of(account)? == Some(*mint) {
        return Ok(());
    }
    Err(Failure::cluster(format!(
        "{account} is no token account of {mint}: for a wallet, write associated:{account}"
    )))
}
