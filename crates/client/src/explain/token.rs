//! The codes that SPL Token and Token-2022 share.

use super::Explanation;

pub(super) fn explain(code: u32) -> Option<Explanation> {
    let (name, words) = match code {
        0 => ("NotRentExempt", "A token account holds too little SOL for its rent"),
        1 => ("InsufficientFunds", "The token account holds fewer tokens than that"),
        2 => ("InvalidMint", "The mint is not a mint"),
        3 => ("MintMismatch", "The token account is of another mint"),
        4 => ("OwnerMismatch", "The signer does not own the token account and is not its delegate"),
        5 => ("FixedSupply", "The supply of this token is fixed"),
        6 => ("AlreadyInUse", "The token account is set up already"),
        9 => ("UninitializedState", "The token account is not set up"),
        11 => ("NonNativeHasBalance", "The token account still holds tokens"),
        12 => ("InvalidInstruction", "The token program does not know that instruction"),
        13 => ("InvalidState", "The token account is in a state that does not allow this"),
        14 => ("Overflow", "The token account cannot hold that many tokens"),
        16 => ("MintCannotFreeze", "This token's accounts cannot be frozen"),
        17 => ("AccountFrozen", "The token account is frozen by its issuer"),
        18 => ("MintDecimalsMismatch", "The mint has another number of decimals"),
        _ => return None,
    };
    Some(Explanation::new(name, words))
}
