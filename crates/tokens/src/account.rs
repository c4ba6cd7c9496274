//! Token accounts as both token programs lay them out.

use anchor_lang::{create_account_signed, prelude::*};
use anchor_spl::{token::Token, token_2022::Token2022, token_2022_cpi::instructions::InitializeAccount3};

use crate::error::TokenError;

const ACCOUNT_LEN: usize = 165;
const ACCOUNT_TYPE: u8 = 2;
const AMOUNT_OFFSET: usize = 64;
const DELEGATE_OFFSET: usize = 72;
const STATE_OFFSET: usize = 108;
const DELEGATED_OFFSET: usize = 121;
const CLOSE_AUTHORITY_OFFSET: usize = 129;
const INITIALIZED: u8 = 1;
const FROZEN: u8 = 2;

/// A multisig of the token programs has this length, and bytes of its signers' choice: no account has.
const MULTISIG_LEN: usize = 355;

/// Extensions of an account.
const IMMUTABLE_OWNER: u16 = 7;
const MEMO_TRANSFER: u16 = 8;
const CPI_GUARD: u16 = 11;

/// `account` is a token account of `mint`. Returns its owner.
pub fn owner_of_tokens(
    account: &AccountView,
    mint: &Address,
    token_program: &Address,
) -> core::result::Result<Address, TokenError> {
    if !account.owned_by(token_program) {
        return Err(TokenError::WrongProgram);
    }
    // SAFETY: the bytes are copied before anything else can borrow the account.
    let data = unsafe { account.borrow_unchecked() };
    if !is_token_account(data) || address_at(data, 0) != *mint {
        return Err(TokenError::WrongMint);
    }
    Ok(address_at(data, 32))
}

/// What a token account says about who may spend from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holding {
    pub owner: Address,
    pub amount: u64,
    pub frozen: bool,
    /// Who may spend `delegated` of it beside the owner.
    pub delegate: Option<Address>,
    pub delegated: u64,
}

/// What `account`, a token account of `mint`, holds, and for whom.
pub fn holding(
    account: &AccountView,
    mint: &Address,
    token_program: &Address,
) -> core::result::Result<Holding, TokenError> {
    let owner = owner_of_tokens(account, mint, token_program)?;
    // SAFETY: as in `owner_of_tokens`.
    let data = unsafe { account.borrow_unchecked() };
    let delegate = (data[DELEGATE_OFFSET] == 1).then(|| address_at(data, DELEGATE_OFFSET + 4));
    let delegated = if delegate.is_some() { number_at(data, DELEGATED_OFFSET) } else { 0 };
    let amount = number_at(data, AMOUNT_OFFSET);
    Ok(Holding { owner, amount, frozen: data[STATE_OFFSET] == FROZEN, delegate, delegated })
}

/// The tokens in `account`, which is known to be a token account.
pub fn balance(account: &AccountView) -> Result<u64> {
    // SAFETY: as in `owner_of_tokens`.
    let data = unsafe { account.borrow_unchecked() };
    let amount = data.get(AMOUNT_OFFSET..DELEGATE_OFFSET).and_then(|bytes| bytes.try_into().ok());
    amount.map(u64::from_le_bytes).ok_or(ProgramError::InvalidAccountData)
}

/// Whether a transfer of `mint` to `account` goes through whatever its owner does: it is a token account
/// of that mint, is not frozen, and asks for nothing, such as a memo, with what comes in.
pub fn accepts_tokens(account: &AccountView, mint: &Address, token_program: &Address) -> bool {
    if owner_of_tokens(account, mint, token_program).is_err() {
        return false;
    }
    // SAFETY: as in `owner_of_tokens`.
    let data = unsafe { account.borrow_unchecked() };
    data[STATE_OFFSET] == INITIALIZED && asks_for_nothing(data.get(ACCOUNT_LEN + 1..).unwrap_or_default())
}

fn asks_for_nothing(mut extensions: &[u8]) -> bool {
    while let [t0, t1, l0, l1, rest @ ..] = extensions {
        let kind = u16::from_le_bytes([*t0, *t1]);
        if kind == 0 {
            return true;
        }
        let len = usize::from(u16::from_le_bytes([*l0, *l1]));
        let Some((value, behind)) = rest.split_at_checked(len) else { return false };
        let harmless = match kind {
            IMMUTABLE_OWNER | CPI_GUARD => true,
            // It stays, switched off, once it was on.
            MEMO_TRANSFER => value == [0],
            _ => false,
        };
        if !harmless {
            return false;
        }
        extensions = behind;
    }
    true
}

/// Of a token account that `holder` holds: its mint, and the tokens that nobody else can spend. Those that
/// a delegate may take do not count, and none do while another may close the account: one of wrapped SOL
/// can be closed full. `None` for any other account.
pub fn held_alone(account: &AccountView, holder: &Address) -> Option<(Address, u64)> {
    let programs = [Token::id(), Token2022::id()];
    if !programs.iter().any(|program| account.owned_by(program)) {
        return None;
    }
    // SAFETY: as in `owner_of_tokens`.
    let data = unsafe { account.borrow_unchecked() };
    if !is_token_account(data) || address_at(data, 32) != *holder {
        return None;
    }
    let amount = number_at(data, AMOUNT_OFFSET);
    let delegated = if data[DELEGATE_OFFSET] == 1 { number_at(data, DELEGATED_OFFSET) } else { 0 };
    let alone = if data[CLOSE_AUTHORITY_OFFSET] == 1 { 0 } else { amount.saturating_sub(delegated) };
    Some((address_at(data, 0), alone))
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
    let extended = data.get(ACCOUNT_LEN) == Some(&ACCOUNT_TYPE) && data.len() != MULTISIG_LEN;
    let shape = data.len() == ACCOUNT_LEN || extended;
    shape && matches!(data[STATE_OFFSET], INITIALIZED | FROZEN)
}

fn address_at(data: &[u8], offset: usize) -> Address {
    let mut bytes = [0; 32];
    bytes.copy_from_slice(&data[offset..offset + 32]);
    Address::new_from_array(bytes)
}

fn number_at(data: &[u8], offset: usize) -> u64 {
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&data[offset..offset + 8]);
    u64::from_le_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_extensions_that_let_tokens_in_ask_for_nothing() {
        for (extensions, fine) in [
            ([].as_slice(), true),
            (&[0; 9], true),
            // ImmutableOwner, CpiGuard on, both, and MemoTransfer behind them.
            (&[7, 0, 0, 0], true),
            (&[11, 0, 1, 0, 1], true),
            (&[7, 0, 0, 0, 11, 0, 1, 0, 1], true),
            (&[7, 0, 0, 0, 11, 0, 1, 0, 1, 8, 0, 1, 0, 1], false),
            (&[8, 0, 1, 0, 1], false),
            (&[8, 0, 1, 0, 0], true),
            (&[8, 0, 1, 0, 0, 8, 0, 1, 0, 1], false),
            (&[8, 0, 0, 0], false),
            // Cut, and unknown.
            (&[7, 0, 1, 0], false),
            (&[7, 1, 0, 0], false),
            (&[200, 0, 0, 0], false),
        ] {
            assert_eq!(asks_for_nothing(extensions), fine, "{extensions:?}");
        }
    }
}
