//! Associated token accounts: where a wallet receives a mint without being asked.

use anchor_lang::{find_and_verify_program_address, prelude::*, verify_program_address};
use anchor_spl::associated_token::AssociatedToken;

/// The bump of `owner`'s associated token account of `mint`, if `account` is its address. Searches for
/// it, at about 1,500 units a miss: store it.
pub fn associated_account_bump(
    account: &Address,
    owner: &Address,
    mint: &Address,
    token_program: &Address,
) -> Option<u8> {
    let seeds: &[&[u8]] = &[owner.as_ref(), token_program.as_ref(), mint.as_ref()];
    find_and_verify_program_address(seeds, &AssociatedToken::id(), account).ok()
}

/// Whether `account` is the address of `owner`'s associated token account of `mint`, by its `bump`.
pub fn is_associated_account(
    account: &Address,
    owner: &Address,
    mint: &Address,
    token_program: &Address,
    bump: u8,
) -> bool {
    let seeds: &[&[u8]] = &[owner.as_ref(), token_program.as_ref(), mint.as_ref(), &[bump]];
    verify_program_address(seeds, &AssociatedToken::id(), account).is_ok()
}
