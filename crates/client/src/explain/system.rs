//! The system program's codes: SOL and new accounts.

use super::Explanation;

pub(super) fn explain(code: u32) -> Option<Explanation> {
    let (name, words) = match code {
        0 => ("AccountAlreadyInUse", "An account to be created exists already"),
        1 => ("ResultWithNegativeLamports", "The paying wallet holds too little SOL"),
        2 => ("InvalidProgramId", "An account cannot be given to that program"),
        3 => ("InvalidAccountDataLength", "An account cannot have that size"),
        5 => ("AddressWithSeedMismatch", "An address does not follow from its seed"),
        _ => return None,
    };
    Some(Explanation::new(name, words))
}
