//! Token accounts as both token programs lay them out.

use anchor_lang::{create_account_signed, prelude::*};
use anchor_spl::token_2022_cpi::instructions::InitializeAccount3;

use crate::{error::LockerError, state::Locker};

const ACCOUNT_LEN: usize = 165;
const ACCOUNT_TYPE: u8 = 2;
const STATE_OFFSET: usize = 108;
const INITIALIZED: u8 = 1;
const FROZEN: u8 = 2;

/// `account` is a token account of `locker`'s mint. Returns its owner.
pub fn owner_of_tokens(account: &AccountView, locker: &Locker) -> Result<Address> {
    require!(account.owned_by(&locker.token_program), LockerError::WrongTokenProgram);
    // SAFETY: the bytes are copied before anything else can borrow the account.
    let data = unsafe { account.borrow_unchecked() };
    require!(is_token_account(data) && address_at(data, 0) == locker.mint, LockerError::WrongMint);
    Ok(address_at(data, 32))
}

/// The tokens in `account`, which is known to be a token account.
pub fn balance(account: &AccountView) -> Result<u64> {
    // SAFETY: as in `owner_of_tokens`.
    let data = unsafe { account.borrow_unchecked() };
    let amount = data.get(64..72).and_then(|bytes| bytes.try_into().ok());
    amount.map(u64::from_le_bytes).ok_or(ProgramError::InvalidAccountData)
}

/// Creates the token account `account`, a program address with the signing `seeds`, for `owner`. An
/// admitted mint asks for no extension of its accounts.
pub fn create_token_account(
    payer: &AccountView,
    account: &AccountView,
    mint: &AccountView,
    owner: &Address,
    token_program: &Address,
    seeds: &[&[u8]],
) -> Result<()> {
    create_account_signed(payer, account, ACCOUNT_LEN, token_program, seeds)?;
    InitializeAccount3 { account, mint, owner, token_program }.invoke()
}

/// Without extensions an account has exactly this length; with them, a type byte follows.
fn is_token_account(data: &[u8]) -> bool {
    let shape = data.len() == ACCOUNT_LEN || data.get(ACCOUNT_LEN) == Some(&ACCOUNT_TYPE);
    shape && matches!(data[STATE_OFFSET], INITIALIZED | FROZEN)
}

fn address_at(data: &[u8], offset: usize) -> Address {
    let mut bytes = [0; 32];
    bytes.copy_from_slice(&data[offset..offset + 32]);
    Address::new_from_array(bytes)
}
