//! Which mints are admitted: any of SPL Token, and of Token-2022 those whose extensions cannot take,
//! stop, shrink or redirect what is deposited. A freeze authority is no extension: a mint that has one
//! is admitted, and who relies on it should know who holds it.

use anchor_lang::prelude::{AccountView, Address};

use crate::error::{Extension, TokenError};

/// A mint's bytes end here without extensions; with them, a type byte follows the padding that
/// makes mints and accounts equally long.
const MINT_LEN: usize = 82;
const DECIMALS_OFFSET: usize = 44;
const INITIALIZED_OFFSET: usize = 45;
const TYPE_OFFSET: usize = 165;
const MINT_TYPE: u8 = 1;

/// The decimals of `mint`, which must be an admitted mint of `token_program`.
pub fn decimals_of_admitted(
    mint: &AccountView,
    token_program: &Address,
) -> core::result::Result<u8, TokenError> {
    if !mint.owned_by(token_program) {
        return Err(TokenError::WrongProgram);
    }
    // SAFETY: the bytes are only read, and nothing borrows the mint mutably.
    let data = unsafe { mint.borrow_unchecked() };
    require_admitted(data)?;
    Ok(data[DECIMALS_OFFSET])
}

/// Refuses, by name, the first extension of `mint` that is not on the allow-list: metadata pointer
/// and metadata, group and member pointers, group and member.
fn require_admitted(mint: &[u8]) -> core::result::Result<(), TokenError> {
    if mint.get(INITIALIZED_OFFSET) != Some(&1) || mint.len() < MINT_LEN {
        return Err(TokenError::BadMint);
    }
    if mint.len() == MINT_LEN {
        return Ok(());
    }
    if mint.get(TYPE_OFFSET) != Some(&MINT_TYPE) {
        return Err(TokenError::BadMint);
    }
    let mut entries = &mint[TYPE_OFFSET + 1..];
    // Fewer than four bytes left, or type zero, is the padding behind the last entry.
    while let [t0, t1, l0, l1, rest @ ..] = entries {
        let kind = u16::from_le_bytes([*t0, *t1]);
        if kind == 0 {
            break;
        }
        admit(kind)?;
        let len = usize::from(u16::from_le_bytes([*l0, *l1]));
        entries = rest.get(len..).ok_or(TokenError::BadMint)?;
    }
    Ok(())
}

/// The numbers are Token-2022's `ExtensionType`.
fn admit(kind: u16) -> core::result::Result<(), TokenError> {
    let refused = match kind {
        18..=23 => return Ok(()),
        1 => Extension::TransferFee,
        3 => Extension::MintCloseAuthority,
        4 => Extension::ConfidentialTransfer,
        6 => Extension::DefaultAccountState,
        9 => Extension::NonTransferable,
        10 => Extension::InterestBearing,
        12 => Extension::PermanentDelegate,
        14 => Extension::TransferHook,
        16 => Extension::ConfidentialTransferFee,
        24 => Extension::ConfidentialMintBurn,
        25 => Extension::ScaledUiAmount,
        26 => Extension::Pausable,
        28 => Extension::PermissionedBurn,
        _ => Extension::Unknown,
    };
    Err(TokenError::Refused(refused))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_bytes_to_the_end_and_no_further() {
        for (len, fine) in
            [(0, false), (45, false), (46, false), (81, false), (82, true), (83, false), (165, false)]
        {
            let mut mint = vec![0; len];
            if let Some(initialized) = mint.get_mut(INITIALIZED_OFFSET) {
                *initialized = 1;
            }
            let expected = if fine { Ok(()) } else { Err(TokenError::BadMint) };
            assert_eq!(require_admitted(&mint), expected, "{len} bytes");
        }
        assert_eq!(require_admitted(&[0; MINT_LEN]), Err(TokenError::BadMint), "not initialized");
        let refused = |extension| Some(TokenError::Refused(extension));
        for (kind, entries, expected) in [
            (0, [].as_slice(), Some(TokenError::BadMint)),
            (1, &[], None),
            (2, &[], Some(TokenError::BadMint)),
            // Zeroes and up to three bytes are padding.
            (1, &[0; 40], None),
            (1, &[1, 0, 0], None),
            // An admitted extension of one byte; the same cut; a refused one behind it.
            (1, &[18, 0, 1, 0, 9], None),
            (1, &[18, 0, 2, 0, 9], Some(TokenError::BadMint)),
            (1, &[18, 0, 1, 0, 9, 14, 0, 0, 0], refused(Extension::TransferHook)),
            (1, &[28, 0, 0, 0], refused(Extension::PermissionedBurn)),
            (1, &[99, 0, 0, 0], refused(Extension::Unknown)),
            (1, &[18, 1, 0, 0], refused(Extension::Unknown)),
            (1, &[255; 4], refused(Extension::Unknown)),
        ] {
            let mint = [base(), behind_base(kind, entries)].concat();
            let expected = expected.map_or(Ok(()), Err);
            assert_eq!(require_admitted(&mint), expected, "type {kind}, extensions {entries:?}");
        }
    }

    #[test]
    fn admits_six_extensions_of_all_there_can_be() {
        let admitted: Vec<_> = (1..=u16::MAX)
            .filter(|kind| {
                let [low, high] = kind.to_le_bytes();
                require_admitted(&[base(), behind_base(1, &[low, high, 0, 0])].concat()).is_ok()
            })
            .collect();
        // Metadata pointer, metadata, group pointer, group, member pointer, member.
        assert_eq!(admitted, [18, 19, 20, 21, 22, 23]);
    }

    /// An initialized mint without extensions.
    fn base() -> Vec<u8> {
        let mut mint = vec![0; MINT_LEN];
        mint[INITIALIZED_OFFSET] = 1;
        mint
    }

    /// Padding, the type and the extensions.
    fn behind_base(kind: u8, extensions: &[u8]) -> Vec<u8> {
        let mut tail = vec![0; TYPE_OFFSET - MINT_LEN];
        tail.push(kind);
        tail.extend(extensions);
        tail
    }
}
