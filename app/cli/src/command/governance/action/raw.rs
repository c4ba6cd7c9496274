use serde::Deserialize;
use solana_program::instruction::AccountMeta;
use tenure_client::{Instruction, Pubkey};

use crate::value::{one_address, written, Bytes};

/// Any instruction, as it is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Raw {
    #[serde(deserialize_with = "one_address")]
    program: Pubkey,
    accounts: Vec<RawAccount>,
    #[serde(deserialize_with = "written")]
    data: Bytes,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAccount {
    #[serde(deserialize_with = "one_address")]
    address: Pubkey,
    #[serde(default)]
    signer: bool,
    #[serde(default)]
    writable: bool,
}

impl Raw {
    pub fn build(&self) -> Instruction {
        let accounts = self.accounts.iter().map(|account| AccountMeta {
            pubkey: account.address,
            is_signer: account.signer,
            is_writable: account.writable,
        });
        Instruction { program_id: self.program, accounts: accounts.collect(), data: self.data.0.clone() }
    }
}
