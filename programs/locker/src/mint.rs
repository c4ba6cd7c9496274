//! Which mints are admitted: any of SPL Token, and of Token-2022 those whose extensions cannot take,
//! stop, shrink or redirect what is deposited. A freeze authority is no extension: a mint that has one
//! is admitted, and who creates a locker for it should know who holds it.

use anchor_lang::prelude::*;

use crate::error::LockerError;

/// A mint's bytes end here without extensions; with them, a type byte follows the padding that
/// makes mints and accounts equally long.
const MINT_LEN: usize = 82;
const DECIMALS_OFFSET: usize = 44;
const INITIALIZED_OFFSET: usize = 45;
const TYPE_OFFSET: usize = 165;
const MINT_TYPE: u8 = 1;

/// The decimals of `mint`, which must be an admitted mint of `token_program`.
pub fn decimals_of_admitted(mint: &AccountView, token_program: &Address) -> Result<u8> {
    require!(mint.owned_by(token_program), LockerError::WrongTokenProgram);
    // SAFETY: the bytes are only read, and nothing borrows the mint mutably.
    let data = unsafe { mint.borrow_unchecked() };
    require_admitted(data)?;
    Ok(data[DECIMALS_OFFSET])
}

/// Refuses, by name, the first extension of `mint` that is not on the allow-list: metadata pointer
/// and metadata, group and member pointers, group and member.
pub fn require_admitted(mint: &[u8]) -> Result<()> {
    require!(mint.get(INITIALIZED_OFFSET) == Some(&1) && mint.len() >= MINT_LEN, LockerError::BadMint);
    if mint.len() == MINT_LEN {
        return Ok(());
    }
    require!(mint.get(TYPE_OFFSET) == Some(&MINT_TYPE), LockerError::BadMint);
    let mut entries = &mint[TYPE_OFFSET + 1..];
    // Fewer than four bytes left, or type zero, is the padding behind the last entry.
    while let [t0, t1, l0, l1, rest @ ..] = entries {
        let kind = u16::from_le_bytes([*t0, *t1]);
        if kind == 0 {
            break;
        }
        admit(kind)?;
        let len = usize::from(u16::from_le_bytes([*l0, *l1]));
        entries = rest.get(len..).ok_or(LockerError::BadMint)?;
    }
    Ok(())
}

/// The numbers are Token-2022's `ExtensionType`.
fn admit(kind: u16) -> Result<()> {
    let refused = match kind {
        18..=23 => return Ok(()),
        1 => LockerError::ExtensionTransferFee,
        3 => LockerError::ExtensionMintCloseAuthority,
        4 => LockerError::ExtensionConfidentialTransfer,
        6 => LockerError::ExtensionDefaultAccountState,
        9 => LockerError::ExtensionNonTransferable,
        10 => LockerError::ExtensionInterestBearing,
        12 => LockerError::ExtensionPermanentDelegate,
        14 => LockerError::ExtensionTransferHook,
        16 => LockerError::ExtensionConfidentialTransferFee,
        24 => LockerError::ExtensionConfidentialMintBurn,
        25 => LockerError::ExtensionScaledUiAmount,
        26 => LockerError::ExtensionPausable,
        28 => LockerError::ExtensionPermissionedBurn,
        _ => LockerError::ExtensionUnknown,
    };
    Err(refused.into())
}
