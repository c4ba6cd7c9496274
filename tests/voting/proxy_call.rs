//! Calls through another program, which signs for an address of its own.

use solana_instruction::{AccountMeta, Instruction};

/// `instruction` as the proxy program makes it: only the proxy's address has not signed yet.
pub fn through_proxy(instruction: &Instruction) -> Instruction {
    let mut accounts = vec![AccountMeta::new_readonly(instruction.program_id, false)];
    accounts.extend(instruction.accounts.iter().cloned());
    for meta in accounts.iter_mut().filter(|meta| meta.pubkey == proxy::owner()) {
        meta.is_signer = false;
    }
    Instruction { program_id: proxy::ID, accounts, data: instruction.data.clone() }
}
