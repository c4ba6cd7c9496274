//! A program whose own address owns things: it passes a call on to another program and signs for its
//! PDA `["owner"]`, as a multisig or a DAO does.
//!
//! Accounts: the program to call, then the accounts of the call. Data: the call's.

use pinocchio::{
    cpi::{invoke_signed_with_slice, Seed, Signer},
    error::ProgramError,
    instruction::{InstructionAccount, InstructionView},
    AccountView, Address, ProgramResult,
};

/// Where the tests deploy it.
pub const ID: Address = Address::new_from_array(*b"tenure-tests-proxy-program-00001");

const OWNER_SEED: &[u8] = b"owner";

/// The address it signs for.
pub fn owner() -> Address {
    Address::find_program_address(&[OWNER_SEED], &ID).0
}

#[cfg(not(feature = "no-entrypoint"))]
pinocchio::entrypoint!(process);

/// Passes the call on.
pub fn process(program: &Address, accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
    let [target, called @ ..] = accounts else {
        return Err(ProgramError::NotEnoughAccountKeys);
    };
    let (owner, bump) = Address::find_program_address(&[OWNER_SEED], program);
    let metas: Vec<_> = called
        .iter()
        .map(|account| {
            let signs = account.is_signer() || *account.address() == owner;
            InstructionAccount::new(account.address(), account.is_writable(), signs)
        })
        .collect();
    let instruction = InstructionView { program_id: target.address(), accounts: &metas, data };
    let bump = [bump];
    let seeds = [Seed::from(OWNER_SEED), Seed::from(&bump)];
    invoke_signed_with_slice(&instruction, &called.iter().collect::<Vec<_>>(), &[Signer::from(&seeds)])
}
